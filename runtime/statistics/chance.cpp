#include "runtime/statistics/chance.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kernels/core/check.h"
#include "runtime/statistics/binomial.h"

namespace octant::statistics {
namespace {

constexpr double kLimit = 0.001;       // a limit's probability
constexpr double kLimitSigmas = 3.09;  // of a normal variable, one side

double share(const Choice& choice) {
  CHECK(choice.k > 0);
  CHECK(choice.num_experts > choice.k);
  return static_cast<double>(choice.k) / choice.num_experts;
}

// Where a chi-square variable is in standard deviations of a normal one (Wilson and Hilferty).
double normal_of_chi_square(double value, double degrees) {
  const double variance = 2 / (9 * degrees);
  return (std::cbrt(value / degrees) - (1 - variance)) / std::sqrt(variance);
}
double chi_square_at(double sigmas, double degrees) {
  const double variance = 2 / (9 * degrees);
  const double root = 1 - variance + sigmas * std::sqrt(variance);
  return degrees * root * root * root;
}

}  // namespace

Chance chance(const Choice& choice, int64_t num_tokens) {
  CHECK(num_tokens > 0);
  const double p = share(choice);
  const auto experts = static_cast<double>(choice.num_experts);
  const auto tokens = static_cast<double>(num_tokens);
  const double mean = tokens * p;
  const double total = tokens * choice.k;
  const Binomial count(num_tokens, p);

  Chance result;
  double nats = 0;     // mean entropy
  double largest = 0;  // mean of the largest count
  double balance = 0;  // mean of mean / largest
  double below = 0;    // that the largest is lower than this count
  int64_t limit = count.last();
  for (int64_t c = std::max<int64_t>(count.first(), 1); c <= count.last(); ++c) {
    const auto value = static_cast<double>(c);
    nats -= experts * count.probability(c) * value / total * std::log(value / total);
    const double at_most = std::pow(count.at_most(c), experts);
    largest += (at_most - below) * value;
    balance += (at_most - below) * std::min(1.0, mean / value);
    below = at_most;
    if (experts * count.at_least(c + 1) <= kLimit) limit = std::min(limit, c);
  }
  result.max_vio = std::max(0.0, largest / mean - 1);
  result.max_vio_limit = static_cast<double>(limit) / mean - 1;
  result.balancedness = balance;
  result.balancedness_limit = std::min(1.0, mean / static_cast<double>(limit));
  const double most = std::log(experts);
  result.entropy = nats / most;
  result.effective_experts = std::exp(nats);
  // The counts add up to a constant, so their spread over experts has the binomial's variance.
  result.variation = std::sqrt((1 - p) / mean);
  const double degrees = experts - 1;
  const double chi_square = chi_square_at(kLimitSigmas, degrees);
  result.variation_limit = result.variation * std::sqrt(chi_square / degrees);
  // Near balance the entropy's loss is half the squared variation, so it scales with chi-square.
  result.entropy_limit = 1 - (1 - result.entropy) * chi_square / degrees;
  return result;
}

double p_busiest(const Choice& choice, int64_t num_tokens, uint64_t count, int64_t num_layers) {
  const Binomial one(num_tokens, share(choice));
  const double tries = static_cast<double>(choice.num_experts) * static_cast<double>(num_layers);
  return std::min(1.0, tries * one.at_least(static_cast<int64_t>(count)));
}

double p_idlest(const Choice& choice, int64_t num_tokens, uint64_t count, int64_t num_layers) {
  const Binomial one(num_tokens, share(choice));
  const double tries = static_cast<double>(choice.num_experts) * static_cast<double>(num_layers);
  return std::min(1.0, tries * one.at_most(static_cast<int64_t>(count)));
}

double p_spread(const Choice& choice, std::span<const uint64_t> counts) {
  constexpr double kLeastMean = 5;  // the usual rule for Pearson's approximation
  CHECK(std::cmp_equal(counts.size(), choice.num_experts));
  const double p = share(choice);
  double total = 0;
  for (const uint64_t count : counts) total += static_cast<double>(count);
  const auto experts = static_cast<double>(choice.num_experts);
  const double mean = total / experts;
  if (mean < kLeastMean) return 1;
  double squares = 0;
  for (const uint64_t count : counts) {
    squares += (static_cast<double>(count) - mean) * (static_cast<double>(count) - mean);
  }
  const double chi_square = squares / (mean * (1 - p)) * (experts - 1) / experts;
  return 0.5 * std::erfc(normal_of_chi_square(chi_square, experts - 1) / std::sqrt(2.0));
}

std::vector<Alarm> alarms(const Choice& choice, std::span<const uint64_t> counts,
                          int64_t num_tokens, double level) {
  const auto experts = static_cast<size_t>(choice.num_experts);
  const size_t whole_layers = counts.size() / experts * experts;
  CHECK(whole_layers == counts.size());
  if (num_tokens == 0) return {};
  const Binomial one(num_tokens, share(choice));
  const double mean = static_cast<double>(num_tokens) * share(choice);
  // Both ends of every cell are looked at.
  const double tries = 2 * static_cast<double>(counts.size());
  std::vector<Alarm> found;
  for (size_t i = 0; i < counts.size(); ++i) {
    const auto count = static_cast<int64_t>(counts[i]);
    const double p = std::min(1.0, tries * std::min(one.at_least(count), one.at_most(count)));
    if (p >= level) continue;
    found.push_back({.layer = static_cast<int32_t>(i / experts),
                     .expert = static_cast<int32_t>(i % experts),
                     .relative_load = static_cast<double>(count) / mean,
                     .p = p});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Alarm& a, const Alarm& b) { return a.p < b.p; });
  return found;
}

}  // namespace octant::statistics
