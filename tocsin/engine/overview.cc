// How it works: a filter speaks of events, an incident matches where one of its events does. Where
// the filter is narrow (words, places, actors) its events are looked up first; where it is broad,
// incidents are walked in the order of the page and each is asked for one event that matches, so
// that a page ends as soon as it is full.
#include "tocsin/engine/overview.h"

#include <algorithm>
#include <charconv>

#include "tocsin/core/error.h"
#include "tocsin/engine/rows.h"
#include "tocsin/fuse/claim_bytes.h"
#include "tocsin/store/coded_json.h"
#include "tocsin/store/fold.h"
#include "tocsin/store/functions.h"
#include "tocsin/store/query.h"

namespace tocsin::engine {
namespace {

using store::Query;
using store::Statement;

// What the filter asks, without how the list is ordered and cut.
Filter asked(const Filter& filter) {
  Filter result = filter;
  result.order = Order::kArrival;
  result.limit = 0;
  result.cursor.clear();
  return result;
}

bool asks_nothing(const Filter& filter) { return asked(filter) == Filter{}; }

bool is_narrow(const Filter& filter) {
  return !filter.words.empty() || !filter.area.empty() || filter.box || filter.near ||
         !filter.actors.empty() || !filter.reports.empty() || !filter.sources.empty();
}

// Events, with their reports where the filter asks for something of those.
std::string events_of(const Filter& filter, std::string_view join) {
  const std::string report = store::asks_for_reports(filter)
                                 ? std::string(join) + "report r ON r.n = e.report"
                                 : std::string();
  return "event e" + report;
}

std::string with(const Query& query, const std::string& condition) {
  const std::string clause = query.clause();
  return (clause.empty() ? " WHERE " : clause + " AND ") + condition;
}

// Incidents by the events that match.
std::string matching(const Filter& filter, const Query& events) {
  return "SELECT t.incident FROM " + events_of(filter, " JOIN ") + " JOIN told t ON t.event = e.n" +
         events.clause();
}

// Whether so many events match that walking the incidents soon finds enough of theirs.
bool is_common(store::Connection& connection, const Filter& filter, const Query& events) {
  Statement row = connection.prepare("SELECT 1 FROM " + events_of(filter, " JOIN ") +
                                     events.clause() + " LIMIT 1 OFFSET 1000");
  events.bind(row);
  return row.step();
}

// The condition on an incident `b` with the filter's clause in it; empty where nothing is asked.
std::string told_condition(store::Connection& connection, const Filter& filter,
                           const Query& events) {
  if (asks_nothing(filter)) return {};
  if (is_narrow(filter) || !is_common(connection, filter, events)) {
    return "b.n IN (" + matching(filter, events) + ")";
  }
  // The order of the tables is as written: from the incident to its few events.
  return "EXISTS (SELECT 1 FROM told t CROSS JOIN " + events_of(filter, " CROSS JOIN ") +
         with(events, "e.n = t.event AND t.incident = b.n") + ")";
}

std::string where(const std::vector<std::string>& conditions) {
  std::string text;
  for (const std::string& each : conditions) {
    if (!each.empty()) text += (text.empty() ? " WHERE " : " AND ") + each;
  }
  return text;
}

// "KEY,N" as the cursors of these lists are written.
struct Cursor {
  std::string key;
  std::int64_t n = 0;
};

Cursor cursor_of(const std::string& words) {
  const std::size_t comma = words.rfind(',');
  Cursor cursor{words.substr(0, comma == std::string::npos ? 0 : comma), 0};
  const char* begin = words.data() + (comma == std::string::npos ? 0 : comma + 1);
  const char* end = words.data() + words.size();
  const auto [stop, fault] = std::from_chars(begin, end, cursor.n);
  if (comma == std::string::npos || stop != end || fault != std::errc()) {
    throw Error(ErrorCode::kBadValue, "cursor \"" + words + "\"; expected one that this list gave");
  }
  return cursor;
}

std::string area_id(const std::string& country, const std::string& admin1) {
  return "area:" + country + (admin1.empty() ? "" : "/" + admin1);
}

AreaCount area_row(const Statement& row) {
  const std::string country = text_at(row, 0);
  const std::string admin1 = text_at(row, 1);
  return {area_id(country, admin1), admin1.empty() ? country : admin1, row.integer(2), row.real(3),
          row.real(4)};
}

// The incidents that match, once for all the sums over them.
class Matching {
 public:
  Matching(store::Connection& connection, const Filter& filter) : connection_(connection) {
    if (asks_nothing(filter)) return;
    connection.run("CREATE TEMP TABLE IF NOT EXISTS matching(n INTEGER PRIMARY KEY)");
    connection.run("DELETE FROM temp.matching");
    const Query events = store::event_query(asked(filter));
    Statement insert =
        connection.prepare("INSERT OR IGNORE INTO temp.matching " + matching(filter, events));
    events.bind(insert);
    insert.run();
    from_ = "temp.matching m CROSS JOIN incident_brief b ON b.n = m.n";
  }
  void sum(const std::string& select, const std::string& rest,
           const std::function<void(const Statement&)>& take) {
    Statement rows = connection_.prepare("SELECT " + select + " FROM " + from_ + rest);
    while (rows.step()) take(rows);
  }

 private:
  store::Connection& connection_;
  std::string from_ = "incident_brief b";
};

void add_sums(Tally& tally, Matching& matching) {
  matching.sum(
      "count(*), count(*) FILTER (WHERE b.lat IS NULL), count(*) FILTER (WHERE b.day = '')", "",
      [&](const Statement& row) {
        tally.incidents = row.integer(0);
        tally.unplaced = row.integer(1);
        tally.undated = row.integer(2);
      });
  matching.sum("b.type, b.reality, count(*)", " GROUP BY 1, 2", [&](const Statement& row) {
    tally.types[text_at(row, 0)] += row.integer(2);
    tally.realities[text_at(row, 1)] += row.integer(2);
  });
}

void add_areas_and_days(Tally& tally, Matching& matching) {
  matching.sum("b.country, ifnull(b.admin1, ''), count(*) AS many, avg(b.lat), avg(b.lon)",
               " WHERE b.country IS NOT NULL GROUP BY 1, 2 ORDER BY many DESC, 1, 2 LIMIT 50",
               [&](const Statement& row) { tally.areas.push_back(area_row(row)); });
  matching.sum(
      "b.day, count(*) FILTER (WHERE b.reality = 'actual'), "
      "count(*) FILTER (WHERE b.reality <> 'actual'), ifnull(sum(b.killed), 0)",
      " WHERE b.day <> '' GROUP BY 1 ORDER BY 1", [&](const Statement& row) {
        tally.days.push_back({text_at(row, 0), row.integer(1), row.integer(2), row.integer(3)});
      });
}

Spot spot_row(const Statement& row) {
  Spot spot;
  spot.lat = row.real(0);
  spot.lon = row.real(1);
  spot.radius_km = row.real(2);
  spot.place = text_at(row, 3);
  spot.incidents = row.integer(4);
  spot.happened = row.integer(5);
  if (spot.incidents == 1) {
    spot.incident = text_at(row, 6);
    spot.reality = text_at(row, 7);
  }
  return spot;
}

ReportBrief report_row(const Statement& row) {
  ReportBrief brief;
  brief.id = text_at(row, 1);
  brief.title = text_at(row, 2);
  brief.source = text_at(row, 3);
  brief.url = text_at(row, 4);
  brief.language = text_at(row, 5);
  brief.published = text_at(row, 6);
  brief.published_basis = text_at(row, 7);
  brief.captured = text_at(row, 8);
  brief.opening = text_at(row, 9);
  brief.events = row.integer(10);
  brief.is_coded = row.integer(11) != 0;
  return brief;
}

}  // namespace

std::vector<Spot> spots(Desk& desk, const Filter& filter) {
  store::Connection& connection = desk.store().connection();
  const Query events = store::event_query(asked(filter));
  const std::string told = asks_nothing(filter) ? "" : "b.n IN (" + matching(filter, events) + ")";
  Statement rows = connection.prepare(
      "SELECT b.lat, b.lon, max(b.radius_km), min(b.place), count(*), "
      "count(*) FILTER (WHERE b.reality = 'actual'), min(b.id), min(b.reality) "
      "FROM incident_brief b" +
      where({"b.lat IS NOT NULL", told}) + " GROUP BY b.lat, b.lon ORDER BY b.lat, b.lon");
  if (!asks_nothing(filter)) events.bind(rows);
  std::vector<Spot> result;
  while (rows.step()) result.push_back(spot_row(rows));
  return result;
}

Tally tally(Desk& desk, const Filter& filter) {
  Tally result;
  Matching matching(desk.store().connection(), filter);
  add_sums(result, matching);
  add_areas_and_days(result, matching);
  result.events = count_events(desk, filter);
  result.reports = count_reports(desk, filter);
  return result;
}

namespace {

// What holds the words, by the index of words alone; nothing where more is asked.
std::optional<std::int64_t> count_words(Desk& desk, const Filter& filter, const std::string& table,
                                        const std::string& but) {
  Filter words;
  words.words = filter.words;
  const std::string match = store::match_query(filter.words);
  if (match.empty() || !(asked(filter) == asked(words))) return std::nullopt;
  Statement row = desk.store().connection().prepare("SELECT count(*) FROM " + table + " WHERE " +
                                                    table + " MATCH ?" + but);
  return first_integer(row.with(match));
}

}  // namespace

std::int64_t count_events(Desk& desk, const Filter& filter) {
  if (const auto count = count_words(desk, filter, "event_words",
                                     " AND +rowid NOT IN (SELECT n FROM event WHERE review = 2)")) {
    return *count;
  }
  if (asks_nothing(filter)) {
    return desk.store()
        .connection()
        .integer(
            "SELECT (SELECT count(*) FROM event) - (SELECT count(*) FROM event e "
            "WHERE e.review = 2)")
        .value_or(0);
  }
  const Query events = store::event_query(asked(filter));
  Statement row = desk.store().connection().prepare("SELECT count(*) FROM " +
                                                    events_of(filter, " JOIN ") + events.clause());
  events.bind(row);
  return first_integer(row);
}

std::int64_t count_incidents(Desk& desk, const Filter& filter) {
  const Query events = store::event_query(asked(filter));
  Statement row = desk.store().connection().prepare(
      asks_nothing(filter)
          ? "SELECT count(*) FROM incident_brief"
          : "SELECT count(DISTINCT t.incident) FROM " + events_of(filter, " JOIN ") +
                " JOIN told t ON t.event = e.n" + events.clause());
  if (!asks_nothing(filter)) events.bind(row);
  return first_integer(row);
}

std::int64_t count_reports(Desk& desk, const Filter& filter) {
  if (const auto count = count_words(desk, filter, "report_words", "")) return *count;
  const Query query = store::report_query(asked(filter));
  Statement row =
      desk.store().connection().prepare("SELECT count(*) FROM report r" + query.clause());
  query.bind(row);
  return first_integer(row);
}

std::vector<AreaCount> areas(Desk& desk, std::size_t limit) {
  Statement rows = desk.store().connection().prepare(
      "SELECT country, ifnull(admin1, ''), count(*) AS many, avg(lat), avg(lon) "
      "FROM incident_brief WHERE country IS NOT NULL GROUP BY 1, 2 "
      "ORDER BY many DESC, 1, 2 LIMIT ?");
  rows.with(static_cast<std::int64_t>(limit));
  std::vector<AreaCount> result;
  while (rows.step()) result.push_back(area_row(rows));
  return result;
}

std::optional<Date> last_day(Desk& desk) {
  const std::string day = desk.store().connection().text(
      "SELECT max(day) FROM (SELECT max(day) AS day FROM report UNION ALL "
      "SELECT max(day) FROM incident_brief)");
  return parse_date(day);
}

Page<ReportBrief> report_page(Desk& desk, const Filter& filter) {
  Query query = store::report_query(asked(filter));
  if (!filter.cursor.empty()) query.where("r.n < ?", {cursor_of(filter.cursor).n});
  Statement rows = desk.store().connection().prepare(
      "SELECT r.n, r.id, r.title, r.source, r.url, r.tongue, r.day, r.published_basis, r.captured, "
      "substr(r.text, 1, 200), (SELECT count(*) FROM event e WHERE e.report = r.n AND "
      "e.review <> 2), r.coded FROM report r" +
      query.clause() + " ORDER BY r.n DESC LIMIT " + std::to_string(filter.limit + 1));
  query.bind(rows);
  Page<ReportBrief> page;
  std::int64_t last = 0;
  while (rows.step()) {
    if (page.items.size() == filter.limit) {
      page.next = "r," + std::to_string(last);
      break;
    }
    last = rows.integer(0);
    page.items.push_back(report_row(rows));
  }
  return page;
}

Page<Incident> incident_page(Desk& desk, const Filter& filter) {
  const Query events = store::event_query(asked(filter));
  const bool newest = filter.order != Order::kArrival;
  const std::string key = newest ? "b.day" : "''";
  const std::string order = newest ? " ORDER BY b.day DESC, b.n DESC" : " ORDER BY b.n";
  std::string after;
  Cursor cursor;
  if (!filter.cursor.empty()) {
    cursor = cursor_of(filter.cursor);
    after = newest ? "(b.day, b.n) < (?, ?)" : "(?, b.n) > ('', ?)";
  }
  // Only incidents of the page are looked up whole.
  store::Connection& connection = desk.store().connection();
  Statement rows = connection.prepare("SELECT i.record, p.key, p.n FROM (SELECT " + key +
                                      " AS key, b.n AS n FROM incident_brief b" +
                                      where({told_condition(connection, filter, events), after}) +
                                      order + " LIMIT " + std::to_string(filter.limit + 1) +
                                      ") p CROSS JOIN incident i ON i.n = p.n ORDER BY " +
                                      (newest ? "p.key DESC, p.n DESC" : "p.n"));
  int next = asks_nothing(filter) ? 1 : events.bind(rows);
  if (!after.empty()) {
    rows.bind(next++, newest ? std::string_view(cursor.key) : std::string_view());
    rows.bind(next, cursor.n);
  }
  Page<Incident> page;
  std::string last;
  while (rows.step()) {
    if (page.items.size() == filter.limit) {
      page.next = last;
      break;
    }
    page.items.push_back(store::incident_from_json(rows.text(0)));
    last = text_at(rows, 1) + "," + std::to_string(rows.integer(2));
  }
  return page;
}

bool was_incident(Desk& desk, std::string_view id) {
  Statement row = desk.store().connection().prepare(
      "SELECT 1 FROM change WHERE id = ? AND kind = 'incident' LIMIT 1");
  return row.with(id).step();
}

std::optional<Characters> trigger_of(Desk& desk, std::string_view event) {
  Statement row = desk.store().connection().prepare(
      "SELECT first_character, end_character FROM event WHERE id = ?");
  if (!row.with(event).step()) return std::nullopt;
  return Characters{row.integer(0), row.integer(1)};
}

std::optional<Claim> claim_of(Desk& desk, std::string_view event) {
  const std::int64_t n = desk.store().claim_number(event);
  if (n == 0) return std::nullopt;
  const std::optional<store::ClaimRow> row = desk.store().claim(n);
  if (!row) return std::nullopt;
  return fuse::from_bytes(row->bytes);
}

std::vector<ActorBrief> actors_named(Desk& desk, std::string_view words, std::size_t limit) {
  const std::string folded = store::fold_name(words);
  Statement rows = desk.store().connection().prepare(
      "SELECT a.id, a.name, a.country, a.sector, count(DISTINCT ea.event) AS many FROM actor a "
      "JOIN event_actor ea ON ea.actor = a.n WHERE instr(a.folded, ?) > 0 OR a.id = ? "
      "GROUP BY CASE a.id WHEN '' THEN a.folded ELSE a.id END ORDER BY many DESC, a.name LIMIT ?");
  rows.with(folded, words, static_cast<std::int64_t>(limit));
  std::vector<ActorBrief> result;
  while (rows.step()) {
    result.push_back(
        {text_at(rows, 0), text_at(rows, 1), text_at(rows, 2), text_at(rows, 3), rows.integer(4)});
  }
  return result;
}

}  // namespace tocsin::engine
