// Speculation through the whole generator: the tokens behind the first are distributed as the model
// says, whatever the MTP layer proposes. The rules alone are tested, with wrong ones that fail, in
// tests/runtime/generate.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <vector>

#include "runtime/engine/loaded_model.h"
#include "tests/runtime/engine/tiny_engine.h"
#include "tests/runtime/generate/chi_square.h"

namespace octant {
namespace {

// P and Q of the random weights overlap enough for a third of the drafts to be accepted.
constexpr float kTemperature = 1.0f;
constexpr int kNumAnswers = 5000;

class TokenSink final : public GenerateSink {
 public:
  void on_prefill(int64_t, int64_t, int64_t) override {}
  bool on_token(const GeneratedToken& token) override {
    ids.push_back(token.id);
    return true;
  }
  void on_step(const api::StepEvent& step) override {
    num_drafted += step.num_drafted;
    num_accepted += step.num_accepted;
  }
  void on_routing(const RoutingRecorder&, int64_t, int64_t, int64_t, bool) override {}

  std::vector<int32_t> ids;
  int64_t num_drafted = 0;
  int64_t num_accepted = 0;
};

// softmax(logits / kTemperature) of the last row, over the ids that the tokenizer knows.
std::vector<double> next_token_probs(LoadedModel& model, const std::vector<int32_t>& tokens) {
  const Result<api::EvalResult> result = model.generator->evaluate(tokens, false);
  CHECK(result.ok());
  const auto num_ids = static_cast<size_t>(model.folder.tokenizer->vocab_size());
  const float* logits = result->logits.data() + (result->num_tokens - 1) * result->vocab_size;
  std::vector<double> probs(num_ids);
  double sum = 0;
  for (size_t id = 0; id < num_ids; ++id) {
    probs[id] = std::exp(double{logits[id]} / kTemperature);
    sum += probs[id];
  }
  for (double& p : probs) p /= sum;
  return probs;
}

TEST(SpeculationDistribution, FirstAndSecondTokenAreDrawnFromTheModel) {
  Result<std::unique_ptr<LoadedModel>> opened = load_model(test::tiny_options(), {});
  ASSERT_TRUE(opened.ok()) << opened.status().to_string();
  LoadedModel& model = **opened;
  const std::vector<int32_t> prompt = {70, 71, 72, 73};

  const std::vector<double> first = next_token_probs(model, prompt);
  std::vector<double> second(first.size());
  for (size_t id = 0; id < first.size(); ++id) {
    std::vector<int32_t> longer = prompt;
    longer.push_back(static_cast<int32_t>(id));
    const std::vector<double> given = next_token_probs(model, longer);
    for (size_t next = 0; next < given.size(); ++next) second[next] += first[id] * given[next];
  }

  std::vector<int64_t> first_counts(first.size());
  std::vector<int64_t> second_counts(first.size());
  int64_t num_drafted = 0;
  int64_t num_accepted = 0;
  const std::atomic<bool> cancel{false};
  for (int i = 0; i < kNumAnswers; ++i) {
    TokenSink sink;
    const Result<GenerateOutcome> outcome =
        model.generator->generate({.prompt = prompt,
                                   .filter = {.temperature = kTemperature},
                                   .seed = static_cast<uint64_t>(i),
                                   .max_tokens = 4,
                                   .draft = test::draft_fixed(2)},
                                  cancel, sink);
    ASSERT_TRUE(outcome.ok()) << outcome.status().to_string();
    ASSERT_EQ(sink.ids.size(), 4u);
    ++first_counts[static_cast<size_t>(sink.ids[0])];
    ++second_counts[static_cast<size_t>(sink.ids[1])];
    num_drafted += sink.num_drafted;
    num_accepted += sink.num_accepted;
  }
  const double p_first = test::chi_square_test(first_counts, first);
  const double p_second = test::chi_square_test(second_counts, second);
  std::printf("%lld of %lld drafts accepted; p = %.3f (first token), %.3f (second)\n",
              static_cast<long long>(num_accepted), static_cast<long long>(num_drafted), p_first,
              p_second);
  // The seeds are fixed, so this either always holds or never.
  EXPECT_GT(p_first, 1e-3);
  EXPECT_GT(p_second, 1e-3);
  EXPECT_GT(num_accepted, num_drafted / 10);
  EXPECT_LT(num_accepted, num_drafted * 9 / 10);
}

}  // namespace
}  // namespace octant
