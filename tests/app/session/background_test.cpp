// Jobs are held up by gates of the test, so that nothing here depends on how fast a thread is.

#include "app/session/background.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <vector>

namespace octant::session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Counts wakes, and waits for them.
class Waker {
 public:
  std::function<void()> wake() {
    return [this] {
      const std::lock_guard lock(mutex_);
      ++count_;
      changed_.notify_all();
    };
  }
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

class BackgroundTest : public testing::Test {
 protected:
  // A job that says that it has begun and ends when the gate opens.
  std::function<Result<int>()> gated(int value) {
    return [this, value]() -> Result<int> {
      begun_.set_value();
      open_.get_future().wait();
      return value;
    };
  }
  static std::function<Result<int>()> quick(int value) {
    return [value]() -> Result<int> { return value; };
  }
  std::function<void(Result<int>)> take() {
    return [this](Result<int> result) { taken_.push_back(result.ok() ? *result : -1); };
  }

  std::promise<void> begun_;
  std::promise<void> open_;
  std::vector<int> taken_;
  Waker waker_;
};

TEST_F(BackgroundTest, AResultWaitsForThePoll) {
  Background background(waker_.wake());
  EXPECT_FALSE(background.poll());
  EXPECT_FALSE(background.is_busy("a"));
  background.run<int>("a", quick(7), take());
  EXPECT_TRUE(background.is_busy("a"));
  EXPECT_FALSE(background.is_busy("b"));
  waker_.wait_for(1);
  EXPECT_THAT(taken_, IsEmpty());
  EXPECT_TRUE(background.is_busy("a"));
  EXPECT_TRUE(background.poll());
  EXPECT_THAT(taken_, ElementsAre(7));
  EXPECT_FALSE(background.is_busy("a"));
}

TEST_F(BackgroundTest, ANewerJobTakesThePlaceOfOneThatWaits) {
  Background background(waker_.wake());
  background.run<int>("a", gated(1), take());
  begun_.get_future().wait();
  background.run<int>("a", quick(2), take());
  background.run<int>("b", quick(3), take());
  background.run<int>("a", quick(4), take());  // in place of 2, before 3
  open_.set_value();
  waker_.wait_for(3);
  background.poll();
  EXPECT_THAT(taken_, ElementsAre(1, 4, 3));
}

TEST_F(BackgroundTest, WhatIsForgottenIsNotDelivered) {
  Background background(waker_.wake());
  background.run<int>("a", gated(1), take());
  begun_.get_future().wait();
  background.run<int>("a", quick(2), take());
  background.forget("a");
  EXPECT_FALSE(background.is_busy("a"));
  background.run<int>("b", quick(3), take());
  open_.set_value();
  waker_.wait_for(1);
  background.run<int>("a", quick(5), take());
  waker_.wait_for(2);
  background.poll();
  EXPECT_THAT(taken_, ElementsAre(3, 5));
}

TEST_F(BackgroundTest, WhoTakesAResultMayAskAgain) {
  Background background(waker_.wake());
  background.run<int>("a", quick(1), [&](Result<int> result) {
    taken_.push_back(*result);
    background.run<int>("a", quick(2), take());
  });
  waker_.wait_for(1);
  background.poll();
  waker_.wait_for(2);
  background.poll();
  EXPECT_THAT(taken_, ElementsAre(1, 2));
}

TEST_F(BackgroundTest, AnExceptionIsAFailure) {
  Background background(waker_.wake());
  Status status;
  background.run<int>(
      "a", []() -> Result<int> { throw std::runtime_error("no more memory"); },
      [&](Result<int> result) { status = result.status(); });
  waker_.wait_for(1);
  background.poll();
  EXPECT_EQ(status.code(), StatusCode::kInternal);
  EXPECT_EQ(status.message(), "no more memory");
}

TEST_F(BackgroundTest, ResultsThatCannotBeCopiedAreHandedOn) {
  Background background(waker_.wake());
  std::unique_ptr<int> taken;
  background.run<std::unique_ptr<int>>(
      "a", []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(9); },
      [&](Result<std::unique_ptr<int>> result) { taken = std::move(result).value(); });
  waker_.wait_for(1);
  background.poll();
  ASSERT_NE(taken, nullptr);
  EXPECT_EQ(*taken, 9);
}

TEST_F(BackgroundTest, TheEndWaitsForWhatRunsAndDropsTheRest) {
  std::atomic<int> ran{0};
  {
    Background background;
    background.run<int>(
        "a",
        [&]() -> Result<int> {
          begun_.set_value();
          std::this_thread::sleep_for(std::chrono::milliseconds(20));  // while the end has begun
          return ++ran;
        },
        take());
    begun_.get_future().wait();
    background.run<int>(
        "b", [&]() -> Result<int> { return ran += 100; }, take());
  }
  EXPECT_EQ(ran, 1);
  EXPECT_THAT(taken_, IsEmpty());
}

TEST_F(BackgroundTest, ManyQuestionsEndWithTheLatestAnswer) {
  Background background(waker_.wake());
  for (int i = 1; i <= 2000; ++i) {
    background.run<int>("a", quick(i), take());
    background.poll();
  }
  while (background.is_busy("a")) background.poll();
  ASSERT_FALSE(taken_.empty());
  EXPECT_EQ(taken_.back(), 2000);
  EXPECT_TRUE(std::is_sorted(taken_.begin(), taken_.end()));
}

}  // namespace
}  // namespace octant::session
