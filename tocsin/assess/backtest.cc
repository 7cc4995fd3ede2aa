#include "tocsin/assess/backtest.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tocsin/assess/forecaster.h"
#include "tocsin/assess/scores.h"
#include "tocsin/core/error.h"

namespace tocsin::assess {
namespace {

using std::chrono::day;
using std::chrono::months;

constexpr std::size_t kMethods = 5;
constexpr std::array<double, 6> kChanceBins{0, 0.1, 0.2, 0.3, 0.5, 1.0001};

Date first_day(Month month) { return month / day{1}; }
int days_in(Month month) { return days_between(first_day(month), first_day(month + months{1})); }
Month month_of(Date date) {
  const std::chrono::year_month_day parts(date);
  return parts.year() / parts.month();
}
int months_between(Month from, Month to) { return static_cast<int>((to - from).count()); }

// Areas × months: deaths of what began in each month, from the history's first whole month on.
struct Monthly {
  Month first{};
  Eigen::MatrixXd deaths;
  std::vector<double> before(std::size_t area, Month month) const {
    std::vector<double> values;
    for (int i = 0; i < months_between(first, month); ++i) {
      values.push_back(deaths(static_cast<Eigen::Index>(area), i));
    }
    return values;
  }
  double at(std::size_t area, Month month) const {
    return deaths(static_cast<Eigen::Index>(area), months_between(first, month));
  }
};

Monthly monthly(const History& history, Month to) {
  Monthly table;
  const Date first = *history.first;
  table.first = month_of(first);
  if (first != first_day(table.first)) table.first += months{1};
  const int count = std::max(0, months_between(table.first, to) + 1);
  table.deaths = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(history.areas.size()), count);
  for (const Happening& each : history.happenings) {
    const int month = months_between(table.first, month_of(each.start));
    if (month < 0 || month >= count) continue;
    table.deaths(static_cast<Eigen::Index>(each.area), month) += each.deaths;
  }
  return table;
}

// Days from the month's first morning to the evening on which its deaths reach `threshold`.
int days_until(const History& history, std::size_t area, Month month, double threshold) {
  std::vector<double> by_day(static_cast<std::size_t>(days_in(month)));
  for (const Happening& each : history.happenings) {
    if (each.area != area || month_of(each.start) != month) continue;
    by_day[static_cast<std::size_t>(days_between(first_day(month), each.start))] += each.deaths;
  }
  double sum = 0;
  for (std::size_t i = 0; i < by_day.size(); ++i) {
    sum += by_day[i];
    if (sum >= threshold) return static_cast<int>(i) + 1;
  }
  return -1;
}

double threshold_of(std::span<const double> before, const EscalationRules& rules) {
  const auto recent =
      before.last(std::min(static_cast<std::size_t>(rules.reference_months), before.size()));
  const double mean =
      std::accumulate(recent.begin(), recent.end(), 0.0) / static_cast<double>(recent.size());
  return std::max(rules.least_deaths, rules.ratio * mean);
}

// What one method said of one area and month, as scores.
struct Scored {
  double crps = 0;
  double brier = 0;
  double ignorance = 0;
  bool in_50 = false;
  bool in_90 = false;
  bool alert = false;
};

double squared(double x) { return x * x; }

bool came(const MonthForecast& forecast) {
  return static_cast<double>(forecast.observed) >= forecast.threshold;
}

Scored score(const MonthForecast& forecast, double alert_probability) {
  const NegativeBinomial& counts = forecast.deaths;
  const std::int64_t y = forecast.observed;
  const std::size_t bin = count_bin(static_cast<double>(y));
  const double below = bin == 0 ? 0 : cdf(counts, last_of_bin(bin - 1));
  const double up_to = last_of_bin(bin) < 0 ? 1 : cdf(counts, last_of_bin(bin));
  const auto within = [&](double share) {
    const CountRange range = shortest_range(counts, share);
    return y >= range.low && y <= range.high;
  };
  return {crps(counts, y),
          squared(forecast.escalation - (came(forecast) ? 1 : 0)),
          ignorance(up_to - below),
          within(0.5),
          within(0.9),
          forecast.escalation >= alert_probability};
}

Scored score(const SimpleForecast& simple, const MonthForecast& forecast,
             double alert_probability) {
  const auto y = static_cast<double>(forecast.observed);
  const auto share = [&](auto holds) {
    const auto count = std::count_if(simple.members.begin(), simple.members.end(), holds);
    return static_cast<double>(count) / static_cast<double>(simple.members.size());
  };
  const double chance = share([&](double x) { return x >= forecast.threshold; });
  const double in_bin = share([&](double x) { return count_bin(x) == count_bin(y); });
  const auto within = [&](double part) {
    return y >= ensemble_quantile(simple.members, (1 - part) / 2) &&
           y <= ensemble_quantile(simple.members, (1 + part) / 2);
  };
  return {ensemble_crps(simple.members, y),
          squared(chance - (came(forecast) ? 1 : 0)),
          ignorance(in_bin),
          within(0.5),
          within(0.9),
          chance >= alert_probability};
}

// One row a month, one cell a method, one entry an area.
using Table = std::vector<std::array<std::vector<Scored>, kMethods>>;

double mean_over(const Table& table, std::span<const std::size_t> drawn, std::size_t method,
                 double Scored::*field) {
  double sum = 0;
  std::size_t count = 0;
  for (const std::size_t month : drawn) {
    for (const Scored& each : table[month][method]) sum += each.*field;
    count += table[month][method].size();
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

double share_over(const Table& table, std::size_t method, bool Scored::*field) {
  double hits = 0;
  double count = 0;
  for (const auto& month : table) {
    for (const Scored& each : month[method]) {
      hits += each.*field ? 1 : 0;
      ++count;
    }
  }
  return count > 0 ? hits / count : 0;
}

AlertScores alerts_of(const Table& table, const std::vector<MonthForecast>& forecasts,
                      std::size_t method) {
  AlertScores scores;
  std::vector<double> leads;
  std::size_t at = 0;
  for (const auto& month : table) {
    for (const Scored& each : month[method]) {
      const MonthForecast& forecast = forecasts[at++];
      scores.escalations += came(forecast) ? 1 : 0;
      scores.alerts += each.alert ? 1 : 0;
      if (!each.alert || !came(forecast)) continue;
      ++scores.hits;
      leads.push_back(forecast.reached_after_days);
    }
  }
  if (scores.alerts > 0) scores.precision = static_cast<double>(scores.hits) / scores.alerts;
  if (scores.escalations > 0) scores.recall = static_cast<double>(scores.hits) / scores.escalations;
  std::sort(leads.begin(), leads.end());
  if (!leads.empty()) scores.lead_days = ensemble_quantile(leads, 0.5);
  return scores;
}

Measured against_best(const Table& table, double Scored::*field) {
  return with_interval(table.size(), [&](std::span<const std::size_t> drawn) {
    double best = mean_over(table, drawn, 1, field);
    for (std::size_t method = 2; method < kMethods; ++method) {
      best = std::min(best, mean_over(table, drawn, method, field));
    }
    return best > 0 ? mean_over(table, drawn, 0, field) / best : 1;
  });
}

std::vector<CalibrationBin> calibration(const std::vector<MonthForecast>& forecasts) {
  std::vector<CalibrationBin> bins;
  for (std::size_t i = 0; i + 1 < kChanceBins.size(); ++i) {
    CalibrationBin bin{kChanceBins[i], std::min(1.0, kChanceBins[i + 1]), 0, 0, 0};
    for (const MonthForecast& each : forecasts) {
      if (each.escalation < kChanceBins[i] || each.escalation >= kChanceBins[i + 1]) continue;
      ++bin.forecasts;
      bin.mean_chance += each.escalation;
      bin.share_observed += came(each) ? 1 : 0;
    }
    if (bin.forecasts > 0) {
      bin.mean_chance /= bin.forecasts;
      bin.share_observed /= bin.forecasts;
    }
    bins.push_back(bin);
  }
  return bins;
}

void check_span(const History& history, const ForecastRules& rules, Month from, Month to) {
  if (to < from) {
    throw Error(ErrorCode::kUsage, "the last month lies before the first one");
  }
  const int history_days = history.first ? days_between(*history.first, first_day(from)) : 0;
  if (history_days < rules.warm_up_days + days_in(from)) {
    throw Error(ErrorCode::kUsage, "the history before " + to_string(first_day(from)) + " covers " +
                                       std::to_string(std::max(0, history_days)) +
                                       " days, expected at least " +
                                       std::to_string(rules.warm_up_days + days_in(from)));
  }
}

// The forecasts of one month for every area, and every method's scores.
void walk(const History& history, const ForecastRules& rules, const Monthly& table, Month month,
          Backtest& result, Table& scores) {
  const Daily daily = known_on(history, first_day(month), rules.most_days);
  const Forecaster forecaster(daily, rules, days_in(month));
  auto& row = scores.emplace_back();
  for (std::size_t area = 0; area < history.areas.size(); ++area) {
    const std::vector<double> before = table.before(area, month);
    MonthForecast forecast{area, month, forecaster.deaths(area)};
    forecast.threshold = threshold_of(before, rules.escalation);
    forecast.escalation =
        tail(forecast.deaths, static_cast<std::int64_t>(std::ceil(forecast.threshold)));
    forecast.observed = std::llround(table.at(area, month));
    if (came(forecast)) {
      forecast.reached_after_days = days_until(history, area, month, forecast.threshold);
    }
    row[0].push_back(score(forecast, rules.alert_probability));
    std::size_t method = 1;
    for (const SimpleForecast& simple : simple_forecasts(before)) {
      row[method++].push_back(score(simple, forecast, rules.alert_probability));
    }
    result.forecasts.push_back(forecast);
  }
}

MethodScores method_scores(const Table& table, const std::vector<MonthForecast>& forecasts,
                           std::size_t method) {
  constexpr std::array<const char*, kMethods> kIds{"tocsin", "none", "last", "mean12",
                                                   "conflictology"};
  const auto measured = [&](double Scored::*field) {
    return with_interval(table.size(), [&](std::span<const std::size_t> drawn) {
      return mean_over(table, drawn, method, field);
    });
  };
  return {kIds[method],
          measured(&Scored::crps),
          measured(&Scored::brier),
          measured(&Scored::ignorance),
          share_over(table, method, &Scored::in_50),
          share_over(table, method, &Scored::in_90),
          alerts_of(table, forecasts, method)};
}

}  // namespace

Backtest backtest(const History& history, const ForecastRules& rules, Month from, Month to,
                  const Progress& progress) {
  check_span(history, rules, from, to);
  const Monthly table = monthly(history, to);
  Backtest result;
  result.areas = history.areas;
  result.from = from;
  result.to = to;
  Table scores;
  const int count = months_between(from, to) + 1;
  for (int i = 0; i < count; ++i) {
    walk(history, rules, table, from + months{i}, result, scores);
    if (progress) progress((i + 1.0) / count);
  }
  for (std::size_t method = 0; method < kMethods; ++method) {
    result.methods.push_back(method_scores(scores, result.forecasts, method));
  }
  result.crps_against_best = against_best(scores, &Scored::crps);
  result.brier_against_best = against_best(scores, &Scored::brier);
  result.calibration = calibration(result.forecasts);
  for (std::size_t month = 0; month < scores.size(); ++month) {
    auto& means = result.crps_by_month.emplace_back();
    const std::array<std::size_t, 1> alone{month};
    for (std::size_t method = 0; method < kMethods; ++method) {
      means[method] = mean_over(scores, alone, method, &Scored::crps);
    }
  }
  return result;
}

}  // namespace tocsin::assess
