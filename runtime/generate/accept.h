#pragma once
// How drafted tokens are verified: which of them stay, and which token follows. Pure functions;
// they compute nothing on a device and allocate nothing.
//
// A step feeds [t, d_1 .. d_k] to the main model, which gives P_0 .. P_k: P_i is the distribution
// of the token after d_i (P_0: after t), behind temperature and filters. The first j drafts are
// accepted and one more token is emitted: a correction if j < k, a bonus if j = k. Whatever the
// drafts are, the emitted tokens are distributed as if drawn from P one by one: speculation is
// lossless. All kinds read d_i only if d_1 .. d_{i-1} were accepted.
//
//   greedy target (temperature 0)
//       d_i is accepted if it is the argmax of P_{i-1}; then comes the argmax of P_j.
//   greedy draft (Q a point mass at d_i)
//       x_i = draw(P_{i-1}, u_i); d_i is accepted if x_i = d_i, else x_i is the correction.
//       So d_i is accepted with probability P(d_i), and a correction has the distribution P without
//       d_i, renormalised, which is the rule for point masses. Done this way it also uses exactly
//       one uniform per emitted token, the one that undrafted sampling would use for it: the same
//       seed gives the same tokens with and without drafts, for any k.
//   sampled draft (d_i drawn from Q_i)
//       d_i is accepted with probability min(1, P_{i-1}(d_i) / Q_i(d_i)); a correction is drawn
//       from max(P_{i-1} - Q_i, 0), renormalised; the bonus from P_k. Accepts more drafts than the
//       rule above where P and Q are both spread out; lossless in distribution, but a seed gives
//       other tokens than undrafted sampling does.
//
// Source: Leviathan, Kalman, Matias, "Fast Inference from Transformers via Speculative Decoding",
// 2023, algorithm 1 and appendix A.1.

#include <cstdint>
#include <span>

#include "runtime/generate/random.h"
#include "runtime/generate/token_probs.h"

namespace octant {

struct Acceptance {
  int32_t num_accepted = 0;  // j, 0 .. k
  int32_t next_token = 0;    // the correction or bonus that follows d_j
  int32_t num_uniforms = 0;  // uniforms[0 .. num_uniforms) took part in the decision
};

// Greedy target.
//   drafted        [k], k = 0 is legal
//   target_argmax  [k + 1]
Acceptance accept_greedy(std::span<const int32_t> drafted, std::span<const int32_t> target_argmax);

struct AcceptArgs {
  std::span<const int32_t> drafted;  // [k] ids below V, 0 <= k <= api::kMaxDraftTokens
  // [k] Q: what d_i was drawn from; empty: greedy drafts
  std::span<const TokenProbs> draft_probs;
  std::span<const TokenProbs> target_probs;  // [k + 1] P; each sums to 1 up to rounding
};

// Sampled target.
//   uniforms  [k + 1] in [0, 1)
// Each row may be a list or not, the decision is the same to the bit. If rounding leaves no
// residual although a draft was rejected (P and Q equal up to an ulp), the correction is drawn from
// P. Cost: one to three passes over P's row for each token.
Acceptance accept_sampled(const AcceptArgs& args, std::span<const double> uniforms);

// The same with uniforms from `stream`, which advances by num_uniforms.
Acceptance accept_sampled(const AcceptArgs& args, RandomStream& stream);

}  // namespace octant
