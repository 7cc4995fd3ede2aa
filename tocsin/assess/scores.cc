#include "tocsin/assess/scores.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace tocsin::assess {
namespace {

constexpr int kDraws = 1000;
constexpr std::size_t kMonthsBack = 12;
constexpr double kSpread = 0.01;
constexpr std::array<std::int64_t, 10> kBinEnds{0, 2, 5, 10, 25, 50, 100, 250, 500, 1000};

}  // namespace

double ensemble_crps(std::span<const double> members, double observed) {
  std::vector<double> sorted(members.begin(), members.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  double distance = 0;
  double spread = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    distance += std::abs(sorted[i] - observed);
    spread += (2 * static_cast<double>(i) + 1 - n) * sorted[i];
  }
  return distance / n - spread / (n * n);
}

double ensemble_quantile(std::span<const double> members, double probability) {
  const double at = probability * static_cast<double>(members.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, members.size() - 1);
  return members[below] + (at - static_cast<double>(below)) * (members[above] - members[below]);
}

std::size_t count_bin(double count) {
  std::size_t bin = 0;
  while (bin < kBinEnds.size() && count >= static_cast<double>(kBinEnds[bin]) + 0.5) ++bin;
  return bin;
}

std::size_t count_bins() { return kBinEnds.size() + 1; }

std::int64_t last_of_bin(std::size_t bin) { return bin < kBinEnds.size() ? kBinEnds[bin] : -1; }

double ignorance(double chance_of_bin) {
  return -std::log2((1 - kSpread) * chance_of_bin + kSpread / static_cast<double>(count_bins()));
}

std::vector<SimpleForecast> simple_forecasts(std::span<const double> before) {
  const auto recent = before.last(std::min(kMonthsBack, before.size()));
  std::vector<double> drawn(recent.begin(), recent.end());
  std::sort(drawn.begin(), drawn.end());
  const double mean =
      std::accumulate(drawn.begin(), drawn.end(), 0.0) / static_cast<double>(drawn.size());
  return {{"none", {0}}, {"last", {before.back()}}, {"mean12", {mean}}, {"conflictology", drawn}};
}

Measured with_interval(std::size_t groups,
                       const std::function<double(std::span<const std::size_t>)>& statistic) {
  std::vector<std::size_t> drawn(groups);
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  Measured measured;
  measured.value = statistic(drawn);
  std::mt19937_64 random(20180401);  // any fixed number: the same draws in each run
  std::vector<double> values(kDraws);
  for (double& value : values) {
    for (std::size_t& group : drawn) group = random() % groups;
    value = statistic(drawn);
  }
  std::sort(values.begin(), values.end());
  measured.low = ensemble_quantile(values, 0.05);
  measured.high = ensemble_quantile(values, 0.95);
  return measured;
}

}  // namespace tocsin::assess
