#include "kernels/core/memory.h"

#include <cstring>

namespace octant {
namespace {

class HostMemory final : public Memory {
 public:
  bool is_host() const override { return true; }
  Result<Buffer> allocate(int64_t bytes) override { return Buffer::allocate(bytes); }
  Status upload(void* to, const void* from, int64_t bytes) override {
    return copy(to, from, bytes);
  }
  Status download(void* to, const void* from, int64_t bytes) override {
    return copy(to, from, bytes);
  }

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

}  // namespace octant
