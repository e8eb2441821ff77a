#include "runtime/generate/random.h"

#include <bit>

#include "kernels/core/check.h"
#include "runtime/generate/weighted_draw.h"

namespace octant {
namespace {

uint64_t splitmix64(uint64_t& counter) {
  counter += 0x9e3779b97f4a7c15u;  // 2^64 / golden ratio, odd: the counter visits every value
  uint64_t z = counter;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace

RandomStream::RandomStream(uint64_t seed) {
  // splitmix64 is a bijection of its counter, so four outputs in a row are never all zero.
  for (uint64_t& word : state_) word = splitmix64(seed);
}

RandomStream RandomStream::from_state(const State& state) {
  CHECK((state[0] | state[1] | state[2] | state[3]) != 0u);
  return RandomStream(state);
}

uint64_t RandomStream::next() {
  const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double RandomStream::uniform() {
  return static_cast<double>(next() >> 11) * 0x1p-53;
}

int32_t draw(std::span<const float> probs, double u) {
  // A plain pointer: the checked operator[] of a span takes half as long again.
  const float* p = probs.data();
  const int32_t id = draw_weighted(
      std::ssize(probs), [p](int64_t i) { return double{p[i]}; }, u);
  CHECK(id >= 0);
  return id;
}

}  // namespace octant
