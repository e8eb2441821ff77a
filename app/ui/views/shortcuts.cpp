#include "app/ui/views/shortcuts.h"

#include <array>

namespace octant::ui {
namespace {

constexpr Mods kPlain = {};
constexpr Mods kCtrl = {.ctrl = true};
constexpr Mods kCtrlShift = {.ctrl = true, .shift = true};

constexpr auto kChat = ShortcutGroup::kChat;
constexpr auto kPages = ShortcutGroup::kPages;
constexpr auto kWindow = ShortcutGroup::kWindow;

// Key::kPlus is the key of = and +, so that Ctrl++ is typed with Shift.
constexpr std::array<Shortcut, 20> kShortcuts = {{
    {Action::kNewChat, letter('n'), kCtrl, "Ctrl+N", "New chat", kChat},
    {Action::kSearch, letter('k'), kCtrl, "Ctrl+K", "Search conversations", kChat},
    {Action::kSearch, letter('f'), kCtrl, "Ctrl+F", "Search conversations", kChat},
    {Action::kRegenerate, letter('r'), kCtrl, "Ctrl+R", "Answer the last message again", kChat},
    {Action::kCopyAnswer, letter('c'), kCtrlShift, "Ctrl+Shift+C", "Copy the last answer", kChat},
    {Action::kEditLast, Key::kUp, kPlain, "Up", "Edit the last message, in an empty composer",
     kChat},
    {Action::kStop, Key::kEscape, kPlain, "Esc", "Stop the answer, or close what is open", kChat},
    {Action::kModel, letter('o'), kCtrl, "Ctrl+O", "Open a model", kPages},
    {Action::kSettings, Key::kComma, kCtrl, "Ctrl+,", "Settings", kPages},
    {Action::kExport, letter('e'), kCtrl, "Ctrl+E", "Export and import", kPages},
    {Action::kShortcuts, Key::kSlash, kCtrl, "Ctrl+/", "This list", kPages},
    {Action::kSidebar, letter('b'), kCtrl, "Ctrl+B", "Show or hide the sidebar", kWindow},
    {Action::kDashboard, letter('d'), kCtrlShift, "Ctrl+Shift+D", "Show or hide the dashboard",
     kWindow},
    {Action::kPrompt, letter('p'), kCtrlShift, "Ctrl+Shift+P", "Show or hide the exact prompt",
     kWindow},
    {Action::kTheme, letter('l'), kCtrlShift, "Ctrl+Shift+L", "Light or dark", kWindow},
    {Action::kZoomIn, Key::kPlus, kCtrl, "Ctrl+=", "Larger", kWindow},
    {Action::kZoomIn, Key::kPlus, kCtrlShift, "", "Larger", kWindow},
    {Action::kZoomOut, Key::kMinus, kCtrl, "Ctrl+-", "Smaller", kWindow},
    {Action::kZoomReset, Key::k0, kCtrl, "Ctrl+0", "Normal size", kWindow},
    {Action::kQuit, letter('q'), kCtrl, "Ctrl+Q", "Quit", kWindow},
}};

}  // namespace

std::span<const Shortcut> all_shortcuts() {
  return kShortcuts;
}

const Shortcut& shortcut_of(Action action) {
  for (const Shortcut& shortcut : kShortcuts) {
    if (shortcut.action == action) return shortcut;
  }
  return kShortcuts.front();  // never: the tests look for a row of every action
}

std::optional<Action> action_of(const Input& input) {
  for (const Stroke& stroke : input.strokes) {
    if (stroke.key == Key::kNone) continue;
    for (const Shortcut& shortcut : kShortcuts) {
      if (shortcut.key == stroke.key && shortcut.mods == stroke.mods) return shortcut.action;
    }
  }
  return std::nullopt;
}

}  // namespace octant::ui
