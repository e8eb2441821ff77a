#pragma once
// The inner loops of mla_attend, one thread's share at a time: flash-style passes over blocks of
// positions, with the queries side by side in vector lanes.
//
// A *lane* is one query: a (row, head) pair in the absorbed form, a row of one head in the expanded
// form. Lanes come in panels (gemm.h). Of each lane a pass keeps the running maximum m, the sum l
// of exponentials, and the weighted sum o of values; finish() merges what several passes over
// different positions found.
//
// Absorbed, a pass reads a cache row once, unpacks it once for all lanes, and does 2 (2C + P) flops
// a lane with it: bound by multiply-adds from a handful of lanes on. Work of one block: 48
// positions x (C + P) floats unpacked, 110 KB for V3.

#include <cstdint>
#include <span>

#include "kernels/core/weight_view.h"
#include "kernels/stages/mla.h"

namespace octant::cpu {

// Positions of an absorbed pass that are unpacked together. Splits are cut at multiples of it.
inline constexpr int64_t kAbsorbedBlock = 48;
// Positions of an expanded pass whose keys and values are made together.
inline constexpr int64_t kExpandedBlock = 256;

// The queries of some lanes.
struct AttendLanes {
  const float* packed = nullptr;     // [panel][dims][lanes of a panel], times softmax_scale
  std::span<const int64_t> visible;  // of each lane: it sees positions below this
};

// State of lanes after a pass, in memory of attend_state_floats().
struct AttendState {
  float* m = nullptr;
  float* l = nullptr;
  float* o = nullptr;  // [panel][attend_value_rows][lanes of a panel]
};
int64_t attend_value_rows(int64_t value_dims);
int64_t attend_state_floats(int64_t num_lanes, int64_t value_dims);
AttendState divide_attend_state(float* memory, int64_t num_lanes);
// Nothing seen yet. `num_lanes`: whole panels.
void clear_attend(const AttendState& state, int64_t num_lanes, int64_t value_dims);

// Absorbed: lanes see the positions [begin, end) of the cache that are visible to them.
int64_t absorbed_workspace_floats(const MlaShape& shape);
void attend_absorbed(const MlaShape& shape, const LatentCacheView& cache, const AttendLanes& lanes,
                     int64_t begin, int64_t end, float* workspace, AttendState state);

// Expanded: block `block` of kExpandedBlock positions of the cache, transposed:
// out[dim][position], rows of kBlockStride floats; zeros behind position `end`.
void transpose_cache(const MlaShape& shape, const LatentCacheView& cache, int64_t block,
                     int64_t end, float* workspace, float* out);
int64_t transposed_block_floats(const MlaShape& shape);
// The kv_b rows of one head as f32 blocks; workspace of expanded_head_floats().
int64_t expanded_head_floats(const MlaShape& shape);
void unpack_head(const MlaShape& shape, const WeightView& kv_b, int64_t head, float* out);
// All lanes of one head over block `block` of positions.
int64_t expanded_workspace_floats(const MlaShape& shape);
void attend_expanded(const MlaShape& shape, const float* transposed, const float* head_weights,
                     const AttendLanes& lanes, int64_t block, float* workspace, AttendState state);

// Passes that can be merged: each is one split of the positions, one a thread.
inline constexpr int64_t kMaxAttendPasses = 64;
// out[lane][dims] for dims [begin, end): passes[0..n) merged by log-sum-exp.
void finish_attend(std::span<const AttendState> passes, int64_t value_dims, int64_t begin,
                   int64_t end, std::span<float* const> out);

}  // namespace octant::cpu
