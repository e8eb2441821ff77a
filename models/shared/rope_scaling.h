#pragma once
// Rotary frequencies, plain and YaRN, the tables made of them, and what YaRN does to the softmax
// scale. Host code in double; nothing here runs in a step.
//
// d = qk_rope_head_dim, b = rope_theta, L0 = original_max_position_embeddings:
//   f_i     = b^(-2i/d), i in 0 .. d/2 - 1
//   corr(r) = d ln(L0 / (2 pi r)) / (2 ln b): the index whose wave turns r times within L0
//   low     = max(floor(corr(beta_fast)), 0), high = min(ceil(corr(beta_slow)), d - 1), high +=
//   0.001
//             if they are equal
//   ramp_i  = clamp((i - low) / (high - low), 0, 1)
//   f'_i    = f_i / factor * ramp_i + f_i * (1 - ramp_i)
//   m(s, k) = 1 if s <= 1, else 0.1 k ln(s) + 1
// DeepSeek's checkpoints want these frequencies at every length, also below L0.
// Source: YaRN (arXiv 2309.00071); modeling_deepseek.py of deepseek-ai/DeepSeek-V3.

#include <cstdint>
#include <optional>
#include <vector>

#include "kernels/core/buffer.h"
#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "kernels/stages/mla.h"

namespace octant {

// config.json: rope_scaling of type "yarn", HF names.
struct RopeScaling {
  double factor = 1;
  int64_t original_max_position_embeddings = 4096;
  double beta_fast = 32;
  double beta_slow = 1;
  double mscale = 1;
  double mscale_all_dim = 0;
  bool operator==(const RopeScaling&) const = default;
};

// m(scale, mscale) above.
double yarn_mscale(double scale, double mscale);

// corr(num_rotations) above.
double yarn_correction_dim(double num_rotations, int64_t dim, double rope_theta,
                           int64_t original_max_position_embeddings);

// f_i, or f'_i with `scaling`: [dim / 2]. dim is even, rope_theta > 1.
std::vector<double> rope_inverse_frequencies(int64_t dim, double rope_theta,
                                             const std::optional<RopeScaling>& scaling);

// What cos and sin are multiplied by: m(factor, mscale) / m(factor, mscale_all_dim), 1 for every
// published checkpoint.
double rope_attention_factor(const std::optional<RopeScaling>& scaling);

// qk_head_dim^-0.5 * m(factor, mscale_all_dim)^2; m is 1 without scaling or if mscale_all_dim is 0.
double softmax_scale(int64_t qk_head_dim, const std::optional<RopeScaling>& scaling);

// Owns cos and sin of position * frequency for every position. Move-only, immutable.
class RopeTables {
 public:
  // Angles are computed in double: at position 160,000 an f32 angle is off by 2^-7 rad.
  // 2 * num_positions * frequencies.size() * 4 bytes. Errors: kOutOfMemory.
  static Result<RopeTables> build(int64_t num_positions, const std::vector<double>& frequencies,
                                  double attention_factor, Memory& memory);
  RopeTable table() const;

 private:
  Buffer cos_;
  Buffer sin_;
  int64_t num_positions_ = 0;
  int64_t half_dim_ = 0;
};

}  // namespace octant
