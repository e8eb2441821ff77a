#pragma once
// draw_weighted: inverse of a cumulative sum over weights that are computed on the way, so that the
// residual of a rejected draft needs no temporary row; of all ids, or of a list of them. Behind
// draw() (random.h, token_probs.h).

#include <algorithm>
#include <cstdint>
#include <span>

#include "kernels/core/check.h"

namespace octant {
namespace draw_detail {

// Ids are summed in chunks, first whole ones, then inside the one that is hit. 64: the walk inside
// is short, and a chunk of floats is four cache lines.
inline constexpr int64_t kChunk = 64;
inline constexpr int64_t kLanes = 4;

// Sum of the weights [begin, end), in four lanes: one running sum would wait for the latency of
// each addition, almost three times as long.
template <typename Weight>
double sum_of_chunk(const Weight& weight, int64_t begin, int64_t end) {
  double lane[kLanes] = {0, 0, 0, 0};
  int64_t i = begin;
  for (; i + kLanes <= end; i += kLanes) {
    for (int64_t l = 0; l < kLanes; ++l) lane[l] += weight(i + l);
  }
  for (; i < end; ++i) lane[0] += weight(i);
  return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

// What sum_of_chunk gives for the chunk of ids[at] if ids that are not listed weigh 0, to the bit:
// each weight is added in the lane that its id has there. `at` moves behind the chunk.
template <typename Weight>
double sum_of_listed_chunk(int64_t num_ids, std::span<const int32_t> ids, const Weight& weight,
                           size_t& at) {
  const int64_t begin = ids[at] / kChunk * kChunk;
  const int64_t end = std::min(begin + kChunk, num_ids);
  const int64_t rest = end - (end - begin) % kLanes;  // added in the first lane
  double lane[kLanes] = {0, 0, 0, 0};
  for (; at < ids.size() && ids[at] < end; ++at) {
    const int64_t l = ids[at] < rest ? (ids[at] - begin) % kLanes : 0;
    lane[l] += weight(static_cast<int64_t>(at));
  }
  return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

}  // namespace draw_detail

// min { i : w(0) + ... + w(i) > u * sum(w) } over ids 0 .. num_ids - 1, up to the rounding of sums
// in double; -1 if the sum is 0. Never an id of weight 0. The same arguments give the same id.
// `weight(i)` gives the same float or difference of floats, >= 0 and finite, as a double each time
// it is asked; u in [0, 1).
template <typename Weight>
int32_t draw_weighted(int64_t num_ids, const Weight& weight, double u) {
  using draw_detail::kChunk;
  CHECK(u >= 0.0);
  CHECK(u < 1.0);
  const auto chunk_sum = [&](int64_t begin) {
    return draw_detail::sum_of_chunk(weight, begin, std::min(begin + kChunk, num_ids));
  };
  double total = 0;
  for (int64_t begin = 0; begin < num_ids; begin += kChunk) total += chunk_sum(begin);
  CHECK(total >= 0.0);  // a NaN anywhere ends here
  if (total == 0) return -1;

  // The second pass adds the same chunks in the same order, so it ends at `total`, and u * total
  // rounds to less than that (total is not denormal): a chunk is hit.
  const double target = u * total;
  double before = 0;  // sum of the chunks before the one that is hit
  int64_t hit = 0;
  for (; hit + kChunk < num_ids; hit += kChunk) {
    const double sum = chunk_sum(hit);
    if (before + sum > target) break;
    before += sum;
  }
  // Lanes and walk round differently: if the walk does not pass the target, it is the last id that
  // has a share.
  int64_t id = hit;
  double sum = before;
  for (int64_t i = hit; i < std::min(hit + kChunk, num_ids) && sum <= target; ++i) {
    const double w = weight(i);
    if (w > 0) id = i;
    sum += w;
  }
  return static_cast<int32_t>(id);
}

// The same id, to the bit, where only `ids` (ascending, below num_ids) weigh something: weight(i)
// is the weight of ids[i]. -1 also if the list is empty. Cost: two passes over the list.
template <typename Weight>
int32_t draw_weighted_list(int64_t num_ids, std::span<const int32_t> ids, const Weight& weight,
                           double u) {
  CHECK(u >= 0.0);
  CHECK(u < 1.0);
  const auto chunk_sum = [&](size_t& at) {
    return draw_detail::sum_of_listed_chunk(num_ids, ids, weight, at);
  };
  double total = 0;
  for (size_t at = 0; at < ids.size();) total += chunk_sum(at);
  CHECK(total >= 0.0);  // a NaN anywhere ends here
  if (total == 0) return -1;

  // As above; chunks of zeros, which a list leaves out, are never hit.
  const double target = u * total;
  double before = 0;
  size_t hit = 0;  // where the chunk that is hit begins
  size_t hit_end = 0;
  while (hit_end < ids.size()) {
    hit = hit_end;
    const double sum = chunk_sum(hit_end);
    if (before + sum > target || hit_end == ids.size()) break;
    before += sum;
  }
  int32_t id = ids[hit];
  double sum = before;
  for (size_t i = hit; i < hit_end && sum <= target; ++i) {
    const double w = weight(static_cast<int64_t>(i));
    if (w > 0) id = ids[i];
    sum += w;
  }
  return id;
}

}  // namespace octant
