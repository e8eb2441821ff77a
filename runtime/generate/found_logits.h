#pragma once
// FoundLogits: how what a rank finds in its columns of a step's logits lies in memory: in one
// piece, so that one copy brings it to the host, where it lies the same way.

#include <cstddef>
#include <cstdint>

#include "kernels/core/view.h"

namespace octant {

// Ids that a rank lists of a row. 1024: a list is 8 KB, which takes a link to the host a third of a
// microsecond, less than a launch takes; and the largest 1024 of each rank reach further down than
// a draw at the usual temperatures does (a list that would be longer is cut at a higher floor).
inline constexpr int64_t kCandidateCapacity = 1024;

struct FoundLogits {
  static constexpr int64_t kLargestFields = 3;
  static constexpr int64_t kFields = 6;

  View<int32_t, 1> argmax;   // [rows] column
  View<float, 1> largest;    // [rows] its logit
  View<float, 1> logsumexp;  // [rows]
  View<float, 1> total;      // [rows] from here on of candidates: see kernels/stages/candidates.h
  View<float, 1> floor;      // [rows]
  View<int32_t, 1> count;    // [rows]
  View<int32_t, 2> ids;      // [rows, kCandidateCapacity] columns
  View<float, 2> values;     // [rows, kCandidateCapacity]

  // `data` has room for candidates_bytes(num_rows).
  static FoundLogits at(std::byte* data, int64_t num_rows) {
    auto* floats = reinterpret_cast<float*>(data);
    auto* ints = reinterpret_cast<int32_t*>(data);
    const int64_t lists = kFields * num_rows;
    const int64_t values = lists + num_rows * kCandidateCapacity;
    return {.argmax = View<int32_t, 1>(ints, {num_rows}),
            .largest = View<float, 1>(floats + num_rows, {num_rows}),
            .logsumexp = View<float, 1>(floats + 2 * num_rows, {num_rows}),
            .total = View<float, 1>(floats + 3 * num_rows, {num_rows}),
            .floor = View<float, 1>(floats + 4 * num_rows, {num_rows}),
            .count = View<int32_t, 1>(ints + 5 * num_rows, {num_rows}),
            .ids = View<int32_t, 2>(ints + lists, {num_rows, kCandidateCapacity}),
            .values = View<float, 2>(floats + values, {num_rows, kCandidateCapacity})};
  }
  // From the beginning: without candidates, and with them.
  static constexpr int64_t largest_bytes(int64_t num_rows) {
    return kLargestFields * num_rows * static_cast<int64_t>(sizeof(float));
  }
  static constexpr int64_t candidates_bytes(int64_t num_rows) {
    return (kFields + 2 * kCandidateCapacity) * num_rows * static_cast<int64_t>(sizeof(float));
  }
};

}  // namespace octant
