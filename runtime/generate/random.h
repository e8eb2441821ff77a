#pragma once
// RandomStream: the random numbers of one answer, and draw(): how a number becomes a token. Not for
// cryptography.
//
// Generator: xoshiro256** (Blackman and Vigna, 2018), its state filled by four outputs of
// splitmix64 started at the seed. Both are integer arithmetic modulo 2^64, so a seed gives the same
// numbers on every machine, with every compiler, for ever. Copying a stream copies its state: the
// copy continues with the same numbers.

#include <array>
#include <cstdint>
#include <span>

namespace octant {

class RandomStream {
 public:
  using State = std::array<uint64_t, 4>;  // not all zero

  explicit RandomStream(uint64_t seed);
  static RandomStream from_state(const State& state);

  // 64 uniform bits.
  uint64_t next();
  // Uniform in [0, 1): a multiple of 2^-53, made of the upper 53 bits of next().
  double uniform();

  const State& state() const { return state_; }

 private:
  explicit RandomStream(const State& state) : state_(state) {}
  State state_;
};

// The id that `u` falls on when [0, 1) is divided in id order, each id getting a piece as long as
// its share of the sum:  min { i : p[0] + ... + p[i] > u * sum(p) }.
//   probs  [V] finite and not negative; their sum need not be 1, but must not be 0
//   u      in [0, 1)
// Sums in double (so up to their rounding). Never returns an id whose probability is 0. Cost: two
// passes over V.
int32_t draw(std::span<const float> probs, double u);

}  // namespace octant
