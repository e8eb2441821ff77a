// attn_in, attn_q, attn_out: the projections around attention.

#include "kernels/reference/reference_math.h"
#include "kernels/reference/reference_stages.h"

namespace octant::reference {
namespace {

// (v[2i], v[2i+1]) -> (v[2i] c - v[2i+1] s, v[2i] s + v[2i+1] c), c and s those of `position`.
void rotate(double* v, const RopeTable& rope, int64_t position) {
  for (int64_t i = 0; i < rope.cos.extent(1); ++i) {
    const double c = rope.cos(position, i);
    const double s = rope.sin(position, i);
    const double even = v[2 * i];
    const double odd = v[2 * i + 1];
    v[2 * i] = even * c - odd * s;
    v[2 * i + 1] = even * s + odd * c;
  }
}

void write_cache_row(const LatentCacheView& cache, int64_t position, int64_t begin,
                     const double* values, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    const auto value = static_cast<float>(values[i]);
    if (cache.dtype == DType::kF32) {
      cache.row<float>(position)[begin + i] = value;
    } else {
      cache.row<bf16>(position)[begin + i] = bf16::from_float(value);
    }
  }
}

// cache row p = [RMSNorm(kv_a[0 .. C)) ; rotate(kv_a[C .. C + P))]
void append_to_cache(const AttnQArgs& args) {
  const int64_t C = args.shape.kv_lora_rank;
  const int64_t P = args.shape.qk_rope_head_dim;
  const Matrix kv_a = load(args.kv_a);  // [T, C + P]
  if (kv_a.rows == 0) return;
  const Matrix c_kv = rms_norm(columns(kv_a, 0, C), args.kv_a_norm, args.eps);
  Matrix k_pe = columns(kv_a, C, C + P);
  for (int64_t t = 0; t < kv_a.rows; ++t) {
    const int64_t position = args.first_position + t;
    rotate(k_pe.row(t), args.rope, position);
    write_cache_row(args.cache, position, 0, c_kv.row(t), C);
    write_cache_row(args.cache, position, C, k_pe.row(t), P);
  }
}

}  // namespace

// n = RMSNorm(x); q_a_out = n q_a^T; kv_a_out = n kv_a^T
void attn_in(const AttnInArgs& args) {
  const Matrix n = rms_norm(load(args.x), args.norm_weight, args.eps);
  store(project(n, args.q_a), args.q_a_out);
  store(project(n, args.kv_a), args.kv_a_out);
}

// qh = RMSNorm(q_a) q_b^T per head: [q_nope ; q_pe], q_pe rotated
// absorbed: q = [q_nope W_UK ; q_pe], expanded: q = qh
void attn_q(const AttnQArgs& args) {
  append_to_cache(args);
  const MlaShape& shape = args.shape;
  const int64_t N = shape.qk_nope_head_dim;
  const int64_t P = shape.qk_rope_head_dim;
  if (shape.num_heads == 0) return;

  Matrix q_all = load(args.q_a);
  if (!args.q_b.is_null()) {
    q_all = project(rms_norm(q_all, args.q_a_norm, args.eps), args.q_b);  // [T, h (N + P)]
  }
  for (int64_t head = 0; head < shape.num_heads; ++head) {
    Matrix nope = columns(q_all, head * (N + P), head * (N + P) + N);
    Matrix pe = columns(q_all, head * (N + P) + N, (head + 1) * (N + P));
    for (int64_t t = 0; t < pe.rows; ++t) rotate(pe.row(t), args.rope, args.first_position + t);
    if (args.form == MlaForm::kAbsorbed) {
      const int64_t first_row = head * shape.kv_b_rows_per_head();
      nope = project_transposed(nope, args.kv_b.slice_rows(first_row, first_row + N));  // [T, C]
    }
    const View<float, 2> q = plane(args.q, head);
    store(nope, q.slice(1, 0, nope.cols));
    store(pe, q.slice(1, nope.cols, nope.cols + P));
  }
}

// out = concat_head(o) o_proj^T;  absorbed: o = W_UV attended, expanded: o = attended
void attn_out(const AttnOutArgs& args) {
  const MlaShape& shape = args.shape;
  const int64_t V = shape.v_head_dim;
  Matrix out(args.out.extent(0), args.out.extent(1));
  if (shape.num_heads > 0) {
    Matrix o(out.rows, shape.num_heads * V);
    for (int64_t head = 0; head < shape.num_heads; ++head) {
      Matrix o_head = load(plane(args.attended, head));
      if (args.form == MlaForm::kAbsorbed) {
        const int64_t first_row = head * shape.kv_b_rows_per_head() + shape.qk_nope_head_dim;
        o_head = project(o_head, args.kv_b.slice_rows(first_row, first_row + V));  // [T, V]
      }
      for (int64_t t = 0; t < o.rows; ++t) {
        for (int64_t i = 0; i < V; ++i) o.row(t)[head * V + i] = o_head.row(t)[i];
      }
    }
    out = project(o, args.o_proj);
  }
  store(out, args.out);
}

}  // namespace octant::reference
