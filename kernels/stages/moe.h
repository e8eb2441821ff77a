#pragma once
// moe_up and moe_down: the FFN of the selected experts that live on this rank, and of this rank's
// slice of the shared expert.
//   moe_up:   act[t k + j] = silu(x_t gate_e^T) * (x_t up_e^T)   for e = topk_idx[t, j] if e is
//   local
//             shared_act[t] = silu(x_t gate^T) * (x_t up^T)      of the shared slice
//   moe_down: out[t] = sum_j topk_weights[t, j] * act[t k + j] down_e^T  over local e, in slot
//   order,
//                    + shared_act[t] down^T
// Rows of act whose expert is not local are neither written nor read. out is a partial sum over
// ranks: what no expert contributes to is zero.
// Errors: kInvalidArgument if an entry of topk_idx is outside [0, E), or local_of_logical points
//   outside experts.

#include <span>

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"

namespace octant {

// down( silu(gate(x)) * up(x) )
struct GatedFfn {
  WeightView gate;  // [I, H]
  WeightView up;    // [I, H]
  WeightView down;  // [H, I]
};

struct MoeUpArgs {
  View<const float, 2> x;                   // [T, H]
  View<const int32_t, 2> topk_idx;          // [T, k] logical experts
  View<const int32_t, 1> local_of_logical;  // [E] position in experts, or -1
  std::span<const GatedFfn> experts;        // local routed experts, all of one shape; may be empty
  GatedFfn shared;                          // slice of the shared expert [S, H], or null
  View<float, 2> act;                       // [T k, I] out
  View<float, 2> shared_act;                // [T, S] out, null if shared is
};

struct MoeDownArgs {
  View<const float, 2> act;                 // [T k, I]
  View<const float, 2> shared_act;          // [T, S], or null
  View<const int32_t, 2> topk_idx;          // [T, k]
  View<const float, 2> topk_weights;        // [T, k]
  View<const int32_t, 1> local_of_logical;  // [E]
  std::span<const GatedFfn> experts;
  GatedFfn shared;     // or null
  View<float, 2> out;  // [T, H] out
};

}  // namespace octant
