#pragma once
// embed: x[t] = table[tokens[t]].
// Errors: kInvalidArgument if a token is not in [0, rows of the table).

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"

namespace octant {

struct EmbedArgs {
  View<const int32_t, 1> tokens;  // [T]
  WeightView table;               // [vocab_size, H], F32 or BF16
  View<float, 2> x;               // [T, H] out
};

}  // namespace octant
