// kill -9 of the real engine at any moment.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "app/engine_process/engine_process.h"
#include "tests/app/engine_process/process_support.h"
#include "tests/demo/golden_cases.h"
#include "tests/runtime/engine/tiny_engine.h"
#include "tests/support/random.h"

namespace octant::engine_process {
namespace {

using std::chrono::milliseconds;

// An answer that never ends: past the end token, until the context is full.
api::ChatRequest endless() {
  api::ChatRequest request = test::greedy({{api::Role::kUser, "What is an MTP layer?"}}, {});
  request.options.draft = test::draft_fixed(1);
  request.options.ignore_eos = true;
  request.options.max_tokens = 0;
  return request;
}

TEST(EngineKill, KilledAtAnyMomentItLosesNoTextAndStartsAgain) {
  const int runs = runs_wanted("OCTANT_KILL_RUNS", 20);
  api::ChatRequest whole = endless();
  whole.options.max_tokens = 2000;
  const std::string expected = test::ask(*test::open_tiny_engine(demo()), whole).text;
  const auto opened = EngineProcess::open(demo(), {}, octant_program());
  ASSERT_TRUE(opened.ok());
  EngineProcess& engine = **opened;
  const int64_t files = num_open_files();
  test::Random random(11);
  size_t bytes_kept = 0;
  for (int run = 0; run < runs; ++run) {
    SCOPED_TRACE(run);
    ASSERT_EQ(wait_loaded(engine), EngineState::kReady);
    const auto id = engine.submit(endless());
    ASSERT_TRUE(id.ok()) << id.status().to_string();
    Heard heard;
    listen_for(engine, milliseconds(random.below(200)), heard);
    ::kill(engine.condition().pid, SIGKILL);
    const Heard rest = listen(engine, 0);
    ASSERT_EQ(rest.done.size(), 1u);
    EXPECT_TRUE(rest.done_before_fault);
    EXPECT_EQ(rest.done[0].request, *id);
    EXPECT_EQ(rest.done[0].reason, api::FinishReason::kError);
    EXPECT_EQ(rest.done[0].error, "the engine was killed by signal 9 (Killed)");
    EXPECT_EQ(rest.faults.at(0).error, rest.done[0].error);
    const std::string text = heard.text + rest.text;
    const size_t common = std::min(text.size(), expected.size());
    EXPECT_EQ(text.substr(0, common), expected.substr(0, common));
    bytes_kept += text.size();
    EXPECT_EQ(engine.submit(endless()).status().code(), StatusCode::kInternal);
    EXPECT_FALSE(has_children());
    ASSERT_TRUE(engine.restart().ok());
    if (run % 4 == 3) {  // in the middle of a load
      std::this_thread::sleep_for(milliseconds(random.below(30)));
      const pid_t pid = engine.condition().pid;
      if (pid > 0) {
        ::kill(pid, SIGKILL);
        EXPECT_EQ(listen(engine, 0).faults.size(), 1u);
        ASSERT_TRUE(engine.restart().ok());
      }
    }
  }
  EXPECT_GT(bytes_kept, 0u);
  ASSERT_EQ(wait_loaded(engine), EngineState::kReady);
  EXPECT_EQ(num_open_files(), files);
  EXPECT_EQ(test::ask(engine, test::greedy({{api::Role::kUser, "What is 17 + 25?"}}, {})).text,
            "17 + 25 = 42.");
}

}  // namespace
}  // namespace octant::engine_process
