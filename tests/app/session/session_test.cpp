// The controller on an engine that plays a script and a history of its own.

#include "app/session/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/cli/fake_engine.h"
#include "tests/support/temp_folder.h"

namespace octant::session {
namespace {

using cli::FakeEngine;
using cli::FakeReply;
using cli::FakeScript;
using cli::reply_of;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::chrono::milliseconds kNow{0};

class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    script_.model.name = "scripted";
    script_.model.num_moe_layers = 2;
    script_.model.n_routed_experts = 2;
    script_.model.num_experts_per_tok = 1;
  }

  store::HistoryStore open_history() {
    store::HistoryOptions options;
    options.path = folder_ / "history.db";
    auto history = store::HistoryStore::open(options);
    CHECK(history.ok());
    return std::move(history).value();
  }
  static void run_to_end(Session& session) {
    for (int i = 0; i < 100 && session.running(); ++i) session.poll(kNow);
    ASSERT_FALSE(session.running());
  }
  void ask(Session& session, std::string_view text, FakeReply reply) {
    script_.replies.push_back(std::move(reply));
    const Status status = session.send(text);
    ASSERT_TRUE(status.ok()) << status.to_string();
    run_to_end(session);
  }
  static std::vector<std::string> texts(const std::vector<store::PathMessage>& path) {
    std::vector<std::string> all;
    for (const store::PathMessage& shown : path) all.push_back(shown.message.content);
    return all;
  }
  static std::vector<std::string> texts(const std::vector<api::Message>& messages) {
    std::vector<std::string> all;
    for (const api::Message& message : messages) all.push_back(message.content);
    return all;
  }

  test::TempFolder folder_;
  FakeScript script_;
  FakeEngine engine_{script_};
};

TEST_F(SessionTest, AQuestionAndItsAnswerAreShownAndKept) {
  {
    store::HistoryStore history = open_history();
    Session session(&engine_, history);
    EXPECT_EQ(session.conversation_id(), 0);
    ask(session, "Hello there", reply_of({"Hi", "!"}));
    EXPECT_THAT(texts(session.path()), ElementsAre("Hello there", "Hi!"));
    EXPECT_TRUE(session.is_written());
    EXPECT_EQ(session.last_done()->usage.completion_tokens, 2);
  }
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  const auto page = history.list_conversations({});
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page.value().rows.size(), 1u);
  EXPECT_EQ(page.value().rows[0].title, "Hello there");
  ASSERT_TRUE(session.open(page.value().rows[0].id).ok());
  EXPECT_THAT(texts(session.path()), ElementsAre("Hello there", "Hi!"));
  const store::Message& answer = session.path()[1].message;
  EXPECT_EQ(answer.state, store::MessageState::kComplete);
  EXPECT_EQ(answer.finish_reason, "stop");
  EXPECT_EQ(answer.model, "scripted");
  EXPECT_EQ(answer.stats.draft_accepted, 3);
  EXPECT_THAT(history.histogram(answer.id).value().counts, ElementsAre(5, 1, 4, 2));
  EXPECT_EQ(history.tokens(answer.id).value().size(), 2u);
}

TEST_F(SessionTest, TheQuestionIsOnTheDiskBeforeTheEngineSeesIt) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  script_.replies.push_back({.refused = invalid_argument("the prompt is too long")});
  const Status status = session.send("far too long");
  EXPECT_THAT(status.to_string(), HasSubstr("the prompt is too long"));
  EXPECT_THAT(texts(session.path()), ElementsAre("far too long"));
  EXPECT_FALSE(session.running());
  // The next question takes its place: two in a row fit no chat format.
  ask(session, "shorter", reply_of({"fine"}));
  EXPECT_THAT(texts(script_.requests.back().messages), ElementsAre("shorter"));
  EXPECT_THAT(texts(session.path()), ElementsAre("shorter", "fine"));
  EXPECT_EQ(session.path()[0].num_versions, 2);
}

TEST_F(SessionTest, AQuestionWithAnEmptyAnswerIsReplacedByTheNext) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  ask(session, "first", reply_of({"fine"}));
  ask(session, "unheard", reply_of({""}));
  EXPECT_THAT(texts(session.path()), ElementsAre("first", "fine", "unheard", ""));
  EXPECT_THAT(texts(session.next_prompt("again")), ElementsAre("first", "fine", "again"));
  ask(session, "again", reply_of({"yes"}));
  EXPECT_THAT(texts(script_.requests.back().messages), ElementsAre("first", "fine", "again"));
  EXPECT_THAT(texts(session.path()), ElementsAre("first", "fine", "again", "yes"));
}

TEST_F(SessionTest, EarlierTurnsGoToTheEngineAsTheyWereWritten) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  ASSERT_TRUE(session.set_system_prompt("Be brief.").ok());
  FakeReply reasoned = reply_of({"hm", "yes"});
  reasoned.tokens[0].kind = api::TextKind::kReasoning;
  ask(session, "first", reasoned);
  EXPECT_EQ(session.path()[1].message.reasoning, "hm");
  ask(session, "second", reply_of({"no"}));
  EXPECT_THAT(texts(script_.requests.back().messages),
              ElementsAre("Be brief.", "first", "hm</think>yes", "second"));
}

TEST_F(SessionTest, WhatWouldBeAskedIsWhatIsAsked) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  EXPECT_THAT(session.last_prompt(), testing::IsEmpty());
  ASSERT_TRUE(session.set_system_prompt("Be brief.").ok());
  EXPECT_THAT(texts(session.next_prompt("first")), ElementsAre("Be brief.", "first"));
  uint64_t revision = session.path_revision();
  ask(session, "first", reply_of({"yes"}));
  EXPECT_GT(session.path_revision(), revision);
  EXPECT_THAT(texts(session.last_prompt()), ElementsAre("Be brief.", "first"));
  const std::vector<std::string> expected = texts(session.next_prompt("second"));
  revision = session.path_revision();
  ask(session, "second", reply_of({"no"}));
  EXPECT_EQ(texts(script_.requests.back().messages), expected);
  EXPECT_GT(session.path_revision(), revision);
  // A question without an answer is replaced by the next one.
  script_.replies.push_back({.refused = invalid_argument("the prompt is too long")});
  EXPECT_FALSE(session.send("far too long").ok());
  EXPECT_THAT(texts(session.next_prompt("third")),
              ElementsAre("Be brief.", "first", "yes", "second", "no", "third"));
}

TEST_F(SessionTest, WhatIsOnItsWayCanBeReadAndStopped) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  FakeReply endless = reply_of({"a", "b"});
  endless.until_cancelled = true;
  endless.done.reason = api::FinishReason::kCancelled;
  script_.replies.push_back(endless);
  ASSERT_TRUE(session.send("go").ok());
  Changes changes;
  while (session.running()->num_tokens < 2) changes = session.poll(kNow);
  EXPECT_TRUE(changes.text);
  EXPECT_EQ(session.running()->content, "ab");
  EXPECT_EQ(session.running()->prefill->tokens_total, 7);
  EXPECT_EQ(session.path().back().message.state, store::MessageState::kStreaming);
  EXPECT_EQ(session.send("not now").code(), StatusCode::kUnsupported);
  session.stop();
  run_to_end(session);
  EXPECT_EQ(session.path().back().message.state, store::MessageState::kStopped);
  EXPECT_EQ(session.path().back().message.content, "ab");
  EXPECT_EQ(session.last_answer()->content, "ab");
}

TEST_F(SessionTest, AnAnswerThatDoesNotStopIsAbandoned) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  session.abandon();  // there is none
  FakeReply deaf = reply_of({"half"});
  deaf.ignores_cancel = true;
  script_.replies.push_back(deaf);
  ASSERT_TRUE(session.send("go").ok());
  while (session.running()->num_tokens < 1) session.poll(kNow);
  session.stop();
  session.poll(kNow);
  EXPECT_TRUE(session.running());
  session.abandon();
  EXPECT_FALSE(session.running());
  EXPECT_EQ(session.path().back().message.state, store::MessageState::kStopped);
  EXPECT_EQ(session.path().back().message.content, "half");
  EXPECT_EQ(session.last_done()->usage.completion_tokens, 1);
  ask(session, "next", reply_of({"fine"}));
  EXPECT_THAT(texts(session.path()), ElementsAre("go", "half", "next", "fine"));
}

TEST_F(SessionTest, AnswersAndQuestionsHaveVersions) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  api::GenerateOptions options;
  options.seed = 5;
  ASSERT_TRUE(session.set_options(options).ok());
  ask(session, "question", reply_of({"one"}));
  script_.replies.push_back(reply_of({"two"}));
  ASSERT_TRUE(session.regenerate(session.path()[1].message.id).ok());
  run_to_end(session);
  EXPECT_EQ(script_.requests[0].options.seed, 5u);
  EXPECT_EQ(script_.requests[1].options.seed, 6u);  // else it would be the same answer
  EXPECT_THAT(texts(session.path()), ElementsAre("question", "two"));
  EXPECT_EQ(session.path()[1].version, 2);
  script_.replies.push_back(reply_of({"three"}));
  ASSERT_TRUE(session.edit(session.path()[0].message.id, "better question").ok());
  run_to_end(session);
  EXPECT_THAT(texts(session.path()), ElementsAre("better question", "three"));
  ASSERT_TRUE(session.show_version(session.path()[0].message.id, -1).ok());
  EXPECT_THAT(texts(session.path()), ElementsAre("question", "two"));
  ASSERT_TRUE(session.show_version(session.path()[1].message.id, -1).ok());
  EXPECT_THAT(texts(session.path()), ElementsAre("question", "one"));
  ASSERT_TRUE(session.show_version(session.path()[1].message.id, -1).ok());  // the first
  EXPECT_THAT(texts(session.path()), ElementsAre("question", "one"));
  EXPECT_EQ(session.edit(session.path()[1].message.id, "x").code(), StatusCode::kInvalidArgument);
}

TEST_F(SessionTest, AFaultKeepsWhatCameAndAnotherEngineGoesOn) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  FakeReply faulty = reply_of({"half an "});
  faulty.fault = "device 3: illegal address";
  ask(session, "go", faulty);
  EXPECT_EQ(session.engine_problem(), "device 3: illegal address");
  EXPECT_EQ(session.path()[1].message.content, "half an ");
  EXPECT_EQ(session.path()[1].message.state, store::MessageState::kFailed);
  EXPECT_EQ(session.path()[1].message.error, "device 3: illegal address");
  EXPECT_EQ(session.path()[1].message.stats.completion_tokens, 1);
  EXPECT_EQ(session.send("more").code(), StatusCode::kUnsupported);
  FakeEngine other(script_);
  session.set_engine(&other);
  script_.replies.push_back(reply_of({"whole"}));
  ASSERT_TRUE(session.regenerate(session.path()[1].message.id).ok());
  run_to_end(session);
  EXPECT_THAT(texts(session.path()), ElementsAre("go", "whole"));
}

TEST_F(SessionTest, AnAnswerThatBrokeOffIsGoneOnWith) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  FakeReply cut = reply_of({"hm", "half "});
  cut.tokens[0].kind = api::TextKind::kReasoning;
  cut.done.reason = api::FinishReason::kLength;
  ask(session, "go", cut);
  const store::Message before = session.path()[1].message;
  ASSERT_TRUE(broke_off(before));
  EXPECT_EQ(session.continue_answer(session.path()[0].message.id).code(),
            StatusCode::kInvalidArgument);

  script_.replies.push_back(reply_of({"an ", "answer"}));
  ASSERT_TRUE(session.continue_answer(before.id).ok());
  EXPECT_EQ(session.path()[1].message.state, store::MessageState::kStreaming);
  EXPECT_EQ(session.running()->content, "half ");
  EXPECT_EQ(session.running()->reasoning, "hm");
  run_to_end(session);

  EXPECT_TRUE(script_.requests[1].continue_reply);
  EXPECT_TRUE(script_.requests[1].options.thinking);  // what was written has reasoning
  EXPECT_THAT(texts(script_.requests[1].messages), ElementsAre("go", "hm</think>half "));
  const store::Message after = history.message(before.id).value();
  EXPECT_EQ(after.content, "half an answer");
  EXPECT_EQ(after.reasoning, "hm");
  EXPECT_EQ(after.state, store::MessageState::kComplete);
  EXPECT_EQ(after.finish_reason, "stop");
  EXPECT_EQ(after.stats.completion_tokens, 4);
  EXPECT_EQ(after.stats.prompt_tokens, before.stats.prompt_tokens);
  EXPECT_EQ(after.stats.ttft_ms, before.stats.ttft_ms);
  EXPECT_EQ(after.stats.decode_ms, 2 * before.stats.decode_ms);
  EXPECT_EQ(after.stats.draft_accepted, 2 * before.stats.draft_accepted);
  EXPECT_THAT(history.histogram(before.id).value().counts, ElementsAre(10, 2, 8, 4));
  EXPECT_EQ(history.tokens(before.id).value().size(), 4u);
  // It is whole now.
  EXPECT_FALSE(broke_off(after));
  EXPECT_EQ(session.continue_answer(before.id).code(), StatusCode::kInvalidArgument);
}

TEST_F(SessionTest, ReasoningThatBrokeOffIsGoneOnWith) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  FakeReply cut = reply_of({"let me "});
  cut.tokens[0].kind = api::TextKind::kReasoning;
  cut.fault = "killed";
  ask(session, "go", cut);
  FakeEngine other(script_);
  session.set_engine(&other);
  FakeReply rest = reply_of({"see", "yes"});
  rest.tokens[0].kind = api::TextKind::kReasoning;
  script_.replies.push_back(rest);
  ASSERT_TRUE(session.continue_answer(session.path()[1].message.id).ok());
  run_to_end(session);
  EXPECT_THAT(texts(script_.requests[1].messages), ElementsAre("go", "let me "));
  EXPECT_EQ(session.path()[1].message.reasoning, "let me see");
  EXPECT_EQ(session.path()[1].message.content, "yes");
  EXPECT_EQ(session.path()[1].message.state, store::MessageState::kComplete);
}

TEST_F(SessionTest, GoingOnThatIsRefusedLeavesTheAnswerAsItWas) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  FakeReply cut = reply_of({"half"});
  cut.done.reason = api::FinishReason::kCancelled;
  ask(session, "go", cut);
  script_.replies.push_back({.refused = invalid_argument("the context is full")});
  const Status status = session.continue_answer(session.path()[1].message.id);
  EXPECT_THAT(status.to_string(), HasSubstr("the context is full"));
  EXPECT_FALSE(session.running());
  const store::Message kept = history.message(session.path()[1].message.id).value();
  EXPECT_EQ(kept.content, "half");
  EXPECT_EQ(kept.state, store::MessageState::kStopped);
}

TEST_F(SessionTest, AConversationThatIsGoneForGoodTakesItsAnswerAlong) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  FakeReply endless = reply_of({"a", "b"});
  endless.until_cancelled = true;
  endless.done.reason = api::FinishReason::kCancelled;
  script_.replies.push_back(endless);
  ASSERT_TRUE(session.send("go").ok());
  session.poll(kNow);
  ASSERT_TRUE(history.delete_conversation(session.conversation_id()).ok());
  ASSERT_TRUE(history.purge(store::system_now_ms() + 1).ok());
  session.begin_new();
  const auto end = Clock::now() + 10 * kFlushInterval;
  while (session.running() && Clock::now() < end) session.poll(std::chrono::milliseconds(5));
  EXPECT_FALSE(session.running());
  EXPECT_EQ(script_.num_cancels, 1);
  EXPECT_TRUE(session.is_written());
  // What the engine still tells of it is nobody's.
  session.poll(kNow);
  ask(session, "next", reply_of({"fine"}));
  EXPECT_THAT(texts(session.path()), ElementsAre("next", "fine"));
}

TEST_F(SessionTest, SettingsThatCannotBeReadDoNotCloseTheTextAway) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  ask(session, "hello", reply_of({"hi"}));
  const int64_t id = session.conversation_id();
  ASSERT_TRUE(history.set_settings(id, R"({"draft":12})").ok());
  ASSERT_TRUE(session.open(id).ok());
  EXPECT_THAT(session.options_problem(), HasSubstr("draft"));
  EXPECT_THAT(texts(session.path()), ElementsAre("hello", "hi"));
  session.begin_new();
  EXPECT_EQ(session.options_problem(), "");
}

TEST_F(SessionTest, AMessageOfAnotherVersionIsOpenedWhereItIs) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  ask(session, "old question", reply_of({"old answer"}));
  const int64_t old = session.path()[1].message.id;
  script_.replies.push_back(reply_of({"new answer"}));
  ASSERT_TRUE(session.edit(session.path()[0].message.id, "new question").ok());
  run_to_end(session);
  const int64_t id = session.conversation_id();
  session.begin_new();
  ASSERT_TRUE(session.open_at(id, old).ok());
  EXPECT_THAT(texts(session.path()), ElementsAre("old question", "old answer"));
  ASSERT_TRUE(session.open_at(id, old).ok());
  EXPECT_THAT(texts(session.path()), ElementsAre("old question", "old answer"));
}

TEST_F(SessionTest, AnAnswerWithoutTextHasNothingToGoOnWith) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  FakeReply empty = reply_of({});
  empty.done.reason = api::FinishReason::kCancelled;
  ask(session, "go", empty);
  EXPECT_EQ(session.continue_answer(session.path()[1].message.id).code(),
            StatusCode::kInvalidArgument);
}

TEST_F(SessionTest, AnAnswerGoesOnWhileAnotherConversationIsOpen) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  ask(session, "old", reply_of({"old answer"}));
  const int64_t old = session.conversation_id();
  session.begin_new();
  script_.replies.push_back(reply_of({"new ", "answer"}));
  ASSERT_TRUE(session.send("new").ok());
  const int64_t fresh = session.conversation_id();
  EXPECT_NE(old, fresh);
  ASSERT_TRUE(session.open(old).ok());
  run_to_end(session);
  EXPECT_THAT(texts(session.path()), ElementsAre("old", "old answer"));
  ASSERT_TRUE(session.open(fresh).ok());
  EXPECT_THAT(texts(session.path()), ElementsAre("new", "new answer"));
}

TEST_F(SessionTest, OptionsBelongToTheirConversation) {
  store::HistoryStore history = open_history();
  Session session(&engine_, history);
  api::GenerateOptions options;
  options.temperature = 0.25f;
  ASSERT_TRUE(session.set_options(options).ok());
  ask(session, "warm", reply_of({"x"}));
  const int64_t warm = session.conversation_id();
  session.begin_new();
  EXPECT_FALSE(session.options().temperature.has_value());
  ask(session, "default", reply_of({"y"}));
  ASSERT_TRUE(session.open(warm).ok());
  EXPECT_EQ(session.options().temperature, 0.25f);
  EXPECT_EQ(session.path()[1].message.params_json, R"({"temperature":0.25})");
}

TEST_F(SessionTest, AReaderOfAnothersHistoryAsksNothing) {
  store::HistoryStore writer = open_history();
  store::HistoryStore reader = open_history();
  ASSERT_TRUE(reader.is_read_only());
  Session session(&engine_, reader);
  EXPECT_EQ(session.send("hello").code(), StatusCode::kUnsupported);
  EXPECT_TRUE(script_.requests.empty());
}

TEST_F(SessionTest, ASessionThatEndsKeepsWhatCame) {
  int64_t id = 0;
  {
    store::HistoryStore history = open_history();
    Session session(&engine_, history);
    FakeReply endless = reply_of({"so far"});
    endless.until_cancelled = true;
    script_.replies.push_back(endless);
    ASSERT_TRUE(session.send("go").ok());
    while (session.running()->num_tokens < 1) session.poll(kNow);
    id = session.running()->message_id;
  }
  store::HistoryStore history = open_history();
  const store::Message kept = history.message(id).value();
  EXPECT_EQ(kept.content, "so far");
  EXPECT_EQ(kept.state, store::MessageState::kStopped);
}

}  // namespace
}  // namespace octant::session
