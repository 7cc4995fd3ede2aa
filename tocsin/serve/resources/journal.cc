#include <algorithm>
#include <array>

#include "tocsin/engine/journal_view.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

constexpr std::array<std::string_view, 9> kActions{
    "add", "code", "correct", "accept", "reject", "merge", "split", "undo", "acknowledge"};

bool flag(const Parameters& query, const std::string& name) {
  const std::string word = once(query, name, 10).value_or("false");
  if (word != "true" && word != "false") throw bad_value(name, "expected true or false");
  return word == "true";
}

engine::JournalQuery query_of(const Parameters& query) {
  expect_only(query, {"action", "report", "by_hand", "limit", "cursor"});
  engine::JournalQuery wanted;
  wanted.actions = each_of(query, "action", 40);
  for (const std::string& action : wanted.actions) {
    if (std::find(kActions.begin(), kActions.end(), action) == kActions.end()) {
      throw bad_value("action", "\"" + action + "\" is no action of the journal");
    }
  }
  wanted.reports = each_of(query, "report", 300);
  wanted.by_hand = flag(query, "by_hand");
  wanted.limit = limit_of(query);
  wanted.before = integer_once(query, "cursor", 0, INT64_MAX).value_or(INT64_MAX);
  return wanted;
}

// The row with that number.
engine::JournalEntry entry(engine::Desk& desk, std::int64_t n) {
  engine::JournalQuery query;
  query.before = n + 1;
  query.limit = 1;
  const auto found = engine::journal(desk, query);
  if (found.empty() || found.front().row.n != n) {
    throw Problem("not_found", "n: the journal has no row " + std::to_string(n), "n");
  }
  return found.front();
}

}  // namespace

Response list_journal(const Call& call) {
  engine::JournalQuery wanted = query_of(call.query);
  const std::size_t limit = wanted.limit++;
  auto found = engine::journal(call.desk(), wanted);
  std::string next;
  if (found.size() > limit) {
    found.pop_back();
    next = std::to_string(found.back().row.n);
  }
  Json items = Json::array();
  for (const engine::JournalEntry& each : found) items.push_back(journal_json(each));
  return json_response(page(std::move(items), next, engine::count_journal(call.desk(), wanted)));
}

Response undo(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"n", "why"});
  const auto n = integer_in(body, "n", 1, INT64_MAX - 1);
  const std::string why = text_in(body, "why", 2000);
  engine::Desk& desk = call.own_desk();
  engine::Writing writing = desk.begin();
  if (n && entry(desk, *n).is_undone) {
    throw Problem("already_there", "row " + std::to_string(*n) + " was undone already", "n");
  }
  const std::optional<store::JournalRow> row = n ? desk.undo(*n, why) : desk.undo(why);
  if (!row) throw Problem("not_found", "there is no decision that could be taken back");
  writing.commit();
  engine::JournalQuery newest;
  newest.actions = {"undo"};
  newest.limit = 1;
  Json json;
  json["undone"] = journal_json(entry(desk, row->n));
  json["row"] = journal_json(engine::journal(desk, newest).front());
  return json_response(json);
}

}  // namespace tocsin::serve
