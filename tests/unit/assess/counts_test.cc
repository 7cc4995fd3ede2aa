#include "tocsin/assess/counts.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

namespace tocsin::assess {
namespace {

TEST_CASE("a size of one is the geometric distribution") {
  const NegativeBinomial counts{3, 1};  // chance of stopping: 1/4
  for (int k = 0; k < 10; ++k) {
    CHECK(pmf(counts, k) == doctest::Approx(0.25 * std::pow(0.75, k)));
    CHECK(cdf(counts, k) == doctest::Approx(1 - std::pow(0.75, k + 1)));
    CHECK(tail(counts, k) == doctest::Approx(std::pow(0.75, k)));
  }
}

TEST_CASE("a quantile is the smallest count that reaches the probability") {
  const NegativeBinomial counts{40, 0.7};
  for (const double p : {0.01, 0.05, 0.5, 0.9, 0.999}) {
    const auto k = quantile(counts, p);
    CHECK(cdf(counts, k) >= p);
    CHECK(cdf(counts, k - 1) < p);
  }
  CHECK(quantile({0.001, 1}, 0.5) == 0);
}

TEST_CASE("the shortest range holds its share and is no longer than an equal-tailed one") {
  for (const NegativeBinomial& counts :
       std::initializer_list<NegativeBinomial>{{0.2, 0.5}, {5, 0.8}, {60, 4}, {900, 2}}) {
    const CountRange range = shortest_range(counts, 0.9);
    CHECK(cdf(counts, range.high) - cdf(counts, range.low - 1) >= 0.9 - 1e-9);
    CHECK(range.high - range.low <= quantile(counts, 0.95) - quantile(counts, 0.05));
  }
  CHECK(shortest_range({0.05, 1}, 0.9).high == 0);
}

TEST_CASE("the score of a count is the sum of squared distances of the distributions") {
  const NegativeBinomial counts{6, 2};
  double expected = 0;
  for (int k = 0; k < 400; ++k) expected += std::pow(cdf(counts, k) - (k >= 9 ? 1 : 0), 2);
  CHECK(crps(counts, 9) == doctest::Approx(expected).epsilon(1e-6));
}

TEST_CASE("a sharp forecast that is right scores better than a wide one") {
  CHECK(crps({50, 1000}, 50) < crps({50, 1}, 50));
  CHECK(crps({50, 1000}, 400) > crps({50, 1}, 400));
}

}  // namespace
}  // namespace tocsin::assess
