#pragma once
// embed, add_norm and draft_in on CUDA.

#include "kernels/cuda/stage_context.h"
#include "kernels/stages/add_norm.h"
#include "kernels/stages/draft_in.h"
#include "kernels/stages/embed.h"

namespace octant::cuda {

// Partial sums that one add_norm adds up: ranks of a group.
inline constexpr int kMaxPartials = 64;

// args.tokens lies in device memory.
Status embed(const StageContext& context, const EmbedArgs& args);
Status add_norm(const StageContext& context, const AddNormArgs& args);
// Keeps both normed halves, [T, 2 H], in the context's scratch.
Status draft_in(const StageContext& context, const DraftInArgs& args);
int64_t draft_in_scratch_floats(const DraftInArgs& args);

// out[t] = weight * x[t] / rms(x[t])
struct NormRowsArgs {
  View<const float, 2> x;       // [T, K]
  View<const float, 1> weight;  // [K]
  float eps = 0;
};
Status norm_rows(const StageContext& context, const NormRowsArgs& args, const View<float, 2>& out);

}  // namespace octant::cuda
