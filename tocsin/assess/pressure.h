#pragma once
/// Which indicators fire on a day, how strongly, and on which sentences.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tocsin/assess/deeds.h"
#include "tocsin/assess/indicators.h"
#include "tocsin/assess/ladder.h"
#include "tocsin/core/assessment.h"

namespace tocsin::assess {

/// An indicator with what feeds it.
struct Fired {
  const Indicator* indicator = nullptr;
  double strength = 0;             ///< in [0,1]
  std::vector<Evidence> evidence;  ///< weightiest first
};

/// The indicators on a day and the points they sum up to.
struct Pressure {
  std::vector<Fired> fired;  ///< heaviest first
  double raising = 0;        ///< points
  double easing = 0;         ///< points, as far as they count
  double points() const { return raising - easing; }
};

/// Finds what feeds which indicator; made once for a set of indicators, which must outlive it.
class PressureGauge {
 public:
  PressureGauge(const std::vector<Indicator>& indicators, const Ladder& ladder);

  /// The pressure on `day` of the deeds inside the area, of those at most `window_days` old.
  Pressure measure(const std::vector<Deed>& deeds, Date day, int window_days) const;

  /// Weight of the indicators that one deed feeds when it is new, signed by their direction.
  double tension(const Deed& deed) const;

 private:
  struct Source {
    std::size_t indicator;
    const Feed* feed;
  };
  const std::vector<Source>& sources_of(const std::string& type) const;

  const std::vector<Indicator>& indicators_;
  const Ladder& ladder_;
  std::map<std::string, std::vector<Source>, std::less<>> sources_;
};

/// Days since the deed on `day`; 0 while it goes on, negative before it began.
int age_days(const Deed& deed, Date day);

}  // namespace tocsin::assess
