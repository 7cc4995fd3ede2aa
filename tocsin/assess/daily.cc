#include "tocsin/assess/daily.h"

#include <algorithm>
#include <cmath>

namespace tocsin::assess {
namespace {

const Eigen::MatrixXd& series_of(const Daily& daily, Series series) {
  switch (series) {
    case Series::kEvents:
      return daily.events;
    case Series::kTension:
      return daily.tension;
    case Series::kDeaths:
      break;
  }
  return daily.deaths;
}

// Adds what of `happening` was known before day `days` of the series.
void add(const Happening& happening, int days, Daily& daily) {
  const int start = days_between(daily.first, happening.start);
  const int end = std::max(start, days_between(daily.first, happening.end));
  if (start >= days || end < 0) return;
  const auto area = static_cast<Eigen::Index>(happening.area);
  const double a_day = happening.deaths / (end - start + 1);
  const int known = std::min(end + 1, days);
  for (int day = std::max(start, 0); day < known; ++day) daily.deaths(area, day) += a_day;
  if (start < 0) return;
  daily.begun(area, start) += a_day * (known - start);
  daily.events(area, start) += happening.violent;
  daily.tension(area, start) += happening.tension;
}

// One column of the inputs: the decayed mean of a series, at each origin.
void fill_column(const Eigen::MatrixXd& series, double half_life, const std::vector<int>& origins,
                 int horizon, Eigen::Ref<Eigen::VectorXd> column) {
  const double keep = std::pow(0.5, 1 / half_life);
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(series.rows());
  double weight = 0;
  std::vector<std::size_t> order(origins.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return origins[a] < origins[b]; });
  int day = 0;
  for (const std::size_t i : order) {
    for (; day < origins[i]; ++day) {
      sum = sum * keep + series.col(day);
      weight = weight * keep + 1;
    }
    const Eigen::VectorXd mean =
        weight > 0 ? Eigen::VectorXd(sum / weight) : Eigen::VectorXd::Zero(series.rows());
    column.segment(static_cast<Eigen::Index>(i) * series.rows(), series.rows()) =
        (1 + (horizon * mean.array()).max(0)).log().matrix();
  }
}

}  // namespace

Daily known_on(const History& history, Date as_of, int most_days) {
  Daily daily;
  const Date first = history.first.value_or(as_of);
  daily.first = std::max(first, as_of - std::chrono::days{most_days});
  const int days = std::max(0, days_between(daily.first, as_of));
  const auto areas = static_cast<Eigen::Index>(history.areas.size());
  for (Eigen::MatrixXd* each : {&daily.deaths, &daily.begun, &daily.events, &daily.tension}) {
    *each = Eigen::MatrixXd::Zero(areas, days);
  }
  for (const Happening& happening : history.happenings) add(happening, days, daily);
  return daily;
}

Eigen::MatrixXd inputs_at(const Daily& daily, const std::vector<ForecastInput>& inputs,
                          const std::vector<int>& origins, int horizon_days) {
  Eigen::MatrixXd values(static_cast<Eigen::Index>(origins.size()) * daily.areas(),
                         static_cast<Eigen::Index>(inputs.size()));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    fill_column(series_of(daily, inputs[i].series), inputs[i].half_life_days, origins, horizon_days,
                values.col(static_cast<Eigen::Index>(i)));
  }
  return values;
}

}  // namespace tocsin::assess
