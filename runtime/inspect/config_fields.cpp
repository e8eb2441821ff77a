#include "runtime/inspect/config_fields.h"

#include <array>
#include <optional>
#include <string_view>

namespace octant {
namespace {

constexpr std::array<std::string_view, 32> kFields = {
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_nextn_predict_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "q_lora_rank",
    "kv_lora_rank",
    "qk_nope_head_dim",
    "qk_rope_head_dim",
    "v_head_dim",
    "head_dim",
    "intermediate_size",
    "moe_intermediate_size",
    "first_k_dense_replace",
    "n_routed_experts",
    "n_shared_experts",
    "num_experts",
    "num_local_experts",
    "num_experts_per_tok",
    "n_group",
    "topk_group",
    "norm_topk_prob",
    "routed_scaling_factor",
    "scoring_func",
    "topk_method",
    "hidden_act",
    "rms_norm_eps",
    "rope_theta",
    "max_position_embeddings",
    "torch_dtype",
    "dtype",
};

struct NestedField {
  std::string_view object;
  std::string_view field;
};
constexpr std::array<NestedField, 9> kNestedFields = {{
    {"rope_scaling", "type"},
    {"rope_scaling", "rope_type"},
    {"rope_scaling", "factor"},
    {"rope_scaling", "original_max_position_embeddings"},
    {"rope_parameters", "rope_type"},
    {"rope_parameters", "factor"},
    {"quantization_config", "quant_method"},
    {"quantization_config", "fmt"},
    {"quantization_config", "format"},
}};

}  // namespace

std::map<std::string, std::string> config_fields(const ConfigDocument& document) {
  const ConfigObject root = document.root();
  std::map<std::string, std::string> fields;
  for (std::string_view field : kFields) {
    if (root.has(field)) fields.emplace(field, root.show(field));
  }
  for (const NestedField& nested : kNestedFields) {
    const std::optional<ConfigObject> object = root.get_object(nested.object);
    if (!object || !object->has(nested.field)) continue;
    fields.emplace(std::string(nested.object) + "." + std::string(nested.field),
                   object->show(nested.field));
  }
  return fields;
}

DType config_dtype(const ConfigDocument& document) {
  const ConfigObject root = document.root();
  const std::string name = root.show(root.has("dtype") ? "dtype" : "torch_dtype");
  if (name == "float32") return DType::kF32;
  if (name == "float16") return DType::kF16;
  return DType::kBF16;
}

}  // namespace octant
