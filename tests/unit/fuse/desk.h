#pragma once
/// A desk in memory for tests of fusion: claims come and go, incidents are kept by component.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/fuser.h"
#include "tocsin/fuse/keys.h"

namespace tocsin::fuse {

class MemoryDesk : public ClaimSource {
 public:
  explicit MemoryDesk(const Rules& rules) : rules_(rules), fuser_(rules) {}

  /// Adds claims and fuses. Returns: how many claims the change touched.
  std::size_t add(const std::vector<Claim>& claims) {
    std::vector<ClaimId> added;
    for (const Claim& claim : claims) {
      const ClaimId id = next_++;
      claims_[id] = claim;
      if (is_whole_report(claim)) whole_[claim.report] = id;
      for (const std::uint64_t key : blocking_keys(claim, rules_)) keys_[key].insert(id);
      added.push_back(id);
    }
    return apply(fuser_.update(added, {}, *this));
  }

  /// Takes all claims of a report out.
  std::size_t remove(const std::string& report) {
    std::vector<RemovedClaim> removed;
    whole_.erase(report);
    for (auto at = claims_.begin(); at != claims_.end();) {
      if (at->second.report != report) {
        ++at;
        continue;
      }
      RemovedClaim gone{blocking_keys(at->second, rules_), component(at->first)};
      for (const std::uint64_t key : gone.keys) keys_[key].erase(at->first);
      members_[gone.component].erase(at->first);
      component_.erase(at->first);
      at = claims_.erase(at);
      removed.push_back(std::move(gone));
    }
    return apply(fuser_.update({}, removed, *this));
  }

  std::vector<Incident> incidents() const {
    std::vector<Incident> all;
    for (const auto& [component, incidents] : incidents_) {
      all.insert(all.end(), incidents.begin(), incidents.end());
    }
    std::sort(all.begin(), all.end(),
              [](const Incident& a, const Incident& b) { return a.id < b.id; });
    return all;
  }

  std::vector<ClaimId> holders(std::uint64_t key, std::size_t limit) override {
    std::vector<ClaimId> found;
    for (const ClaimId id : keys_[key]) {
      if (found.size() == limit) break;
      found.push_back(id);
    }
    return found;
  }
  Claim claim(ClaimId id) override { return claims_.at(id); }
  ClaimId whole_report(std::string_view report) override {
    const auto found = whole_.find(std::string(report));
    return found == whole_.end() ? 0 : found->second;
  }
  ComponentId component(ClaimId id) override {
    const auto found = component_.find(id);
    return found == component_.end() ? 0 : found->second;
  }
  std::vector<ClaimId> members(ComponentId component) override {
    const std::set<ClaimId>& ids = members_[component];
    return {ids.begin(), ids.end()};
  }

 private:
  std::size_t apply(const Change& change) {
    std::size_t touched = 0;
    for (const ComponentId gone : change.dissolved) {
      incidents_.erase(gone);
      members_.erase(gone);
    }
    for (const FusedComponent& formed : change.formed) {
      const ComponentId id = next_component_++;
      for (const ClaimId member : formed.claims) component_[member] = id;
      members_[id] = {formed.claims.begin(), formed.claims.end()};
      for (const FusedIncident& fused : formed.incidents) {
        incidents_[id].push_back(fused.incident);
      }
      touched += formed.claims.size();
    }
    return touched;
  }

  const Rules& rules_;
  Fuser fuser_;
  ClaimId next_ = 1;
  ComponentId next_component_ = 1;
  std::map<ClaimId, Claim> claims_;
  std::map<std::string, ClaimId> whole_;
  std::unordered_map<std::uint64_t, std::set<ClaimId>> keys_;
  std::map<ClaimId, ComponentId> component_;
  std::map<ComponentId, std::set<ClaimId>> members_;
  std::map<ComponentId, std::vector<Incident>> incidents_;
};

/// The rules that are shipped, loaded once.
inline const Rules& shipped_rules() {
  static const Rules rules = load_rules(std::string(TOCSIN_SOURCE_DIR) + "/data/fuse");
  return rules;
}

}  // namespace tocsin::fuse
