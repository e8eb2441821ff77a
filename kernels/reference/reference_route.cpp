// route: scores, group limit, top-k.

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>

#include "kernels/reference/reference_math.h"
#include "kernels/reference/reference_stages.h"

namespace octant::reference {
namespace {

constexpr double kOut = -std::numeric_limits<double>::infinity();

// The indices of the `count` largest values in descending order; the lower index among equals.
std::vector<int64_t> largest(const std::vector<double>& values, int64_t count) {
  std::vector<int64_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return values[static_cast<size_t>(a)] > values[static_cast<size_t>(b)];
  });
  order.resize(static_cast<size_t>(count));
  return order;
}

std::vector<double> score(const std::vector<double>& logits, ScoringFunc scoring_func) {
  std::vector<double> s(logits.size());
  if (scoring_func == ScoringFunc::kSigmoid) {
    std::transform(logits.begin(), logits.end(), s.begin(), sigmoid);
    return s;
  }
  const double highest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (size_t e = 0; e < s.size(); ++e) sum += s[e] = std::exp(logits[e] - highest);
  for (double& value : s) value /= sum;
  return s;
}

// Puts the experts of all groups but the best out of the choice. A group that is out is -inf, not
// 0: with a negative bias a surviving expert may have c < 0 and must still come first.
void limit_groups(std::vector<double>& c, const RouteShape& shape) {
  if (shape.n_group == 1) return;
  const int64_t group_size = shape.n_routed_experts / shape.n_group;
  std::vector<double> group_scores;
  for (int64_t g = 0; g < shape.n_group; ++g) {
    std::vector<double> group(c.begin() + g * group_size, c.begin() + (g + 1) * group_size);
    std::sort(group.begin(), group.end(), std::greater<>());
    group_scores.push_back(shape.group_score == GroupScore::kMax ? group[0] : group[0] + group[1]);
  }
  std::vector<bool> stays(static_cast<size_t>(shape.n_group), false);
  for (int64_t g : largest(group_scores, shape.topk_group)) stays[static_cast<size_t>(g)] = true;
  for (size_t e = 0; e < c.size(); ++e) {
    if (!stays[e / static_cast<size_t>(group_size)]) c[e] = kOut;
  }
}

}  // namespace

Status route(const RouteArgs& args) {
  const RouteShape& shape = args.shape;
  const Matrix logits = project(load(args.x), args.gate);  // [T, E]
  for (int64_t t = 0; t < logits.rows; ++t) {
    const std::vector<double> row(logits.row(t), logits.row(t) + logits.cols);
    for (size_t e = 0; e < row.size(); ++e) {
      if (!std::isfinite(static_cast<float>(row[e]))) {
        return internal_error("route: row " + std::to_string(t) + " expert " + std::to_string(e) +
                              ": logit is " + std::to_string(row[e]));
      }
    }
    const std::vector<double> s = score(row, shape.scoring_func);
    std::vector<double> c = s;
    if (!args.bias.is_null()) {
      for (size_t e = 0; e < c.size(); ++e) c[e] += args.bias(static_cast<int64_t>(e));
    }
    limit_groups(c, shape);
    const std::vector<int64_t> chosen = largest(c, shape.num_experts_per_tok);

    double sum = 0;
    for (int64_t e : chosen) sum += s[static_cast<size_t>(e)];
    const double divisor = shape.norm_topk_prob ? sum + 1e-20 : 1.0;
    for (size_t j = 0; j < chosen.size(); ++j) {
      const auto slot = static_cast<int64_t>(j);
      const double weight = s[static_cast<size_t>(chosen[j])] / divisor;
      args.topk_idx(t, slot) = static_cast<int32_t>(chosen[j]);
      args.topk_weights(t, slot) = static_cast<float>(weight * shape.routed_scaling_factor);
    }
  }
  return {};
}

}  // namespace octant::reference
