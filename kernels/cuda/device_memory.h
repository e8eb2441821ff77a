#pragma once
// Owners of what the run-time API hands out on a device: memory, pinned host memory, streams. Each
// is move-only and knows its device, so that it is given back on any thread.

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "kernels/core/status.h"

namespace octant::cuda {

// A block of device memory. Uninitialised, 256-byte aligned.
class DeviceBuffer {
 public:
  DeviceBuffer() = default;
  // On the current device. `bytes` may be 0. Errors: kOutOfMemory with the size, kDevice.
  static Result<DeviceBuffer> allocate(int64_t bytes);

  DeviceBuffer(DeviceBuffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_bytes_(std::exchange(other.size_bytes_, 0)) {}
  DeviceBuffer& operator=(DeviceBuffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_bytes_, other.size_bytes_);
    return *this;
  }
  ~DeviceBuffer();

  int64_t size_bytes() const { return size_bytes_; }
  template <typename T>
  T* as() const {
    return static_cast<T*>(data_);
  }

 private:
  void* data_ = nullptr;
  int64_t size_bytes_ = 0;
};

// Work that is done in order on one device.
class Stream {
 public:
  Stream() = default;
  // On the current device.
  static Result<Stream> create();

  Stream(Stream&& other) noexcept : stream_(std::exchange(other.stream_, nullptr)) {}
  Stream& operator=(Stream&& other) noexcept {
    std::swap(stream_, other.stream_);
    return *this;
  }
  ~Stream();

  cudaStream_t get() const { return stream_; }
  // Waits for everything that was put on it. Errors: kDevice for whatever went wrong on the way.
  Status synchronize() const;

 private:
  cudaStream_t stream_ = nullptr;
};

}  // namespace octant::cuda
