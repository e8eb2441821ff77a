// config.json is untrusted: whatever it holds, parsing gives a config that is safe to plan with, or
// a message that names the field.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "models/deepseek/config.h"
#include "models/deepseek/weights.h"
#include "tests/models/known_configs.h"

namespace octant {
namespace {

using ::nlohmann::json;

struct Malformed {
  std::string pointer;  // JSON pointer of the field
  json value;           // what stands there
  std::string field;    // what the message must name; empty: the pointer with dots
  StatusCode code = StatusCode::kCorrupt;
};

std::string field_of(const Malformed& bad) {
  if (!bad.field.empty()) return bad.field;
  std::string field = bad.pointer.substr(1);
  std::replace(field.begin(), field.end(), '/', '.');
  return field;
}

// The value that stands for "erase the field".
const json kMissing = json::binary({});

void expect_one_line_naming_the_field(const Malformed& bad) {
  SCOPED_TRACE(bad.pointer + " = " + (bad.value == kMissing ? "missing" : bad.value.dump()));
  json config = testing::deepseek_v3_config();
  const json::json_pointer pointer(bad.pointer);
  if (bad.value == kMissing) {
    config[pointer.parent_pointer()].erase(pointer.back());
  } else {
    config[pointer] = bad.value;
  }
  const Status status = parse_deepseek_config(config.dump(), "config.json").status();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.code(), bad.code) << status.message();
  const std::string message(status.message());
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  EXPECT_EQ(message.rfind("config.json: " + field_of(bad) + " is ", 0), 0u) << message;
}

TEST(MalformedConfig, EveryIntegerRefusesEveryKindOfWrongValue) {
  const json wrong[] = {
      kMissing,         nullptr,          "61", 61.5, 1e308, -1, true, {1}, json::object(),
      int64_t{1} << 31, uint64_t{1} << 63};
  for (const char* field :
       {"vocab_size", "hidden_size", "num_hidden_layers", "max_position_embeddings",
        "num_attention_heads", "kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim",
        "intermediate_size", "moe_intermediate_size", "n_routed_experts", "num_experts_per_tok",
        "n_group", "topk_group"}) {
    for (const json& value : wrong) {
      expect_one_line_naming_the_field({std::string("/") + field, value, field});
    }
    expect_one_line_naming_the_field({std::string("/") + field, 0, field});
  }
  // Optional, or zero allowed.
  for (const char* field : {"q_lora_rank", "n_shared_experts", "num_nextn_predict_layers",
                            "first_k_dense_replace", "num_key_value_heads"}) {
    for (const json& value : wrong) {
      const bool may_be_absent = std::string_view(field) != "first_k_dense_replace";
      if (may_be_absent && (value == kMissing || value.is_null())) continue;
      expect_one_line_naming_the_field({std::string("/") + field, value, field});
    }
  }
}

TEST(MalformedConfig, EveryOtherFieldRefusesWrongValues) {
  const StatusCode no = StatusCode::kUnsupported;
  const Malformed cases[] = {
      {"/rms_norm_eps", 0, ""},
      {"/rms_norm_eps", "1e-6", ""},
      {"/rms_norm_eps", 1e308, ""},
      {"/rms_norm_eps", kMissing, ""},
      {"/rope_theta", 1, ""},
      {"/rope_theta", -10000, ""},
      {"/rope_theta", kMissing, ""},
      {"/rope_theta", {10000}, ""},
      {"/routed_scaling_factor", 0, ""},
      {"/routed_scaling_factor", nullptr, ""},
      {"/norm_topk_prob", 1, ""},
      {"/norm_topk_prob", kMissing, ""},
      {"/hidden_act", "gelu", "", no},
      {"/hidden_act", 3, ""},
      {"/attention_bias", true, "", no},
      {"/attention_bias", "false", ""},
      {"/tie_word_embeddings", true, "", no},
      {"/rope_interleave", false, "", no},
      {"/moe_layer_freq", 2, "", no},
      {"/moe_layer_freq", 0, ""},
      {"/scoring_func", "sqrtsoftplus", "", no},
      {"/topk_method", "greedy", "", no},
      {"/topk_method", "group_limited_greedy", "", no},
      {"/architectures", "DeepseekV3ForCausalLM", ""},
      {"/model_type", 3, ""},
      {"/rope_scaling", "yarn", ""},
      {"/rope_scaling", {1, 2}, ""},
      {"/rope_scaling/type", "linear", "", no},
      {"/rope_scaling/type", "llama3\n\x1b[2J", "", no},
      {"/rope_scaling/type", kMissing, ""},
      {"/rope_scaling/factor", 0, ""},
      {"/rope_scaling/factor", 0.5, ""},
      {"/rope_scaling/factor", "40", ""},
      {"/rope_scaling/factor", kMissing, ""},
      {"/rope_scaling/original_max_position_embeddings", 0, ""},
      {"/rope_scaling/original_max_position_embeddings", kMissing, ""},
      {"/rope_scaling/beta_fast", 0, ""},
      {"/rope_scaling/beta_fast", 0.5, "rope_scaling"},
      {"/rope_scaling/beta_slow", -1, ""},
      {"/rope_scaling/mscale", -1, ""},
      {"/rope_scaling/mscale_all_dim", 1e308, ""},
      {"/rope_scaling/attention_factor", 1.0, "", no},
      {"/rope_scaling/truncate", false, "", no},
      {"/quantization_config", "fp8", ""},
      {"/quantization_config/quant_method", "awq", "", no},
      {"/quantization_config/quant_method", kMissing, ""},
      {"/quantization_config/quant_method", 8, ""},
      {"/quantization_config/fmt", "e5m2", "", no},
      {"/quantization_config/weight_block_size", nullptr, "", no},
      {"/quantization_config/weight_block_size", json::array(), ""},
      {"/quantization_config/weight_block_size", {128}, ""},
      {"/quantization_config/weight_block_size", {0, 128}, ""},
      {"/quantization_config/weight_block_size", {128, 128, 128}, ""},
      {"/quantization_config/weight_block_size", "128", ""},
      {"/eos_token_id", 129280, ""},
      {"/eos_token_id", -1, ""},
      {"/eos_token_id", "1", ""},
      {"/eos_token_id", {1, 129280}, ""},
      {"/eos_token_id", json::array(), ""},
      {"/bos_token_id", 129280, ""},
      {"/bos_token_id", -5, ""},
  };
  for (const Malformed& bad : cases) expect_one_line_naming_the_field(bad);
}

TEST(MalformedConfig, FieldsThatContradictEachOtherAreNamed) {
  const Malformed cases[] = {
      {"/qk_rope_head_dim", 63, ""},
      {"/num_key_value_heads", 8, ""},
      {"/n_group", 7, ""},
      {"/n_group", 256, ""},
      {"/topk_group", 9, ""},
      {"/num_experts_per_tok", 129, ""},
      {"/first_k_dense_replace", 62, ""},
  };
  for (const Malformed& bad : cases) expect_one_line_naming_the_field(bad);
}

TEST(MalformedConfig, SizesThatWouldNotFitInMemoryAreNamed) {
  json config = testing::deepseek_v3_config();
  config["num_hidden_layers"] = 1000;
  config["n_routed_experts"] = 4096;
  Status status = parse_deepseek_config(config.dump(), "config.json").status();
  EXPECT_EQ(status.message(),
            "config.json: n_routed_experts is 4096, expected at most 1048576 expert matrices, 1001 "
            "layers have 12300288");

  config = testing::deepseek_v3_config();
  config["vocab_size"] = 1 << 24;
  config["hidden_size"] = 1 << 20;
  status = parse_deepseek_config(config.dump(), "config.json").status();
  EXPECT_THAT(std::string(status.message()),
              ::testing::HasSubstr("vocab_size is 16777216, expected matrices of at most "
                                   "274877906944 elements, this makes one of 17592186044416"));
}

// Text mutations that keep much of the structure: what a fuzzer would try first, with a fixed seed.
class Mutator {
 public:
  explicit Mutator(uint32_t seed) : random_(seed) {}

  std::string mutate(std::string text) {
    const size_t count = 1 + below(4);
    for (size_t i = 0; i < count && !text.empty(); ++i) mutate_once(text);
    return text;
  }

 private:
  size_t below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }

  void mutate_once(std::string& text) {
    static constexpr std::string_view kTokens[] = {
        "0",       "-1",   "1e308", "1e999", "4294967296", "18446744073709551616",
        "null",    "true", "\"\"",  "[]",    "{}",         "[[[[",
        "\"a\":",  ",",    "}",     "0.1",   "9",          "\xff",
        "\\u0000", "NaN"};
    const size_t at = below(text.size());
    switch (below(6)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text.resize(at);
        break;
      case 2:
        text.erase(at, 1 + below(8));
        break;
      case 3:
        text.insert(at, kTokens[below(std::size(kTokens))]);
        break;
      case 4:
        text.insert(at, text.substr(below(text.size()), 1 + below(40)));
        break;
      case 5:  // the digits of a number, so that values change and the text stays valid
        for (size_t i = at; i < text.size(); ++i) {
          if (text[i] >= '0' && text[i] <= '9') {
            text[i] = static_cast<char>('0' + below(10));
            break;
          }
        }
        break;
      default:
        break;
    }
  }

  std::mt19937 random_;
};

// What planning and allocation rely on.
void expect_safe_to_plan(const DeepseekConfig& config) {
  ASSERT_LE(config.num_planned_layers() * config.n_routed_experts * 3, 1 << 20);
  if (config.num_planned_layers() * config.n_routed_experts > 1 << 14)
    return;  // keeps the test fast
  int64_t total = 0;
  for (const TensorSpec& tensor : deepseek_weight_plan(config)) {
    const int64_t elements = num_elements(tensor);
    ASSERT_GT(elements, 0) << tensor.name;
    ASSERT_LE(elements, int64_t{1} << 38) << tensor.name;
    total += elements;
  }
  ASSERT_LT(total, int64_t{1} << 60);
}

TEST(MalformedConfig, MutatedTextNeverBreaksTheParserOrThePlan) {
  const std::string text = testing::odd_tiny_config().dump(1);
  Mutator mutator(20261122);
  int64_t num_accepted = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string mutated = mutator.mutate(text);
    const Result<DeepseekConfig> config = parse_deepseek_config(mutated, "config.json");
    if (config.ok()) {
      ++num_accepted;
      expect_safe_to_plan(*config);
    } else {
      EXPECT_EQ(config.status().message().rfind("config.json: ", 0), 0u) << mutated;
    }
    ASSERT_FALSE(HasFatalFailure()) << mutated;
  }
  // Both outcomes must have been tried.
  EXPECT_GT(num_accepted, 100);
  EXPECT_LT(num_accepted, 2900);
}

TEST(MalformedConfig, EveryTruncationIsRefused) {
  const std::string text = testing::deepseek_v3_config().dump();
  for (size_t length = 0; length < text.size(); ++length) {
    const Status status = parse_deepseek_config(text.substr(0, length), "config.json").status();
    EXPECT_EQ(status.code(), StatusCode::kCorrupt) << length;
  }
}

}  // namespace
}  // namespace octant
