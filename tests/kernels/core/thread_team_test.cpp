#include "kernels/core/thread_team.h"

#include <atomic>
#include <numeric>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace octant {
namespace {

constexpr int32_t kThreads = 4;

// Both ways of waiting: sleeping at once, and spinning a little first. Long spins would make four
// threads on one core wait for each other's time slices.
class Waiting : public testing::TestWithParam<int32_t> {};
INSTANTIATE_TEST_SUITE_P(Spins, Waiting, testing::Values(0, 50));

TEST_P(Waiting, BarrierShowsWhatOthersWroteBefore) {
  constexpr int kRounds = 500;
  Barrier barrier(kThreads, GetParam());
  std::vector<int> written(kThreads, -1);  // not atomic: the barrier alone orders the accesses
  std::vector<int> wrong(kThreads, 0);
  const auto body = [&](int32_t self) {
    for (int round = 0; round < kRounds; ++round) {
      written[static_cast<size_t>(self)] = round;
      barrier.arrive_and_wait();
      for (int value : written) wrong[static_cast<size_t>(self)] += value != round;
      barrier.arrive_and_wait();
    }
  };
  std::vector<std::thread> threads;
  for (int32_t i = 0; i < kThreads; ++i) threads.emplace_back(body, i);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(kThreads, 0));
}

TEST_P(Waiting, EveryThreadOfATeamRunsOnceACall) {
  ThreadTeam team(kThreads, GetParam());
  std::vector<int> calls(kThreads, 0);
  for (int call = 1; call <= 1000; ++call) {
    team.run([&](int32_t thread_idx) { ++calls[static_cast<size_t>(thread_idx)]; });
    // run() has returned, so what the threads wrote is seen here.
    ASSERT_EQ(calls, std::vector<int>(kThreads, call));
  }
}

TEST_P(Waiting, TeamBarrierSeparatesThePhasesOfACall) {
  ThreadTeam team(kThreads, GetParam());
  std::vector<int> first(kThreads, 0);
  std::vector<int> sums(kThreads, 0);
  for (int call = 1; call <= 300; ++call) {
    team.run([&](int32_t thread_idx) {
      first[static_cast<size_t>(thread_idx)] = call;
      team.barrier();
      sums[static_cast<size_t>(thread_idx)] = std::accumulate(first.begin(), first.end(), 0);
    });
    ASSERT_EQ(sums, std::vector<int>(kThreads, kThreads * call));
  }
}

TEST(ThreadTeam, TeamOfOneRunsOnTheCaller) {
  ThreadTeam team(1, 0);
  std::thread::id id;
  team.run([&](int32_t thread_idx) {
    EXPECT_EQ(thread_idx, 0);
    team.barrier();
    id = std::this_thread::get_id();
  });
  EXPECT_EQ(id, std::this_thread::get_id());
}

TEST(WaitWhileEqual, ReturnsTheNewValueWithWhatWasWrittenBefore) {
  std::atomic<uint32_t> word{0};
  int payload = 0;
  std::thread writer([&] {
    payload = 42;
    word.store(7, std::memory_order_release);
    word.notify_all();
  });
  EXPECT_EQ(wait_while_equal(word, 0, 10), 7u);
  EXPECT_EQ(payload, 42);
  writer.join();
}

TEST(SpinBudget, IsZeroForMoreThreadsThanAnyMachineHas) {
  EXPECT_EQ(spin_budget(1 << 20), 0);
}

TEST(SplitRange, PartsCoverEverythingExactlyOnceAndInOrder) {
  for (int64_t total : {0, 1, 2, 7, 64, 100, 129}) {
    for (int64_t count : {1, 2, 3, 8, 13}) {
      for (int64_t unit : {1, 4, 64}) {
        int64_t next = 0;
        for (int64_t index = 0; index < count; ++index) {
          const Range part = split_range(total, index, count, unit);
          ASSERT_EQ(part.begin, next) << total << " " << count << " " << unit;
          ASSERT_LE(part.begin, part.end);
          if (part.end != total) {
            ASSERT_EQ(part.end % unit, 0);
          }
          next = part.end;
        }
        ASSERT_EQ(next, total) << count << " " << unit;
      }
    }
  }
}

TEST(SplitRange, PartsDifferByOneUnitAtMost) {
  for (int64_t index = 0; index < 8; ++index) {
    const int64_t size = split_range(100, index, 8, 1).size();
    EXPECT_TRUE(size == 12 || size == 13) << size;
  }
}

}  // namespace
}  // namespace octant
