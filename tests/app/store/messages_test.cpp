#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Messages : public testing::Test {
 protected:
  TestHistory history;
  HistoryStore store = history.open();
  int64_t conversation = take(store.create_conversation({.title = "talk"}));
};

TEST_F(Messages, TheUsersMessageIsTheLeafAndEmptiesTheDraft) {
  EXPECT_OK(store.set_draft(conversation, "Why"));
  const int64_t id = take(store.add_user_message(conversation, 0, "Why?"));
  const Message found = take(store.message(id));
  EXPECT_EQ(found.conversation_id, conversation);
  EXPECT_EQ(found.role, Role::kUser);
  EXPECT_EQ(found.content, "Why?");
  EXPECT_EQ(found.state, MessageState::kComplete);
  EXPECT_EQ(found.parent_id, 0);
  EXPECT_EQ(take(store.conversation(conversation)).active_leaf, id);
  EXPECT_EQ(take(store.conversation(conversation)).draft_text, "");
}

TEST_F(Messages, TextComesBackByteForByte) {
  const std::string text =
      std::string("a\0b", 3) + " 𠮷野家 👩‍🚀 \r\n\t\"'%_\\ \xff end";
  const int64_t id = take(store.add_user_message(conversation, 0, text));
  EXPECT_EQ(take(store.message(id)).content, text);
  EXPECT_OK(store.check_integrity());
}

TEST_F(Messages, VersionsAreSiblingsAndOnlyOneIsOnThePath) {
  const int64_t q1 = take(store.add_user_message(conversation, 0, "q1"));
  const int64_t a1 = take(store.begin_answer({.conversation_id = conversation, .parent_id = q1}));
  EXPECT_OK(store.finish_answer(a1, {.content = "a1"}));
  const int64_t a2 = take(store.begin_answer({.conversation_id = conversation, .parent_id = q1}));
  EXPECT_OK(store.finish_answer(a2, {.content = "a2"}));
  const int64_t q2 = take(store.add_user_message(conversation, a2, "q2"));
  const int64_t edited = take(store.add_user_message(conversation, 0, "q1 edited"));

  EXPECT_THAT(contents(take(store.active_path(conversation))), ElementsAre("q1 edited"));
  EXPECT_THAT(take(store.siblings(q1)), ElementsAre(q1, edited));
  EXPECT_THAT(take(store.children(conversation, q1)), ElementsAre(a1, a2));
  EXPECT_THAT(take(store.children(conversation, 0)), ElementsAre(q1, edited));
  EXPECT_THAT(take(store.children(conversation, q2)), IsEmpty());
  EXPECT_EQ(take(store.newest_leaf(q1)), q2);
  EXPECT_EQ(take(store.newest_leaf(a1)), a1);

  EXPECT_OK(store.set_active_leaf(take(store.newest_leaf(q1))));
  const auto path = take(store.active_path(conversation));
  EXPECT_THAT(contents(path), ElementsAre("q1", "a2", "q2"));
  EXPECT_EQ(path[0].version, 1);
  EXPECT_EQ(path[0].num_versions, 2);
  EXPECT_EQ(path[1].version, 2);
  EXPECT_EQ(path[2].num_versions, 1);
}

TEST_F(Messages, AnEmptyConversationHasAnEmptyPath) {
  EXPECT_THAT(take(store.active_path(conversation)), IsEmpty());
}

TEST_F(Messages, AParentMustBeOfTheSameConversation) {
  const int64_t other = take(store.create_conversation({}));
  const int64_t elsewhere = take(store.add_user_message(other, 0, "x"));
  EXPECT_EQ(store.add_user_message(conversation, elsewhere, "y").status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(store.add_user_message(conversation, 99, "y").status().code(), StatusCode::kNotFound);
  EXPECT_THAT(take(store.active_path(conversation)), IsEmpty());
}

TEST_F(Messages, TwoThousandOfThemComeInOrder) {
  std::vector<Message> messages;
  for (int64_t id = 1; id <= 2000; ++id) {
    messages.push_back({.id = id, .parent_id = id - 1, .content = std::to_string(id)});
  }
  const int64_t id = take(store.add_conversation({.active_leaf = 2000}, messages));
  const auto path = take(store.active_path(id));
  ASSERT_EQ(path.size(), 2000u);
  for (size_t i = 0; i < path.size(); ++i) {
    ASSERT_EQ(path[i].message.content, std::to_string(i + 1));
  }
}

// ---- Answers

TEST_F(Messages, AnAnswerStreamsAndEndsWithWhatItWasMadeOf) {
  const int64_t asked = take(store.add_user_message(conversation, 0, "Why?"));
  const int64_t id = take(store.begin_answer({.conversation_id = conversation,
                                              .parent_id = asked,
                                              .model = "demo",
                                              .params_json = "{\"top_k\":1}"}));
  EXPECT_EQ(take(store.message(id)).state, MessageState::kStreaming);
  EXPECT_OK(store.append_answer(id, {.content = "", .reasoning = "Let me "}));
  EXPECT_OK(store.append_answer(id, {.content = "Beca", .reasoning = "think"}));
  EXPECT_EQ(take(store.message(id)).content, "Beca");
  EXPECT_EQ(take(store.message(id)).reasoning, "Let me think");

  const AnswerStats stats{.prompt_tokens = 1,
                          .completion_tokens = 2,
                          .cached_tokens = 3,
                          .ttft_ms = 4.5,
                          .prefill_ms = 5.5,
                          .decode_ms = 6.5,
                          .reasoning_ms = 2.25,
                          .draft_proposed = 7,
                          .draft_accepted = 8};
  EXPECT_OK(store.finish_answer(id, {.content = "Because.",
                                     .reasoning = "Let me think.",
                                     .finish_reason = "stop",
                                     .stats = stats}));
  const Message found = take(store.message(id));
  EXPECT_EQ(found.role, Role::kAssistant);
  EXPECT_EQ(found.state, MessageState::kComplete);
  EXPECT_EQ(found.content, "Because.");
  EXPECT_EQ(found.reasoning, "Let me think.");
  EXPECT_EQ(found.finish_reason, "stop");
  EXPECT_EQ(found.model, "demo");
  EXPECT_EQ(found.params_json, "{\"top_k\":1}");
  EXPECT_GT(found.finished_ms, found.created_ms);
  EXPECT_EQ(found.stats.prompt_tokens, 1);
  EXPECT_EQ(found.stats.completion_tokens, 2);
  EXPECT_EQ(found.stats.cached_tokens, 3);
  EXPECT_EQ(found.stats.ttft_ms, 4.5);
  EXPECT_EQ(found.stats.prefill_ms, 5.5);
  EXPECT_EQ(found.stats.decode_ms, 6.5);
  EXPECT_EQ(found.stats.reasoning_ms, 2.25);
  EXPECT_EQ(found.stats.draft_proposed, 7);
  EXPECT_EQ(found.stats.draft_accepted, 8);
}

TEST_F(Messages, AnAnswerThatHasEndedTakesNoMoreText) {
  const int64_t id = add_turn(store, conversation, 0, "q", "a");
  EXPECT_EQ(store.append_answer(id, {.content = "x"}).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(store.finish_answer(id, {}).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(store.finish_answer(id, {.state = MessageState::kStreaming}).code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(store.append_answer(99, {.content = "x"}).code(), StatusCode::kNotFound);
  EXPECT_EQ(take(store.message(id)).content, "a");
}

TEST_F(Messages, AnAnswerCanGoOn) {
  const int64_t id = add_turn(store, conversation, 0, "q", "one");
  EXPECT_OK(store.resume_answer(id));
  EXPECT_EQ(store.resume_answer(id).code(), StatusCode::kInvalidArgument);
  EXPECT_OK(store.append_answer(id, {.content = " two"}));
  EXPECT_EQ(take(store.message(id)).content, "one two");
  EXPECT_OK(store.finish_answer(id, {.content = "one two three"}));
  const int64_t asked = take(store.message(id)).parent_id;
  EXPECT_EQ(store.resume_answer(asked).code(), StatusCode::kInvalidArgument);
  EXPECT_OK(store.check_integrity());
}

TEST(Answers, WhatStreamedWhenTheProgramDiedIsInterrupted) {
  TestHistory history;
  int64_t conversation = 0;
  int64_t finished = 0;
  {
    HistoryStore store = history.open();
    conversation = take(store.create_conversation({}));
    finished = add_turn(store, conversation, 0, "q1", "a1");
    const int64_t q2 = take(store.add_user_message(conversation, finished, "q2"));
    const int64_t a2 = take(store.begin_answer({.conversation_id = conversation, .parent_id = q2}));
    EXPECT_OK(store.append_answer(a2, {.content = "half an ans", .reasoning = "thought"}));
  }
  HistoryStore store = history.open();
  const auto path = take(store.active_path(conversation));
  ASSERT_EQ(path.size(), 4u);
  EXPECT_EQ(path[1].message.state, MessageState::kComplete);
  EXPECT_EQ(path[3].message.state, MessageState::kInterrupted);
  EXPECT_EQ(path[3].message.content, "half an ans");
  EXPECT_EQ(path[3].message.reasoning, "thought");
  EXPECT_EQ(take(store.search("half an", 9)).size(), 1u);
  EXPECT_OK(store.check_integrity());
}

}  // namespace
}  // namespace octant::store
