// The bundled model on the GPUs of this machine gives the tokens that Hugging Face Transformers
// gives. Skipped where there is no GPU.

#include <vector>

#include <gtest/gtest.h>

#include "kernels/cuda/cuda_backend.h"
#include "tests/demo/golden_cases.h"
#include "tests/runtime/engine/tiny_engine.h"

namespace octant::test {
namespace {

constexpr int32_t kDraftLengths = 4;  // 0 to 3, in turn

class GpuDemo : public testing::TestWithParam<int32_t> {};

TEST_P(GpuDemo, GivesTheTokensThatTransformersGives) {
  const Result<int> count = cuda::device_count();
  if (!count.ok()) GTEST_SKIP() << count.status().message();
  api::EngineOptions options = demo_options(GetParam());
  options.device = api::Device::kCuda;
  const auto engine = open_tiny_engine(options);
  const std::vector<GoldenCase> cases = decided_golden_cases();
  for (size_t i = 0; i < cases.size(); ++i) {
    const auto num_drafted = static_cast<int32_t>(i % kDraftLengths);
    const auto draft = num_drafted == 0 ? draft_off() : draft_fixed(num_drafted);
    const Answer answer = ask(*engine, greedy(cases[i].messages, draft));
    EXPECT_EQ(answer.ids, cases[i].generated_ids)
        << cases[i].messages.back().content << "\n"
        << answer.text << answer.done.error << ", " << num_drafted << " drafts";
  }
}

INSTANTIATE_TEST_SUITE_P(Ranks, GpuDemo, testing::Values(1, 2, 8));

}  // namespace
}  // namespace octant::test
