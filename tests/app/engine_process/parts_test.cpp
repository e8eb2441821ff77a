// The small parts: watchdog, progress, numbers, lines, queues.

#include <chrono>
#include <string>
#include <thread>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine_process/event_inbox.h"
#include "app/engine_process/last_lines.h"
#include "app/engine_process/outbox.h"
#include "app/engine_process/progress_watch.h"
#include "app/engine_process/request_ids.h"
#include "app/engine_process/socket.h"
#include "app/engine_process/watchdog.h"

namespace octant::engine_process {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Watchdog, BarksAfterTheLimitOfSilence) {
  Watchdog dog({.silence = seconds(10)});
  EXPECT_FALSE(dog.waited(seconds(9)));
  dog.heard();
  EXPECT_FALSE(dog.waited(seconds(9)));
  EXPECT_EQ(dog.waited(seconds(1)), "does not answer for 10 s");
}

TEST(Watchdog, GivesPromptsMoreTimeThanTokensAndEvaluationsAny) {
  const Watchdog dog({});
  EXPECT_FALSE(dog.heartbeat({Phase::kDecode, 9'000}));
  EXPECT_EQ(dog.heartbeat({Phase::kDecode, 10'000}), "has taken no step for 10 s");
  EXPECT_FALSE(dog.heartbeat({Phase::kPrefill, 119'000}));
  EXPECT_EQ(dog.heartbeat({Phase::kPrefill, 120'000}), "has taken no step for 120 s");
  EXPECT_FALSE(dog.heartbeat({Phase::kEvaluate, 1'000'000}));
  EXPECT_FALSE(dog.heartbeat({Phase::kIdle, 1'000'000}));
}

TEST(ProgressWatch, CountsTheTicksWithoutAStep) {
  ProgressWatch watch;
  const auto stalled = [&watch] { return watch.tick(seconds(1)).stalled_ms; };
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kIdle);
  watch.request_began();
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kPrefill);
  EXPECT_EQ(stalled(), 1000u);
  EXPECT_EQ(stalled(), 2000u);
  watch.note(api::TokenEvent{});
  EXPECT_EQ(stalled(), 0u);
  EXPECT_EQ(stalled(), 1000u);
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kDecode);
  watch.note(api::DoneEvent{});
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kIdle);
  EXPECT_EQ(stalled(), 0u);
}

TEST(ProgressWatch, TheNextRequestBeginsWithItsPrompt) {
  ProgressWatch watch;
  watch.request_began();
  watch.request_began();
  watch.note(api::TokenEvent{});
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kDecode);
  watch.note(api::DoneEvent{});
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kPrefill);
  watch.request_refused();
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kIdle);
}

TEST(ProgressWatch, ARequestBehindAnEvaluationIsNotStalled) {
  ProgressWatch watch;
  watch.evaluation_began();
  watch.request_began();
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kEvaluate);
  EXPECT_EQ(watch.tick(seconds(1)).stalled_ms, 0u);
  watch.evaluation_ended();
  EXPECT_EQ(watch.tick(seconds(1)).phase, Phase::kPrefill);
}

TEST(RequestIds, AnEventWaitsForItsNumber) {
  RequestIds ids;
  std::thread adds([&ids] {
    std::this_thread::sleep_for(milliseconds(20));
    ids.add(7, 101);
  });
  EXPECT_EQ(ids.window_id(101), 7u);
  adds.join();
  EXPECT_EQ(ids.engine_id(7), 101u);
  ids.remove(101);
  EXPECT_EQ(ids.engine_id(7), std::nullopt);
}

TEST(RequestIds, NobodyWaitsBehindClose) {
  RequestIds ids;
  std::thread closes([&ids] {
    std::this_thread::sleep_for(milliseconds(20));
    ids.close();
  });
  EXPECT_EQ(ids.window_id(101), 0u);
  closes.join();
}

TEST(LastLines, KeepsTheLastOnesHoweverTheyCome) {
  LastLines lines;
  lines.append("one\ntw");
  lines.append("o\n\nthr");
  lines.append("ee");
  EXPECT_THAT(lines.lines(), testing::ElementsAre("one", "two", "", "three"));
}

TEST(LastLines, AreBoundedInNumberAndLength) {
  LastLines lines;
  lines.append(std::string(10'000, 'x'));
  lines.append(std::string(10'000, 'y') + "\n");
  ASSERT_EQ(lines.lines().size(), 1u);
  EXPECT_EQ(lines.lines()[0], std::string(LastLines::kMostLineBytes, 'x'));
  for (int i = 0; i < 1000; ++i) lines.append(std::to_string(i) + "\n");
  EXPECT_EQ(lines.lines().size(), LastLines::kMostLines);
  EXPECT_EQ(lines.lines().back(), "999");
}

TEST(EventInbox, DropsTelemetryButNeverTextWhenNobodyPolls) {
  EventInbox inbox;
  constexpr size_t kMore = EventInbox::kTelemetryCapacity + 100;
  for (size_t i = 0; i < kMore; ++i) inbox.push(api::StepEvent{});
  for (size_t i = 0; i < kMore; ++i) inbox.push(api::TokenEvent{});
  inbox.push(api::StepEvent{});
  inbox.push(api::DoneEvent{});
  EXPECT_EQ(inbox.num_dropped(), 101u);
  const auto events = inbox.pop_all(milliseconds(0));
  EXPECT_EQ(events.size(), EventInbox::kTelemetryCapacity + kMore + 1);
  EXPECT_TRUE(std::holds_alternative<api::DoneEvent>(events.back()));
  EXPECT_TRUE(inbox.pop_all(milliseconds(1)).empty());
}

TEST(Outbox, RefusesRequestsButNoCancelsWhenTheEngineDoesNotRead) {
  Outbox outbox;
  const auto pair = make_socket_pair();
  ASSERT_TRUE(pair.ok());
  ASSERT_TRUE(outbox.push(std::string(Outbox::kMaxWaitingBytes + 1, 'x')).ok());
  const auto all_sent = outbox.flush(pair->here.get());
  ASSERT_TRUE(all_sent.ok());
  EXPECT_FALSE(*all_sent);
  ASSERT_TRUE(outbox.push(std::string(1 << 20, 'y')).ok());
  const Status refused = outbox.push("z");
  EXPECT_EQ(refused.code(), StatusCode::kIo);
  EXPECT_EQ(refused.message().find("the engine does not take what it is sent: "), 0u);
  EXPECT_TRUE(outbox.push("z", Outbox::WhenFull::kTake).ok());
}

TEST(Outbox, SendsFramesInOrderAndForgetsThemBehindAClosedSocket) {
  Outbox outbox;
  auto pair = make_socket_pair();
  ASSERT_TRUE(pair.ok());
  ASSERT_TRUE(outbox.push("one").ok());
  ASSERT_TRUE(outbox.push("two").ok());
  EXPECT_TRUE(*outbox.flush(pair->here.get()));
  std::array<char, 100> bytes;
  const auto got = receive(pair->there.get(), bytes, true);
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(std::string(bytes.data(), got->bytes), "onetwo");
  pair->there.reset();
  ASSERT_TRUE(outbox.push("three").ok());
  EXPECT_TRUE(*outbox.flush(pair->here.get()));
}

}  // namespace
}  // namespace octant::engine_process
