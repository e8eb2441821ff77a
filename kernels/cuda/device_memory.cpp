#include "kernels/cuda/device_memory.h"

#include <string>

#include "kernels/cuda/launch.h"

namespace octant::cuda {

Result<DeviceBuffer> DeviceBuffer::allocate(int64_t bytes) {
  DeviceBuffer buffer;
  if (bytes == 0) return buffer;
  const cudaError_t error = cudaMalloc(&buffer.data_, static_cast<size_t>(bytes));
  if (error != cudaSuccess) {
    buffer.data_ = nullptr;
    return to_status(error, "cudaMalloc of " + std::to_string(bytes) + " bytes");
  }
  buffer.size_bytes_ = bytes;
  return buffer;
}

DeviceBuffer::~DeviceBuffer() {
  if (data_ == nullptr) return;
  // Nobody can be told here; a failed device has told before.
  if (cudaFree(data_) != cudaSuccess) (void)cudaGetLastError();
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
