#include "app/ui/text/selection.h"

#include <gtest/gtest.h>

#include <string>

#include "app/ui/text/copy.h"
#include "app/ui/text/hit.h"
#include "tests/app/ui/text/chat_fixture.h"

namespace octant::ui::text {
namespace {

using test::Chat;

std::string selected(const Chat& chat, const SelectionGesture& gesture) {
  return copy_text(chat.passages(), gesture.selection());
}

TEST(Position, IsTheNearestBoundaryBetweenClusters) {
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";  // 60 wide, 18 bytes
  const Chat chat = std::move(Chat().add("ab" + family + "c"));
  const auto byte = [&](float x) { return position_at(chat.passages(), x, 10, chat.measure).byte; };
  EXPECT_EQ(byte(-5), 0u);
  EXPECT_EQ(byte(4), 0u);
  EXPECT_EQ(byte(6), 1u);
  EXPECT_EQ(byte(40), 2u);
  EXPECT_EQ(byte(60), 20u);
  EXPECT_EQ(byte(500), 21u);
}

TEST(Position, IsFoundAboveBelowAndBetweenMessages) {
  const Chat chat = std::move(Chat().add("one\n\ntwo").add("").add("three"));
  const auto at = [&](float x, float y) {
    return position_at(chat.passages(), x, y, chat.measure);
  };
  EXPECT_EQ(at(0, -100), (Position{0, 0, 0}));
  EXPECT_EQ(at(11, 24), (Position{0, 0, 1}));
  EXPECT_EQ(at(11, 30), (Position{0, 1, 1}));
  EXPECT_EQ(at(1000, 9000), (Position{2, 0, 5}));
  EXPECT_EQ(position_at({}, 0, 0, chat.measure), Position{});
}

TEST(Position, MovesByClustersWordsAndLines) {
  const Chat chat = std::move(Chat(100).add("e\u0301a bbb cccc dddd\n\nnext"));
  const Passages all = chat.passages();
  const auto go = [&](Position from, Move move) { return moved(all, from, move, chat.measure); };
  EXPECT_EQ(go({0, 0, 0}, Move::kRight), (Position{0, 0, 3}));
  EXPECT_EQ(go({0, 0, 3}, Move::kLeft), (Position{0, 0, 0}));
  EXPECT_EQ(go({0, 0, 0}, Move::kLeft), (Position{0, 0, 0}));
  EXPECT_EQ(go({0, 0, 4}, Move::kWordRight), (Position{0, 0, 8}));
  EXPECT_EQ(go({0, 0, 8}, Move::kWordLeft), (Position{0, 0, 5}));
  EXPECT_EQ(go({0, 0, 18}, Move::kRight), (Position{0, 1, 0}));
  EXPECT_EQ(go({0, 1, 0}, Move::kLeft), (Position{0, 0, 18}));
  // The first line is "éa bbb ", the second one "cccc dddd".
  EXPECT_EQ(go({0, 0, 4}, Move::kDown), (Position{0, 0, 11}));
  EXPECT_EQ(go({0, 0, 11}, Move::kUp), (Position{0, 0, 4}));
  EXPECT_EQ(go({0, 0, 11}, Move::kDown), (Position{0, 1, 2}));
  EXPECT_EQ(go({0, 1, 2}, Move::kUp), (Position{0, 0, 11}));
  EXPECT_EQ(go({0, 1, 2}, Move::kDown), (Position{0, 1, 4}));
  EXPECT_EQ(go({0, 0, 4}, Move::kLineBegin), (Position{0, 0, 0}));
  EXPECT_EQ(go({0, 0, 4}, Move::kLineEnd), (Position{0, 0, 8}));
  EXPECT_EQ(go({0, 0, 4}, Move::kTextEnd), (Position{0, 1, 4}));
  EXPECT_EQ(go({0, 1, 4}, Move::kTextBegin), (Position{0, 0, 0}));
}

TEST(Position, GoesDownColumnsOfTables) {
  const Chat chat = std::move(Chat().add("| a | b |\n|---|---|\n| c | d |\n| e | f |"));
  const Passages all = chat.passages();
  // "a\tb\nc\td\ne\tf"
  EXPECT_EQ(moved(all, {0, 0, 2}, Move::kDown, chat.measure), (Position{0, 0, 6}));
  EXPECT_EQ(moved(all, {0, 0, 6}, Move::kDown, chat.measure), (Position{0, 0, 10}));
  EXPECT_EQ(moved(all, {0, 0, 8}, Move::kUp, chat.measure), (Position{0, 0, 4}));
}

TEST(Position, IsPutBackIntoATextThatBecameShorter) {
  const Chat chat = std::move(Chat().add("abc"));
  EXPECT_EQ(clamped(chat.passages(), {0, 9, 9}), (Position{0, 0, 3}));
  EXPECT_EQ(clamped(chat.passages(), {0, 0, 99}), (Position{0, 0, 3}));
  EXPECT_EQ(clamped(chat.passages(), {5, 0, 0}), (Position{0, 0, 3}));
}

TEST(Hit, FindsLinksAndFormulas) {
  const Chat chat = std::move(Chat().add("go [here](https://a.example) or \\(x^2\\)"));
  const auto hit = hit_at(chat.passages(), 35, 10, chat.measure);
  ASSERT_TRUE(hit && hit->markup);
  EXPECT_EQ(hit->markup->target, "https://a.example");
  const auto formula = hit_at(chat.passages(), 115, 10, chat.measure);
  ASSERT_TRUE(formula && formula->markup);
  EXPECT_EQ(formula->markup->kind, Inline::Kind::kMath);
  EXPECT_EQ(formula->markup->target, "x^2");
  EXPECT_FALSE(hit_at(chat.passages(), 300, 10, chat.measure));
  EXPECT_EQ(hit_at(chat.passages(), 5, 10, chat.measure)->markup, nullptr);
}

TEST(Hit, DoesNotFollowOtherSchemes) {
  const Chat chat = std::move(Chat().add("[a](javascript:x) [b](file:///etc/passwd) [c](d.md)"));
  for (const Inline& markup : chat.document(0).blocks()[0].inlines) {
    EXPECT_EQ(markup.kind, Inline::Kind::kDeadLink);
    EXPECT_EQ(markup.target, "");
  }
}

TEST(Selection, DragsAcrossMessages) {
  const Chat chat = std::move(Chat().add("first message").add("second message"));
  SelectionGesture gesture;
  gesture.press(chat.passages(), 60, 10, 1, false, chat.measure);
  EXPECT_TRUE(gesture.selection().empty());
  gesture.drag(chat.passages(), 60, 50, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "message\n\nsecond");
  gesture.drag(chat.passages(), 0, 10, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "first ");
}

TEST(Selection, TakesWordsByTwoClicksAndBlocksByThree) {
  const Chat chat = std::move(Chat().add("one two three\n\nfour 中文字 five"));
  SelectionGesture gesture;
  gesture.press(chat.passages(), 69, 10, 2, false, chat.measure);  // the right half of "o"
  EXPECT_EQ(selected(chat, gesture), "two");
  gesture.drag(chat.passages(), 85, 10, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "two three");
  gesture.drag(chat.passages(), 5, 10, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "one two");
  gesture.press(chat.passages(), 75, 42, 2, false, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "中文字");
  gesture.press(chat.passages(), 75, 42, 3, false, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "four 中文字 five");
}

TEST(Selection, IsExtendedByKeysAndByShiftClick) {
  const Chat chat = std::move(Chat().add("alpha beta gamma\n\nx\n\ndelta epsilon"));
  SelectionGesture gesture;
  gesture.press(chat.passages(), 60, 10, 1, false, chat.measure);
  gesture.extend(chat.passages(), Move::kRight, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "b");
  gesture.extend(chat.passages(), Move::kWordRight, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "beta");
  gesture.extend(chat.passages(), Move::kDown, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "beta gamma\n\nx");
  // The column is that of the first step, not of the short line between.
  gesture.extend(chat.passages(), Move::kDown, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "beta gamma\n\nx\n\ndelta epsi");
  gesture.press(chat.passages(), 0, 10, 1, true, chat.measure);
  EXPECT_EQ(selected(chat, gesture), "alpha ");
}

TEST(Selection, HasARectangleALine) {
  const Chat chat = std::move(Chat(100).add("aaaa bbbb cccc\n\nnext"));
  const Selection selection{{0, 0, 5}, {0, 1, 2}};
  // A blank more where the end of the line is selected.
  EXPECT_EQ(selection_rects(chat.passages(), selection, 0, 1000, chat.measure),
            (std::vector<Rect>{{50, 0, 60, 20}, {0, 20, 50, 20}, {0, 52, 20, 20}}));
  EXPECT_EQ(selection_rects(chat.passages(), selection, 45, 1000, chat.measure).size(), 1u);
  EXPECT_TRUE(selection_rects(chat.passages(), {}, 0, 1000, chat.measure).empty());
}

TEST(Selection, TakesEverything) {
  const Chat chat = std::move(Chat().add("a").add("").add("b"));
  SelectionGesture gesture;
  gesture.select_all(chat.passages());
  EXPECT_EQ(selected(chat, gesture), "a\n\nb");
  gesture.clear();
  EXPECT_TRUE(gesture.selection().empty());
}

}  // namespace
}  // namespace octant::ui::text
