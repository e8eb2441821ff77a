#include "app/export/octant_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "tests/app/export/export_harness.h"

namespace octant::exporting {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string document(const std::string& conversations) {
  return octant_head() + conversations + std::string(kOctantTail);
}

// The reason why a conversation with this text is left out.
std::string refused(const std::string& conversation) {
  std::vector<ConversationFile> files;
  const auto report = import_into(files, document(conversation));
  if (!report.ok()) return report.status().to_string();
  EXPECT_EQ(files.size(), 0u) << conversation;
  return report->reasons.empty() ? "" : report->reasons.front();
}

RC_GTEST_PROP(OctantJson, ComesBackAsItWasAndIsWrittenWithTheSameBytes, ()) {
  const ConversationFile file = *conversation_files();
  const std::string text = octant_json_text(file);
  std::vector<ConversationFile> files;
  const auto report = import_into(files, document(text));
  RC_ASSERT(report.ok());
  RC_ASSERT(report->reasons == std::vector<std::string>{});
  RC_ASSERT(files.size() == 1u);
  RC_ASSERT(all_fields(files.front()) == all_fields(file));
  RC_ASSERT(octant_json_text(files.front()) == text);
}

TEST(OctantJson, NumbersMessagesByTheirPlaceWhateverTheirIdsWere) {
  ConversationFile file = sample_conversation();
  const std::string text = octant_json_text(file);
  file.conversation.id = 77;
  for (store::Message& message : file.messages) {
    message.id += 1000;
    if (message.parent_id != 0) message.parent_id += 1000;
    message.conversation_id = 77;
  }
  file.conversation.active_leaf += 1000;
  auto recording = file.recordings.extract(3);
  recording.key() = 1003;
  file.recordings.insert(std::move(recording));
  EXPECT_EQ(octant_json_text(file), text);
}

TEST(OctantJson, WritesNumbersThatAreNotFiniteAsZero) {
  ConversationFile file = sample_conversation();
  file.messages[2].stats.ttft_ms = std::numeric_limits<double>::quiet_NaN();
  file.recordings[3].tokens[0].logprob = -std::numeric_limits<float>::infinity();
  std::vector<ConversationFile> files;
  ASSERT_TRUE(import_into(files, document(octant_json_text(file))).ok());
  EXPECT_EQ(files.at(0).messages[2].stats.ttft_ms, 0);
  EXPECT_EQ(files.at(0).recordings[3].tokens[0].logprob, 0);
}

TEST(OctantJson, ReplacesBytesThatAreNotUtf8) {
  ConversationFile file = sample_conversation();
  file.conversation.title = "a\xff b";
  std::vector<ConversationFile> files;
  ASSERT_TRUE(import_into(files, document(octant_json_text(file))).ok());
  EXPECT_EQ(files.at(0).conversation.title, "a\uFFFD b");
}

TEST(OctantJson, NamesTheFieldThatIsWrong) {
  const std::string user = R"("role":"user")";
  EXPECT_EQ(refused("{}"), "file: conversation 1: messages: is missing");
  EXPECT_EQ(refused("7"), "file: conversation 1: is a number, expected an object");
  EXPECT_EQ(refused(R"({"title":7,"messages":[]})"),
            "file: conversation 1: title: is a number, expected text");
  EXPECT_EQ(refused(R"({"tags":[1],"messages":[]})"),
            "file: conversation 1: tags: is a number, expected text");
  EXPECT_EQ(refused(R"({"messages":[{"id":1}]})"),
            "file: conversation 1: messages[0]: role: is missing");
  EXPECT_EQ(refused(R"({"messages":[{"id":1,"role":"king"}]})"),
            "file: conversation 1: messages[0]: role: \"king\" is none");
  EXPECT_EQ(refused(R"({"messages":[{"id":2,)" + user + "}]}"),
            "file: conversation 1: messages[0]: id: is 2, expected 1");
  EXPECT_EQ(refused(R"({"messages":[{"id":1,"parent":1,)" + user + "}]}"),
            "file: conversation 1: messages[0]: parent: 1 is no message before it");
  EXPECT_EQ(refused(R"({"messages":[{"id":1,"parent":-1,)" + user + "}]}"),
            "file: conversation 1: messages[0]: parent: -1 is no message before it");
  EXPECT_EQ(refused(R"({"messages":[],"active_leaf":1})"),
            "file: conversation 1: active_leaf: 1 is no message");
  EXPECT_EQ(refused(R"({"messages":[],"created_ms":99999999999999999999})"),
            "file: conversation 1: created_ms: is a number, expected a whole number");
  EXPECT_EQ(refused(R"({"messages":[],"x":1e999})"),
            "file: conversation 1: has a number that is too large");
}

TEST(OctantJson, RefusesRecordingsThatContradictThemselves) {
  const auto with = [](const std::string& more) {
    return refused(R"({"messages":[{"id":1,"role":"assistant",)" + more + "}]}");
  };
  EXPECT_THAT(with(R"("experts":{"layers":2,"experts":2,"counts":[1,2,3]})"),
              HasSubstr("experts: counts: are not layers x experts"));
  EXPECT_THAT(with(R"("experts":{"layers":2147483647,"experts":2147483647,"counts":[]})"),
              HasSubstr("are not layers x experts"));
  EXPECT_THAT(with(R"("experts":{"layers":1,"experts":1,"counts":[-1]})"),
              HasSubstr("counts: has a number that does not fit"));
  EXPECT_THAT(with(R"("experts":{"layers":-1,"experts":-1,"counts":[1]})"),
              HasSubstr("layers: is negative"));
  EXPECT_THAT(
      with(R"("routing":{"layers":1,"k":1,"tokens":[[0,true]],"topk_idx":[],"topk_weights":[]})"),
      HasSubstr("tokens: expected [position, is_prompt, accepted]"));
  EXPECT_THAT(
      with(
          R"("routing":{"layers":1,"k":1,"tokens":[[0,true,true]],"topk_idx":[40000],"topk_weights":[1]})"),
      HasSubstr("topk_idx: has a number that does not fit"));
  EXPECT_THAT(
      with(
          R"("routing":{"layers":1,"k":1,"tokens":[[0,true,true]],"topk_idx":[1],"topk_weights":[]})"),
      HasSubstr("are not tokens x layers x k"));
  EXPECT_THAT(with(R"("tokens":[[1]])"), HasSubstr("tokens: expected [id"));
  EXPECT_THAT(with(R"("stats":{"prompt_tokens":-1})"), HasSubstr("prompt_tokens: is negative"));
}

TEST(OctantJson, PutsAbsurdDatesBetween1970And9999) {
  std::vector<ConversationFile> files;
  ASSERT_TRUE(import_into(files, document(R"({"created_ms":-5,"updated_ms":9223372036854775807,)"
                                          R"("messages":[]})"))
                  .ok());
  EXPECT_EQ(files.at(0).conversation.created_ms, 0);
  EXPECT_EQ(files.at(0).conversation.updated_ms, 253'402'300'799'999);
}

TEST(OctantJson, RefusesANewerVersionByName) {
  std::vector<ConversationFile> files;
  const auto report =
      import_into(files, R"({"format":"octant.conversations","version":2,"conversations":[]})");
  EXPECT_EQ(report.status().to_string(),
            "unsupported: file: version: is 2, this program reads version 1");
}

}  // namespace
}  // namespace octant::exporting
