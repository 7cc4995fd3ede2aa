#pragma once
/// What holds in the area on a day, as the rules of the ladder ask about it.

#include <vector>

#include "tocsin/assess/ladder.h"
#include "tocsin/assess/pressure.h"

namespace tocsin::assess {

/// An act of violence that was counted.
struct Act {
  const Deed* deed = nullptr;
  const Claim* claim = nullptr;  ///< that made it one
};

struct Counted {
  Standing standing;
  std::vector<Act> acts;  ///< within the window
};

Counted stand(const std::vector<Deed>& deeds, const Pressure& pressure, const Ladder& ladder,
              Date day, int window_days);

}  // namespace tocsin::assess
