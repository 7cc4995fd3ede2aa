#include "tocsin/store/query.h"

#include <charconv>
#include <cmath>
#include <numbers>

#include "tocsin/core/error.h"
#include "tocsin/store/fold.h"

namespace tocsin::store {
namespace {

constexpr double kKmPerDegree = 111.0;  // a little less than the least, so that no place is missed

std::string any_of(const std::vector<std::string>& alternatives) {
  std::string text;
  for (const std::string& each : alternatives) text += (text.empty() ? "(" : " OR ") + each;
  return text + ")";
}

std::string day_after(Date date) { return to_string(date + std::chrono::days(1)); }

// Lists are in the order of one day of each event. That day is kept within bounds as well, which
// the index of the order knows: from the filter's first day on, or from the earliest event on that
// lasts until then; and alike for the last day.
void add_event_dates(Query& query, const Filter& filter) {
  if (!filter.from && !filter.to) return;
  const std::string day = "ifnull(e.start, ifnull(e.finish, ''))";
  query.where("(e.start IS NOT NULL OR e.finish IS NOT NULL)");
  if (filter.from) {
    const std::string from = to_string(*filter.from);
    query.where("ifnull(e.finish, '9999') >= ?", {from});
    query.where(day +
                    " >= min(?, ifnull((SELECT min(ifnull(s.start, ifnull(s.finish, ''))) FROM "
                    "event s INDEXED BY event_span WHERE s.start IS NOT s.finish AND "
                    "ifnull(s.finish, '9999') >= ?), '9999'))",
                {from, from});
  }
  if (filter.to) {
    const std::string to = to_string(*filter.to);
    query.where("ifnull(e.start, '0000') <= ?", {to});
    query.where(day +
                    " <= max(?, ifnull((SELECT max(s.finish) FROM event s WHERE s.start IS NULL "
                    "AND s.finish IS NOT NULL), ''))",
                {to});
  }
}

void add_report_dates(Query& query, const Filter& filter) {
  const bool is_captured = filter.date_kind == DateKind::kCaptured;
  const std::string column = is_captured ? "r.captured" : "r.day";
  if (filter.from) query.where(column + " >= ?", {to_string(*filter.from)});
  // Days compare as text: "2024-03-14T09:00:00Z" comes before "2024-03-15".
  if (filter.to) query.where(column + " < ?", {day_after(*filter.to)});
}

void add_types(Query& query, const Filter& filter) {
  if (filter.types.empty()) return;
  std::vector<std::string> alternatives;
  std::vector<Query::Value> values;
  for (const std::string& type : filter.types) {
    const std::size_t colon = type.find(':');
    values.emplace_back(type.substr(0, colon));
    if (colon == std::string::npos) {
      alternatives.emplace_back("e.type = ?");
    } else {
      alternatives.emplace_back("(e.type = ? AND e.mode = ?)");
      values.emplace_back(type.substr(colon + 1));
    }
  }
  query.where(any_of(alternatives), std::move(values));
}

// LIKE would take % and _ of the user's words for its own.
std::string escaped(const std::string& words) {
  std::string text;
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

void add_actors(Query& query, const Filter& filter) {
  if (filter.actors.empty()) return;
  std::vector<std::string> alternatives;
  std::vector<Query::Value> values;
  for (const std::string& actor : filter.actors) {
    const std::string folded = fold_name(actor);
    alternatives.emplace_back(
        "(' ' || folded || ' ') LIKE ? ESCAPE '\\' OR id = ? OR country = ? OR sector = ?");
    values.emplace_back("% " + escaped(folded) + " %");
    values.insert(values.end(), {actor, actor, actor});
  }
  query.where("e.n IN (SELECT event FROM event_actor WHERE actor IN (SELECT n FROM actor WHERE " +
                  any_of(alternatives) + "))",
              std::move(values));
}

void add_area(Query& query, const Filter& filter) {
  if (filter.area.empty()) return;
  std::vector<Query::Value> values{fold_name(filter.area), filter.area};
  std::string names = "?, ?";
  for (const std::string& country : filter.countries) {
    values.emplace_back(fold_name(country));
    names += ", ?";
  }
  query.where("e.place IN (SELECT place FROM place_area WHERE area IN (" + names + "))",
              std::move(values));
}

std::string box_condition(const Box& box, std::vector<Query::Value>& values) {
  values.insert(values.end(), {box.north, box.south});
  std::string condition =
      "e.place IN (SELECT b.n FROM place_box b JOIN place p ON p.n = b.n "
      "WHERE b.south <= ? AND b.north >= ?";
  if (box.west <= box.east) {
    condition += " AND b.west <= ? AND b.east >= ?";
    values.insert(values.end(), {box.east, box.west});
  }
  // The index rounds outwards; the place itself does not.
  condition += " AND p.lat BETWEEN ? AND ?";
  values.insert(values.end(), {box.south, box.north});
  condition +=
      box.west <= box.east ? " AND p.lon BETWEEN ? AND ?" : " AND (p.lon >= ? OR p.lon <= ?)";
  values.insert(values.end(), {box.west, box.east});
  return condition;
}

Box around(const Circle& circle) {
  const double lat = circle.radius_km / kKmPerDegree;
  const double narrow =
      std::cos(std::min(89.0, std::abs(circle.lat) + lat) * std::numbers::pi / 180);
  const double lon = std::min(180.0, lat / narrow);
  Box box{circle.lat - lat, circle.lon - lon, circle.lat + lat, circle.lon + lon};
  if (lon >= 180 || box.south <= -90 || box.north >= 90) {
    box.west = -180;
    box.east = 180;
  }
  if (box.west < -180) box.west += 360;
  if (box.east > 180) box.east -= 360;
  return box;
}

void add_places(Query& query, const Filter& filter) {
  if (filter.box) {
    std::vector<Query::Value> values;
    const std::string condition = box_condition(*filter.box, values);
    query.where(condition + ")", std::move(values));
  }
  if (!filter.near) return;
  std::vector<Query::Value> values;
  const std::string condition = box_condition(around(*filter.near), values);
  values.insert(values.end(), {filter.near->lat, filter.near->lon, filter.near->radius_km});
  query.where(condition + " AND distance_km(p.lat, p.lon, ?, ?) <= ?)", std::move(values));
}

void add_realities(Query& query, const Filter& filter) {
  if (filter.realities.empty()) return;
  std::vector<std::string> alternatives;
  std::vector<Query::Value> values;
  for (const Reality reality : filter.realities) {
    alternatives.emplace_back("e.reality = ?");
    values.emplace_back(std::string(to_string(reality)));
  }
  query.where(any_of(alternatives), std::move(values));
}

void add_reviews(Query& query, const Filter& filter) {
  if (filter.reviews.empty()) {
    query.where("e.review <> 2");
    return;
  }
  std::vector<std::string> alternatives;
  std::vector<Query::Value> values;
  for (const Review review : filter.reviews) {
    alternatives.emplace_back("e.review = ?");
    values.emplace_back(static_cast<std::int64_t>(review));
  }
  query.where(any_of(alternatives), std::move(values));
}

// One of the values must stand in the condition; nothing where there are none.
void add_any(Query& query, const std::string& condition, const std::vector<std::string>& wanted) {
  if (wanted.empty()) return;
  const std::vector<std::string> alternatives(wanted.size(), condition);
  query.where(any_of(alternatives), {wanted.begin(), wanted.end()});
}

void add_report_parts(Query& query, const Filter& filter) {
  if (filter.date_kind != DateKind::kEvent) add_report_dates(query, filter);
  if (!filter.language.empty()) query.where("r.tongue = ?", {filter.language});
  add_any(query, "r.id = ?", filter.reports);
  add_any(query, "r.source = ?", filter.sources);
}

void add_event_parts(Query& query, const Filter& filter) {
  if (filter.date_kind == DateKind::kEvent) add_event_dates(query, filter);
  add_types(query, filter);
  add_actors(query, filter);
  add_area(query, filter);
  add_places(query, filter);
  add_realities(query, filter);
  if (filter.min_confidence > 0) query.where("e.confidence >= ?", {filter.min_confidence});
  add_reviews(query, filter);
}

// Words without a single letter or digit match nothing.
void add_words(Query& query, const Filter& filter, const std::string& table,
               const std::string& row) {
  if (filter.words.empty()) return;
  const std::string match = match_query(filter.words);
  if (match.empty()) {
    query.where("0");
  } else {
    query.where(row + " IN (SELECT rowid FROM " + table + " WHERE " + table + " MATCH ?)", {match});
  }
}

}  // namespace

void Query::where(const std::string& condition, std::vector<Value> values) {
  conditions_.push_back(condition);
  values_.insert(values_.end(), std::make_move_iterator(values.begin()),
                 std::make_move_iterator(values.end()));
}

void Query::where_events(const Query& events) {
  where("r.n IN (SELECT e.report FROM event e" + events.clause() + ")", events.values_);
}

void Query::where_incidents(const Query& events) {
  where(
      "i.n IN (SELECT c.incident FROM claim c JOIN event e ON e.n = c.n JOIN report r ON "
      "r.n = e.report" +
          events.clause() + ")",
      events.values_);
}

std::string Query::clause() const {
  std::string text;
  for (const std::string& each : conditions_) text += (text.empty() ? " WHERE " : " AND ") + each;
  return text;
}

int Query::bind(Statement& statement) const {
  int at = 0;
  for (const Value& value : values_) {
    ++at;
    std::visit([&](const auto& each) { statement.bind(at, each); }, value);
  }
  return at + 1;
}

Query event_query(const Filter& filter) {
  Query query;
  add_words(query, filter, "event_words", "e.n");
  add_report_parts(query, filter);
  add_event_parts(query, filter);
  return query;
}

bool asks_for_events(const Filter& filter) {
  const bool has_event_dates =
      filter.date_kind == DateKind::kEvent && (filter.from.has_value() || filter.to.has_value());
  return has_event_dates || !filter.area.empty() || filter.box || filter.near ||
         !filter.types.empty() || !filter.actors.empty() || !filter.realities.empty() ||
         filter.min_confidence > 0 || !filter.reviews.empty();
}

bool asks_for_reports(const Filter& filter) {
  const bool has_days = filter.from.has_value() || filter.to.has_value();
  return !filter.language.empty() || !filter.reports.empty() || !filter.sources.empty() ||
         (has_days && filter.date_kind != DateKind::kEvent);
}

Query report_query(const Filter& filter) {
  Query query;
  add_words(query, filter, "report_words", "r.n");
  add_report_parts(query, filter);
  if (!asks_for_events(filter)) return query;
  Query events;
  add_event_parts(events, filter);
  query.where_events(events);
  return query;
}

Sorting sorting_of(Order order) {
  const std::string day = "ifnull(e.start, ifnull(e.finish, ''))";
  const std::string place = "e.report * 4294967296 + e.trigger_begin";
  switch (order) {
    case Order::kNewest:
      return {day + " DESC, e.n DESC", day, day};
    case Order::kLeastSure:
      return {"e.confidence, e.n", "e.confidence", "printf('%!.17g', e.confidence)"};
    case Order::kArrival:
    case Order::kRelevance:
      break;
  }
  return {"e.report, e.trigger_begin, e.n", place, place};
}

void go_on_after(Query& query, const Filter& filter) {
  if (filter.cursor.empty()) return;
  const std::size_t comma = filter.cursor.rfind(',');
  std::int64_t n = 0;
  const char* end = filter.cursor.data() + filter.cursor.size();
  if (comma == std::string::npos || filter.order == Order::kRelevance ||
      std::from_chars(filter.cursor.data() + comma + 1, end, n).ptr != end) {
    throw Error(ErrorCode::kBadValue,
                "cursor \"" + filter.cursor + "\"; expected one that this list gave");
  }
  const std::string key = filter.cursor.substr(0, comma);
  const std::string expression = sorting_of(filter.order).key;
  if (filter.order == Order::kNewest) {
    query.where("(" + expression + ", e.n) < (?, ?)", {key, n});
    return;
  }
  // The key is a number: text would sort after every number.
  query.where("(" + expression + ", e.n) > (CAST(? AS NUMERIC), ?)", {key, n});
}

}  // namespace tocsin::store
