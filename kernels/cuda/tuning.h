#pragma once
// Tile and split choices of the CUDA kernels, as pure functions of shapes: tested without a GPU.

#include <cstdint>

namespace octant::cuda {

inline constexpr int kBlockWarps = 8;
inline constexpr int kBlockLanes = kBlockWarps * 32;
inline constexpr int kMaxTokens = 8;  // of one decode launch: kMaxDecodeRows

// Shared memory of one slab of x: what every chip since sm_70 gives a block without asking, less
// the block's partial sums.
inline constexpr int kSlabBytes = 47 * 1024;

// Columns of x that a block keeps at once, for `num_tokens` tokens: all of them if they fit; a
// multiple of `unit`.
int slab_cols(int cols, int num_tokens, int unit);

// Blocks of a product of `num_pairs` pairs of rows, a warp a pair: one turn each while that gives
// no more than a few blocks a multiprocessor, then several turns, so that x is staged less often.
int gemv_blocks(int num_pairs, int num_multiprocessors);

// Blocks that share one head's queries: as many as fill the chip, at most a warp a pair.
int head_blocks(int num_pairs, int num_heads, int num_multiprocessors);

// Parts that the positions of a context are cut into, for each group of heads: as many as fill the
// chip with one token. Does not depend on the number of tokens, so that a token's bits do not.
inline constexpr int kMaxAttendSplits = 64;  // beyond, merging costs more than shorter parts save
int attend_splits(int num_head_groups, int num_multiprocessors);

// Blocks that share a row of `num_ids` logits where only the largest and a sum are wanted.
int sample_parts(int num_ids);

// Tiles of prefill products (tile.h). 64 columns of 128 rows of weights are 18 KB in BF16, and as
// much again for 64 tokens in two parts: two to five blocks fit a multiprocessor, 48 KB are never
// exceeded.
inline constexpr int kTileCols = 128;
inline constexpr int kTileDepth = 64;

// Tokens of a tile, 32 or 64, for products of `num_tokens` tokens: small where most of a large one
// would be empty.
int tile_tokens(int64_t num_tokens);

// From so many tokens on, BF16 products go through cuBLASLt: it reads the weights twice, once for
// each part of the tokens, but comes closer to the tensor cores' rate. By the figures of Hopper
// (989 TFLOP/s, 3.35 TB/s) two products of T tokens take longer than reading BF16 weights twice
// from T = 150 on.
inline constexpr int kBlasTokens = 150;

}  // namespace octant::cuda
