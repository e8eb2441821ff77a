#pragma once
// Sizes of the blocks that register tiles work on, the same for all instruction sets.

#include <cstdint>

namespace octant::cpu {

// Depth of a block of broadcast operands: 256 x 2 vectors of the other operand are 32 KB with
// AVX-512 and 16 KB with AVX2, which the first-level cache keeps.
inline constexpr int64_t kDepth = 256;
inline constexpr int64_t kBlockStride = kDepth + 16;
// The tile heights of all instruction sets (4, 6, 12, 16) divide this.
inline constexpr int64_t kRowGroup = 48;

inline constexpr int64_t round_up(int64_t value, int64_t unit) {
  return (value + unit - 1) / unit * unit;
}

}  // namespace octant::cpu
