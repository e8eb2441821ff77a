#include "app/ui/platform/event_queue.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace octant::ui {
namespace {

std::u32string typed(const Input& input) {
  std::u32string text;
  for (const Stroke& stroke : input.strokes) {
    if (stroke.character != 0) text += stroke.character;
  }
  return text;
}

TEST(EventQueue, APressAndItsReleaseAreTwoFrames) {
  EventQueue queue;
  queue.push(Event::move(5, 6));
  queue.push(Event::press(0, true));
  queue.push(Event::press(0, false));
  const Input& first = queue.next_frame();
  EXPECT_EQ(first.pointer, (Point{5, 6}));
  EXPECT_TRUE(first.buttons[0]);
  EXPECT_FALSE(queue.empty());
  EXPECT_FALSE(queue.next_frame().buttons[0]);
  EXPECT_TRUE(queue.empty());
}

TEST(EventQueue, TheEndOfADragIsSeenBeforeTheRelease) {
  EventQueue queue;
  queue.push(Event::press(0, true));
  queue.push(Event::move(1, 1));
  queue.push(Event::move(9, 9));
  queue.push(Event::press(0, false));
  queue.next_frame();
  const Input& drag = queue.next_frame();
  EXPECT_TRUE(drag.buttons[0]);
  EXPECT_EQ(drag.pointer, (Point{9, 9}));
  EXPECT_FALSE(queue.next_frame().buttons[0]);
}

TEST(EventQueue, KeysPressedAndReleasedBetweenFramesAreAllThere) {
  EventQueue queue;
  for (int i = 0; i < 10; ++i) {
    queue.push(Event::of_key(Key::kBackspace, true));
    queue.push(Event::of_key(Key::kBackspace, false));
  }
  EXPECT_EQ(queue.next_frame().strokes.size(), 10U);
  EXPECT_TRUE(queue.next_frame().strokes.empty());
}

TEST(EventQueue, CharactersAndEditingKeysKeepTheirOrder) {
  EventQueue queue;
  queue.push(Event::of_character(U'a'));
  queue.push(Event::of_key(Key::kBackspace, true));
  queue.push(Event::of_character(U'𠮷'));
  const Input& input = queue.next_frame();
  ASSERT_EQ(input.strokes.size(), 3U);
  EXPECT_EQ(input.strokes[1].key, Key::kBackspace);
  EXPECT_EQ(typed(input), U"a𠮷");
}

TEST(EventQueue, AFrameEndsBehindWhatMayChangeTheListener) {
  for (const Key key : {Key::kEnter, Key::kEscape, Key::kTab}) {
    EventQueue queue;
    queue.push(Event::of_character(U'a'));
    queue.push(Event::of_key(key, true));
    queue.push(Event::of_character(U'b'));
    EXPECT_EQ(typed(queue.next_frame()), U"a");
    EXPECT_EQ(typed(queue.next_frame()), U"b");
  }
}

TEST(EventQueue, AShortcutKeepsTheModifiersOfItsPress) {
  EventQueue queue;
  // Ctrl is released before the letter, as some programs that press keys do.
  const auto v = static_cast<Key>(static_cast<int>(Key::kA) + ('v' - 'a'));
  queue.push(Event::of_key(v, true, {.ctrl = true}));
  queue.push(Event::of_key(Key::kNone, false));
  queue.push(Event::of_key(v, false));
  const Input& input = queue.next_frame();
  EXPECT_TRUE(input.pressed(v, {.ctrl = true}));
  EXPECT_FALSE(input.pressed(v));
}

TEST(EventQueue, TypingBehindAClickWaitsForTheClick) {
  EventQueue queue;
  queue.push(Event::press(0, true));
  queue.push(Event::of_character(U'x'));
  EXPECT_TRUE(queue.next_frame().strokes.empty());
  EXPECT_EQ(typed(queue.next_frame()), U"x");
}

TEST(EventQueue, WheelNotchesAddUp) {
  EventQueue queue;
  queue.push(Event::wheel(0, 1));
  queue.push(Event::wheel(0, 2));
  EXPECT_EQ(queue.next_frame().wheel.y, 3);
  EXPECT_EQ(queue.next_frame().wheel.y, 0);
}

TEST(EventQueue, WithoutTheKeyboardNothingIsHeld) {
  EventQueue queue;
  queue.push(Event::press(0, true, {.ctrl = true}));
  queue.push(Event::focus(false));
  const Input& input = queue.next_frame();
  EXPECT_FALSE(input.buttons[0]);
  EXPECT_FALSE(input.mods.ctrl);
}

TEST(Keys, AreKnownByName) {
  EXPECT_EQ(key_named("Enter"), Key::kEnter);
  EXPECT_EQ(key_named("z"), Key::kZ);
  EXPECT_EQ(key_named("Z"), Key::kZ);
  EXPECT_EQ(key_named("9"), Key::k9);
  EXPECT_EQ(key_named("F12"), Key::kF12);
  EXPECT_EQ(key_named("F13"), Key::kNone);
  EXPECT_EQ(key_named("Return"), Key::kNone);
}

}  // namespace
}  // namespace octant::ui
