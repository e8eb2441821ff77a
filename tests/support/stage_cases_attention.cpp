#include <cmath>

#include "tests/support/stage_cases.h"

namespace octant::test {
namespace {

constexpr float kEps = 1e-6f;

// Norm weights around 1, as trained ones are.
HostTensor<float, 1> norm_weight(Random& random, int64_t size) {
  HostTensor<float, 1> weight = random_tensor<1>(random, {size}, 0.2);
  for (int64_t i = 0; i < size; ++i) weight.view()(i) += 1.0f;
  return weight;
}

}  // namespace

RandomMatrix make_weight(Random& random, int64_t rows, int64_t cols, const CaseOptions& options) {
  return RandomMatrix(random, rows, cols,
                      {.dtype = options.dtype,
                       .stddev = cols == 0 ? 1.0 : 1.0 / std::sqrt(static_cast<double>(cols)),
                       .power_of_two_scales = options.power_of_two_scales,
                       .inside_larger = options.inside_larger,
                       .col_unit = options.col_unit});
}

AttnInArgs AttnInCase::args() {
  return {.x = x.const_view(),
          .norm_weight = norm_weight.const_view(),
          .eps = kEps,
          .q_a = q_a.view(),
          .kv_a = kv_a.view(),
          .q_a_out = q_a_out.view(),
          .kv_a_out = kv_a_out.view()};
}

AttnInCase make_attn_in_case(int64_t T, int64_t H, int64_t q_rows, int64_t kv_rows,
                             const CaseOptions& options) {
  Random random(options.seed);
  AttnInCase made;
  made.x = random_tensor<2>(random, {T, H}, 2.0, 1);
  made.norm_weight = norm_weight(random, H);
  made.q_a = make_weight(random, q_rows, H, options);
  made.kv_a = make_weight(random, kv_rows, H, options);
  made.q_a_out = unwritten<2>({T, q_rows});
  made.kv_a_out = unwritten<2>({T, kv_rows});
  return made;
}

AttnQArgs AttnQCase::args() {
  return {.shape = shape,
          .form = options.form,
          .first_position = options.first_position,
          .q_a = q_a.const_view(),
          .kv_a = kv_a.const_view(),
          .q_a_norm = has_q_b ? q_a_norm.const_view() : View<const float, 1>(),
          .kv_a_norm = kv_a_norm.const_view(),
          .eps = kEps,
          .q_b = has_q_b ? q_b.view() : WeightView(),
          .kv_b = kv_b.view(),
          .rope = {.cos = cos.const_view(), .sin = sin.const_view()},
          .cache = cache.view(),
          .q = q.view()};
}

AttnQCase make_attn_q_case(const MlaShape& shape, int64_t T, int64_t q_lora_rank,
                           const CaseOptions& options) {
  Random random(options.seed);
  AttnQCase made;
  made.shape = shape;
  made.options = options;
  made.has_q_b = q_lora_rank > 0;
  const int64_t heads = shape.num_heads;
  const int64_t q_rows = heads * shape.qk_head_dim();
  made.q_a = random_tensor<2>(random, {T, made.has_q_b ? q_lora_rank : q_rows}, 2.0, 1);
  made.kv_a = random_tensor<2>(random, {T, shape.cache_width()}, 2.0, 1);
  made.kv_a_norm = norm_weight(random, shape.kv_lora_rank);
  if (made.has_q_b) {
    made.q_a_norm = norm_weight(random, q_lora_rank);
    made.q_b = make_weight(random, q_rows, q_lora_rank, options);
  }
  made.kv_b = make_weight(random, heads * shape.kv_b_rows_per_head(), shape.kv_lora_rank, options);
  const int64_t end = options.first_position + T;
  const int64_t pairs = shape.qk_rope_head_dim / 2;
  made.cos = HostTensor<float, 2>({end, pairs}, 0.0f);
  made.sin = HostTensor<float, 2>({end, pairs}, 0.0f);
  for (int64_t p = 0; p < end; ++p) {
    for (int64_t i = 0; i < pairs; ++i) {
      const double frequency =
          std::pow(10000.0, -static_cast<double>(i) / static_cast<double>(pairs));
      made.cos.view()(p, i) = static_cast<float>(std::cos(static_cast<double>(p) * frequency));
      made.sin.view()(p, i) = static_cast<float>(std::sin(static_cast<double>(p) * frequency));
    }
  }
  made.cache = PagedCache(random, shape, options.cache_dtype, options.page_block_size, end);
  const int64_t q_width =
      options.form == MlaForm::kAbsorbed ? shape.cache_width() : shape.qk_head_dim();
  made.q = unwritten<3>({T, heads, q_width});
  return made;
}

MlaAttendArgs MlaAttendCase::args() {
  return {.shape = shape,
          .form = options.form,
          .first_position = options.first_position,
          .softmax_scale = 1.0f / std::sqrt(static_cast<float>(shape.qk_head_dim())),
          .q = q.const_view(),
          .cache = cache.view(),
          .kv_b = kv_b.view(),
          .out = out.view()};
}

MlaAttendCase make_mla_attend_case(const MlaShape& shape, int64_t T, const CaseOptions& options) {
  Random random(options.seed);
  MlaAttendCase made;
  made.shape = shape;
  made.options = options;
  const bool absorbed = options.form == MlaForm::kAbsorbed;
  const int64_t heads = shape.num_heads;
  made.q = random_tensor<3>(
      random, {T, heads, absorbed ? shape.cache_width() : shape.qk_head_dim()}, 1.0, 1);
  const int64_t end = options.first_position + T;
  made.cache = PagedCache(random, shape, options.cache_dtype, options.page_block_size, end);
  for (int64_t p = 0; p < end; ++p) made.cache.write_row(p, random.normals(shape.cache_width()));
  made.kv_b = make_weight(random, heads * shape.kv_b_rows_per_head(), shape.kv_lora_rank, options);
  made.out = unwritten<3>({T, heads, absorbed ? shape.kv_lora_rank : shape.v_head_dim});
  return made;
}

AttnOutArgs AttnOutCase::args() {
  return {.shape = shape,
          .form = options.form,
          .attended = attended.const_view(),
          .kv_b = kv_b.view(),
          .o_proj = o_proj.view(),
          .out = out.view()};
}

AttnOutCase make_attn_out_case(const MlaShape& shape, int64_t T, int64_t H,
                               const CaseOptions& options) {
  Random random(options.seed);
  AttnOutCase made;
  made.shape = shape;
  made.options = options;
  const int64_t heads = shape.num_heads;
  const bool absorbed = options.form == MlaForm::kAbsorbed;
  made.attended = random_tensor<3>(
      random, {T, heads, absorbed ? shape.kv_lora_rank : shape.v_head_dim}, 1.0, 1);
  made.kv_b = make_weight(random, heads * shape.kv_b_rows_per_head(), shape.kv_lora_rank, options);
  made.o_proj = make_weight(random, H, heads * shape.v_head_dim, options);
  made.out = unwritten<2>({T, H});
  return made;
}

AddNormArgs AddNormCase::args() {
  partial_views.clear();
  for (const HostTensor<float, 2>& partial : partials) partial_views.push_back(partial.view());
  return {.partials = partial_views,
          .accumulate = accumulate,
          .x = x.view(),
          .norm_weight = with_norm ? norm_weight.const_view() : View<const float, 1>(),
          .eps = kEps,
          .normed = with_norm ? normed.view() : View<float, 2>()};
}

AddNormCase make_add_norm_case(int64_t T, int64_t H, int64_t num_partials,
                               const CaseOptions& options) {
  Random random(options.seed);
  AddNormCase made;
  for (int64_t r = 0; r < num_partials; ++r) {
    made.partials.push_back(random_tensor<2>(random, {T, H}, 1.0, r % 3));
  }
  made.x = random_tensor<2>(random, {T, H}, 2.0, 1);
  made.norm_weight = norm_weight(random, H);
  made.normed = unwritten<2>({T, H});
  return made;
}

}  // namespace octant::test
