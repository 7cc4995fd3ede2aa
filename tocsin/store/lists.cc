// What the desk lists under a filter.
#include <charconv>
#include <cstdio>

#include "tocsin/core/error.h"
#include "tocsin/store/coded_json.h"
#include "tocsin/store/fold.h"
#include "tocsin/store/functions.h"
#include "tocsin/store/query.h"
#include "tocsin/store/store.h"

namespace tocsin::store {
namespace {

constexpr std::string_view kEventColumns =
    "e.n, e.id, r.id, e.type, e.mode, e.reality, e.aspect, e.confidence, e.start, e.finish, r.day, "
    "r.captured, r.tongue, r.source, p.name, p.lat, p.lon, e.review, e.corrected, i.id, e.words, "
    "e.first_character, e.end_character";
constexpr std::string_view kBesideEvents =
    " JOIN report r ON r.n = e.report LEFT JOIN place p ON p.n = e.place "
    "LEFT JOIN claim c ON c.n = e.n LEFT JOIN incident i ON i.n = c.incident";

std::string limit_of(const Filter& filter) {
  return filter.limit == 0 ? "" : " LIMIT " + std::to_string(filter.limit);
}

EventRow event_row(const Statement& row) {
  const auto text = [&](int column) { return std::string(row.text(column)); };
  EventRow event;
  event.n = row.integer(0);
  event.id = text(1);
  event.report = text(2);
  event.type = text(3);
  event.mode = text(4);
  event.reality = parse_reality(row.text(5)).value_or(Reality::kActual);
  event.aspect = parse_aspect(row.text(6)).value_or(Aspect::kOnce);
  event.confidence = row.real(7);
  event.start = parse_date(row.text(8));
  event.end = parse_date(row.text(9));
  event.published = parse_date(row.text(10));
  event.captured = text(11);
  event.language = text(12);
  event.source = text(13);
  event.place = text(14);
  if (!row.is_null(15)) {
    event.lat = row.real(15);
    event.lon = row.real(16);
  }
  event.review = static_cast<Review>(row.integer(17));
  event.is_corrected = row.integer(18) != 0;
  event.incident = text(19);
  event.words = text(20);
  event.first_character = static_cast<std::uint32_t>(row.integer(21));
  event.end_character = static_cast<std::uint32_t>(row.integer(22));
  event.cursor = text(23) + "," + std::to_string(event.n);
  return event;
}

// Only what is shown is looked up with its place, claim and incident.
std::string with_all(const std::string& chosen, const std::string& shown,
                     const std::string& order) {
  std::string sql = "SELECT " + std::string(kEventColumns) + ", " + shown + " FROM (" + chosen;
  sql += ") chosen CROSS JOIN event e ON e.n = chosen.n";
  sql += kBesideEvents;
  return sql + " ORDER BY " + order;
}

std::string event_select(const Filter& filter, const Query& query) {
  const Sorting sorting = sorting_of(filter.order);
  const std::string order = " ORDER BY " + sorting.order_by;
  if (filter.limit == 0) {  // row by row in the order of an index
    std::string sql = "SELECT " + std::string(kEventColumns) + ", " + sorting.shown;
    return sql + " FROM event e" + std::string(kBesideEvents) + query.clause() + order;
  }
  const std::string report = asks_for_reports(filter) ? " JOIN report r ON r.n = e.report" : "";
  return with_all(
      "SELECT e.n AS n FROM event e" + report + query.clause() + order + limit_of(filter),
      sorting.shown, sorting.order_by);
}

// By relevance the index of words leads. Words that so many sentences hold tell none of them from
// the others: the newest come first then, and not every one of them is weighed.
constexpr int kCommon = 1000;

bool is_common(Connection& connection, const std::string& match) {
  Statement row =
      connection.prepare("SELECT 1 FROM event_words WHERE event_words MATCH ? LIMIT 1 OFFSET ?");
  return row.with(match, kCommon).step();
}

std::string relevance_select(const Filter& filter, const Query& query, bool newest_first) {
  std::string best = newest_first ? "SELECT e.n AS n" : "SELECT e.n AS n, event_words.rank AS rank";
  best += " FROM event_words CROSS JOIN event e ON e.n = event_words.rowid";
  if (asks_for_reports(filter)) best += " CROSS JOIN report r ON r.n = e.report";
  best += query.clause() + (query.clause().empty() ? " WHERE " : " AND ");
  best += "event_words MATCH ? ORDER BY ";
  best += newest_first ? "event_words.rowid DESC" : "event_words.rank, e.n";
  best += limit_of(filter);
  return with_all(best, "0", newest_first ? "chosen.n DESC" : "chosen.rank, chosen.n");
}

}  // namespace

void Store::events(const Filter& filter, const std::function<bool(const EventRow&)>& take) {
  const std::string match = match_query(filter.words);
  const bool by_relevance = filter.order == Order::kRelevance && !match.empty();
  Filter asked = filter;
  if (by_relevance) asked.words.clear();  // the index itself is asked for them
  Query query = event_query(asked);
  go_on_after(query, filter);
  Statement rows = connection_.prepare(
      by_relevance ? relevance_select(filter, query, is_common(connection_, match))
                   : event_select(filter, query));
  const int next = query.bind(rows);
  if (by_relevance) rows.bind(next, match);
  while (rows.step() && take(event_row(rows))) {
  }
}

std::optional<EventRow> Store::event(std::string_view id) {
  Statement row = connection_.prepare("SELECT " + std::string(kEventColumns) + ", 0 FROM event e" +
                                      std::string(kBesideEvents) + " WHERE e.id = ?");
  if (!row.with(id).step()) return std::nullopt;
  return event_row(row);
}

std::int64_t Store::count_events(const Filter& filter) {
  const Query query = event_query(filter);
  const std::string report = asks_for_reports(filter) ? " JOIN report r ON r.n = e.report" : "";
  Statement row = connection_.prepare("SELECT count(*) FROM event e" + report + query.clause());
  query.bind(row);
  return row.step() ? row.integer(0) : 0;
}

void Store::reports(const Filter& filter, const std::function<bool(const StoredReport&)>& take) {
  Query query = report_query(filter);
  if (!filter.cursor.empty()) {
    std::int64_t n = 0;
    const char* end = filter.cursor.data() + filter.cursor.size();
    if (std::from_chars(filter.cursor.data(), end, n).ptr != end) {
      throw Error(ErrorCode::kBadValue,
                  "cursor \"" + filter.cursor + "\"; expected one that this list gave");
    }
    query.where("r.n > ?", {n});
  }
  Statement rows = connection_.prepare("SELECT " + report_columns() + " FROM report r" +
                                       query.clause() + " ORDER BY r.n" + limit_of(filter));
  query.bind(rows);
  while (rows.step() && take(stored_report(rows))) {
  }
}

void Store::matches(
    const Filter& filter,
    const std::function<bool(std::int64_t, const std::vector<std::string>&)>& take) {
  Query query = event_query(filter);
  go_on_after(query, filter);
  Statement rows = connection_.prepare(
      "SELECT e.report, e.id FROM event e JOIN report r ON r.n = e.report" + query.clause() +
      " ORDER BY e.report, e.trigger_begin, e.n" + limit_of(filter));
  query.bind(rows);
  std::int64_t report = 0;
  std::vector<std::string> ids;
  while (rows.step()) {
    if (rows.integer(0) != report && !ids.empty()) {
      if (!take(report, ids)) return;
      ids.clear();
    }
    report = rows.integer(0);
    ids.emplace_back(rows.text(1));
  }
  if (!ids.empty()) take(report, ids);
}

void Store::incidents(const Filter& filter, const std::function<bool(const Incident&)>& take) {
  Filter of_events = filter;
  of_events.limit = 0;
  of_events.cursor.clear();
  Query query;
  query.where("i.type <> ''");
  if (of_events != Filter{}) {
    Filter plain;
    plain.order = filter.order;
    if (of_events != plain) query.where_incidents(event_query(of_events));
  }
  if (!filter.cursor.empty()) query.where("i.id > ?", {filter.cursor});
  const bool by_date = filter.order == Order::kNewest && filter.cursor.empty();
  Statement rows = connection_.prepare(
      "SELECT i.record FROM incident i" + query.clause() + " ORDER BY " +
      (by_date ? "ifnull(i.start, ifnull(i.finish, '')) DESC, i.id" : "i.id") + limit_of(filter));
  query.bind(rows);
  while (rows.step() && take(incident_from_json(rows.text(0)))) {
  }
}

void Store::claims(const Filter& filter, const std::function<bool(std::string_view bytes)>& take) {
  const Query query = event_query(filter);
  Statement rows = connection_.prepare(
      "SELECT c.bytes FROM event e JOIN report r ON r.n = e.report JOIN claim c ON c.n = e.n" +
      query.clause() + " ORDER BY e.report, e.trigger_begin, e.n" + limit_of(filter));
  query.bind(rows);
  while (rows.step() && take(rows.blob(0))) {
  }
}

}  // namespace tocsin::store
