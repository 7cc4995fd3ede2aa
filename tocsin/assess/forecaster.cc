#include "tocsin/assess/forecaster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace tocsin::assess {
namespace {

constexpr double kStandardWidth = 1.6448536269514722;  // of a 90 % interval, in deviations
constexpr std::array<double, 5> kLevels{0.05, 0.25, 0.5, 0.75, 0.95};

CountSample sample_of(const Daily& daily, const ForecastRules& rules, int horizon) {
  std::vector<int> origins;
  for (int day = static_cast<int>(daily.days()) - horizon; day >= rules.warm_up_days;
       day -= rules.step_days) {
    origins.push_back(day);
  }
  CountSample sample;
  sample.inputs = inputs_at(daily, rules.inputs, origins, horizon);
  sample.counts.resize(static_cast<Eigen::Index>(origins.size()) * daily.areas());
  for (std::size_t i = 0; i < origins.size(); ++i) {
    sample.counts.segment(static_cast<Eigen::Index>(i) * daily.areas(), daily.areas()) =
        daily.begun.middleCols(origins[i], horizon).rowwise().sum().array().round();
  }
  sample.weight = std::min(1.0, static_cast<double>(rules.step_days) / horizon);
  return sample;
}

double logit(double p) {
  constexpr double kEdge = 1e-9;
  const double inside = std::clamp(p, kEdge, 1 - kEdge);
  return std::log(inside / (1 - inside));
}

double inverse_logit(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

Forecaster::Forecaster(const Daily& daily, const ForecastRules& rules, int horizon_days)
    : model_(fit(sample_of(daily, rules, horizon_days), rules)),
      inputs_(inputs_at(daily, rules.inputs, {static_cast<int>(daily.days())}, horizon_days)),
      widening_(rules.widening) {}

NegativeBinomial Forecaster::deaths(std::size_t area) const {
  return predict(model_.parameters, inputs(area), widening_);
}

Probability Forecaster::at_least(std::size_t area, std::int64_t count) const {
  const Eigen::VectorXd row = inputs(area);
  const auto chance = [&](const Eigen::VectorXd& parameters) {
    return tail(predict(parameters, row, widening_), count);
  };
  // The delta method on the log-odds, whose distribution is nearest to a normal one.
  constexpr double kMove = 1e-4;
  Eigen::VectorXd slope(model_.parameters.size());
  for (Eigen::Index i = 0; i < slope.size(); ++i) {
    Eigen::VectorXd moved = model_.parameters;
    moved[i] += kMove;
    const double above = logit(chance(moved));
    moved[i] -= 2 * kMove;
    slope[i] = (above - logit(chance(moved))) / (2 * kMove);
  }
  const double deviation = std::sqrt(std::max(0.0, slope.dot(model_.covariance * slope)));
  const double p = chance(model_.parameters);
  return {p, inverse_logit(logit(p) - kStandardWidth * deviation),
          inverse_logit(logit(p) + kStandardWidth * deviation)};
}

std::int64_t escalation_threshold(const Daily& daily, const EscalationRules& rules,
                                  std::size_t area, int horizon_days) {
  const auto days = std::min<Eigen::Index>(rules.reference_days, daily.days());
  const double before = daily.deaths.row(static_cast<Eigen::Index>(area)).tail(days).sum();
  const double mean = days > 0 ? before * horizon_days / static_cast<double>(days) : 0;
  return static_cast<std::int64_t>(std::ceil(std::max(rules.least_deaths, rules.ratio * mean)));
}

std::optional<std::string> too_little_history(const Daily& daily, const ForecastRules& rules) {
  if (daily.days() < rules.least_days) {
    return "the history covers " + std::to_string(daily.days()) + " days, a probability needs " +
           std::to_string(rules.least_days);
  }
  const auto events = static_cast<long>(daily.events.sum());
  if (events < rules.least_events) {
    return "the history holds " + std::to_string(events) +
           " acts of violence, a probability needs " + std::to_string(rules.least_events);
  }
  return std::nullopt;
}

std::optional<Forecast> forecast(const Daily& daily, const ForecastRules& rules, std::size_t area) {
  if (too_little_history(daily, rules)) return std::nullopt;
  Forecast result;
  const Forecaster week(daily, rules, 7);
  result.within_7_days =
      week.at_least(area, escalation_threshold(daily, rules.escalation, area, 7));
  const Forecaster month(daily, rules, 30);
  result.within_30_days =
      month.at_least(area, escalation_threshold(daily, rules.escalation, area, 30));
  const NegativeBinomial deaths = month.deaths(area);
  result.expected_deaths_30_days = deaths.mean;
  for (const double level : kLevels) {
    result.death_quantiles.emplace_back(level, static_cast<double>(quantile(deaths, level)));
  }
  return result;
}

}  // namespace tocsin::assess
