#pragma once
// One decoder layer of a DeepSeek-V3 model on one rank, on one screen: the nine stages and the two
// exchanges, in order.

#include "models/deepseek/bound_weights.h"
#include "models/deepseek/step_buffers.h"
#include "models/model.h"

namespace octant {

// What is the same in every layer of a step.
struct LayerStep {
  MlaShape mla;  // of this rank
  RouteShape route;
  float rms_norm_eps = 0;
  float q_kv_norm_eps = 0;
  MlaForm form = MlaForm::kAbsorbed;
  float softmax_scale = 0;
  RopeTable rope;
  int64_t first_position = 0;
  StepViews buffers;
};

// What the layer leaves besides the residual stream: its RMSNorm with a weight of somebody else's
// (the final norm), fused into the last exchange. Both null between layers.
struct LayerEnd {
  View<const float, 1> norm_weight;  // [H]
  View<float, 2> normed;             // [T, H]
};

// buffers.x = layer(buffers.x). Appends this step's rows to `cache`.
Status run_layer(const LayerWeights& weights, const LayerStep& step, const LatentCacheView& cache,
                 const RoutingOut& routing, const LayerEnd& end, RankContext& context);

}  // namespace octant
