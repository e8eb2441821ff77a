#include "models/config_reader.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

namespace octant {
namespace {

using Json = nlohmann::json;

// Published configs nest 4 deep.
constexpr int kMaxDepth = 64;
// What a message shows of a string value.
constexpr size_t kMaxShownBytes = 60;

std::string shorten(std::string text) {
  if (text.size() > kMaxShownBytes) {
    text.resize(kMaxShownBytes);
    text += "...";
  }
  return text;
}

// A value as a message shows it. Strings are escaped to ASCII; lists and objects are not printed,
// so neither the length nor the depth of the input shows in the message.
std::string show(const Json& value) {
  if (value.is_object()) return fmt::format("an object of {} fields", value.size());
  if (value.is_array()) return fmt::format("a list of {} values", value.size());
  return shorten(value.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace));
}

// A field's name as a message shows it: like a string, without the quotes.
std::string show_key(const std::string& key) {
  const std::string quoted = Json(key).dump(-1, ' ', true, Json::error_handler_t::replace);
  return shorten(quoted.substr(1, quoted.size() - 2));
}

// A JSON integer that fits int64.
std::optional<int64_t> as_int(const Json& value) {
  if (value.is_number_unsigned()) {
    const uint64_t number = value.get<uint64_t>();
    if (number > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) return std::nullopt;
    return static_cast<int64_t>(number);
  }
  if (value.is_number_integer()) return value.get<int64_t>();
  return std::nullopt;
}

// Watches the parser: depth, keys that repeat, and the key a failure is near to.
class ParseWatch {
 public:
  // The parser's callback. Returns whether to keep the value.
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start) {
      keys_.emplace_back();
    } else if (event == Event::object_end) {
      keys_.pop_back();
    } else if (event == Event::key) {
      last_key_ = parsed.get<std::string>();
      if (!keys_.back().insert(last_key_).second && problem_.empty()) {
        problem_ = fmt::format("{} occurs twice in one object", show_key(last_key_));
      }
    }
    if (depth >= kMaxDepth && problem_.empty()) {
      problem_ =
          fmt::format("{} is nested more than {} levels deep", show_key(last_key_), kMaxDepth);
    }
    return problem_.empty();
  }
  const std::string& problem() const { return problem_; }
  const std::string& last_key() const { return last_key_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::string last_key_;
  std::string problem_;
};

std::string line_and_column(std::string_view text, size_t byte) {
  size_t line = 1;
  size_t column = 1;
  for (size_t i = 0; i + 1 < byte && i < text.size(); ++i) {
    const bool is_end_of_line = text[i] == '\n';
    line += is_end_of_line ? 1 : 0;
    column = is_end_of_line ? 1 : column + 1;
  }
  return fmt::format("line {}, column {}", line, column);
}

Result<Json> parse_object(std::string_view text) {
  if (std::ssize(text) > ConfigDocument::kMaxTextBytes) {
    return corrupt(fmt::format("has {} bytes, at most {} are read", text.size(),
                               int64_t{ConfigDocument::kMaxTextBytes}));
  }
  ParseWatch watch;
  Json root;
  try {
    root = Json::parse(text.begin(), text.end(),
                       [&watch](int depth, Json::parse_event_t event, Json& parsed) {
                         return watch(depth, event, parsed);
                       });
  } catch (const Json::parse_error& error) {
    return corrupt("not valid JSON at " + line_and_column(text, error.byte));
  } catch (const Json::exception&) {  // the parser's only other error: a number like 1e400
    return corrupt(show_key(watch.last_key()) + " is a number beyond the range of a double");
  }
  if (!watch.problem().empty()) return corrupt(watch.problem());
  if (!root.is_object()) return corrupt("not a JSON object but " + show(root));
  return root;
}

const Json* find(const void* node, std::string_view field) {
  const auto& object = *static_cast<const Json*>(node);
  const auto found = object.find(field);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

}  // namespace

std::string quote_for_message(std::string_view text) {
  return octant::show(Json(text));
}

struct ConfigDocument::Impl {
  Json root;
  std::string where;
  std::string problems;
  std::set<std::string> reported;
  bool is_corrupt = false;

  // Only the first problem of a field is kept: what follows from it says nothing new.
  void add(StatusCode code, const std::string& field, std::string_view problem) {
    if (!reported.insert(field).second) return;
    if (!problems.empty()) problems += '\n';
    problems += fmt::format("{}: {} is {}", where, field, problem);
    is_corrupt = is_corrupt || code == StatusCode::kCorrupt;
  }
  void add_unexpected(const std::string& field, const Json* value, std::string_view expected) {
    add(StatusCode::kCorrupt, field,
        fmt::format("{}, expected {}", value == nullptr ? "missing" : octant::show(*value),
                    expected));
  }
};

ConfigDocument::ConfigDocument(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ConfigDocument::ConfigDocument(ConfigDocument&&) noexcept = default;
ConfigDocument& ConfigDocument::operator=(ConfigDocument&&) noexcept = default;
ConfigDocument::~ConfigDocument() = default;

Result<ConfigDocument> ConfigDocument::parse(std::string_view text, std::string_view where) {
  Result<Json> root = parse_object(text);
  if (!root.ok()) return std::move(root).status().with_context(where);
  auto impl = std::make_unique<Impl>();
  impl->root = std::move(root).value();
  impl->where = where;
  return ConfigDocument(std::move(impl));
}

ConfigObject ConfigDocument::root() const {
  return ConfigObject(impl_.get(), &impl_->root, "");
}

Status ConfigDocument::status() const {
  if (impl_->problems.empty()) return {};
  return Status(impl_->is_corrupt ? StatusCode::kCorrupt : StatusCode::kUnsupported,
                impl_->problems);
}

bool ConfigObject::has(std::string_view field) const {
  return find(node_, field) != nullptr;
}

std::string ConfigObject::show(std::string_view field) const {
  const Json* value = find(node_, field);
  if (value == nullptr) return {};
  return value->is_string() ? show_key(value->get_ref<const std::string&>()) : octant::show(*value);
}

int64_t ConfigObject::require_int(std::string_view field, int64_t min, int64_t max) const {
  const Json* value = find(node_, field);
  const std::optional<int64_t> number = value ? as_int(*value) : std::nullopt;
  if (number && *number >= min && *number <= max) return *number;
  document_->add_unexpected(path_ + std::string(field), value,
                            fmt::format("an integer from {} to {}", min, max));
  return min;
}

int64_t ConfigObject::get_int(std::string_view field, int64_t min, int64_t max,
                              int64_t otherwise) const {
  return has(field) ? require_int(field, min, max) : otherwise;
}

double ConfigObject::require_float(std::string_view field, double min, double max) const {
  const Json* value = find(node_, field);
  if (value != nullptr && value->is_number()) {
    const double number = value->get<double>();
    if (std::isfinite(number) && number >= min && number <= max) return number;
  }
  document_->add_unexpected(path_ + std::string(field), value,
                            fmt::format("a number from {} to {}", min, max));
  return min;
}

double ConfigObject::get_float(std::string_view field, double min, double max,
                               double otherwise) const {
  return has(field) ? require_float(field, min, max) : otherwise;
}

bool ConfigObject::require_bool(std::string_view field) const {
  const Json* value = find(node_, field);
  if (value != nullptr && value->is_boolean()) return value->get<bool>();
  document_->add_unexpected(path_ + std::string(field), value, "true or false");
  return false;
}

bool ConfigObject::get_bool(std::string_view field, bool otherwise) const {
  return has(field) ? require_bool(field) : otherwise;
}

std::string ConfigObject::require_string(std::string_view field) const {
  const Json* value = find(node_, field);
  if (value != nullptr && value->is_string()) return value->get<std::string>();
  document_->add_unexpected(path_ + std::string(field), value, "a string");
  return {};
}

std::string ConfigObject::get_string(std::string_view field, std::string_view otherwise) const {
  return has(field) ? require_string(field) : std::string(otherwise);
}

std::optional<ConfigObject> ConfigObject::get_object(std::string_view field) const {
  const Json* value = find(node_, field);
  if (value == nullptr) return std::nullopt;
  if (value->is_object()) return ConfigObject(document_, value, path_ + std::string(field) + ".");
  document_->add_unexpected(path_ + std::string(field), value, "an object");
  return std::nullopt;
}

std::vector<int64_t> ConfigObject::get_ints(std::string_view field, int64_t min, int64_t max,
                                            int64_t max_count) const {
  const Json* value = find(node_, field);
  if (value == nullptr) return {};
  const Json list = value->is_array() ? *value : Json::array({*value});
  std::vector<int64_t> numbers;
  const std::string expected =
      fmt::format("an integer from {} to {}, or a list of 1 to {} of them", min, max, max_count);
  if (list.empty()) document_->add_unexpected(path_ + std::string(field), value, expected);
  for (const Json& item : list) {
    const std::optional<int64_t> number = as_int(item);
    if (!number || *number < min || *number > max || std::ssize(numbers) == max_count) {
      document_->add_unexpected(path_ + std::string(field), value, expected);
      return {};
    }
    numbers.push_back(*number);
  }
  return numbers;
}

std::vector<std::string> ConfigObject::get_strings(std::string_view field,
                                                   int64_t max_count) const {
  const Json* value = find(node_, field);
  if (value == nullptr) return {};
  std::vector<std::string> strings;
  bool fits = value->is_array() && static_cast<int64_t>(value->size()) <= max_count;
  if (fits) {
    for (const Json& item : *value) {
      fits = fits && item.is_string();
      if (fits) strings.push_back(item.get<std::string>());
    }
  }
  if (fits) return strings;
  document_->add_unexpected(path_ + std::string(field), value,
                            fmt::format("a list of at most {} strings", max_count));
  return {};
}

void ConfigObject::reject(std::string_view field, std::string_view expected) const {
  document_->add_unexpected(path_ + std::string(field), find(node_, field), expected);
}

void ConfigObject::reject_unsupported(std::string_view field, std::string_view expected) const {
  const Json* value = find(node_, field);
  document_->add(StatusCode::kUnsupported, path_ + std::string(field),
                 fmt::format("{}, supported: {}",
                             value == nullptr ? "missing" : octant::show(*value), expected));
}

}  // namespace octant
