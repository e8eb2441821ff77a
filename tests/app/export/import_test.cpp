#include "app/export/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/export/octant_json.h"
#include "tests/app/export/export_harness.h"
#include "tests/support/temp_folder.h"

namespace octant::exporting {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kTurn = R"({"messages":[{"role":"user","content":"hi"}]})";

std::string failure(const std::string& text) {
  std::vector<ConversationFile> files;
  const auto report = import_into(files, text);
  return report.ok() ? "ok" : report.status().to_string();
}

TEST(Import, TakesOneAnArrayOrOneALine) {
  const std::string turn = kTurn;
  const std::vector<std::pair<std::string, size_t>> cases = {
      {turn, 1},
      {"\n " + turn + "\n\n", 1},
      {"\uFEFF" + turn, 1},
      {turn + "\n" + turn + "\r\n\n" + turn, 3},
      {"[" + turn + ", " + turn + "]", 2},
      {"{\n\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]\n}", 1},
      {"[]", 0}};
  for (const auto& [text, count] : cases) {
    std::vector<ConversationFile> files;
    const auto report = import_into(files, text);
    ASSERT_TRUE(report.ok()) << text << report.status().to_string();
    EXPECT_EQ(files.size(), count) << text;
    EXPECT_THAT(report->reasons, ElementsAre()) << text;
  }
}

TEST(Import, ABrokenConversationDoesNotTakeTheOthersAlong) {
  const std::string turn = kTurn;
  const std::string good = octant_json_text(sample_conversation());
  const std::vector<std::string> texts = {
      turn + "\n" + turn + "\n{\"messages\": 7}\n" + turn,
      turn + "\n" + turn + "\n{\"messages\": [\n" + turn,
      "[" + turn + "," + turn + ",{\"messages\": [tru]}," + turn + "]",
      octant_head() + good + ",\n" + good + ",\n{\"messages\":[{}]},\n" + good +
          std::string(kOctantTail)};
  for (const std::string& text : texts) {
    std::vector<ConversationFile> files;
    const auto report = import_into(files, text);
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->num_imported, 3) << text;
    EXPECT_EQ(report->num_left_out, 1);
    EXPECT_THAT(report->reasons, ElementsAre(HasSubstr("file: conversation 3: "))) << text;
    EXPECT_EQ(report->formats.size(), 1u);
  }
}

TEST(Import, AFileThatBreaksOffGivesWhatCameBefore) {
  const std::string whole = octant_head() + octant_json_text(sample_conversation()) + ",\n" +
                            octant_json_text(sample_conversation()) + std::string(kOctantTail);
  std::vector<ConversationFile> files;
  const auto report = import_into(files, whole.substr(0, whole.size() - 100));
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(files.size(), 1u);
  EXPECT_THAT(report->reasons,
              ElementsAre("file: conversation 2: breaks off in the middle of a value"));
}

TEST(Import, SaysWhatIsNoFileOfConversations) {
  EXPECT_EQ(failure(""), "corrupt: file: is empty");
  EXPECT_EQ(failure("hello"), "corrupt: file: is no JSON");
  EXPECT_EQ(failure("{"), "corrupt: file: ends where a field's name is expected");
  EXPECT_EQ(failure(R"({"format":"octant.conversations","version":1})"),
            "corrupt: file: conversations: is no array, or is missing");
  std::vector<ConversationFile> files;
  EXPECT_THAT(import_into(files, "[{\"a\":1}]")->reasons,
              ElementsAre("file: conversation 1: is no conversation of a known format"));
}

TEST(Import, BoundsSizeAndDepth) {
  std::string deep;
  for (int i = 0; i < 1'000'000; ++i) deep += "[";
  std::vector<ConversationFile> files;
  EXPECT_THAT(import_into(files, "[" + deep)->reasons,
              ElementsAre(HasSubstr("breaks off in the middle of a value")));
  EXPECT_THAT(import_into(files, "[" + deep + std::string(deep.size(), ']') + "]")->reasons,
              ElementsAre("file: conversation 1: nests deeper than 100 levels"));
  const auto large = import_text("file", std::string(3 << 20, ' '), {.max_bytes = 2 << 20},
                                 [](const ConversationFile&) { return Status(); });
  EXPECT_EQ(large.status().to_string(),
            "unsupported: file: is larger than 2 MB, which is the most that is imported");
}

TEST(Import, KeepsAHundredReasonsAndCountsTheRest) {
  std::string text = "[7";
  for (int i = 1; i < 1000; ++i) text += ",7";
  std::vector<ConversationFile> files;
  const auto report = import_into(files, text + "]");
  EXPECT_EQ(report->num_left_out, 1000);
  EXPECT_EQ(report->reasons.size(), kMostReasons);
}

TEST(Import, ReplacesBytesThatAreNotUtf8) {
  std::vector<ConversationFile> files;
  ASSERT_TRUE(
      import_into(files, "{\"messages\":[{\"role\":\"user\",\"content\":\"a\xff\xed\xa0\x80\"}]}")
          .ok());
  EXPECT_EQ(files.at(0).messages.at(0).content, "a\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(Import, GivesTitleAndDatesToConversationsWithoutThem) {
  std::vector<ConversationFile> files;
  ASSERT_TRUE(
      import_into(files, R"({"messages":[{"role":"user","content":"\n Sort this\nplease"}]})")
          .ok());
  EXPECT_EQ(files.at(0).conversation.title, "Sort this");
  EXPECT_EQ(files.at(0).conversation.created_ms, 1'700'000'000'000);
  EXPECT_EQ(files.at(0).messages.at(0).created_ms, 1'700'000'000'000);
}

TEST(Import, EndsWhenNobodyCanTakeConversations) {
  const auto report = import_text("file", std::string(kTurn) + "\n" + kTurn, {},
                                  [](const ConversationFile&) { return io_error("disk full"); });
  EXPECT_EQ(report.status().to_string(), "i/o error: file: conversation 1: disk full");
}

TEST(Import, ReadsFilesAndNamesThoseThatAreNotThere) {
  const test::TempFolder folder;
  const auto path = folder.write("a.jsonl", kTurn);
  const TakeConversation take = [](const ConversationFile&) { return Status(); };
  EXPECT_EQ(import_file(path, {}, take)->num_imported, 1);
  EXPECT_EQ(import_file(folder / "b", {}, take).status().to_string(),
            "not found: " + (folder / "b").string() + ": is not there");
  EXPECT_EQ(import_file(folder.path(), {}, take).status().code(), StatusCode::kIo);
}

}  // namespace
}  // namespace octant::exporting
