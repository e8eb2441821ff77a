// The bundled model on the CUDA backend: eight ranks on the fake devices of the SIMT executor give
// the tokens that Hugging Face Transformers gives.

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/demo/golden_cases.h"
#include "tests/runtime/engine/tiny_engine.h"
#include "tests/simt/machine.h"

namespace octant::test {
namespace {

constexpr int32_t kNumRanks = 8;
constexpr int64_t kContext = 256;
// Cases of each workstation: twenty in all.
constexpr size_t kCasesEach = 5;
constexpr int32_t kDraftLengths = 4;  // 0 to 3, in turn

// The cases that cost least, question and answer together: the executor is slow.
std::vector<GoldenCase> short_cases(size_t count) {
  std::vector<GoldenCase> cases = decided_golden_cases();
  const auto cost = [](const GoldenCase& c) {
    size_t bytes = 0;
    for (const api::Message& message : c.messages) bytes += message.content.size();
    // Eight bytes of a question take about as long as a token of an answer: they come in chunks.
    return c.generated_ids.size() + bytes / 8;
  };
  std::stable_sort(cases.begin(), cases.end(),
                   [&](const auto& a, const auto& b) { return cost(a) < cost(b); });
  cases.resize(std::min(cases.size(), count));
  return cases;
}

struct Workstation {
  std::string name;
  int num_devices;
  bool peer_access;
  size_t first_case;  // each has cases of its own
};

void PrintTo(const Workstation& workstation, std::ostream* out) {
  *out << workstation.name;
}

const std::vector<Workstation> kWorkstations = {{"EightDevicesWithPeerAccess", 8, true, 0},
                                                {"EightDevicesWithStagedCopies", 8, false, 1},
                                                {"OneDevice", 1, true, 2},
                                                {"TwoDevicesWithStagedCopies", 2, false, 3}};

class CudaDemo : public testing::TestWithParam<Workstation> {};

TEST_P(CudaDemo, GivesTheTokensThatTransformersGives) {
  const std::vector<GoldenCase> cases = short_cases(kWorkstations.size() * kCasesEach);
  ASSERT_EQ(cases.size(), kWorkstations.size() * kCasesEach);

  const simt::Machine machine({.num_devices = GetParam().num_devices,
                               .peer_access = GetParam().peer_access,
                               .order = simt::Order::kShuffled,
                               .seed = 5,
                               .check_accesses = false,
                               .keep_from_host = false});
  {
    api::EngineOptions options = demo_options(kNumRanks);
    options.device = api::Device::kCuda;
    options.max_context = kContext;
    const auto engine = open_tiny_engine(options);
    for (size_t i = 0; i < kCasesEach; ++i) {
      const GoldenCase& c = cases[GetParam().first_case + i * kWorkstations.size()];
      const auto num_drafted = static_cast<int32_t>(i % kDraftLengths);
      const auto draft = num_drafted == 0 ? draft_off() : draft_fixed(num_drafted);
      const Answer answer = ask(*engine, greedy(c.messages, draft));
      EXPECT_EQ(answer.ids, c.generated_ids)
          << c.messages.back().content << "\n"
          << answer.text << answer.done.error << ", " << num_drafted << " drafts";
    }
  }
  EXPECT_EQ(machine.first_fault(), "");
  EXPECT_EQ(machine.leaks(), "");
}

INSTANTIATE_TEST_SUITE_P(, CudaDemo, testing::ValuesIn(kWorkstations),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace octant::test
