#include "app/export/json_fields.h"

#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/export/json_scan.h"

namespace octant::exporting {

namespace {

std::string_view type_name(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "true or false";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "text";
  return value.is_array() ? "an array" : "an object";
}

Result<int64_t> whole_number(const Json& value) {
  if (!value.is_number_integer()) return wrong_type(value, "a whole number");
  if (value.is_number_unsigned() &&
      value.get<uint64_t>() > uint64_t{std::numeric_limits<int64_t>::max()}) {
    return corrupt("is a number that is too large");
  }
  return value.get<int64_t>();
}

// Calls `use`, a Status(value), unless the field is missing or null.
template <typename Use>
Status with_field(const Json& object, const char* name, const Use& use) {
  const Json* const value = find_field(object, name);
  return value == nullptr ? Status() : use(*value).with_context(name);
}

Result<const Json*> checked(const Json* value, const char* name, bool ok, const char* expected) {
  if (value == nullptr || ok) return value;
  return wrong_type(*value, expected).with_context(name);
}

Result<const Json*> there(Result<const Json*> found, const char* name) {
  if (found.ok() && *found == nullptr) return corrupt(std::string(name) + ": is missing");
  return found;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (json_depth(text) > kDeepestJson) {
    return corrupt(fmt::format("nests deeper than {} levels", kDeepestJson));
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return corrupt(fmt::format("is not JSON (byte {})", error.byte));
  } catch (const Json::out_of_range&) {
    return corrupt("has a number that is too large");
  }
}

const Json* find_field(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

Status wrong_type(const Json& value, const char* expected) {
  return corrupt(fmt::format("is {}, expected {}", type_name(value), expected));
}

Status require_is_object(const Json& value) {
  return value.is_object() ? Status() : wrong_type(value, "an object");
}

Status read(const Json& object, const char* name, std::string& out) {
  return with_field(object, name, [&](const Json& value) -> Status {
    if (!value.is_string()) return wrong_type(value, "text");
    out = value.get_ref<const std::string&>();
    return {};
  });
}

Status read(const Json& object, const char* name, bool& out) {
  return with_field(object, name, [&](const Json& value) -> Status {
    if (!value.is_boolean()) return wrong_type(value, "true or false");
    out = value.get<bool>();
    return {};
  });
}

Status read(const Json& object, const char* name, int64_t& out) {
  return with_field(object, name, [&](const Json& value) -> Status {
    ASSIGN_OR_RETURN(out, whole_number(value));
    return {};
  });
}

Status read(const Json& object, const char* name, int32_t& out) {
  int64_t wide = out;
  RETURN_IF_ERROR(read(object, name, wide));
  if (!std::in_range<int32_t>(wide)) {
    return corrupt(std::string(name) + ": is a number that is too large");
  }
  out = static_cast<int32_t>(wide);
  return {};
}

Status read(const Json& object, const char* name, double& out) {
  return with_field(object, name, [&](const Json& value) -> Status {
    if (!value.is_number()) return wrong_type(value, "a number");
    out = value.get<double>();
    return {};
  });
}

Status read(const Json& object, const char* name, std::vector<std::string>& out) {
  ASSIGN_OR_RETURN(const Json* const array, find_array(object, name));
  if (array == nullptr) return {};
  out.clear();
  for (const Json& value : *array) {
    if (!value.is_string()) return wrong_type(value, "text").with_context(name);
    out.push_back(value.get_ref<const std::string&>());
  }
  return {};
}

Result<const Json*> find_array(const Json& object, const char* name) {
  const Json* const value = find_field(object, name);
  return checked(value, name, value != nullptr && value->is_array(), "an array");
}

Result<const Json*> find_object(const Json& object, const char* name) {
  const Json* const value = find_field(object, name);
  return checked(value, name, value != nullptr && value->is_object(), "an object");
}

Result<const Json*> require_array(const Json& object, const char* name) {
  return there(find_array(object, name), name);
}

Result<const Json*> require_object(const Json& object, const char* name) {
  return there(find_object(object, name), name);
}

}  // namespace octant::exporting
