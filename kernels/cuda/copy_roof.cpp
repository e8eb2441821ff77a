#include <algorithm>

#include "kernels/cuda/cuda_backend.h"
#include "kernels/cuda/device_memory.h"
#include "kernels/cuda/launch.h"

namespace octant::cuda {
namespace {

constexpr int kPasses = 7;  // besides one to warm up; the best counts, as in kernels/cpu/roof.cpp

// A quarter of what is free, so that both halves of the copy leave room for others.
constexpr int64_t kShareOfFree = 4;
constexpr int64_t kLeastBytes = 4096;

}  // namespace

Result<double> copy_bandwidth(int device, int64_t bytes) {
  ASSIGN_OR_RETURN(const int64_t free, free_bytes(device));
  bytes = std::max(kLeastBytes, std::min(bytes, free / kShareOfFree));
  CUDA_TRY(cudaSetDevice(device));
  ASSIGN_OR_RETURN(const Stream stream, Stream::create());
  ASSIGN_OR_RETURN(const Event begin, Event::create(cudaEventDefault));
  ASSIGN_OR_RETURN(const Event end, Event::create(cudaEventDefault));
  DeviceMemory memory(device, stream.get());
  ASSIGN_OR_RETURN(const Buffer from, memory.allocate_zeroed(bytes));
  ASSIGN_OR_RETURN(const Buffer to, memory.allocate_zeroed(bytes));
  double best = 0;
  for (int pass = 0; pass <= kPasses; ++pass) {
    CUDA_TRY(cudaEventRecord(begin.get(), stream.get()));
    CUDA_TRY(cudaMemcpyAsync(to.data(), from.data(), static_cast<size_t>(bytes), cudaMemcpyDefault,
                             stream.get()));
    CUDA_TRY(cudaEventRecord(end.get(), stream.get()));
    RETURN_IF_ERROR(stream.synchronize());
    float milliseconds = 0;
    CUDA_TRY(cudaEventElapsedTime(&milliseconds, begin.get(), end.get()));
    if (pass == 0 || milliseconds <= 0) continue;
    best = std::max(best, 2 * static_cast<double>(bytes) * 1000 / milliseconds);
  }
  if (best == 0) return device_error("copies on the device take no time that could be measured");
  return best;
}

}  // namespace octant::cuda
