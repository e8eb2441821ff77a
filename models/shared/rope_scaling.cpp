#include "models/shared/rope_scaling.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace octant {

double yarn_mscale(double scale, double mscale) {
  return scale <= 1.0 ? 1.0 : 0.1 * mscale * std::log(scale) + 1.0;
}

double yarn_correction_dim(double num_rotations, int64_t dim, double rope_theta,
                           int64_t original_max_position_embeddings) {
  const double wavelength = static_cast<double>(original_max_position_embeddings) /
                            (2.0 * std::numbers::pi * num_rotations);
  return static_cast<double>(dim) * std::log(wavelength) / (2.0 * std::log(rope_theta));
}

std::vector<double> rope_inverse_frequencies(int64_t dim, double rope_theta,
                                             const std::optional<RopeScaling>& scaling) {
  CHECK((dim % 2) == 0);
  CHECK(rope_theta > 1.0);
  std::vector<double> frequencies(static_cast<size_t>(dim / 2));
  for (size_t i = 0; i < frequencies.size(); ++i) {
    frequencies[i] = std::pow(rope_theta, -2.0 * static_cast<double>(i) / static_cast<double>(dim));
  }
  if (!scaling) return frequencies;

  const auto correction_dim = [&](double num_rotations) {
    return yarn_correction_dim(num_rotations, dim, rope_theta,
                               scaling->original_max_position_embeddings);
  };
  const double low = std::max(std::floor(correction_dim(scaling->beta_fast)), 0.0);
  double high =
      std::min(std::ceil(correction_dim(scaling->beta_slow)), static_cast<double>(dim - 1));
  if (high == low) high += 0.001;
  for (size_t i = 0; i < frequencies.size(); ++i) {
    const double ramp = std::clamp((static_cast<double>(i) - low) / (high - low), 0.0, 1.0);
    frequencies[i] = frequencies[i] / scaling->factor * ramp + frequencies[i] * (1.0 - ramp);
  }
  return frequencies;
}

double rope_attention_factor(const std::optional<RopeScaling>& scaling) {
  if (!scaling) return 1.0;
  return yarn_mscale(scaling->factor, scaling->mscale) /
         yarn_mscale(scaling->factor, scaling->mscale_all_dim);
}

double softmax_scale(int64_t qk_head_dim, const std::optional<RopeScaling>& scaling) {
  const double m = scaling ? yarn_mscale(scaling->factor, scaling->mscale_all_dim) : 1.0;
  return m * m / std::sqrt(static_cast<double>(qk_head_dim));
}

Result<RopeTables> RopeTables::build(int64_t num_positions, const std::vector<double>& frequencies,
                                     double attention_factor, Memory& memory) {
  RopeTables tables;
  tables.num_positions_ = num_positions;
  tables.half_dim_ = std::ssize(frequencies);
  const auto count = static_cast<size_t>(num_positions * tables.half_dim_);
  std::vector<float> cos;
  std::vector<float> sin;
  cos.reserve(count);
  sin.reserve(count);
  for (int64_t position = 0; position < num_positions; ++position) {
    for (double frequency : frequencies) {
      const double angle = static_cast<double>(position) * frequency;
      cos.push_back(static_cast<float>(std::cos(angle) * attention_factor));
      sin.push_back(static_cast<float>(std::sin(angle) * attention_factor));
    }
  }
  ASSIGN_OR_RETURN(tables.cos_, memory.copy_of(std::span<const float>(cos)));
  ASSIGN_OR_RETURN(tables.sin_, memory.copy_of(std::span<const float>(sin)));
  return tables;
}

RopeTable RopeTables::table() const {
  const std::array<int64_t, 2> shape = {num_positions_, half_dim_};
  return {View<const float, 2>(cos_.as<const float>(), shape),
          View<const float, 2>(sin_.as<const float>(), shape)};
}

}  // namespace octant
