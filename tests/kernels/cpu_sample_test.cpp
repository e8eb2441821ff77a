// sample of the fast CPU backend against the reference.

#include <cmath>

#include "tests/kernels/cpu_test_support.h"

namespace octant::test {
namespace {

void check_sample(int64_t T, int64_t vocab, int64_t valid, const SamplingFilter& filter,
                  const std::string& target) {
  SampleCase expected = make_sample_case(T, vocab, valid, filter, {.seed = 6});
  SampleCase actual = expected;
  CpuBackendUnderTest cpu(2);
  ASSERT_TRUE(make_reference_backend()->sample(expected.args()).ok());
  const Status status = cpu->sample(actual.args());
  ASSERT_TRUE(status.ok()) << status.to_string();
  EXPECT_EQ(actual.argmax.values(), expected.argmax.values()) << target;
  EXPECT_EQ(actual.largest.values(), expected.largest.values()) << target;
  const std::string context =
      target + " vocab " + std::to_string(vocab) + " temperature " +
      std::to_string(filter.temperature) + " top_k " + std::to_string(filter.top_k) + " top_p " +
      std::to_string(filter.top_p) + " min_p " + std::to_string(filter.min_p);
  // The argument of exp is rounded: |argument| <= 32 here, so 32 units, and a few of the rest.
  constexpr double kRelative = 40 * kUnitF32;
  const std::vector<float> p = actual.probs.values();
  const std::vector<float> q = expected.probs.values();
  for (size_t i = 0; i < q.size(); ++i) {
    ASSERT_NEAR(p[i], q[i], kRelative * static_cast<double>(q[i])) << context << " index " << i;
  }
  const std::vector<float> a = actual.logsumexp.values();
  const std::vector<float> b = expected.logsumexp.values();
  for (size_t i = 0; i < b.size(); ++i) {
    EXPECT_NEAR(a[i], b[i], kRelative * (1 + std::fabs(static_cast<double>(b[i])))) << context;
  }
}

TEST(CpuSample, DistributionsAgreeWithTheReference) {
  for_each_target([](const std::string& target) {
    for (const int64_t vocab : {1, 37, 1500}) {
      for (const float temperature : {0.0f, 0.6f, 1.5f}) {
        for (const int32_t top_k : {0, 1, 20, 5000}) {
          for (const float top_p : {1.0f, 0.9f, 0.3f}) {
            for (const float min_p : {0.0f, 0.05f}) {
              check_sample(3, vocab, vocab, {temperature, top_k, top_p, min_p}, target);
            }
          }
        }
      }
    }
  });
}

TEST(CpuSample, PaddingOfTheVocabularyGetsNothing) {
  check_sample(2, 100, 81, {.temperature = 1}, "default");
  check_sample(2, 100, 81, {.temperature = 1, .top_p = 0.5f}, "default");
}

TEST(CpuSample, AFlatDistributionKeepsTheLowestIds) {
  SampleCase flat = make_sample_case(1, 1000, 1000, {.temperature = 1, .top_p = 0.25f}, {});
  flat.logits.assign(std::vector<float>(1000, 2.0f));
  CpuBackendUnderTest cpu(1);
  ASSERT_TRUE(cpu->sample(flat.args()).ok());
  EXPECT_EQ(flat.argmax.values()[0], 0);
  for (size_t id = 0; id < 1000; ++id) {
    EXPECT_EQ(flat.probs.values()[id] > 0, id < 250) << id;
  }
}

TEST(CpuSample, LogitsThatAreNotFiniteAreAnErrorThatNamesThem) {
  for (const float bad : {NAN, INFINITY, -INFINITY}) {
    for (const size_t id : {size_t{0}, size_t{63}, size_t{98}}) {
      SampleCase broken = make_sample_case(2, 99, 99, {.temperature = 1}, {});
      std::vector<float> logits = broken.logits.values();
      logits[99 + id] = bad;
      broken.logits.assign(logits);
      CpuBackendUnderTest cpu(2);
      const Status status = cpu->sample(broken.args());
      EXPECT_EQ(status.code(), StatusCode::kInternal);
      EXPECT_NE(status.message().find("row 1 id " + std::to_string(id)), std::string_view::npos)
          << status.to_string();
    }
  }
}

}  // namespace
}  // namespace octant::test
