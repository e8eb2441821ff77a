#pragma once
// Rotary embedding, and a token's new row of the latent cache: what both forms of attn_q do.
//
// Only for files that hold kernels.

#include <type_traits>

#include "kernels/core/dtype.h"
#include "kernels/core/status.h"
#include "kernels/cuda/cache_row.h"
#include "kernels/stages/attn_q.h"

namespace octant::cuda {

struct Rope {
  const float* cos = nullptr;  // [positions, P / 2]
  const float* sin = nullptr;
  int64_t stride = 0;
};

// (a, b) -> (a c - b s, a s + b c) with the angle of pair i at a position.
__device__ __forceinline__ float2 rotated(const Rope& table, int position, int i, float a,
                                          float b) {
  const float c = table.cos[position * table.stride + i];
  const float s = table.sin[position * table.stride + i];
  return {a * c - b * s, a * s + b * c};
}

struct CacheAppend {
  int latent = 0;               // C
  int rope = 0;                 // P
  const float* kv_a = nullptr;  // [T, C + P]
  int64_t kv_a_stride = 0;
  const float* kv_a_norm = nullptr;  // [C]
  float eps = 0;
  Rope table;
  CachePages cache;
};

inline CacheAppend cache_append_of(const AttnQArgs& args) {
  return {.latent = static_cast<int>(args.shape.kv_lora_rank),
          .rope = static_cast<int>(args.shape.qk_rope_head_dim),
          .kv_a = args.kv_a.data(),
          .kv_a_stride = args.kv_a.stride(0),
          .kv_a_norm = args.kv_a_norm.data(),
          .eps = args.eps,
          .table = {.cos = args.rope.cos.data(),
                    .sin = args.rope.sin.data(),
                    .stride = args.rope.cos.stride(0)},
          .cache = {.data = args.cache.data,
                    .page_stride = args.cache.page_stride,
                    .width = static_cast<int>(args.cache.width)}};
}

// Calls function(std::type_identity<E>) with the type of the cache's elements.
template <typename Function>
Status with_cache_type(DType dtype, Function&& function) {
  if (dtype == DType::kBF16) return function(std::type_identity<bf16>{});
  return function(std::type_identity<float>{});
}

// Cache row of token t at `position`: [RMSNorm(c_kv) ; rotated k_pe]. All lanes of a block;
// `shared` as in block_sum.
template <typename E>
__device__ __forceinline__ void append_row(const CacheAppend& a, const StepState& state, int t,
                                           int position, float* shared) {
  const float* kv = a.kv_a + t * a.kv_a_stride;
  E* row = cache_row<E>(a.cache, state, position);
  float squares = 0;
  for (int c = static_cast<int>(threadIdx.x); c < a.latent; c += kBlockLanes) {
    squares = fmaf(kv[c], kv[c], squares);
  }
  const float inv_rms = rsqrtf(block_sum(squares, shared) / static_cast<float>(a.latent) + a.eps);
  for (int c = static_cast<int>(threadIdx.x); c < a.latent; c += kBlockLanes) {
    row[c] = from_float<E>(kv[c] * inv_rms * a.kv_a_norm[c]);
  }
  for (int i = static_cast<int>(threadIdx.x); i < a.rope / 2; i += kBlockLanes) {
    const float* pe = kv + a.latent + i * 2;
    const float2 turned = rotated(a.table, position, i, pe[0], pe[1]);
    row[a.latent + i * 2] = from_float<E>(turned.x);
    row[a.latent + i * 2 + 1] = from_float<E>(turned.y);
  }
}

}  // namespace octant::cuda
