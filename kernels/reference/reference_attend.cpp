// mla_attend: causal attention over the latent cache, in both forms.
//   s_j = softmax_scale * q . k_j;  p = softmax(s);  out = sum_j p_j v_j  over j <= position of q
//   absorbed: k_j = cache_j, v_j = c_kv_j;  expanded: k_j = [W_UK c_kv_j ; k_pe_j], v_j = W_UV
//   c_kv_j

#include <algorithm>
#include <cmath>

#include "kernels/reference/reference_math.h"
#include "kernels/reference/reference_stages.h"

namespace octant::reference {
namespace {

// Rows 0 .. end - 1 of the cache: [end, C + P].
Matrix load_cache(const LatentCacheView& cache, int64_t end) {
  Matrix rows(end, cache.width);
  for (int64_t p = 0; p < end; ++p) {
    for (int64_t i = 0; i < cache.width; ++i) {
      rows.row(p)[i] =
          cache.dtype == DType::kF32 ? cache.row<float>(p)[i] : cache.row<bf16>(p)[i].to_float();
    }
  }
  return rows;
}

// Row t of q sees keys 0 .. first_position + t.
Matrix attend(const Matrix& q, const Matrix& keys, const Matrix& values, double softmax_scale,
              int64_t first_position) {
  Matrix out(q.rows, values.cols);
  for (int64_t t = 0; t < q.rows; ++t) {
    const int64_t num_keys = first_position + t + 1;
    std::vector<double> p(static_cast<size_t>(num_keys));
    for (int64_t j = 0; j < num_keys; ++j) {
      double dot = 0;
      for (int64_t i = 0; i < q.cols; ++i) dot += q.row(t)[i] * keys.row(j)[i];
      p[static_cast<size_t>(j)] = softmax_scale * dot;
    }
    const double largest = *std::max_element(p.begin(), p.end());
    double sum = 0;
    for (double& score : p) sum += score = std::exp(score - largest);
    for (int64_t j = 0; j < num_keys; ++j) {
      const double weight = p[static_cast<size_t>(j)] / sum;
      for (int64_t i = 0; i < values.cols; ++i) out.row(t)[i] += weight * values.row(j)[i];
    }
  }
  return out;
}

}  // namespace

void mla_attend(const MlaAttendArgs& args) {
  const MlaShape& shape = args.shape;
  const int64_t N = shape.qk_nope_head_dim;
  const int64_t P = shape.qk_rope_head_dim;
  const int64_t C = shape.kv_lora_rank;
  const int64_t tokens = args.q.extent(0);
  if (tokens == 0 || shape.num_heads == 0) return;

  const Matrix cache = load_cache(args.cache, args.first_position + tokens);
  const Matrix c_kv = columns(cache, 0, C);
  for (int64_t head = 0; head < shape.num_heads; ++head) {
    Matrix keys = cache;
    Matrix values = c_kv;
    if (args.form == MlaForm::kExpanded) {
      const int64_t first_row = head * shape.kv_b_rows_per_head();
      const int64_t last_row = first_row + shape.kv_b_rows_per_head();
      const Matrix kv = project(c_kv, args.kv_b.slice_rows(first_row, last_row));  // [., N + V]
      values = columns(kv, N, kv.cols);
      keys = Matrix(cache.rows, N + P);
      for (int64_t j = 0; j < keys.rows; ++j) {
        std::copy(kv.row(j), kv.row(j) + N, keys.row(j));
        std::copy(cache.row(j) + C, cache.row(j) + C + P, keys.row(j) + N);
      }
    }
    store(attend(load(plane(args.q, head)), keys, values, args.softmax_scale, args.first_position),
          plane(args.out, head));
  }
}

}  // namespace octant::reference
