#pragma once
// Values on the command line and in the chat's commands, read by app/session/option_text.h.
// (CLI11's own conversions take "010" for eight and let NaN pass a range.)

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/session/option_text.h"
#include "kernels/core/status.h"

namespace octant::cli {

using session::draft_text;
using session::IntegerRange;
using session::NumberRange;
using session::parse_draft;
using session::parse_integer;
using session::parse_number;
using session::parse_seed;

// kInvalidArgument if it is neither.
Result<bool> parse_on_off(std::string_view text);

// Adds an option that takes one value. `parse` stores the value; if it fails, the command line is
// refused with "<option>: <message>". `value_name` is what the help shows after the option.
CLI::Option* add_value(CLI::App& app, const std::string& names, const std::string& value_name,
                       std::function<Status(const std::string&)> parse, const std::string& help);

CLI::Option* add_integer(CLI::App& app, const std::string& names, IntegerRange range,
                         std::function<void(int64_t)> store, const std::string& help);
CLI::Option* add_number(CLI::App& app, const std::string& names, NumberRange range,
                        std::function<void(double)> store, const std::string& help);
CLI::Option* add_text(CLI::App& app, const std::string& names, const std::string& value_name,
                      std::string& store, const std::string& help);

// "1,2,4": one value or more, `parse_word` reads each.
template <typename T, typename ParseWord>
Result<std::vector<T>> parse_list(std::string_view text, const ParseWord& parse_word) {
  std::vector<T> values;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    ASSIGN_OR_RETURN(const auto value, parse_word(text.substr(at, comma - at)));
    values.push_back(static_cast<T>(value));
    at = comma + 1;
  }
  return values;
}

// An option whose value is a list of integers. `word_for_none`, if not empty, stands for no value.
template <typename T>
CLI::Option* add_integer_list(CLI::App& app, const std::string& name, IntegerRange range,
                              std::vector<T>& store, const std::string& help,
                              const std::string& word_for_none = "") {
  return add_value(
      app, name, word_for_none.empty() ? "LIST" : "LIST|" + word_for_none,
      [range, &store, word_for_none](const std::string& text) -> Status {
        if (!word_for_none.empty() && text == word_for_none) {
          store.clear();
          return {};
        }
        ASSIGN_OR_RETURN(store, parse_list<T>(text, [range](std::string_view word) {
                           return parse_integer(word, range);
                         }));
        return {};
      },
      help);
}

// One word of a list.
struct Choice {
  std::string word;
  std::function<void()> store;
};
CLI::Option* add_choice(CLI::App& app, const std::string& names, std::vector<Choice> choices,
                        const std::string& help);

}  // namespace octant::cli
