#pragma once
// Memory: where one rank's stages read and write, and the way there from host memory. The host's
// own, or a device's (kernels/cuda).

#include <cstdint>
#include <span>

#include "kernels/core/buffer.h"
#include "kernels/core/status.h"

namespace octant {

class Memory {
 public:
  virtual ~Memory() = default;

  // Whether the host reads and writes it like its own.
  virtual bool is_host() const = 0;
  // Uninitialised. Errors: kOutOfMemory with the size, kDevice.
  virtual Result<Buffer> allocate(int64_t bytes) = 0;
  // Copies from and to host memory; done when they return. The caller waits for what else uses
  // these bytes. Errors: kDevice.
  virtual Status upload(void* to, const void* from, int64_t bytes) = 0;
  virtual Status download(void* to, const void* from, int64_t bytes) = 0;

  // A copy of host values.
  template <typename T>
  Result<Buffer> copy_of(std::span<const T> values) {
    const auto bytes = static_cast<int64_t>(values.size_bytes());
    ASSIGN_OR_RETURN(Buffer buffer, allocate(bytes));
    RETURN_IF_ERROR(upload(buffer.data(), values.data(), bytes));
    return buffer;
  }
};

// The host's. Stateless; lives as long as the program.
Memory& host_memory();

}  // namespace octant
