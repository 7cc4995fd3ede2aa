#include "tocsin/assess/count_model.h"

#include <doctest/doctest.h>

#include <random>

namespace tocsin::assess {
namespace {

ForecastRules rules_with(double prior_sd) {
  ForecastRules rules;
  rules.inputs = {{Series::kDeaths, 10, {0, prior_sd}}, {Series::kEvents, 10, {0, prior_sd}}};
  rules.intercept = {0, prior_sd};
  rules.dispersion = {0, prior_sd};
  rules.dispersion_slope = {0, prior_sd};
  return rules;
}

// Counts drawn from a model with known parameters, the same in each run.
CountSample drawn(const Eigen::VectorXd& truth, int rows) {
  std::mt19937_64 random(7);
  const auto uniform = [&] {
    return (static_cast<double>(random() >> 11) + 0.5) / 9007199254740992.0;
  };
  CountSample sample;
  sample.inputs.resize(rows, 2);
  sample.counts.resize(rows);
  for (int i = 0; i < rows; ++i) {
    sample.inputs(i, 0) = 4 * uniform();
    sample.inputs(i, 1) = 3 * uniform();
    const NegativeBinomial counts = predict(truth, sample.inputs.row(i), 1);
    sample.counts[i] = static_cast<double>(quantile(counts, uniform()));
  }
  return sample;
}

TEST_CASE("the fit finds the parameters that counts were drawn with") {
  Eigen::VectorXd truth(5);
  truth << 0.6, 0.3, 0.5, 0.4, 0.2;
  const CountModel model = fit(drawn(truth, 4000), rules_with(5));
  for (int i = 0; i < 5; ++i) {
    const double deviation = std::sqrt(model.covariance(i, i));
    CHECK(deviation < 0.3);
    CHECK(std::abs(model.parameters[i] - truth[i]) < 3.5 * deviation);
  }
}

TEST_CASE("without rows the fit is the prior") {
  ForecastRules rules = rules_with(0.5);
  rules.inputs[0].prior.mean = 0.25;
  CountSample sample;
  sample.inputs.resize(0, 2);
  const CountModel model = fit(sample, rules);
  CHECK(model.parameters[0] == doctest::Approx(0.25));
  CHECK(model.covariance(0, 0) == doctest::Approx(0.25));
}

TEST_CASE("a narrow prior holds against little data") {
  Eigen::VectorXd truth(5);
  truth << 0.6, 0.3, 0.5, 0.4, 0.2;
  const CountModel model = fit(drawn(truth, 20), rules_with(0.01));
  CHECK(std::abs(model.parameters[0]) < 0.1);
}

TEST_CASE("the same sample gives the same bits") {
  Eigen::VectorXd truth(5);
  truth << 0.6, 0.3, 0.5, 0.4, 0.2;
  const CountSample sample = drawn(truth, 300);
  CHECK(fit(sample, rules_with(1)).parameters == fit(sample, rules_with(1)).parameters);
}

}  // namespace
}  // namespace tocsin::assess
