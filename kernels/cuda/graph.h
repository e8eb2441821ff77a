#pragma once
// A stream's work captured as a graph: Backend's recordings on CUDA.

#include <cuda_runtime.h>

#include <atomic>
#include <memory>
#include <mutex>

#include "kernels/core/status.h"
#include "kernels/stages/recording.h"

namespace octant::cuda {

// From here on `stream` takes notes of what it is given, and so does every stream that waits for an
// event of one that does. Errors: kDevice.
Status begin_capture(cudaStream_t stream);

// Ends that, on all streams, and gives what was noted: a replay puts it on `stream` as one piece of
// work. The streams that joined have been waited for by `stream`. Errors: kDevice, also if
// something went wrong on the way.
Result<std::unique_ptr<Recording>> end_capture(cudaStream_t stream);

// What the threads of a group put into one recording goes in one at a time: CUDA does not say that
// it may be otherwise. While nothing is recorded nobody waits.
class RecordingTurns {
 public:
  // Between steps.
  void set_recording(bool is_on) { is_recording_.store(is_on, std::memory_order_release); }
  // Held by whoever puts something on a stream.
  [[nodiscard]] std::unique_lock<std::mutex> take() {
    return is_recording_.load(std::memory_order_acquire) ? std::unique_lock(mutex_)
                                                         : std::unique_lock<std::mutex>();
  }

 private:
  std::atomic<bool> is_recording_{false};
  std::mutex mutex_;
};

}  // namespace octant::cuda
