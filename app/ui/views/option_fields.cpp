#include "app/ui/views/option_fields.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "app/session/option_text.h"
#include "app/text/trimmed.h"

namespace octant::ui {
namespace {

using api::GenerateOptions;

std::string shown(const std::optional<float>& number) {
  return number ? session::number_text(*number) : "";
}

Status take_number(std::string_view text, session::NumberRange range,
                   std::optional<float>& option) {
  text = trimmed(text);
  if (text.empty()) {
    option.reset();
    return {};
  }
  ASSIGN_OR_RETURN(const double value, session::parse_number(text, range));
  option = static_cast<float>(value);
  return {};
}

Status take_min_p(std::string_view text, GenerateOptions& options) {
  std::optional<float> value;
  RETURN_IF_ERROR(take_number(text, session::kMinPRange, value));
  options.min_p = value.value_or(0);
  return {};
}

Status take_top_k(std::string_view text, GenerateOptions& options) {
  text = trimmed(text);
  if (text.empty()) {
    options.top_k.reset();
    return {};
  }
  ASSIGN_OR_RETURN(const int64_t value, session::parse_integer(text, session::kTopKRange));
  options.top_k = static_cast<int32_t>(value);
  return {};
}

Status take_max_tokens(std::string_view text, GenerateOptions& options) {
  text = trimmed(text);
  if (text.empty()) {
    options.max_tokens = 0;
    return {};
  }
  ASSIGN_OR_RETURN(options.max_tokens, session::parse_integer(text, session::kMaxTokensRange));
  return {};
}

Status take_seed(std::string_view text, GenerateOptions& options) {
  text = trimmed(text);
  if (text.empty()) {
    options.seed.reset();
    return {};
  }
  ASSIGN_OR_RETURN(options.seed, session::parse_seed(text));
  return {};
}

constexpr std::array<OptionField, 6> kFields = {{
    {"temperature", "Temperature", "0 takes the likeliest token; higher is more varied",
     "The model's own", [](const GenerateOptions& options) { return shown(options.temperature); },
     [](std::string_view text, GenerateOptions& options) {
       return take_number(text, session::kTemperatureRange, options.temperature);
     }},
    {"top_p", "Top p", "Draws from the likeliest tokens that have this share together",
     "The model's own", [](const GenerateOptions& options) { return shown(options.top_p); },
     [](std::string_view text, GenerateOptions& options) {
       return take_number(text, session::kTopPRange, options.top_p);
     }},
    {"top_k", "Top k", "Draws from this many tokens; 0: from all", "The model's own",
     [](const GenerateOptions& options) {
       return options.top_k ? std::to_string(*options.top_k) : std::string();
     },
     take_top_k},
    {"min_p", "Min p", "Leaves out tokens below this share of the likeliest one", "Off",
     [](const GenerateOptions& options) {
       return options.min_p == 0 ? std::string() : session::number_text(options.min_p);
     },
     take_min_p},
    {"max_tokens", "Longest answer", "In tokens", "Until the context is full",
     [](const GenerateOptions& options) {
       return options.max_tokens == 0 ? std::string() : std::to_string(options.max_tokens);
     },
     take_max_tokens},
    {"seed", "Seed", "The same seed draws the same answer again", "Another for each answer",
     [](const GenerateOptions& options) {
       return options.seed ? std::to_string(*options.seed) : std::string();
     },
     take_seed},
}};

Result<std::string> unescaped(std::string_view line) {
  std::string text;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\') {
      text += line[i];
      continue;
    }
    const char next = i + 1 < line.size() ? line[i + 1] : '\0';
    if (next != 'n' && next != '\\') {
      return invalid_argument("a \\ is written \\\\, a line break \\n");
    }
    text += next == 'n' ? '\n' : '\\';
    ++i;
  }
  return text;
}

}  // namespace

std::span<const OptionField> option_fields() {
  return kFields;
}

std::string stop_text(const std::vector<std::string>& stop) {
  std::string text;
  for (const std::string& word : stop) {
    if (!text.empty()) text += '\n';
    for (const char c : word) {
      if (c == '\n') {
        text += "\\n";
      } else if (c == '\\') {
        text += "\\\\";
      } else {
        text += c;
      }
    }
  }
  return text;
}

Result<std::vector<std::string>> parse_stop(std::string_view text) {
  std::vector<std::string> stop;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) {
      ASSIGN_OR_RETURN(std::string word, unescaped(text.substr(at, end - at)));
      stop.push_back(std::move(word));
    }
    at = end + 1;
  }
  return stop;
}

}  // namespace octant::ui
