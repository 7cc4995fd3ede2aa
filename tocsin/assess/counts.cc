#include "tocsin/assess/counts.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

namespace tocsin::assess {
namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

constexpr double kTailPart = 0.01;  // of what a range leaves out may lie beyond all that is tried
constexpr double kRest = 1e-9;      // probability that sums over all counts may leave out

double log_gamma(double x) { return boost::math::lgamma(x, Policy()); }

}  // namespace

double cdf(const NegativeBinomial& counts, std::int64_t k) {
  if (k < 0) return 0;
  const double success = counts.size / (counts.size + counts.mean);
  return boost::math::ibeta(counts.size, static_cast<double>(k) + 1, success, Policy());
}

double pmf(const NegativeBinomial& counts, std::int64_t k) {
  if (k < 0) return 0;
  const auto y = static_cast<double>(k);
  const double r = counts.size;
  const double log_p = log_gamma(y + r) - log_gamma(r) - log_gamma(y + 1) +
                       r * std::log(r / (r + counts.mean)) +
                       (k > 0 ? y * std::log(counts.mean / (r + counts.mean)) : 0);
  return std::exp(log_p);
}

double tail(const NegativeBinomial& counts, std::int64_t k) {
  if (k <= 0) return 1;
  const double success = counts.size / (counts.size + counts.mean);
  return boost::math::ibetac(counts.size, static_cast<double>(k), success, Policy());
}

std::int64_t quantile(const NegativeBinomial& counts, double probability) {
  std::int64_t high = 1;
  while (cdf(counts, high) < probability && high < (std::int64_t{1} << 40)) high *= 2;
  std::int64_t low = -1;  // the cdf of low is below, that of high is not
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (cdf(counts, middle) < probability ? low : high) = middle;
  }
  return std::max<std::int64_t>(high, 0);
}

CountRange shortest_range(const NegativeBinomial& counts, double share) {
  const double ratio = counts.mean / (counts.mean + counts.size);
  const std::int64_t last = quantile(counts, 1 - (1 - share) * kTailPart);
  std::vector<double> chances(static_cast<std::size_t>(last) + 1);
  double p = pmf(counts, 0);
  for (std::size_t k = 0; k < chances.size(); ++k) {
    chances[k] = p;
    p *= ratio * (static_cast<double>(k) + counts.size) / (static_cast<double>(k) + 1);
  }
  CountRange best{0, last};
  double held = 0;
  std::size_t end = 0;  // the range in hand is [low, end)
  for (std::size_t low = 0; low < chances.size(); ++low) {
    while (held < share && end < chances.size()) held += chances[end++];
    if (held < share) break;
    if (static_cast<std::int64_t>(end - low) <= best.high - best.low) {
      best = {static_cast<std::int64_t>(low), static_cast<std::int64_t>(end) - 1};
    }
    held -= chances[low];
  }
  return best;
}

double crps(const NegativeBinomial& counts, std::int64_t observed) {
  const double ratio = counts.mean / (counts.mean + counts.size);
  const std::int64_t last = std::max(observed, quantile(counts, 1 - kRest));
  double p = pmf(counts, 0);
  double below = 0;
  double score = 0;
  for (std::int64_t k = 0; k < last; ++k) {
    below = std::min(1.0, below + p);
    const double miss = below - (k >= observed ? 1 : 0);
    score += miss * miss;
    p *= ratio * (static_cast<double>(k) + counts.size) / (static_cast<double>(k) + 1);
  }
  return score;
}

}  // namespace tocsin::assess
