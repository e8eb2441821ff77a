#include "kernels/core/random_fill.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace octant {
namespace {

// Values are made a few at a time, so that they are still in the cache when they are rounded.
constexpr int64_t kPart = 1024;

template <typename T, typename Round>
void fill_rows(const RandomFill& fill, Round round) {
  std::array<float, kPart> part;
  for (int64_t row = 0; row < fill.rows; ++row) {
    auto* to = reinterpret_cast<T*>(static_cast<std::byte*>(fill.to) + row * fill.to_stride);
    const uint64_t first = fill.first_idx + static_cast<uint64_t>(row) * fill.idx_stride;
    for (int64_t col = 0; col < fill.cols; col += kPart) {
      const int64_t count = std::min(kPart, fill.cols - col);
      random_values(fill.values, first + static_cast<uint64_t>(col),
                    {part.data(), static_cast<size_t>(count)});
      std::transform(part.data(), part.data() + count, to + col, round);
    }
  }
}

}  // namespace

void random_values(const RandomValues& values, uint64_t first_idx, std::span<float> out) {
  // Adding is cheaper than multiplying, where the compiler makes no vectors of this.
  uint64_t state = values.key + first_idx * kRandomStep;
  for (float& value : out) {
    state += kRandomStep;
    value = random_value_at(values, state);
  }
}

Status fill_random(const RandomFill& fill) {
  switch (fill.dtype) {
    case DType::kF32:
      fill_rows<float>(fill, [](float value) { return value; });
      return {};
    case DType::kBF16:
      fill_rows<bf16>(fill, bf16::from_float);
      return {};
    case DType::kF8E4M3:
      fill_rows<e4m3>(fill, e4m3::from_finite);
      return {};
    default:
      return unsupported("random values of " + std::string(to_string(fill.dtype)));
  }
}

}  // namespace octant
