#pragma once
// Fills every rank's shard of a checkpoint.
//
// First all tensors are compared with the weight plan, and all mismatches are reported at once.
// Then the bytes are read with a looping pread by several reader threads, each byte once, and put
// where they belong: on the host, where ranks share replicated tensors, or on the ranks' devices,
// by way of a few MB of staging a reader. The way through the files of this folder stands in
// README.md.

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "models/model.h"
#include "models/weight_plan.h"
#include "runtime/load/checkpoint.h"

namespace octant {

struct LoadProgressInfo {
  int64_t bytes_read = 0;
  int64_t bytes_total = 0;
  double bytes_per_second = 0;  // over the last second or so
  double seconds_left = 0;      // at that rate; 0 while it is not known
};

struct LoadOptions {
  bool with_draft = false;  // read the MTP layer too
  int32_t num_readers = 4;
  // Where rank r's weights go: all the host's or all devices', alive as long as the weights. Empty:
  // the host's.
  std::vector<Memory*> memories;
  // Called from the calling thread: before the first read, then at most ten times a second, and,
  // if loading succeeds, once at the end. Must not throw.
  std::function<void(const LoadProgressInfo&)> on_progress;
  // Set to true by any thread to stop; looked at between reads of at most 4 MB.
  const std::atomic<bool>* cancel = nullptr;
};

// Weights of one rank, in its memory. Keeps them alive; immutable after loading, so any thread may
// read it.
class RankWeights : public WeightSource {
 public:
  virtual int64_t resident_bytes() const = 0;  // without what is shared with other ranks
  virtual int64_t shared_bytes() const = 0;    // stored once for all ranks of this host
};

// Whether a tensor of the plan is read: stored copies never are, the MTP layer only for drafting.
inline bool is_loaded(const TensorSpec& tensor, bool with_draft) {
  return !tensor.duplicate && (with_draft || !tensor.draft);
}

// Compares the checkpoint with the plan: every tensor that is loaded present with its shape and an
// allowed dtype, FP8 matrices with F32 scales `<name>_scale_inv`, e_score_correction_bias F32.
// Tensors that the plan does not name are not errors. All findings in one kCorrupt status: a first
// line with their number, then a line each with file and tensor (the first 50).
Status check_checkpoint(const Checkpoint& checkpoint, const Model& model, bool with_draft);

// check_checkpoint, then loads. `layouts[r]` is rank r's. Errors: kCorrupt, kIo (short file,
// failing disk: shard and offset), kOutOfMemory, kCancelled; kCorrupt also for a correction bias
// that is all zero or not finite. The first error stops all readers.
Result<std::vector<std::unique_ptr<RankWeights>>> load_weights(
    const Checkpoint& checkpoint, const Model& model, const std::vector<RankLayout>& layouts,
    const LoadOptions& options);

}  // namespace octant
