#include "runtime/generate/accept.h"

#include <algorithm>
#include <array>

#include "kernels/core/check.h"
#include "runtime/api/options.h"

namespace octant {
namespace {

// P(d) > u Q(d) is u < P(d) / Q(d) without the division; P(d) = 0 is never accepted.
bool is_accepted(const TokenProbs& target, const TokenProbs& draft, int32_t token, double u) {
  return double{target.at(token)} > u * double{draft.at(token)};
}

int32_t draw_residual(const TokenProbs& target, const TokenProbs& draft, double u) {
  const int32_t id = draw_difference(target, draft, u);
  return id >= 0 ? id : draw(target, u);
}

Acceptance accept_greedy_drafts(const AcceptArgs& args, std::span<const double> uniforms) {
  const int32_t num_drafted = static_cast<int32_t>(args.drafted.size());
  for (int32_t i = 0;; ++i) {
    const size_t at = static_cast<size_t>(i);
    const int32_t token = draw(args.target_probs[at], uniforms[at]);
    if (i == num_drafted || token != args.drafted[at]) return {i, token, i + 1};
  }
}

Acceptance accept_sampled_drafts(const AcceptArgs& args, std::span<const double> uniforms) {
  const int32_t num_drafted = static_cast<int32_t>(args.drafted.size());
  for (int32_t i = 0; i < num_drafted; ++i) {
    const size_t at = static_cast<size_t>(i);
    const TokenProbs& target = args.target_probs[at];
    const TokenProbs& draft = args.draft_probs[at];
    if (!is_accepted(target, draft, args.drafted[at], uniforms[at])) {
      return {i, draw_residual(target, draft, uniforms[at + 1]), i + 2};
    }
  }
  const double u = uniforms[args.drafted.size()];
  return {num_drafted, draw(args.target_probs.back(), u), num_drafted + 1};
}

}  // namespace

Acceptance accept_greedy(std::span<const int32_t> drafted, std::span<const int32_t> target_argmax) {
  CHECK(target_argmax.size() == drafted.size() + 1);
  size_t accepted = 0;
  while (accepted < drafted.size() && drafted[accepted] == target_argmax[accepted]) ++accepted;
  return {static_cast<int32_t>(accepted), target_argmax[accepted], 0};
}

Acceptance accept_sampled(const AcceptArgs& args, std::span<const double> uniforms) {
  const int64_t num_drafted = std::ssize(args.drafted);
  CHECK(num_drafted <= int64_t{api::kMaxDraftTokens});
  CHECK(std::ssize(args.target_probs) == num_drafted + 1);
  const int64_t vocab_size = args.target_probs.front().vocab_size;
  CHECK(std::ssize(uniforms) == num_drafted + 1);
  for (int32_t token : args.drafted) {
    CHECK(token >= 0);
    CHECK(int64_t{token} < vocab_size);
  }
  if (args.draft_probs.empty()) return accept_greedy_drafts(args, uniforms);
  CHECK(std::ssize(args.draft_probs) == num_drafted);
  return accept_sampled_drafts(args, uniforms);
}

Acceptance accept_sampled(const AcceptArgs& args, RandomStream& stream) {
  std::array<double, api::kMaxDraftTokens + 1> uniforms{};
  const size_t count = std::min(args.drafted.size() + 1, uniforms.size());
  RandomStream ahead = stream;
  for (size_t i = 0; i < count; ++i) uniforms[i] = ahead.uniform();
  const Acceptance acceptance = accept_sampled(args, std::span(uniforms).first(count));
  for (int32_t i = 0; i < acceptance.num_uniforms; ++i) stream.uniform();
  return acceptance;
}

}  // namespace octant
