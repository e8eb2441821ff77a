#pragma once
// ByteReader: values back from bytes that nobody vouches for. The first thing that is wrong ends
// the reading: finish() then says what, with struct and field, and what was read is worthless.
//
// Nothing is allocated for more elements than the bytes that are left can hold; an array of numbers
// takes as many bytes in memory as in the frame, one of structs grows with the elements that are
// really there.

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "app/engine_process/enumerators.h"
#include "app/engine_process/record.h"
#include "kernels/core/status.h"

namespace octant::engine_process {

class ByteReader {
 public:
  template <class T>
  using Ref = T&;

  explicit ByteReader(std::string_view bytes) : left_(bytes) {}

  void at(const char* record, const char* field) {
    record_ = record;
    field_ = field;
  }

  template <class T>
  void value(T& v) {
    if constexpr (is_number<T>) {
      raw(&v, sizeof v);
    } else if constexpr (std::is_same_v<T, bool>) {
      v = byte_up_to(1) == 1;
    } else if constexpr (std::is_enum_v<T>) {
      enumerator(v);
    } else if constexpr (std::is_same_v<T, std::string>) {
      text(v);
    } else if constexpr (is_optional<T>) {
      v.reset();
      if (byte_up_to(1) == 1) value(v.emplace());
    } else if constexpr (is_vector<T>) {
      array(v);
    } else if constexpr (is_variant<T>) {
      alternative(v, byte_up_to(std::variant_size_v<T> - 1));
    } else {
      fields(*this, v);
    }
  }

  // The variant's alternative of this index, which it must have.
  template <size_t kIndex = 0, class... T>
  void alternative(std::variant<T...>& v, size_t index) {
    if (index == kIndex) {
      value(v.template emplace<kIndex>());
    } else if constexpr (kIndex + 1 < sizeof...(T)) {
      alternative<kIndex + 1>(v, index);
    }
  }

  // Call at the end. Errors: kCorrupt, the first thing that was wrong, or bytes that are left over.
  Status finish() const;

 private:
  bool failed() const { return !error_.empty(); }
  void fail(const std::string& what);
  // The next n bytes; zeros if there are fewer.
  void raw(void* to, size_t n);
  // A byte that may be 0 .. most; 0 if it is not.
  uint8_t byte_up_to(size_t most);
  // A count of elements that take `element_bytes` each, at least; 0 if they are not there.
  size_t count(size_t element_bytes);
  void text(std::string& v);

  template <class T>
  void array(std::vector<T>& v) {
    v.clear();
    if constexpr (is_number<T>) {
      v.resize(count(sizeof(T)));
      if (!v.empty()) raw(v.data(), v.size() * sizeof(T));
    } else {
      const size_t n = count(1);
      for (size_t i = 0; i < n && !failed(); ++i) value(v.emplace_back());
    }
  }

  template <class E>
  void enumerator(E& v) {
    uint8_t byte = 0;
    raw(&byte, 1);
    if (is_enumerator(static_cast<E>(byte))) {
      v = static_cast<E>(byte);
    } else {
      fail(std::to_string(byte) + " is none of its values");
    }
  }

  std::string_view left_;
  const char* record_ = "frame";
  const char* field_ = "payload";
  std::string error_;
};

}  // namespace octant::engine_process
