// route: scores as one product, then the choice for each token.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "kernels/cpu/linear.h"
#include "kernels/cpu/stage_context.h"

namespace octant::cpu {
namespace {

constexpr double kOut = -std::numeric_limits<double>::infinity();

// Moves the `count` largest values to `chosen` in descending order, the lower index among equals.
// `values` loses them. count passes over a few hundred values are faster than sorting.
void take_largest(double* values, int64_t size, int64_t count, int32_t* chosen) {
  for (int64_t j = 0; j < count; ++j) {
    const auto best = std::max_element(values, values + size);  // the first of equals
    chosen[j] = static_cast<int32_t>(best - values);
    *best = kOut;
  }
}

double group_score(const double* c, int64_t size, GroupScore kind) {
  double first = kOut;
  double second = kOut;
  for (int64_t i = 0; i < size; ++i) {
    if (c[i] > first) {
      second = first;
      first = c[i];
    } else {
      second = std::max(second, c[i]);
    }
  }
  return kind == GroupScore::kMax ? first : first + second;
}

struct RowBuffers {
  double* s;       // [E]
  double* c;       // [E]
  double* groups;  // [n_group]
  int32_t* kept;   // [topk_group]
};

void choose(const RouteArgs& args, int64_t t, const float* logits, const RowBuffers& buffers) {
  const RouteShape& shape = args.shape;
  const int64_t num_experts = shape.n_routed_experts;
  double* s = buffers.s;
  double* c = buffers.c;
  if (shape.scoring_func == ScoringFunc::kSigmoid) {
    for (int64_t e = 0; e < num_experts; ++e) {
      s[e] = 1.0 / (1.0 + std::exp(-static_cast<double>(logits[e])));
    }
  } else {
    const double highest = *std::max_element(logits, logits + num_experts);
    double sum = 0;
    for (int64_t e = 0; e < num_experts; ++e) {
      s[e] = std::exp(static_cast<double>(logits[e]) - highest);
      sum += s[e];
    }
    for (int64_t e = 0; e < num_experts; ++e) s[e] /= sum;
  }
  for (int64_t e = 0; e < num_experts; ++e) {
    c[e] = args.bias.is_null() ? s[e] : s[e] + static_cast<double>(args.bias(e));
  }
  if (shape.n_group > 1) {
    const int64_t size = num_experts / shape.n_group;
    for (int64_t g = 0; g < shape.n_group; ++g) {
      buffers.groups[g] = group_score(c + g * size, size, shape.group_score);
    }
    take_largest(buffers.groups, shape.n_group, shape.topk_group, buffers.kept);
    const auto* kept_end = buffers.kept + shape.topk_group;
    for (int64_t g = 0; g < shape.n_group; ++g) {
      if (std::find(static_cast<const int32_t*>(buffers.kept), kept_end, g) == kept_end) {
        std::fill(c + g * size, c + (g + 1) * size, kOut);
      }
    }
  }
  int32_t* topk = args.topk_idx.row(t).data();
  take_largest(c, num_experts, shape.num_experts_per_tok, topk);
  double sum = 0;
  for (int64_t j = 0; j < shape.num_experts_per_tok; ++j) sum += s[topk[j]];
  const double factor =
      static_cast<double>(shape.routed_scaling_factor) / (shape.norm_topk_prob ? sum + 1e-20 : 1.0);
  for (int64_t j = 0; j < shape.num_experts_per_tok; ++j) {
    args.topk_weights(t, j) = static_cast<float>(s[topk[j]] * factor);
  }
}

}  // namespace

Status route(StageContext context, const RouteArgs& args) {
  ThreadTeam& team = context.team;
  Scratch& scratch = context.scratch;
  const int64_t num_rows = args.x.extent(0);
  const int64_t num_experts = args.shape.n_routed_experts;
  const View<float, 2> logits = scratch.take_view<float, 2>({num_rows, num_experts});
  const std::array products = {Product{args.gate, logits}};
  const auto rows = row_pointers(scratch, args.x);
  const Linear linear(context, num_rows, args.gate.cols, products);
  const int64_t threads = team.size();
  auto* s = scratch.take<double>(threads * num_experts);
  auto* c = scratch.take<double>(threads * num_experts);
  auto* groups = scratch.take<double>(threads * args.shape.n_group);
  auto* kept = scratch.take<int32_t>(threads * args.shape.n_group);
  team.run([&](int32_t thread) {
    linear.run(thread, rows);
    team.barrier();  // the choice reads all experts' scores
    const Range own = split_range(num_rows, thread, threads);
    const RowBuffers buffers{s + thread * num_experts, c + thread * num_experts,
                             groups + thread * args.shape.n_group,
                             kept + thread * args.shape.n_group};
    for (int64_t t = own.begin; t < own.end; ++t) {
      const float* row = logits.row(t).data();
      if (std::all_of(row, row + num_experts, [](float v) { return std::isfinite(v); })) {
        choose(args, t, row, buffers);
      }
    }
  });
  for (int64_t t = 0; t < num_rows; ++t) {
    for (int64_t e = 0; e < num_experts; ++e) {
      if (!std::isfinite(logits(t, e))) {
        return internal_error("route: row " + std::to_string(t) + " expert " + std::to_string(e) +
                              ": logit is " + std::to_string(logits(t, e)));
      }
    }
  }
  return {};
}

}  // namespace octant::cpu
