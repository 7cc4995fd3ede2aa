#pragma once
/// The negative binomial distribution of counts: probabilities, quantiles, and its score against
/// what came.

#include <cstdint>

namespace tocsin::assess {

/// Counts with a mean and a size: the variance is mean + mean²/size, so that a small size is a wide
/// distribution. Both are more than 0.
struct NegativeBinomial {
  double mean = 1;
  double size = 1;
};

/// P(count <= k); 0 for a negative k.
double cdf(const NegativeBinomial& counts, std::int64_t k);

/// P(count = k).
double pmf(const NegativeBinomial& counts, std::int64_t k);

/// P(count >= k).
double tail(const NegativeBinomial& counts, std::int64_t k);

/// The smallest k with P(count <= k) >= probability, for a probability in [0,1).
std::int64_t quantile(const NegativeBinomial& counts, double probability);

/// Counts `low` to `high`, both included.
struct CountRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

/// The shortest range that holds the count with at least `share`, in (0,1). Near zero it is the
/// range from 0 up, where an equal-tailed one would hold more than was asked for.
CountRange shortest_range(const NegativeBinomial& counts, double share);

/// The continuous ranked probability score; 0 is a sure and right forecast.
///
/// Cost:   O(quantile(1 - 1e-9)).
/// Source: Gneiting and Raftery (2007), JASA 102, 359-378, for counts.
double crps(const NegativeBinomial& counts, std::int64_t observed);

}  // namespace tocsin::assess
