#pragma once
// The stages of the reference backend as functions. Arguments have passed validate(). The formulas
// stand in the headers of kernels/stages.

#include "kernels/core/status.h"
#include "kernels/stages/backend.h"

namespace octant::reference {

void embed(const EmbedArgs& args);
void add_norm(const AddNormArgs& args);
void head(const HeadArgs& args);
void draft_in(const DraftInArgs& args);

void attn_in(const AttnInArgs& args);
void attn_q(const AttnQArgs& args);
void mla_attend(const MlaAttendArgs& args);
void attn_out(const AttnOutArgs& args);

Status route(const RouteArgs& args);
void moe_up(const MoeUpArgs& args);
void moe_down(const MoeDownArgs& args);
void dense_ffn(const DenseFfnArgs& args);

Status sample(const SampleArgs& args);
void candidates(const CandidatesArgs& args);

}  // namespace octant::reference
