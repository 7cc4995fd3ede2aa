// How it works: minus the log posterior is minimised with BFGS, its gradient being known in closed
// form. The curvature at the minimum, by differences of the gradient, gives the covariance of the
// parameters. All is plain arithmetic in a fixed order, so that the same sample gives the same
// bits.
#include "tocsin/assess/count_model.h"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace tocsin::assess {
namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

constexpr int kMostSteps = 200;
constexpr double kFlat = 1e-5;        // gradient at which the optimiser stops
constexpr double kDifference = 1e-4;  // for the curvature
constexpr double kGain = 1e-10;       // of the value, below which a step gained nothing
constexpr double kLeastLogMean = -8;
constexpr double kMostLogMean = 12;
constexpr double kLeastLogSize = -6;
constexpr double kMostLogSize = 8;

double log_gamma(double x) { return boost::math::lgamma(x, Policy()); }
double digamma(double x) { return boost::math::digamma(x, Policy()); }

// Mean and size of one row, and whether either stands at the end of its range.
struct Point {
  double mean = 0;
  double size = 0;
  double log1_mean = 0;
  bool mean_free = true;
  bool size_free = true;
};

Point point(const Eigen::VectorXd& parameters, double linear) {
  const Eigen::Index k = parameters.size() - 3;
  const double log_mean = linear + parameters[k];
  Point at;
  at.mean_free = log_mean > kLeastLogMean && log_mean < kMostLogMean;
  at.mean = std::exp(std::clamp(log_mean, kLeastLogMean, kMostLogMean));
  at.log1_mean = std::log1p(at.mean);
  const double log_size = parameters[k + 1] + parameters[k + 2] * at.log1_mean;
  at.size_free = log_size > kLeastLogSize && log_size < kMostLogSize;
  at.size = std::exp(std::clamp(log_size, kLeastLogSize, kMostLogSize));
  return at;
}

class Posterior {
 public:
  Posterior(const CountSample& sample, const ForecastRules& rules) : sample_(sample) {
    const auto k = static_cast<Eigen::Index>(rules.inputs.size());
    mean_.resize(k + 3);
    sd_.resize(k + 3);
    for (Eigen::Index i = 0; i < k; ++i) set(i, rules.inputs[static_cast<std::size_t>(i)].prior);
    set(k, rules.intercept);
    set(k + 1, rules.dispersion);
    set(k + 2, rules.dispersion_slope);
    factorials_.resize(sample.counts.size());
    for (Eigen::Index i = 0; i < factorials_.size(); ++i) {
      factorials_[i] = log_gamma(sample.counts[i] + 1);
    }
  }

  const Eigen::VectorXd& prior_mean() const { return mean_; }

  // Minus the log posterior, up to a constant; its gradient goes to `gradient`.
  double operator()(const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) const {
    const Eigen::Index k = parameters.size() - 3;
    const Eigen::VectorXd apart = (parameters - mean_).cwiseQuotient(sd_);
    double value = apart.squaredNorm() / 2;
    gradient = apart.cwiseQuotient(sd_);
    if (sample_.counts.size() == 0) return value;
    const Eigen::VectorXd linear = sample_.inputs * parameters.head(k);
    Eigen::VectorXd by_linear(linear.size());
    for (Eigen::Index i = 0; i < linear.size(); ++i) {
      value += row(parameters, linear[i], i, by_linear[i], gradient);
    }
    gradient.head(k) += sample_.inputs.transpose() * by_linear;
    gradient[k] += by_linear.sum();
    return value;
  }

 private:
  void set(Eigen::Index i, const Prior& prior) {
    mean_[i] = prior.mean;
    sd_[i] = prior.sd;
  }

  // What row i adds to minus the log likelihood; its derivative by the linear predictor goes to
  // `by_linear`, those by the dispersion are added to `gradient`.
  double row(const Eigen::VectorXd& parameters, double linear, Eigen::Index i, double& by_linear,
             Eigen::VectorXd& gradient) const {
    const Eigen::Index k = parameters.size() - 3;
    const Point at = point(parameters, linear);
    const double y = sample_.counts[i];
    const double r = at.size;
    const double log_success = std::log(r / (r + at.mean));
    const double likelihood = log_gamma(y + r) - log_gamma(r) - factorials_[i] + r * log_success +
                              y * std::log(at.mean / (r + at.mean));
    const double by_size =
        at.size_free ? r * (digamma(y + r) - digamma(r) + log_success + 1 - (r + y) / (r + at.mean))
                     : 0;
    const double by_mean = y - at.mean * (r + y) / (r + at.mean);
    const double slope = parameters[k + 2] * at.mean / (at.mean + 1);
    by_linear = at.mean_free ? -sample_.weight * (by_mean + by_size * slope) : 0;
    gradient[k + 1] -= sample_.weight * by_size;
    gradient[k + 2] -= sample_.weight * by_size * at.log1_mean;
    return -sample_.weight * likelihood;
  }

  const CountSample& sample_;
  Eigen::VectorXd mean_;
  Eigen::VectorXd sd_;
  Eigen::VectorXd factorials_;
};

// One step along `direction`, halved until the value falls enough. False where it never does.
bool step(const Posterior& posterior, const Eigen::VectorXd& direction, Eigen::VectorXd& x,
          double& value, Eigen::VectorXd& gradient) {
  constexpr double kEnough = 1e-4;  // Armijo's condition
  const double slope = gradient.dot(direction);
  Eigen::VectorXd new_gradient(x.size());
  for (double length = 1; length > 1e-10; length /= 2) {
    const Eigen::VectorXd candidate = x + length * direction;
    const double new_value = posterior(candidate, new_gradient);
    if (!(new_value <= value + kEnough * length * slope)) continue;
    x = candidate;
    value = new_value;
    gradient = new_gradient;
    return true;
  }
  return false;
}

int minimise(const Posterior& posterior, Eigen::VectorXd& x) {
  Eigen::VectorXd gradient(x.size());
  double value = posterior(x, gradient);
  Eigen::MatrixXd inverse = Eigen::MatrixXd::Identity(x.size(), x.size()) / (1 + gradient.norm());
  int steps = 0;
  int still = 0;  // steps in a row that gained next to nothing
  for (; steps < kMostSteps && gradient.norm() > kFlat && still < 2; ++steps) {
    Eigen::VectorXd direction = -inverse * gradient;
    if (gradient.dot(direction) >= 0) direction = -gradient / (1 + gradient.norm());
    const Eigen::VectorXd before = x;
    const Eigen::VectorXd gradient_before = gradient;
    const double value_before = value;
    if (!step(posterior, direction, x, value, gradient)) break;
    still = value_before - value < kGain * (1 + std::abs(value)) ? still + 1 : 0;
    const Eigen::VectorXd moved = x - before;
    const Eigen::VectorXd turned = gradient - gradient_before;
    const double product = moved.dot(turned);
    if (product <= 1e-12) continue;
    const Eigen::MatrixXd left =
        Eigen::MatrixXd::Identity(x.size(), x.size()) - moved * turned.transpose() / product;
    inverse = left * inverse * left.transpose() + moved * moved.transpose() / product;
  }
  return steps;
}

Eigen::MatrixXd covariance(const Posterior& posterior, const Eigen::VectorXd& x) {
  Eigen::MatrixXd curvature(x.size(), x.size());
  Eigen::VectorXd above(x.size());
  Eigen::VectorXd below(x.size());
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    Eigen::VectorXd moved = x;
    moved[i] = x[i] + kDifference;
    posterior(moved, above);
    moved[i] = x[i] - kDifference;
    posterior(moved, below);
    curvature.col(i) = (above - below) / (2 * kDifference);
  }
  curvature = ((curvature + curvature.transpose()) / 2).eval();
  // The priors make the curvature positive at the minimum; eigenvalues that rounding made smaller
  // are lifted.
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(curvature);
  const Eigen::VectorXd lifted = solver.eigenvalues().cwiseMax(1e-3);
  return solver.eigenvectors() * lifted.cwiseInverse().asDiagonal() *
         solver.eigenvectors().transpose();
}

}  // namespace

CountModel fit(const CountSample& sample, const ForecastRules& rules) {
  const Posterior posterior(sample, rules);
  CountModel model;
  model.parameters = posterior.prior_mean();
  model.steps = minimise(posterior, model.parameters);
  model.covariance = covariance(posterior, model.parameters);
  return model;
}

NegativeBinomial predict(const Eigen::VectorXd& parameters, const Eigen::VectorXd& inputs,
                         double widening) {
  const Point at = point(parameters, inputs.dot(parameters.head(parameters.size() - 3)));
  return {at.mean, at.size * widening};
}

}  // namespace tocsin::assess
