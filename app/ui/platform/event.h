#pragma once
// What a person does, in the order in which it was done. A window, a script and a test produce the
// same events; event_queue.h deals them out to frames.

#include <cstdint>
#include <string_view>

namespace octant::ui {

// The keys that mean something to the program. Characters come as text, not as keys; letters are
// here for shortcuts.
enum class Key : uint8_t {
  kNone,
  kEnter,
  kEscape,
  kTab,
  kBackspace,
  kDelete,
  kInsert,
  kLeft,
  kRight,
  kUp,
  kDown,
  kHome,
  kEnd,
  kPageUp,
  kPageDown,
  kSpace,
  kPlus,
  kMinus,
  kSlash,
  kComma,
  k0,
  k9 = k0 + 9,
  kA,
  kZ = kA + 25,
  kF1,
  kF12 = kF1 + 11,
};

// "Enter", "a", "F5": the names that scripts use; kNone if there is no such key.
Key key_named(std::string_view name);
// The key of a letter from 'a' to 'z'.
constexpr Key letter(char c) {
  return static_cast<Key>(static_cast<int>(Key::kA) + (c - 'a'));
}

struct Mods {
  bool ctrl = false;
  bool shift = false;
  bool alt = false;
  bool operator==(const Mods&) const = default;
};

struct Event {
  enum class Kind : uint8_t {
    kMove,       // x, y: where the pointer is, in pixels
    kButton,     // button (0 left, 1 right, 2 middle), down
    kWheel,      // x, y: notches; positive y moves towards the beginning
    kKey,        // key, mods, down; repeats of a held key arrive as further presses
    kCharacter,  // character: typed, pasted by an input method, ...
    kFocus,      // down: whether the window has the keyboard now
  };

  static Event move(float x, float y) { return {.kind = Kind::kMove, .x = x, .y = y}; }
  static Event press(int button, bool down, Mods mods = {}) {
    return {.kind = Kind::kButton, .button = button, .mods = mods, .down = down};
  }
  static Event wheel(float x, float y) { return {.kind = Kind::kWheel, .x = x, .y = y}; }
  static Event of_key(Key key, bool down, Mods mods = {}) {
    return {.kind = Kind::kKey, .key = key, .mods = mods, .down = down};
  }
  static Event of_character(char32_t character) {
    return {.kind = Kind::kCharacter, .character = character};
  }
  static Event focus(bool has_it) { return {.kind = Kind::kFocus, .down = has_it}; }

  Kind kind = Kind::kMove;
  float x = 0;
  float y = 0;
  int button = 0;
  Key key = Key::kNone;
  Mods mods = {};
  bool down = false;
  char32_t character = 0;
};

}  // namespace octant::ui
