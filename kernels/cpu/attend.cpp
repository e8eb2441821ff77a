#include "kernels/cpu/attend.h"

#include <algorithm>
#include <limits>

#include "kernels/cpu/gemm.h"

#ifndef OCTANT_KERNELS_CPU_ATTEND_ONCE
#define OCTANT_KERNELS_CPU_ATTEND_ONCE
namespace octant::cpu {
// Below every score, and finite, so that differences of it are 0 and not NaN.
inline constexpr float kNothingSeen = -1e30f;
}  // namespace octant::cpu
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/attend.cpp"
#include "hwy/foreach_target.h"
// Highway needs its own header after foreach_target.h.
#include "hwy/highway.h"
#include "kernels/cpu/exp-inl.h"
#include "kernels/cpu/tile-inl.h"
#include "kernels/cpu/tile_shape.h"
#include "kernels/cpu/unpack_row-inl.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {
namespace {

// c[i][lane] of depth `dims` in pieces of kDepth: piece p of a stands at a + p * piece_stride.
template <int64_t kRowStep, int64_t kDepthStep>
HWY_INLINE void tile_pieces(int64_t lanes, const float* a, int64_t piece_stride, int64_t dims,
                            const float* b, int64_t b_stride, float* c, int64_t c_stride,
                            int64_t num_rows) {
  for (int64_t k = 0; k < dims; k += kDepth) {
    tile_panel<kRowStep, kDepthStep>(lanes, a + k / kDepth * piece_stride, b + k * b_stride,
                                     b_stride, std::min(kDepth, dims - k), c, c_stride, num_rows,
                                     k > 0);
  }
}

// scores[position][kPanel] -> exponentials; updates m and l of the panel and scales its o. The
// lanes see `visible - first` of the positions.
HWY_INLINE void softmax_block(const int64_t* visible, int64_t lanes, int64_t first,
                              int64_t num_positions, float* scores, float* m, float* l, float* o,
                              int64_t value_rows) {
  const F32Tag d;
  for (int64_t lane = 0; lane < lanes; ++lane) {
    for (int64_t j = std::max<int64_t>(visible[lane] - first, 0); j < num_positions; ++j) {
      scores[j * kPanel + lane] = -std::numeric_limits<float>::infinity();
    }
  }
  for (int64_t v = 0; v < std::min(kPanel, round_up(lanes, kLanes)); v += kLanes) {
    const F32Vec old = hn::LoadU(d, m + v);
    F32Vec highest = old;
    for (int64_t j = 0; j < num_positions; ++j) {
      const F32Vec s = hn::LoadU(d, scores + j * kPanel + v);
      // Max may drop a NaN; the exponential below keeps it.
      highest = hn::Max(highest, s);
    }
    const F32Vec shrink = vector_exp(hn::Sub(old, highest));
    F32Vec sum = hn::Mul(hn::LoadU(d, l + v), shrink);
    for (int64_t j = 0; j < num_positions; ++j) {
      const F32Vec p = vector_exp(hn::Sub(hn::LoadU(d, scores + j * kPanel + v), highest));
      hn::StoreU(p, d, scores + j * kPanel + v);
      sum = hn::Add(sum, p);
    }
    hn::StoreU(highest, d, m + v);
    hn::StoreU(sum, d, l + v);
    if (hn::AllTrue(d, hn::Eq(shrink, hn::Set(d, 1.0f)))) continue;
    for (int64_t c = 0; c < value_rows; ++c) {
      hn::StoreU(hn::Mul(hn::LoadU(d, o + c * kPanel + v), shrink), d, o + c * kPanel + v);
    }
  }
}

// [piece][kAbsorbedBlock][kBlockStride]: rows [first, first + count) of the cache, zeros behind.
void unpack_cache(const MlaShape& shape, const LatentCacheView& cache, int64_t first, int64_t count,
                  float* out) {
  const int64_t width = shape.cache_width();
  for (int64_t i = 0; i < kAbsorbedBlock; ++i) {
    for (int64_t k = 0; k < width; k += kDepth) {
      const int64_t depth = std::min(kDepth, width - k);
      float* row = out + (k / kDepth * kAbsorbedBlock + i) * kBlockStride;
      if (i >= count) {
        std::fill(row, row + kBlockStride, 0.0f);
        continue;
      }
      const std::byte* source = cache.row_bytes(first + i) + k * size_of(cache.dtype);
      if (cache.dtype == DType::kF32) {
        unpack_elements<DType::kF32>(source, depth, row);
      } else {
        unpack_elements<DType::kBF16>(source, depth, row);
      }
      std::fill(row + depth, row + kBlockStride, 0.0f);
    }
  }
}

void absorbed_target(const MlaShape& shape, const LatentCacheView& cache, const AttendLanes& lanes,
                     int64_t begin, int64_t end, float* workspace, const AttendState& state) {
  constexpr int64_t kPiece = kAbsorbedBlock * kBlockStride;
  const int64_t width = shape.cache_width();
  const int64_t value_dims = shape.kv_lora_rank;
  const int64_t value_rows = attend_value_rows(value_dims);
  const auto num_lanes = static_cast<int64_t>(lanes.visible.size());
  float* keys = workspace;
  float* scores = keys + round_up(width, kDepth) / kDepth * kPiece;
  for (int64_t first = begin; first < end; first += kAbsorbedBlock) {
    const int64_t count = std::min(kAbsorbedBlock, end - first);
    unpack_cache(shape, cache, first, count, keys);
    for (int64_t lane = 0; lane < num_lanes; lane += kPanel) {
      const int64_t live = std::min(kPanel, num_lanes - lane);
      tile_pieces<kBlockStride, 1>(live, keys, kPiece, width, lanes.packed + lane * width, kPanel,
                                   scores, kPanel, count);
      float* o = state.o + lane * value_rows;
      softmax_block(lanes.visible.data() + lane, live, first, count, scores, state.m + lane,
                    state.l + lane, o, value_rows);
      for (int64_t c = 0; c < value_dims; c += kDepth) {
        tile_panel<1, kBlockStride>(live, keys + c / kDepth * kPiece, scores, kPanel, count,
                                    o + c / kDepth * kBlockStride * kPanel, kPanel,
                                    std::min(kDepth, value_dims - c), true);
      }
    }
  }
}

void transpose_target(const MlaShape& shape, const LatentCacheView& cache, int64_t block,
                      int64_t end, float* row, float* out) {
  const int64_t width = shape.cache_width();
  const int64_t first = block * kExpandedBlock;
  const int64_t count = std::min(kExpandedBlock, end - first);
  for (int64_t j = 0; j < kBlockStride; ++j) {
    if (j >= count) {
      for (int64_t k = 0; k < width; ++k) out[k * kBlockStride + j] = 0.0f;
      continue;
    }
    if (cache.dtype == DType::kF32) {
      unpack_elements<DType::kF32>(cache.row_bytes(first + j), width, row);
    } else {
      unpack_elements<DType::kBF16>(cache.row_bytes(first + j), width, row);
    }
    for (int64_t k = 0; k < width; ++k) out[k * kBlockStride + j] = row[k];
  }
}

void unpack_head_target(const MlaShape& shape, const WeightView& kv_b, int64_t head, float* out) {
  const int64_t rows = shape.kv_b_rows_per_head();
  const int64_t padded = round_up(rows, kRowGroup);
  for (int64_t k = 0; k < shape.kv_lora_rank; k += kDepth) {
    const int64_t depth = std::min(kDepth, shape.kv_lora_rank - k);
    float* piece = out + k / kDepth * padded * kBlockStride;
    for (int64_t r = 0; r < rows; ++r) {
      unpack_row(kv_b, head * rows + r, k, depth, piece + r * kBlockStride);
    }
    std::fill(piece + rows * kBlockStride, piece + padded * kBlockStride, 0.0f);
  }
}

void expanded_target(const MlaShape& shape, const float* transposed, const float* head_weights,
                     const AttendLanes& lanes, int64_t block, float* workspace,
                     const AttendState& state) {
  const int64_t rows = shape.kv_b_rows_per_head();
  const int64_t padded = round_up(rows, kRowGroup);
  const int64_t value_rows = attend_value_rows(shape.v_head_dim);
  const int64_t nope = shape.qk_nope_head_dim;
  const int64_t first = block * kExpandedBlock;
  const auto num_lanes = static_cast<int64_t>(lanes.visible.size());
  const int64_t seen = *std::max_element(lanes.visible.begin(), lanes.visible.end());
  const int64_t count = std::min(kExpandedBlock, seen - first);
  if (count <= 0) return;
  // expanded[row of kv_b][position]: keys (N rows), then values (V rows).
  float* expanded = workspace;
  float* scores = expanded + (padded + kRowGroup) * kBlockStride;
  for (int64_t j = 0; j < round_up(count, kPanel); j += kPanel) {
    tile_pieces<kBlockStride, 1>(kPanel, head_weights, padded * kBlockStride, shape.kv_lora_rank,
                                 transposed + j, kBlockStride, expanded + j, kBlockStride, rows);
  }
  for (int64_t lane = 0; lane < num_lanes; lane += kPanel) {
    const int64_t live = std::min(kPanel, num_lanes - lane);
    const int64_t* visible = lanes.visible.data() + lane;
    const int64_t positions = std::min(count, *std::max_element(visible, visible + live) - first);
    if (positions <= 0) continue;
    const float* q = lanes.packed + lane * shape.qk_head_dim();
    tile_panel<1, kBlockStride>(live, expanded, q, kPanel, nope, scores, kPanel, positions, false);
    tile_panel<1, kBlockStride>(live, transposed + shape.kv_lora_rank * kBlockStride,
                                q + nope * kPanel, kPanel, shape.qk_rope_head_dim, scores, kPanel,
                                positions, true);
    float* o = state.o + lane * value_rows;
    softmax_block(visible, live, first, positions, scores, state.m + lane, state.l + lane, o,
                  value_rows);
    for (int64_t c = 0; c < shape.v_head_dim; c += kDepth) {
      tile_panel<kBlockStride, 1>(live, expanded + (nope + c) * kBlockStride, scores, kPanel,
                                  positions, o + c / kDepth * kBlockStride * kPanel, kPanel,
                                  std::min(kDepth, shape.v_head_dim - c), true);
    }
  }
}

void finish_target(std::span<const AttendState> passes, int64_t value_dims, int64_t begin,
                   int64_t end, std::span<float* const> out) {
  const F32Tag d;
  const int64_t value_rows = attend_value_rows(value_dims);
  const auto num_lanes = static_cast<int64_t>(out.size());
  HWY_ALIGN float merged[kLanes];
  for (int64_t lane = 0; lane < num_lanes; lane += kLanes) {
    F32Vec highest = hn::Set(d, kNothingSeen);
    for (const AttendState& pass : passes) {
      highest = hn::Max(highest, hn::LoadU(d, pass.m + lane));
    }
    HWY_ALIGN float shares[kMaxAttendPasses * kLanes];
    F32Vec total = hn::Zero(d);
    for (size_t i = 0; i < passes.size(); ++i) {
      const F32Vec share = vector_exp(hn::Sub(hn::LoadU(d, passes[i].m + lane), highest));
      hn::Store(share, d, shares + i * static_cast<size_t>(kLanes));
      total = hn::MulAdd(share, hn::LoadU(d, passes[i].l + lane), total);
    }
    const int64_t live = std::min(kLanes, num_lanes - lane);
    // The panel's o, and the lane inside its panel.
    const int64_t offset = lane / kPanel * kPanel * value_rows + lane % kPanel;
    for (int64_t c = begin; c < end; ++c) {
      const int64_t row = c / kDepth * kBlockStride + c % kDepth;
      F32Vec sum = hn::Zero(d);
      for (size_t i = 0; i < passes.size(); ++i) {
        sum = hn::MulAdd(hn::Load(d, shares + i * static_cast<size_t>(kLanes)),
                         hn::LoadU(d, passes[i].o + offset + row * kPanel), sum);
      }
      hn::Store(hn::Div(sum, total), d, merged);
      for (int64_t i = 0; i < live; ++i) out[static_cast<size_t>(lane + i)][c] = merged[i];
    }
  }
}

}  // namespace
}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace octant::cpu {

HWY_EXPORT(absorbed_target);
HWY_EXPORT(transpose_target);
HWY_EXPORT(unpack_head_target);
HWY_EXPORT(expanded_target);
HWY_EXPORT(finish_target);

static_assert(kAbsorbedBlock % kRowGroup == 0 && kExpandedBlock == kDepth);

// Values are kept in pieces of kDepth rows, each with room for a whole tile behind.
int64_t attend_value_rows(int64_t value_dims) {
  return (value_dims + kDepth - 1) / kDepth * kBlockStride;
}

int64_t attend_state_floats(int64_t num_lanes, int64_t value_dims) {
  return gemm_lanes(num_lanes) * (2 + attend_value_rows(value_dims));
}

AttendState divide_attend_state(float* memory, int64_t num_lanes) {
  const int64_t lanes = gemm_lanes(num_lanes);
  return {memory, memory + lanes, memory + 2 * lanes};
}

void clear_attend(const AttendState& state, int64_t num_lanes, int64_t value_dims) {
  std::fill(state.m, state.m + num_lanes, kNothingSeen);
  std::fill(state.l, state.l + num_lanes, 0.0f);
  std::fill(state.o, state.o + num_lanes * attend_value_rows(value_dims), 0.0f);
}

int64_t absorbed_workspace_floats(const MlaShape& shape) {
  const int64_t pieces = (shape.cache_width() + kDepth - 1) / kDepth;
  return kAbsorbedBlock * (pieces * kBlockStride + gemm_lanes(1));
}

void attend_absorbed(const MlaShape& shape, const LatentCacheView& cache, const AttendLanes& lanes,
                     int64_t begin, int64_t end, float* workspace, AttendState state) {
  HWY_DYNAMIC_DISPATCH(absorbed_target)(shape, cache, lanes, begin, end, workspace, state);
}

int64_t transposed_block_floats(const MlaShape& shape) {
  return shape.cache_width() * kBlockStride;
}

void transpose_cache(const MlaShape& shape, const LatentCacheView& cache, int64_t block,
                     int64_t end, float* workspace, float* out) {
  HWY_DYNAMIC_DISPATCH(transpose_target)(shape, cache, block, end, workspace, out);
}

int64_t expanded_head_floats(const MlaShape& shape) {
  return (shape.kv_lora_rank + kDepth - 1) / kDepth *
         round_up(shape.kv_b_rows_per_head(), kRowGroup) * kBlockStride;
}

void unpack_head(const MlaShape& shape, const WeightView& kv_b, int64_t head, float* out) {
  HWY_DYNAMIC_DISPATCH(unpack_head_target)(shape, kv_b, head, out);
}

int64_t expanded_workspace_floats(const MlaShape& shape) {
  return (round_up(shape.kv_b_rows_per_head(), kRowGroup) + kRowGroup) * kBlockStride +
         kBlockStride * gemm_lanes(1);
}

void attend_expanded(const MlaShape& shape, const float* transposed, const float* head_weights,
                     const AttendLanes& lanes, int64_t block, float* workspace, AttendState state) {
  HWY_DYNAMIC_DISPATCH(expanded_target)
  (shape, transposed, head_weights, lanes, block, workspace, state);
}

void finish_attend(std::span<const AttendState> passes, int64_t value_dims, int64_t begin,
                   int64_t end, std::span<float* const> out) {
  HWY_DYNAMIC_DISPATCH(finish_target)(passes, value_dims, begin, end, out);
}

}  // namespace octant::cpu
#endif
