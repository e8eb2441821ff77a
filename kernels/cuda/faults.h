#pragma once
// What kernels find wrong with values, not with calls: a word of device memory that holds the first
// finding of a step, 0 while there is none. The host looks at it when it waits for the step anyway.

#include <cstdint>

#include "kernels/core/status.h"

namespace octant::cuda {

enum class Finding : int32_t {
  kGateNotFinite = 1,   // route: a score of a row
  kLogitNotFinite = 2,  // sample: a logit of a row
  kBadToken = 3,        // embed: a token of a row outside the table
};

// The word of a finding in row `row`; rows beyond 65535 are told as that one.
constexpr int32_t fault_word(Finding finding, int64_t row) {
  return static_cast<int32_t>(finding) << 16 | static_cast<int32_t>(row < 0xffff ? row : 0xffff);
}

// kInternal, with the row; kInvalidArgument for a bad token; ok for 0.
Status to_status(int32_t fault_word);

}  // namespace octant::cuda
