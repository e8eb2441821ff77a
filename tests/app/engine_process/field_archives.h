#pragma once
// Archives for tests of field lists (app/engine_process/record.h): one fills structs with random
// values, one counts the fields that are listed, and num_fields() counts those that there are.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "app/engine_process/enumerators.h"
#include "app/engine_process/messages.h"
#include "app/engine_process/record.h"
#include "tests/support/random.h"

namespace octant::engine_process {

// Every value that a field can have, floating point numbers and strings bit by bit.
class RandomFiller {
 public:
  template <class T>
  using Ref = T&;

  explicit RandomFiller(uint64_t seed) : random_(seed) {}

  void at(const char*, const char*) {}

  template <class T>
  void value(T& v) {
    if constexpr (is_number<T>) {
      const uint64_t bits = random_.bits();
      static_assert(sizeof v <= sizeof bits);
      std::copy_n(reinterpret_cast<const char*>(&bits), sizeof v, reinterpret_cast<char*>(&v));
    } else if constexpr (std::is_same_v<T, bool>) {
      v = random_.below(2) == 1;
    } else if constexpr (std::is_enum_v<T>) {
      do {
        v = static_cast<T>(random_.below(16));
      } while (!is_enumerator(v));
    } else if constexpr (std::is_same_v<T, std::string>) {
      v.resize(static_cast<size_t>(random_.below(20)));
      for (char& c : v) c = static_cast<char>(random_.below(256));
    } else if constexpr (is_optional<T>) {
      v.reset();
      if (random_.below(2) == 1) value(v.emplace());
    } else if constexpr (is_vector<T>) {
      v.clear();
      for (int64_t n = random_.below(6); n > 0; --n) value(v.emplace_back());
    } else if constexpr (is_variant<T>) {
      alternative(v, static_cast<size_t>(random_.below(std::variant_size_v<T>)));
    } else {
      fields(*this, v);
    }
  }

  // The variant's alternative of this index.
  template <size_t kIndex = 0, class... T>
  void alternative(std::variant<T...>& v, size_t index) {
    if (index == kIndex) {
      value(v.template emplace<kIndex>());
    } else if constexpr (kIndex + 1 < sizeof...(T)) {
      alternative<kIndex + 1>(v, index);
    }
  }

 private:
  test::Random random_;
};

// Counts the fields of one struct, without those within them.
class FieldCounter {
 public:
  template <class T>
  using Ref = const T&;

  void at(const char*, const char*) { ++num_; }
  template <class T>
  void value(const T&) {}
  size_t num() const { return num_; }

 private:
  size_t num_ = 0;
};

struct Anything {
  template <class T>
  operator T() const;
};
// Members of an aggregate: the most values it can be made of.
template <class T, class... Values>
consteval size_t num_fields() {
  if constexpr (requires { T{std::declval<Values>()..., std::declval<Anything>()}; }) {
    return num_fields<T, Values..., Anything>();
  } else {
    return sizeof...(Values);
  }
}

}  // namespace octant::engine_process
