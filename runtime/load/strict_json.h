#pragma once
// JSON from untrusted files as a stream of events, stricter than the standard asks for: one object,
// UTF-8, no key twice in an object, bounded depth, nothing behind the object but white space. No
// tree is built, so memory follows what the reader keeps.

#include <cstdint>
#include <string_view>

#include "kernels/core/status.h"

namespace octant {

// Safetensors headers need 3, the index 3; metadata of unknown content may be a little deeper.
inline constexpr int kMaxJsonDepth = 16;

// Receives the events in the order of the text. A failure stops the parser, which returns it.
// Strings live only during the call.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual Status begin_object() = 0;
  virtual Status end_object() = 0;
  virtual Status begin_array() = 0;
  virtual Status end_array() = 0;
  virtual Status key(std::string_view name) = 0;
  virtual Status text(std::string_view value) = 0;
  virtual Status number(uint64_t value) = 0;
  // Every other value, in words: "null", "true or false", "a negative number", "a number that is no
  // integer or exceeds 2^64".
  virtual Status other(std::string_view what) = 0;
};

// Errors: kCorrupt where `json` breaks the rules above, with the byte or the key; what `events`
// returns.
Status parse_strict_json(std::string_view json, JsonEvents& events);

}  // namespace octant
