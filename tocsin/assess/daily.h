#pragma once
/// Daily series of every area as they were known on one day, and the inputs made of them.

#include <Eigen/Dense>
#include <vector>

#include "tocsin/assess/forecast_rules.h"
#include "tocsin/assess/history.h"

namespace tocsin::assess {

/// Areas × days. Day 0 is the history's first day, and the last column the eve of `as_of`.
struct Daily {
  Date first;
  Eigen::MatrixXd deaths;   ///< a happening of several days is spread over them
  Eigen::MatrixXd begun;    ///< deaths by the day on which the happening began
  Eigen::MatrixXd events;   ///< acts of violence that began
  Eigen::MatrixXd tension;  ///< weight of indicators that fired
  Eigen::Index areas() const { return deaths.rows(); }
  Eigen::Index days() const { return deaths.cols(); }
};

/// What was known on the morning of `as_of`: happenings that began before it, and of one still
/// going on the share of its deaths up to the eve. At most the last `most_days` days.
Daily known_on(const History& history, Date as_of, int most_days);

/// Inputs for each origin: rows are origins, one block of all areas after another.
///
/// Shape: [origins.size() × areas, inputs].
Eigen::MatrixXd inputs_at(const Daily& daily, const std::vector<ForecastInput>& inputs,
                          const std::vector<int>& origins, int horizon_days);

}  // namespace tocsin::assess
