#pragma once
// gemm: many rows times a weight matrix, the work of prefill.   [n, K] @ [N, K]^T -> [n, N]
//
// The rows x stand side by side in vector lanes (packed once, by all threads); weights are unpacked
// to f32 block by block and broadcast. Bound by multiply-adds from about 32 rows on. Each sum runs
// over K in order, so results depend neither on the threads nor on the other rows.

#include <cstdint>
#include <span>

#include "kernels/core/weight_view.h"

namespace octant::cpu {

// Rows of W that one call of gemm_block takes at most: 96 x 272 floats are 104 KB, half of the
// smallest second-level cache around.
inline constexpr int64_t kGemmBlockRows = 96;
// Rows x that are packed at a time: the sums of a block, 96 x 512 floats, stay in that cache too.
inline constexpr int64_t kGemmMaxRows = 512;

// n rounded up to whole panels of lanes.
int64_t gemm_lanes(int64_t num_rows);
// Floats of n packed rows of K columns.
int64_t gemm_packed_floats(int64_t num_rows, int64_t cols);
int64_t gemm_num_panels(int64_t num_rows);

// Packs panel `panel` of the rows: out is the start of all panels. Panels are independent.
void gemm_pack(std::span<const float* const> rows, int64_t cols, int64_t panel, float* out);

// Floats of one thread's workspace: the unpacked block of weights.
int64_t gemm_workspace_floats();
// Floats of the sums of one block of rows of W with n rows x.
int64_t gemm_sums_floats(int64_t num_rows);

// sums[r - begin][lane] = x[lane] . W[r] for begin <= r < end <= begin + kGemmBlockRows.
void gemm_block(const float* packed, int64_t num_rows, const WeightView& w, int64_t begin,
                int64_t end, float* workspace, float* sums);

// y[lane][begin + i] = sums[i][lane] for i < count.
void gemm_store(const float* sums, int64_t count, std::span<float* const> y, int64_t begin);

}  // namespace octant::cpu
