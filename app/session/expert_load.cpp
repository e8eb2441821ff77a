#include "app/session/expert_load.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace octant::session {
namespace {

// A person looks at it again and again while it grows: at one of a hundred it would cry wolf in
// every other conversation.
constexpr double kQuantile = 0.999;
// The integral's steps over the 16 standard deviations that matter: the error of the trapezoid rule
// is below 1e-6 of a standard deviation.
constexpr int kSteps = 512;
constexpr double kReach = 8;  // standard deviations: 1e-15 lies beyond

struct Normal {
  double mean = 0;
  double deviation = 0;
};

double below(const Normal& normal, double x) {
  if (normal.deviation <= 0) return x >= normal.mean ? 1 : 0;
  return 0.5 * std::erfc((normal.mean - x) / (normal.deviation * std::sqrt(2.0)));
}

// That all of them are below x, with their deviations widened by a factor.
double all_below(const std::vector<Normal>& ranks, double x, double factor) {
  double share = 1;
  for (const Normal& rank : ranks) share *= below({rank.mean, rank.deviation * factor}, x);
  return share;
}

// Calls of each rank if chance deals them out.
std::vector<Normal> calls_by_chance(const ExpertPlaces& places, int64_t num_tokens) {
  const auto num_ranks = static_cast<size_t>(places.num_ranks);
  const auto num_experts = static_cast<size_t>(places.n_routed_experts);
  const auto e = static_cast<double>(places.n_routed_experts);
  const auto k = static_cast<double>(places.num_experts_per_tok);
  std::vector<double> mean(num_ranks);
  std::vector<double> variance(num_ranks);
  std::vector<int64_t> held(num_ranks);
  for (size_t layer = 0; layer < static_cast<size_t>(places.num_moe_layers); ++layer) {
    std::fill(held.begin(), held.end(), 0);
    for (size_t i = 0; i < num_experts; ++i) {
      const auto rank = static_cast<size_t>(places.rank_of_expert[layer * num_experts + i]);
      if (rank < num_ranks) ++held[rank];
    }
    for (size_t r = 0; r < num_ranks; ++r) {
      const double share = static_cast<double>(held[r]) / e;
      mean[r] += k * share;
      variance[r] += e > 1 ? k * share * (1 - share) * (e - k) / (e - 1) : 0;
    }
  }
  const auto tokens = static_cast<double>(num_tokens);
  std::vector<Normal> ranks;
  for (size_t r = 0; r < num_ranks; ++r) {
    ranks.push_back({mean[r] * tokens, std::sqrt(variance[r] * tokens)});
  }
  return ranks;
}

uint64_t total(const std::vector<uint64_t>& calls) {
  return std::accumulate(calls.begin(), calls.end(), uint64_t{0});
}

std::vector<uint64_t> calls_between(const api::Snapshot& before, const api::Snapshot& now) {
  std::vector<uint64_t> calls;
  for (const api::RankState& rank : now.ranks) calls.push_back(rank.expert_calls);
  if (before.ranks.size() != calls.size()) return calls;
  std::vector<uint64_t> difference;
  for (size_t r = 0; r < calls.size(); ++r) {
    if (before.ranks[r].expert_calls > calls[r]) return calls;
    difference.push_back(calls[r] - before.ranks[r].expert_calls);
  }
  return difference;
}

}  // namespace

ChanceLoad chance_load(const ExpertPlaces& places, int64_t num_tokens) {
  const int64_t cells = places.num_moe_layers * places.n_routed_experts;
  const bool is_known = cells > 0 && std::ssize(places.rank_of_expert) == cells &&
                        places.num_experts_per_tok > 0 &&
                        places.num_experts_per_tok <= places.n_routed_experts;
  if (!is_known || places.num_ranks < 2 || num_tokens <= 0) return {};
  const std::vector<Normal> ranks = calls_by_chance(places, num_tokens);

  double mean = 0;
  double low = ranks.front().mean;
  double high = low;
  double widest = 0;
  for (const Normal& rank : ranks) {
    mean += rank.mean / static_cast<double>(ranks.size());
    low = std::min(low, rank.mean - kReach * rank.deviation);
    high = std::max(high, rank.mean + kReach * rank.deviation);
    widest = std::max(widest, rank.deviation);
  }
  if (widest <= 0) return {.expected = high / mean, .limit = high / mean};

  // E max = high - the integral of P(max <= x) from low to high.
  const auto r = static_cast<double>(ranks.size());
  const double factor = std::sqrt(r / (r - 1));
  low -= kReach * widest * (factor - 1);
  high += kReach * widest * (factor - 1);
  const double step = (high - low) / kSteps;
  double area = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const double weight = i == 0 || i == kSteps ? 0.5 : 1;
    area += weight * all_below(ranks, low + i * step, factor);
  }
  const double expected = high - area * step;

  double from = low;
  double to = high;
  while (to - from > 1e-6 * widest) {
    const double middle = (from + to) / 2;
    (all_below(ranks, middle, 1) < kQuantile ? from : to) = middle;
  }
  return {.expected = expected / mean, .limit = to / mean};
}

ExpertLoad expert_load(const api::Snapshot& before, const api::Snapshot& now,
                       int64_t num_experts_per_tok) {
  ExpertLoad load;
  load.calls = calls_between(before, now);
  load.total_calls = total(load.calls);
  load.over_mean.assign(load.calls.size(), 0);
  if (load.calls.empty() || load.total_calls == 0) return load;
  const double mean =
      static_cast<double>(load.total_calls) / static_cast<double>(load.calls.size());
  for (size_t r = 0; r < load.calls.size(); ++r) {
    load.over_mean[r] = static_cast<double>(load.calls[r]) / mean;
  }
  const auto busiest = std::max_element(load.calls.begin(), load.calls.end());
  load.busiest = static_cast<int32_t>(busiest - load.calls.begin());
  load.busiest_over_mean = load.over_mean[static_cast<size_t>(load.busiest)];

  const int64_t calls_of_a_token = now.num_moe_layers * num_experts_per_tok;
  if (calls_of_a_token <= 0) return load;
  // A step that was counted halfway leaves a fraction of a token.
  load.num_tokens =
      (static_cast<int64_t>(load.total_calls) + calls_of_a_token / 2) / calls_of_a_token;
  load.chance = chance_load({.num_moe_layers = now.num_moe_layers,
                             .n_routed_experts = now.n_routed_experts,
                             .num_experts_per_tok = num_experts_per_tok,
                             .num_ranks = load.num_ranks(),
                             .rank_of_expert = now.rank_of_expert},
                            load.num_tokens);
  return load;
}

std::string_view verdict(const ExpertLoad& load) {
  if (!load.is_comparable()) return "too little to compare";
  return load.is_beyond_chance() ? "beyond chance" : "within chance";
}

}  // namespace octant::session
