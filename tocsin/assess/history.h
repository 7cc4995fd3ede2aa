#pragma once
/// What happened in several areas, as the forecast reads it: one line for each happening.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/date.h"

namespace tocsin::assess {

/// One happening with deaths, or an indicator that fired.
struct Happening {
  std::size_t area = 0;  ///< index into History::areas
  Date start;
  Date end;            ///< not before `start`
  double deaths = 0;   ///< best figure
  double violent = 1;  ///< 1: an act of violence; 0: an indicator alone
  double tension = 0;  ///< weight of the indicators that it feeds, negative where it eases
};

struct History {
  std::vector<std::string> areas;
  std::vector<Happening> happenings;  ///< in any order
  std::optional<Date> first;          ///< first day that the history covers
};

/// Days from `from` to `to`; negative where `to` is earlier.
inline int days_between(Date from, Date to) { return static_cast<int>((to - from).count()); }

}  // namespace tocsin::assess
