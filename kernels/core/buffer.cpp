#include "kernels/core/buffer.h"

#include <algorithm>
#include <new>
#include <string>
#include <vector>

namespace octant {
namespace {

int64_t round_up(int64_t bytes) {
  constexpr auto kAlign = static_cast<int64_t>(kBufferAlignment);
  return (bytes + kAlign - 1) / kAlign * kAlign;
}

void free_host(std::byte* data) {
  ::operator delete(data, std::align_val_t(kBufferAlignment));
}

}  // namespace

Result<Buffer> Buffer::allocate(int64_t bytes) {
  CHECK(bytes >= 0);
  void* data = ::operator new(static_cast<size_t>(std::max<int64_t>(round_up(bytes), 1)),
                              std::align_val_t(kBufferAlignment), std::nothrow);
  if (data == nullptr) {
    return out_of_memory("cannot allocate " + std::to_string(bytes) + " bytes of host memory");
  }
  return Buffer(static_cast<std::byte*>(data), bytes, free_host);
}

struct Scratch::Overflow {
  std::vector<Buffer> blocks;
};

Scratch::Scratch() : overflow_(std::make_unique<Overflow>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

Status Scratch::reset() {
  used_bytes_ = 0;
  if (high_water_bytes_ > block_.size_bytes()) {
    overflow_->blocks.clear();
    ASSIGN_OR_RETURN(block_, Buffer::allocate(high_water_bytes_));
  }
  return {};
}

void Scratch::reserve(int64_t bytes) {
  high_water_bytes_ = std::max(high_water_bytes_, round_up(bytes));
}

std::byte* Scratch::take_bytes(int64_t bytes) {
  const int64_t begin = used_bytes_;
  used_bytes_ += round_up(bytes);
  high_water_bytes_ = std::max(high_water_bytes_, used_bytes_);
  if (used_bytes_ <= block_.size_bytes()) return block_.data() + begin;
  Result<Buffer> block = Buffer::allocate(bytes);
  CHECK(block.ok());
  overflow_->blocks.push_back(std::move(block).value());
  return overflow_->blocks.back().data();
}

}  // namespace octant
