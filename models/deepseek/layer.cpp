#include "models/deepseek/layer.h"

namespace octant {
namespace {

// x += attention(RMSNorm(x)); normed = RMSNorm(x) with the FFN's norm.
Status run_attention(const LayerWeights& layer, const LayerStep& step, const LatentCacheView& cache,
                     RankContext& context) {
  const AttentionWeights& w = layer.attention;
  const StepViews& b = step.buffers;
  Backend& backend = context.backend;
  RETURN_IF_ERROR(backend.attn_in({.x = b.x,
                                   .norm_weight = w.input_layernorm,
                                   .eps = step.rms_norm_eps,
                                   .q_a = w.q_a_proj,
                                   .kv_a = w.kv_a_proj,
                                   .q_a_out = b.q_a,
                                   .kv_a_out = b.kv_a}));
  RETURN_IF_ERROR(backend.attn_q({.shape = step.mla,
                                  .form = step.form,
                                  .first_position = step.first_position,
                                  .q_a = b.q_a,
                                  .kv_a = b.kv_a,
                                  .q_a_norm = w.q_a_layernorm,
                                  .kv_a_norm = w.kv_a_layernorm,
                                  .eps = step.q_kv_norm_eps,
                                  .q_b = w.q_b_proj,
                                  .kv_b = w.kv_b_proj,
                                  .rope = step.rope,
                                  .cache = cache,
                                  .q = b.q}));
  RETURN_IF_ERROR(backend.mla_attend({.shape = step.mla,
                                      .form = step.form,
                                      .first_position = step.first_position,
                                      .softmax_scale = step.softmax_scale,
                                      .q = b.q,
                                      .cache = cache,
                                      .kv_b = w.kv_b_proj,
                                      .out = b.attended}));
  const int64_t num_rows = b.x.extent(0);
  RETURN_IF_ERROR(backend.attn_out({.shape = step.mla,
                                    .form = step.form,
                                    .attended = b.attended,
                                    .kv_b = w.kv_b_proj,
                                    .o_proj = w.o_proj,
                                    .out = context.exchange.send_buffer(num_rows)}));
  return context.exchange.all_reduce({.num_rows = num_rows,
                                      .accumulate = true,
                                      .x = b.x,
                                      .norm_weight = layer.post_attention_layernorm,
                                      .eps = step.rms_norm_eps,
                                      .normed = b.normed});
}

// x += FFN(normed), the routed experts' or the dense one.
Status run_ffn(const LayerWeights& layer, const LayerStep& step, const RoutingOut& routing,
               const LayerEnd& end, RankContext& context) {
  const StepViews& b = step.buffers;
  Backend& backend = context.backend;
  const int64_t num_rows = b.x.extent(0);
  const View<float, 2> partial = context.exchange.send_buffer(num_rows);
  if (layer.has_experts) {
    const MoeWeights& w = layer.moe;
    RETURN_IF_ERROR(backend.route({.shape = step.route,
                                   .x = b.normed,
                                   .gate = w.gate,
                                   .bias = w.bias,
                                   .topk_idx = routing.topk_idx,
                                   .topk_weights = routing.topk_weights}));
    RETURN_IF_ERROR(backend.moe_up({.x = b.normed,
                                    .topk_idx = routing.topk_idx,
                                    .local_of_logical = w.local_of_logical,
                                    .experts = w.experts,
                                    .shared = w.shared,
                                    .act = b.act,
                                    .shared_act = b.shared_act}));
    RETURN_IF_ERROR(backend.moe_down({.act = b.act,
                                      .shared_act = b.shared_act,
                                      .topk_idx = routing.topk_idx,
                                      .topk_weights = routing.topk_weights,
                                      .local_of_logical = w.local_of_logical,
                                      .experts = w.experts,
                                      .shared = w.shared,
                                      .out = partial}));
  } else {
    RETURN_IF_ERROR(backend.dense_ffn({.x = b.normed, .ffn = layer.dense, .out = partial}));
  }
  return context.exchange.all_reduce({.num_rows = num_rows,
                                      .accumulate = true,
                                      .x = b.x,
                                      .norm_weight = end.norm_weight,
                                      .eps = step.rms_norm_eps,
                                      .normed = end.normed});
}

}  // namespace

Status run_layer(const LayerWeights& weights, const LayerStep& step, const LatentCacheView& cache,
                 const RoutingOut& routing, const LayerEnd& end, RankContext& context) {
  RETURN_IF_ERROR(run_attention(weights, step, cache, context));
  RETURN_IF_ERROR(run_ffn(weights, step, routing, end, context));
  if (context.after_layer) context.after_layer(weights.index, step.buffers.x);
  return {};
}

}  // namespace octant
