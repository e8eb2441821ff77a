// Formats of other programs, with samples written from their documentation.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/export/export_harness.h"

namespace octant::exporting {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// "1<0 user: text" for each message.
std::vector<std::string> tree(const ConversationFile& file) {
  std::vector<std::string> lines;
  for (const store::Message& message : file.messages) {
    const char* const role = message.role == store::Role::kUser        ? "user"
                             : message.role == store::Role::kAssistant ? "assistant"
                                                                       : "system";
    lines.push_back(std::to_string(message.id) + "<" + std::to_string(message.parent_id) + " " +
                    role + ": " + message.content);
  }
  return lines;
}

TEST(OpenWebUi, KeepsTheTreeThePathAndTheDates) {
  std::vector<ConversationFile> files;
  const auto report = import_into(files, read_all(golden_path("open_webui.json")));
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(report->formats, ElementsAre("Open WebUI"));
  EXPECT_THAT(report->reasons,
              ElementsAre(HasSubstr(
                  "file: conversation 2: chat: history: messages: some are their own ancestors")));
  ASSERT_EQ(files.size(), 1u);
  const store::Conversation& head = files[0].conversation;
  EXPECT_EQ(head.title, "Sorting");
  EXPECT_EQ(head.model, "deepseek-r1");
  EXPECT_EQ(head.system_prompt, "Be brief.");
  EXPECT_EQ(head.created_ms, 1'700'000'000'000);
  EXPECT_EQ(head.updated_ms, 1'700'000'100'000);
  EXPECT_TRUE(head.pinned);
  EXPECT_THAT(head.tags, ElementsAre("code"));
  EXPECT_EQ(head.active_leaf, 5);
  EXPECT_THAT(tree(files[0]), ElementsAre("1<0 user: How do I sort?", "2<1 assistant: With a loop.",
                                          "3<1 assistant: With std::sort.", "4<3 user: Fast?",
                                          "5<4 assistant: Yes."));
  EXPECT_EQ(files[0].messages[4].model, "deepseek-r1");
  EXPECT_EQ(files[0].messages[4].created_ms, 1'700'000'050'000);
}

TEST(ChatGpt, LeavesOutHiddenNodesAndToolsAndKeepsTheRestTogether) {
  std::vector<ConversationFile> files;
  const auto report = import_into(files, read_all(golden_path("chatgpt.json")));
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(report->formats, ElementsAre("ChatGPT"));
  ASSERT_EQ(files.size(), 1u);
  const store::Conversation& head = files[0].conversation;
  EXPECT_EQ(head.created_ms, 1'700'000'000'250);
  EXPECT_EQ(head.updated_ms, 1'700'000'100'500);
  EXPECT_TRUE(head.archived);
  EXPECT_EQ(head.model, "gpt-4o");
  EXPECT_EQ(head.active_leaf, 3);
  EXPECT_THAT(tree(files[0]),
              ElementsAre("1<0 user: [attachment]\n\nSort this", "2<1 assistant: Sorted: [1]",
                          "3<2 user: Thanks", "4<1 assistant: Which order?"));
}

TEST(ShareGpt, TakesTheNamesOfBothSidesAndTheSystemPrompt) {
  std::vector<ConversationFile> files;
  const auto report = import_into(files, R"([{"id":"x","title":"T","conversations":[
      {"from":"system","value":"S"},{"from":"user","value":"Q"},{"from":"tool","value":"t"},
      {"from":"chatgpt","value":"A"}]}])");
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(report->formats, ElementsAre("ShareGPT"));
  EXPECT_EQ(files.at(0).conversation.title, "T");
  EXPECT_EQ(files.at(0).conversation.system_prompt, "S");
  EXPECT_THAT(tree(files.at(0)), ElementsAre("1<0 user: Q", "2<1 assistant: A"));
}

TEST(OpenAi, TakesPartsReasoningAndDevelopers) {
  std::vector<ConversationFile> files;
  const auto report = import_into(files, R"({"messages":[{"role":"developer","content":"S"},
      {"role":"user","content":[{"type":"text","text":"Q"},{"type":"image_url"}]},
      {"role":"assistant","content":null,"tool_calls":[]},{"role":"tool","content":"x"},
      {"role":"assistant","content":"A","reasoning_content":"R"}]})");
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(files.at(0).conversation.system_prompt, "S");
  EXPECT_THAT(tree(files.at(0)), ElementsAre("1<0 user: Q\n\n[attachment]", "2<1 assistant: A"));
  EXPECT_EQ(files.at(0).messages.at(1).reasoning, "R");
}

TEST(ForeignFormats, NameTheFieldThatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"mapping":7})", "mapping: is a number, expected an object"},
      {R"({"mapping":{"a":7}})", R"(mapping["a"]: is a number, expected an object)"},
      {R"({"mapping":{"a":{"parent":"z"}}})", R"(message "a": parent: there is no message "z")"},
      {R"({"mapping":{"a":{"id":"x"},"b":{"id":"x"}}})", R"(message "x": id: comes twice)"},
      {R"({"mapping":{"a":{"parent":"a"}}})", "messages: some are their own ancestors"},
      {R"({"mapping":{"a":{"message":{"author":{"role":7}}}}})",
       R"(mapping["a"]: message: author: role: is a number, expected text)"},
      {R"({"mapping":{}})", "has no messages with text"},
      {R"({"chat":{"history":{"messages":[]}}})",
       "chat: history: messages: is an array, expected an object"},
      {R"({"messages":[7]})", "messages[0]: is a number, expected an object"},
      {R"({"messages":[{"role":"user","content":7}]})",
       "messages[0]: content: is a number, expected text or an array"},
      {R"({"conversations":[{"from":"human"}]})", "conversations[0]: value: is missing"},
  };
  for (const auto& [text, reason] : cases) {
    std::vector<ConversationFile> files;
    const auto report = import_into(files, text);
    ASSERT_TRUE(report.ok()) << text;
    EXPECT_THAT(report->reasons, ElementsAre("file: conversation 1: " + reason)) << text;
  }
}

TEST(ForeignFormats, PutAbsurdDatesBetween1970And9999) {
  for (const char* date : {"-1", "1e300", "-1e300", "1700000000000", "1700000000000000000", "0"}) {
    std::vector<ConversationFile> files;
    ASSERT_TRUE(import_into(files, std::string(R"({"create_time":)") + date +
                                       R"(,"mapping":{"a":{"message":{"author":{"role":"user"},)"
                                       R"("content":{"parts":["x"]}}}}})")
                    .ok());
    EXPECT_GT(files.at(0).conversation.created_ms, 1'600'000'000'000) << date;
    EXPECT_LE(files.at(0).conversation.created_ms, 253'402'300'799'999) << date;
  }
}

}  // namespace
}  // namespace octant::exporting
