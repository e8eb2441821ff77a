#pragma once
// Backend: one method a stage, on one rank's device. The manual of each stage is the header of its
// Args. One object a rank; owner: the rank's thread.
//
// Every pointer of the arguments is memory(). On the host a stage is done when its method returns;
// on a device it is only on its way then, and an error may show later: results are there when
// synchronize() returns.

#include <memory>
#include <span>
#include <string_view>

#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "kernels/stages/add_norm.h"
#include "kernels/stages/attn_in.h"
#include "kernels/stages/attn_out.h"
#include "kernels/stages/attn_q.h"
#include "kernels/stages/candidates.h"
#include "kernels/stages/dense_ffn.h"
#include "kernels/stages/draft_in.h"
#include "kernels/stages/embed.h"
#include "kernels/stages/head.h"
#include "kernels/stages/mla_attend.h"
#include "kernels/stages/moe.h"
#include "kernels/stages/push_sum.h"
#include "kernels/stages/recording.h"
#include "kernels/stages/route.h"
#include "kernels/stages/sample.h"
#include "kernels/stages/stage_clock.h"

namespace octant {

// Where the rows of a step stand, and how its tokens are drawn: what the arguments of attention and
// of candidates say too, for devices that read it from their own memory.
struct StepPlace {
  int64_t first_position = 0;
  int64_t page_block_size = 0;
  std::span<const int32_t> block_table;
  float temperature = 0;
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::string_view name() const = 0;
  virtual Memory& memory() { return host_memory(); }

  // A step: place_step() on any thread, while none is under way; then on the rank's thread
  // begin_step(), stages, end_step(); then synchronize(), which waits for them. Errors of that:
  // kDevice, and what a device found in the values.
  virtual Status place_step(const StepPlace&) { return {}; }
  virtual Status begin_step() { return {}; }
  virtual Status end_step() { return {}; }
  virtual Status synchronize() { return {}; }
  // A stage that copies between this memory(), that of other ranks and staging.
  virtual Status copy(const RowsCopy& rows) { return memory().copy_rows(rows); }

  // Whether steps can be recorded, to be repeated without calling their stages again. Between
  // begin_recording() and end_recording() stages are not run but noted down, in the order that
  // marks give them too: those of other backends as well, once they wait for a mark of this one,
  // until this one has waited for a mark of theirs. What the stages need has to be there: the
  // same step was run before. end_recording() also ends a recording that failed.
  virtual bool records() const { return false; }
  virtual Status begin_recording() { return unsupported("this backend records no steps"); }
  virtual Result<std::unique_ptr<Recording>> end_recording() {
    return unsupported("this backend records no steps");
  }
  // For ranks that work on each other's results: mark() sets a mark behind all stages so far, and
  // what comes after wait_for() waits for the mark that `other`, a backend of the same kind, set
  // last. On the host both are nothing: whoever marks is done. The host's threads see to it that
  // the mark is set first, and that it is not set anew before all have called wait_for().
  // 0 <= mark < kNumMarks.
  static constexpr int32_t kNumMarks = 3;  // two for exchanges, one for beginning and end
  virtual Status mark(int32_t) { return {}; }
  virtual Status wait_for(Backend&, int32_t) { return {}; }
  // For whoever wants to know how long the stages take. Outlived by the backend.
  virtual std::unique_ptr<StageClock> make_clock() { return make_host_clock(); }
  // Whether its stages may read other ranks' memory(); else that is copied first.
  virtual bool reads_peers() const { return true; }
  // Whether it has push_sum, for ranks whose devices reach each other's memory and are their own.
  virtual bool pushes() const { return false; }
  virtual Status push_sum(const PushSumArgs&) { return unsupported("no push_sum"); }
  // The form of attention for `num_rows` new rows at the end of a context of `seqlen_k`.
  virtual MlaForm mla_form(const MlaShape& shape, int64_t num_rows, int64_t seqlen_k) const {
    return choose_mla_form(shape, num_rows, seqlen_k);
  }

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
  // Of devices, whose logits lie far from the host.
  virtual Status candidates(const CandidatesArgs&) { return unsupported("no candidates"); }
};

}  // namespace octant
