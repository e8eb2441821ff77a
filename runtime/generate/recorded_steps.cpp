#include "runtime/generate/recorded_steps.h"

namespace octant {

Status RecordedSteps::run(const StepShape& shape, FunctionRef<Status(RankIdx)> stages) {
  if (!group_.records(shape.num_rows)) return run_once(stages);
  Entry& entry = entries_[shape];
  if (!entry.was_run) {
    RETURN_IF_ERROR(run_once(stages));
    entry.was_run = true;
    return {};
  }
  if (entry.recording.parts.empty()) {
    ASSIGN_OR_RETURN(entry.recording, group_.record(shape.num_rows, stages));
  }
  return group_.replay(entry.recording);
}

Status RecordedSteps::run_once(FunctionRef<Status(RankIdx)> stages) {
  return group_.run([&](RankIdx r) -> Status {
    RETURN_IF_ERROR(stages(r));
    return group_.backend(r).synchronize();
  });
}

}  // namespace octant
