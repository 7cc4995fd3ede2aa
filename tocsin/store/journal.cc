#include "tocsin/store/journal.h"

#include "tocsin/store/digest.h"
#include "tocsin/store/json_parts.h"

namespace tocsin::store {
namespace {

constexpr std::string_view kColumns =
    "n, at, who, action, report, event, field, before, after, why, undoes, data, previous, hash";

std::string select(std::string_view rest) {
  return "SELECT " + std::string(kColumns) + " FROM journal " + std::string(rest);
}

JournalRow row_of(const Statement& statement) {
  const auto text = [&](int column) { return std::string(statement.text(column)); };
  return {statement.integer(0),
          text(1),
          text(2),
          text(3),
          text(4),
          text(5),
          text(6),
          text(7),
          text(8),
          text(9),
          statement.optional_integer(10),
          text(11),
          text(12),
          text(13)};
}

std::vector<JournalRow> all_of(Statement statement) {
  std::vector<JournalRow> rows;
  while (statement.step()) rows.push_back(row_of(statement));
  return rows;
}

}  // namespace

std::string hash_of(const JournalRow& row) {
  const Json fields = {row.n,
                       row.at,
                       row.who,
                       row.action,
                       row.report,
                       row.event,
                       row.field,
                       row.before,
                       row.after,
                       row.why,
                       row.undoes ? Json(*row.undoes) : Json(nullptr),
                       row.data,
                       row.previous};
  return sha256(dumped(fields));
}

JournalRow append(Connection& connection, JournalRow row) {
  Statement last = connection.prepare("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1");
  const bool any = last.step();
  row.n = any ? last.integer(0) + 1 : 1;
  row.previous = any ? std::string(last.text(1)) : std::string(64, '0');
  row.hash = hash_of(row);
  Statement insert = connection.prepare(
      "INSERT INTO journal(n, at, who, action, report, event, field, before, after, why, undoes, "
      "data, previous, hash) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  insert.bind(1, row.n).bind(2, row.at).bind(3, row.who).bind(4, row.action);
  insert.bind_or_null(5, row.report).bind_or_null(6, row.event).bind_or_null(7, row.field);
  insert.bind_or_null(8, row.before).bind_or_null(9, row.after).bind_or_null(10, row.why);
  insert.bind_or_null(11, row.undoes).bind_or_null(12, row.data);
  insert.bind(13, row.previous).bind(14, row.hash).run();
  return row;
}

void read_journal(Connection& connection, std::int64_t first,
                  const std::function<bool(const JournalRow&)>& take) {
  Statement statement = connection.prepare(select("WHERE n >= ? ORDER BY n"));
  statement.with(first);
  while (statement.step()) {
    if (!take(row_of(statement))) return;
  }
}

std::vector<JournalRow> rows_of(Connection& connection, std::string_view report,
                                std::string_view action) {
  Statement statement = connection.prepare(
      select("WHERE report = ?1 AND (?2 = '' OR action = ?2) AND n NOT IN "
             "(SELECT undoes FROM journal WHERE undoes IS NOT NULL) ORDER BY n"));
  statement.with(report, action);
  return all_of(std::move(statement));
}

std::vector<JournalRow> standing(Connection& connection, std::string_view action) {
  Statement statement = connection.prepare(
      select("WHERE action = ? AND n NOT IN (SELECT undoes FROM journal WHERE undoes IS NOT NULL) "
             "ORDER BY n"));
  statement.with(action);
  return all_of(std::move(statement));
}

std::optional<JournalRow> last_by_hand(Connection& connection) {
  std::vector<JournalRow> rows = all_of(connection.prepare(
      select("WHERE action IN ('correct','accept','reject','merge','split') AND n NOT IN "
             "(SELECT undoes FROM journal WHERE undoes IS NOT NULL) ORDER BY n DESC LIMIT 1")));
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

}  // namespace tocsin::store
