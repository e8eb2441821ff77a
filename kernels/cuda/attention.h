#pragma once
// attn_q, mla_attend and attn_out on CUDA, in the absorbed form.
//
// Position and pages of a step are read from `state` on the device, not from the arguments: these
// only have to agree.

#include "kernels/cuda/stage_context.h"
#include "kernels/cuda/step_state.h"
#include "kernels/stages/attn_out.h"
#include "kernels/stages/attn_q.h"
#include "kernels/stages/mla_attend.h"

namespace octant::cuda {

// Errors: kUnsupported for the expanded form, a kv_lora_rank above 512, a qk_rope_head_dim above
// 128.
Status attn_q(const StageContext& context, const AttnQArgs& args, const StepState* state);
Status mla_attend(const StageContext& context, const MlaAttendArgs& args, const StepState* state);
Status attn_out(const StageContext& context, const AttnOutArgs& args);

// Floats of scratch that the three need, whatever the number of rows; prefill has its own:
// attention_tiles.h.
int64_t attention_scratch_floats(const MlaShape& shape);

}  // namespace octant::cuda
