#include "kernels/cuda/device_memory.h"

#include <string>

#include "kernels/cuda/launch.h"

namespace octant::cuda {
namespace {

void free_device(std::byte* data) {
  // Nobody can be told here; a failed device has told before.
  if (cudaFree(data) != cudaSuccess) (void)cudaGetLastError();
}

}  // namespace

Result<Buffer> DeviceMemory::allocate(int64_t bytes) {
  if (bytes == 0) return Buffer();
  CUDA_TRY(cudaSetDevice(device_));
  void* data = nullptr;
  const cudaError_t error = cudaMalloc(&data, static_cast<size_t>(bytes));
  if (error != cudaSuccess) {
    return to_status(error, "device " + std::to_string(device_) + ": cudaMalloc of " +
                                std::to_string(bytes) + " bytes");
  }
  return Buffer(static_cast<std::byte*>(data), bytes, free_device);
}

Status DeviceMemory::upload(void* to, const void* from, int64_t bytes) {
  return copy(to, from, bytes);
}

Status DeviceMemory::download(void* to, const void* from, int64_t bytes) {
  return copy(to, from, bytes);
}

Status DeviceMemory::copy(void* to, const void* from, int64_t bytes) {
  if (bytes == 0) return {};
  CUDA_TRY(cudaMemcpyAsync(to, from, static_cast<size_t>(bytes), cudaMemcpyDefault, stream_));
  CUDA_TRY(cudaStreamSynchronize(stream_));
  return {};
}

Result<Stream> Stream::create() {
  Stream stream;
  CUDA_TRY(cudaStreamCreateWithFlags(&stream.stream_, cudaStreamNonBlocking));
  return stream;
}

Stream::~Stream() {
  if (stream_ == nullptr) return;
  if (cudaStreamDestroy(stream_) != cudaSuccess) (void)cudaGetLastError();
}

Status Stream::synchronize() const {
  CUDA_TRY(cudaStreamSynchronize(stream_));
  return {};
}

}  // namespace octant::cuda
