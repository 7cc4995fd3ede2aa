#pragma once
/// Scores of forecasts against what came.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "tocsin/assess/backtest.h"

namespace tocsin::assess {

/// CRPS of a forecast that is an equal chance of each member. At least one member.
double ensemble_crps(std::span<const double> members, double observed);

/// The member below which the share `probability` of the others lies; members ascending.
double ensemble_quantile(std::span<const double> members, double probability);

/// Into which bin a count falls, for the ignorance score.
std::size_t count_bin(double count);
std::size_t count_bins();
/// The largest count of a bin; the last has none and gives -1.
std::int64_t last_of_bin(std::size_t bin);

/// Bits of surprise: -log2 of the chance of the bin that came, one part in a hundred of which is
/// spread evenly, so that a sure and wrong forecast costs much and not everything.
double ignorance(double chance_of_bin);

/// The four simple forecasts as members: no deaths, the last month, the mean of twelve months, each
/// of the last twelve months. `before` holds the months before, oldest first; at least one.
struct SimpleForecast {
  std::string id;
  std::vector<double> members;  ///< ascending
};
std::vector<SimpleForecast> simple_forecasts(std::span<const double> before);

/// `statistic` of the groups, and the 5th and 95th percentile of it over groups drawn with
/// replacement. The draws are the same in each run.
Measured with_interval(std::size_t groups,
                       const std::function<double(std::span<const std::size_t>)>& statistic);

}  // namespace tocsin::assess
