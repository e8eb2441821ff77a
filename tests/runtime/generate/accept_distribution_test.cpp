// Is speculation lossless? Once exactly, by enumerating all drafts and a grid of uniforms on which
// the rules are constant; once by sampling, against the chain rule. Both must reject wrong rules.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "runtime/generate/accept.h"
#include "tests/runtime/generate/chi_square.h"
#include "tests/runtime/generate/toy_language.h"
#include "tests/runtime/generate/wrong_rules.h"

namespace octant::test {
namespace {

struct Shape {
  int32_t vocab_size;
  int32_t num_drafted;
  bool greedy_drafts;
};

std::string describe(const Shape& s) {
  return "V=" + std::to_string(s.vocab_size) + " k=" + std::to_string(s.num_drafted) +
         (s.greedy_drafts ? " greedy drafts" : " sampled drafts");
}

const std::vector<Shape> kShapes = {{3, 1, false}, {4, 2, false}, {3, 3, false},
                                    {5, 1, false}, {5, 2, false}, {3, 1, true},
                                    {4, 2, true},  {3, 3, true},  {5, 2, true}};

// Digits of a number in base `base`, least significant first.
std::vector<int32_t> digits(int64_t number, int32_t base, int32_t count) {
  std::vector<int32_t> result(static_cast<size_t>(count));
  for (int32_t& digit : result) {
    digit = static_cast<int32_t>(number % base);
    number /= base;
  }
  return result;
}

int64_t power(int64_t base, int32_t exponent) {
  int64_t result = 1;
  for (int32_t i = 0; i < exponent; ++i) result *= base;
  return result;
}

// The probabilities are quarters, so every threshold of a uniform, P/Q or a partial sum of P or of
// a residual over its total, is a fraction with denominator 1 .. 4, a multiple of 1/12: the rule is
// constant on each cell of a grid of twelve, and the cells' centres integrate it exactly.
constexpr int32_t kGrid = 12;

// Largest difference, over all sequences of num_drafted + 1 tokens, between their probability when
// a verified step is followed by plain sampling, and by plain sampling alone.
double largest_error(const Shape& shape, AcceptRule rule, uint64_t seed) {
  const int32_t vocab_size = shape.vocab_size;
  const int32_t k = shape.num_drafted;
  const ToyLanguage target = ToyLanguage::quarters(vocab_size, seed);
  const ToyLanguage draft = ToyLanguage::quarters(vocab_size, seed + 1000);
  ToyStep step(target, draft, shape.greedy_drafts, k);
  RandomStream unused(0);
  step.draft({}, unused);
  const std::vector<int32_t> greedy_drafts = step.drafted();

  const int64_t num_points = power(kGrid, k + 1);
  std::vector<double> uniforms(static_cast<size_t>(k) + 1);
  // probability[j][code]: of emitting exactly j + 1 tokens, the ones that `code` stands for.
  std::vector<std::vector<double>> emitted(static_cast<size_t>(k) + 1);
  for (int32_t j = 0; j <= k; ++j) {
    emitted[static_cast<size_t>(j)].resize(static_cast<size_t>(power(vocab_size, j + 1)));
  }
  for (int64_t d = 0; d < power(vocab_size, k); ++d) {
    const std::vector<int32_t> drafted = digits(d, vocab_size, k);
    const double weight =
        shape.greedy_drafts ? (drafted == greedy_drafts ? 1.0 : 0.0) : probability(draft, drafted);
    if (weight == 0) continue;
    step.set_drafts({}, drafted);
    for (int64_t point = 0; point < num_points; ++point) {
      int64_t rest = point;
      for (double& u : uniforms) {
        u = (static_cast<double>(rest % kGrid) + 0.5) / kGrid;
        rest /= kGrid;
      }
      const Acceptance a = rule(step.args(), uniforms);
      std::vector<double>& cells = emitted[static_cast<size_t>(a.num_accepted)];
      const int64_t place = power(vocab_size, a.num_accepted);
      cells[static_cast<size_t>(d % place + a.next_token * place)] +=
          weight / static_cast<double>(num_points);
    }
  }
  double worst = 0;
  for (int64_t code = 0; code < power(vocab_size, k + 1); ++code) {
    const std::vector<int32_t> tokens = digits(code, vocab_size, k + 1);
    const std::span<const int32_t> all(tokens);
    double total = 0;
    for (int32_t j = 0; j <= k; ++j) {
      const size_t length = static_cast<size_t>(j) + 1;
      const size_t prefix = static_cast<size_t>(code % power(vocab_size, j + 1));
      double sampled_after = 1;
      for (size_t i = length; i < tokens.size(); ++i) {
        sampled_after *= double{target.next(all.first(i))[static_cast<size_t>(tokens[i])]};
      }
      total += emitted[static_cast<size_t>(j)][prefix] * sampled_after;
    }
    worst = std::max(worst, std::abs(total - probability(target, tokens)));
  }
  return worst;
}

// A cell is a sum of at most 64 * 12^4 = 1.3e6 equal-sized terms below 1 (64: drafts of weight > 0,
// four quarters in each of three rows), each rounded to 2^-53 of the sum so far: 1.5e-10.
constexpr double kSummationError = 1.5e-10;

TEST(AcceptExactly, EmitsTheTargetsDistribution) {
  for (const Shape& shape : kShapes) {
    for (uint64_t seed = 0; seed < 4; ++seed) {
      EXPECT_LT(largest_error(shape, right_rule, seed), kSummationError)
          << describe(shape) << " seed " << seed;
    }
  }
}

// Probabilities are quarters and mistakes are products of a few of them: 1/4^4 is far from
// rounding.
TEST(AcceptExactly, NoticesWrongRules) {
  for (const Shape& shape : kShapes) {
    double from_target = 0;
    double if_half = 0;
    for (uint64_t seed = 0; seed < 4; ++seed) {
      from_target = std::max(from_target, largest_error(shape, correct_from_target, seed));
      if (!shape.greedy_drafts) {
        if_half = std::max(if_half, largest_error(shape, accept_if_half, seed));
      }
    }
    EXPECT_GT(from_target, 1.0 / 256) << describe(shape);
    if (!shape.greedy_drafts) {
      EXPECT_GT(if_half, 1.0 / 256) << describe(shape);
    }
  }
}

constexpr int64_t kNumDraws = 30000;

// p-value of the pairs (first token, second token) that speculation emits.
double pair_p_value(const Shape& shape, AcceptRule rule, uint64_t seed) {
  const int32_t vocab_size = shape.vocab_size;
  const ToyLanguage target = ToyLanguage::random(vocab_size, 2, seed);
  // Half the target itself: a good draft, which makes mistakes of a rule small.
  const ToyLanguage other = ToyLanguage::random(vocab_size, 2, seed + 1000);
  const ToyLanguage draft = ToyLanguage::blend(target, other, 0.5f);
  ToyStep step(target, draft, shape.greedy_drafts, shape.num_drafted);
  RandomStream stream(seed + 2000);
  std::vector<double> uniforms(static_cast<size_t>(shape.num_drafted) + 1);
  std::vector<int64_t> observed(static_cast<size_t>(vocab_size * vocab_size));
  std::vector<double> expected(observed.size());
  std::vector<int32_t> tokens;
  for (int64_t i = 0; i < kNumDraws; ++i) {
    tokens.clear();
    while (tokens.size() < 2) {
      step.draft(tokens, stream);
      for (double& u : uniforms) u = stream.uniform();
      append(tokens, step.drafted(), rule(step.args(), uniforms));
    }
    ++observed[static_cast<size_t>(tokens[0] * vocab_size + tokens[1])];
  }
  double sum = 0;
  for (size_t cell = 0; cell < expected.size(); ++cell) {
    const int32_t code = static_cast<int32_t>(cell);
    sum += expected[cell] = probability(target, std::vector{code / vocab_size, code % vocab_size});
  }
  for (double& p : expected) p /= sum;  // rows of floats sum to 1 up to rounding
  return chi_square_test(observed, expected);
}

const std::vector<Shape> kSampledShapes = {{3, 1, false}, {5, 2, false}, {8, 3, false},
                                           {3, 1, true},  {5, 2, true},  {8, 3, true}};

// Each p is uniform in [0, 1] if the rule is right: below 1e-4 once in 10,000. Seeds are fixed, so
// a failure is never chance that comes and goes.
TEST(AcceptStatistically, PairsOfTokensFollowTheTarget) {
  for (const Shape& shape : kSampledShapes) {
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      const double p = pair_p_value(shape, right_rule, seed);
      std::printf("%-24s seed %d: p = %.4f\n", describe(shape).c_str(), static_cast<int>(seed), p);
      EXPECT_GT(p, 1e-4) << describe(shape) << " seed " << seed;
    }
  }
}

TEST(AcceptStatistically, RejectsAcceptingAtHalfTheProbability) {
  for (const Shape& shape : kSampledShapes) {
    if (shape.greedy_drafts) continue;  // the rule compares with Q
    const double p = pair_p_value(shape, accept_if_half, 1);
    std::printf("%-24s accept at half: p = %.3g\n", describe(shape).c_str(), p);
    EXPECT_LT(p, 1e-6) << describe(shape);
  }
}

TEST(AcceptStatistically, RejectsCorrectionsFromTheTarget) {
  for (const Shape& shape : kSampledShapes) {
    const double p = pair_p_value(shape, correct_from_target, 1);
    std::printf("%-24s correction from P: p = %.3g\n", describe(shape).c_str(), p);
    EXPECT_LT(p, 1e-6) << describe(shape);
  }
}

}  // namespace
}  // namespace octant::test
