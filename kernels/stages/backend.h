#pragma once
// Backend: one method a stage, on one rank's device. The manual of each stage is the header of its
// Args. One object a rank; owner: the rank's thread.

#include <memory>
#include <string_view>

#include "kernels/core/status.h"
#include "kernels/stages/add_norm.h"
#include "kernels/stages/attn_in.h"
#include "kernels/stages/attn_out.h"
#include "kernels/stages/attn_q.h"
#include "kernels/stages/dense_ffn.h"
#include "kernels/stages/draft_in.h"
#include "kernels/stages/embed.h"
#include "kernels/stages/head.h"
#include "kernels/stages/mla_attend.h"
#include "kernels/stages/moe.h"
#include "kernels/stages/route.h"
#include "kernels/stages/sample.h"

namespace octant {

class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::string_view name() const = 0;

  virtual Status embed(const EmbedArgs& args) = 0;
  virtual Status attn_in(const AttnInArgs& args) = 0;
  virtual Status attn_q(const AttnQArgs& args) = 0;
  virtual Status mla_attend(const MlaAttendArgs& args) = 0;
  virtual Status attn_out(const AttnOutArgs& args) = 0;
  virtual Status add_norm(const AddNormArgs& args) = 0;
  virtual Status route(const RouteArgs& args) = 0;
  virtual Status moe_up(const MoeUpArgs& args) = 0;
  virtual Status moe_down(const MoeDownArgs& args) = 0;
  virtual Status dense_ffn(const DenseFfnArgs& args) = 0;
  virtual Status head(const HeadArgs& args) = 0;
  virtual Status draft_in(const DraftInArgs& args) = 0;
  virtual Status sample(const SampleArgs& args) = 0;
};

}  // namespace octant
