#include "runtime/telemetry/event_queue.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>
#include <variant>
#include <vector>

namespace octant {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kNoWait{0};
constexpr milliseconds kLong{60000};  // ends by an event, or the test hangs into its time limit

api::Event token(api::RequestId request, int64_t position) {
  api::TokenEvent event;
  event.request = request;
  event.position = position;
  return event;
}
api::Event done(api::RequestId request) {
  api::DoneEvent event;
  event.request = request;
  return event;
}

TEST(EventQueue, KeepsTheOrder) {
  EventQueue queue(8);
  ASSERT_TRUE(queue.push(token(1, 0)).ok());
  ASSERT_TRUE(queue.push(api::StepEvent{.request = 1}).ok());
  ASSERT_TRUE(queue.push(token(1, 1)).ok());
  ASSERT_TRUE(queue.push(done(1)).ok());
  const std::vector<api::Event> events = queue.pop_all(kNoWait);
  ASSERT_EQ(events.size(), 4u);
  EXPECT_EQ(std::get<api::TokenEvent>(events[0]).position, 0);
  EXPECT_TRUE(std::holds_alternative<api::StepEvent>(events[1]));
  EXPECT_EQ(std::get<api::TokenEvent>(events[2]).position, 1);
  EXPECT_TRUE(std::holds_alternative<api::DoneEvent>(events[3]));
  EXPECT_TRUE(queue.pop_all(kNoWait).empty());
}

TEST(EventQueue, DropsAndCountsTelemetryWhenHalfFull) {
  EventQueue queue(4);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(queue.push(api::TokenRouting{}).ok());
  ASSERT_TRUE(queue.push(api::StepEvent{}).ok());
  ASSERT_TRUE(queue.push(api::PrefillProgress{}).ok());
  ASSERT_TRUE(queue.push(api::LoadProgress{}).ok());
  EXPECT_EQ(queue.num_dropped(), 4u);
  ASSERT_TRUE(queue.push(token(1, 0)).ok());  // there is room left for tokens
  EXPECT_EQ(queue.pop_all(kNoWait).size(), 3u);
  ASSERT_TRUE(queue.push(api::StepEvent{}).ok());
  EXPECT_EQ(queue.num_dropped(), 4u);
}

TEST(EventQueue, TakesTheEndOfAnAnswerEvenWhenFull) {
  EventQueue queue(1);
  ASSERT_TRUE(queue.push(token(1, 0)).ok());
  ASSERT_TRUE(queue.push(done(1)).ok());
  ASSERT_TRUE(queue.push(api::FaultEvent{"out of memory"}).ok());
  EXPECT_EQ(queue.pop_all(kNoWait).size(), 3u);
}

TEST(EventQueue, GivesUpAWaitingTokenWhenCancelled) {
  EventQueue queue(1);
  ASSERT_TRUE(queue.push(token(1, 0)).ok());
  std::atomic<bool> cancel{false};
  Status status;
  std::thread writer([&] { status = queue.push(token(1, 1), &cancel); });
  cancel = true;
  writer.join();
  EXPECT_EQ(status.code(), StatusCode::kCancelled);
  EXPECT_EQ(queue.pop_all(kNoWait).size(), 1u);
  // A set flag is no obstacle where there is room.
  EXPECT_TRUE(queue.push(token(1, 1), &cancel).ok());
}

TEST(EventQueue, CloseWakesWritersAndReaders) {
  EventQueue full(1);
  EventQueue empty(1);
  ASSERT_TRUE(full.push(token(1, 0)).ok());
  Status status;
  std::thread writer([&] { status = full.push(token(1, 1)); });
  std::thread reader([&] { EXPECT_TRUE(empty.pop_all(kLong).empty()); });
  full.close();
  empty.close();
  writer.join();
  reader.join();
  EXPECT_EQ(status.code(), StatusCode::kCancelled);
  EXPECT_EQ(full.pop_all(kLong).size(), 1u);  // what was there stays
  EXPECT_TRUE(full.pop_all(kLong).empty());   // closed and drained: does not wait
  EXPECT_EQ(full.push(done(1)).code(), StatusCode::kCancelled);
}

TEST(EventQueue, ReaderWakesUpForAnEvent) {
  EventQueue queue(4);
  std::thread writer([&] { EXPECT_TRUE(queue.push(token(1, 0)).ok()); });
  EXPECT_EQ(queue.pop_all(kLong).size(), 1u);
  writer.join();
}

// Two writers through a queue of four, telemetry between the tokens, two readers.
TEST(EventQueue, LosesNoTokenBetweenThreads) {
  constexpr int64_t kNumTokens = 3000;
  EventQueue queue(4);
  std::vector<std::thread> writers;
  for (api::RequestId request : {1, 2}) {
    writers.emplace_back([&queue, request] {
      for (int64_t i = 0; i < kNumTokens; ++i) {
        EXPECT_TRUE(queue.push(token(request, i)).ok());
        EXPECT_TRUE(queue.push(api::StepEvent{.request = request}).ok());
      }
      EXPECT_TRUE(queue.push(done(request)).ok());
    });
  }
  struct Seen {
    std::vector<int64_t> positions[3];
    uint64_t num_steps = 0;
  };
  std::array<Seen, 2> seen;
  std::atomic<int> num_done{0};
  std::vector<std::thread> readers;
  for (Seen& mine : seen) {
    readers.emplace_back([&queue, &num_done, &mine] {
      for (;;) {
        const std::vector<api::Event> events = queue.pop_all(kLong);
        if (events.empty()) return;  // closed
        for (const api::Event& event : events) {
          if (const auto* t = std::get_if<api::TokenEvent>(&event)) {
            mine.positions[t->request].push_back(t->position);
          }
          if (std::holds_alternative<api::StepEvent>(event)) ++mine.num_steps;
          if (std::holds_alternative<api::DoneEvent>(event) && ++num_done == 2) queue.close();
        }
      }
    });
  }
  for (std::thread& thread : writers) thread.join();
  for (std::thread& thread : readers) thread.join();
  for (size_t request : {1u, 2u}) {
    std::vector<int> times(kNumTokens, 0);
    for (const Seen& reader : seen) {
      for (size_t i = 0; i < reader.positions[request].size(); ++i) {
        const int64_t position = reader.positions[request][i];
        if (i > 0) {
          EXPECT_LT(reader.positions[request][i - 1], position);
        }
        ++times[static_cast<size_t>(position)];
      }
    }
    EXPECT_EQ(times, std::vector<int>(kNumTokens, 1));
  }
  EXPECT_EQ(seen[0].num_steps + seen[1].num_steps + queue.num_dropped(), uint64_t{2 * kNumTokens});
}

}  // namespace
}  // namespace octant
