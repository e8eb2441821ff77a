#include "runtime/synth/shapes.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "runtime/synth/synth_tokenizer.h"

namespace octant {
namespace {

using Json = nlohmann::ordered_json;

// A config.json is one or two kilobytes; a megabyte is no config.
constexpr std::streamsize kMaxConfigBytes = 1 << 20;

// Fields that all shapes share: DeepSeek-V3's routing, rotary embedding and constants.
constexpr std::string_view kCommon = R"({
  "architectures": ["DeepseekV3ForCausalLM"],
  "model_type": "deepseek_v3",
  "vocab_size": 512, "hidden_size": 192, "intermediate_size": 256, "moe_intermediate_size": 64,
  "num_hidden_layers": 3, "first_k_dense_replace": 1, "moe_layer_freq": 1,
  "num_nextn_predict_layers": 1,
  "num_attention_heads": 8, "num_key_value_heads": 8,
  "q_lora_rank": 96, "kv_lora_rank": 64,
  "qk_nope_head_dim": 32, "qk_rope_head_dim": 16, "v_head_dim": 32,
  "n_routed_experts": 16, "n_shared_experts": 1, "num_experts_per_tok": 4,
  "n_group": 4, "topk_group": 2, "topk_method": "noaux_tc", "scoring_func": "sigmoid",
  "norm_topk_prob": true, "routed_scaling_factor": 2.5,
  "hidden_act": "silu", "rms_norm_eps": 1e-06, "attention_bias": false,
  "rope_theta": 10000, "max_position_embeddings": 163840,
  "rope_scaling": {
    "type": "yarn", "factor": 40, "original_max_position_embeddings": 4096,
    "beta_fast": 32, "beta_slow": 1, "mscale": 1.0, "mscale_all_dim": 1.0
  },
  "tie_word_embeddings": false
})";

constexpr std::array<NamedShape, 7> kShapes = {{
    // The common fields as they are: every part of the architecture, FP8 blocks with ragged edges
    // (hidden 192), eight heads for eight ranks.
    {"tiny", "3 layers + MTP, hidden 192, 16 experts in 4 groups; 6 MB", "{}"},
    {"small", "6 layers + MTP, hidden 256, 32 experts in 8 groups; 40 MB",
     R"({"vocab_size": 768, "hidden_size": 256, "intermediate_size": 768,
         "moe_intermediate_size": 128, "num_hidden_layers": 6, "first_k_dense_replace": 2,
         "q_lora_rank": 128, "kv_lora_rank": 128, "qk_nope_head_dim": 32, "qk_rope_head_dim": 32,
         "v_head_dim": 32, "n_routed_experts": 32, "n_group": 8, "topk_group": 4})"},
    // A MoE layer of V2-Lite is 585 M parameters and its embedding and head are 419 M; one dense
    // and one MoE layer with half the vocabulary stay between 1 and 2 GB in both element types.
    {"v2-lite-slice",
     "V2-Lite's dimensions, 2 layers, half its vocabulary; 1.8 GB BF16, 1.1 GB FP8",
     R"({"vocab_size": 51200, "hidden_size": 2048, "intermediate_size": 10944,
         "moe_intermediate_size": 1408, "num_hidden_layers": 2, "num_nextn_predict_layers": 0,
         "num_attention_heads": 16, "num_key_value_heads": 16,
         "q_lora_rank": null, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
         "v_head_dim": 128, "n_routed_experts": 64, "n_shared_experts": 2,
         "num_experts_per_tok": 6, "n_group": 1, "topk_group": 1})"},
    // V3's routing and head sizes; hidden size, heads and experts' width are cut until four layers
    // with experts (the MTP layer is one of them) fit.
    {"v3-slice", "V3's routing (256 experts, top-8), 4 layers + MTP; 1.9 GB BF16, 1.0 GB FP8",
     R"({"vocab_size": 32768, "hidden_size": 1024, "intermediate_size": 4096,
         "moe_intermediate_size": 256, "num_hidden_layers": 4,
         "num_attention_heads": 32, "num_key_value_heads": 32,
         "q_lora_rank": 512, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
         "v_head_dim": 128, "n_routed_experts": 256, "num_experts_per_tok": 8, "n_group": 8,
         "topk_group": 4})"},
    // Whole models: what `octant bench --synthetic` makes in memory.
    {"deepseek-v3", "DeepSeek-V3 and R1, 61 layers + MTP; 688 GB FP8, 1.3 TB BF16",
     R"({"vocab_size": 129280, "hidden_size": 7168, "intermediate_size": 18432,
         "moe_intermediate_size": 2048, "num_hidden_layers": 61, "first_k_dense_replace": 3,
         "num_attention_heads": 128, "num_key_value_heads": 128,
         "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
         "v_head_dim": 128, "n_routed_experts": 256, "num_experts_per_tok": 8, "n_group": 8,
         "topk_group": 4})",
     true},
    // V2-Lite's sizes with V3's gate (sigmoid and bias): what is read and multiplied is the same.
    {"deepseek-v2-lite", "DeepSeek-V2-Lite's dimensions, 27 layers; 31 GB BF16",
     R"({"vocab_size": 102400, "hidden_size": 2048, "intermediate_size": 10944,
         "moe_intermediate_size": 1408, "num_hidden_layers": 27, "num_nextn_predict_layers": 0,
         "num_attention_heads": 16, "num_key_value_heads": 16,
         "q_lora_rank": null, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
         "v_head_dim": 128, "n_routed_experts": 64, "n_shared_experts": 2,
         "num_experts_per_tok": 6, "n_group": 1, "topk_group": 1})"},
    {"moonlight-16b", "Moonlight-16B-A3B, 27 layers; 32 GB BF16",
     R"({"vocab_size": 163840, "hidden_size": 2048, "intermediate_size": 11264,
         "moe_intermediate_size": 1408, "num_hidden_layers": 27, "num_nextn_predict_layers": 0,
         "num_attention_heads": 16, "num_key_value_heads": 16, "max_position_embeddings": 8192,
         "q_lora_rank": null, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
         "v_head_dim": 128, "n_routed_experts": 64, "n_shared_experts": 2,
         "num_experts_per_tok": 6, "n_group": 1, "topk_group": 1,
         "routed_scaling_factor": 2.446, "rms_norm_eps": 1e-05,
         "rope_theta": 50000, "rope_scaling": null})"},
}};

Result<Json> read_config(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return io_error(fmt::format("{}: cannot be read", path));
  std::string text(static_cast<size_t>(kMaxConfigBytes) + 1, '\0');
  file.read(text.data(), kMaxConfigBytes + 1);
  if (file.bad()) return io_error(fmt::format("{}: cannot be read", path));
  if (file.gcount() > kMaxConfigBytes) {
    return invalid_argument(fmt::format("{}: larger than {} bytes", path, kMaxConfigBytes));
  }
  text.resize(static_cast<size_t>(file.gcount()));
  Json config = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!config.is_object()) return invalid_argument(fmt::format("{}: not a JSON object", path));
  return config;
}

Result<Json> shape_config(const std::string& shape) {
  for (const NamedShape& named : kShapes) {
    if (named.name != shape) continue;
    Json config = Json::parse(kCommon);
    const Json overrides = Json::parse(named.overrides);
    // Not merge_patch: it would drop the fields that are null.
    for (const auto& [key, value] : overrides.items()) config[key] = value;
    return config;
  }
  std::error_code error;
  if (std::filesystem::is_regular_file(shape, error)) return read_config(shape);
  std::string names;
  for (const NamedShape& named : kShapes) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", named.name);
  }
  return invalid_argument(
      fmt::format("shape '{}' is neither a path to a config.json nor one of: {}", shape, names));
}

}  // namespace

std::span<const NamedShape> named_shapes() {
  return kShapes;
}

Result<std::string> synth_config(const api::SynthOptions& options) {
  if (options.num_layers < 0) {
    return invalid_argument(
        fmt::format("num_layers is {}, expected 0 or more", options.num_layers));
  }
  const bool fp8 = options.dtype == api::SynthDType::kF8;
  if (options.ue8m0_scales && !fp8) {
    return invalid_argument("power-of-two scales are asked for, but the weights are not FP8");
  }
  ASSIGN_OR_RETURN(Json config, shape_config(options.shape));
  if (options.num_layers > 0) config["num_hidden_layers"] = options.num_layers;
  if (options.num_dense_layers >= 0) config["first_k_dense_replace"] = options.num_dense_layers;
  config["bos_token_id"] = kSynthBosId;
  config["eos_token_id"] = kSynthEosId;
  config["torch_dtype"] = options.dtype == api::SynthDType::kF32 ? "float32" : "bfloat16";
  config.erase("quantization_config");
  if (fp8) {
    Json& quantization = config["quantization_config"];
    quantization = {{"quant_method", "fp8"},
                    {"fmt", "e4m3"},
                    {"activation_scheme", "dynamic"},
                    {"weight_block_size", {128, 128}}};
    if (options.ue8m0_scales) quantization["scale_fmt"] = "ue8m0";
  }
  return config.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<api::SynthDType> published_dtype(const std::string& shape) {
  for (const NamedShape& named : kShapes) {
    if (named.name == shape) return named.is_fp8 ? api::SynthDType::kF8 : api::SynthDType::kBF16;
  }
  ASSIGN_OR_RETURN(const Json config, shape_config(shape));
  const bool is_quantized = config.contains("quantization_config");
  return is_quantized ? api::SynthDType::kF8 : api::SynthDType::kBF16;
}

}  // namespace octant
