#pragma once
/// The days on which a claim's event may lie, and how sure they are.

#include <cstdint>
#include <optional>

#include "tocsin/core/claim.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

struct When {
  std::int64_t start = 0;  ///< days since 1970, both ends included
  std::int64_t end = 0;
  bool sure = false;    ///< the text says so of a thing that happened
  bool stated = false;  ///< some date was given, be it that of the report
};

/// Nothing where neither the event nor the report has a date.
std::optional<When> when(const Claim& claim, const DateRules& rules);

}  // namespace tocsin::fuse
