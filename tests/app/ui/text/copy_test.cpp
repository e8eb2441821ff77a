#include "app/ui/text/copy.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/app/ui/text/case_files.h"
#include "tests/app/ui/text/chat_fixture.h"

namespace octant::ui::text {
namespace {

using test::Chat;

// The selection of a text that the messages' shown text has once, in one block.
Selection find(const Chat& chat, const std::string& words) {
  for (size_t i = 0; i < chat.document(0).blocks().size(); ++i) {
    const size_t at = chat.document(0).blocks()[i].text.find(words);
    if (at != std::string::npos) return {{0, i, at}, {0, i, at + words.size()}};
  }
  ADD_FAILURE() << words;
  return {};
}

// From the begin of one text to the end of another.
Selection between(const Chat& chat, const std::string& first, const std::string& last) {
  return {find(chat, first).begin(), find(chat, last).end()};
}

TEST(CopyText, IsWhatIsRead) {
  const Chat chat = std::move(
      Chat(100)
          .add("# Title\n\nSome **bold** text\nthat goes on \\(x^2\\).\n\n1. one\n2. two\n   - "
               "deep\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\ny\n```\n\n---\n\nend")
          .add("*next*"));
  EXPECT_EQ(copy_text(chat.passages(), all_of(chat.passages())),
            "Title\n\nSome bold text that goes on x².\n\n1. one\n2. two\n  • deep\n\na\tb\n1\t2\n\n"
            "x = 1\ny\n\n---\n\nend\n\nnext");
  EXPECT_EQ(copy_text(chat.passages(), {}), "");
}

TEST(CopyText, LeavesOutTheMarkerWhereAnItemIsCut) {
  const Chat chat = std::move(Chat().add("- one\n- two"));
  EXPECT_EQ(copy_text(chat.passages(), {{0, 0, 1}, {0, 1, 1}}), "ne\n• t");
}

TEST(CopyText, OfPlainTextIsTheTextItself) {
  const std::vector<std::string> texts = {
      "a", "a\n\n\n  b\tc \n", "**not bold** \\(x\\)\n- no list\n", "\n", "中文\n\U0001F600"};
  for (const std::string& text : texts) {
    const Chat chat = std::move(Chat(60).add(text, TextFormat::kPlain));
    EXPECT_EQ(copy_text(chat.passages(), all_of(chat.passages())), text);
    EXPECT_EQ(copy_markdown(chat.passages(), all_of(chat.passages())), text);
  }
}

TEST(CopyMarkdown, OfEverythingIsTheSource) {
  for (const test::MarkdownCase& one : test::markdown_cases()) {
    const Chat chat = std::move(Chat(200).add(one.markdown));
    std::string expected = one.markdown;
    while (expected.ends_with('\n') || expected.ends_with('\r')) expected.pop_back();
    std::string copied = copy_markdown(chat.passages(), all_of(chat.passages()));
    while (copied.ends_with('\r')) copied.pop_back();
    EXPECT_EQ(copied, expected) << one.name;
  }
}

TEST(CopyMarkdown, RoundsOutToMarkers) {
  const Chat chat = std::move(
      Chat().add("# Head\n\nSome **bold words** and [a link](https://x.example) or \\(x^2\\), "
                 "`code`.\n\n- first item\n- second *item*\n\n| a | bb |\n|---|---|\n| c | d |\n\n"
                 "```cpp\nint x;\nint y;\n```\n\nend"));
  const auto copied = [&](const Selection& selection) {
    return copy_markdown(chat.passages(), selection);
  };
  EXPECT_EQ(copied(find(chat, "words")), "words");
  EXPECT_EQ(copied(find(chat, "bold words")), "**bold words**");
  EXPECT_EQ(copied(find(chat, "words and")), "**bold words** and");
  EXPECT_EQ(copied(find(chat, "Some bold")), "Some **bold words**");
  EXPECT_EQ(copied(find(chat, "a link")), "[a link](https://x.example)");
  EXPECT_EQ(copied(find(chat, "²,")), "\\(x^2\\),");
  EXPECT_EQ(copied(find(chat, "code")), "`code`");
  EXPECT_EQ(copied(find(chat, "Head")), "# Head");
  EXPECT_EQ(copied(find(chat, "ead")), "ead");
  EXPECT_EQ(copied(between(chat, "ead", "Some")), "ead\n\nSome");
  EXPECT_EQ(copied(between(chat, "item", "second it")), "item\n- second *item*");
  EXPECT_EQ(copied(between(chat, "first", "second")), "- first item\n- second");
  EXPECT_EQ(copied(find(chat, "bb")), "bb");
  EXPECT_EQ(copied(find(chat, "bb\nc")), "| a | bb |\n|---|---|\n| c | d |");
  EXPECT_EQ(copied(find(chat, "int x")), "int x");
  EXPECT_EQ(copied(find(chat, "int x;\nint y;")), "```cpp\nint x;\nint y;\n```");
  EXPECT_EQ(copied(between(chat, "int y", "end")), "```cpp\nint x;\nint y;\n```\n\nend");
}

}  // namespace
}  // namespace octant::ui::text
