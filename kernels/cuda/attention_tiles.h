#pragma once
// attn_q, mla_attend and attn_out for the many rows of prefill, in the absorbed form, on the tensor
// cores. Each takes what its takes_tiles says; the rest goes the way of decode (attention.h), eight
// rows at a time.

#include "kernels/cuda/stage_context.h"
#include "kernels/cuda/step_state.h"
#include "kernels/stages/attn_out.h"
#include "kernels/stages/attn_q.h"
#include "kernels/stages/mla_attend.h"

namespace octant::cuda {

bool attn_q_takes_tiles(const AttnQArgs& args);
Status attn_q_tiles(const StageContext& context, const AttnQArgs& args, const StepState* state);
int64_t attn_q_tiles_scratch_floats(const AttnQArgs& args);

// A cache of BF16 with whole 16-byte chunks a row; at most 512 + 64 columns, and on chips with less
// than 99 KB of shared memory a block fewer.
bool mla_attend_takes_tiles(const StageContext& context, const MlaAttendArgs& args);
Status mla_attend_tiles(const StageContext& context, const MlaAttendArgs& args,
                        const StepState* state);

bool attn_out_takes_tiles(const AttnOutArgs& args);
Status attn_out_tiles(const StageContext& context, const AttnOutArgs& args);
int64_t attn_out_tiles_scratch_floats(const AttnOutArgs& args);

}  // namespace octant::cuda
