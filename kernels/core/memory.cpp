#include "kernels/core/memory.h"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

namespace octant {
namespace {

// A line of /proc/meminfo, such as "MemAvailable: 1234 kB".
Result<int64_t> meminfo_bytes(const std::string& name) {
  std::ifstream file("/proc/meminfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name)) return std::atoll(line.c_str() + name.size()) * 1024;
  }
  return unsupported("/proc/meminfo has no " + name);
}

class HostMemory final : public Memory {
 public:
  bool is_host() const override { return true; }
  Result<Buffer> allocate(int64_t bytes) override { return Buffer::allocate(bytes); }
  Result<Buffer> allocate_zeroed(int64_t bytes) override {
    ASSIGN_OR_RETURN(Buffer buffer, Buffer::allocate(bytes));
    if (bytes > 0) std::memset(buffer.data(), 0, static_cast<size_t>(bytes));
    return buffer;
  }
  Result<Buffer> allocate_staging(int64_t bytes) override { return Buffer::allocate(bytes); }
  // What Linux would give without swapping.
  Result<int64_t> free_bytes() override { return meminfo_bytes("MemAvailable:"); }
  Status upload(void* to, const void* from, int64_t bytes) override {
    return copy(to, from, bytes);
  }
  Status download(void* to, const void* from, int64_t bytes) override {
    return copy(to, from, bytes);
  }
  Status copy_rows(const RowsCopy& rows) override {
    for (int64_t row = 0; row < rows.num_rows; ++row) {
      std::memcpy(static_cast<std::byte*>(rows.to) + row * rows.to_stride,
                  static_cast<const std::byte*>(rows.from) + row * rows.from_stride,
                  static_cast<size_t>(rows.row_bytes));
    }
    return {};
  }
  Status fill(const RandomFill& fill) override { return fill_random(fill); }

 private:
  static Status copy(void* to, const void* from, int64_t bytes) {
    if (bytes > 0) std::memcpy(to, from, static_cast<size_t>(bytes));
    return {};
  }
};

}  // namespace

Memory& host_memory() {
  static HostMemory memory;
  return memory;
}

Result<int64_t> host_total_bytes() {
  return meminfo_bytes("MemTotal:");
}

}  // namespace octant
