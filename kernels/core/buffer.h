#pragma once
// Memory with an owner: Buffer (one aligned block, of the host or of a device) and Scratch (a block
// of host memory that is carved up anew for every stage call).

#include <cstddef>
#include <cstdint>
#include <memory>

#include "kernels/core/status.h"
#include "kernels/core/view.h"

namespace octant {

// Alignment of every allocation: a cache line, and a full AVX-512 vector.
inline constexpr size_t kBufferAlignment = 64;

// An owned, 64-byte aligned, uninitialised block of memory. Move-only.
class Buffer {
 public:
  using Free = void (*)(std::byte* data);

  Buffer() = default;
  // Host memory. `bytes` may be 0. Errors: kOutOfMemory, with the size asked for.
  static Result<Buffer> allocate(int64_t bytes);
  // Takes a block that `free` gives back.
  Buffer(std::byte* data, int64_t size_bytes, Free free)
      : data_(data, free), size_bytes_(size_bytes) {}

  std::byte* data() const { return data_.get(); }
  int64_t size_bytes() const { return size_bytes_; }
  template <typename T>
  T* as() const {
    return reinterpret_cast<T*>(data_.get());
  }

 private:
  std::unique_ptr<std::byte, Free> data_{nullptr, nullptr};
  int64_t size_bytes_ = 0;
};

// Temporary memory of one rank's stages. reset() forgets everything taken, take() hands out pieces
// in order. When a call needs more than there is, further blocks are allocated, and the next
// reset() replaces them by one block of the high-water size: so a stage allocates the first time a
// size occurs and never again. One owner thread; pointers die at reset().
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;

  // Need not be called before the first take().
  Status reset();
  // Uninitialised room for `count` elements, 64-byte aligned. Aborts when the machine is out of
  // memory: reserve() tells of that in time.
  template <typename T>
  T* take(int64_t count) {
    return reinterpret_cast<T*>(take_bytes(count * static_cast<int64_t>(sizeof(T))));
  }
  template <typename T, int N>
  View<T, N> take_view(const std::array<int64_t, N>& shape) {
    int64_t count = 1;
    for (int64_t extent : shape) count *= extent;
    return View<T, N>(take<T>(count), shape);
  }
  // Makes the next reset() provide at least `bytes` in one block.
  void reserve(int64_t bytes);
  int64_t high_water_bytes() const { return high_water_bytes_; }

 private:
  struct Overflow;
  std::byte* take_bytes(int64_t bytes);

  Buffer block_;
  int64_t used_bytes_ = 0;
  int64_t high_water_bytes_ = 0;
  std::unique_ptr<Overflow> overflow_;
};

}  // namespace octant
