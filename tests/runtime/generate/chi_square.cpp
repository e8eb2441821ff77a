#include "tests/runtime/generate/chi_square.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "kernels/core/check.h"

namespace octant::test {
namespace {

constexpr double kPrecision = 1e-15;  // relative size of the last term
constexpr int kMaxTerms = 10000;      // both expansions need about sqrt(a) terms

// P(a, x) = x^a e^-x / Gamma(a + 1) * (1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ...)
double lower_series(double a, double x, double scale) {
  double term = 1 / a;
  double sum = term;
  for (int n = 1; n < kMaxTerms && term > sum * kPrecision; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * scale;
}

// Q(a, x) = x^a e^-x / Gamma(a) * 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / ...))
double upper_fraction(double a, double x, double scale) {
  constexpr double kTiny = std::numeric_limits<double>::min() / kPrecision;
  double b = x + 1 - a;
  double c = 1 / kTiny;
  double d = 1 / b;
  double value = d;
  for (int n = 1; n < kMaxTerms; ++n) {
    const double numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    if (std::abs(d) < kTiny) d = kTiny;
    c = b + numerator / c;
    if (std::abs(c) < kTiny) c = kTiny;
    d = 1 / d;
    const double factor = c * d;
    value *= factor;
    if (std::abs(factor - 1) < kPrecision) break;
  }
  return value * scale;
}

}  // namespace

double upper_gamma(double a, double x) {
  CHECK(a > 0.0);
  CHECK(x >= 0.0);
  if (x == 0) return 1;
  const double scale = std::exp(a * std::log(x) - x - std::lgamma(a));
  return x < a + 1 ? 1 - lower_series(a, x, scale) : upper_fraction(a, x, scale);
}

double chi_square_p_value(double statistic, double degrees) {
  return upper_gamma(degrees / 2, statistic / 2);
}

double chi_square_test(std::span<const int64_t> observed, std::span<const double> probabilities) {
  CHECK(observed.size() == probabilities.size());
  const double total =
      static_cast<double>(std::accumulate(observed.begin(), observed.end(), int64_t{0}));
  double statistic = 0;
  double pooled_observed = 0;
  double pooled_expected = 0;
  int num_cells = 0;
  const auto add_cell = [&](double count, double expected) {
    statistic += (count - expected) * (count - expected) / expected;
    ++num_cells;
  };
  for (size_t i = 0; i < observed.size(); ++i) {
    const double count = static_cast<double>(observed[i]);
    const double expected = probabilities[i] * total;
    if (expected == 0 && count > 0) return 0;
    if (expected >= 5) {
      add_cell(count, expected);
    } else {
      pooled_observed += count;
      pooled_expected += expected;
    }
  }
  if (pooled_expected > 0) add_cell(pooled_observed, pooled_expected);
  CHECK(num_cells >= 2);
  return chi_square_p_value(statistic, num_cells - 1);
}

}  // namespace octant::test
