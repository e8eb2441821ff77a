#pragma once
// Memory of a CUDA device as a Memory, and the owners of a stream and of an event.

#include <cuda_runtime.h>

#include <utility>

#include "kernels/core/memory.h"
#include "kernels/core/status.h"

namespace octant::cuda {

// Copies go through `stream`, behind everything that was put on it before, and are waited for. The
// other end of a copy may be host memory or another device's. Staging is page-locked.
class DeviceMemory final : public Memory {
 public:
  DeviceMemory(int device, cudaStream_t stream) : device_(device), stream_(stream) {}

  bool is_host() const override { return false; }
  Result<Buffer> allocate(int64_t bytes) override;
  Result<Buffer> allocate_zeroed(int64_t bytes) override;
  Result<Buffer> allocate_staging(int64_t bytes) override;
  Result<int64_t> free_bytes() override;
  Result<int64_t> total_bytes();
  Status upload(void* to, const void* from, int64_t bytes) override;
  Status download(void* to, const void* from, int64_t bytes) override;
  Status copy_rows(const RowsCopy& rows) override;
  Status fill(const RandomFill& fill) override;

  // copy_rows without the wait: done when the stream is. Host memory should be page-locked.
  Status put_rows(const RowsCopy& rows);

 private:
  Status copy(void* to, const void* from, int64_t bytes);
  Status wait_for(const char* work);

  const int device_;
  cudaStream_t stream_;
};

// A mark in a stream, which other streams, of other devices too, can wait for. Move-only.
class Event {
 public:
  Event() = default;
  // On the current device; `flags` as CUDA has them. Without timing, waiting costs less.
  static Result<Event> create(unsigned flags = cudaEventDisableTiming);

  Event(Event&& other) noexcept : event_(std::exchange(other.event_, nullptr)) {}
  Event& operator=(Event&& other) noexcept {
    std::swap(event_, other.event_);
    return *this;
  }
  ~Event();

  cudaEvent_t get() const { return event_; }

 private:
  cudaEvent_t event_ = nullptr;
};

// Work that is done in order on one device. Move-only.
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
