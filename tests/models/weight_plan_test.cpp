#include "models/weight_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "models/deepseek/config.h"
#include "models/deepseek/weights.h"
#include "tests/models/known_configs.h"

namespace octant {
namespace {

using ::octant::testing::deepseek_v3_config;
using ::octant::testing::moonlight_config;
using ::octant::testing::odd_tiny_config;

DeepseekConfig parse(const nlohmann::json& config) {
  Result<DeepseekConfig> parsed = parse_deepseek_config(config.dump(), "config.json");
  EXPECT_TRUE(parsed.ok()) << parsed.status().to_string();
  return std::move(parsed).value();
}

// Experts dealt out in turn, as the default placement does.
std::vector<RankLayout> round_robin(const DeepseekConfig& config, int32_t num_ranks) {
  std::vector<RankLayout> layouts;
  for (RankIdx rank{0}; rank.value < num_ranks; ++rank) {
    RankLayout layout{.rank = rank, .num_ranks = num_ranks, .experts = {}};
    for (LayerIdx layer{0}; layer.value < config.num_planned_layers(); ++layer) {
      std::vector<LogicalExpert>& experts = layout.experts.emplace_back();
      if (!config.has_experts(layer)) continue;
      for (int64_t e = rank.value; e < config.n_routed_experts; e += num_ranks) {
        experts.emplace_back(e);
      }
    }
    layouts.push_back(std::move(layout));
  }
  return layouts;
}

struct Totals {
  int64_t entries = 0;  // with a companion of scales counted as one more
  int64_t f8 = 0;
  int64_t bf16 = 0;
  int64_t f32 = 0;
};

// Elements by dtype as an FP8 checkpoint of the plan stores them.
Totals fp8_totals(const std::vector<TensorSpec>& plan) {
  Totals totals;
  for (const TensorSpec& tensor : plan) {
    ++totals.entries;
    switch (tensor.storage) {
      case WeightStorage::kLinear: {
        totals.f8 += num_elements(tensor);
        const std::vector<int64_t> scales = scale_shape(tensor, 128, 128);
        totals.f32 += scales[0] * scales[1];
        ++totals.entries;
        break;
      }
      case WeightStorage::kUnscaled:
      case WeightStorage::kVector:
        totals.bf16 += num_elements(tensor);
        break;
      case WeightStorage::kF32Vector:
        totals.f32 += num_elements(tensor);
        break;
    }
  }
  return totals;
}

TEST(DeepseekWeightPlan, CountsWhatTheDeepseekV3CheckpointHolds) {
  const std::vector<TensorSpec> plan = deepseek_weight_plan(parse(deepseek_v3_config()));
  EXPECT_EQ(num_parameters(plan), 684'489'845'504);
  const Totals totals = fp8_totals(plan);
  EXPECT_EQ(totals.f8, 680'571'043'840);
  EXPECT_EQ(totals.bf16, 3'918'786'560);
  EXPECT_EQ(totals.f32, 41'555'600);
  EXPECT_EQ(totals.entries, 91'991);
  EXPECT_EQ(std::ssize(plan), 46'183);
  EXPECT_EQ(totals.f8 + 2 * totals.bf16 + 4 * totals.f32, 688'574'839'360);  // payload bytes
}

TEST(DeepseekWeightPlan, CountsTheMainModelOfDeepseekV3) {
  std::vector<TensorSpec> plan = deepseek_weight_plan(parse(deepseek_v3_config()));
  std::erase_if(plan, [](const TensorSpec& tensor) { return tensor.draft; });
  EXPECT_EQ(num_parameters(plan), 671'026'419'200);
  const Totals totals = fp8_totals(plan);
  EXPECT_EQ(totals.f8 + 2 * totals.bf16 + 4 * totals.f32, 673'150'611'808);  // payload bytes
}

TEST(DeepseekWeightPlan, CountsTheShapesOfKimiK2) {
  nlohmann::json config = deepseek_v3_config();
  config.update({{"first_k_dense_replace", 1},
                 {"num_attention_heads", 64},
                 {"num_key_value_heads", 64},
                 {"n_routed_experts", 384},
                 {"n_group", 1},
                 {"topk_group", 1},
                 {"vocab_size", 163840},
                 {"num_nextn_predict_layers", 0}});
  const std::vector<TensorSpec> plan = deepseek_weight_plan(parse(config));
  EXPECT_EQ(num_parameters(plan), 1'026'408'232'448);
  EXPECT_EQ(fp8_totals(plan).entries, 139'583);
}

TEST(DeepseekWeightPlan, GivesEachTensorOnceWithItsShape) {
  std::map<std::string, TensorSpec> by_name;
  const std::vector<TensorSpec> plan = deepseek_weight_plan(parse(deepseek_v3_config()));
  for (const TensorSpec& tensor : plan) by_name[tensor.name] = tensor;
  EXPECT_EQ(by_name.size(), plan.size());
  const auto shape = [&](const std::string& name) { return by_name.at(name).shape; };
  using Shape = std::vector<int64_t>;
  EXPECT_EQ(shape("model.layers.0.self_attn.q_a_proj.weight"), (Shape{1536, 7168}));
  EXPECT_EQ(shape("model.layers.0.self_attn.q_b_proj.weight"), (Shape{24576, 1536}));
  EXPECT_EQ(shape("model.layers.0.self_attn.kv_a_proj_with_mqa.weight"), (Shape{576, 7168}));
  EXPECT_EQ(shape("model.layers.0.self_attn.kv_b_proj.weight"), (Shape{32768, 512}));
  EXPECT_EQ(shape("model.layers.0.self_attn.o_proj.weight"), (Shape{7168, 16384}));
  EXPECT_EQ(shape("model.layers.2.mlp.down_proj.weight"), (Shape{7168, 18432}));
  EXPECT_EQ(shape("model.layers.3.mlp.gate.weight"), (Shape{256, 7168}));
  EXPECT_EQ(shape("model.layers.3.mlp.experts.255.up_proj.weight"), (Shape{2048, 7168}));
  EXPECT_EQ(shape("model.layers.60.mlp.shared_experts.down_proj.weight"), (Shape{7168, 2048}));
  EXPECT_EQ(shape("model.layers.61.eh_proj.weight"), (Shape{7168, 14336}));
  EXPECT_EQ(shape("model.layers.61.shared_head.head.weight"), (Shape{129280, 7168}));
  EXPECT_EQ(scale_shape(by_name.at("model.layers.0.self_attn.kv_a_proj_with_mqa.weight"), 128, 128),
            (Shape{5, 56}));
  const TensorSpec& bias = by_name.at("model.layers.3.mlp.gate.e_score_correction_bias");
  EXPECT_EQ(bias.storage, WeightStorage::kF32Vector);
  EXPECT_EQ(bias.layer, LayerIdx{3});
  const TensorSpec& expert = by_name.at("model.layers.61.mlp.experts.7.gate_proj.weight");
  EXPECT_EQ(expert.expert, LogicalExpert{7});
  EXPECT_EQ(expert.layer, LayerIdx{61});
}

TEST(DeepseekWeightPlan, MarksTheMtpLayerAndItsCopies) {
  std::set<std::string> duplicates;
  for (const TensorSpec& tensor : deepseek_weight_plan(parse(deepseek_v3_config()))) {
    EXPECT_EQ(tensor.draft, tensor.name.starts_with("model.layers.61.")) << tensor.name;
    if (tensor.duplicate) duplicates.insert(tensor.name);
  }
  EXPECT_EQ(duplicates, (std::set<std::string>{"model.layers.61.embed_tokens.weight",
                                               "model.layers.61.shared_head.head.weight"}));
}

TEST(DeepseekWeightPlan, UsesOneQueryProjectionWithoutQLoraRank) {
  const std::vector<TensorSpec> plan = deepseek_weight_plan(parse(moonlight_config()));
  int64_t num_q_proj = 0;
  for (const TensorSpec& tensor : plan) {
    EXPECT_FALSE(tensor.draft);
    EXPECT_EQ(tensor.name.find("self_attn.q_a"), std::string::npos) << tensor.name;
    EXPECT_EQ(tensor.name.find("self_attn.q_b"), std::string::npos) << tensor.name;
    if (!tensor.name.ends_with("self_attn.q_proj.weight")) continue;
    ++num_q_proj;
    EXPECT_EQ(tensor.shape, (std::vector<int64_t>{3072, 2048}));
    EXPECT_EQ(tensor.split, WeightSplit::kRows);
    EXPECT_EQ(tensor.unit, 192);
  }
  EXPECT_EQ(num_q_proj, 27);
}

TEST(DeepseekWeightPlan, LeavesOutSharedExpertsThatThereAreNot) {
  nlohmann::json config = odd_tiny_config();
  config["n_shared_experts"] = nullptr;
  for (const TensorSpec& tensor : deepseek_weight_plan(parse(config))) {
    EXPECT_NE(tensor.role, WeightRole::kSharedExpert) << tensor.name;
  }
}

// A tensor's shards: all ranks alike, or pieces that tile it in the order of the ranks.
void expect_covered_once(const TensorSpec& tensor, const std::vector<RankLayout>& layouts) {
  const int64_t rows = tensor.shape.size() == 2 ? tensor.shape[0] : 1;
  const int64_t cols = tensor.shape.back();
  int64_t covered = 0;
  int64_t next = 0;
  for (const RankLayout& layout : layouts) {
    const ShardRect rect = shard_of(tensor, layout);
    ASSERT_GE(rect.rows(), 0);
    ASSERT_GE(rect.cols(), 0);
    switch (tensor.split) {
      case WeightSplit::kReplicated:
        ASSERT_EQ(rect, (ShardRect{0, rows, 0, cols}));
        covered = rows * cols;
        break;
      case WeightSplit::kRows:
        ASSERT_EQ(rect.row_begin, next);
        ASSERT_TRUE(rect.row_end % tensor.unit == 0 || rect.row_end == rows);
        ASSERT_EQ(rect.cols(), cols);
        next = rect.row_end;
        covered += rect.rows() * rect.cols();
        break;
      case WeightSplit::kCols:
        ASSERT_EQ(rect.col_begin, next);
        ASSERT_TRUE(rect.col_end % tensor.unit == 0 || rect.col_end == cols);
        ASSERT_EQ(rect.rows(), rows);
        next = rect.col_end;
        covered += rect.rows() * rect.cols();
        break;
      case WeightSplit::kExpert:
        covered += rect.rows() * rect.cols();
        break;
    }
  }
  ASSERT_EQ(covered, rows * cols);
}

void expect_plan_covered_once(const nlohmann::json& json) {
  const DeepseekConfig config = parse(json);
  const std::vector<TensorSpec> plan = deepseek_weight_plan(config);
  for (int32_t num_ranks : {1, 2, 3, 4, 5, 8, 16}) {
    const std::vector<RankLayout> layouts = round_robin(config, num_ranks);
    for (const TensorSpec& tensor : plan) {
      expect_covered_once(tensor, layouts);
      ASSERT_FALSE(::testing::Test::HasFatalFailure()) << tensor.name << " on " << num_ranks;
    }
  }
}

TEST(ShardOf, CoversEveryElementOfDeepseekV3Once) {
  nlohmann::json config = deepseek_v3_config();
  config["num_hidden_layers"] = 5;  // three dense, two with experts, and the MTP layer
  expect_plan_covered_once(config);
}

TEST(ShardOf, CoversEveryElementOfOddShapesOnce) {
  expect_plan_covered_once(odd_tiny_config());
}

TEST(ShardOf, CoversEveryElementOfMoonlightOnce) {
  nlohmann::json config = moonlight_config();
  config["num_hidden_layers"] = 3;
  expect_plan_covered_once(config);
}

// The rows of gate_proj, of up_proj and the columns of down_proj are one slice of the intermediate
// vector; the rows of q_b_proj and kv_b_proj and the columns of o_proj belong to the same heads.
TEST(ShardOf, CutsMatricesThatMeetAtTheSamePlaces) {
  const DeepseekConfig config = parse(odd_tiny_config());
  std::map<std::string, TensorSpec> plan;
  for (const TensorSpec& tensor : deepseek_weight_plan(config)) plan[tensor.name] = tensor;
  for (int32_t num_ranks : {1, 2, 3, 4, 5, 8, 16}) {
    for (const RankLayout& layout : round_robin(config, num_ranks)) {
      const auto shard = [&](const std::string& name) { return shard_of(plan.at(name), layout); };
      for (const std::string prefix :
           {"model.layers.0.mlp.", "model.layers.1.mlp.shared_experts."}) {
        const ShardRect gate = shard(prefix + "gate_proj.weight");
        const ShardRect up = shard(prefix + "up_proj.weight");
        const ShardRect down = shard(prefix + "down_proj.weight");
        EXPECT_EQ(gate, up);
        EXPECT_EQ(gate.row_begin, down.col_begin);
        EXPECT_EQ(gate.row_end, down.col_end);
      }
      const ShardRect q_b = shard("model.layers.0.self_attn.q_b_proj.weight");
      const ShardRect kv_b = shard("model.layers.0.self_attn.kv_b_proj.weight");
      const ShardRect o = shard("model.layers.0.self_attn.o_proj.weight");
      const int64_t kv_rows = config.qk_nope_head_dim + config.v_head_dim;
      EXPECT_EQ(q_b.row_begin / config.qk_head_dim(), kv_b.row_begin / kv_rows);
      EXPECT_EQ(q_b.row_end / config.qk_head_dim(), kv_b.row_end / kv_rows);
      EXPECT_EQ(kv_b.row_begin / kv_rows, o.col_begin / config.v_head_dim);
      EXPECT_EQ(kv_b.row_end / kv_rows, o.col_end / config.v_head_dim);
    }
  }
}

TEST(ShardOf, GivesNothingOfTheHeadsToRanksBeyondTheirNumber) {
  const DeepseekConfig config = parse(odd_tiny_config());  // 7 heads
  const std::vector<TensorSpec> plan = deepseek_weight_plan(config);
  const auto kv_b = std::find_if(plan.begin(), plan.end(), [](const TensorSpec& tensor) {
    return tensor.name == "model.layers.0.self_attn.kv_b_proj.weight";
  });
  ASSERT_NE(kv_b, plan.end());
  int64_t num_empty = 0;
  for (const RankLayout& layout : round_robin(config, 16)) {
    num_empty += shard_of(*kv_b, layout).empty() ? 1 : 0;
  }
  EXPECT_EQ(num_empty, 16 - 7);
}

TEST(ShardOf, GivesAnExpertToEveryRankThatHostsACopy) {
  const TensorSpec expert{.name = "e",
                          .shape = {4, 6},
                          .split = WeightSplit::kExpert,
                          .layer = LayerIdx{1},
                          .expert = LogicalExpert{2}};
  RankLayout layout{.num_ranks = 2, .experts = {{}, {LogicalExpert{0}, LogicalExpert{2}}}};
  EXPECT_EQ(shard_of(expert, layout), (ShardRect{0, 4, 0, 6}));
  layout.experts[1].pop_back();
  EXPECT_TRUE(shard_of(expert, layout).empty());
  layout.experts.pop_back();
  EXPECT_TRUE(shard_of(expert, layout).empty());
}

TEST(ScaleShape, CountsRaggedBlocks) {
  const TensorSpec tensor{.name = "w", .shape = {129, 128}};
  EXPECT_EQ(scale_shape(tensor, 128, 128), (std::vector<int64_t>{2, 1}));
  EXPECT_EQ(scale_shape(tensor, 64, 100), (std::vector<int64_t>{3, 2}));
}

}  // namespace
}  // namespace octant
