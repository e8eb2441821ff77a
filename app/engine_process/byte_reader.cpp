#include "app/engine_process/byte_reader.h"

#include <cstring>

namespace octant::engine_process {

Status ByteReader::finish() const {
  if (failed()) return corrupt(error_);
  if (left_.empty()) return {};
  return corrupt(std::string(record_) + "." + field_ + ": " + std::to_string(left_.size()) +
                 " bytes follow it, expected none");
}

void ByteReader::fail(const std::string& what) {
  if (failed()) return;
  error_ = std::string(record_) + "." + field_ + ": " + what;
  left_ = {};
}

void ByteReader::raw(void* to, size_t n) {
  if (left_.size() < n) {
    fail("ends after " + std::to_string(left_.size()) + " of " + std::to_string(n) + " bytes");
    std::memset(to, 0, n);
    return;
  }
  std::memcpy(to, left_.data(), n);
  left_.remove_prefix(n);
}

uint8_t ByteReader::byte_up_to(size_t most) {
  uint8_t byte = 0;
  raw(&byte, 1);
  if (byte <= most) return byte;
  fail("is " + std::to_string(byte) + ", expected at most " + std::to_string(most));
  return 0;
}

size_t ByteReader::count(size_t element_bytes) {
  uint32_t n = 0;
  raw(&n, sizeof n);
  if (n <= left_.size() / element_bytes) return n;
  fail("has " + std::to_string(n) + " elements, " + std::to_string(left_.size()) +
       " bytes are left");
  return 0;
}

void ByteReader::text(std::string& v) {
  const size_t n = count(1);
  v.assign(left_.substr(0, n));
  left_.remove_prefix(n);
}

}  // namespace octant::engine_process
