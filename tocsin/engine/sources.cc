#include "tocsin/engine/sources.h"

#include "tocsin/engine/rows.h"
#include "tocsin/store/query.h"

namespace tocsin::engine {
namespace {

using store::Statement;

constexpr std::string_view kSourceColumns =
    "SELECT r.source, count(*), (SELECT count(*) FROM event e JOIN report o ON o.n = e.report "
    "WHERE o.source = r.source AND e.review <> 2), min(r.day), max(r.day) FROM report r WHERE ";

SourceBrief source_row(const Statement& row) {
  return {text_at(row, 0), row.integer(1), row.integer(2), text_at(row, 3), text_at(row, 4)};
}

}  // namespace

std::vector<SourceBrief> sources(Desk& desk, std::string_view after, std::size_t limit) {
  Statement rows = desk.store().connection().prepare(
      std::string(kSourceColumns) + "r.source > ? GROUP BY r.source ORDER BY r.source LIMIT ?");
  rows.with(after, static_cast<std::int64_t>(limit));
  std::vector<SourceBrief> result;
  while (rows.step()) result.push_back(source_row(rows));
  return result;
}

std::optional<SourceBrief> source(Desk& desk, std::string_view name) {
  Statement row = desk.store().connection().prepare(std::string(kSourceColumns) +
                                                    "r.source = ? GROUP BY r.source");
  if (!row.with(name).step()) return std::nullopt;
  return source_row(row);
}

std::int64_t count_sources(Desk& desk) {
  return desk.store()
      .connection()
      .integer("SELECT count(DISTINCT source) FROM report WHERE source > ''")
      .value_or(0);
}

std::map<std::string, SourceStanding> source_standings(Desk& desk) {
  Statement rows = desk.store().connection().prepare(
      "SELECT source, count(*) FILTER (WHERE NOT disputed), count(*) FILTER (WHERE disputed) "
      "FROM (SELECT DISTINCT r.source AS source, i.n, "
      "EXISTS (SELECT 1 FROM json_each(i.record, '$.disagreements') d WHERE "
      "json_extract(d.value, '$.field') IN ('killed', 'injured', 'detained', 'displaced')) "
      "AS disputed "
      "FROM incident_brief b JOIN incident i ON i.n = b.n JOIN told t ON t.incident = b.n "
      "JOIN event e ON e.n = t.event JOIN report r ON r.n = e.report "
      "WHERE b.voices > 1 AND r.source > '') GROUP BY source");
  std::map<std::string, SourceStanding> result;
  while (rows.step()) result[text_at(rows, 0)] = {rows.integer(1), rows.integer(2)};
  return result;
}

}  // namespace tocsin::engine
