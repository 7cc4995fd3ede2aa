#pragma once
/// A regression of counts: negative binomial around a mean that is log-linear in the inputs, fitted
/// by penalised likelihood.

#include <Eigen/Dense>

#include "tocsin/assess/counts.h"
#include "tocsin/assess/forecast_rules.h"

namespace tocsin::assess {

/// Rows of inputs with the count that followed each, and how much it counts.
struct CountSample {
  Eigen::MatrixXd inputs;
  Eigen::VectorXd counts;
  double weight = 1;  ///< of every row; less than 1 where the stretches counted overlap
};

/// A fitted model: one weight for each input, then intercept, dispersion and its slope.
struct CountModel {
  Eigen::VectorXd parameters;
  Eigen::MatrixXd covariance;  ///< of the parameters, by Laplace's approximation
  int steps = 0;               ///< of the optimiser
};

/// The parameters of highest posterior density, from those of the priors. An empty sample gives the
/// priors.
///
/// Cost:   O(rows × inputs) a step, some dozens of steps.
/// Source: Lawless (1987), Canadian Journal of Statistics 15, 209-225; optimised with BFGS (Nocedal
///         and Wright, Numerical Optimization, algorithm 6.1).
CountModel fit(const CountSample& sample, const ForecastRules& rules);

/// The distribution of the count that follows `inputs`, with `parameters` in place of the fitted.
NegativeBinomial predict(const Eigen::VectorXd& parameters, const Eigen::VectorXd& inputs,
                         double widening);

}  // namespace tocsin::assess
