#include "app/cli/option_values.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace octant::cli {

namespace {

std::string words_of(const std::vector<Choice>& choices, std::string_view separator) {
  std::string words;
  for (const Choice& choice : choices) {
    if (!words.empty()) words.append(separator);
    words.append(choice.word);
  }
  return words;
}

}  // namespace

Result<bool> parse_on_off(std::string_view text) {
  if (text == "on") return true;
  if (text == "off") return false;
  return invalid_argument(fmt::format("\"{}\" is not on or off", text));
}

CLI::Option* add_value(CLI::App& app, const std::string& names, const std::string& value_name,
                       std::function<Status(const std::string&)> parse, const std::string& help) {
  // The long name is what messages call the option, whatever else it answers to. What has none is
  // told by its place, and called as in the help.
  const std::size_t long_name = names.find("--");
  const std::string shown = long_name < names.size() ? names.substr(long_name) : value_name;
  CLI::Option* const option = app.add_option(
      names,
      [shown, parse = std::move(parse)](const CLI::results_t& results) {
        for (const std::string& text : results) {
          if (const Status status = parse(text); !status.ok()) {
            throw CLI::ValidationError(shown, std::string(status.message()));
          }
        }
        return true;
      },
      help);
  return option->option_text(value_name)->allow_extra_args(false)->expected(1);
}

CLI::Option* add_integer(CLI::App& app, const std::string& names, IntegerRange range,
                         std::function<void(int64_t)> store, const std::string& help) {
  return add_value(
      app, names, "N",
      [range, store = std::move(store)](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(const int64_t value, parse_integer(text, range));
        store(value);
        return {};
      },
      help);
}

CLI::Option* add_number(CLI::App& app, const std::string& names, NumberRange range,
                        std::function<void(double)> store, const std::string& help) {
  return add_value(
      app, names, "X",
      [range, store = std::move(store)](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(const double value, parse_number(text, range));
        store(value);
        return {};
      },
      help);
}

CLI::Option* add_text(CLI::App& app, const std::string& names, const std::string& value_name,
                      std::string& store, const std::string& help) {
  return add_value(
      app, names, value_name,
      [&store](const std::string& text) -> Status {
        store = text;
        return {};
      },
      help);
}

CLI::Option* add_choice(CLI::App& app, const std::string& names, std::vector<Choice> choices,
                        const std::string& help) {
  const std::string value_name = words_of(choices, "|");
  return add_value(
      app, names, value_name,
      [choices = std::move(choices)](const std::string& text) -> Status {
        for (const Choice& choice : choices) {
          if (choice.word == text) {
            choice.store();
            return {};
          }
        }
        return invalid_argument(
            fmt::format("\"{}\" is not one of {}", text, words_of(choices, ", ")));
      },
      help);
}

}  // namespace octant::cli
