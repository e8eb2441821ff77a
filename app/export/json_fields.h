#pragma once
// Typed values out of JSON objects that others wrote.
//
// read() leaves `out` as it is where the field is missing or null, and gives kCorrupt where it is
// of another type or does not fit: "content: is a number, expected text". require() wants it to be
// there. Callers put in front where the object stands: with_context("messages[2]").

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "kernels/core/status.h"

namespace octant::exporting {

using Json = nlohmann::json;  // keys sorted: found in logarithmic time, however many there are

// Deeper than any of the formats goes (15), and far from the end of any stack.
inline constexpr int kDeepestJson = 100;

// Errors: kCorrupt for what is not JSON, nests deeper than kDeepestJson, or has numbers beyond
// double. `text` must be valid UTF-8.
Result<Json> parse_json(std::string_view text);

Status read(const Json& object, const char* name, std::string& out);
Status read(const Json& object, const char* name, bool& out);
Status read(const Json& object, const char* name, int32_t& out);
Status read(const Json& object, const char* name, int64_t& out);
Status read(const Json& object, const char* name, double& out);
Status read(const Json& object, const char* name, std::vector<std::string>& out);

template <typename T>
Status require(const Json& object, const char* name, T& out);

// The array or object of that name; null where it is missing or null.
Result<const Json*> find_array(const Json& object, const char* name);
Result<const Json*> find_object(const Json& object, const char* name);
// The same, but it must be there.
Result<const Json*> require_array(const Json& object, const char* name);
Result<const Json*> require_object(const Json& object, const char* name);

// "is a number, expected text"
Status wrong_type(const Json& value, const char* expected);
// kCorrupt unless `value` is an object.
Status require_is_object(const Json& value);

// nullptr if it is missing or null.
const Json* find_field(const Json& object, const char* name);

template <typename T>
Status require(const Json& object, const char* name, T& out) {
  if (find_field(object, name) == nullptr) return corrupt(std::string(name) + ": is missing");
  return read(object, name, out);
}

}  // namespace octant::exporting
