#include "runtime/statistics/binomial.h"

#include <algorithm>
#include <cmath>

#include "kernels/core/check.h"

namespace octant::statistics {
namespace {

// So many standard deviations from the mean a normal distribution has 1e-19 left; a binomial one of
// few expected counts falls off like a Poisson one, for which the addition stands.
constexpr double kDeviations = 9;
constexpr double kPoissonTail = 30;

}  // namespace

Binomial::Binomial(int64_t num_trials, double p) {
  CHECK(num_trials >= 0);
  CHECK(p > 0);
  CHECK(p < 1);
  const auto n = static_cast<double>(num_trials);
  const double reach = kDeviations * std::sqrt(n * p * (1 - p)) + kPoissonTail;
  first_ = std::max<int64_t>(0, static_cast<int64_t>(std::floor(n * p - reach)));
  const int64_t last = std::min(num_trials, static_cast<int64_t>(std::ceil(n * p + reach)));
  const double log_p = std::log(p);
  const double log_q = std::log1p(-p);
  for (int64_t count = first_; count <= last; ++count) {
    const auto c = static_cast<double>(count);
    pmf_.push_back(std::exp(std::lgamma(n + 1) - std::lgamma(c + 1) - std::lgamma(n - c + 1) +
                            c * log_p + (n - c) * log_q));
  }
  at_most_.resize(pmf_.size());
  at_least_.resize(pmf_.size());
  double sum = 0;
  for (size_t i = 0; i < pmf_.size(); ++i) at_most_[i] = std::min(1.0, sum += pmf_[i]);
  sum = 0;
  for (size_t i = pmf_.size(); i-- > 0;) at_least_[i] = std::min(1.0, sum += pmf_[i]);
}

double Binomial::probability(int64_t count) const {
  if (count < first_ || count > last()) return 0;
  return pmf_[static_cast<size_t>(count - first_)];
}

double Binomial::at_most(int64_t count) const {
  if (count < first_) return 0;
  if (count >= last()) return 1;
  return at_most_[static_cast<size_t>(count - first_)];
}

double Binomial::at_least(int64_t count) const {
  if (count <= first_) return 1;
  if (count > last()) return 0;
  return at_least_[static_cast<size_t>(count - first_)];
}

}  // namespace octant::statistics
