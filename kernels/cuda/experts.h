#pragma once
// Experts on the device: the table that moe_up and moe_down find a token's experts in.

#include <span>

#include "kernels/cuda/matrix.h"
#include "kernels/stages/moe.h"

namespace octant::cuda {

struct Expert {
  Matrix gate;
  Matrix up;
  Matrix down;
};
Result<Expert> to_expert(const GatedFfn& ffn);

}  // namespace octant::cuda
