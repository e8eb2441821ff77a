#include "models/deepseek/config.h"

#include <fmt/format.h>

#include <initializer_list>
#include <utility>

namespace octant {
namespace {

// Ranges: a few times to a thousand times what the largest published models use (V3: hidden 7168,
// 61 layers, 256 experts; Kimi K2: 384 experts, vocabulary 163840), and small enough that products
// of three fields stay far below 2^63.
constexpr int64_t kMaxLayers = 1000;
constexpr int64_t kMaxWidth = int64_t{1} << 20;
constexpr int64_t kMaxVocab = int64_t{1} << 24;
constexpr int64_t kMaxHeads = 1 << 14;
constexpr int64_t kMaxHeadDim = 1 << 14;
constexpr int64_t kMaxExperts = 4096;
constexpr int64_t kMaxSharedExperts = 64;
constexpr int64_t kMaxMtpLayers = 16;
constexpr int64_t kMaxPositions = int64_t{1} << 30;
constexpr int64_t kMaxEosTokens = 64;
constexpr int64_t kMaxBlock = 1 << 16;

// A weight plan takes about 200 bytes a tensor; V3's has 46,000 tensors, Kimi K2's 70,000.
constexpr int64_t kMaxTensors = int64_t{1} << 20;
// Elements of one matrix; V3's largest has 2^30. With kMaxTensors the whole model stays below 2^60.
constexpr int64_t kMaxMatrixElements = int64_t{1} << 38;

void read_attention(const ConfigObject& root, DeepseekConfig& config) {
  config.num_attention_heads = root.require_int("num_attention_heads", 1, kMaxHeads);
  if (root.has("q_lora_rank")) config.q_lora_rank = root.require_int("q_lora_rank", 1, kMaxWidth);
  config.kv_lora_rank = root.require_int("kv_lora_rank", 1, kMaxWidth);
  config.qk_nope_head_dim = root.require_int("qk_nope_head_dim", 1, kMaxHeadDim);
  config.qk_rope_head_dim = root.require_int("qk_rope_head_dim", 2, kMaxHeadDim);
  config.v_head_dim = root.require_int("v_head_dim", 1, kMaxHeadDim);
  if (root.get_bool("attention_bias", false)) root.reject_unsupported("attention_bias", "false");
  // Half-split order would need other rotary pairs in the stages, or permuted weights.
  if (!root.get_bool("rope_interleave", true)) {
    root.reject_unsupported("rope_interleave", "true (weights in interleaved rotary order)");
  }
}

RopeScaling read_yarn(const ConfigObject& object) {
  RopeScaling yarn;
  yarn.factor = object.require_float("factor", 1, 1e6);
  yarn.original_max_position_embeddings =
      object.require_int("original_max_position_embeddings", 1, kMaxPositions);
  yarn.beta_fast = object.get_float("beta_fast", 1e-3, 1e6, yarn.beta_fast);
  yarn.beta_slow = object.get_float("beta_slow", 1e-3, 1e6, yarn.beta_slow);
  yarn.mscale = object.get_float("mscale", 0, 100, yarn.mscale);
  yarn.mscale_all_dim = object.get_float("mscale_all_dim", 0, 100, yarn.mscale_all_dim);
  if (object.has("attention_factor")) {
    object.reject_unsupported("attention_factor", "none (mscale and mscale_all_dim give it)");
  }
  if (!object.get_bool("truncate", true)) object.reject_unsupported("truncate", "true");
  return yarn;
}

// Two spellings: rope_scaling {type | rope_type, ...} beside rope_theta, and, in files that newer
// transformers wrote, rope_parameters {rope_type, rope_theta, ...}.
void read_rope(const ConfigObject& root, DeepseekConfig& config) {
  constexpr double kMinTheta = 2;  // frequencies are powers of 1 / rope_theta: 1 would turn alike
  constexpr double kMaxTheta = 1e12;
  std::optional<ConfigObject> object = root.get_object("rope_parameters");
  if (object && object->has("rope_theta")) {
    config.rope_theta = object->require_float("rope_theta", kMinTheta, kMaxTheta);
  } else {
    config.rope_theta = root.require_float("rope_theta", kMinTheta, kMaxTheta);
  }
  if (!object) object = root.get_object("rope_scaling");
  if (!object) return;
  const std::string_view type_field = object->has("rope_type") ? "rope_type" : "type";
  const std::string type = object->require_string(type_field);
  if (type == "yarn") {
    config.rope_scaling = read_yarn(*object);
  } else if (type != "default" && !type.empty()) {
    object->reject_unsupported(type_field, "\"yarn\", \"default\"");
  }
}

void read_gate(const ConfigObject& root, DeepseekConfig& config) {
  config.n_routed_experts = root.require_int("n_routed_experts", 1, kMaxExperts);
  config.num_experts_per_tok = root.require_int("num_experts_per_tok", 1, kMaxExperts);
  config.n_group = root.require_int("n_group", 1, kMaxExperts);
  config.topk_group = root.require_int("topk_group", 1, kMaxExperts);
  config.norm_topk_prob = root.require_bool("norm_topk_prob");
  config.routed_scaling_factor = root.require_float("routed_scaling_factor", 1e-6, 1e6);
  // transformers' own DeepseekV3Config knows no other gate and does not write these two.
  const std::string scoring_func = root.get_string("scoring_func", "sigmoid");
  if (scoring_func == "softmax") {
    config.scoring_func = ScoringFunc::kSoftmax;
  } else if (scoring_func != "sigmoid") {
    root.reject_unsupported("scoring_func", "\"sigmoid\", \"softmax\"");
  }
  if (root.get_string("topk_method", "noaux_tc") != "noaux_tc") {
    root.reject_unsupported("topk_method", "\"noaux_tc\" (others are DeepSeek-V2's)");
  }
}

void read_ffn(const ConfigObject& root, DeepseekConfig& config) {
  config.intermediate_size = root.require_int("intermediate_size", 1, kMaxWidth);
  config.first_k_dense_replace = root.require_int("first_k_dense_replace", 0, kMaxLayers);
  config.moe_intermediate_size = root.require_int("moe_intermediate_size", 1, kMaxWidth);
  config.n_shared_experts = root.get_int("n_shared_experts", 0, kMaxSharedExperts, 0);
  if (root.get_int("moe_layer_freq", 1, kMaxLayers, 1) != 1) {
    root.reject_unsupported("moe_layer_freq", "1");
  }
  if (root.get_string("hidden_act", "silu") != "silu") {
    root.reject_unsupported("hidden_act", "\"silu\"");
  }
  read_gate(root, config);
}

void read_quantization(const ConfigObject& root, DeepseekConfig& config) {
  const std::optional<ConfigObject> object = root.get_object("quantization_config");
  if (!object) return;
  const std::string method = object->require_string("quant_method");
  if (method.empty()) return;
  if (method == "compressed-tensors" && object->has("format")) {
    object->reject_unsupported("format", "quant_method \"fp8\", not \"compressed-tensors\"");
    return;
  }
  if (method != "fp8") {
    object->reject_unsupported("quant_method", "\"fp8\"");
    return;
  }
  if (object->get_string("fmt", "e4m3") != "e4m3") object->reject_unsupported("fmt", "\"e4m3\"");
  if (!object->has("weight_block_size")) {
    object->reject_unsupported("weight_block_size", "[128, 128] (one scale a block)");
    return;
  }
  const std::vector<int64_t> block = object->get_ints("weight_block_size", 1, kMaxBlock, 2);
  if (block.size() == 2) {
    config.weight_block_size = {block[0], block[1]};
  } else if (block.size() == 1) {
    object->reject("weight_block_size", "two integers: rows and columns");
  }
}

void read_tokens(const ConfigObject& root, DeepseekConfig& config) {
  for (int64_t id : root.get_ints("eos_token_id", 0, kMaxVocab - 1, kMaxEosTokens)) {
    config.eos_token_ids.push_back(static_cast<int32_t>(id));
  }
  config.bos_token_id = static_cast<int32_t>(root.get_int("bos_token_id", 0, kMaxVocab - 1, -1));
}

// Fields that are right one by one may still contradict each other.
void check_attention(const ConfigObject& root, const DeepseekConfig& config) {
  const int64_t heads = config.num_attention_heads;
  if (root.get_int("num_key_value_heads", 1, kMaxHeads, heads) != heads) {
    root.reject("num_key_value_heads", fmt::format("num_attention_heads = {}", heads));
  }
  if (config.qk_rope_head_dim % 2 != 0) {
    root.reject("qk_rope_head_dim", "an even number, since rotary turns pairs");
  }
  const std::optional<RopeScaling>& yarn = config.rope_scaling;
  if (yarn && yarn->beta_slow > yarn->beta_fast) {
    root.reject(
        root.has("rope_parameters") ? "rope_parameters" : "rope_scaling",
        fmt::format("beta_slow = {} at most beta_fast = {}", yarn->beta_slow, yarn->beta_fast));
  }
}

void check_gate(const ConfigObject& root, const DeepseekConfig& config) {
  const int64_t num_experts = config.n_routed_experts;
  const int64_t group_size = num_experts / config.n_group;
  if (num_experts % config.n_group != 0) {
    root.reject("n_group", fmt::format("a divisor of n_routed_experts = {}", num_experts));
  } else if (config.n_group > 1 && group_size < 2) {
    root.reject("n_group", "at least 2 experts a group, since the best two make its score");
  } else if (config.topk_group > config.n_group) {
    root.reject("topk_group", fmt::format("at most n_group = {}", config.n_group));
  } else if (config.num_experts_per_tok > config.topk_group * group_size) {
    root.reject("num_experts_per_tok",
                fmt::format("at most {}, the experts of topk_group = {} groups",
                            config.topk_group * group_size, config.topk_group));
  }
  if (config.first_k_dense_replace > config.num_hidden_layers) {
    root.reject("first_k_dense_replace",
                fmt::format("at most num_hidden_layers = {}", config.num_hidden_layers));
  }
}

void check_tokens(const ConfigObject& root, const DeepseekConfig& config) {
  for (int32_t id : config.eos_token_ids) {
    if (id < config.vocab_size) continue;
    root.reject("eos_token_id", fmt::format("ids below vocab_size = {}", config.vocab_size));
    break;
  }
  if (config.bos_token_id >= config.vocab_size) {
    root.reject("bos_token_id", fmt::format("an id below vocab_size = {}", config.vocab_size));
  }
}

// No product may reach sizes that overflow.
void check_sizes(const ConfigObject& root, const DeepseekConfig& config) {
  const int64_t num_tensors = config.num_planned_layers() * config.n_routed_experts * 3;
  if (num_tensors > kMaxTensors) {
    root.reject("n_routed_experts",
                fmt::format("at most {} expert matrices, {} layers have {}", kMaxTensors,
                            config.num_planned_layers(), num_tensors));
  }
  const auto check = [&](std::string_view field, std::initializer_list<int64_t> factors) {
    int64_t elements = 1;
    for (int64_t factor : factors) elements *= factor;
    if (elements > kMaxMatrixElements) {
      root.reject(field, fmt::format("matrices of at most {} elements, this makes one of {}",
                                     kMaxMatrixElements, elements));
    }
  };
  const int64_t heads = config.num_attention_heads;
  check("vocab_size", {config.vocab_size, config.hidden_size});
  check("intermediate_size", {config.intermediate_size, config.hidden_size});
  check("moe_intermediate_size", {config.moe_intermediate_size, config.hidden_size});
  check("n_shared_experts",
        {config.n_shared_experts, config.moe_intermediate_size, config.hidden_size});
  check("hidden_size", {2, config.hidden_size, config.hidden_size});
  check("qk_nope_head_dim",
        {heads, config.qk_head_dim(), config.q_lora_rank.value_or(config.hidden_size)});
  check("q_lora_rank", {config.q_lora_rank.value_or(1), config.hidden_size});
  check("kv_lora_rank", {config.kv_lora_rank + config.qk_rope_head_dim, config.hidden_size});
  check("kv_lora_rank", {heads, config.qk_nope_head_dim + config.v_head_dim, config.kv_lora_rank});
  check("v_head_dim", {heads, config.v_head_dim, config.hidden_size});
}

}  // namespace

Result<DeepseekConfig> parse_deepseek_config(const ConfigDocument& document) {
  const ConfigObject root = document.root();
  DeepseekConfig config;
  const std::vector<std::string> architectures = root.get_strings("architectures", 16);
  if (!architectures.empty()) config.architecture = architectures.front();
  config.model_type = root.get_string("model_type", "");

  config.vocab_size = root.require_int("vocab_size", 1, kMaxVocab);
  config.hidden_size = root.require_int("hidden_size", 1, kMaxWidth);
  config.num_hidden_layers = root.require_int("num_hidden_layers", 1, kMaxLayers);
  config.num_nextn_predict_layers = root.get_int("num_nextn_predict_layers", 0, kMaxMtpLayers, 0);
  config.max_position_embeddings = root.require_int("max_position_embeddings", 1, kMaxPositions);
  config.rms_norm_eps = root.require_float("rms_norm_eps", 1e-15, 1);
  if (root.get_bool("tie_word_embeddings", false)) {
    root.reject_unsupported("tie_word_embeddings", "false (lm_head of its own)");
  }
  read_attention(root, config);
  read_rope(root, config);
  read_ffn(root, config);
  read_quantization(root, config);
  read_tokens(root, config);
  RETURN_IF_ERROR(document.status());
  check_attention(root, config);
  check_gate(root, config);
  check_tokens(root, config);
  check_sizes(root, config);
  RETURN_IF_ERROR(document.status());
  return config;
}

Result<DeepseekConfig> parse_deepseek_config(std::string_view config_json, std::string_view where) {
  ASSIGN_OR_RETURN(const ConfigDocument document, ConfigDocument::parse(config_json, where));
  return parse_deepseek_config(document);
}

}  // namespace octant
