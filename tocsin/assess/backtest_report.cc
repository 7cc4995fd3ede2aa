#include "tocsin/assess/backtest_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "tocsin/assess/svg.h"
#include "tocsin/core/date.h"

namespace tocsin::assess {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<double, 5> kQuantiles{0.05, 0.25, 0.5, 0.75, 0.95};
constexpr std::array<const char*, 5> kColours{"#b2182b", "#999999", "#1b7837", "#2166ac",
                                              "#e08214"};

double rounded(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::round(value * scale) / scale;
}

std::string format(const char* pattern, double value) {
  char text[64];
  std::snprintf(text, sizeof text, pattern, value);
  return text;
}

std::string padded(std::string words, std::size_t width) {
  words.resize(std::max(words.size(), width), ' ');
  return words;
}

std::string with_range(const Measured& measured, const char* pattern) {
  return format(pattern, measured.value) + " [" + format(pattern, measured.low) + ", " +
         format(pattern, measured.high) + "]";
}

std::string percent(double share) { return format("%.1f %%", 100 * share); }

Json measured_json(const Measured& measured) {
  return {{"value", rounded(measured.value, 6)},
          {"low", rounded(measured.low, 6)},
          {"high", rounded(measured.high, 6)}};
}

Json method_json(const MethodScores& scores) {
  return {{"id", scores.id},
          {"name", method_name(scores.id)},
          {"crps", measured_json(scores.crps)},
          {"brier", measured_json(scores.brier)},
          {"ignorance", measured_json(scores.ignorance)},
          {"covered_50", rounded(scores.covered_50, 6)},
          {"covered_90", rounded(scores.covered_90, 6)},
          {"alerts",
           {{"alerts", scores.alerts.alerts},
            {"hits", scores.alerts.hits},
            {"escalations", scores.alerts.escalations},
            {"precision", rounded(scores.alerts.precision, 6)},
            {"recall", rounded(scores.alerts.recall, 6)},
            {"lead_days", scores.alerts.lead_days}}}};
}

Json forecast_json(const MonthForecast& forecast, const Backtest& backtest) {
  Json quantiles = Json::array();
  for (const double level : kQuantiles) {
    quantiles.push_back({level, quantile(forecast.deaths, level)});
  }
  const CountRange range = shortest_range(forecast.deaths, 0.9);
  return {{"area", backtest.areas[forecast.area]},
          {"month", to_string(forecast.month)},
          {"mean", rounded(forecast.deaths.mean, 3)},
          {"size", rounded(forecast.deaths.size, 6)},
          {"quantiles", quantiles},
          {"range_90", {range.low, range.high}},
          {"escalation", rounded(forecast.escalation, 6)},
          {"threshold", rounded(forecast.threshold, 3)},
          {"observed", forecast.observed}};
}

std::string methods_text(const Backtest& backtest) {
  std::string text = padded("forecast", 34) + padded("CRPS", 26) + padded("Brier", 26) +
                     padded("ignorance (bits)", 22) + padded("in 90 %", 10) + "in 50 %\n";
  for (const MethodScores& each : backtest.methods) {
    text += padded(method_name(each.id), 34) + padded(with_range(each.crps, "%.2f"), 26) +
            padded(with_range(each.brier, "%.4f"), 26) +
            padded(with_range(each.ignorance, "%.2f"), 22) + padded(percent(each.covered_90), 10) +
            percent(each.covered_50) + "\n";
  }
  return text;
}

std::string alerts_text(const Backtest& backtest) {
  std::string text =
      padded("alerts", 34) + "  given   right  precision     recall  lead (median days)\n";
  for (const MethodScores& each : backtest.methods) {
    const AlertScores& alerts = each.alerts;
    text += padded(method_name(each.id), 34) + format("%7.0f", alerts.alerts) +
            format("%8.0f", alerts.hits) + format("%9.1f %%", 100 * alerts.precision) +
            format("%9.1f %%", 100 * alerts.recall) + format("%20.0f", alerts.lead_days) + "\n";
  }
  return text;
}

std::string calibration_text(const Backtest& backtest) {
  std::string text = padded("chance of escalation given", 34) + "forecasts  mean chance     came\n";
  for (const CalibrationBin& bin : backtest.calibration) {
    text += padded(format("%.0f", 100 * bin.from) + " to " + format("%.0f %%", 100 * bin.to), 34) +
            format("%9.0f", bin.forecasts);
    if (bin.forecasts > 0) {
      text +=
          format("%11.1f %%", 100 * bin.mean_chance) + format("%7.1f %%", 100 * bin.share_observed);
    }
    text += "\n";
  }
  return text;
}

struct Frame {
  double left, top, width, height;
};

void draw_axes(Svg& svg, const Frame& frame, double most, std::string_view title) {
  svg.text(frame.left, frame.top - 14, title, 13);
  for (int i = 0; i <= 4; ++i) {
    const double y = frame.top + frame.height * (1 - i / 4.0);
    svg.line(frame.left, y, frame.left + frame.width, y, {"#dddddd", 1, false});
    svg.text(frame.left - 6, y + 4, short_number(most * i / 4), 10, Anchor::kEnd);
  }
}

void draw_months(Svg& svg, const Frame& frame, const Backtest& backtest) {
  double most = 1;
  for (const auto& month : backtest.crps_by_month) {
    for (const double value : month) most = std::max(most, value);
  }
  draw_axes(svg, frame, most, "CRPS by month (lower is better)");
  const std::size_t count = backtest.crps_by_month.size();
  const auto x_of = [&](std::size_t month) {
    return frame.left +
           frame.width * (static_cast<double>(month) + 0.5) / static_cast<double>(count);
  };
  for (std::size_t method = backtest.methods.size(); method-- > 0;) {
    std::vector<std::pair<double, double>> points;
    for (std::size_t month = 0; month < count; ++month) {
      const double share = backtest.crps_by_month[month][method] / most;
      points.emplace_back(x_of(month), frame.top + frame.height * (1 - share));
    }
    const Stroke stroke{kColours[method], method == 0 ? 3.0 : 1.5, method != 0};
    svg.path(points, stroke);
    const double y = frame.top + frame.height + 40 + 16 * static_cast<double>(method);
    svg.line(frame.left, y - 4, frame.left + 24, y - 4, stroke);
    svg.text(frame.left + 30, y,
             method_name(backtest.methods[method].id) + " (mean " +
                 format("%.1f", backtest.methods[method].crps.value) + ")",
             11);
  }
  const std::size_t step = std::max<std::size_t>(1, count / 6);
  for (std::size_t month = 0; month < count; month += step) {
    svg.text(x_of(month), frame.top + frame.height + 16,
             to_string(backtest.from + std::chrono::months{month}), 10, Anchor::kMiddle);
  }
}

void draw_calibration(Svg& svg, const Frame& frame, const Backtest& backtest) {
  draw_axes(svg, frame, 100, "Chance of escalation: given (across, %), came (up, %)");
  svg.line(frame.left, frame.top + frame.height, frame.left + frame.width, frame.top,
           {"#999999", 1, true});
  for (const CalibrationBin& bin : backtest.calibration) {
    if (bin.forecasts == 0) continue;
    svg.dot(frame.left + frame.width * bin.mean_chance,
            frame.top + frame.height * (1 - bin.share_observed),
            3 + std::sqrt(static_cast<double>(bin.forecasts)) / 2, kColours[0],
            std::to_string(bin.forecasts) + " forecasts");
  }
  for (int i = 0; i <= 4; ++i) {
    svg.text(frame.left + frame.width * i / 4, frame.top + frame.height + 16,
             std::to_string(25 * i), 10, Anchor::kMiddle);
  }
}

}  // namespace

std::string method_name(std::string_view id) {
  static const std::map<std::string_view, std::string> names{
      {"tocsin", "Tocsin"},
      {"none", "no deaths"},
      {"last", "last month again"},
      {"mean12", "mean of the last 12 months"},
      {"conflictology", "the last 12 months drawn anew"}};
  const auto found = names.find(id);
  return found == names.end() ? std::string(id) : found->second;
}

std::string to_string(Month month) {
  return tocsin::to_string(Date(month / std::chrono::day{1})).substr(0, 7);
}

std::optional<Month> parse_month(std::string_view words) {
  if (words.size() != 7) return std::nullopt;
  const std::optional<Date> date = parse_date(std::string(words) + "-01");
  if (!date) return std::nullopt;
  const std::chrono::year_month_day parts(*date);
  return parts.year() / parts.month();
}

std::string to_text(const Backtest& backtest) {
  return "Forecasts of the deaths of each month, made on its first morning: " +
         std::to_string(backtest.areas.size()) + " areas, " + to_string(backtest.from) + " to " +
         to_string(backtest.to) + ", " + std::to_string(backtest.forecasts.size()) +
         " forecasts.\nIn brackets 90 % intervals, by drawing months anew.\n\n" +
         methods_text(backtest) + "\nagainst the best simple forecast: CRPS " +
         with_range(backtest.crps_against_best, "%.3f") + ", Brier " +
         with_range(backtest.brier_against_best, "%.3f") + "\n\n" + alerts_text(backtest) + "\n" +
         calibration_text(backtest);
}

std::string to_json(const Backtest& backtest) {
  Json methods = Json::array();
  for (const MethodScores& each : backtest.methods) methods.push_back(method_json(each));
  Json calibration = Json::array();
  for (const CalibrationBin& bin : backtest.calibration) {
    calibration.push_back({{"from", bin.from},
                           {"to", bin.to},
                           {"forecasts", bin.forecasts},
                           {"mean_chance", rounded(bin.mean_chance, 6)},
                           {"share_observed", rounded(bin.share_observed, 6)}});
  }
  Json forecasts = Json::array();
  for (const MonthForecast& each : backtest.forecasts) {
    forecasts.push_back(forecast_json(each, backtest));
  }
  const Json json{{"from", to_string(backtest.from)},
                  {"to", to_string(backtest.to)},
                  {"areas", backtest.areas},
                  {"methods", methods},
                  {"crps_against_best", measured_json(backtest.crps_against_best)},
                  {"brier_against_best", measured_json(backtest.brier_against_best)},
                  {"calibration", calibration},
                  {"forecasts", forecasts}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_svg(const Backtest& backtest) {
  Svg svg(900, 430, "Backtest " + to_string(backtest.from) + " to " + to_string(backtest.to));
  draw_months(svg, {60, 40, 460, 250}, backtest);
  draw_calibration(svg, {610, 40, 250, 250}, backtest);
  return svg.finish();
}

}  // namespace tocsin::assess
