#include "models/deepseek/bound_weights.h"

#include <algorithm>
#include <string>

#include "models/deepseek/weights.h"

namespace octant {
namespace {

namespace names = deepseek_names;

// Looks tensors up under a prefix and remembers the first failure, so that binding reads as a list.
class Binder {
 public:
  Binder(const WeightSource& source, Memory& memory) : source_(source), memory_(memory) {}

  WeightView matrix(const std::string& name) { return remember(source_.matrix(name)); }
  View<const float, 1> vector(const std::string& name) { return remember(source_.vector(name)); }
  GatedFfn ffn(const std::string& prefix) {
    return {.gate = matrix(prefix + std::string(names::kGateProj)),
            .up = matrix(prefix + std::string(names::kUpProj)),
            .down = matrix(prefix + std::string(names::kDownProj))};
  }
  Buffer copy_of(std::span<const int32_t> values) { return remember(memory_.copy_of(values)); }
  const Status& status() const { return status_; }

 private:
  template <typename T>
  T remember(Result<T> found) {
    if (found.ok()) return std::move(found).value();
    if (status_.ok()) status_ = found.status();
    return T{};
  }

  const WeightSource& source_;
  Memory& memory_;
  Status status_;
};

// The tensors of one layer by their names inside it.
class LayerBinder {
 public:
  LayerBinder(Binder& binder, LayerIdx layer)
      : binder_(binder), prefix_(names::layer_prefix(layer)) {}
  WeightView matrix(std::string_view name) { return binder_.matrix(prefix_ + std::string(name)); }
  View<const float, 1> vector(std::string_view name) {
    return binder_.vector(prefix_ + std::string(name));
  }

 private:
  Binder& binder_;
  std::string prefix_;
};

AttentionWeights bind_attention(LayerBinder bind, bool has_q_lora) {
  AttentionWeights attention;
  attention.input_layernorm = bind.vector(names::kInputLayernorm);
  if (has_q_lora) {
    attention.q_a_proj = bind.matrix(names::kQAProj);
    attention.q_a_layernorm = bind.vector(names::kQALayernorm);
    attention.q_b_proj = bind.matrix(names::kQBProj);
  } else {
    attention.q_a_proj = bind.matrix(names::kQProj);
  }
  attention.kv_a_proj = bind.matrix(names::kKvAProj);
  attention.kv_a_layernorm = bind.vector(names::kKvALayernorm);
  attention.kv_b_proj = bind.matrix(names::kKvBProj);
  attention.o_proj = bind.matrix(names::kOProj);
  return attention;
}

MoeWeights bind_moe(Binder& binder, const DeepseekConfig& config, LayerIdx layer,
                    const std::vector<LogicalExpert>& local) {
  LayerBinder bind(binder, layer);
  MoeWeights moe;
  moe.gate = bind.matrix(names::kGate);
  moe.bias = bind.vector(names::kGateBias);
  std::vector<int32_t> local_of_logical(static_cast<size_t>(config.n_routed_experts), -1);
  for (const LogicalExpert expert : local) {
    local_of_logical[expert.as_size()] = static_cast<int32_t>(moe.experts.size());
    moe.experts.push_back(binder.ffn(names::expert_prefix(layer, expert)));
  }
  moe.placement = binder.copy_of(local_of_logical);
  moe.local_of_logical =
      View<const int32_t, 1>(moe.placement.as<const int32_t>(), {config.n_routed_experts});
  if (config.n_shared_experts > 0) moe.shared = binder.ffn(names::shared_experts_prefix(layer));
  return moe;
}

LayerWeights bind_layer(Binder& binder, const DeepseekConfig& config, const RankLayout& layout,
                        LayerIdx index) {
  LayerBinder bind(binder, index);
  LayerWeights layer;
  layer.index = index;
  layer.attention = bind_attention(bind, config.q_lora_rank.has_value());
  layer.post_attention_layernorm = bind.vector(names::kPostAttentionLayernorm);
  layer.has_experts = config.has_experts(index);
  if (layer.has_experts) {
    layer.moe = bind_moe(binder, config, index, layout.experts[index.as_size()]);
  } else {
    layer.dense = binder.ffn(names::dense_ffn_prefix(index));
  }
  return layer;
}

// First column of eh_proj that this rank holds.
int64_t eh_proj_col_begin(std::span<const TensorSpec> plan, const RankLayout& layout,
                          const std::string& name) {
  const auto found = std::find_if(plan.begin(), plan.end(),
                                  [&](const TensorSpec& tensor) { return tensor.name == name; });
  CHECK(found != plan.end());
  return shard_of(*found, layout).col_begin;
}

DraftWeights bind_draft(Binder& binder, const DeepseekConfig& config,
                        std::span<const TensorSpec> plan, const RankLayout& layout) {
  const LayerIdx index(config.num_hidden_layers);
  LayerBinder bind(binder, index);
  DraftWeights draft;
  draft.enorm = bind.vector(names::kEnorm);
  draft.hnorm = bind.vector(names::kHnorm);
  draft.eh_proj = bind.matrix(names::kEhProj);
  draft.col_begin =
      eh_proj_col_begin(plan, layout, names::layer_prefix(index) + std::string(names::kEhProj));
  draft.shared_head_norm = bind.vector(names::kSharedHeadNorm);
  draft.layer = bind_layer(binder, config, layout, index);
  return draft;
}

}  // namespace

Result<BoundWeights> bind_weights(const DeepseekConfig& config, std::span<const TensorSpec> plan,
                                  const RankLayout& layout, const WeightSource& source,
                                  bool with_draft, Memory& memory) {
  Binder binder(source, memory);
  BoundWeights weights;
  weights.embed_tokens = binder.matrix(std::string(names::kEmbedTokens));
  weights.final_norm = binder.vector(std::string(names::kFinalNorm));
  weights.lm_head = binder.matrix(std::string(names::kLmHead));
  for (int64_t i = 0; i < config.num_hidden_layers; ++i) {
    weights.layers.push_back(bind_layer(binder, config, layout, LayerIdx(i)));
  }
  if (with_draft) weights.draft = bind_draft(binder, config, plan, layout);
  RETURN_IF_ERROR(binder.status());
  return weights;
}

}  // namespace octant
