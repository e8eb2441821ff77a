// Files that were damaged at random, always in the same way: nothing of them ends the program, and
// what is imported is a tree.

#include <gtest/gtest.h>

#include <random>

#include "tests/app/export/export_harness.h"

namespace octant::exporting {
namespace {

constexpr int kRunsOfEachFile = 3000;

const std::vector<std::string>& pieces() {
  static const std::vector<std::string> kPieces = {"\"",
                                                   "{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "null",
                                                   "-1",
                                                   "1e999",
                                                   "99999999999999999999",
                                                   "\\u0000",
                                                   "\\ud800",
                                                   "\xff",
                                                   "\"id\":",
                                                   "\"parent\":",
                                                   "\"messages\":[",
                                                   "\n",
                                                   "true",
                                                   "0",
                                                   "\"n2\""};
  return kPieces;
}

std::string damaged(std::string text, std::mt19937& random) {
  const auto below = [&random](size_t end) { return random() % std::max<size_t>(end, 1); };
  for (size_t changes = 1 + below(4); changes > 0; --changes) {
    const size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, below(20));
        break;
      case 2:
        text.insert(at, pieces()[below(pieces().size())]);
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(60)));
        break;
    }
    if (text.empty()) text = "{";
  }
  return text;
}

void expect_tree(const ConversationFile& file) {
  const auto count = std::ssize(file.messages);
  for (int64_t i = 0; i < count; ++i) {
    ASSERT_EQ(file.messages[static_cast<size_t>(i)].id, i + 1);
    ASSERT_GE(file.messages[static_cast<size_t>(i)].parent_id, 0);
    ASSERT_LE(file.messages[static_cast<size_t>(i)].parent_id, i);
  }
  ASSERT_GE(file.conversation.active_leaf, 0);
  ASSERT_LE(file.conversation.active_leaf, count);
}

class ImportFuzz : public testing::TestWithParam<const char*> {};

TEST_P(ImportFuzz, DamagedFilesGiveTreesOrReasons) {
  const std::string whole = read_all(golden_path(GetParam()));
  std::mt19937 random(20231114);
  int64_t imported = 0;
  for (int run = 0; run < kRunsOfEachFile; ++run) {
    std::vector<ConversationFile> files;
    const auto report = import_into(files, damaged(whole, random));
    if (!report.ok()) {
      ASSERT_TRUE(report.status().message().starts_with("file: ")) << report.status().to_string();
      ASSERT_EQ(report.status().message().find('\n'), std::string_view::npos);
      continue;
    }
    imported += report->num_imported;
    for (const ConversationFile& file : files) ASSERT_NO_FATAL_FAILURE(expect_tree(file));
  }
  // Small damage often leaves a file that can be read.
  EXPECT_GT(imported, kRunsOfEachFile / 20);
}

INSTANTIATE_TEST_SUITE_P(OfEveryFormat, ImportFuzz,
                         testing::Values("json.json", "jsonl.jsonl", "sharegpt.json",
                                         "open_webui.json", "chatgpt.json"),
                         [](const auto& file) {
                           const std::string name = file.param;
                           return name.substr(0, name.find('.'));
                         });

}  // namespace
}  // namespace octant::exporting
