#pragma once
// From f32 values to the element types of a checkpoint: BF16, and FP8 with one scale a block.
//
// FP8 of one block, in f32 with round to nearest even:
//   amax = max |v|;  scale = amax / 448, or 1 if amax is 0;  element = e4m3(v / scale)
// With power-of-two scales ("ue8m0") scale is rounded up to the next power of two before the
// division. Error bound: e4m3 has 3 mantissa bits, so |v - element * scale| <= 2^-4 * |v| for
// normal elements and 2^-10 * scale for subnormal ones; over the block at most 16 * scale, the half
// spacing below 448, besides the two f32 roundings of quotient and product (2^-23 * |v|).

#include <span>

#include "kernels/core/dtype.h"
#include "kernels/core/view.h"

namespace octant {

enum class ScaleFormat { kF32, kUe8m0 };

// `out` has the size of `values`.
void round_to_bf16(std::span<const float> values, std::span<bf16> out);

// The scale of a block whose largest magnitude is `amax` >= 0.
float block_scale(float amax, ScaleFormat format);

// Quantises one block; returns its scale.
//   values [rows, cols] f32      out [rows, cols] e4m3 out
float quantize_block(View<const float, 2> values, ScaleFormat format, View<e4m3, 2> out);

}  // namespace octant
