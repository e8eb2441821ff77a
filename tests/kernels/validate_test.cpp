#include "kernels/stages/validate.h"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/kernels/refuses.h"
#include "tests/support/stage_cases.h"

namespace octant {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

TEST(ValidateEmbed, RefusesTokensOutsideTheTable) {
  test::EmbedCase made = test::make_embed_case(3, 5, 4, {});
  for (int32_t token : {-1, 5, std::numeric_limits<int32_t>::max()}) {
    test::EmbedCase bad = made;
    bad.tokens.view()(1) = token;
    const Status status = validate(bad.args());
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
    EXPECT_EQ(status.message(), "tokens[1] is " + std::to_string(token) + ", expected in [0, 5)");
  }
}

TEST(ValidateEmbed, RefusesContradictoryShapes) {
  test::EmbedCase made = test::make_embed_case(3, 5, 4, {});
  expect_refused(made.args(), "x is [2, 4], expected [3, 4]",
                 [](EmbedArgs& args) { args.x = args.x.first(2); });
  expect_refused(made.args(), "x is null", [](EmbedArgs& args) { args.x = {nullptr, {3, 4}}; });
  expect_refused(made.args(), "tokens is null", [](EmbedArgs& args) {
    args.tokens = {nullptr, {3}};
  });
}

TEST(ValidateWeight, RefusesWhatNoStageCanRead) {
  test::HeadCase made = test::make_head_case(2, 300, 130, {.dtype = DType::kF8E4M3});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, [&](HeadArgs& args) { change(args.lm_head); });
  };
  refused("lm_head.dtype is F16", [](WeightView& w) { w.dtype = DType::kF16; });
  refused("lm_head.dtype is I32", [](WeightView& w) { w.dtype = DType::kI32; });
  refused("lm_head is null", [](WeightView& w) { w.data = nullptr; });
  refused("lm_head.row_stride is 299", [](WeightView& w) { w.row_stride = 299; });
  refused("lm_head.scales is null", [](WeightView& w) { w.scales = {}; });
  refused("lm_head.scales is given", [](WeightView& w) { w.dtype = DType::kBF16; });
  refused("lm_head.scales block is [0, 128]", [](WeightView& w) { w.scales.block_rows = 0; });
  refused("lm_head.scales phase is [128, 0]", [](WeightView& w) { w.scales.row_phase = 128; });
  refused("lm_head.scales phase is [0, -1]", [](WeightView& w) { w.scales.col_phase = -1; });
  refused("lm_head.scales.row_stride is 2", [](WeightView& w) { w.scales.row_stride = 2; });
  refused("x is [2, 300], expected [2, 299]", [](WeightView& w) { w.cols = 299; });
  refused("logits is [2, 130], expected [2, 131]", [](WeightView& w) { w.rows = 131; });
}

TEST(ValidateWeight, RefusesScaledEmbeddingsAndGates) {
  test::EmbedCase embed = test::make_embed_case(1, 5, 4, {});
  const test::HeadCase fp8 = test::make_head_case(1, 4, 5, {.dtype = DType::kF8E4M3});
  expect_refused(embed.args(), "table.dtype is F8_E4M3, expected F32 or BF16",
                 [&](EmbedArgs& args) { args.table = fp8.lm_head.view(); });
  test::RouteCase route =
      test::make_route_case({.n_routed_experts = 5, .num_experts_per_tok = 2}, 1, 4, {});
  expect_refused(route.args(), "gate.dtype is F8_E4M3, expected F32 or BF16",
                 [&](RouteArgs& args) { args.gate = fp8.lm_head.view(); });
}

TEST(ValidateAddNorm, RefusesContradictoryShapes) {
  test::AddNormCase made = test::make_add_norm_case(3, 4, 2, {});
  const AddNormArgs good = made.args();
  std::vector<View<const float, 2>> partials(good.partials.begin(), good.partials.end());
  partials[1] = partials[1].first(2);
  expect_refused(good, "partials[1]: partial is [2, 4], expected [3, 4]",
                 [&](AddNormArgs& args) { args.partials = partials; });
  expect_refused(good, "norm_weight is [3], expected [4]",
                 [](AddNormArgs& args) { args.norm_weight = args.norm_weight.first(3); });
  expect_refused(good, "norm_weight is given, expected null",
                 [](AddNormArgs& args) { args.normed = {}; });
  expect_refused(good, "norm_weight", [](AddNormArgs& args) { args.norm_weight = {}; });
  expect_refused(good, "normed is [3, 3]",
                 [](AddNormArgs& args) { args.normed = args.normed.slice(1, 0, 3); });
  for (float eps : {-1e-6f, kNan, kInf}) {
    expect_refused(good, "eps", [&](AddNormArgs& args) { args.eps = eps; });
  }
}

TEST(ValidateDraftIn, RefusesColumnsOutsideBothHalves) {
  test::DraftInCase made = test::make_draft_in_case(2, 6, 3, 7, {});
  expect_refused(made.args(), "col_begin is 6, expected between 0 and 5",
                 [](DraftInArgs& args) { args.col_begin = 6; });
  expect_refused(made.args(), "col_begin is -1", [](DraftInArgs& args) { args.col_begin = -1; });
  expect_refused(made.args(), "hidden is [1, 6], expected [2, 6]",
                 [](DraftInArgs& args) { args.hidden = args.hidden.first(1); });
  expect_refused(made.args(), "hnorm is [5], expected [6]",
                 [](DraftInArgs& args) { args.hnorm = args.hnorm.first(5); });
  expect_refused(made.args(), "eh_proj is [5, 7], expected [6, 7]",
                 [](DraftInArgs& args) { args.eh_proj = args.eh_proj.slice_rows(0, 5); });
  expect_refused(made.args(), "out is [2, 5]",
                 [](DraftInArgs& args) { args.out = args.out.slice(1, 0, 5); });
  expect_refused(made.args(), "eps", [](DraftInArgs& args) { args.eps = -1; });
}

TEST(ValidateSample, RefusesFiltersOutOfRange) {
  test::SampleCase made = test::make_sample_case(2, 6, 5, {.temperature = 1}, {});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, [&](SampleArgs& args) { change(args.filter); });
  };
  for (float value : {-0.1f, kNan, kInf}) {
    refused("temperature", [&](SamplingFilter& filter) { filter.temperature = value; });
    refused("top_p", [&](SamplingFilter& filter) { filter.top_p = value; });
    refused("min_p", [&](SamplingFilter& filter) { filter.min_p = value; });
  }
  refused("top_p is 1.1", [](SamplingFilter& filter) { filter.top_p = 1.1f; });
  refused("min_p is 1.1", [](SamplingFilter& filter) { filter.min_p = 1.1f; });
  refused("top_k is -1", [](SamplingFilter& filter) { filter.top_k = -1; });
}

TEST(ValidateSample, RefusesContradictoryShapes) {
  test::SampleCase made = test::make_sample_case(2, 6, 5, {.temperature = 1}, {});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  refused("num_valid_ids is 7", [](SampleArgs& args) { args.num_valid_ids = 7; });
  refused("num_valid_ids is 0", [](SampleArgs& args) { args.num_valid_ids = 0; });
  refused("argmax is [1], expected [2]",
          [](SampleArgs& args) { args.argmax = args.argmax.first(1); });
  refused("logsumexp is [1], expected [2]",
          [](SampleArgs& args) { args.logsumexp = args.logsumexp.first(1); });
  refused("largest", [](SampleArgs& args) { args.largest = args.largest.first(1); });
  refused("probs is [2, 5], expected [2, 6]",
          [](SampleArgs& args) { args.probs = args.probs.slice(1, 0, 5); });
}

TEST(ValidateCandidates, RefusesContradictoryShapesAndTemperatures) {
  test::CandidatesCase made = test::make_candidates_case(2, 6, 5, 4, 1, {});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  for (float value : {0.0f, -0.1f, kNan, kInf}) {
    refused("temperature", [&](CandidatesArgs& args) { args.temperature = value; });
  }
  refused("num_valid_ids is 7", [](CandidatesArgs& args) { args.num_valid_ids = 7; });
  refused("num_valid_ids is 0", [](CandidatesArgs& args) { args.num_valid_ids = 0; });
  refused("largest", [](CandidatesArgs& args) { args.largest = args.largest.first(1); });
  refused("total", [](CandidatesArgs& args) { args.total = args.total.first(1); });
  refused("floor", [](CandidatesArgs& args) { args.floor = args.floor.first(1); });
  refused("count", [](CandidatesArgs& args) { args.count = args.count.first(1); });
  refused("ids is [1, 4], expected [2, 4]",
          [](CandidatesArgs& args) { args.ids = args.ids.first(1); });
  refused("values is [2, 3], expected [2, 4]",
          [](CandidatesArgs& args) { args.values = args.values.slice(1, 0, 3); });
}

}  // namespace
}  // namespace octant
