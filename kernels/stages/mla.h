#pragma once
// What the MLA stages (attn_in, attn_q, mla_attend, attn_out) share: shapes, the latent cache, the
// rotary table, and the two forms of the computation.
// Source: DeepSeek-V2 (arXiv 2405.04434) section 2.1; deepseek-ai/DeepSeek-V3, inference/model.py.

#include <cstddef>
#include <cstdint>
#include <span>

#include "kernels/core/dtype.h"
#include "kernels/core/view.h"

namespace octant {

struct MlaShape {
  int64_t num_heads = 0;         // h: heads of this rank, may be 0
  int64_t qk_nope_head_dim = 0;  // N
  int64_t qk_rope_head_dim = 0;  // P
  int64_t v_head_dim = 0;        // V
  int64_t kv_lora_rank = 0;      // C

  int64_t qk_head_dim() const { return qk_nope_head_dim + qk_rope_head_dim; }
  int64_t cache_width() const { return kv_lora_rank + qk_rope_head_dim; }
  // Rows of kv_b_proj a head owns: first N rows W_UK (key part), then V rows W_UV (value part).
  int64_t kv_b_rows_per_head() const { return qk_nope_head_dim + v_head_dim; }
};

// Two forms, identical in exact arithmetic.
//   kAbsorbed: W_UK is multiplied into the query, W_UV into the output, attention runs on the
//   latent
//              cache itself: 2 (2C + P) flops a head and (query, key) pair. For few rows.
//   kExpanded: keys and values of every head are made from the cache first: 2 (N + P + V) flops a
//              pair, plus 2 C (N + V) a head and cached token. For long prefill.
enum class MlaForm { kAbsorbed, kExpanded };

// Steps of up to this many rows are decode steps: a token and its drafts. Their rows have the same
// bits whatever the number of rows, see README.md.
inline constexpr int64_t kMaxDecodeRows = 8;

// The form with fewer multiply-adds for `num_rows` new rows that end at a context of `seqlen_k`;
// kAbsorbed for every decode step, so that the form does not depend on the number of drafts.
MlaForm choose_mla_form(const MlaShape& shape, int64_t num_rows, int64_t seqlen_k);

// cos and sin of the rotary angles of every position that may occur, attention factor included.
struct RopeTable {
  View<const float, 2> cos;  // [max_positions, P / 2]
  View<const float, 2> sin;  // [max_positions, P / 2]
};

// One layer's rows of a sequence in the paged latent cache. A row is [c_kv ; k_pe]: C values after
// kv_a_layernorm, then P values after rotary, in interleaved order (pairs 2i, 2i + 1).
// Position p is row p % page_block_size of page block_table[p / page_block_size].
struct LatentCacheView {
  std::byte* data = nullptr;  // page 0 of this layer
  DType dtype = DType::kF32;  // kF32 or kBF16
  int64_t page_stride = 0;    // elements from one page of this layer to the next
  int64_t page_block_size = 0;
  int64_t width = 0;                     // C + P
  std::span<const int32_t> block_table;  // covers every position up to the last one written

  std::byte* row_bytes(int64_t position) const {
    const int64_t page = block_table[static_cast<size_t>(position / page_block_size)];
    const int64_t element = page * page_stride + position % page_block_size * width;
    return data + element * size_of(dtype);
  }
  template <typename T>
  T* row(int64_t position) const {
    return reinterpret_cast<T*>(row_bytes(position));
  }
};

}  // namespace octant
