#include "app/session/options_json.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace octant::session {
namespace {

using Json = nlohmann::json;

// Takes the fields of one object.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {}

  // Calls take(value) if the field is there and convert() understands it.
  template <typename Convert, typename Take>
  void field(const char* name, Convert convert, Take take) {
    const auto found = object_.find(name);
    if (found == object_.end() || !status_.ok()) return;
    const auto value = convert(*found);
    if (!value) {
      status_ = invalid_argument("options: " + std::string(name) + " is " + found->dump());
      return;
    }
    take(*value);
  }
  Status status() && { return std::move(status_); }

 private:
  const Json& object_;
  Status status_;
};

template <int64_t kLowest, int64_t kHighest>
std::optional<int64_t> integer(const Json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() && value.get<uint64_t>() > static_cast<uint64_t>(kHighest)) {
    return std::nullopt;
  }
  const auto number = value.get<int64_t>();
  if (number < kLowest || number > kHighest) return std::nullopt;
  return number;
}

std::optional<float> number(const Json& value) {
  if (!value.is_number()) return std::nullopt;
  const auto as_float = static_cast<float>(value.get<double>());
  if (!std::isfinite(as_float)) return std::nullopt;
  return as_float;
}

std::optional<uint64_t> seed(const Json& value) {
  if (!value.is_number_unsigned()) return std::nullopt;
  return value.get<uint64_t>();
}

std::optional<bool> truth(const Json& value) {
  if (!value.is_boolean()) return std::nullopt;
  return value.get<bool>();
}

std::optional<std::vector<std::string>> texts(const Json& value) {
  if (!value.is_array()) return std::nullopt;
  std::vector<std::string> all;
  for (const Json& text : value) {
    if (!text.is_string()) return std::nullopt;
    all.push_back(text.get<std::string>());
  }
  return all;
}

std::optional<api::DraftMode> draft(const Json& value) {
  if (value == "off") return api::DraftMode{.kind = api::DraftMode::Kind::kOff};
  const std::optional<int64_t> count = integer<1, api::kMaxDraftTokens>(value);
  if (!count) return std::nullopt;
  return api::DraftMode{.kind = api::DraftMode::Kind::kFixed,
                        .num_drafted = static_cast<int32_t>(*count)};
}

// The number that a person wrote: 0.6, and not the double next to the float next to it.
double shortest(float value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof(text), value).ptr;
  double number = 0;
  std::from_chars(text, end, number);
  return number;
}

constexpr int64_t kMostTokens = std::numeric_limits<int32_t>::max();

}  // namespace

std::string to_json(const api::GenerateOptions& options) {
  const api::GenerateOptions defaults;
  Json object = Json::object();
  if (options.temperature) object["temperature"] = shortest(*options.temperature);
  if (options.top_p) object["top_p"] = shortest(*options.top_p);
  if (options.top_k) object["top_k"] = *options.top_k;
  if (options.min_p != defaults.min_p) object["min_p"] = shortest(options.min_p);
  if (options.seed) object["seed"] = *options.seed;
  if (options.max_tokens != defaults.max_tokens) object["max_tokens"] = options.max_tokens;
  if (!options.stop.empty()) object["stop"] = options.stop;
  if (options.thinking != defaults.thinking) object["thinking"] = options.thinking;
  switch (options.draft.kind) {
    case api::DraftMode::Kind::kAuto:
      break;
    case api::DraftMode::Kind::kOff:
      object["draft"] = "off";
      break;
    case api::DraftMode::Kind::kFixed:
      object["draft"] = options.draft.num_drafted;
      break;
  }
  // A stop text that is not UTF-8 is kept as far as it is.
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<api::GenerateOptions> options_from_json(std::string_view text) {
  api::GenerateOptions options;
  if (text.empty()) return options;
  const Json object = Json::parse(text, nullptr, false);
  if (!object.is_object()) return invalid_argument("options: not a JSON object");
  Fields fields(object);
  fields.field("temperature", number, [&](float value) { options.temperature = value; });
  fields.field("top_p", number, [&](float value) { options.top_p = value; });
  fields.field("top_k", integer<0, kMostTokens>,
               [&](int64_t value) { options.top_k = static_cast<int32_t>(value); });
  fields.field("min_p", number, [&](float value) { options.min_p = value; });
  fields.field("seed", seed, [&](uint64_t value) { options.seed = value; });
  fields.field("max_tokens", integer<0, kMostTokens>,
               [&](int64_t value) { options.max_tokens = value; });
  fields.field("stop", texts,
               [&](std::vector<std::string> value) { options.stop = std::move(value); });
  fields.field("thinking", truth, [&](bool value) { options.thinking = value; });
  fields.field("draft", draft, [&](const api::DraftMode& value) { options.draft = value; });
  RETURN_IF_ERROR(std::move(fields).status());
  return options;
}

}  // namespace octant::session
