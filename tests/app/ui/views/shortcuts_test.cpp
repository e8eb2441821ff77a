#include "app/ui/views/shortcuts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <tuple>

namespace octant::ui {
namespace {

Input typed(Key key, Mods mods = {}) {
  Input input;
  input.strokes.push_back({.key = key, .mods = mods});
  return input;
}

TEST(Shortcuts, NoTwoHaveTheSameKeys) {
  std::set<std::tuple<Key, bool, bool, bool>> chords;
  std::set<std::string_view> for_people;
  for (const Shortcut& shortcut : all_shortcuts()) {
    const Mods& mods = shortcut.mods;
    EXPECT_TRUE(chords.emplace(shortcut.key, mods.ctrl, mods.shift, mods.alt).second)
        << shortcut.what;
    if (shortcut.keys.empty()) continue;
    EXPECT_TRUE(for_people.insert(shortcut.keys).second);
  }
}

TEST(Shortcuts, WhatPeopleReadIsWhatTheKeysAre) {
  for (const Shortcut& shortcut : all_shortcuts()) {
    if (shortcut.keys.empty()) continue;
    const std::string keys(shortcut.keys);
    EXPECT_EQ(keys.starts_with("Ctrl+"), shortcut.mods.ctrl) << keys;
    EXPECT_EQ(keys.find("Shift+") != std::string::npos, shortcut.mods.shift) << keys;
    std::string last = keys.substr(keys.find_last_of('+') + 1);
    if (last == "Esc") last = "Escape";
    if (last == "=") last = "Plus";
    if (last == "-") last = "Minus";
    EXPECT_EQ(key_named(last), shortcut.key) << keys;
  }
}

TEST(Shortcuts, EveryActionHasARowAndItsRowsStandTogether) {
  std::set<Action> seen;
  std::set<ShortcutGroup> groups;
  const Shortcut* before = nullptr;
  for (const Shortcut& shortcut : all_shortcuts()) {
    if (before != nullptr && before->action == shortcut.action) {
      EXPECT_EQ(before->what, shortcut.what);
    } else {
      EXPECT_FALSE(shortcut.keys.empty());
      EXPECT_TRUE(seen.insert(shortcut.action).second) << shortcut.what;
    }
    if (before == nullptr || before->group != shortcut.group) {
      EXPECT_TRUE(groups.insert(shortcut.group).second) << shortcut.what;
    }
    before = &shortcut;
  }
  EXPECT_EQ(seen.size(), static_cast<size_t>(Action::kQuit) + 1);
  for (const Action action : seen) EXPECT_EQ(shortcut_of(action).action, action);
}

TEST(Shortcuts, KeysBecomeActions) {
  EXPECT_EQ(action_of(typed(key_named("n"), {.ctrl = true})), Action::kNewChat);
  EXPECT_EQ(action_of(typed(Key::kPlus, {.ctrl = true})), Action::kZoomIn);
  EXPECT_EQ(action_of(typed(Key::kPlus, {.ctrl = true, .shift = true})), Action::kZoomIn);
  EXPECT_EQ(action_of(typed(Key::kEscape)), Action::kStop);
}

TEST(Shortcuts, OtherModifiersAndPlainTextAreNone) {
  EXPECT_EQ(action_of({}), std::nullopt);
  EXPECT_EQ(action_of(typed(key_named("n"))), std::nullopt);
  EXPECT_EQ(action_of(typed(key_named("n"), {.ctrl = true, .alt = true})), std::nullopt);
  Input text;
  text.strokes.push_back({.character = U'n'});
  EXPECT_EQ(action_of(text), std::nullopt);
}

}  // namespace
}  // namespace octant::ui
