#pragma once
// Memory: where one rank's stages read and write, and the way there from host memory. The host's
// own, or a device's (kernels/cuda). Every method may be called from any thread.

#include <cstdint>
#include <span>

#include "kernels/core/buffer.h"
#include "kernels/core/random_fill.h"
#include "kernels/core/status.h"

namespace octant {

// Rows of `row_bytes` bytes, each `to_stride` and `from_stride` bytes behind the one before.
struct RowsCopy {
  void* to = nullptr;
  int64_t to_stride = 0;
  const void* from = nullptr;
  int64_t from_stride = 0;
  int64_t row_bytes = 0;
  int64_t num_rows = 0;

  // All in one piece.
  static RowsCopy whole(void* to, const void* from, int64_t bytes) {
    return {.to = to,
            .to_stride = bytes,
            .from = from,
            .from_stride = bytes,
            .row_bytes = bytes,
            .num_rows = 1};
  }
};

class Memory {
 public:
  virtual ~Memory() = default;

  // Whether the host reads and writes it like its own.
  virtual bool is_host() const = 0;
  // Uninitialised. Errors: kOutOfMemory with the size, kDevice.
  virtual Result<Buffer> allocate(int64_t bytes) = 0;
  virtual Result<Buffer> allocate_zeroed(int64_t bytes) = 0;
  // Host memory that uploads are fastest from. Errors: kOutOfMemory, kDevice.
  virtual Result<Buffer> allocate_staging(int64_t bytes) = 0;
  // Bytes that can still be allocated. Errors: kDevice.
  virtual Result<int64_t> free_bytes() = 0;
  // Copies from and to host memory; done when they return. The caller waits for what else uses
  // these bytes. Errors: kDevice.
  virtual Status upload(void* to, const void* from, int64_t bytes) = 0;
  virtual Status download(void* to, const void* from, int64_t bytes) = 0;
  // The same in rows, either way.
  virtual Status copy_rows(const RowsCopy& rows) = 0;
  // Makes values in place, the same bytes in every memory; done when it returns. A device's rows
  // begin at 16-byte boundaries. Errors: kUnsupported for an element type, kDevice.
  virtual Status fill(const RandomFill& fill) = 0;

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
// What the machine has, free or not. Errors: kUnsupported where it does not tell.
Result<int64_t> host_total_bytes();

}  // namespace octant
