#pragma once
// Acceptance rules that look plausible and are wrong, for rows that are no lists: each changes the
// distribution of the output. A test of accept.h is only worth something if it rejects these.

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/generate/accept.h"

namespace octant::test {

using AcceptRule = Acceptance (*)(const AcceptArgs&, std::span<const double>);

// Accepts whenever P(d) is at least half of Q(d).
inline Acceptance accept_if_half(const AcceptArgs& args, std::span<const double> uniforms) {
  const int32_t k = static_cast<int32_t>(args.drafted.size());
  for (int32_t i = 0; i < k; ++i) {
    const size_t d = static_cast<size_t>(args.drafted[static_cast<size_t>(i)]);
    const std::span<const float> p = args.target_probs[static_cast<size_t>(i)].probs;
    const std::span<const float> q = args.draft_probs[static_cast<size_t>(i)].probs;
    if (p[d] >= q[d] * 0.5f) continue;
    std::vector<float> residual(p.size());
    for (size_t id = 0; id < p.size(); ++id) residual[id] = p[id] > q[id] ? p[id] - q[id] : 0.0f;
    return {i, draw(residual, uniforms[static_cast<size_t>(i) + 1]), i + 2};
  }
  return {k, draw(args.target_probs.back(), uniforms.back()), k + 1};
}

// Accepts rightly, but draws the correction from P instead of the residual. With greedy drafts
// Q(d) = 1.
inline Acceptance correct_from_target(const AcceptArgs& args, std::span<const double> uniforms) {
  const int32_t k = static_cast<int32_t>(args.drafted.size());
  for (int32_t i = 0; i < k; ++i) {
    const size_t at = static_cast<size_t>(i);
    const size_t d = static_cast<size_t>(args.drafted[at]);
    const std::span<const float> p = args.target_probs[at].probs;
    const double q = args.draft_probs.empty() ? 1.0 : double{args.draft_probs[at].probs[d]};
    if (double{p[d]} <= uniforms[at] * q) return {i, draw(p, uniforms[at + 1]), i + 2};
  }
  return {k, draw(args.target_probs.back(), uniforms.back()), k + 1};
}

inline Acceptance right_rule(const AcceptArgs& args, std::span<const double> uniforms) {
  return accept_sampled(args, uniforms);
}

}  // namespace octant::test
