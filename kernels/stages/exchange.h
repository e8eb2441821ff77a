#pragma once
// Exchange: how the ranks of a group add up their partial sums. One object a rank; all ranks of the
// group call all_reduce in the same order with the same T and H.
//
// A stage writes its partial sum straight into send_buffer(), so that nothing is copied before the
// exchange. After all_reduce the residual stream is bit-equal on every rank.

#include "kernels/core/status.h"
#include "kernels/core/view.h"

namespace octant {

struct AllReduceArgs {
  int64_t num_rows = 0;              // T
  bool accumulate = true;            // x += sum of the partials, or x = sum
  View<float, 2> x;                  // [T, H] in and out
  View<const float, 1> norm_weight;  // [H], null if normed is
  float eps = 0;
  View<float, 2> normed;  // [T, H] RMSNorm of the new x, out; or null
};

class Exchange {
 public:
  virtual ~Exchange() = default;
  // This rank's [num_rows, hidden_size] operand of the next all_reduce. Valid until that returns.
  virtual View<float, 2> send_buffer(int64_t num_rows) = 0;
  // Waits for all ranks. Errors: kCancelled when another rank failed or the step was cancelled.
  virtual Status all_reduce(const AllReduceArgs& args) = 0;
};

}  // namespace octant
