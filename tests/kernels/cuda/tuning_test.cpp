// The choices of kernels/cuda/tuning.h for the shapes of the models.

#include "kernels/cuda/tuning.h"

#include <gtest/gtest.h>

namespace octant::cuda {
namespace {

constexpr int kUnits[] = {128, 256, 512};  // columns of a warp: F32, BF16, F8
// hidden sizes, intermediate sizes and ranks of V3, V2, V2-Lite, K2, Mixtral and the demo model.
constexpr int kWidths[] = {128,  256,  512,  576,   1408,  1536,  2048,
                           4096, 5120, 7168, 10944, 12288, 14336, 18432};

TEST(CudaTuning, ASlabFitsSharedMemoryAndHoldsAllColumnsWhereItCan) {
  for (const int cols : kWidths) {
    for (const int tokens : {1, 2, 4, 8}) {
      for (const int unit : kUnits) {
        const int slab = slab_cols(cols, tokens, unit);
        EXPECT_EQ(slab % unit, 0);
        EXPECT_LE(slab * tokens * 4, kSlabBytes);
        EXPECT_GE(slab, unit);
        const int whole = (cols + unit - 1) / unit * unit;
        if (whole * tokens * 4 <= kSlabBytes) {
          EXPECT_EQ(slab, whole);
        }
      }
    }
  }
}

TEST(CudaTuning, EveryPairOfRowsHasAWarpAndNoBlockIsIdle) {
  for (const int pairs : {0, 1, 7, 8, 9, 288, 3584, 64640}) {
    for (const int multiprocessors : {1, 4, 108, 132, 148}) {
      const int blocks = gemv_blocks(pairs, multiprocessors);
      EXPECT_GE(blocks, 1);
      EXPECT_LE(blocks, 4 * multiprocessors);
      if (pairs > 0) {
        EXPECT_LT((blocks - 1) * kBlockWarps, pairs);
      }
    }
  }
}

TEST(CudaTuning, HeadsAreSharedOutOverTheChip) {
  // V3 on one and on eight GPUs of 132 multiprocessors: 192 rows a head are 96 pairs, 12 blocks.
  EXPECT_EQ(head_blocks(96, 128, 132), 2);
  EXPECT_EQ(head_blocks(96, 16, 132), 9);
  EXPECT_EQ(head_blocks(96, 2, 132), 12);
  EXPECT_EQ(head_blocks(96, 0, 132), 1);
}

TEST(CudaTuning, PartsOfAContextFillTheChip) {
  EXPECT_EQ(attend_splits(1, 132), kMaxAttendSplits);
  EXPECT_EQ(attend_splits(8, 132), 16);
  EXPECT_EQ(attend_splits(200, 132), 1);
}

TEST(CudaTuning, EveryPartOfALogitRowHasSomethingToRead) {
  EXPECT_EQ(sample_parts(1), 1);
  EXPECT_EQ(sample_parts(16160), 4);  // V3's vocabulary on one of eight ranks
  EXPECT_EQ(sample_parts(129280), 32);
  EXPECT_EQ(sample_parts(102400), 25);  // V2-Lite on one GPU
  for (const int ids : {1, 4096, 4097, 400000}) EXPECT_LE(sample_parts(ids), ids);
}

TEST(CudaTuning, TilesAreNotMostlyEmpty) {
  for (int64_t tokens = kMaxTokens + 1; tokens <= 1024; ++tokens) {
    const int tile = tile_tokens(tokens);
    const int64_t tiles = (tokens + tile - 1) / tile;
    EXPECT_GE(4 * tokens, tiles * tile) << tokens;
    EXPECT_LE(tiles, std::max<int64_t>(1, (tokens + 31) / 32));
  }
}

}  // namespace
}  // namespace octant::cuda
