#include "app/ui/script/script.h"

#include <array>
#include <optional>
#include <sstream>
#include <utility>

namespace octant::ui {
namespace {

std::optional<Verb> verb_named(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, Verb>, 16> kVerbs = {{
      {"click", Verb::kClick},
      {"dblclick", Verb::kDoubleClick},
      {"move", Verb::kMove},
      {"drag", Verb::kDrag},
      {"wheel", Verb::kWheel},
      {"type", Verb::kType},
      {"key", Verb::kKey},
      {"clipboard", Verb::kClipboard},
      {"resize", Verb::kResize},
      {"scale", Verb::kScale},
      {"wait", Verb::kWait},
      {"expect", Verb::kExpect},
      {"until", Verb::kUntil},
      {"shot", Verb::kShot},
      {"dump", Verb::kDump},
      {"quit", Verb::kQuit},
  }};
  for (const auto& [known, verb] : kVerbs) {
    if (known == name) return verb;
  }
  return std::nullopt;
}

// The rest of the line, without quotes around it and with escapes replaced.
std::string rest_of(std::istringstream& in) {
  std::string raw;
  std::getline(in >> std::ws, raw);
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\r')) raw.pop_back();
  if (raw.size() >= 2 && raw.front() == '"' && raw.back() == '"') {
    raw = raw.substr(1, raw.size() - 2);
  }
  std::string text;
  for (size_t i = 0; i < raw.size(); ++i) {
    const char next = i + 1 < raw.size() ? raw[i + 1] : '\0';
    constexpr std::string_view kEscapes = "nrt\\";
    constexpr std::string_view kMeanings = "\n\r\t\\";
    const size_t escape = kEscapes.find(next);
    if (raw[i] == '\\' && next != '\0' && escape != std::string_view::npos) {
      text += kMeanings[escape];
      ++i;
    } else {
      text += raw[i];
    }
  }
  return text;
}

bool read_spot(std::istringstream& in, Spot& spot) {
  std::string text;
  if (!(in >> text)) return false;
  const size_t at = text.find('@');
  spot.mark = text.substr(0, at);
  if (at == std::string::npos) return true;
  std::istringstream point(text.substr(at + 1));
  char comma = 0;
  return (point >> spot.x >> comma >> spot.y) && comma == ',';
}

bool read_numbers(std::istringstream& in, size_t count, std::vector<float>& numbers) {
  for (float number = 0; numbers.size() < count && in >> number;) numbers.push_back(number);
  return numbers.size() == count;
}

bool read_key(std::istringstream& in, Command& command) {
  std::string chord;
  if (!(in >> chord)) return false;
  std::istringstream parts(chord);
  for (std::string part; std::getline(parts, part, '+');) {
    if (part == "ctrl") {
      command.mods.ctrl = true;
    } else if (part == "shift") {
      command.mods.shift = true;
    } else if (part == "alt") {
      command.mods.alt = true;
    } else {
      command.key = key_named(part);
    }
  }
  return command.key != Key::kNone;
}

bool read_condition(std::istringstream& in, Command& command) {
  std::string word;
  if (!read_spot(in, command.from) || !(in >> word)) return false;
  if (word == "visible" || word == "absent") {
    command.condition = word == "visible" ? Condition::kVisible : Condition::kAbsent;
    return true;
  }
  if (word != "is" && word != "has") return false;
  command.condition = word == "is" ? Condition::kIs : Condition::kHas;
  command.text = rest_of(in);
  return true;
}

bool read_arguments(std::istringstream& in, Command& command) {
  switch (command.verb) {
    case Verb::kClick:
    case Verb::kDoubleClick:
    case Verb::kMove:
      return read_spot(in, command.from);
    case Verb::kDrag:
      return read_spot(in, command.from) && read_spot(in, command.to);
    case Verb::kWheel:
      return read_spot(in, command.from) && read_numbers(in, 1, command.numbers);
    case Verb::kResize:
      return read_numbers(in, 2, command.numbers);
    case Verb::kScale:
    case Verb::kWait:
      return read_numbers(in, 1, command.numbers);
    case Verb::kType:
    case Verb::kClipboard:
      command.text = rest_of(in);
      return true;
    case Verb::kKey:
      return read_key(in, command);
    case Verb::kExpect:
    case Verb::kUntil:
      return read_condition(in, command);
    case Verb::kShot:
    case Verb::kDump:
      command.text = rest_of(in);
      return !command.text.empty();
    case Verb::kQuit:
      return true;
  }
  return false;
}

}  // namespace

Result<std::vector<Command>> parse_script(std::string_view text) {
  std::vector<Command> commands;
  std::istringstream lines{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream in(line);
    std::string word;
    if (!(in >> word) || word[0] == '#') continue;
    Command command;
    command.line = number;
    const std::optional<Verb> verb = verb_named(word);
    if (verb) command.verb = *verb;
    if (!verb || !read_arguments(in, command)) {
      return invalid_argument("line " + std::to_string(number) + ": not a command: " + line);
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace octant::ui
