#pragma once
// ToyLanguage: next-token distributions over a small vocabulary that depend on the last two tokens;
// and speculative generation from two of them, a target and a draft. What the acceptance rules are
// tested on.

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/generate/accept.h"
#include "runtime/generate/random.h"

namespace octant::test {

class ToyLanguage {
 public:
  // Each probability is a multiple of 1/4, many are 0.
  static ToyLanguage quarters(int32_t vocab_size, uint64_t seed);
  // Probabilities u^sharpness, normalised, with u uniform: 1 is flat, 8 is spiky.
  static ToyLanguage random(int32_t vocab_size, double sharpness, uint64_t seed);
  // (1 - share) * a + share * b, probability by probability.
  static ToyLanguage blend(const ToyLanguage& a, const ToyLanguage& b, float share);

  int32_t vocab_size() const { return vocab_size_; }
  // [V] after `tokens`.
  std::span<const float> next(std::span<const int32_t> tokens) const;
  int32_t argmax(std::span<const int32_t> tokens) const;

 private:
  explicit ToyLanguage(int32_t vocab_size) : vocab_size_(vocab_size) {}
  size_t num_rows() const { return static_cast<size_t>((vocab_size_ + 1) * (vocab_size_ + 1)); }

  int32_t vocab_size_;
  std::vector<float> rows_;  // [last + 1][last but one + 1][V], index 0 for "no token"
};

// Memory of one verification: distributions for a given draft. The languages outlive it.
class ToyStep {
 public:
  ToyStep(const ToyLanguage& target, const ToyLanguage& draft, bool greedy_drafts,
          int32_t num_drafted);
  // Drafts num_drafted tokens after `tokens`, `stream` deciding sampled ones.
  void draft(std::span<const int32_t> tokens, RandomStream& stream);
  // Takes `drafted` as if it had been drafted after `tokens`.
  void set_drafts(std::span<const int32_t> tokens, std::span<const int32_t> drafted);
  const std::vector<int32_t>& drafted() const { return drafted_; }
  AcceptArgs args() const;

 private:
  void fill_row(size_t i, std::span<const int32_t> tokens);
  const ToyLanguage& target_;
  const ToyLanguage& draft_;
  bool greedy_drafts_;
  std::vector<int32_t> drafted_;
  std::vector<TokenProbs> target_probs_;
  std::vector<TokenProbs> draft_probs_;
};

// Probability of `tokens` by the chain rule, from nothing.
double probability(const ToyLanguage& language, std::span<const int32_t> tokens);

// Appends the accepted drafts and the token after them.
void append(std::vector<int32_t>& tokens, std::span<const int32_t> drafted, const Acceptance& a);

}  // namespace octant::test
