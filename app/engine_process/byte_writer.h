#pragma once
// ByteWriter: values as bytes, in the form that messages.h describes. Cannot fail; whether the
// result is too long is the frame's business (frame.h).

#include <bit>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>

#include "app/engine_process/record.h"
#include "kernels/core/check.h"

namespace octant::engine_process {

static_assert(std::endian::native == std::endian::little,
              "numbers are copied as they lie in memory");

class ByteWriter {
 public:
  template <class T>
  using Ref = const T&;

  // Appends to `out`, which must outlive the writer.
  explicit ByteWriter(std::string& out) : out_(out) {}

  void at(const char*, const char*) {}

  template <class T>
  void value(const T& v) {
    if constexpr (is_number<T>) {
      raw(&v, sizeof v);
    } else if constexpr (std::is_same_v<T, bool> || std::is_enum_v<T>) {
      value(static_cast<uint8_t>(v));
    } else if constexpr (std::is_same_v<T, std::string>) {
      count(v.size());
      raw(v.data(), v.size());
    } else if constexpr (is_optional<T>) {
      value(v.has_value());
      if (v) value(*v);
    } else if constexpr (is_vector<T>) {
      array(v);
    } else if constexpr (is_variant<T>) {
      value(static_cast<uint8_t>(v.index()));
      std::visit([this](const auto& held) { this->value(held); }, v);
    } else {
      fields(*this, v);
    }
  }

 private:
  template <class T>
  void array(const std::vector<T>& v) {
    count(v.size());
    if constexpr (is_number<T>) {
      raw(v.data(), v.size() * sizeof(T));
    } else {
      for (const T& element : v) value(element);
    }
  }
  // What does not fit 32 bits fits no frame either, and no struct here has elements of no bytes.
  void count(size_t n) {
    CHECK(n <= size_t{UINT32_MAX});
    value(static_cast<uint32_t>(n));
  }
  void raw(const void* bytes, size_t n) {
    if (n > 0) out_.append(static_cast<const char*>(bytes), n);
  }

  std::string& out_;
};

}  // namespace octant::engine_process
