#pragma once
// moe_up and moe_down for many tokens: each local expert multiplies all tokens that chose it at
// once, by tiles (tile.h). `experts` is the device's copy of args.experts.

#include "kernels/cuda/experts.h"
#include "kernels/cuda/stage_context.h"
#include "kernels/stages/moe.h"

namespace octant::cuda {

// Whether all weights can be multiplied by tiles: see takes_tiles(WeightView).
bool takes_tiles(std::span<const GatedFfn> experts, const GatedFfn& shared);

Status moe_up_tiles(const StageContext& context, const MoeUpArgs& args, const Expert* experts);
Status moe_down_tiles(const StageContext& context, const MoeDownArgs& args, const Expert* experts);

// Floats of scratch that they need: who chose whom, and for moe_down a result of every choice. 0
// for the rows of decode.
int64_t moe_up_scratch_floats(const MoeUpArgs& args);
int64_t moe_down_scratch_floats(const MoeDownArgs& args);

}  // namespace octant::cuda
