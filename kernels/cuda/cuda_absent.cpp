// The CUDA backend of a build that has none: everything says so.

#include "kernels/cuda/cuda_backend.h"

namespace octant::cuda {

bool is_built_in() {
  return false;
}

std::shared_ptr<RecordingTurns> make_recording_turns() {
  return nullptr;
}

Result<int> device_count() {
  return unsupported("this build has no CUDA backend");
}

Result<int64_t> free_bytes(int) {
  return device_count().status();
}

Result<int64_t> total_bytes(int) {
  return device_count().status();
}

Result<double> copy_bandwidth(int, int64_t) {
  return device_count().status();
}

Result<std::unique_ptr<CudaBackend>> CudaBackend::create(const CudaBackendOptions&) {
  return device_count().status();
}

}  // namespace octant::cuda
