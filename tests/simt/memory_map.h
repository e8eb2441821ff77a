#pragma once
// MemoryMap: the memories of the fake devices, and what is known of every byte of them.
//
// Each device has an address range of its own, so that an address tells whose memory it is; pinned
// host memory has one too. A shadow byte a byte says whether it is allocated, and whether anybody
// wrote it since. Between two allocations lies memory that belongs to nobody, and freed memory is
// not handed out again, so that an access past an end or after a free meets nobody's memory.
// Fresh memory is filled with 0xff: NaN in every float format of the project.
//
// Where memory is kept from the host, device ranges are open only while kernels and copies run:
// host code that follows a device pointer dies with SIGSEGV, as it would with a real device.
//
// Threads: check on the one that runs the kernels, the rest on any.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace octant::simt {

// Whose memory: a device by its number, pinned host memory, or neither.
using Space = int;
inline constexpr Space kNoSpace = -1;

// kAtomic reads and writes, and is no race with another kAtomic.
enum class Access { kRead, kWrite, kAtomic };

class MemoryMap {
 public:
  // `capacity_bytes` of each device; pinned memory has no limit of its own.
  // Unless `track_writes`, everything that is allocated counts as written.
  MemoryMap(int num_devices, size_t capacity_bytes, bool keep_from_host, bool track_writes);
  ~MemoryMap();
  MemoryMap(const MemoryMap&) = delete;
  MemoryMap& operator=(const MemoryMap&) = delete;

  Space pinned_space() const { return num_devices_; }
  // 256-byte aligned as cudaMalloc's; null when the space is full. Pinned memory counts as written.
  void* allocate(Space space, size_t bytes);
  // False if `data` is not the start of a living allocation.
  bool release(void* data);
  size_t used_bytes(Space space) const;
  size_t num_allocations() const;

  // The space that an address belongs to, whether allocated or not.
  Space space_of(const void* address) const {
    const auto offset = reinterpret_cast<uintptr_t>(address) - base_;
    return offset < total_bytes_ ? static_cast<Space>(offset / kSpaceBytes) : kNoSpace;
  }
  // What is wrong with an access of this size, in words; empty if nothing is. A write marks the
  // bytes as written. `address` belongs to some space.
  std::string check(const void* address, size_t bytes, Access access);
  // Opens device memory until the matching close(). Nothing happens unless it is kept from the
  // host.
  void open();
  void close();

 private:
  // Of addresses, not of memory: enough for everything that a test allocates and frees.
  static constexpr size_t kSpaceBytes = size_t{1} << 34;
  static constexpr int kMaxSpaces = 9;

  uint8_t* shadow_of(const void* address) const {
    return shadow_ + (reinterpret_cast<uintptr_t>(address) - base_);
  }
  std::string describe(const void* address) const;
  void protect(int protection) const;
  void fill(Space space, void* data, size_t bytes);

  const int num_devices_;
  const size_t capacity_bytes_;
  const bool keep_from_host_;
  const bool track_writes_;
  size_t total_bytes_ = 0;
  uintptr_t base_ = 0;
  uint8_t* shadow_ = nullptr;
  mutable std::mutex mutex_;                     // guards the next three
  std::array<size_t, kMaxSpaces> next_{};        // offset of the next allocation in its space
  std::array<size_t, kMaxSpaces> used_bytes_{};  // of living allocations
  std::map<uintptr_t, size_t> living_;           // start -> bytes
  std::mutex open_mutex_;
  int num_open_ = 0;  // guarded by open_mutex_
};

}  // namespace octant::simt
