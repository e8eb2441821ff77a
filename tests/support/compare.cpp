#include "tests/support/compare.h"

#include <algorithm>
#include <cmath>

namespace octant::test {
namespace {

// Equal as far as values that are not finite go.
bool same_kind(float a, float b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  if (std::isinf(a) || std::isinf(b)) return a == b;
  return true;
}

}  // namespace

double calc_diff(std::span<const float> actual, std::span<const float> expected) {
  double error = 0;  // x.x + y.y - 2 x.y, without the cancellation
  double norms = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (!std::isfinite(expected[i])) continue;
    const double x = actual[i];
    const double y = expected[i];
    error += (x - y) * (x - y);
    norms += x * x + y * y;
  }
  return norms == 0 ? 0 : error / norms;
}

double nmse(std::span<const float> actual, std::span<const float> expected) {
  double error = 0;
  double norm = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    const double difference = static_cast<double>(actual[i]) - expected[i];
    error += difference * difference;
    norm += static_cast<double>(expected[i]) * expected[i];
  }
  return error == 0 ? 0 : error / norm;
}

WorstElement worst_element(std::span<const float> actual, std::span<const float> expected) {
  WorstElement worst;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (!std::isfinite(expected[i]) || !std::isfinite(actual[i])) continue;
    const double difference = std::fabs(static_cast<double>(actual[i]) - expected[i]);
    if (worst.index < 0 || difference > worst.difference) {
      worst = {static_cast<int64_t>(i), difference};
    }
  }
  return worst;
}

double dot_tolerance(int64_t length, double x_norm, double w_norm, double unit) {
  return static_cast<double>(length) * unit * x_norm * w_norm;
}

Tolerance chain_tolerance(std::span<const float> expected, int64_t length, double unit) {
  double squares = 0;
  int64_t count = 0;
  for (float value : expected) {
    if (!std::isfinite(value)) continue;
    squares += static_cast<double>(value) * value;
    ++count;
  }
  const double rms = count == 0 ? 0 : std::sqrt(squares / static_cast<double>(count));
  const auto terms = static_cast<double>(std::max<int64_t>(length, 1));
  const double relative = 8 * std::sqrt(terms) * unit;
  // A short chain is bounded by the factor for safety, a long one by the length.
  return {.worst = std::max(terms * std::sqrt(terms) * unit, relative) * rms,
          .diff = relative * relative};
}

testing::AssertionResult is_close(std::span<const float> actual, std::span<const float> expected,
                                  const Tolerance& tolerance, const std::string& context) {
  if (actual.size() != expected.size()) {
    return testing::AssertionFailure()
           << context << ": " << actual.size() << " elements, expected " << expected.size();
  }
  for (size_t i = 0; i < expected.size(); ++i) {
    if (!same_kind(actual[i], expected[i])) {
      return testing::AssertionFailure()
             << context << ": element " << i << " is " << actual[i] << ", expected " << expected[i];
    }
  }
  const WorstElement worst = worst_element(actual, expected);
  if (worst.difference > tolerance.worst) {
    const auto i = static_cast<size_t>(worst.index);
    return testing::AssertionFailure()
           << context << ": element " << i << " is " << actual[i] << ", expected " << expected[i]
           << ": off by " << worst.difference << ", tolerance " << tolerance.worst;
  }
  const double diff = calc_diff(actual, expected);
  if (diff > tolerance.diff) {
    return testing::AssertionFailure()
           << context << ": calc_diff is " << diff << ", tolerance " << tolerance.diff;
  }
  return testing::AssertionSuccess();
}

void expect_close(std::span<const float> actual, std::span<const float> expected,
                  const Tolerance& tolerance, const std::string& context) {
  EXPECT_TRUE(is_close(actual, expected, tolerance, context));
}

}  // namespace octant::test
