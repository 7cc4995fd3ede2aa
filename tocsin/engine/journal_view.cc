#include "tocsin/engine/journal_view.h"

#include "tocsin/engine/rows.h"
#include "tocsin/store/query.h"

namespace tocsin::engine {
namespace {

using store::Query;
using store::Statement;

constexpr std::string_view kByHand =
    "j.action IN ('correct', 'accept', 'reject', 'merge', 'split', 'undo', 'acknowledge')";

void add_any(Query& query, const std::string& column, const std::vector<std::string>& values) {
  if (values.empty()) return;
  std::string marks;
  for (std::size_t i = 0; i < values.size(); ++i) marks += i == 0 ? "?" : ", ?";
  query.where(column + " IN (" + marks + ")", {values.begin(), values.end()});
}

Query journal_conditions(const JournalQuery& wanted) {
  Query query;
  add_any(query, "j.action", wanted.actions);
  add_any(query, "j.report", wanted.reports);
  if (!wanted.event.empty()) query.where("j.event = ?", {wanted.event});
  if (wanted.by_hand) query.where(std::string(kByHand));
  return query;
}

JournalEntry journal_entry(const Statement& row) {
  JournalEntry entry;
  entry.row.n = row.integer(0);
  entry.row.at = text_at(row, 1);
  entry.row.who = text_at(row, 2);
  entry.row.action = text_at(row, 3);
  entry.row.report = text_at(row, 4);
  entry.row.event = text_at(row, 5);
  entry.row.field = text_at(row, 6);
  entry.row.before = text_at(row, 7);
  entry.row.after = text_at(row, 8);
  entry.row.why = text_at(row, 9);
  entry.row.undoes = row.optional_integer(10);
  entry.row.hash = text_at(row, 11);
  entry.is_undone = row.integer(12) != 0;
  return entry;
}

}  // namespace

std::vector<JournalEntry> journal(Desk& desk, const JournalQuery& wanted) {
  Query query = journal_conditions(wanted);
  query.where("j.n < ?", {wanted.before});
  Statement rows = desk.store().connection().prepare(
      "SELECT j.n, j.at, j.who, j.action, j.report, j.event, j.field, j.before, j.after, j.why, "
      "j.undoes, j.hash, EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.n) FROM journal j" +
      query.clause() + " ORDER BY j.n DESC LIMIT " + std::to_string(wanted.limit));
  query.bind(rows);
  std::vector<JournalEntry> result;
  while (rows.step()) result.push_back(journal_entry(rows));
  return result;
}

std::int64_t count_journal(Desk& desk, const JournalQuery& wanted) {
  const Query query = journal_conditions(wanted);
  Statement row =
      desk.store().connection().prepare("SELECT count(*) FROM journal j" + query.clause());
  query.bind(row);
  return first_integer(row);
}

void note_acknowledged(Desk& desk, const std::string& who, const std::string& alert,
                       const std::string& why) {
  store::JournalRow row;
  row.at = desk.store().now();
  row.who = who;
  row.action = "acknowledge";
  row.after = alert;
  row.why = why;
  store::append(desk.store().connection(), std::move(row));
  desk.store().note_change("alert", alert, "changed");
}

}  // namespace tocsin::engine
