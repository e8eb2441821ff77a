#pragma once
// RecordedSteps: small steps of all ranks, each shape of step recorded where the devices can do
// that, and repeated from then on. Owner: the thread that runs the group.

#include <compare>
#include <cstdint>
#include <map>
#include <memory>

#include "kernels/core/function_ref.h"
#include "runtime/ranks/rank_group.h"

namespace octant {

// What the host gets of a row of logits.
enum class Wanted {
  kLogits,      // all
  kLargest,     // the largest: enough for greedy sampling
  kCandidates,  // the ids near the largest: mostly enough for a draw behind filters
};

// Steps that differ in nothing but what their buffers hold.
struct StepShape {
  enum class Kind { kMain, kDraft, kDraftAgain };

  Kind kind = Kind::kMain;
  int64_t num_rows = 0;
  int64_t num_logits = 0;
  Wanted wanted = Wanted::kLogits;
  int64_t hidden_row = 0;  // of kDraftAgain: where it takes its hidden state from

  friend auto operator<=>(const StepShape&, const StepShape&) = default;
};

class RecordedSteps {
 public:
  explicit RecordedSteps(RankGroup& group) : group_(group) {}

  // Runs `stages`, from begin_step() to end_step(), on every rank, and waits. The first time of a
  // shape as they are, which allocates what they need; the second time they are recorded, so that
  // a shape that never comes back costs nothing.
  Status run(const StepShape& shape, FunctionRef<Status(RankIdx)> stages);
  // The same without ever recording.
  Status run_once(FunctionRef<Status(RankIdx)> stages);
  // To be called when a buffer moves.
  void forget() { entries_.clear(); }

 private:
  struct Entry {
    bool was_run = false;
    GroupRecording recording;  // no parts: not yet
  };
  RankGroup& group_;
  std::map<StepShape, Entry> entries_;
};

}  // namespace octant
