#pragma once
// The keyboard's shortcuts: one table, which the window obeys and the page of shortcuts shows.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "app/ui/platform/event_queue.h"

namespace octant::ui {

enum class Action : uint8_t {
  kNewChat,
  kSearch,
  kRegenerate,
  kCopyAnswer,
  kEditLast,
  kStop,
  kModel,
  kSettings,
  kExport,
  kShortcuts,
  kSidebar,
  kDashboard,
  kPrompt,
  kTheme,
  kZoomIn,
  kZoomOut,
  kZoomReset,
  kQuit,
};

enum class ShortcutGroup : uint8_t { kChat, kPages, kWindow };

struct Shortcut {
  Action action = Action::kNewChat;
  Key key = Key::kNone;
  Mods mods = {};
  std::string_view keys;  // for people: "Ctrl+Shift+P"; empty for another way to type the row above
  std::string_view what;  // for people; the same in all rows of an action
  ShortcutGroup group = ShortcutGroup::kChat;
};

// Rows of an action stand together, rows of a group too. No two have the same key and modifiers.
std::span<const Shortcut> all_shortcuts();

// The first row of the action, e.g. for a tooltip or a menu.
const Shortcut& shortcut_of(Action action);

// What the keys of this frame ask for. Two actions have keys without a modifier, which mean
// something to others too, so that the caller decides whether it was asked: kStop (Escape) only if
// nothing else took it, kEditLast (Up) only in an empty composer.
std::optional<Action> action_of(const Input& input);

}  // namespace octant::ui
