#include "kernels/cuda/tuning.h"

#include <algorithm>

namespace octant::cuda {
namespace {

// Blocks of 8 warps that are resident at once with 48 KB of shared memory each, on chips with 164
// to 228 KB: 64 warps a multiprocessor are the most there can be, 32 suffice for 16-byte loads.
constexpr int kBlocksPerMultiprocessor = 4;

int round_up(int value, int unit) {
  return (value + unit - 1) / unit * unit;
}

}  // namespace

int slab_cols(int cols, int num_tokens, int unit) {
  const int most = kSlabBytes / static_cast<int>(sizeof(float)) / num_tokens / unit * unit;
  return std::min(round_up(std::max(cols, 1), unit), std::max(most, unit));
}

int gemv_blocks(int num_pairs, int num_multiprocessors) {
  const int needed = (num_pairs + kBlockWarps - 1) / kBlockWarps;
  return std::clamp(needed, 1, std::max(1, num_multiprocessors * kBlocksPerMultiprocessor));
}

int head_blocks(int num_pairs, int num_heads, int num_multiprocessors) {
  if (num_heads == 0) return 1;
  const int wanted = (num_multiprocessors + num_heads - 1) / num_heads;
  return std::clamp(wanted, 1, std::max(1, (num_pairs + kBlockWarps - 1) / kBlockWarps));
}

int attend_splits(int num_head_groups, int num_multiprocessors) {
  return std::clamp(num_multiprocessors / std::max(1, num_head_groups), 1, kMaxAttendSplits);
}

int sample_parts(int num_ids) {
  // Sixteen logits a lane: fewer would wait for the putting together, more for each other.
  constexpr int kIdsOfBlock = 16 * kBlockLanes;
  constexpr int kMostParts = 64;
  return std::clamp((num_ids + kIdsOfBlock - 1) / kIdsOfBlock, 1, kMostParts);
}

int tile_tokens(int64_t num_tokens) {
  return num_tokens <= 32 ? 32 : 64;
}

}  // namespace octant::cuda
