#include "models/deepseek/model.h"

#include <algorithm>
#include <string>

#include "models/deepseek/bound_weights.h"
#include "models/deepseek/layer.h"
#include "models/deepseek/step_buffers.h"
#include "models/deepseek/weights.h"
#include "models/shared/rope_scaling.h"

namespace octant {
namespace {

std::string layer_name(LayerIdx index) {
  return "layer " + std::to_string(index.value);
}

bool is_cancelled(const RankContext& context) {
  return context.cancel != nullptr && context.cancel->load(std::memory_order_relaxed);
}

RouteShape route_shape(const DeepseekConfig& config) {
  return {.scoring_func = config.scoring_func,
          .group_score = GroupScore::kTop2Sum,
          .n_routed_experts = config.n_routed_experts,
          .num_experts_per_tok = config.num_experts_per_tok,
          .n_group = config.n_group,
          .topk_group = config.topk_group,
          .norm_topk_prob = config.norm_topk_prob,
          .routed_scaling_factor = static_cast<float>(config.routed_scaling_factor)};
}

ModelDims model_dims(const DeepseekConfig& config) {
  ModelDims dims;
  dims.architecture = config.architecture;
  dims.model_type = config.model_type;
  dims.vocab_size = config.vocab_size;
  dims.hidden_size = config.hidden_size;
  dims.num_hidden_layers = config.num_hidden_layers;
  dims.num_nextn_predict_layers = config.num_nextn_predict_layers;
  dims.num_attention_heads = config.num_attention_heads;
  dims.first_k_dense_replace = config.first_k_dense_replace;
  dims.n_routed_experts = config.n_routed_experts;
  dims.num_experts_per_tok = config.num_experts_per_tok;
  dims.max_position_embeddings = config.max_position_embeddings;
  dims.cache_width = config.kv_lora_rank + config.qk_rope_head_dim;
  for (int64_t i = 0; i < config.num_planned_layers(); ++i) {
    dims.layer_has_experts.push_back(config.has_experts(LayerIdx(i)));
  }
  dims.eos_token_ids = config.eos_token_ids;
  dims.bos_token_id = config.bos_token_id;
  return dims;
}

class DeepseekRank final : public RankModel {
 public:
  DeepseekRank(DeepseekConfig config, MlaShape mla, BoundWeights weights, StepBuffers buffers,
               RopeTables rope)
      : config_(std::move(config)),
        mla_(mla),
        weights_(std::move(weights)),
        buffers_(std::move(buffers)),
        rope_(std::move(rope)) {}

  Status forward(const ForwardArgs& args, RankContext& context) override {
    const int64_t num_rows = args.tokens.extent(0);
    const LayerStep step = make_step(num_rows, args.first_position, context.backend);
    RETURN_IF_ERROR(context.backend.embed(
        {.tokens = args.tokens, .table = weights_.embed_tokens, .x = step.buffers.x}));
    for (const LayerWeights& layer : weights_.layers) {
      if (is_cancelled(context)) return cancelled("stopped before " + layer_name(layer.index));
      const bool is_last = &layer == &weights_.layers.back();
      const LayerEnd end = is_last ? LayerEnd{weights_.final_norm, args.hidden} : LayerEnd{};
      RETURN_IF_ERROR(run_layer(layer, step, args.caches->layer(layer.index),
                                args.routing(layer.index), end, context)
                          .with_context(layer_name(layer.index)));
    }
    return run_head(args.hidden, args.num_logits, args.logits, context);
  }

  Status draft(const DraftArgs& args, RankContext& context) override {
    const DraftWeights& w = weights_.draft;
    if (w.enorm.is_null()) {
      return unsupported("the model has no MTP layer, or it was not loaded");
    }
    const int64_t num_rows = args.next_tokens.extent(0);
    const LayerStep step = make_step(num_rows, args.first_position, context.backend);
    RETURN_IF_ERROR(context.backend.embed(
        {.tokens = args.next_tokens, .table = weights_.embed_tokens, .x = step.buffers.embedding}));
    RETURN_IF_ERROR(context.backend.draft_in({.embedding = step.buffers.embedding,
                                              .hidden = args.hidden_in,
                                              .enorm = w.enorm,
                                              .hnorm = w.hnorm,
                                              .eps = static_cast<float>(config_.rms_norm_eps),
                                              .eh_proj = w.eh_proj,
                                              .col_begin = w.col_begin,
                                              .out = context.exchange.send_buffer(num_rows)}));
    RETURN_IF_ERROR(context.exchange.all_reduce({.num_rows = num_rows,
                                                 .accumulate = false,
                                                 .x = step.buffers.x,
                                                 .norm_weight = {},
                                                 .eps = 0,
                                                 .normed = {}}));
    RETURN_IF_ERROR(run_layer(w.layer, step, args.caches->layer(w.layer.index),
                              args.routing(w.layer.index), {w.shared_head_norm, args.hidden},
                              context)
                        .with_context("MTP layer"));
    return run_head(args.hidden, args.num_logits, args.logits, context);
  }

 private:
  LayerStep make_step(int64_t num_rows, int64_t first_position, const Backend& backend) const {
    const MlaForm form = backend.mla_form(mla_, num_rows, first_position + num_rows);
    return {.mla = mla_,
            .route = route_shape(config_),
            .rms_norm_eps = static_cast<float>(config_.rms_norm_eps),
            .q_kv_norm_eps = static_cast<float>(config_.q_kv_norm_eps),
            .form = form,
            .softmax_scale = static_cast<float>(config_.softmax_scale()),
            .rope = rope_.table(),
            .first_position = first_position,
            .buffers = buffers_.views(num_rows, form)};
  }

  Status run_head(View<const float, 2> hidden, int64_t num_logits, View<float, 2> logits,
                  RankContext& context) const {
    if (num_logits == 0) return {};
    const int64_t num_rows = hidden.extent(0);
    return context.backend.head({.x = hidden.slice(0, num_rows - num_logits, num_rows),
                                 .lm_head = weights_.lm_head,
                                 .logits = logits});
  }

  const DeepseekConfig config_;
  const MlaShape mla_;
  const BoundWeights weights_;
  const StepBuffers buffers_;
  const RopeTables rope_;
};

class DeepseekModel final : public Model {
 public:
  explicit DeepseekModel(DeepseekConfig config)
      : config_(std::move(config)),
        dims_(model_dims(config_)),
        plan_(deepseek_weight_plan(config_)) {}

  const ModelDims& dims() const override { return dims_; }
  const std::vector<TensorSpec>& weight_plan() const override { return plan_; }
  std::optional<std::pair<int64_t, int64_t>> weight_block_size() const override {
    if (!config_.weight_block_size) return std::nullopt;
    return std::pair((*config_.weight_block_size)[0], (*config_.weight_block_size)[1]);
  }

  Result<std::unique_ptr<RankModel>> bind(const RankLayout& layout, const WeightSource& source,
                                          const BindOptions& options) const override {
    ASSIGN_OR_RETURN(BoundWeights weights, bind_weights(config_, plan_, layout, source,
                                                        options.with_draft, *options.memory));
    MlaShape mla{.num_heads = weights.layers.front().attention.kv_b_proj.rows,
                 .qk_nope_head_dim = config_.qk_nope_head_dim,
                 .qk_rope_head_dim = config_.qk_rope_head_dim,
                 .v_head_dim = config_.v_head_dim,
                 .kv_lora_rank = config_.kv_lora_rank};
    mla.num_heads /= mla.kv_b_rows_per_head();
    StepSizes sizes{.max_rows = options.max_rows, .mla = mla};
    const auto include = [&sizes](const LayerWeights& layer) {
      sizes.shared_columns = std::max(sizes.shared_columns, layer.moe.shared.gate.rows);
      sizes.local_experts =
          std::max(sizes.local_experts, static_cast<int64_t>(layer.moe.experts.size()));
    };
    for (const LayerWeights& layer : weights.layers) include(layer);
    include(weights.draft.layer);
    ASSIGN_OR_RETURN(StepBuffers buffers, StepBuffers::allocate(config_, sizes, *options.memory));
    ASSIGN_OR_RETURN(
        RopeTables rope,
        RopeTables::build(options.max_positions,
                          rope_inverse_frequencies(config_.qk_rope_head_dim, config_.rope_theta,
                                                   config_.rope_scaling),
                          rope_attention_factor(config_.rope_scaling), *options.memory));
    std::unique_ptr<RankModel> rank = std::make_unique<DeepseekRank>(
        config_, mla, std::move(weights), std::move(buffers), std::move(rope));
    return rank;
  }

 private:
  const DeepseekConfig config_;
  const ModelDims dims_;
  const std::vector<TensorSpec> plan_;
};

}  // namespace

Result<std::unique_ptr<Model>> make_deepseek_model(DeepseekConfig config) {
  std::unique_ptr<Model> model = std::make_unique<DeepseekModel>(std::move(config));
  return model;
}

}  // namespace octant
