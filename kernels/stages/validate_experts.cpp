#include "kernels/stages/argument_checks.h"
#include "kernels/stages/validate.h"

namespace octant {
namespace {

using namespace argument_checks;  // NOLINT: these files consist of its functions

std::string element_name(const char* name, int64_t row, int64_t col) {
  return std::string(name) + "[" + std::to_string(row) + ", " + std::to_string(col) + "]";
}

// What both halves of the MoE say about who is where.
Status expect_placement(const View<const int32_t, 2>& topk_idx,
                        const View<const int32_t, 1>& local_of_logical,
                        std::span<const GatedFfn> experts, Values values) {
  const int64_t num_experts = local_of_logical.extent(0);
  const auto num_local = static_cast<int64_t>(experts.size());
  RETURN_IF_ERROR(expect_shape("topk_idx", topk_idx, topk_idx.shape()));
  RETURN_IF_ERROR(expect_shape("local_of_logical", local_of_logical, {num_experts}));
  if (values == Values::kOnDevice) return {};
  for (int64_t e = 0; e < num_experts; ++e) {
    const int64_t local = local_of_logical(e);
    if (local < -1 || local >= num_local) {
      return refuse("local_of_logical[" + std::to_string(e) + "]", std::to_string(local),
                    "-1 or less than " + std::to_string(num_local) + " local experts");
    }
  }
  for (int64_t t = 0; t < topk_idx.extent(0); ++t) {
    for (int64_t j = 0; j < topk_idx.extent(1); ++j) {
      const int64_t expert = topk_idx(t, j);
      if (expert < 0 || expert >= num_experts) {
        return refuse(element_name("topk_idx", t, j), std::to_string(expert),
                      "in [0, " + std::to_string(num_experts) + ")");
      }
    }
  }
  return {};
}

Status name_expert(Status status, size_t expert_idx) {
  return std::move(status).with_context("experts[" + std::to_string(expert_idx) + "]");
}

}  // namespace

Status validate(const RouteArgs& args, Values values) {
  const RouteShape& shape = args.shape;
  const int64_t tokens = args.x.extent(0);
  const int64_t num_experts = shape.n_routed_experts;
  const int64_t k = shape.num_experts_per_tok;
  if (num_experts < 1) {
    return refuse("n_routed_experts", std::to_string(num_experts), "at least 1");
  }
  if (k < 1 || k > num_experts) {
    return refuse("num_experts_per_tok", std::to_string(k),
                  "between 1 and n_routed_experts " + std::to_string(num_experts));
  }
  if (shape.n_group < 1 || num_experts % shape.n_group != 0) {
    return refuse("n_group", std::to_string(shape.n_group),
                  "a divisor of n_routed_experts " + std::to_string(num_experts));
  }
  if (shape.topk_group < 1 || shape.topk_group > shape.n_group) {
    return refuse("topk_group", std::to_string(shape.topk_group),
                  "between 1 and n_group " + std::to_string(shape.n_group));
  }
  const int64_t group_size = num_experts / shape.n_group;
  if (shape.topk_group * group_size < k) {
    return refuse("num_experts_per_tok", std::to_string(k),
                  "at most the " + std::to_string(shape.topk_group * group_size) +
                      " experts of topk_group " + std::to_string(shape.topk_group) + " groups");
  }
  if (shape.n_group > 1 && shape.group_score == GroupScore::kTop2Sum && group_size < 2) {
    return refuse("n_group", std::to_string(shape.n_group),
                  "groups of at least 2 experts for the sum of the two largest");
  }
  if (!std::isfinite(shape.routed_scaling_factor)) {
    return refuse("routed_scaling_factor", std::to_string(shape.routed_scaling_factor), "finite");
  }
  const int64_t hidden_size = args.gate.cols;
  RETURN_IF_ERROR(
      expect_weight("gate", args.gate, num_experts, hidden_size, WeightKind::kUnscaled));
  RETURN_IF_ERROR(expect_shape("x", args.x, {tokens, hidden_size}));
  if (!args.bias.is_null()) {
    RETURN_IF_ERROR(expect_shape("bias", args.bias, {num_experts}));
    for (int64_t e = 0; values == Values::kOnHost && e < num_experts; ++e) {
      if (!std::isfinite(args.bias(e))) {
        return refuse("bias[" + std::to_string(e) + "]", std::to_string(args.bias(e)), "finite");
      }
    }
  }
  RETURN_IF_ERROR(expect_shape("topk_idx", args.topk_idx, {tokens, k}));
  return expect_shape("topk_weights", args.topk_weights, {tokens, k});
}

Status validate(const MoeUpArgs& args, Values values) {
  const int64_t tokens = args.x.extent(0);
  const int64_t hidden_size = args.x.extent(1);
  const int64_t k = args.topk_idx.extent(1);
  RETURN_IF_ERROR(expect_placement(args.topk_idx, args.local_of_logical, args.experts, values));
  if (tokens == 0 && args.topk_idx.extent(0) == 0) return {};
  RETURN_IF_ERROR(expect_shape("x", args.x, {tokens, hidden_size}));
  RETURN_IF_ERROR(expect_shape("topk_idx", args.topk_idx, {tokens, k}));
  if (!args.experts.empty()) {
    const int64_t width = args.experts.front().gate.rows;
    for (size_t e = 0; e < args.experts.size(); ++e) {
      Status weights = expect_up_weights("weights", args.experts[e], width, hidden_size);
      if (!weights.ok()) return name_expert(std::move(weights), e);
    }
    RETURN_IF_ERROR(expect_shape("act", args.act, {tokens * k, width}));
  }
  if (args.shared.gate.is_null() != args.shared.up.is_null()) {
    return refuse("shared", "half null", "null or gate and up");
  }
  const int64_t shared_width = args.shared.gate.is_null() ? 0 : args.shared.gate.rows;
  RETURN_IF_ERROR(expect_up_weights("shared", args.shared, shared_width, hidden_size));
  return expect_shape("shared_act", args.shared_act, {tokens, shared_width});
}

Status validate(const MoeDownArgs& args, Values values) {
  const int64_t tokens = args.out.extent(0);
  const int64_t hidden_size = args.out.extent(1);
  const int64_t k = args.topk_idx.extent(1);
  RETURN_IF_ERROR(expect_placement(args.topk_idx, args.local_of_logical, args.experts, values));
  if (tokens == 0 && args.topk_idx.extent(0) == 0) return {};
  RETURN_IF_ERROR(expect_shape("out", args.out, {tokens, hidden_size}));
  RETURN_IF_ERROR(expect_shape("topk_idx", args.topk_idx, {tokens, k}));
  RETURN_IF_ERROR(expect_shape("topk_weights", args.topk_weights, {tokens, k}));
  if (!args.experts.empty()) {
    const int64_t width = args.experts.front().down.cols;
    for (size_t e = 0; e < args.experts.size(); ++e) {
      Status weights = expect_down_weight("weights", args.experts[e], width, hidden_size);
      if (!weights.ok()) return name_expert(std::move(weights), e);
    }
    RETURN_IF_ERROR(expect_shape("act", args.act, {tokens * k, width}));
  }
  const int64_t shared_width = args.shared.down.is_null() ? 0 : args.shared.down.cols;
  RETURN_IF_ERROR(expect_down_weight("shared", args.shared, shared_width, hidden_size));
  return expect_shape("shared_act", args.shared_act, {tokens, shared_width});
}

Status validate(const DenseFfnArgs& args, Values) {
  const int64_t tokens = args.x.extent(0);
  const int64_t hidden_size = args.x.extent(1);
  const int64_t width = args.ffn.gate.rows;
  RETURN_IF_ERROR(expect_shape("out", args.out, {tokens, hidden_size}));
  if (tokens == 0) return {};
  RETURN_IF_ERROR(expect_shape("x", args.x, {tokens, hidden_size}));
  RETURN_IF_ERROR(expect_up_weights("ffn", args.ffn, width, hidden_size));
  return expect_down_weight("ffn", args.ffn, width, hidden_size);
}

}  // namespace octant
