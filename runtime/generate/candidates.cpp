#include "runtime/generate/candidates.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/core/check.h"

namespace octant {
namespace {

// exp((logit - largest) / temperature), rounded as the CPU's `sample` does: 1 for the largest.
struct Weights {
  double largest;
  double inverse_temperature;

  double operator()(float logit) const {
    return std::exp((static_cast<double>(logit) - largest) * inverse_temperature);
  }
};

// Descending order of logits, the lower id first among equals.
bool comes_before(const Candidate& a, const Candidate& b) {
  return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
}

// Candidates in that order, sorted as far as somebody looks: a heap whose top goes behind it, so
// that a draw from the first hundred of thousands does not pay for the rest.
class InOrder {
 public:
  explicit InOrder(std::span<Candidate> all) : all_(all) {
    std::make_heap(all_.begin(), all_.end(), comes_after);
  }
  size_t size() const { return all_.size(); }
  const Candidate& operator[](size_t i) {
    while (num_sorted_ <= i) {
      std::pop_heap(all_.begin(), all_.end() - static_cast<int64_t>(num_sorted_), comes_after);
      ++num_sorted_;
    }
    return all_[all_.size() - 1 - i];
  }
  // The first `count`, in any order.
  std::span<Candidate> first(size_t count) {
    if (count > 0) (*this)[count - 1];
    return all_.last(count);
  }

 private:
  static bool comes_after(const Candidate& a, const Candidate& b) { return comes_before(b, a); }

  std::span<Candidate> all_;
  size_t num_sorted_ = 0;  // the last of all_, in descending order of their places
};

// How many of the first `most` in order reach `target`; 0 if they do not.
size_t reach(InOrder& order, size_t most, const Weights& weight, double target) {
  double sum = 0;
  for (size_t i = 0; i < most; ++i) {
    sum += weight(order[i].logit);
    if (sum >= target) return i + 1;
  }
  return 0;
}

double sum_of_first(InOrder& order, size_t count, const Weights& weight) {
  double sum = 0;
  for (size_t i = 0; i < count; ++i) sum += weight(order[i].logit);
  return sum;
}

// What the candidates of a row say beside their list.
struct Row {
  Weights weight;
  double total;  // of the weights of all ids
  float floor;   // every id with a logit of at least this is a candidate
};

// How many candidates, from the first on, the filters leave; 0 if they do not tell.
size_t count_kept(InOrder& order, const Row& row, const SamplingFilter& filter,
                  int64_t num_valid_ids) {
  size_t kept = order.size();
  // Whether every id that is left is a candidate.
  bool is_whole = static_cast<int64_t>(kept) == num_valid_ids;
  double mass = row.total;
  if (filter.top_k > 0 && filter.top_k < num_valid_ids) {
    const auto top_k = static_cast<size_t>(filter.top_k);
    if (top_k <= kept) {
      kept = top_k;
      is_whole = true;
      if (filter.top_p < 1) mass = sum_of_first(order, kept, row.weight);
    } else if (filter.top_p < 1) {
      return 0;  // nobody knows the sum that top_p is a share of
    }
  }
  if (filter.top_p < 1) {
    const size_t enough = reach(order, kept, row.weight, mass * static_cast<double>(filter.top_p));
    if (enough == 0 && !is_whole) return 0;
    if (enough > 0) kept = enough;  // else rounding keeps the sum of all below it
    is_whole = true;
  }
  if (filter.min_p > 0) {
    const auto least = static_cast<double>(filter.min_p);
    size_t large = 0;
    while (large < kept && row.weight(order[large].logit) >= least) ++large;
    is_whole = is_whole || large < kept || row.weight(row.floor) < least;
    kept = large;
  }
  return is_whole ? kept : 0;
}

}  // namespace

LargestLogit merge_largest(std::span<const RankFound> ranks) {
  CHECK(!ranks.empty());
  LargestLogit best = ranks.front().largest;
  for (const RankFound& rank : ranks) {
    if (rank.largest.logit > best.logit) best = rank.largest;
  }
  const auto largest = static_cast<double>(best.logit);
  double sum = 0;
  for (const RankFound& rank : ranks) {
    sum += std::exp(static_cast<double>(rank.largest.logsumexp) - largest);
  }
  best.logsumexp = static_cast<float>(largest + std::log(sum));
  return best;
}

bool list_tokens(std::span<const RankFound> ranks, const SamplingFilter& filter,
                 int64_t num_valid_ids, std::vector<Candidate>& scratch, TokenList& list) {
  CHECK(filter.temperature > 0.0f);
  float largest = -std::numeric_limits<float>::infinity();
  float floor = largest;
  for (const RankFound& rank : ranks) {
    largest = std::max(largest, rank.largest.logit);
    floor = std::max(floor, rank.floor);
  }
  Row row{.weight = {.largest = static_cast<double>(largest),
                     .inverse_temperature = 1.0 / static_cast<double>(filter.temperature)},
          .total = 0,
          .floor = floor};
  scratch.clear();
  for (const RankFound& rank : ranks) {
    row.total += static_cast<double>(rank.total) * row.weight(rank.largest.logit);
    for (size_t i = 0; i < rank.ids.size(); ++i) {
      if (rank.logits[i] < floor) continue;
      scratch.push_back({.id = rank.first_id + rank.ids[i], .logit = rank.logits[i]});
    }
  }
  InOrder order(scratch);
  const size_t kept = count_kept(order, row, filter, num_valid_ids);
  if (kept == 0) return false;
  const double sum = sum_of_first(order, kept, row.weight);
  const std::span<Candidate> tokens = order.first(kept);
  std::ranges::sort(tokens, {}, &Candidate::id);
  list.ids.clear();
  list.probs.clear();
  list.logits.clear();
  for (const Candidate& token : tokens) {
    list.ids.push_back(token.id);
    list.probs.push_back(static_cast<float>(row.weight(token.logit) / sum));
    list.logits.push_back(token.logit);
  }
  return true;
}

}  // namespace octant
