#include "models/deepseek/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/known_configs.h"

namespace octant {
namespace {

using ::octant::testing::deepseek_v3_config;
using ::octant::testing::moonlight_config;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Result<DeepseekConfig> parse(const nlohmann::json& config) {
  return parse_deepseek_config(config.dump(), "config.json");
}

DeepseekConfig parse_ok(const nlohmann::json& config) {
  Result<DeepseekConfig> parsed = parse(config);
  EXPECT_TRUE(parsed.ok()) << parsed.status().to_string();
  return std::move(parsed).value();
}

TEST(DeepseekConfig, ReadsDeepseekV3) {
  const DeepseekConfig config = parse_ok(deepseek_v3_config());
  EXPECT_EQ(config.architecture, "DeepseekV3ForCausalLM");
  EXPECT_EQ(config.model_type, "deepseek_v3");
  EXPECT_EQ(config.vocab_size, 129280);
  EXPECT_EQ(config.hidden_size, 7168);
  EXPECT_EQ(config.num_hidden_layers, 61);
  EXPECT_EQ(config.num_nextn_predict_layers, 1);
  EXPECT_EQ(config.num_planned_layers(), 62);
  EXPECT_EQ(config.max_position_embeddings, 163840);
  EXPECT_EQ(config.rms_norm_eps, 1e-6);
  EXPECT_EQ(config.num_attention_heads, 128);
  EXPECT_EQ(config.q_lora_rank, 1536);
  EXPECT_EQ(config.kv_lora_rank, 512);
  EXPECT_EQ(config.qk_head_dim(), 192);
  EXPECT_EQ(config.v_head_dim, 128);
  EXPECT_EQ(config.rope_theta, 10000.0);
  EXPECT_EQ(config.rope_scaling, (RopeScaling{.factor = 40,
                                              .original_max_position_embeddings = 4096,
                                              .beta_fast = 32,
                                              .beta_slow = 1,
                                              .mscale = 1,
                                              .mscale_all_dim = 1}));
  EXPECT_NEAR(config.softmax_scale(), 0.1352337788608801, 1e-16);  // 16 digits given
  EXPECT_EQ(config.intermediate_size, 18432);
  EXPECT_EQ(config.first_k_dense_replace, 3);
  EXPECT_FALSE(config.has_experts(LayerIdx{2}));
  EXPECT_TRUE(config.has_experts(LayerIdx{3}));
  EXPECT_TRUE(config.is_draft(LayerIdx{61}));
  EXPECT_EQ(config.moe_intermediate_size, 2048);
  EXPECT_EQ(config.n_routed_experts, 256);
  EXPECT_EQ(config.n_shared_experts, 1);
  EXPECT_EQ(config.num_experts_per_tok, 8);
  EXPECT_EQ(config.n_group, 8);
  EXPECT_EQ(config.topk_group, 4);
  EXPECT_TRUE(config.norm_topk_prob);
  EXPECT_EQ(config.routed_scaling_factor, 2.5);
  EXPECT_EQ(config.scoring_func, ScoringFunc::kSigmoid);
  EXPECT_EQ(config.weight_block_size, (std::array<int64_t, 2>{128, 128}));
  EXPECT_THAT(config.eos_token_ids, ElementsAre(1));
  EXPECT_EQ(config.bos_token_id, 0);
}

TEST(DeepseekConfig, ReadsMoonlight) {
  const DeepseekConfig config = parse_ok(moonlight_config());
  EXPECT_FALSE(config.q_lora_rank.has_value());
  EXPECT_FALSE(config.rope_scaling.has_value());
  EXPECT_FALSE(config.weight_block_size.has_value());
  EXPECT_EQ(config.n_group, 1);
  EXPECT_EQ(config.num_planned_layers(), 27);
  EXPECT_EQ(config.rms_norm_eps, 1e-5);
  EXPECT_EQ(config.q_kv_norm_eps, 1e-6);
  EXPECT_EQ(config.softmax_scale(), 1.0 / std::sqrt(192.0));
}

TEST(DeepseekConfig, ReadsTheNewerSpellingOfRopeParameters) {
  nlohmann::json config = deepseek_v3_config();
  nlohmann::json rope = config["rope_scaling"];
  rope.erase("type");
  rope["rope_type"] = "yarn";
  rope["rope_theta"] = 50000.0;
  config.erase("rope_scaling");
  config.erase("rope_theta");
  config["rope_parameters"] = rope;
  const DeepseekConfig parsed = parse_ok(config);
  EXPECT_EQ(parsed.rope_theta, 50000.0);
  EXPECT_EQ(parsed.rope_scaling, parse_ok(deepseek_v3_config()).rope_scaling);
}

TEST(DeepseekConfig, TakesRopeTypeDefaultForNoScaling) {
  nlohmann::json config = deepseek_v3_config();
  config["rope_scaling"] = {{"type", "default"}};
  EXPECT_FALSE(parse_ok(config).rope_scaling.has_value());
}

TEST(DeepseekConfig, DefaultsWhatNewerExportsLeaveOut) {
  nlohmann::json config = deepseek_v3_config();
  for (const char* field :
       {"scoring_func", "topk_method", "moe_layer_freq", "n_shared_experts",
        "num_nextn_predict_layers", "hidden_act", "attention_bias", "tie_word_embeddings",
        "quantization_config", "num_key_value_heads", "bos_token_id", "eos_token_id"}) {
    config.erase(field);
  }
  const DeepseekConfig parsed = parse_ok(config);
  EXPECT_EQ(parsed.scoring_func, ScoringFunc::kSigmoid);
  EXPECT_EQ(parsed.n_shared_experts, 0);
  EXPECT_EQ(parsed.num_nextn_predict_layers, 0);
  EXPECT_FALSE(parsed.weight_block_size.has_value());
  EXPECT_TRUE(parsed.eos_token_ids.empty());
  EXPECT_EQ(parsed.bos_token_id, -1);
}

TEST(DeepseekConfig, AcceptsVariants) {
  nlohmann::json config = deepseek_v3_config();
  config["scoring_func"] = "softmax";
  config["eos_token_id"] = {1, 2, 3};
  config["rope_interleave"] = true;
  config["quantization_config"]["scale_fmt"] = "ue8m0";
  config["quantization_config"]["weight_block_size"] = {64, 32};
  config["first_k_dense_replace"] = 61;
  const DeepseekConfig parsed = parse_ok(config);
  EXPECT_EQ(parsed.scoring_func, ScoringFunc::kSoftmax);
  EXPECT_THAT(parsed.eos_token_ids, ElementsAre(1, 2, 3));
  EXPECT_EQ(parsed.weight_block_size, (std::array<int64_t, 2>{64, 32}));
}

TEST(DeepseekConfig, NamesTheQuantizationMethodItRefuses) {
  nlohmann::json config = deepseek_v3_config();
  config["quantization_config"] = {{"quant_method", "compressed-tensors"},
                                   {"format", "pack-quantized"}};
  const Status status = parse(config).status();
  EXPECT_EQ(status.code(), StatusCode::kUnsupported);
  EXPECT_EQ(status.message(),
            "config.json: quantization_config.format is \"pack-quantized\", supported: "
            "quant_method \"fp8\", not \"compressed-tensors\"");
}

TEST(DeepseekConfig, ReportsEveryBrokenFieldOfAnEmptyObject) {
  const Status status = parse(nlohmann::json::object()).status();
  EXPECT_EQ(status.code(), StatusCode::kCorrupt);
  for (const char* field : {"vocab_size", "hidden_size", "num_hidden_layers", "n_routed_experts",
                            "rope_theta", "kv_lora_rank", "norm_topk_prob"}) {
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(std::string("config.json: ") + field + " is missing"));
  }
}

}  // namespace
}  // namespace octant
