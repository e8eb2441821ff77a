#include "models/deepseek/weights.h"

#include <fmt/format.h>

#include <utility>

namespace octant {
namespace deepseek_names {

std::string layer_prefix(LayerIdx layer) {
  return fmt::format("model.layers.{}.", layer.value);
}

std::string dense_ffn_prefix(LayerIdx layer) {
  return layer_prefix(layer) + "mlp.";
}

std::string shared_experts_prefix(LayerIdx layer) {
  return layer_prefix(layer) + "mlp.shared_experts.";
}

std::string expert_prefix(LayerIdx layer, LogicalExpert expert) {
  return fmt::format("model.layers.{}.mlp.experts.{}.", layer.value, expert.value);
}

std::string join(const std::string& prefix, std::string_view name) {
  return std::string(prefix).append(name);
}

}  // namespace deepseek_names

namespace {

namespace names = deepseek_names;

class PlanBuilder {
 public:
  explicit PlanBuilder(const DeepseekConfig& config) : config_(config) {}

  std::vector<TensorSpec> build() && {
    const int64_t h = config_.hidden_size;
    const int64_t v = config_.vocab_size;
    matrix(names::kEmbedTokens, {v, h}, WeightRole::kEmbedding).storage = WeightStorage::kUnscaled;
    for (LayerIdx layer{0}; layer.value < config_.num_planned_layers(); ++layer) add_layer(layer);
    layer_ = LayerIdx{-1};
    vector(names::kFinalNorm, h);
    rows(matrix(names::kLmHead, {v, h}, WeightRole::kHead), kDeepseekSliceUnit).storage =
        WeightStorage::kUnscaled;
    return std::move(plan_);
  }

 private:
  void add_layer(LayerIdx layer) {
    layer_ = layer;
    const std::string prefix = names::layer_prefix(layer);
    vector(names::join(prefix, names::kInputLayernorm), config_.hidden_size);
    add_attention(prefix);
    vector(names::join(prefix, names::kPostAttentionLayernorm), config_.hidden_size);
    if (config_.has_experts(layer)) {
      add_experts(prefix);
    } else {
      add_ffn(names::dense_ffn_prefix(layer), config_.intermediate_size, WeightRole::kDenseFfn);
    }
    if (config_.is_draft(layer)) add_draft_parts(prefix);
  }

  void add_attention(const std::string& prefix) {
    const WeightRole role = WeightRole::kAttention;
    const int64_t h = config_.hidden_size;
    const int64_t heads = config_.num_attention_heads;
    const int64_t q_rows = config_.qk_head_dim();  // of one head
    const int64_t kv_rows = config_.qk_nope_head_dim + config_.v_head_dim;
    if (config_.q_lora_rank) {
      const int64_t q_rank = *config_.q_lora_rank;
      matrix(names::join(prefix, names::kQAProj), {q_rank, h}, role);
      vector(names::join(prefix, names::kQALayernorm), q_rank);
      rows(matrix(names::join(prefix, names::kQBProj), {heads * q_rows, q_rank}, role), q_rows);
    } else {
      rows(matrix(names::join(prefix, names::kQProj), {heads * q_rows, h}, role), q_rows);
    }
    matrix(names::join(prefix, names::kKvAProj),
           {config_.kv_lora_rank + config_.qk_rope_head_dim, h}, role);
    vector(names::join(prefix, names::kKvALayernorm), config_.kv_lora_rank);
    rows(
        matrix(names::join(prefix, names::kKvBProj), {heads * kv_rows, config_.kv_lora_rank}, role),
        kv_rows);
    cols(matrix(names::join(prefix, names::kOProj), {h, heads * config_.v_head_dim}, role),
         config_.v_head_dim);
  }

  void add_experts(const std::string& prefix) {
    const int64_t num_experts = config_.n_routed_experts;
    matrix(names::join(prefix, names::kGate), {num_experts, config_.hidden_size}, WeightRole::kGate)
        .storage = WeightStorage::kUnscaled;
    TensorSpec& bias = vector(names::join(prefix, names::kGateBias), num_experts);
    bias.storage = WeightStorage::kF32Vector;
    bias.role = WeightRole::kGate;
    if (config_.n_shared_experts > 0) {  // one FFN of n_shared_experts times the width
      add_ffn(names::shared_experts_prefix(layer_),
              config_.n_shared_experts * config_.moe_intermediate_size, WeightRole::kSharedExpert);
    }
    for (LogicalExpert expert{0}; expert.value < num_experts; ++expert) {
      const size_t first = plan_.size();
      add_ffn(names::expert_prefix(layer_, expert), config_.moe_intermediate_size,
              WeightRole::kRoutedExpert);
      for (size_t i = first; i < plan_.size(); ++i) {
        plan_[i].split = WeightSplit::kExpert;
        plan_[i].unit = 1;
        plan_[i].expert = expert;
      }
    }
  }

  // gate and up give the columns that down takes, so all three are cut at the same places.
  void add_ffn(const std::string& prefix, int64_t intermediate, WeightRole role) {
    const int64_t h = config_.hidden_size;
    rows(matrix(names::join(prefix, names::kGateProj), {intermediate, h}, role),
         kDeepseekSliceUnit);
    rows(matrix(names::join(prefix, names::kUpProj), {intermediate, h}, role), kDeepseekSliceUnit);
    cols(matrix(names::join(prefix, names::kDownProj), {h, intermediate}, role),
         kDeepseekSliceUnit);
  }

  void add_draft_parts(const std::string& prefix) {
    const int64_t h = config_.hidden_size;
    const int64_t v = config_.vocab_size;
    vector(names::join(prefix, names::kEnorm), h);
    vector(names::join(prefix, names::kHnorm), h);
    cols(matrix(names::join(prefix, names::kEhProj), {h, 2 * h}, WeightRole::kDraftInput),
         kDeepseekSliceUnit)
        .storage = WeightStorage::kUnscaled;
    vector(names::join(prefix, names::kSharedHeadNorm), h);
    TensorSpec& embedding =
        matrix(names::join(prefix, names::kDraftEmbedTokens), {v, h}, WeightRole::kEmbedding);
    embedding.storage = WeightStorage::kUnscaled;
    embedding.duplicate = true;
    TensorSpec& head =
        rows(matrix(names::join(prefix, names::kSharedHeadHead), {v, h}, WeightRole::kHead),
             kDeepseekSliceUnit);
    head.storage = WeightStorage::kUnscaled;
    head.duplicate = true;
  }

  // References are good until the next tensor is added.
  TensorSpec& matrix(std::string_view name, std::vector<int64_t> shape, WeightRole role) {
    TensorSpec& tensor = plan_.emplace_back();
    tensor.name = name;
    tensor.shape = std::move(shape);
    tensor.role = role;
    tensor.storage = WeightStorage::kLinear;
    tensor.layer = layer_;
    tensor.draft = config_.is_draft(layer_);
    return tensor;
  }
  TensorSpec& vector(std::string_view name, int64_t size) {
    TensorSpec& tensor = matrix(name, {size}, WeightRole::kNorm);
    tensor.storage = WeightStorage::kVector;
    return tensor;
  }
  static TensorSpec& rows(TensorSpec& tensor, int64_t unit) {
    tensor.split = WeightSplit::kRows;
    tensor.unit = unit;
    return tensor;
  }
  static TensorSpec& cols(TensorSpec& tensor, int64_t unit) {
    tensor.split = WeightSplit::kCols;
    tensor.unit = unit;
    return tensor;
  }

  const DeepseekConfig& config_;
  LayerIdx layer_{-1};
  std::vector<TensorSpec> plan_;
};

}  // namespace

std::vector<TensorSpec> deepseek_weight_plan(const DeepseekConfig& config) {
  return PlanBuilder(config).build();
}

}  // namespace octant
