#pragma once
// The activations of one rank between stages, allocated once for the largest step.

#include "kernels/core/buffer.h"
#include "kernels/core/memory.h"
#include "kernels/core/view.h"
#include "kernels/stages/mla.h"
#include "models/deepseek/config.h"

namespace octant {

struct StepSizes {
  int64_t max_rows = 0;
  MlaShape mla;                // of this rank
  int64_t shared_columns = 0;  // S of the shared expert's slice
  int64_t local_experts = 0;   // most in a layer
};

// Views for a step of T rows. act has a row a (token, slot) pair; all are overwritten every layer
// but x, the residual stream.
struct StepViews {
  View<float, 2> x;           // [T, H]
  View<float, 2> normed;      // [T, H]
  View<float, 2> embedding;   // [T, H] of the drafted tokens
  View<float, 2> q_a;         // [T, Q] or [T, h (N + P)]
  View<float, 2> kv_a;        // [T, C + P]
  View<float, 3> q;           // [T, h, C + P] or [T, h, N + P]
  View<float, 3> attended;    // [T, h, C] or [T, h, V]
  View<float, 2> act;         // [T k, I]
  View<float, 2> shared_act;  // [T, S] or null
};

class StepBuffers {
 public:
  static Result<StepBuffers> allocate(const DeepseekConfig& config, const StepSizes& sizes,
                                      Memory& memory);
  StepViews views(int64_t num_rows, MlaForm form) const;

 private:
  DeepseekConfig config_;
  StepSizes sizes_;
  Buffer x_, normed_, embedding_, q_a_, kv_a_, q_, attended_, act_, shared_act_;
};

}  // namespace octant
