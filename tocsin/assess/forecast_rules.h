#pragma once
/// How deaths are forecast: inputs, shipped priors, what counts as an escalation
/// (data/assess/forecast.toml).

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tocsin::assess {

/// Which daily series an input of the forecast is made of.
enum class Series : std::uint8_t { kDeaths, kEvents, kTension };

/// A prior: normal, with mean and standard deviation.
struct Prior {
  double mean = 0;
  double sd = 1;
};

/// log(1 + the horizon's days × the mean of a daily series whose weight halves every
/// `half_life_days`).
struct ForecastInput {
  Series series = Series::kDeaths;
  double half_life_days = 1;
  Prior prior;
};

/// An escalation: at least `ratio` times the deaths of a mean stretch of the `reference_days`
/// before, and at least `least_deaths`.
struct EscalationRules {
  double ratio = 2;
  int reference_days = 91;
  int reference_months = 3;
  double least_deaths = 1;
};

struct ForecastRules {
  std::vector<ForecastInput> inputs;
  Prior intercept;
  Prior dispersion;        ///< log of the size at mean 0
  Prior dispersion_slope;  ///< how it grows with log(1 + mean)
  double widening = 1;    ///< the size is taken times this: the future differs from the past fitted
  int step_days = 10;     ///< between the origins that the model is fitted on
  int warm_up_days = 45;  ///< of history before the first origin
  int most_days = 1460;   ///< older history is left out
  int least_days = 120;   ///< a shorter history: no probability
  int least_events = 30;  ///< fewer acts of violence in all areas: no probability
  EscalationRules escalation;
  double alert_probability = 0.3;
};

/// Throws: Error(kDataMissing, kDataInvalid) with file, line, what was found and expected.
ForecastRules load_forecast_rules(const std::filesystem::path& file);

}  // namespace tocsin::assess
