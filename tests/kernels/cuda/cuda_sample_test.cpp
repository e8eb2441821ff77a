// sample on CUDA against the reference.

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "tests/kernels/cuda/cuda_test_support.h"

namespace octant::test {
namespace {

class CudaSample : public CudaTest {
 protected:
  void check_sample(int64_t T, int64_t vocab, int64_t valid, const SamplingFilter& filter) {
    SampleCase expected = make_sample_case(T, vocab, valid, filter, {.seed = 6});
    SampleCase actual = expected;
    ASSERT_TRUE(reference_->sample(expected.args()).ok());
    const Status status = cuda_->sample(actual.args());
    ASSERT_TRUE(status.ok()) << status.to_string();
    const std::string context =
        "vocab " + std::to_string(vocab) + " temperature " + std::to_string(filter.temperature) +
        " top_k " + std::to_string(filter.top_k) + " top_p " + std::to_string(filter.top_p) +
        " min_p " + std::to_string(filter.min_p);
    EXPECT_EQ(actual.argmax.values(), expected.argmax.values()) << context;
    EXPECT_EQ(actual.largest.values(), expected.largest.values()) << context;
    // Sums and exponentials are in double: what is left is the rounding of the result to f32.
    constexpr double kRelative = 2 * kUnitF32;
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
};

TEST_F(CudaSample, DistributionsAgreeWithTheReference) {
  for (const int64_t vocab : {1, 37, 700}) {
    for (const float temperature : {0.0f, 0.6f, 1.5f}) {
      for (const int32_t top_k : {0, 1, 20}) {
        for (const float top_p : {1.0f, 0.9f, 0.3f}) {
          for (const float min_p : {0.0f, 0.05f}) {
            check_sample(2, vocab, vocab, {temperature, top_k, top_p, min_p});
          }
        }
      }
    }
  }
}

// Without a distribution several blocks share a row.
TEST_F(CudaSample, TheLargestAndTheSumAgreeWithTheReference) {
  for (const int64_t vocab : {1, 255, 3000, 20011}) {
    for (const int64_t T : {1, 3, 8}) {
      SampleCase expected = make_sample_case(T, vocab, vocab - vocab / 5, {}, {.seed = 9});
      expected.with_probs = false;
      SampleCase actual = expected;
      ASSERT_TRUE(reference_->sample(expected.args()).ok());
      const Status status = cuda_->sample(actual.args());
      ASSERT_TRUE(status.ok()) << status.to_string();
      EXPECT_EQ(actual.argmax.values(), expected.argmax.values()) << vocab;
      EXPECT_EQ(actual.largest.values(), expected.largest.values()) << vocab;
      // As on the CPU: the argument of exp, at most 32, is rounded.
      constexpr double kRelative = 40 * kUnitF32;
      for (size_t t = 0; t < static_cast<size_t>(T); ++t) {
        const double sum = static_cast<double>(expected.logsumexp.values()[t]);
        EXPECT_NEAR(actual.logsumexp.values()[t], sum, kRelative * (1 + std::fabs(sum))) << vocab;
      }
    }
  }
}

TEST_F(CudaSample, OfEqualLogitsTheLowestIdWinsAcrossBlocks) {
  SampleCase flat = make_sample_case(2, 20000, 20000, {}, {});
  flat.with_probs = false;
  std::vector<float> logits(40000, 1.0f);
  for (const size_t id : {17000, 9000, 9001, 4097}) logits[20000 + id] = 3.0f;
  flat.logits.assign(logits);
  ASSERT_TRUE(cuda_->sample(flat.args()).ok());
  EXPECT_EQ(flat.argmax.values()[0], 0);
  EXPECT_EQ(flat.argmax.values()[1], 4097);
}

TEST_F(CudaSample, PaddingOfTheVocabularyGetsNothing) {
  check_sample(2, 100, 81, {.temperature = 1});
  check_sample(2, 100, 81, {.temperature = 1, .top_p = 0.5f});
}

TEST_F(CudaSample, AFlatDistributionKeepsTheLowestIds) {
  SampleCase flat = make_sample_case(1, 1000, 1000, {.temperature = 1, .top_p = 0.25f}, {});
  flat.logits.assign(std::vector<float>(1000, 2.0f));
  ASSERT_TRUE(cuda_->sample(flat.args()).ok());
  EXPECT_EQ(flat.argmax.values()[0], 0);
  for (size_t id = 0; id < 1000; ++id) {
    EXPECT_EQ(flat.probs.values()[id] > 0, id < 250) << id;
  }
}

TEST_F(CudaSample, LogitsThatAreNotFiniteAreAnErrorThatNamesTheRow) {
  for (const float bad : {NAN, INFINITY, -INFINITY}) {
    SampleCase broken = make_sample_case(2, 99, 99, {.temperature = 1}, {});
    std::vector<float> logits = broken.logits.values();
    logits[99 + 63] = bad;
    broken.logits.assign(logits);
    for (const bool with_probs : {true, false}) {
      broken.with_probs = with_probs;
      const Status status = cuda_->sample(broken.args());
      EXPECT_EQ(status.code(), StatusCode::kInternal);
      EXPECT_NE(status.message().find("row 1"), std::string_view::npos) << status.to_string();
    }
  }
}

// A row's list in ascending order of ids, and what lies behind it.
struct Listed {
  std::vector<std::pair<int32_t, float>> list;
  std::vector<int32_t> behind;
};

Listed listed(CandidatesCase& found, int64_t t) {
  Listed made;
  const std::span<const int32_t> ids = found.ids.view().row(t);
  const auto count = static_cast<size_t>(found.count.values()[static_cast<size_t>(t)]);
  for (size_t i = 0; i < count; ++i) made.list.emplace_back(ids[i], found.values.view().row(t)[i]);
  std::ranges::sort(made.list);
  made.behind.assign(ids.begin() + static_cast<int64_t>(count), ids.end());
  return made;
}

// Also where the list overflows, and where it does so with equals of the largest alone.
TEST_F(CudaSample, CandidatesAgreeWithTheReference) {
  for (const int64_t vocab : {1, 37, 3000, 20011}) {
    for (const int64_t T : {1, 3, 8}) {
      for (const float temperature : {0.02f, 0.4f, 50.0f}) {
        for (const int64_t capacity : {1, 5, 200, 4000}) {
          CandidatesCase expected =
              make_candidates_case(T, vocab, vocab - vocab / 5, capacity, temperature, {.seed = 8});
          // In the last row the capacity decides: equals of the largest, one too many for 5.
          for (int64_t id = 0; id < std::min<int64_t>(6, expected.num_valid_ids); ++id) {
            expected.logits.view()(T - 1, id) = 9;
          }
          expected.find_largest();
          CandidatesCase actual = expected;
          ASSERT_TRUE(reference_->candidates(expected.args()).ok());
          const Status status = cuda_->candidates(actual.args());
          ASSERT_TRUE(status.ok()) << status.to_string();
          const std::string context = "vocab " + std::to_string(vocab) + " T " + std::to_string(T) +
                                      " temperature " + std::to_string(temperature) + " capacity " +
                                      std::to_string(capacity);
          EXPECT_EQ(actual.floor.values(), expected.floor.values()) << context;
          ASSERT_EQ(actual.count.values(), expected.count.values()) << context;
          for (int64_t t = 0; t < T; ++t) {
            const Listed found = listed(actual, t);
            EXPECT_EQ(found.list, listed(expected, t).list) << context << " row " << t;
            // The argument of exp is rounded twice, and of weights that count above -16; expf adds
            // two units; 16 weights a lane, then five steps in a warp, eight warps, the result.
            const double total =
                static_cast<double>(expected.total.values()[static_cast<size_t>(t)]);
            EXPECT_NEAR(actual.total.values()[static_cast<size_t>(t)], total,
                        (2 * 16 + 2 + 16 + 5 + 8 + 1) * kUnitF32 * total)
                << context << " row " << t;
          }
        }
      }
    }
  }
}

TEST_F(CudaSample, AListThatIsNotFullEndsWhereTheCountSays) {
  CandidatesCase found = make_candidates_case(2, 5000, 5000, 64, 0.01f, {.seed = 8});
  ASSERT_TRUE(cuda_->candidates(found.args()).ok());
  for (int64_t t = 0; t < 2; ++t) {
    const Listed row = listed(found, t);
    EXPECT_GE(row.list.size(), 1u);
    EXPECT_GT(row.behind.size(), 0u);
    for (const int32_t id : row.behind) EXPECT_EQ(id, -7);  // as it was
  }
}

}  // namespace
}  // namespace octant::test
