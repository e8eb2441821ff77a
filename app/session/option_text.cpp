#include "app/session/option_text.h"

#include <charconv>
#include <cmath>
#include <system_error>

#include <fmt/format.h>

namespace octant::session {

namespace {

// Fails unless all of `text` is one number of the type.
template <typename T>
bool convert(std::string_view text, T* value) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, *value);
  return error == std::errc() && stop == end && !text.empty();
}

}  // namespace

Result<int64_t> parse_integer(std::string_view text, IntegerRange range) {
  int64_t value = 0;
  if (!convert(text, &value) || value < range.lowest || value > range.highest) {
    return invalid_argument(fmt::format("\"{}\" is not a whole number from {} to {}", text,
                                        range.lowest, range.highest));
  }
  return value;
}

Result<double> parse_number(std::string_view text, NumberRange range) {
  double value = 0;
  const bool ok = convert(text, &value) && std::isfinite(value) && value <= range.highest &&
                  (range.above_lowest ? value > range.lowest : value >= range.lowest);
  if (!ok) {
    return invalid_argument(fmt::format("\"{}\" is not a number {} {} {} {}", text,
                                        range.above_lowest ? "above" : "from", range.lowest,
                                        range.above_lowest ? "and up to" : "to", range.highest));
  }
  return value;
}

Result<uint64_t> parse_seed(std::string_view text) {
  uint64_t value = 0;
  if (!convert(text, &value)) {
    return invalid_argument(
        fmt::format("\"{}\" is not a whole number from 0 to {}", text, UINT64_MAX));
  }
  return value;
}

Result<api::DraftMode> parse_draft(std::string_view text) {
  using Kind = api::DraftMode::Kind;
  if (text == "auto") return api::DraftMode{.kind = Kind::kAuto};
  if (text == "off" || text == "0") return api::DraftMode{.kind = Kind::kOff};
  const auto count = parse_integer(text, {1, api::kMaxDraftTokens});
  if (!count.ok()) {
    return invalid_argument(fmt::format("\"{}\" is not auto, off or a whole number from 1 to {}",
                                        text, api::kMaxDraftTokens));
  }
  return api::DraftMode{.kind = Kind::kFixed, .num_drafted = static_cast<int32_t>(*count)};
}

std::string draft_text(const api::DraftMode& draft) {
  switch (draft.kind) {
    case api::DraftMode::Kind::kAuto:
      return "auto";
    case api::DraftMode::Kind::kOff:
      return "off";
    case api::DraftMode::Kind::kFixed:
      return std::to_string(draft.num_drafted);
  }
  return "?";
}

std::string number_text(float number) {
  return fmt::format("{}", number);
}

}  // namespace octant::session
