#pragma once
// head: logits = x lm_head^T over this rank's rows of the vocabulary.

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"

namespace octant {

struct HeadArgs {
  View<const float, 2> x;  // [T, H] after the final norm
  WeightView lm_head;      // [W, H]
  View<float, 2> logits;   // [T, W] out; usually columns of a wider matrix
};

}  // namespace octant
