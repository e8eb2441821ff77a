#pragma once
// What every stage of the CPU backend gets beside its arguments, and the stages as functions. The
// arguments have passed validate(), T is not 0, and `scratch` was reset.

#include "kernels/core/buffer.h"
#include "kernels/core/status.h"
#include "kernels/core/thread_team.h"
#include "kernels/stages/backend.h"

namespace octant::cpu {

struct StageContext {
  ThreadTeam& team;
  Scratch& scratch;
};

void embed(StageContext context, const EmbedArgs& args);
void add_norm(StageContext context, const AddNormArgs& args);
void head(StageContext context, const HeadArgs& args);
void draft_in(StageContext context, const DraftInArgs& args);

void attn_in(StageContext context, const AttnInArgs& args);
void attn_q(StageContext context, const AttnQArgs& args);
void mla_attend(StageContext context, const MlaAttendArgs& args);
void attn_out(StageContext context, const AttnOutArgs& args);

Status route(StageContext context, const RouteArgs& args);
void moe_up(StageContext context, const MoeUpArgs& args);
void moe_down(StageContext context, const MoeDownArgs& args);
void dense_ffn(StageContext context, const DenseFfnArgs& args);

Status sample(StageContext context, const SampleArgs& args);

}  // namespace octant::cpu
