#pragma once
// The stages on one CUDA device.
//
// Errors of a stage name device and stage. Every pointer of the arguments is device memory, rows of
// weights are stored as matrix.h says, and a call only puts work on the stream: results are there,
// and errors of values (a token outside the table, scores that are not finite) show, when
// synchronize() returns. Scratch grows with the calls, so the first call of a size may wait for the
// device. Arguments are checked as on every backend, but for values that only the device can see.

#include <cstdint>
#include <memory>

#include "kernels/stages/backend.h"

namespace octant::cuda {

class RecordingTurns;  // graph.h

// Whether this program has the backend at all: see OCTANT_CUDA in CMakeLists.txt.
bool is_built_in();

// Devices that the driver offers, at least one. Errors: kUnsupported, in one line, where the build
// has no CUDA backend, the driver is missing or too old, or there is no device.
Result<int> device_count();

// Device memory that can be allocated now. Errors: kDevice, those of device_count().
Result<int64_t> free_bytes(int device);
// And what it has, free or not.
Result<int64_t> total_bytes(int device);

// Bytes per second that a device reads and writes together when it copies `bytes` of its own memory
// (less where a quarter of the free memory is less), the best of several copies: the roof that
// stages are judged against. Choose `bytes` well above the device's caches. Errors: kDevice,
// kOutOfMemory, those of device_count().
Result<double> copy_bandwidth(int device, int64_t bytes);

struct CudaBackendOptions {
  int device = 0;
  int num_devices = 1;  // of the group: all whose memory the stages may have to read
  // Every stage waits for the device, so that what goes wrong there is told by the stage that did
  // it and not at the end of the step. Slow; and nothing is recorded.
  bool sync_each_stage = false;
  int64_t max_pages = 1024;  // of the sequence that steps work on
  // Of the group. Null: an own one, for recordings of this backend alone.
  std::shared_ptr<RecordingTurns> recording_turns;
};

// For the backends of a group.
std::shared_ptr<RecordingTurns> make_recording_turns();

class CudaBackend : public Backend {
 public:
  // Errors: kDevice, kOutOfMemory, those of device_count(). Threads: stages on the rank's thread,
  // memory() on any, everything else on any but one at a time.
  static Result<std::unique_ptr<CudaBackend>> create(const CudaBackendOptions& options);

  // Forgets what is known of experts by where their views lie: before such memory is used anew.
  virtual void forget_experts() = 0;
};

}  // namespace octant::cuda
