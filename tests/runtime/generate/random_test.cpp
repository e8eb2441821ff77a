#include "runtime/generate/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace octant {
namespace {

constexpr double kBelowOne = 1 - 0x1p-53;  // the largest uniform there is

// From state (1, 2, 3, 4). By hand: rotl(2 * 5, 7) * 9 = 1280 * 9 = 11520; then word 1 becomes
// 2 ^ (3 ^ 1) = 0, which gives 0. The two that follow are those of the published C code.
TEST(RandomStream, FollowsXoshiro256StarStar) {
  RandomStream stream = RandomStream::from_state({1, 2, 3, 4});
  for (uint64_t expected :
       {uint64_t{11520}, uint64_t{0}, uint64_t{1509978240}, uint64_t{1215971899390074240}}) {
    EXPECT_EQ(stream.next(), expected);
  }
}

// splitmix64 with seed 0: the first outputs, as published with the generator.
TEST(RandomStream, FillsItsStateBySplitmix64) {
  const RandomStream::State state = RandomStream(0).state();
  EXPECT_EQ(state[0], 0xe220a8397b1dcdafu);
  EXPECT_EQ(state[1], 0x6e789e6aa1b965f4u);
  EXPECT_EQ(state[2], 0x06c45d188009454fu);
  EXPECT_EQ(state[3], 0xf88bb8a8724c81ecu);
}

TEST(RandomStream, SameSeedGivesSameNumbersAndOthersDiffer) {
  RandomStream a(7);
  RandomStream b(7);
  RandomStream c(8);
  int num_equal = 0;
  for (int i = 0; i < 100; ++i) {
    const uint64_t number = a.next();
    EXPECT_EQ(number, b.next());
    num_equal += number == c.next() ? 1 : 0;
  }
  EXPECT_EQ(num_equal, 0);
}

TEST(RandomStream, UniformsFillTheUnitInterval) {
  RandomStream stream(1);
  constexpr int kNumDraws = 100000;
  double sum = 0;
  double sum_of_squares = 0;
  for (int i = 0; i < kNumDraws; ++i) {
    const double u = stream.uniform();
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    sum_of_squares += u * u;
  }
  // Standard errors: sqrt(1/12 / n) = 0.00091 and sqrt((1/5 - 1/9) / n) = 0.00094; five of them.
  EXPECT_NEAR(sum / kNumDraws, 0.5, 5 * 0.00091);
  EXPECT_NEAR(sum_of_squares / kNumDraws, 1.0 / 3, 5 * 0.00094);
}

TEST(Draw, DividesTheIntervalInIdOrder) {
  const std::array<float, 4> probs{0.25f, 0.0f, 0.5f, 0.25f};
  EXPECT_EQ(draw(probs, 0.0), 0);
  EXPECT_EQ(draw(probs, 0.25 - 0x1p-53), 0);
  EXPECT_EQ(draw(probs, 0.25), 2);
  EXPECT_EQ(draw(probs, 0.75 - 0x1p-53), 2);
  EXPECT_EQ(draw(probs, 0.75), 3);
  EXPECT_EQ(draw(probs, kBelowOne), 3);
}

// Sums of multiples of 2^-9 below 1 are exact, so the plain search gives the very same id.
TEST(Draw, AgreesWithAPlainSearchForAnyNumberOfIds) {
  RandomStream stream(9);
  for (size_t num_ids : {1u, 3u, 63u, 64u, 65u, 127u, 200u, 256u}) {
    for (int trial = 0; trial < 200; ++trial) {
      std::vector<float> probs(num_ids, 0.0f);
      for (int unit = 0; unit < 512; ++unit) probs[stream.next() % num_ids] += 0x1p-9f;
      const double u = trial % 2 == 0 ? stream.uniform()
                                      : static_cast<double>(stream.next() % 512) / 512;  // an edge
      int32_t expected = 0;
      for (double sum = 0; (sum += double{probs[static_cast<size_t>(expected)]}) <= u;) ++expected;
      ASSERT_EQ(draw(probs, u), expected) << num_ids << " ids, u = " << u;
    }
  }
}

TEST(Draw, NeverReturnsAnIdOfProbabilityZero) {
  EXPECT_EQ(draw(std::array<float, 4>{0, 0, 1, 0}, 0.0), 2);
  EXPECT_EQ(draw(std::array<float, 4>{0, 0, 1, 0}, kBelowOne), 2);
  RandomStream stream(3);
  for (int trial = 0; trial < 2000; ++trial) {
    std::vector<float> probs(1 + stream.next() % 300, 0.0f);
    for (float& p : probs) {
      if (stream.uniform() < 0.3) p = static_cast<float>(stream.uniform());
    }
    probs[stream.next() % probs.size()] = std::numeric_limits<float>::denorm_min();
    for (double u : {0.0, stream.uniform(), kBelowOne}) {
      EXPECT_GT(probs[static_cast<size_t>(draw(probs, u))], 0.0f);
    }
  }
}

TEST(Draw, TakesSumsThatAreNotOne) {
  for (float sum : {1e-30f, 0.999f, 1.001f, 3e30f}) {
    const std::array<float, 3> probs{sum / 4, sum / 2, sum / 4};
    EXPECT_EQ(draw(probs, 0.2), 0) << sum;
    EXPECT_EQ(draw(probs, 0.3), 1) << sum;
    EXPECT_EQ(draw(probs, 0.7), 1) << sum;
    EXPECT_EQ(draw(probs, 0.8), 2) << sum;
    EXPECT_EQ(draw(probs, kBelowOne), 2) << sum;
  }
}

TEST(DrawDeathTest, RefusesARowWithoutAnyProbability) {
  EXPECT_DEATH(draw(std::array<float, 2>{0, 0}, 0.5), "id >= 0");
  EXPECT_DEATH(draw(std::array<float, 2>{std::nanf(""), 1}, 0.5), "total >= 0");
}

}  // namespace
}  // namespace octant
