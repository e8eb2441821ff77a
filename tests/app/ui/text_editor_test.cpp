#include "app/ui/widgets/text_editor.h"

#include <gtest/gtest.h>

#include "app/ui/widgets/line_break.h"

namespace octant::ui {
namespace {

// Latin letters are 1 wide, everything else 2.
float measure(char32_t c) {
  return c < 0x2E80 ? 1.0F : 2.0F;
}

class Editing : public testing::Test {
 protected:
  void SetUp() override { editor.set_layout(10, 20, measure); }
  void type(std::u32string_view text) {
    for (const char32_t c : text) editor.insert(std::u32string_view(&c, 1));
  }
  TextEditor editor{TextEditor::Lines::kMany};
};

TEST_F(Editing, KeepsEveryCharacterOfUnicode) {
  type(U"a🙂𠮷野家");
  EXPECT_EQ(editor.utf8(), "a🙂𠮷野家");
  editor.key(EditKey::kBackspace);
  editor.key(EditKey::kBackspace);
  editor.key(EditKey::kBackspace);
  EXPECT_EQ(editor.utf8(), "a🙂");
}

TEST_F(Editing, UndoesAndRedoes) {
  type(U"one");
  editor.key(EditKey::kBackspaceWord);
  EXPECT_EQ(editor.utf8(), "");
  editor.key(EditKey::kUndo);
  EXPECT_EQ(editor.utf8(), "one");
  editor.key(EditKey::kRedo);
  EXPECT_EQ(editor.utf8(), "");
}

TEST_F(Editing, JumpsOverWords) {
  editor.set_text("one, two 三");
  editor.key(EditKey::kWordLeft);
  EXPECT_EQ(editor.caret(), 9);
  editor.key(EditKey::kWordLeft);
  EXPECT_EQ(editor.caret(), 5);
  editor.key(EditKey::kWordLeft);
  EXPECT_EQ(editor.caret(), 3);  // the comma is a sign of its own
  editor.key(EditKey::kWordRight);
  EXPECT_EQ(editor.caret(), 5);
  editor.key(EditKey::kWordRight, true);
  EXPECT_EQ(editor.selected_utf8(), "two ");
}

TEST_F(Editing, SelectsTheWordAtTheCaret) {
  editor.set_text("one two.");
  editor.click({5, 5}, false);
  editor.select_word();
  EXPECT_EQ(editor.selected_utf8(), "two");
  editor.click({7.6F, 5}, false);
  editor.select_word();
  EXPECT_EQ(editor.selected_utf8(), ".");
}

TEST_F(Editing, WrapsAndWalksOverRows) {
  editor.set_text("aaaa bbbb cccc");
  ASSERT_EQ(editor.rows().size(), 2U);
  EXPECT_EQ(editor.rows()[1].start, 10);
  EXPECT_EQ(editor.position_of(12), (Point{2, 20}));
  editor.select(12, 12);
  editor.key(EditKey::kUp);
  EXPECT_EQ(editor.caret(), 2);
  editor.key(EditKey::kDown);
  EXPECT_EQ(editor.caret(), 12);
}

TEST_F(Editing, DragsASelectionOverRows) {
  editor.set_text("aaaa bbbb cccc");
  editor.click({1, 5}, false);
  editor.drag({3, 25});
  EXPECT_EQ(editor.selected_utf8(), "aaa bbbb ccc");
  editor.cut();
  EXPECT_EQ(editor.utf8(), "ac");
}

TEST_F(Editing, ARowFollowsTheLastNewLine) {
  editor.set_text("a\n");
  ASSERT_EQ(editor.rows().size(), 2U);
  EXPECT_EQ(editor.position_of(2), (Point{0, 20}));
  editor.clear();
  EXPECT_EQ(editor.rows().size(), 1U);
}

TEST_F(Editing, TakesNoControlCharacters) {
  editor.insert(U"a\tb\x01\x7F\nc");
  EXPECT_EQ(editor.utf8(), "a b\nc");
}

TEST(OneLine, TakesNewLinesAsSpacesAndDoesNotWrap) {
  TextEditor editor(TextEditor::Lines::kOne);
  editor.set_layout(3, 20, measure);
  editor.insert(U"ab\ncdef gh");
  EXPECT_EQ(editor.utf8(), "ab cdef gh");
  EXPECT_EQ(editor.rows().size(), 1U);
}

TEST(LineBreak, BreaksBehindSpacesWhichHangOver) {
  EXPECT_EQ(row_length(U"aaaa bbbb", 4, measure), 5);
  EXPECT_EQ(row_length(U"aaaa    bbbb", 4, measure), 8);
}

TEST(LineBreak, BreaksAWordThatIsLongerThanTheRow) {
  EXPECT_EQ(row_length(U"aaaaaaaa", 3, measure), 3);
  EXPECT_EQ(row_length(U"aaaa", 0.5F, measure), 1);
}

TEST(LineBreak, BreaksBetweenChineseCharactersButNotBeforePunctuation) {
  EXPECT_EQ(row_length(U"专家负载均衡", 6, measure), 3);
  EXPECT_EQ(row_length(U"专家负，载均", 6, measure), 2);  // the comma takes its character along
  EXPECT_EQ(row_length(U"专家（负载", 6, measure), 2);    // the bracket goes to the next row
}

TEST(LineBreak, ANewLineEndsTheRowItStandsIn) {
  EXPECT_EQ(row_length(U"ab\ncd", 10, measure), 3);
}

}  // namespace
}  // namespace octant::ui
