// sample: argmax, log of the sum of exponentials, and the filtered distribution, one row a thread.
// The vocabulary is never sorted: top_k keeps a heap, top_p sorts only the ids near the maximum and
// takes in more of them until the sum is reached.

#include <algorithm>
#include <cmath>
#include <string>

#include "kernels/cpu/linear.h"
#include "kernels/cpu/stage_context.h"
#include "kernels/cpu/vector_ops.h"

namespace octant::cpu {
namespace {

// One row: logits of the valid ids, and the temperature.
struct Row {
  const float* logits;
  int64_t size;
  float largest;
  double inverse_temperature;

  // Proportional to the probability; 1 for the largest.
  double weight(int32_t id) const {
    const double difference = static_cast<double>(logits[id]) - static_cast<double>(largest);
    return std::exp(difference * inverse_temperature);
  }
  // Descending order of logits, the lower id first among equals.
  bool before(int32_t a, int32_t b) const {
    return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
  }
};

// The `count` first ids in order, into ids; returns how many there are.
int64_t take_top_k(const Row& row, int64_t count, int32_t* ids) {
  const auto before = [&](int32_t a, int32_t b) { return row.before(a, b); };
  count = std::min(count, row.size);
  for (int64_t i = 0; i < count; ++i) ids[i] = static_cast<int32_t>(i);
  std::make_heap(ids, ids + count, before);  // the last in order on top
  for (int64_t i = count; i < row.size; ++i) {
    const auto id = static_cast<int32_t>(i);
    if (!row.before(id, ids[0])) continue;
    std::pop_heap(ids, ids + count, before);
    ids[count - 1] = id;
    std::push_heap(ids, ids + count, before);
  }
  std::sort_heap(ids, ids + count, before);
  return count;
}

// How many of `num_sorted` ids in order reach `target`; -1 if they do not.
int64_t reach(const Row& row, const int32_t* ids, int64_t num_sorted, double target) {
  double sum = 0;
  for (int64_t i = 0; i < num_sorted; ++i) {
    sum += row.weight(ids[i]);
    if (sum >= target) return i + 1;
  }
  return -1;
}

// The smallest set in order whose weights reach `target`, into ids; returns its size.
int64_t take_top_p(const Row& row, double target, int32_t* ids) {
  // exp(-5) first: most mass sits there; each further round takes in e^-5 smaller weights, down to
  // e^-40, below what f32 logits can add to a sum; then everything.
  for (double span = 5; span <= 40; span += 5) {
    const auto lowest =
        static_cast<float>(static_cast<double>(row.largest) - span / row.inverse_temperature);
    int64_t count = 0;
    for (int64_t id = 0; id < row.size; ++id) {
      if (row.logits[id] >= lowest) ids[count++] = static_cast<int32_t>(id);
    }
    std::sort(ids, ids + count, [&](int32_t a, int32_t b) { return row.before(a, b); });
    const int64_t kept = reach(row, ids, count, target);
    if (kept > 0) return kept;
  }
  const int64_t all = take_top_k(row, row.size, ids);
  const int64_t kept = reach(row, ids, all, target);
  return kept > 0 ? kept : all;
}

void unfiltered(const Row& row, float min_p, float* probs) {
  double sum = exp_sum(row.logits, row.largest, static_cast<float>(row.inverse_temperature),
                       row.size, probs);
  if (min_p > 0) {
    sum = 0;
    for (int64_t id = 0; id < row.size; ++id) {
      const double weight = row.weight(static_cast<int32_t>(id));
      probs[id] = weight >= static_cast<double>(min_p) ? static_cast<float>(weight) : 0.0f;
      sum += static_cast<double>(probs[id]);
    }
  }
  const auto inverse = static_cast<float>(1.0 / sum);
  for (int64_t id = 0; id < row.size; ++id) probs[id] *= inverse;
}

void filtered(const Row& row, const SamplingFilter& filter, int32_t* ids, float* probs) {
  int64_t kept = 0;
  if (filter.top_k > 0) {
    kept = take_top_k(row, filter.top_k, ids);
    if (filter.top_p < 1) {
      double sum = 0;
      for (int64_t i = 0; i < kept; ++i) sum += row.weight(ids[i]);
      const int64_t enough = reach(row, ids, kept, sum * static_cast<double>(filter.top_p));
      kept = enough > 0 ? enough : kept;
    }
  } else {
    const double sum = exp_sum(row.logits, row.largest, static_cast<float>(row.inverse_temperature),
                               row.size, nullptr);
    kept = take_top_p(row, sum * static_cast<double>(filter.top_p), ids);
  }
  std::fill(probs, probs + row.size, 0.0f);
  double sum = 0;
  for (int64_t i = 0; i < kept; ++i) {
    const double weight = row.weight(ids[i]);
    if (weight < static_cast<double>(filter.min_p)) {
      kept = i;
      break;
    }
    sum += weight;
  }
  for (int64_t i = 0; i < kept; ++i) probs[ids[i]] = static_cast<float>(row.weight(ids[i]) / sum);
}

}  // namespace

Status sample(StageContext context, const SampleArgs& args) {
  ThreadTeam& team = context.team;
  const int64_t num_rows = args.logits.extent(0);
  const SamplingFilter& filter = args.filter;
  const bool needs_ids =
      !args.probs.is_null() && filter.temperature > 0 && (filter.top_k > 0 || filter.top_p < 1);
  const int64_t ids_stride = needs_ids ? whole_lines(args.num_valid_ids) : 0;
  auto* ids = context.scratch.take<int32_t>(team.size() * ids_stride);
  auto* finite = context.scratch.take<bool>(num_rows);
  team.run([&](int32_t thread) {
    const Range own = split_range(num_rows, thread, team.size());
    for (int64_t t = own.begin; t < own.end; ++t) {
      const float* logits = args.logits.row(t).data();
      const Largest best = largest(logits, args.num_valid_ids);
      finite[t] = best.all_finite;
      if (!best.all_finite) continue;
      args.argmax(t) = static_cast<int32_t>(best.index);
      if (!args.logsumexp.is_null()) {
        const double sum = exp_sum(logits, best.value, 1.0f, args.num_valid_ids, nullptr);
        args.logsumexp(t) = static_cast<float>(static_cast<double>(best.value) + std::log(sum));
      }
      if (!args.largest.is_null()) args.largest(t) = best.value;
      if (args.probs.is_null()) continue;
      float* probs = args.probs.row(t).data();
      std::fill(probs + args.num_valid_ids, probs + args.probs.extent(1), 0.0f);
      if (filter.temperature == 0) {
        std::fill(probs, probs + args.num_valid_ids, 0.0f);
        probs[best.index] = 1.0f;
        continue;
      }
      const Row row{logits, args.num_valid_ids, best.value,
                    1.0 / static_cast<double>(filter.temperature)};
      if (needs_ids) {
        filtered(row, filter, ids + thread * ids_stride, probs);
      } else {
        unfiltered(row, filter.min_p, probs);
      }
    }
  });
  for (int64_t t = 0; t < num_rows; ++t) {
    for (int64_t id = 0; !finite[t] && id < args.num_valid_ids; ++id) {
      if (!std::isfinite(args.logits(t, id))) {
        return internal_error("sample: row " + std::to_string(t) + " id " + std::to_string(id) +
                              ": logit is " + std::to_string(args.logits(t, id)));
      }
    }
  }
  return {};
}

}  // namespace octant::cpu
