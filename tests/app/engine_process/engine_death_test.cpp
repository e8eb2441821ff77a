// Children that die, hang or talk nonsense: the window's process hears of it in one line, keeps
// what had arrived, and goes on with another child.

#include <chrono>
#include <csignal>
#include <future>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine_process/engine_process.h"
#include "tests/app/engine_process/process_support.h"
#include "tests/app/engine_process/scripted_engine.h"

namespace octant::engine_process {
namespace {

using std::chrono::milliseconds;
using testing::Contains;
using testing::HasSubstr;

// Heartbeats often enough that a tenth of the real limits will do, and ten of them are missed
// before a busy machine is taken for a hang.
ProcessOptions impatient(ProcessOptions options) {
  options.heartbeat = milliseconds(100);
  options.limits.silence = milliseconds(1000);
  options.limits.decode_step = milliseconds(500);
  options.limits.prefill_step = milliseconds(20'000);
  return options;
}

std::unique_ptr<EngineProcess> open_actor(const std::string& mode) {
  auto engine = EngineProcess::open({}, {}, impatient(actor(mode)));
  EXPECT_EQ(engine.status().to_string(), "ok");
  return std::move(engine).value();
}

// The failure of a child that never gets as far as a model.
std::string failure_of(const std::string& mode) {
  const auto engine = EngineProcess::start({}, impatient(actor(mode)));
  EXPECT_EQ(wait_loaded(*engine), EngineState::kFailed);
  const Heard heard = listen(*engine, 0);
  EXPECT_EQ(heard.faults.size(), 1u);
  EXPECT_FALSE(has_children());
  const EngineCondition condition = engine->condition();
  EXPECT_EQ(condition.pid, 0);
  EXPECT_EQ(condition.failure.message().find('\n'), std::string_view::npos);
  EXPECT_EQ(heard.faults.at(0).error, condition.failure.message());
  EXPECT_EQ(engine->submit(saying("count 1")).status().to_string(), condition.failure.to_string());
  return condition.failure.to_string();
}

TEST(EngineDeath, GarbageIsRefused) {
  EXPECT_THAT(
      failure_of("garbage"),
      HasSubstr("internal error: the engine does not speak the protocol: a frame announces"));
  EXPECT_EQ(
      failure_of("garbage_later"),
      "internal error: the engine does not speak the protocol: a frame is of kind 200, there are 7 "
      "kinds");
}

TEST(EngineDeath, AnotherVersionIsRefused) {
  EXPECT_EQ(
      failure_of("wrong_version"),
      "internal error: the engine does not speak the protocol: the other side speaks version 99 of "
      "the protocol, this one " +
          std::to_string(kProtocolVersion));
}

TEST(EngineDeath, AnExitIsToldWithItsCodeAndWhatItPrinted) {
  EXPECT_EQ(failure_of("exits"), "internal error: the engine ended with exit code 3");
  const auto engine = EngineProcess::start({}, actor("exits"));
  EXPECT_EQ(wait_loaded(*engine), EngineState::kFailed);
  EXPECT_THAT(engine->condition().last_lines,
              testing::ElementsAre("a first line", "there is no room left"));
}

TEST(EngineDeath, SilenceIsToldAfterTheLimit) {
  EXPECT_EQ(failure_of("silent"), "internal error: the engine does not answer for 1 s");
  EXPECT_EQ(failure_of("floods"), "internal error: the engine does not answer for 1 s");
}

TEST(EngineDeath, AClosedSocketIsTold) {
  EXPECT_EQ(failure_of("closes"), "internal error: the engine has closed its connection");
}

TEST(EngineDeath, AFaultIsPassedOnAndEndsRequests) {
  const auto engine = open_actor("scripted");
  const auto id = engine->submit(saying("fault"));
  ASSERT_TRUE(id.ok());
  const Heard heard = listen(*engine, 0);
  EXPECT_EQ(heard.text, "1 2 ");
  ASSERT_EQ(heard.done.size(), 1u);
  EXPECT_TRUE(heard.done_before_fault);
  EXPECT_EQ(heard.done[0].request, *id);
  EXPECT_EQ(heard.done[0].reason, api::FinishReason::kError);
  EXPECT_EQ(heard.done[0].error, "the device is gone");
  ASSERT_EQ(heard.faults.size(), 1u);
  EXPECT_EQ(heard.faults[0].error, "the device is gone");
  EXPECT_EQ(engine->submit(saying("count 1")).status().to_string(),
            "internal error: the device is gone");
}

TEST(EngineDeath, AnAbortShowsItsLastLine) {
  const auto engine = open_actor("scripted");
  ASSERT_TRUE(engine->submit(saying("abort")).ok());
  const Heard heard = listen(*engine, 0);
  EXPECT_EQ(heard.text, "1 2 ");
  EXPECT_THAT(heard.done.at(0).error, HasSubstr("the engine was killed by signal 6"));
  EXPECT_THAT(engine->condition().last_lines, Contains("something is wrong here"));
}

TEST(EngineDeath, AStepThatHangsIsTold) {
  const auto engine = open_actor("scripted");
  ASSERT_TRUE(engine->submit(saying("stall")).ok());
  const Heard heard = listen(*engine, 0);
  EXPECT_EQ(heard.text, "1 2 ");
  EXPECT_EQ(heard.done.at(0).error, "the engine has taken no step for 500 ms");
  EXPECT_FALSE(has_children());
}

TEST(EngineDeath, AnEngineThatIsIdleIsLeftAlone) {
  const auto engine = open_actor("scripted");
  std::this_thread::sleep_for(milliseconds(1500));  // three times the limit of a step
  EXPECT_EQ(engine->condition().state, EngineState::kReady);
  const auto id = engine->submit(saying("count 3"));
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(listen(*engine, *id).text, "1 2 3 .");
}

TEST(EngineDeath, AStoppedProcessIsToldAfterTheLimit) {
  const auto engine = open_actor("scripted");
  ASSERT_TRUE(engine->submit(saying("stall")).ok());
  Heard heard;
  listen_for(*engine, milliseconds(100), heard);
  const auto begin = std::chrono::steady_clock::now();
  ::kill(engine->condition().pid, SIGSTOP);
  const Heard rest = listen(*engine, 0);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(800));
  EXPECT_EQ(heard.text + rest.text, "1 2 ");
  EXPECT_EQ(rest.done.at(0).error, "the engine does not answer for 1 s");
  EXPECT_FALSE(has_children());
}

TEST(EngineDeath, EvaluationsThatWaitFailWithTheReason) {
  const auto engine = open_actor("scripted");
  auto waiting = std::async(std::launch::async, [&] { return engine->evaluate({}); });
  std::this_thread::sleep_for(milliseconds(50));
  ::kill(engine->condition().pid, SIGKILL);
  EXPECT_EQ(waiting.get().status().to_string(),
            "internal error: the engine was killed by signal 9 (Killed)");
  EXPECT_EQ(engine->evaluate({.tokens = {1}}).status().to_string(),
            "internal error: the engine was killed by signal 9 (Killed)");
}

TEST(EngineDeath, RequestsAreNumberedOnBehindARestart) {
  const auto engine = open_actor("scripted");
  const auto first = engine->submit(saying("count 2"));
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(listen(*engine, *first).text, "1 2 .");
  ::kill(engine->condition().pid, SIGTERM);
  EXPECT_EQ(listen(*engine, 0).faults.at(0).error,
            "the engine was killed by signal 15 (Terminated)");
  ASSERT_TRUE(engine->restart().ok());
  ASSERT_EQ(wait_loaded(*engine), EngineState::kReady);
  const auto second = engine->submit(saying("count 3"));
  ASSERT_TRUE(second.ok());
  EXPECT_GT(*second, *first);
  EXPECT_EQ(listen(*engine, *second).text, "1 2 3 .");
}

}  // namespace
}  // namespace octant::engine_process
