#include "runtime/statistics/difference.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "kernels/core/check.h"

namespace octant::statistics {
namespace {

// Calls of each cell of each stretch, only those that were used: a stretch of 16 tokens uses few.
struct Stretch {
  std::vector<int32_t> cells;  // layer * E + expert, with repeats
  int64_t num_tokens = 0;
};

void cut(const Choices& choices, int32_t length, std::vector<Stretch>& out) {
  const int64_t row = int64_t{choices.num_layers} * choices.k;
  for (int64_t begin = 0; begin < choices.num_tokens(); begin += length) {
    const int64_t end = std::min<int64_t>(choices.num_tokens(), begin + length);
    Stretch stretch{.cells = {}, .num_tokens = end - begin};
    stretch.cells.reserve(static_cast<size_t>((end - begin) * row));
    for (int64_t i = begin * row; i < end * row; ++i) {
      const auto layer = static_cast<int32_t>(i / choices.k % choices.num_layers);
      const int32_t expert = choices.topk_idx[static_cast<size_t>(i)];
      CHECK(expert >= 0);
      CHECK(expert < choices.num_experts);
      stretch.cells.push_back(layer * choices.num_experts + expert);
    }
    out.push_back(std::move(stretch));
  }
}

double total_variation(std::span<const int32_t> a, std::span<const int32_t> all, double calls_a,
                       double calls_b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    sum += std::abs(a[i] / calls_a - (all[i] - a[i]) / calls_b);
  }
  return sum / 2;
}

}  // namespace

double distance(std::span<const uint64_t> a, std::span<const uint64_t> b, int32_t num_experts) {
  CHECK(a.size() == b.size());
  const auto experts = static_cast<size_t>(num_experts);
  const size_t num_layers = a.size() / experts;
  double sum = 0;
  for (size_t layer = 0; layer < num_layers; ++layer) {
    double calls_a = 0;
    double calls_b = 0;
    for (size_t e = layer * experts; e < (layer + 1) * experts; ++e) {
      calls_a += static_cast<double>(a[e]);
      calls_b += static_cast<double>(b[e]);
    }
    if (calls_a == 0 || calls_b == 0) continue;
    for (size_t e = layer * experts; e < (layer + 1) * experts; ++e) {
      sum +=
          std::abs(static_cast<double>(a[e]) / calls_a - static_cast<double>(b[e]) / calls_b) / 2;
    }
  }
  return num_layers == 0 ? 0 : sum / static_cast<double>(num_layers);
}

Difference difference(const Choices& a, const Choices& b, const DifferenceOptions& options) {
  CHECK(a.num_layers == b.num_layers);
  CHECK(a.num_experts == b.num_experts);
  CHECK(a.k == b.k);
  CHECK(options.stretch > 0);
  Difference result;
  std::vector<Stretch> stretches;
  cut(a, options.stretch, stretches);
  result.num_stretches_a = std::ssize(stretches);
  cut(b, options.stretch, stretches);
  result.num_stretches_b = std::ssize(stretches) - result.num_stretches_a;
  if (result.num_stretches_a == 0 || result.num_stretches_b == 0) return result;

  const auto num_cells = static_cast<size_t>(a.num_layers) * static_cast<size_t>(a.num_experts);
  std::vector<int32_t> all(num_cells);
  for (const Stretch& stretch : stretches) {
    for (const int32_t cell : stretch.cells) ++all[static_cast<size_t>(cell)];
  }
  const auto num_tokens = static_cast<double>(a.num_tokens() + b.num_tokens());
  std::vector<int32_t> of_a(num_cells);
  // Distance if the first stretches of `order` are a's.
  const auto measure = [&](std::span<const size_t> order) {
    std::fill(of_a.begin(), of_a.end(), 0);
    double tokens_a = 0;
    for (const size_t i : order.first(static_cast<size_t>(result.num_stretches_a))) {
      for (const int32_t cell : stretches[i].cells) ++of_a[static_cast<size_t>(cell)];
      tokens_a += static_cast<double>(stretches[i].num_tokens);
    }
    // Every layer has the same number of calls, so all cells are summed at once.
    return total_variation(of_a, all, tokens_a * a.k, (num_tokens - tokens_a) * a.k) / a.num_layers;
  };
  std::vector<size_t> order(stretches.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  result.distance = measure(order);

  std::mt19937_64 random(options.seed);
  int32_t num_as_far = 0;
  double sum = 0;
  for (int32_t deal = 0; deal < options.num_deals; ++deal) {
    std::shuffle(order.begin(), order.end(), random);
    const double dealt = measure(order);
    sum += dealt;
    // What differs in rounding only is as far.
    if (dealt >= result.distance * (1 - 1e-12)) ++num_as_far;
  }
  result.chance = options.num_deals > 0 ? sum / options.num_deals : 0;
  result.p = static_cast<double>(1 + num_as_far) / (1 + options.num_deals);
  return result;
}

}  // namespace octant::statistics
