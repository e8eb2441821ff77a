#include "app/cli/interrupt.h"

#include <poll.h>

#include <csignal>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"

namespace octant::cli {
namespace {

bool is_readable(int fd) {
  pollfd fds = {fd, POLLIN, 0};
  return ::poll(&fds, 1, 0) == 1;
}

TEST(Interrupt, IsDownUntilNotified) {
  Interrupt interrupt;
  EXPECT_FALSE(interrupt.pending());
  EXPECT_FALSE(is_readable(interrupt.wake_fd()));
  EXPECT_FALSE(interrupt.take());
}

TEST(Interrupt, WakesOnceHoweverOftenItIsNotified) {
  Interrupt interrupt;
  interrupt.notify();
  interrupt.notify();
  EXPECT_TRUE(interrupt.flag().load());
  EXPECT_TRUE(is_readable(interrupt.wake_fd()));
  EXPECT_TRUE(interrupt.take());
  EXPECT_FALSE(is_readable(interrupt.wake_fd()));
  EXPECT_FALSE(interrupt.take());
}

TEST(SigintHandler, RaisesTheFlagWhileInterruptsAreCaught) {
  Interrupt interrupt;
  const SigintHandler handler(interrupt);
  const CatchInterrupts catching(interrupt);
  ASSERT_EQ(std::raise(SIGINT), 0);
  EXPECT_TRUE(interrupt.take());
}

using SigintHandlerDeathTest = testing::Test;

TEST(SigintHandlerDeathTest, EndsTheProcessWith130ByDefault) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        Interrupt interrupt;
        const SigintHandler handler(interrupt);
        std::raise(SIGINT);
      },
      testing::ExitedWithCode(kExitInterrupted), "octant: interrupted");
}

TEST(SigintHandlerDeathTest, EndsTheProcessWhenAnInterruptIsNotTaken) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        Interrupt interrupt;
        const SigintHandler handler(interrupt);
        const CatchInterrupts catching(interrupt);
        std::raise(SIGINT);
        std::raise(SIGINT);
      },
      testing::ExitedWithCode(kExitInterrupted), "octant: interrupted");
}

TEST(SigintHandlerDeathTest, EndsTheProcessAgainAfterCatching) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        Interrupt interrupt;
        const SigintHandler handler(interrupt);
        { const CatchInterrupts catching(interrupt); }
        std::raise(SIGINT);
      },
      testing::ExitedWithCode(kExitInterrupted), "octant: interrupted");
}

}  // namespace
}  // namespace octant::cli
