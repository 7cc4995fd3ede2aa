#pragma once
/// The forecast of deaths for every area of a history, fitted on what was known on one day.

#include <cstddef>
#include <optional>
#include <vector>

#include "tocsin/assess/count_model.h"
#include "tocsin/assess/daily.h"
#include "tocsin/core/assessment.h"

namespace tocsin::assess {

/// The model for one horizon, fitted on all areas together, with each area's forecast.
class Forecaster {
 public:
  /// Cost: O(happenings + areas × days of history / step × inputs) a step of the fit.
  Forecaster(const Daily& daily, const ForecastRules& rules, int horizon_days);

  /// The distribution of the deaths of happenings that begin within the horizon.
  NegativeBinomial deaths(std::size_t area) const;

  /// The chance of at least `count` deaths, with a 90 % interval for what the fit leaves open.
  Probability at_least(std::size_t area, std::int64_t count) const;

  const CountModel& model() const { return model_; }
  /// What the area's forecast was made from, in the order of the rules' inputs.
  Eigen::VectorXd inputs(std::size_t area) const {
    return inputs_.row(static_cast<Eigen::Index>(area));
  }

 private:
  CountModel model_;
  Eigen::MatrixXd inputs_;
  double widening_;
};

/// The deaths from which the next `horizon_days` are an escalation.
std::int64_t escalation_threshold(const Daily& daily, const EscalationRules& rules,
                                  std::size_t area, int horizon_days);

/// Whether the history is long and rich enough for a probability; else a sentence that says why
/// not.
std::optional<std::string> too_little_history(const Daily& daily, const ForecastRules& rules);

/// Chances of escalation within 7 and 30 days and the deaths to expect; nothing where
/// `too_little_history` has something to say.
std::optional<Forecast> forecast(const Daily& daily, const ForecastRules& rules, std::size_t area);

}  // namespace tocsin::assess
