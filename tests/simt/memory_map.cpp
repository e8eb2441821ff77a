#include "tests/simt/memory_map.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

#include "kernels/core/check.h"

namespace octant::simt {
namespace {

constexpr uint8_t kNobodys = 0;
constexpr uint8_t kUnwritten = 1;
constexpr uint8_t kWritten = 2;
constexpr size_t kAlignment = 256;
constexpr size_t kGuardBytes = 256;  // at least, behind every allocation
constexpr uint8_t kPoison = 0xff;

size_t round_up(size_t value, size_t unit) {
  return (value + unit - 1) / unit * unit;
}

// Addresses that cost memory only where they are touched.
void* reserve(size_t bytes, int protection) {
  void* data = mmap(nullptr, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  CHECK(data != MAP_FAILED);
  return data;
}

}  // namespace

MemoryMap::MemoryMap(int num_devices, size_t capacity_bytes, bool keep_from_host, bool track_writes)
    : num_devices_(num_devices),
      capacity_bytes_(capacity_bytes),
      keep_from_host_(keep_from_host),
      track_writes_(track_writes) {
  CHECK(num_devices < kMaxSpaces);
  total_bytes_ = kSpaceBytes * static_cast<size_t>(num_devices + 1);
  base_ = reinterpret_cast<uintptr_t>(reserve(total_bytes_, PROT_READ | PROT_WRITE));
  shadow_ = static_cast<uint8_t*>(reserve(total_bytes_, PROT_READ | PROT_WRITE));
  if (keep_from_host_) protect(PROT_NONE);
}

MemoryMap::~MemoryMap() {
  munmap(reinterpret_cast<void*>(base_), total_bytes_);
  munmap(shadow_, total_bytes_);
}

void* MemoryMap::allocate(Space space, size_t bytes) {
  const auto s = static_cast<size_t>(space);
  const bool pinned = space == pinned_space();
  const std::lock_guard lock(mutex_);
  if (!pinned && bytes > capacity_bytes_ - used_bytes_[s]) return nullptr;
  const size_t step = round_up(bytes + kGuardBytes, kAlignment);
  if (step > kSpaceBytes - next_[s]) return nullptr;
  const uintptr_t start = base_ + s * kSpaceBytes + next_[s];
  next_[s] += step;
  used_bytes_[s] += bytes;
  living_[start] = bytes;
  void* data = reinterpret_cast<void*>(start);
  fill(space, data, bytes);
  std::memset(shadow_of(data), pinned || !track_writes_ ? kWritten : kUnwritten, bytes);
  return data;
}

bool MemoryMap::release(void* data) {
  const std::lock_guard lock(mutex_);
  const auto found = living_.find(reinterpret_cast<uintptr_t>(data));
  if (found == living_.end()) return false;
  const size_t bytes = found->second;
  const Space space = space_of(data);
  used_bytes_[static_cast<size_t>(space)] -= bytes;
  std::memset(shadow_of(data), kNobodys, bytes);
  fill(space, data, bytes);
  living_.erase(found);
  return true;
}

std::string MemoryMap::check(const void* address, size_t bytes, Access access) {
  uint8_t* shadow = shadow_of(address);
  const uint8_t least = access == Access::kWrite ? kUnwritten : kWritten;
  const auto* bad = std::find_if(shadow, shadow + bytes, [&](uint8_t s) { return s < least; });
  if (bad != shadow + bytes) {
    const auto* first = static_cast<const std::byte*>(address) + (bad - shadow);
    const std::string size = std::to_string(bytes) + " bytes";
    if (*bad == kUnwritten) {
      return "reads " + size + " never written, " + describe(first);
    }
    return (access == Access::kWrite ? "writes " : "reads ") + size + " out of bounds, " +
           describe(first);
  }
  if (access == Access::kWrite) std::memset(shadow, kWritten, bytes);
  return {};
}

size_t MemoryMap::used_bytes(Space space) const {
  const std::lock_guard lock(mutex_);
  return used_bytes_[static_cast<size_t>(space)];
}

size_t MemoryMap::num_allocations() const {
  const std::lock_guard lock(mutex_);
  return living_.size();
}

std::string MemoryMap::describe(const void* address) const {
  const auto at = reinterpret_cast<uintptr_t>(address);
  const Space space = space_of(address);
  const std::string where =
      space == pinned_space() ? "pinned memory" : "memory of device " + std::to_string(space);
  const std::lock_guard lock(mutex_);
  auto behind = living_.upper_bound(at);
  if (behind == living_.begin()) return "in " + where + ", before its first allocation";
  const auto& [start, bytes] = *--behind;
  const size_t offset = at - start;
  if (offset < bytes) {
    return "at byte " + std::to_string(offset) + " of an allocation of " + std::to_string(bytes) +
           " in " + where;
  }
  return std::to_string(offset - bytes) + " bytes behind the end of an allocation of " +
         std::to_string(bytes) + " in " + where + ", or freed";
}

void MemoryMap::fill(Space space, void* data, size_t bytes) {
  if (space != pinned_space()) open();
  std::memset(data, kPoison, bytes);
  if (space != pinned_space()) close();
}

void MemoryMap::open() {
  if (!keep_from_host_) return;
  const std::lock_guard lock(open_mutex_);
  if (num_open_++ == 0) protect(PROT_READ | PROT_WRITE);
}

void MemoryMap::close() {
  if (!keep_from_host_) return;
  const std::lock_guard lock(open_mutex_);
  if (--num_open_ == 0) protect(PROT_NONE);
}

void MemoryMap::protect(int protection) const {
  const size_t bytes = kSpaceBytes * static_cast<size_t>(num_devices_);
  if (bytes == 0) return;
  CHECK(mprotect(reinterpret_cast<void*>(base_), bytes, protection) == 0);
}

}  // namespace octant::simt
