#include "tests/support/stage_cases.h"

namespace octant::test {
namespace {

FfnMatrices make_ffn(Random& random, int64_t hidden_size, int64_t width,
                     const CaseOptions& options) {
  FfnMatrices ffn;
  ffn.gate = make_weight(random, width, hidden_size, options);
  ffn.up = make_weight(random, width, hidden_size, options);
  ffn.down = make_weight(random, hidden_size, width, options);
  return ffn;
}

}  // namespace

RouteArgs RouteCase::args() {
  return {.shape = shape,
          .x = x.const_view(),
          .gate = gate.view(),
          .bias = with_bias ? bias.const_view() : View<const float, 1>(),
          .topk_idx = topk_idx.view(),
          .topk_weights = topk_weights.view()};
}

RouteCase make_route_case(const RouteShape& shape, int64_t T, int64_t H,
                          const CaseOptions& options) {
  Random random(options.seed);
  RouteCase made;
  made.shape = shape;
  made.x = random_tensor<2>(random, {T, H}, 1.0, 1);
  made.gate = make_weight(random, shape.n_routed_experts, H, options);
  made.bias = HostTensor<float, 1>({shape.n_routed_experts}, 0.0f);
  for (int64_t e = 0; e < shape.n_routed_experts; ++e) {
    made.bias.view()(e) = static_cast<float>(random.uniform(0.5, 1.5));
  }
  made.topk_idx = HostTensor<int32_t, 2>({T, shape.num_experts_per_tok}, -7, 1);
  made.topk_weights = unwritten<2>({T, shape.num_experts_per_tok});
  return made;
}

MoeUpArgs MoeCase::up_args() {
  expert_views.clear();
  for (const FfnMatrices& expert : experts) expert_views.push_back(expert.view());
  const bool has_shared = shape.shared_width > 0;
  return {.x = x.const_view(),
          .topk_idx = topk_idx.const_view(),
          .local_of_logical = local_of_logical.const_view(),
          .experts = expert_views,
          .shared = has_shared ? shared.view() : GatedFfn(),
          .act = act.view(),
          .shared_act = has_shared ? shared_act.view() : View<float, 2>()};
}

MoeDownArgs MoeCase::down_args() {
  const MoeUpArgs up = up_args();
  return {.act = up.act,
          .shared_act = up.shared_act,
          .topk_idx = up.topk_idx,
          .topk_weights = topk_weights.const_view(),
          .local_of_logical = up.local_of_logical,
          .experts = up.experts,
          .shared = up.shared,
          .out = out.view()};
}

void MoeCase::fill_activations(uint64_t seed) {
  Random random(seed);
  for (int64_t t = 0; t < topk_idx.shape()[0]; ++t) {
    for (int64_t j = 0; j < shape.num_experts_per_tok; ++j) {
      if (local_of_logical.view()(topk_idx.view()(t, j)) < 0) continue;
      for (float& value : act.view().row(t * shape.num_experts_per_tok + j)) {
        value = static_cast<float>(random.normal());
      }
    }
    for (float& value : shared_act.view().row(t)) value = static_cast<float>(random.normal());
  }
}

MoeCase make_moe_case(const MoeShape& shape, int64_t T, const CaseOptions& options) {
  Random random(options.seed);
  MoeCase made;
  made.shape = shape;
  const int64_t k = shape.num_experts_per_tok;
  const int64_t num_experts = shape.n_routed_experts;
  made.x = random_tensor<2>(random, {T, shape.hidden_size}, 1.0, 1);
  made.topk_idx = HostTensor<int32_t, 2>({T, k}, 0, 1);
  made.topk_weights = HostTensor<float, 2>({T, k}, 0.0f, 1);
  for (int64_t t = 0; t < T; ++t) {
    const std::vector<int32_t> order = random.permutation(num_experts);
    for (int64_t j = 0; j < k; ++j) {
      made.topk_idx.view()(t, j) = order[static_cast<size_t>(j)];
      made.topk_weights.view()(t, j) = static_cast<float>(random.uniform(0.05, 1.0));
    }
  }
  made.local_of_logical = HostTensor<int32_t, 1>({num_experts}, -1);
  const std::vector<int32_t> here = random.permutation(num_experts);
  for (int64_t local = 0; local < shape.num_local_experts; ++local) {
    made.local_of_logical.view()(here[static_cast<size_t>(local)]) = static_cast<int32_t>(local);
    made.experts.push_back(
        make_ffn(random, shape.hidden_size, shape.moe_intermediate_size, options));
  }
  if (shape.shared_width > 0) {
    made.shared = make_ffn(random, shape.hidden_size, shape.shared_width, options);
  }
  made.act = unwritten<2>({T * k, shape.moe_intermediate_size});
  made.shared_act = unwritten<2>({T, shape.shared_width});
  made.out = unwritten<2>({T, shape.hidden_size});
  return made;
}

DenseFfnArgs DenseFfnCase::args() {
  return {.x = x.const_view(), .ffn = ffn.view(), .out = out.view()};
}

DenseFfnCase make_dense_ffn_case(int64_t T, int64_t H, int64_t width, const CaseOptions& options) {
  Random random(options.seed);
  DenseFfnCase made;
  made.x = random_tensor<2>(random, {T, H}, 1.0, 1);
  made.ffn = make_ffn(random, H, width, options);
  made.out = unwritten<2>({T, H});
  return made;
}

}  // namespace octant::test
