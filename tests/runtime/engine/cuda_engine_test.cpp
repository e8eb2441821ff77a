// The whole engine on the CUDA backend, on the fake devices of the SIMT executor.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "runtime/engine/loaded_model.h"
#include "tests/runtime/engine/tiny_engine.h"
#include "tests/simt/machine.h"

namespace octant::test {
namespace {

// Few: the executor takes hundredths of a second for a token of one rank.
constexpr int64_t kTokens = 6;

api::EngineOptions cuda_options(api::SynthDType dtype, int32_t num_ranks) {
  api::EngineOptions options = tiny_options();
  options.model_dir = tiny_checkpoint(dtype);
  options.device = api::Device::kCuda;
  options.num_ranks = num_ranks;
  options.max_context = 128;
  options.cache_dtype = api::CacheDType::kF32;
  return options;
}

// Drawn from the distribution behind all filters.
api::ChatRequest sampled_request() {
  api::ChatRequest request = greedy_request("a draw", kTokens);
  request.options.temperature = 0.9f;
  request.options.top_k = 40;
  request.options.top_p = 0.95f;
  request.options.seed = 17;
  return request;
}

void expect_same(const Answer& actual, const Answer& expected, const std::string& context) {
  ASSERT_EQ(actual.ids, expected.ids) << context << actual.done.error;
  for (size_t i = 0; i < expected.tokens.size(); ++i) {
    // Logits of the tiny model are about 1: 1e-4 is a thousand times what sums in another order do.
    EXPECT_NEAR(actual.tokens[i].logprob, expected.tokens[i].logprob, 1e-4) << context << i;
  }
}

std::vector<int32_t> cpu_tokens(api::EngineOptions options, const std::string& prompt) {
  options.device = api::Device::kCpu;
  const auto engine = open_tiny_engine(options);
  return ask(*engine, greedy_request(prompt, kTokens)).ids;
}

struct Machine {
  int num_devices;
  bool peer_access;
};

// The kernels of this program do not report their accesses: cuda_engine_access_test's do.
simt::MachineOptions machine_options(const Machine& machine) {
  return {.num_devices = machine.num_devices,
          .device_bytes = size_t{256} << 20,
          .peer_access = machine.peer_access,
          .order = simt::Order::kShuffled,
          .seed = 99,
          .check_accesses = false,
          .keep_from_host = false};
}

struct Layout {
  api::SynthDType dtype;
  int32_t num_ranks;
  Machine machine;
};

TEST(CudaEngine, GivesTheTokensOfTheCpuOnOneDeviceAndOnEight) {
  using enum api::SynthDType;
  for (const Layout& setup : {Layout{kBF16, 1, {1, true}}, Layout{kF8, 8, {8, true}},
                              Layout{kBF16, 8, {8, false}}, Layout{kBF16, 4, {1, true}}}) {
    api::EngineOptions on_cpu = cuda_options(setup.dtype, 1);
    on_cpu.device = api::Device::kCpu;
    const auto cpu = open_tiny_engine(on_cpu);
    const Answer greedy = ask(*cpu, greedy_request("hello", kTokens));
    const Answer sampled = ask(*cpu, sampled_request());
    const simt::Machine machine(machine_options(setup.machine));
    {
      const auto engine = open_tiny_engine(cuda_options(setup.dtype, setup.num_ranks));
      const std::string context = std::to_string(setup.num_ranks) + " ranks on " +
                                  std::to_string(setup.machine.num_devices) +
                                  " devices, peer access " +
                                  std::to_string(setup.machine.peer_access) + " ";
      expect_same(ask(*engine, greedy_request("hello", kTokens)), greedy, context);
      expect_same(ask(*engine, sampled_request()), sampled, context);
      const api::SnapshotPtr snapshot = engine->snapshot();
      for (int32_t r = 0; r < setup.num_ranks; ++r) {
        EXPECT_EQ(snapshot->ranks[static_cast<size_t>(r)].device,
                  "cuda:" + std::to_string(r % setup.machine.num_devices))
            << context;
      }
    }
    // Most tokens are repeated steps.
    EXPECT_EQ(machine.num_graph_launches() >= kTokens / 2, setup.machine.peer_access);
    EXPECT_EQ(machine.first_fault(), "");
    EXPECT_EQ(machine.leaks(), "");
  }
}

TEST(CudaEngine, DraftsDoNotChangeTheAnswer) {
  const api::EngineOptions options = cuda_options(api::SynthDType::kBF16, 2);
  const std::vector<int32_t> expected = cpu_tokens(options, "drafts");
  const simt::Machine machine(machine_options({2, true}));
  const auto engine = open_tiny_engine(options);
  for (int32_t num_drafted = 0; num_drafted <= 3; ++num_drafted) {
    api::ChatRequest request = greedy_request("drafts", kTokens);
    request.options.draft = num_drafted == 0 ? draft_off() : draft_fixed(num_drafted);
    EXPECT_EQ(ask(*engine, request).ids, expected) << num_drafted << " drafts";
  }
}

// What a request drew from what, with the tokens that it gave.
struct Drawn {
  std::vector<int32_t> ids;
  std::vector<float> logprobs;
  int64_t num_accepted = 0;
  int64_t num_from_candidates = 0;
  int64_t num_from_logits = 0;
};

class DrawnSink final : public GenerateSink {
 public:
  explicit DrawnSink(Drawn& drawn) : drawn_(drawn) {}
  void on_prefill(int64_t, int64_t, int64_t) override {}
  bool on_token(const GeneratedToken& token) override {
    drawn_.ids.push_back(token.id);
    drawn_.logprobs.push_back(token.logprob);
    return true;
  }
  void on_step(const api::StepEvent& step) override { drawn_.num_accepted += step.num_accepted; }
  void on_routing(const RoutingRecorder&, int64_t, int64_t, int64_t, bool) override {}

 private:
  Drawn& drawn_;
};

Drawn draw_tokens(LoadedModel& model, const SamplingFilter& filter, const api::DraftMode& draft) {
  const Generator& generator = *model.generator;
  const auto count = [&](int64_t (RowSampler::*counter)() const) {
    return (generator.target_rows().*counter)() + (generator.draft_rows().*counter)();
  };
  const int64_t from_candidates = count(&RowSampler::num_from_candidates);
  const int64_t from_logits = count(&RowSampler::num_from_logits);
  Drawn drawn;
  DrawnSink sink(drawn);
  const std::atomic<bool> cancel{false};
  const Result<GenerateOutcome> outcome = model.generator->generate({.prompt = {50, 60, 70, 80},
                                                                     .filter = filter,
                                                                     .seed = 5,
                                                                     .max_tokens = kTokens,
                                                                     .draft = draft},
                                                                    cancel, sink);
  EXPECT_TRUE(outcome.ok()) << outcome.status().to_string();
  drawn.num_from_candidates = count(&RowSampler::num_from_candidates) - from_candidates;
  drawn.num_from_logits = count(&RowSampler::num_from_logits) - from_logits;
  return drawn;
}

// Which rows the filter's distributions are made from on a device.
enum class From { kCandidates, kLogits, kBoth };

struct FilterCase {
  SamplingFilter filter;
  From from;
};

// The vocabulary of 512, with logits of about 1, fits the lists: candidates do not suffice where
// more ids are asked for than are within 15 temperatures of the largest, of which there are some 20
// at 0.05. All but the last take steps of the same shapes, recorded at one of their temperatures.
const std::vector<FilterCase> kFilterCases = {
    {{.temperature = 0.8f, .top_p = 0.95f}, From::kCandidates},
    {{.temperature = 0.2f, .top_p = 0.8f}, From::kCandidates},
    {{.temperature = 0.9f, .top_k = 20}, From::kCandidates},
    {{.temperature = 0.9f, .top_k = 40, .top_p = 0.95f, .min_p = 0.01f}, From::kCandidates},
    {{.temperature = 0.9f, .min_p = 0.2f}, From::kCandidates},
    {{.temperature = 0.05f, .top_k = 12}, From::kBoth},
    {{.temperature = 0.05f, .top_k = 500}, From::kLogits},
    {{.temperature = 1.5f}, From::kLogits},  // every id can be drawn
};

TEST(CudaEngine, DrawsTheTokensOfTheCpuFromCandidatesWhereTheySuffice) {
  int num_mixed = 0;
  for (const Layout& setup :
       {Layout{api::SynthDType::kBF16, 1, {1, true}}, Layout{api::SynthDType::kF8, 3, {3, true}}}) {
    api::EngineOptions on_cpu = cuda_options(setup.dtype, 1);
    on_cpu.device = api::Device::kCpu;
    const auto cpu = load_model(on_cpu, {});
    ASSERT_TRUE(cpu.ok()) << cpu.status().to_string();
    const simt::Machine machine(machine_options(setup.machine));
    const auto cuda = load_model(cuda_options(setup.dtype, setup.num_ranks), {});
    ASSERT_TRUE(cuda.ok()) << cuda.status().to_string();
    for (const api::DraftMode& draft : {draft_off(), draft_fixed(3)}) {
      for (const FilterCase& wanted : kFilterCases) {
        const Drawn expected = draw_tokens(**cpu, wanted.filter, draft);
        const Drawn actual = draw_tokens(**cuda, wanted.filter, draft);
        const std::string context = std::to_string(setup.num_ranks) + " ranks, temperature " +
                                    std::to_string(wanted.filter.temperature) + " top_k " +
                                    std::to_string(wanted.filter.top_k) + " drafts " +
                                    std::to_string(draft.kind == draft_off().kind ? 0 : 3);
        ASSERT_EQ(actual.ids, expected.ids) << context;
        for (size_t i = 0; i < expected.logprobs.size(); ++i) {
          EXPECT_NEAR(actual.logprobs[i], expected.logprobs[i], 1e-4) << context;
        }
        EXPECT_EQ(actual.num_accepted, expected.num_accepted) << context;
        EXPECT_EQ(expected.num_from_candidates, 0) << context;
        EXPECT_EQ(actual.num_from_candidates + actual.num_from_logits, expected.num_from_logits)
            << context;
        const bool drawn_from_both = actual.num_from_candidates > 0 && actual.num_from_logits > 0;
        EXPECT_TRUE(!drawn_from_both || wanted.from == From::kBoth) << context;
        EXPECT_EQ(actual.num_from_logits == 0, wanted.from == From::kCandidates) << context;
        num_mixed += drawn_from_both ? 1 : 0;
      }
    }
    EXPECT_EQ(machine.first_fault(), "");
  }
  EXPECT_GE(num_mixed, 2);  // rows of one request, some this way and some that way
}

// The engine at work, with the k-th call of the run-time API failing. False if no call did.
bool survives_failing_call(int64_t k) {
  simt::MachineOptions options = machine_options({2, true});
  options.fail_call = k;
  const simt::Machine machine(options);
  {
    auto opened = api::open_local_engine(cuda_options(api::SynthDType::kBF16, 2), {});
    if (!opened.ok()) {
      EXPECT_NE(opened.status().message().find("cudaErrorUnknown"), std::string_view::npos)
          << "call " << k << ": " << opened.status().to_string();
    } else {
      const Answer answer = ask(**opened, greedy_request("x", 5));
      if (answer.done.reason == api::FinishReason::kError) {
        EXPECT_NE(answer.done.error.find("cudaErrorUnknown"), std::string::npos)
            << "call " << k << ": " << answer.done.error;
        EXPECT_EQ(answer.done.error.substr(0, 5), "rank ") << "call " << k;
      }
    }
  }
  EXPECT_EQ(machine.leaks(), "") << "call " << k;
  EXPECT_EQ(machine.first_fault(), "") << "call " << k;
  return machine.num_calls() >= k;
}

TEST(CudaEngine, AFailingCallIsAnErrorWhereverItComes) {
  // Close together at the start, where every call is another one, and then ever farther apart; the
  // last tokens are recorded and repeated steps.
  int64_t k = 1;
  while (survives_failing_call(k)) k += 1 + std::min<int64_t>(k / 3, 40);
  EXPECT_GT(k, 1000);  // loading and some tokens make more than a thousand calls
}

TEST(CudaEngine, RefusesAModelThatDoesNotFitBeforeItLoadsIt) {
  simt::MachineOptions machine_of_1_mb = machine_options({2, true});
  machine_of_1_mb.device_bytes = size_t{1} << 20;
  const simt::Machine machine(machine_of_1_mb);
  const auto opened = api::open_local_engine(cuda_options(api::SynthDType::kBF16, 2), {});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.status().code(), StatusCode::kOutOfMemory);
  EXPECT_NE(opened.status().message().find("the model does not fit: device 0 has "),
            std::string_view::npos)
      << opened.status().to_string();
  EXPECT_EQ(machine.leaks(), "");
}

TEST(CudaEngine, TakesTheDevicesByItselfAndTheCpuWhereThereAreNone) {
  api::EngineOptions options = cuda_options(api::SynthDType::kBF16, 1);
  options.device = api::Device::kAuto;
  {
    const simt::Machine machine(machine_options({1, true}));
    EXPECT_EQ(open_tiny_engine(options)->model().backend, "cuda");
  }
  const simt::Machine machine({.num_devices = 0});
  const auto engine = open_tiny_engine(options);
  EXPECT_EQ(engine->model().backend, "cpu");
  EXPECT_EQ(engine->model().no_gpu, "there is no CUDA device");
}

TEST(CudaEngine, WithoutADeviceOneLineSaysSo) {
  const simt::Machine machine({.num_devices = 0});
  const auto opened = api::open_local_engine(cuda_options(api::SynthDType::kBF16, 1), {});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.status().message(), "there is no CUDA device; choose the device cpu");
}

}  // namespace
}  // namespace octant::test
