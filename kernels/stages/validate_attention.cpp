#include "kernels/stages/argument_checks.h"
#include "kernels/stages/validate.h"

namespace octant {
namespace {

using namespace argument_checks;  // NOLINT: these files consist of its functions

Status expect_query_weights(const AttnQArgs& args) {
  const int64_t tokens = args.kv_a.extent(0);
  const int64_t q_rows = args.shape.num_heads * args.shape.qk_head_dim();
  if (args.q_b.is_null()) {
    if (!args.q_a_norm.is_null()) return refuse("q_a_norm", "given", "null, as q_b is");
    return expect_shape("q_a", args.q_a, {tokens, q_rows});
  }
  const int64_t q_lora_rank = args.q_b.cols;
  RETURN_IF_ERROR(expect_weight("q_b", args.q_b, q_rows, q_lora_rank));
  RETURN_IF_ERROR(expect_shape("q_a", args.q_a, {tokens, q_lora_rank}));
  return expect_shape("q_a_norm", args.q_a_norm, {q_lora_rank});
}

}  // namespace

Status validate(const AttnInArgs& args, Values) {
  const int64_t tokens = args.x.extent(0);
  const int64_t hidden_size = args.kv_a.cols;
  RETURN_IF_ERROR(expect_eps(args.eps));
  RETURN_IF_ERROR(expect_shape("x", args.x, {tokens, hidden_size}));
  RETURN_IF_ERROR(expect_shape("norm_weight", args.norm_weight, {hidden_size}));
  RETURN_IF_ERROR(expect_weight("q_a", args.q_a, args.q_a.rows, hidden_size));
  RETURN_IF_ERROR(expect_weight("kv_a", args.kv_a, args.kv_a.rows, hidden_size));
  RETURN_IF_ERROR(expect_shape("q_a_out", args.q_a_out, {tokens, args.q_a.rows}));
  return expect_shape("kv_a_out", args.kv_a_out, {tokens, args.kv_a.rows});
}

Status validate(const AttnQArgs& args, Values) {
  const MlaShape& shape = args.shape;
  const int64_t tokens = args.kv_a.extent(0);
  const int64_t heads = shape.num_heads;
  RETURN_IF_ERROR(expect_mla_shape(shape));
  RETURN_IF_ERROR(expect_eps(args.eps));
  RETURN_IF_ERROR(expect_shape("kv_a", args.kv_a, {tokens, shape.cache_width()}));
  RETURN_IF_ERROR(expect_shape("kv_a_norm", args.kv_a_norm, {shape.kv_lora_rank}));
  if (heads > 0) RETURN_IF_ERROR(expect_query_weights(args));
  if (args.form == MlaForm::kAbsorbed) {
    RETURN_IF_ERROR(
        expect_weight("kv_b", args.kv_b, heads * shape.kv_b_rows_per_head(), shape.kv_lora_rank));
  }
  const int64_t q_width =
      args.form == MlaForm::kAbsorbed ? shape.cache_width() : shape.qk_head_dim();
  RETURN_IF_ERROR(expect_shape("q", args.q, {tokens, heads, q_width}));
  if (tokens == 0) return {};

  RETURN_IF_ERROR(expect_positions(args.first_position, tokens));
  const int64_t end = args.first_position + tokens;
  const int64_t max_positions = args.rope.cos.extent(0);
  if (end > max_positions) {
    return refuse("position " + std::to_string(end - 1), "beyond the rope table",
                  "less than " + std::to_string(max_positions));
  }
  RETURN_IF_ERROR(
      expect_shape("rope.cos", args.rope.cos, {max_positions, shape.qk_rope_head_dim / 2}));
  RETURN_IF_ERROR(
      expect_shape("rope.sin", args.rope.sin, {max_positions, shape.qk_rope_head_dim / 2}));
  return expect_cache(args.cache, shape, args.first_position, end);
}

Status validate(const MlaAttendArgs& args, Values) {
  const MlaShape& shape = args.shape;
  const int64_t tokens = args.q.extent(0);
  const int64_t heads = shape.num_heads;
  const bool absorbed = args.form == MlaForm::kAbsorbed;
  RETURN_IF_ERROR(expect_mla_shape(shape));
  if (!std::isfinite(args.softmax_scale) || args.softmax_scale <= 0) {
    return refuse("softmax_scale", std::to_string(args.softmax_scale), "finite and positive");
  }
  const int64_t q_width = absorbed ? shape.cache_width() : shape.qk_head_dim();
  const int64_t out_width = absorbed ? shape.kv_lora_rank : shape.v_head_dim;
  RETURN_IF_ERROR(expect_shape("q", args.q, {tokens, heads, q_width}));
  RETURN_IF_ERROR(expect_shape("out", args.out, {tokens, heads, out_width}));
  if (!absorbed) {
    RETURN_IF_ERROR(
        expect_weight("kv_b", args.kv_b, heads * shape.kv_b_rows_per_head(), shape.kv_lora_rank));
  }
  if (tokens == 0 || heads == 0) return {};
  RETURN_IF_ERROR(expect_positions(args.first_position, tokens));
  return expect_cache(args.cache, shape, 0, args.first_position + tokens);
}

Status validate(const AttnOutArgs& args, Values) {
  const MlaShape& shape = args.shape;
  const int64_t tokens = args.out.extent(0);
  const int64_t heads = shape.num_heads;
  const int64_t hidden_size = args.out.extent(1);
  const bool absorbed = args.form == MlaForm::kAbsorbed;
  RETURN_IF_ERROR(expect_mla_shape(shape));
  const int64_t attended_width = absorbed ? shape.kv_lora_rank : shape.v_head_dim;
  RETURN_IF_ERROR(expect_shape("attended", args.attended, {tokens, heads, attended_width}));
  if (absorbed) {
    RETURN_IF_ERROR(
        expect_weight("kv_b", args.kv_b, heads * shape.kv_b_rows_per_head(), shape.kv_lora_rank));
  }
  if (tokens == 0) return {};
  RETURN_IF_ERROR(expect_shape("out", args.out, {tokens, hidden_size}));
  return expect_weight("o_proj", args.o_proj, hidden_size, heads * shape.v_head_dim);
}

}  // namespace octant
