// Whole models against Hugging Face Transformers: logits, residual stream after every layer, chosen
// experts, and the MTP layer's logits. See tests/golden/MANIFEST.md.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <tuple>
#include <vector>

#include "runtime/engine/loaded_model.h"
#include "tests/runtime/engine/golden_case.h"
#include "tests/support/compare.h"

namespace octant {
namespace {

using test::GoldenValues;

struct Setup {
  const char* name;
  api::BackendKind backend;
  api::CacheDType cache;
  int32_t num_ranks;
  int64_t prefill_chunk;
  // Bound of the normalised mean squared error. With an f32 cache all that differs is the rounding
  // of f32 stages: amplitude at most 4.7e-5 of the largest value (MANIFEST.md), and typically a
  // tenth of that, so 1e-9 squared. A BF16 cache rounds each cached value by up to 2^-9: nine
  // products a layer and four layers give 2^-9 * sqrt(36) = 1.2e-2 in amplitude if all errors are
  // independent and as large as they can be, 1.4e-4 squared; a uniform rounding error has a third
  // of the largest one's square.
  double most_nmse;
};

constexpr Setup kSetups[] = {
    {"ReferenceF32", api::BackendKind::kReference, api::CacheDType::kF32, 1, 512, 1e-9},
    {"ReferenceFourRanks", api::BackendKind::kReference, api::CacheDType::kF32, 4, 64, 1e-9},
    {"CpuF32", api::BackendKind::kCpu, api::CacheDType::kF32, 1, 512, 1e-9},
    {"CpuF32EightRanksSmallChunks", api::BackendKind::kCpu, api::CacheDType::kF32, 8, 8, 1e-9},
    {"CpuBf16", api::BackendKind::kCpu, api::CacheDType::kBF16, 2, 64, 1e-4},
};
constexpr const char* kCases[] = {"plain", "no_q_lora", "group_limit", "yarn", "fp8_ragged", "v31"};

// Rows `rows` of a matrix with `cols` columns.
std::vector<float> pick_rows(const std::vector<float>& matrix, const std::vector<int32_t>& rows,
                             int64_t cols) {
  std::vector<float> picked;
  for (const int32_t row : rows) {
    picked.insert(picked.end(), matrix.begin() + row * cols, matrix.begin() + (row + 1) * cols);
  }
  return picked;
}

std::unique_ptr<LoadedModel> open_case(const std::string& case_name, const Setup& setup) {
  Result<std::unique_ptr<LoadedModel>> loaded =
      load_model({.model_dir = test::golden_checkpoint(case_name),
                  .num_ranks = setup.num_ranks,
                  .num_threads = setup.num_ranks,
                  .backend = setup.backend,
                  .max_context = 256,
                  .prefill_chunk = setup.prefill_chunk,
                  .cache_dtype = setup.cache},
                 {});
  EXPECT_TRUE(loaded.ok()) << loaded.status().to_string();
  return loaded.ok() ? std::move(loaded).value() : nullptr;
}

// The residual stream after each layer, all rows of all chunks: [layers][T * H].
using HiddenStates = std::vector<std::vector<float>>;

void record_hidden(LoadedModel& model, HiddenStates& hidden) {
  hidden.resize(static_cast<size_t>(model.info.num_hidden_layers));
  model.runner->set_after_layer([&hidden](LayerIdx layer, View<const float, 2> x) {
    std::vector<float>& all = hidden[layer.as_size()];
    all.insert(all.end(), x.data(), x.data() + x.size());
  });
}

// Positions whose experts must agree: every row before the first whose margin, in any layer, an
// error of `score_error` could close. A row behind that may have met another cache.
int64_t num_certain_rows(const GoldenValues& golden, double score_error) {
  const int64_t num_layers = golden.shape("expert_margin")[0];
  const int64_t num_tokens = golden.shape("expert_margin")[1];
  const std::vector<float> experts = golden.floats("expert_margin");
  const std::vector<float> groups = golden.floats("group_margin");
  int64_t certain = num_tokens;
  for (int64_t i = 0; i < num_layers * num_tokens; ++i) {
    const float margin = std::min(experts[static_cast<size_t>(i)], groups[static_cast<size_t>(i)]);
    if (margin < 2 * score_error) certain = std::min(certain, i % num_tokens);
  }
  return certain;
}

void expect_same_experts(const GoldenValues& golden, const api::EvalResult& result,
                         int64_t num_rows) {
  const std::vector<int32_t> expected = golden.integers("topk_idx");  // ascending
  const int64_t k = result.num_experts_per_tok;
  ASSERT_EQ(expected.size(), result.topk_idx.size());
  for (int64_t layer = 0; layer < result.num_moe_layers; ++layer) {
    for (int64_t row = 0; row < num_rows; ++row) {
      const int64_t at = (layer * result.num_tokens + row) * k;
      std::vector<int32_t> actual(result.topk_idx.begin() + at, result.topk_idx.begin() + at + k);
      std::sort(actual.begin(), actual.end());
      const std::vector<int32_t> wanted(expected.begin() + at, expected.begin() + at + k);
      EXPECT_EQ(actual, wanted) << "MoE layer " << layer << ", row " << row;
    }
  }
}

class GoldenModel : public ::testing::TestWithParam<std::tuple<const char*, int, Setup>> {};

TEST_P(GoldenModel, MatchesTransformers) {
  const auto& [case_name, num_tokens, setup] = GetParam();
  const Result<GoldenValues> golden = GoldenValues::open(
      test::golden_folder(case_name) + "/prompt_" + std::to_string(num_tokens) + ".safetensors");
  ASSERT_TRUE(golden.ok()) << golden.status().to_string();
  const std::unique_ptr<LoadedModel> model = open_case(case_name, setup);
  ASSERT_NE(model, nullptr);
  HiddenStates hidden;
  record_hidden(*model, hidden);
  const bool with_draft = golden->has("draft_logits");
  const Result<api::EvalResult> result =
      model->generator->evaluate(golden->integers("tokens"), with_draft);
  ASSERT_TRUE(result.ok()) << result.status().to_string();

  const bool is_exact_cache = setup.cache == api::CacheDType::kF32;
  // MANIFEST.md: f32 scores are off by about 4e-6, every margin is above 5e-5; with a BF16 cache
  // margins below 2e-2 decide nothing.
  const int64_t certain = num_certain_rows(*golden, is_exact_cache ? 4e-6 : 1e-2);
  if (is_exact_cache) {
    EXPECT_EQ(certain, num_tokens);
  }
  expect_same_experts(*golden, *result, certain);

  std::vector<int32_t> rows;
  for (const int32_t row : golden->integers("rows")) {
    if (row < certain) rows.push_back(row);
  }
  const auto compare = [&](const std::vector<float>& actual, std::vector<float> expected,
                           const char* what, int64_t cols) {
    expected.resize(rows.size() * static_cast<size_t>(cols));
    if (rows.empty()) return;
    const double error = test::nmse(pick_rows(actual, rows, cols), expected);
    std::printf("%s %s T=%d %s: nmse %.2e over %zu rows\n", case_name, setup.name, num_tokens, what,
                error, rows.size());
    EXPECT_LE(error, setup.most_nmse) << what;
  };
  compare(result->logits, golden->floats("logits"), "logits", result->vocab_size);
  const int64_t hidden_size = golden->shape("hidden")[2];
  const std::vector<float> golden_hidden = golden->floats("hidden");
  const int64_t layer_size = golden->shape("hidden")[1] * hidden_size;
  for (size_t layer = 0; layer < hidden.size(); ++layer) {
    const auto begin = golden_hidden.begin() + static_cast<int64_t>(layer) * layer_size;
    compare(hidden[layer], std::vector<float>(begin, begin + layer_size),
            ("layer " + std::to_string(layer)).c_str(), hidden_size);
  }
  // The MTP layer attends to every row before: compared only if no row was uncertain.
  if (with_draft && certain == num_tokens) {
    rows = golden->integers("draft_rows");
    compare(result->draft_logits, golden->floats("draft_logits"), "MTP logits", result->vocab_size);
  }
}

std::string test_name(const ::testing::TestParamInfo<GoldenModel::ParamType>& info) {
  const auto& [case_name, num_tokens, setup] = info.param;
  return std::string(case_name) + "_" + std::to_string(num_tokens) + "_" + setup.name;
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenModel,
                         ::testing::Combine(::testing::ValuesIn(kCases),
                                            ::testing::Values(1, 17, 200),
                                            ::testing::ValuesIn(kSetups)),
                         test_name);

}  // namespace
}  // namespace octant
