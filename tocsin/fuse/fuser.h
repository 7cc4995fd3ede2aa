#pragma once
/// Fusion of a growing set of claims: a new report changes only what it touches, and the incidents
/// are the same in whatever order the reports came.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/claim.h"
#include "tocsin/core/incident.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// A store's handle of a claim; results never depend on its value.
using ClaimId = std::int64_t;
/// A store's handle of a component: claims that are tied by candidate pairs. 0 is none.
using ComponentId = std::int64_t;

/// What fusion asks of the place where claims are kept. Only between calls of Fuser::update may
/// the answers change.
class ClaimSource {
 public:
  virtual ~ClaimSource() = default;
  /// At most `limit` of the claims that hold `key`, in any order.
  virtual std::vector<ClaimId> holders(std::uint64_t key, std::size_t limit) = 0;
  virtual Claim claim(ClaimId id) = 0;
  /// The claim `REPORT/0`; 0 when there is none.
  virtual ClaimId whole_report(std::string_view report) = 0;
  /// The component that the claim was put in by an earlier update; 0 when it is new.
  virtual ComponentId component(ClaimId id) = 0;
  virtual std::vector<ClaimId> members(ComponentId component) = 0;
};

/// A claim that is no longer in the source: its keys and the component it was in.
struct RemovedClaim {
  std::vector<std::uint64_t> keys;
  ComponentId component = 0;
};

/// An incident with the claims it is made of. An incident with an empty type is a story: whole
/// reports that tell of one happening.
struct FusedIncident {
  Incident incident;
  std::vector<ClaimId> claims;  ///< in the order of `incident.events`
};

/// A component with all of its incidents; every claim is in exactly one of them.
struct FusedComponent {
  std::vector<ClaimId> claims;  ///< in code-point order of event ids
  std::vector<FusedIncident> incidents;
};

/// What an update changes: forget `dissolved` with their incidents, put `formed` in their place.
struct Change {
  std::vector<ComponentId> dissolved;  ///< ascending
  std::vector<FusedComponent> formed;
};

class Fuser {
 public:
  explicit Fuser(const Rules& rules) : rules_(rules) {}  ///< `rules` must outlive it

  /// Every claim of `added` is in `source` already with its blocking_keys and component 0; the
  /// claims of `removed` are no longer. A claim that changes is removed and added. Many reports may
  /// be added at once; a few hundred at a time keep memory small.
  /// Cost: the claims that share a key with those added, and the components that these are in.
  Change update(std::span<const ClaimId> added, std::span<const RemovedClaim> removed,
                ClaimSource& source) const;

 private:
  const Rules& rules_;
};

/// The incidents of a set of claims in memory, in order of their ids (stories too).
std::vector<Incident> fuse_all(std::vector<Claim> claims, const Rules& rules);

}  // namespace tocsin::fuse
