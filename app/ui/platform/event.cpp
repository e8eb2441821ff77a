#include "app/ui/platform/event.h"

#include <array>
#include <utility>

namespace octant::ui {

Key key_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Key>, 19> kNames = {{
      {"Enter", Key::kEnter},   {"Escape", Key::kEscape},
      {"Tab", Key::kTab},       {"Backspace", Key::kBackspace},
      {"Delete", Key::kDelete}, {"Insert", Key::kInsert},
      {"Left", Key::kLeft},     {"Right", Key::kRight},
      {"Up", Key::kUp},         {"Down", Key::kDown},
      {"Home", Key::kHome},     {"End", Key::kEnd},
      {"PageUp", Key::kPageUp}, {"PageDown", Key::kPageDown},
      {"Space", Key::kSpace},   {"Plus", Key::kPlus},
      {"Minus", Key::kMinus},   {"/", Key::kSlash},
      {",", Key::kComma},
  }};
  for (const auto& [known, key] : kNames) {
    if (known == name) return key;
  }
  const auto offset = [](Key base, int by) {
    return static_cast<Key>(static_cast<int>(base) + by);
  };
  if (name.size() == 1) {
    const char c = name[0];
    if (c >= '0' && c <= '9') return offset(Key::k0, c - '0');
    if (c >= 'a' && c <= 'z') return offset(Key::kA, c - 'a');
    if (c >= 'A' && c <= 'Z') return offset(Key::kA, c - 'A');
  }
  if (name.size() >= 2 && name.size() <= 3 && name[0] == 'F') {
    int number = 0;
    for (const char c : name.substr(1)) {
      if (c < '0' || c > '9') return Key::kNone;
      number = number * 10 + (c - '0');
    }
    if (number >= 1 && number <= 12) return offset(Key::kF1, number - 1);
  }
  return Key::kNone;
}

}  // namespace octant::ui
