#include "runtime/generate/draft_policy.h"

#include <algorithm>
#include <cmath>

#include "kernels/core/check.h"

namespace octant {
namespace {

// Priors, in use until something has been measured.
// DeepSeek-V3's report gives 0.85 to 0.90 for the first draft; chat formatting, which the MTP layer
// has not been trained on, costs some of it.
constexpr double kPriorAcceptance = 0.7;
// A recycled draft stands on its own guess of the hidden state.
constexpr double kPriorAcceptanceDecay = 0.9;
// Of V3's 36.6 billion parameters read for a token, 20.4 are routed experts; a second row reads
// mostly others, so each row adds about half of the first row's time where memory is the bound.
constexpr double kPriorRowGrowth = 0.5;
// One layer of 61, and the head.
constexpr double kPriorDraftShare = 0.05;

// An acceptance is a coin toss: its average spans about 64 of them, enough to tell 0.6 from 0.7
// (standard error 0.04), short enough to follow a change from prose to code. A draft that was last
// judged 64 steps ago, by exploring, weighs more, or a k given up by bad luck would not come back.
constexpr double kAcceptanceSpan = 64;
constexpr double kMaxAcceptanceWeight = 1.0 / 8;
constexpr double kPriorWeight = 4;  // tosses that the prior counts for
// Times are averaged over steps, not over samples: a row count that was last seen 64 steps ago, at
// a shorter context, is mostly replaced by what is seen now.
constexpr double kTimeSpanSteps = 32;
// ... but never wholly, and a sample counts as at most three times the average: a page fault or a
// preempted thread must not rule out a k until it is explored again.
constexpr double kMaxTimeWeight = 0.5;
constexpr double kMaxTimeRatio = 3;
// Another k must promise 2 % more: noise between equals would else change the batch shape each
// step.
constexpr double kSwitchGain = 1.02;

double prior_growth(int32_t num_rows) {
  return 1 + kPriorRowGrowth * (num_rows - 1);
}

int32_t clamp_drafts(int32_t n) {
  return std::clamp(n, 0, api::kMaxDraftTokens);
}

int32_t most_drafted(api::DraftMode mode, int32_t max_drafted) {
  if (mode.kind == api::DraftMode::Kind::kOff) return 0;
  const int32_t most = clamp_drafts(max_drafted);
  return mode.kind == api::DraftMode::Kind::kFixed ? std::min(most, clamp_drafts(mode.num_drafted))
                                                   : most;
}

}  // namespace

DraftPolicy::DraftPolicy(api::DraftMode mode, int32_t max_drafted)
    : kind_(mode.kind), max_drafted_(most_drafted(mode, max_drafted)), current_(max_drafted_) {
  if (kind_ == api::DraftMode::Kind::kAuto) current_ = best_num_drafted();
}

int32_t DraftPolicy::next_num_drafted() {
  ++num_steps_;
  if (kind_ != api::DraftMode::Kind::kAuto || max_drafted_ == 0) return max_drafted_;
  const int32_t best = best_num_drafted();
  if (tokens_per_ms(best) > kSwitchGain * tokens_per_ms(current_)) current_ = best;
  if (num_steps_ % kExploreEvery != 0) return current_;
  const bool up = num_steps_ / kExploreEvery % 2 == 1;
  if (current_ == 0) return 1;
  if (current_ == max_drafted_) return current_ - 1;
  return up ? current_ + 1 : current_ - 1;
}

void DraftPolicy::observe(const DraftOutcome& outcome) {
  const int32_t num_drafted = outcome.num_drafted;
  CHECK(num_drafted >= 0);
  CHECK(num_drafted <= api::kMaxDraftTokens);
  CHECK(outcome.num_accepted >= 0);
  CHECK(outcome.num_accepted <= num_drafted);

  // Drafts behind the first rejected one were never judged.
  const int32_t num_judged = std::min(outcome.num_accepted + 1, num_drafted);
  for (int32_t i = 1; i <= num_judged; ++i) {
    observe_acceptance(i, i <= outcome.num_accepted);
  }
  observe_time(verify_ms_[static_cast<size_t>(num_drafted)], outcome.verify_ms);
  if (num_drafted > 0) observe_time(draft_ms_, outcome.draft_ms / num_drafted);
}

void DraftPolicy::observe_acceptance(int32_t draft, bool accepted) {
  Average& average = acceptance_[static_cast<size_t>(draft - 1)];
  if (average.num_samples == 0) average.mean = acceptance(draft);
  const double age = static_cast<double>(num_steps_ - average.last_step);
  const double by_age =
      std::clamp(age / kAcceptanceSpan, 1 / kAcceptanceSpan, kMaxAcceptanceWeight);
  const double by_count = 1 / (static_cast<double>(average.num_samples) + 1 + kPriorWeight);
  average.mean += std::max(by_age, by_count) * ((accepted ? 1.0 : 0.0) - average.mean);
  ++average.num_samples;
  average.last_step = num_steps_;
}

void DraftPolicy::observe_time(Average& average, double value) {
  if (!std::isfinite(value) || value <= 0) return;
  if (average.num_samples == 0) {
    average.mean = value;
  } else {
    const double age = static_cast<double>(num_steps_ - average.last_step);
    const double by_age = std::min(kMaxTimeWeight, 1 - std::exp(-age / kTimeSpanSteps));
    const double by_count = 1.0 / static_cast<double>(average.num_samples + 1);  // plain mean first
    const double sample = std::min(value, kMaxTimeRatio * average.mean);
    average.mean += std::max(by_age, by_count) * (sample - average.mean);
  }
  ++average.num_samples;
  average.last_step = num_steps_;
}

double DraftPolicy::acceptance(int32_t draft) const {
  CHECK(draft >= 1);
  CHECK(draft <= api::kMaxDraftTokens);
  double unseen = 1;  // factor since the last draft that has been judged
  for (int32_t i = draft; i >= 1; --i) {
    const Average& average = acceptance_[static_cast<size_t>(i - 1)];
    if (average.num_samples > 0) return unseen * average.mean;
    if (i > 1) unseen *= kPriorAcceptanceDecay;
  }
  return unseen * kPriorAcceptance;
}

double DraftPolicy::verify_ms(int32_t num_rows) const {
  CHECK(num_rows >= 1);
  CHECK(num_rows <= api::kMaxDraftTokens + 1);
  const auto seen = [&](int32_t rows) {
    return verify_ms_[static_cast<size_t>(rows - 1)].num_samples > 0;
  };
  const auto mean = [&](int32_t rows) { return verify_ms_[static_cast<size_t>(rows - 1)].mean; };
  const auto between = [&](int32_t a, int32_t b) {  // the line through two measured row counts
    return mean(a) + (mean(b) - mean(a)) * (num_rows - a) / (b - a);
  };
  int32_t below = num_rows;  // nearest measured row counts, 0 and max + 1 if there is none
  while (below >= 1 && !seen(below)) --below;
  int32_t above = num_rows;
  while (above <= api::kMaxDraftTokens + 1 && !seen(above)) ++above;
  const bool has_below = below >= 1;
  const bool has_above = above <= api::kMaxDraftTokens + 1;

  if (has_below && below == num_rows) return mean(num_rows);
  if (has_below && has_above) return between(below, above);
  if (has_above) return mean(above) * prior_growth(num_rows) / prior_growth(above);
  if (!has_below) return prior_growth(num_rows);  // nothing measured: in units of one row's time
  int32_t lowest = 1;
  while (!seen(lowest)) ++lowest;
  if (lowest == below) return mean(below) * prior_growth(num_rows) / prior_growth(below);
  return std::max(mean(below), between(lowest, below));  // more rows are never cheaper
}

double DraftPolicy::draft_ms() const {
  return draft_ms_.num_samples > 0 ? draft_ms_.mean : kPriorDraftShare * verify_ms(1);
}

double DraftPolicy::tokens_per_ms(int32_t num_drafted) const {
  double tokens = 1;
  double all_accepted = 1;
  for (int32_t i = 1; i <= num_drafted; ++i) {
    all_accepted *= acceptance(i);
    tokens += all_accepted;
  }
  return tokens / (verify_ms(num_drafted + 1) + num_drafted * draft_ms());
}

int32_t DraftPolicy::best_num_drafted() const {
  int32_t best = 0;
  for (int32_t k = 1; k <= max_drafted_; ++k) {
    if (tokens_per_ms(k) > tokens_per_ms(best)) best = k;
  }
  return best;
}

}  // namespace octant
