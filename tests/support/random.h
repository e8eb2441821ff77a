#pragma once
// Seeded random numbers whose values are the same on every machine and library: splitmix64, with
// uniform and normal draws made from it.
// Source of the generator: Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
// OOPSLA 2014.

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace octant::test {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // In [0, 1): 53 bits fill a double's mantissa.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  // In [0, n). n is small against 2^64, so the bias of the remainder does not show.
  int64_t below(int64_t n) { return static_cast<int64_t>(bits() % static_cast<uint64_t>(n)); }
  // Mean 0, variance 1: Box and Muller.
  double normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(6.283185307179586 * uniform());
  }
  std::vector<float> normals(int64_t count, double stddev = 1.0) {
    std::vector<float> values(static_cast<size_t>(count));
    for (float& value : values) value = static_cast<float>(stddev * normal());
    return values;
  }
  // 0 .. n - 1 in random order.
  std::vector<int32_t> permutation(int64_t n) {
    std::vector<int32_t> order(static_cast<size_t>(n));
    for (int64_t i = 0; i < n; ++i) order[static_cast<size_t>(i)] = static_cast<int32_t>(i);
    for (int64_t i = n - 1; i > 0; --i) {
      std::swap(order[static_cast<size_t>(i)], order[static_cast<size_t>(below(i + 1))]);
    }
    return order;
  }

 private:
  uint64_t state_;
};

}  // namespace octant::test
