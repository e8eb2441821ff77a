#pragma once
// How a struct's fields are listed, once for reading and writing:
//
//   template <class Archive>
//   void fields(Archive& archive, Ref<Archive, api::Usage> usage) {
//     record(archive, "Usage")
//         .field("prompt_tokens", usage.prompt_tokens)
//         .field("completion_tokens", usage.completion_tokens);
//   }
//
// An Archive has `template <class T> using Ref` (T& if it changes values, const T& if not), at(),
// which is told the struct and the field before each value, and value(), which takes it. ByteWriter
// and ByteReader are the two of the program.

#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace octant::engine_process {

template <class Archive, class T>
using Ref = typename Archive::template Ref<T>;

template <class Archive>
class Record {
 public:
  Record(Archive& archive, const char* name) : archive_(archive), name_(name) {}

  template <class T>
  Record& field(const char* name, T& value) {
    archive_.at(name_, name);
    archive_.value(value);
    return *this;
  }

 private:
  Archive& archive_;
  const char* name_;
};

template <class Archive>
Record<Archive> record(Archive& archive, const char* name) {
  return {archive, name};
}

// What a value is, for archives.
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_variant = false;
template <class... T>
inline constexpr bool is_variant<std::variant<T...>> = true;
// Written as its bytes: integers and floating point numbers, of which arrays are copied whole.
template <class T>
inline constexpr bool is_number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

}  // namespace octant::engine_process
