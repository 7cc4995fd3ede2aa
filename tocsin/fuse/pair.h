#pragma once
/// The score of two claims: how likely they tell of one happening, part by part.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "tocsin/core/claim.h"
#include "tocsin/core/incident.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// A claim with the claim of its whole report; `report` may be null where that is not known.
struct Evidence {
  const Claim* claim = nullptr;
  const Claim* report = nullptr;
};

struct PairScore {
  double score = 0;
  std::array<double, kPartCount> parts{};  ///< each in [-1,1]; 0 where nothing is known
  std::string_view apart;                  ///< why the two can never be one; empty when they can
};

/// Depends on the two claims and the rules alone, and is the same with the two exchanged.
PairScore score_pair(const Evidence& a, const Evidence& b, const Rules& rules);

/// The parts with their names, as an incident shows them; `a` and `b` in code-point order.
Join to_join(const Claim& a, const Claim& b, const PairScore& score);

/// Whether the pair that `claim` is one of may be one on its own: not apart, at the threshold.
bool is_tie(const Claim& claim, const PairScore& score, const Rules& rules);

/// The join of two claims: nothing when they are no tie.
std::optional<Join> join(const Evidence& a, const Evidence& b, const Rules& rules);

}  // namespace tocsin::fuse
