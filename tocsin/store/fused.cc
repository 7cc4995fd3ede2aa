// Incidents, and what fusion keeps of the claims.
#include <algorithm>
#include <map>

#include "tocsin/store/coded_json.h"
#include "tocsin/store/json_parts.h"
#include "tocsin/store/store.h"

namespace tocsin::store {
namespace {

std::vector<std::int64_t> numbers(Statement statement) {
  std::vector<std::int64_t> all;
  while (statement.step()) all.push_back(statement.integer(0));
  return all;
}

}  // namespace

std::optional<Incident> Store::incident(std::string_view id) {
  Statement row = connection_.prepare("SELECT record FROM incident WHERE id = ?");
  if (!row.with(id).step()) return std::nullopt;
  return incident_from_json(row.text(0));
}

std::string Store::incident_of(std::string_view event) {
  Statement row = connection_.prepare(
      "SELECT i.id FROM event e JOIN claim c ON c.n = e.n JOIN incident i ON i.n = c.incident "
      "WHERE e.id = ?");
  return row.with(event).step() ? std::string(row.text(0)) : std::string();
}

std::vector<std::int64_t> Store::new_claims(std::size_t reports) {
  Statement rows = connection_.prepare(
      "SELECT n FROM claim WHERE component = 0 AND report IN (SELECT DISTINCT report FROM claim "
      "WHERE component = 0 ORDER BY report LIMIT ?) ORDER BY report, n");
  rows.with(static_cast<std::int64_t>(reports));
  return numbers(std::move(rows));
}

std::optional<ClaimRow> Store::claim(std::int64_t n) {
  Statement row =
      connection_.prepare("SELECT n, bytes, component, cluster, incident FROM claim WHERE n = ?");
  if (!row.with(n).step()) return std::nullopt;
  return ClaimRow{row.integer(0), std::string(row.blob(1)), row.integer(2), row.integer(3),
                  row.integer(4)};
}

std::int64_t Store::claim_number(std::string_view event) {
  Statement row =
      connection_.prepare("SELECT c.n FROM event e JOIN claim c ON c.n = e.n WHERE e.id = ?");
  return row.with(event).step() ? row.integer(0) : 0;
}

std::int64_t Store::whole_report_claim(std::string_view report) {
  Statement row =
      connection_.prepare("SELECT c.n FROM report r JOIN claim c ON c.n = -r.n WHERE r.id = ?");
  return row.with(report).step() ? row.integer(0) : 0;
}

std::vector<std::int64_t> Store::holders(std::uint64_t key, std::size_t limit) {
  Statement rows =
      connection_.prepare("SELECT claim FROM claim_key WHERE key = ? AND claim > 0 LIMIT ?");
  rows.with(static_cast<std::int64_t>(key), static_cast<std::int64_t>(limit));
  return numbers(std::move(rows));
}

std::vector<std::int64_t> Store::whole_report_holders(std::uint64_t key, std::size_t limit) {
  Statement rows =
      connection_.prepare("SELECT claim FROM claim_key WHERE key = ? AND claim < 0 LIMIT ?");
  rows.with(static_cast<std::int64_t>(key), static_cast<std::int64_t>(limit));
  return numbers(std::move(rows));
}

std::vector<std::int64_t> Store::members(std::int64_t component) {
  Statement rows =
      connection_.prepare("SELECT n FROM claim WHERE component = ? AND component <> 0 ORDER BY n");
  rows.with(component);
  return numbers(std::move(rows));
}

std::vector<std::int64_t> Store::cluster_members(std::int64_t cluster) {
  Statement rows =
      connection_.prepare("SELECT n FROM claim WHERE cluster = ? AND cluster <> 0 ORDER BY n");
  rows.with(cluster);
  return numbers(std::move(rows));
}

std::vector<RemovedRow> Store::removed_claims(std::size_t limit) {
  Statement rows = connection_.prepare(
      "SELECT n, claim, bytes, component, incident FROM claim_removed ORDER BY n LIMIT ?");
  rows.with(static_cast<std::int64_t>(limit));
  std::vector<RemovedRow> removed;
  while (rows.step()) {
    removed.push_back({rows.integer(0), rows.integer(1), std::string(rows.blob(2)), rows.integer(3),
                       rows.integer(4)});
  }
  return removed;
}

void Store::forget_removed(const std::vector<RemovedRow>& removed) {
  Statement row = connection_.prepare("DELETE FROM claim_removed WHERE n = ?");
  for (const RemovedRow& each : removed) row.with(each.row).run();
}

void Store::add_keys(std::vector<KeyRow> keys) {
  std::sort(keys.begin(), keys.end());  // neighbours in the table are written together
  Statement row = connection_.prepare("INSERT OR IGNORE INTO claim_key(key, claim) VALUES(?,?)");
  for (const auto& [key, claim] : keys) row.with(static_cast<std::int64_t>(key), claim).run();
}

void Store::remove_keys(const std::vector<KeyRow>& keys) {
  Statement row = connection_.prepare("DELETE FROM claim_key WHERE key = ? AND claim = ?");
  for (const auto& [key, claim] : keys) row.with(static_cast<std::int64_t>(key), claim).run();
}

std::int64_t Store::next_number(std::string_view counter) {
  Statement row = connection_.prepare(
      "INSERT INTO counter(name, value) VALUES(?, 1) "
      "ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value");
  row.with(counter).step();
  return row.integer(0);
}

void Store::place_claim(std::int64_t n, std::int64_t component, std::int64_t cluster) {
  connection_.prepare("UPDATE claim SET component = ?, cluster = ? WHERE n = ?")
      .with(component, cluster, n)
      .run();
}

std::optional<RemovedIncident> Store::remove_incident(std::int64_t n) {
  Statement row = connection_.prepare("SELECT id, type, record FROM incident WHERE n = ?");
  if (!row.with(n).step()) return std::nullopt;
  RemovedIncident removed{std::string(row.text(0)), std::string(row.text(1)),
                          std::string(row.text(2))};
  row.reset();
  connection_.prepare("UPDATE claim SET incident = NULL WHERE incident = ?").with(n).run();
  connection_.prepare("DELETE FROM incident WHERE n = ?").with(n).run();
  return removed;
}

std::int64_t Store::component_of(std::int64_t claim) {
  Statement row = connection_.prepare("SELECT component FROM claim WHERE n = ?");
  return row.with(claim).step() ? row.integer(0) : 0;
}

std::string Store::save_incident(const Incident& incident,
                                 const std::vector<std::int64_t>& claims) {
  const std::string record = to_json(incident);
  const auto& date = incident.date;
  const std::string start = date && date->start ? to_string(*date->start) : "";
  const std::string finish = date && date->end ? to_string(*date->end) : "";
  Statement row = connection_.prepare(
      "INSERT INTO incident(id, type, mode, reality, start, finish, confidence, record) "
      "VALUES(?,?,?,?,?,?,?,?)");
  row.bind(1, incident.id).bind(2, incident.type).bind(3, incident.mode);
  row.bind(4, to_string(incident.reality));
  row.bind_or_null(5, start).bind_or_null(6, finish);
  row.bind(7, incident.confidence).bind(8, record).run();
  const std::int64_t n = connection_.last_row();
  Statement tell = connection_.prepare("UPDATE claim SET incident = ? WHERE n = ?");
  for (const std::int64_t claim : claims) tell.with(n, claim).run();
  return record;
}

std::string to_json(const Tie& tie) {
  return dumped(Json{{"joins", tie.joins}, {"these", tie.these}, {"those", tie.those}});
}

Tie tie_from_json(std::string_view text) {
  return reading(text, "a merge or split", [](const Json& json) {
    return Tie{json.at("joins").get<bool>(), json.at("these").get<std::vector<std::string>>(),
               json.at("those").get<std::vector<std::string>>()};
  });
}

std::vector<Tie> Store::ties() {
  std::map<std::int64_t, Tie> ties;
  for (const std::string_view each : {action::kMerge, action::kSplit}) {
    for (const JournalRow& row : standing(connection_, each)) {
      ties.emplace(row.n, tie_from_json(row.data));
    }
  }
  std::vector<Tie> in_order;
  for (auto& [n, tie] : ties) in_order.push_back(std::move(tie));
  return in_order;
}

}  // namespace tocsin::store
