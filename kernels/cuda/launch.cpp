#include "kernels/cuda/launch.h"

namespace octant::cuda {

Status to_status(cudaError_t error, const std::string& what) {
  if (error == cudaSuccess) return {};
  (void)cudaGetLastError();
  std::string message = what + ": " + cudaGetErrorName(error) + ": " + cudaGetErrorString(error);
  if (error == cudaErrorMemoryAllocation) return out_of_memory(std::move(message));
  return device_error(std::move(message));
}

}  // namespace octant::cuda
