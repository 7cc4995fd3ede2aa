#pragma once
/// Walking through a history month by month without looking ahead: how good would the forecasts
/// have been, beside four simple ones?

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tocsin/assess/counts.h"
#include "tocsin/assess/forecast_rules.h"
#include "tocsin/assess/history.h"

namespace tocsin::assess {

using Month = std::chrono::year_month;

/// The forecast of one area and month, made on the month's first morning.
struct MonthForecast {
  std::size_t area = 0;
  Month month;
  NegativeBinomial deaths;
  double escalation = 0;  ///< chance of at least `threshold` deaths
  double threshold = 1;   ///< deaths that are an escalation
  std::int64_t observed = 0;
  int reached_after_days = -1;  ///< from that morning to the threshold; -1: never
};

/// A mean with its 90 % interval, by drawing whole months with replacement.
struct Measured {
  double value = 0;
  double low = 0;
  double high = 0;
};

/// Alerts: forecasts with a chance of escalation of at least the rules' `alert_probability`.
struct AlertScores {
  int alerts = 0;
  int hits = 0;
  int escalations = 0;
  double precision = 0;  ///< 0 where there was no alert
  double recall = 0;     ///< 0 where there was no escalation
  double lead_days = 0;  ///< median over the hits
};

struct MethodScores {
  std::string id;  ///< "tocsin", "none", "last", "mean12", "conflictology"
  Measured crps;
  Measured brier;
  Measured ignorance;     ///< bits, over bins of counts
  double covered_50 = 0;  ///< by the shortest ranges; of members, equal-tailed ones
  double covered_90 = 0;  ///< share of observations within the 90 % interval
  AlertScores alerts;
};

/// Forecasts of escalation whose chance lay in [from, to), and how often it came.
struct CalibrationBin {
  double from = 0;
  double to = 0;
  int forecasts = 0;
  double mean_chance = 0;
  double share_observed = 0;
};

struct Backtest {
  std::vector<std::string> areas;
  Month from{};
  Month to{};
  std::vector<MonthForecast> forecasts;  ///< by month, then area
  std::vector<MethodScores> methods;     ///< the program first
  Measured crps_against_best;            ///< the program's CRPS over that of the best simple one
  Measured brier_against_best;
  std::vector<CalibrationBin> calibration;
  std::vector<std::array<double, 5>> crps_by_month;  ///< in the order of `methods`
};

/// Called after each month with the share done, in (0,1].
using Progress = std::function<void(double)>;

/// Throws: Error(kUsage) where `to` is before `from`, or the history starts less than the warm-up
///         and one month before `from`.
/// Cost:   one fit a month, linear in the areas and days before it.
Backtest backtest(const History& history, const ForecastRules& rules, Month from, Month to,
                  const Progress& progress = {});

}  // namespace tocsin::assess
