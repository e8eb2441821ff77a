#include "models/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/models/known_configs.h"

namespace octant {
namespace {

using ::octant::testing::deepseek_v3_config;
using ::testing::HasSubstr;

Status refusal(const nlohmann::json& config) {
  const Result<std::unique_ptr<Model>> model = make_model(config.dump(), "config.json");
  EXPECT_FALSE(model.ok());
  return model.status();
}

TEST(Registry, MakesADeepseekV3ModelWithItsDimensions) {
  const Result<std::unique_ptr<Model>> model =
      make_model(octant::testing::odd_tiny_config().dump(), "config.json");
  ASSERT_TRUE(model.ok()) << model.status().to_string();
  const ModelDims& dims = (*model)->dims();
  EXPECT_EQ(dims.architecture, "DeepseekV3ForCausalLM");
  EXPECT_EQ(dims.num_hidden_layers, 3);
  EXPECT_EQ(dims.num_cache_layers(), 4);
  EXPECT_EQ(dims.cache_width, 19 + 6);
  EXPECT_EQ(dims.layer_has_experts, (std::vector<bool>{false, true, true, true}));
  EXPECT_EQ((*model)->weight_block_size(), std::pair(int64_t{128}, int64_t{128}));
  EXPECT_FALSE((*model)->weight_plan().empty());
}

TEST(Registry, TakesEitherNameWhereTheOtherIsAbsent) {
  for (const char* field : {"architectures", "model_type"}) {
    nlohmann::json config = octant::testing::odd_tiny_config();
    config.erase(field);
    EXPECT_TRUE(make_model(config.dump(), "config.json").ok()) << field;
  }
}

TEST(Registry, RefusesKnownFamiliesByNameAndSaysWhatTheyAre) {
  struct Known {
    const char* architecture;
    const char* model_type;
    const char* description;
  };
  for (const Known& known : {
           Known{"DeepseekV4ForCausalLM", "deepseek_v4", "DeepSeek-V4"},
           Known{"DeepseekV2ForCausalLM", "deepseek_v2", "DeepSeek-V2"},
           Known{"DeepseekV32ForCausalLM", "deepseek_v32", "DeepSeek-V3.2"},
           Known{"DeepseekV3ForCausalLM", "kimi_k2", "Kimi K2"},
           Known{"KimiK25ForConditionalGeneration", "kimi_k25", "Kimi K2.5"},
           Known{"KimiK3ForCausalLM", "kimi_k3", "Kimi K3"},
           Known{"Glm4MoeForCausalLM", "glm4_moe", "GLM-4.5"},
           Known{"GlmMoeDsaForCausalLM", "glm_moe_dsa", "GLM-5"},
           Known{"Qwen3MoeForCausalLM", "qwen3_moe", "Qwen3-MoE"},
           Known{"MixtralForCausalLM", "mixtral", "Mixtral"},
       }) {
    nlohmann::json config = deepseek_v3_config();
    config["architectures"] = {known.architecture};
    config["model_type"] = known.model_type;
    const Status status = refusal(config);
    EXPECT_EQ(status.code(), StatusCode::kUnsupported);
    const std::string message(status.message());
    EXPECT_THAT(message, HasSubstr(known.architecture));
    EXPECT_THAT(message, HasSubstr(known.model_type));
    EXPECT_THAT(message, HasSubstr(std::string("(") + known.description));
    EXPECT_EQ(message.find('\n'), std::string::npos);
  }
}

TEST(Registry, RefusesAnUnknownFamilyWithTheListOfSupportedOnes) {
  nlohmann::json config = deepseek_v3_config();
  config["architectures"] = {"GrokForCausalLM"};
  config["model_type"] = "grok";
  EXPECT_EQ(refusal(config).message(),
            "config.json: architecture \"GrokForCausalLM\" with model_type \"grok\" is not "
            "supported; supported: DeepseekV3ForCausalLM (DeepSeek-V3, R1, V3.1, Moonlight)");
}

TEST(Registry, RefusesAModelTypeThatContradictsTheArchitecture) {
  nlohmann::json config = deepseek_v3_config();
  config["model_type"] = "llama";
  EXPECT_EQ(refusal(config).code(), StatusCode::kUnsupported);
}

TEST(Registry, RefusesNamesOfTheWrongTypeOrNone) {
  nlohmann::json config = deepseek_v3_config();
  config["architectures"] = 3;
  EXPECT_EQ(refusal(config).message(),
            "config.json: architectures is 3, expected a list of at most 16 strings");
  config.erase("architectures");
  config.erase("model_type");
  EXPECT_EQ(refusal(config).message(), "config.json: names no architectures and no model_type");
}

TEST(Registry, KeepsHostileNamesOnOneShortLine) {
  nlohmann::json config = deepseek_v3_config();
  config["architectures"] = {"Evil\n\x1b[2J" + std::string(1000, 'x')};
  const std::string message(refusal(config).message());
  EXPECT_EQ(message.find_first_of("\n\x1b"), std::string::npos);
  EXPECT_LT(message.size(), 300u);
}

TEST(Registry, NamesTheFileOfTextThatIsNotJson) {
  const Result<std::unique_ptr<Model>> model = make_model("{", "models/x/config.json");
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.status().code(), StatusCode::kCorrupt);
  EXPECT_EQ(model.status().message().rfind("models/x/config.json: not valid JSON", 0), 0u);
}

}  // namespace
}  // namespace octant
