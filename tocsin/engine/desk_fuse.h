#pragma once
/// Fusion over the desk's store: hands the fuser its claims, keeps what it gives, and lays over it
/// what people joined or parted by hand.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "tocsin/engine/desk.h"
#include "tocsin/fuse/fuser.h"

namespace tocsin::engine {

/// Two claims, or two sets of claims, that people joined or parted; in the order of the journal.
struct Constraint {
  bool joins = false;
  std::vector<std::int64_t> these;
  std::vector<std::int64_t> those;
};

/// How claims fall into incidents once the constraints are laid over the clusters; every constraint
/// in turn, so that a later one wins.
std::vector<std::vector<std::int64_t>> constrained_groups(
    std::vector<std::vector<std::int64_t>> clusters, const std::vector<Constraint>& constraints);

class Desk::Fusion : public fuse::ClaimSource {
 public:
  Fusion(store::Store& store, const fuse::Rules& rules);

  /// Fuses some claims that are gone or, where there are none, up to `reports` reports that are
  /// new; false when none is left.
  bool step(FuseResult& result, std::size_t reports);
  /// Fuses what is gone alone; false when none is left.
  bool step_removed(FuseResult& result);
  /// Makes the incidents of these claims anew, from their clusters and the constraints.
  void renew(const std::vector<std::int64_t>& claims);

  std::vector<fuse::ClaimId> holders(std::uint64_t key, std::size_t limit) override;
  Claim claim(fuse::ClaimId id) override;
  fuse::ClaimId whole_report(std::string_view report) override;
  fuse::ComponentId component(fuse::ClaimId id) override;
  std::vector<fuse::ClaimId> members(fuse::ComponentId component) override;

 private:
  bool step_added(FuseResult& result, std::size_t reports);
  void remove_keys(const std::vector<store::RemovedRow>& rows);
  std::size_t apply(const fuse::Change& change, std::set<std::int64_t> stale);
  std::size_t finish(const std::set<std::int64_t>& clusters,
                     const std::map<std::int64_t, fuse::FusedIncident>& made,
                     std::set<std::int64_t> stale);
  std::set<std::int64_t> closure(std::set<std::int64_t> clusters) const;
  bool is_constrained(const std::vector<std::int64_t>& claims) const;
  fuse::FusedIncident make(const std::vector<std::int64_t>& claims);
  std::size_t replace(const std::set<std::int64_t>& stale,
                      std::vector<fuse::FusedIncident> incidents);

  store::Store& store_;
  const fuse::Rules& rules_;
  fuse::Fuser fuser_;
  std::vector<Constraint> constraints_;
  std::multimap<std::int64_t, std::size_t> constraints_of_;  // by claim
};

}  // namespace tocsin::engine
