#pragma once
// How every kernel is started, and how CUDA's errors become Status. Kernels are launched here only:
// never with triple chevrons, so that the same source runs under nvcc and under the SIMT executor.

#include <cuda_runtime.h>

#include <string>
#include <utility>

#include "kernels/core/status.h"

namespace octant::cuda {

// "cudaMalloc of 12 bytes: cudaErrorMemoryAllocation: out of memory". kOutOfMemory for a lack of
// memory, kDevice for everything else; ok for cudaSuccess. Clears CUDA's own record of the error,
// which would else be found by a later, innocent call.
Status to_status(cudaError_t error, const std::string& what);

struct LaunchShape {
  const char* name = "";  // in errors
  dim3 grid;
  int block = 0;  // lanes
  int64_t shared_bytes = 0;
};

namespace launch_detail {

#ifdef OCTANT_SIMT_EXECUTOR
inline void name_launch(const char* name) {
  ::octant::simt::name_next_launch(name);
}
#else
inline void name_launch(const char*) {}
#endif

}  // namespace launch_detail

// What a block may use of shared memory without being asked for.
inline constexpr int64_t kPlainSharedBytes = 48 * 1024;

// Errors: those of the launch itself; what goes wrong inside shows when the stream is waited for.
template <typename... Parameters, typename... Arguments>
Status launch(const LaunchShape& shape, cudaStream_t stream, void (*kernel)(Parameters...),
              Arguments&&... arguments) {
  if (shape.shared_bytes > kPlainSharedBytes) {
    const cudaError_t allowed = cudaFuncSetAttribute(
        kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(shape.shared_bytes));
    if (allowed != cudaSuccess) return to_status(allowed, shape.name);
  }
  cudaLaunchConfig_t config{};
  config.gridDim = shape.grid;
  config.blockDim = dim3(static_cast<unsigned>(shape.block));
  config.dynamicSmemBytes = static_cast<size_t>(shape.shared_bytes);
  config.stream = stream;
  launch_detail::name_launch(shape.name);
  const cudaError_t error =
      cudaLaunchKernelEx(&config, kernel, std::forward<Arguments>(arguments)...);
  return error == cudaSuccess ? Status() : to_status(error, shape.name);
}

}  // namespace octant::cuda

// Returns from the enclosing function if a CUDA call failed, naming the call.
#define CUDA_TRY(call)                                                        \
  do {                                                                        \
    if (const cudaError_t octant_error = (call); octant_error != cudaSuccess) \
      return ::octant::cuda::to_status(octant_error, #call);                  \
  } while (false)
