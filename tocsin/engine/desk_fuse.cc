// How it works: claims of whole reports are kept for comparing, and fused into nothing. The fuser
// ties claims into components and clusters; a cluster is an incident until people say otherwise.
// What they said is kept as constraints between events, so that it outlives every new fusion:
// clusters that hold a constrained claim are brought together with those at the other end, and fall
// into incidents by the constraints, one after another.
#include "tocsin/engine/desk_fuse.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "tocsin/core/error.h"
#include "tocsin/fuse/claim_bytes.h"
#include "tocsin/fuse/incident.h"
#include "tocsin/fuse/keys.h"
#include "tocsin/fuse/pair.h"

namespace tocsin::engine {
namespace {

constexpr std::size_t kReportsAtOnce = 64;
constexpr std::size_t kRemovedAtOnce = 512;
constexpr std::int64_t kNoComponent = -1;   // of a whole report: seen, and in no component
constexpr std::size_t kMostCompared = 200;  // claims of one incident whose pairs are all shown

using Group = std::vector<std::int64_t>;

bool holds(const Group& group, std::int64_t claim) {
  return std::find(group.begin(), group.end(), claim) != group.end();
}

bool holds_any(const Group& group, const Group& claims) {
  return std::any_of(claims.begin(), claims.end(), [&](auto each) { return holds(group, each); });
}

void join_groups(std::vector<Group>& groups, const Constraint& constraint) {
  Group joined;
  bool any_these = false;
  bool any_those = false;
  for (Group& group : groups) {
    const bool these = holds_any(group, constraint.these);
    const bool those = holds_any(group, constraint.those);
    any_these = any_these || these;
    any_those = any_those || those;
  }
  if (!any_these || !any_those) return;
  for (Group& group : groups) {
    if (!holds_any(group, constraint.these) && !holds_any(group, constraint.those)) continue;
    joined.insert(joined.end(), group.begin(), group.end());
    group.clear();
  }
  std::erase_if(groups, [](const Group& group) { return group.empty(); });
  groups.push_back(std::move(joined));
}

void part_groups(std::vector<Group>& groups, const Constraint& constraint) {
  Group parted;
  for (Group& group : groups) {
    if (!holds_any(group, constraint.these) || !holds_any(group, constraint.those)) continue;
    std::erase_if(group, [&](std::int64_t claim) {
      if (!holds(constraint.these, claim)) return false;
      parted.push_back(claim);
      return true;
    });
  }
  if (!parted.empty()) groups.push_back(std::move(parted));
}

}  // namespace

std::vector<std::vector<std::int64_t>> constrained_groups(
    std::vector<std::vector<std::int64_t>> clusters, const std::vector<Constraint>& constraints) {
  for (const Constraint& each : constraints) {
    if (each.joins) {
      join_groups(clusters, each);
    } else {
      part_groups(clusters, each);
    }
  }
  return clusters;
}

Desk::Fusion::Fusion(store::Store& store, const fuse::Rules& rules)
    : store_(store), rules_(rules), fuser_(rules) {
  const auto numbers = [&](const std::vector<std::string>& events) {
    Group claims;
    for (const std::string& event : events) {
      if (const std::int64_t n = store_.claim_number(event); n != 0) claims.push_back(n);
    }
    return claims;
  };
  for (const store::Tie& tie : store_.ties()) {
    Constraint constraint{tie.joins, numbers(tie.these), numbers(tie.those)};
    for (const Group* side : {&constraint.these, &constraint.those}) {
      for (const std::int64_t claim : *side) constraints_of_.emplace(claim, constraints_.size());
    }
    constraints_.push_back(std::move(constraint));
  }
}

std::vector<fuse::ClaimId> Desk::Fusion::holders(std::uint64_t key, std::size_t limit) {
  return store_.holders(key, limit);
}

Claim Desk::Fusion::claim(fuse::ClaimId id) {
  const auto row = store_.claim(id);
  if (!row) throw Error(ErrorCode::kDeskInvalid, "claim " + std::to_string(id) + " is missing");
  return fuse::from_bytes(row->bytes);
}

fuse::ClaimId Desk::Fusion::whole_report(std::string_view report) {
  return store_.whole_report_claim(report);
}

fuse::ComponentId Desk::Fusion::component(fuse::ClaimId id) { return store_.component_of(id); }

std::vector<fuse::ClaimId> Desk::Fusion::members(fuse::ComponentId component) {
  return store_.members(component);
}

bool Desk::Fusion::step(FuseResult& result, std::size_t reports) {
  // Removed first: a new claim may have the number of one that is gone.
  return step_removed(result) || step_added(result, reports);
}

void Desk::Fusion::remove_keys(const std::vector<store::RemovedRow>& rows) {
  std::vector<store::KeyRow> keys;
  for (const store::RemovedRow& row : rows) {
    for (const std::uint64_t key : fuse::blocking_keys(fuse::from_bytes(row.bytes), rules_)) {
      keys.emplace_back(key, row.claim);
    }
  }
  store_.remove_keys(keys);
}

bool Desk::Fusion::step_removed(FuseResult& result) {
  const std::vector<store::RemovedRow> rows = store_.removed_claims(kRemovedAtOnce);
  if (rows.empty()) return false;
  remove_keys(rows);
  // Nor may those be found by their keys whose turn comes later.
  if (rows.size() == kRemovedAtOnce) {
    constexpr std::size_t kAll = std::numeric_limits<std::int64_t>::max();
    remove_keys(store_.removed_claims(kAll));
  }
  std::vector<fuse::RemovedClaim> removed;
  std::set<std::int64_t> stale;
  for (const store::RemovedRow& row : rows) {
    if (row.component != kNoComponent) {
      removed.push_back({fuse::blocking_keys(fuse::from_bytes(row.bytes), rules_), row.component});
    }
    if (row.incident != 0) stale.insert(row.incident);
  }
  const fuse::Change change = fuser_.update({}, removed, *this);
  result.removed += rows.size();
  result.incidents += apply(change, std::move(stale));
  store_.forget_removed(rows);
  return true;
}

bool Desk::Fusion::step_added(FuseResult& result, std::size_t reports) {
  const std::vector<std::int64_t> fresh = store_.new_claims(reports);
  if (fresh.empty()) return false;
  std::vector<store::KeyRow> keys;
  std::vector<std::int64_t> added;
  for (const std::int64_t id : fresh) {
    for (const std::uint64_t key : fuse::blocking_keys(claim(id), rules_)) {
      keys.emplace_back(key, id);
    }
    if (id > 0) {
      added.push_back(id);
    } else {
      store_.place_claim(id, kNoComponent, 0);
    }
  }
  store_.add_keys(std::move(keys));
  const fuse::Change change = fuser_.update(added, {}, *this);
  result.claims += fresh.size();
  result.incidents += apply(change, {});
  return true;
}

std::size_t Desk::Fusion::apply(const fuse::Change& change, std::set<std::int64_t> stale) {
  for (const fuse::ComponentId component : change.dissolved) {
    for (const std::int64_t member : store_.members(component)) {
      if (const auto row = store_.claim(member); row->incident != 0) stale.insert(row->incident);
    }
  }
  std::set<std::int64_t> clusters;
  std::map<std::int64_t, fuse::FusedIncident> made;
  for (const fuse::FusedComponent& formed : change.formed) {
    const std::int64_t component = store_.next_number("component");
    for (const fuse::FusedIncident& incident : formed.incidents) {
      const std::int64_t cluster = store_.next_number("cluster");
      for (const std::int64_t claim : incident.claims) {
        store_.place_claim(claim, component, cluster);
      }
      clusters.insert(cluster);
      made.emplace(cluster, incident);
    }
  }
  return finish(clusters, made, std::move(stale));
}

void Desk::Fusion::renew(const std::vector<std::int64_t>& claims) {
  std::set<std::int64_t> clusters;
  for (const std::int64_t claim : claims) {
    if (const auto row = store_.claim(claim); row && row->cluster != 0) {
      clusters.insert(row->cluster);
    }
  }
  finish(clusters, {}, {});
}

bool Desk::Fusion::is_constrained(const std::vector<std::int64_t>& claims) const {
  return std::any_of(claims.begin(), claims.end(),
                     [&](std::int64_t claim) { return constraints_of_.contains(claim); });
}

// With the clusters that a constraint ties to them.
std::set<std::int64_t> Desk::Fusion::closure(std::set<std::int64_t> clusters) const {
  std::vector<std::int64_t> open(clusters.begin(), clusters.end());
  while (!open.empty()) {
    const std::int64_t cluster = open.back();
    open.pop_back();
    for (const std::int64_t member : store_.cluster_members(cluster)) {
      const auto [first, last] = constraints_of_.equal_range(member);
      for (auto each = first; each != last; ++each) {
        const Constraint& constraint = constraints_[each->second];
        for (const Group* side : {&constraint.these, &constraint.those}) {
          for (const std::int64_t claim : *side) {
            const auto row = store_.claim(claim);
            if (row && row->cluster != 0 && clusters.insert(row->cluster).second) {
              open.push_back(row->cluster);
            }
          }
        }
      }
    }
  }
  return clusters;
}

std::size_t Desk::Fusion::finish(const std::set<std::int64_t>& seeds,
                                 const std::map<std::int64_t, fuse::FusedIncident>& made,
                                 std::set<std::int64_t> stale) {
  const std::set<std::int64_t> clusters = constraints_.empty() ? seeds : closure(seeds);
  std::vector<fuse::FusedIncident> incidents;
  std::vector<Group> constrained;
  for (const std::int64_t cluster : clusters) {
    const auto fresh = made.find(cluster);
    const Group members =
        fresh == made.end() ? store_.cluster_members(cluster) : fresh->second.claims;
    for (const std::int64_t member : members) {
      if (const auto row = store_.claim(member); row->incident != 0) stale.insert(row->incident);
    }
    if (is_constrained(members)) {
      constrained.push_back(members);
    } else {
      incidents.push_back(fresh == made.end() ? make(members) : fresh->second);
    }
  }
  for (const Group& group : constrained_groups(std::move(constrained), constraints_)) {
    if (!group.empty()) incidents.push_back(make(group));
  }
  return replace(stale, std::move(incidents));
}

fuse::FusedIncident Desk::Fusion::make(const std::vector<std::int64_t>& ids) {
  std::map<std::string, std::pair<std::int64_t, Claim>> claims;  // by event id: one order for all
  std::map<std::string, Claim> wholes;
  for (const std::int64_t id : ids) {
    Claim each = claim(id);
    const std::int64_t whole = store_.whole_report_claim(each.report);
    if (whole != 0 && whole != id) wholes.emplace(each.report, claim(whole));
    std::string event = each.event;
    claims.emplace(std::move(event), std::pair(id, std::move(each)));
  }
  std::vector<fuse::Evidence> evidence;
  for (const auto& [event, each] : claims) {
    const auto whole = wholes.find(each.second.report);
    evidence.push_back({&each.second, whole == wholes.end() ? nullptr : &whole->second});
  }
  std::vector<Join> joins;
  for (std::size_t a = 0; a < evidence.size() && evidence.size() <= kMostCompared; ++a) {
    for (std::size_t b = a + 1; b < evidence.size(); ++b) {
      if (auto join = fuse::join(evidence[a], evidence[b], rules_)) {
        joins.push_back(std::move(*join));
      }
    }
  }
  fuse::FusedIncident result{fuse::incident(evidence, std::move(joins), rules_), {}};
  for (const IncidentEvent& event : result.incident.events) {
    if (const auto found = claims.find(event.event); found != claims.end()) {
      result.claims.push_back(found->second.first);
    }
  }
  return result;
}

std::size_t Desk::Fusion::replace(const std::set<std::int64_t>& stale,
                                  std::vector<fuse::FusedIncident> incidents) {
  std::map<std::string, store::RemovedIncident> before;
  for (const std::int64_t n : stale) {
    if (auto removed = store_.remove_incident(n)) before.emplace(removed->id, std::move(*removed));
  }
  std::size_t changed = 0;
  for (fuse::FusedIncident& each : incidents) {
    std::sort(each.incident.joins.begin(), each.incident.joins.end(),
              [](const Join& a, const Join& b) { return std::tie(a.a, a.b) < std::tie(b.a, b.b); });
    const std::string record = store_.save_incident(each.incident, each.claims);
    const auto old = before.find(each.incident.id);
    const bool was_there = old != before.end();
    const bool is_same = was_there && old->second.record == record;
    if (was_there) before.erase(old);
    if (is_same || each.incident.type.empty()) continue;  // whole reports tell no incident
    ++changed;
    store_.note_change("incident", each.incident.id, was_there ? "changed" : "added");
  }
  for (const auto& [id, removed] : before) {
    if (!removed.type.empty()) store_.note_change("incident", id, "gone");
  }
  return changed;
}

FuseResult Desk::fuse(const std::function<bool(const FuseResult&)>& report_progress) {
  FuseResult result;
  Fusion fusion(*store_, rules());
  while (true) {
    Writing writing = begin();
    const bool any = fusion.step(result, kReportsAtOnce);
    writing.commit();
    if (!any || (report_progress && !report_progress(result))) return result;
  }
}

bool Desk::was_fused() {
  return store_->connection()
      .integer("SELECT value FROM counter WHERE name = 'component'")
      .has_value();
}

bool Desk::has_unfused() {
  return store_->connection()
             .integer(
                 "SELECT EXISTS(SELECT 1 FROM claim WHERE component = 0) OR "
                 "EXISTS(SELECT 1 FROM claim_removed)")
             .value_or(0) != 0;
}

bool Desk::fuse_some(std::size_t reports) {
  if (!was_fused() || !has_unfused()) return false;
  Writing writing = begin();
  FuseResult result;
  const bool any = Fusion(*store_, rules()).step(result, reports);
  writing.commit();
  return any;
}

// Only a desk that was fused already is fused again: the first time may take long.
void Desk::follow_up() {
  if (options_.follow_up == FollowUp::kLater || !was_fused()) return;
  FuseResult result;
  Fusion fusion(*store_, rules());
  while (fusion.step(result, kReportsAtOnce)) {
  }
}

}  // namespace tocsin::engine
