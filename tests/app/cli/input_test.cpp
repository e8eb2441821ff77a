#include "app/cli/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <thread>

#include <gtest/gtest.h>

namespace octant::cli {
namespace {

class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe2(fds_, O_CLOEXEC), 0); }
  ~Pipe() {
    close_write();
    ::close(fds_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int read_end() const { return fds_[0]; }
  void write(std::string_view text) const {
    EXPECT_EQ(::write(fds_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void close_write() {
    if (fds_[1] >= 0) ::close(fds_[1]);
    fds_[1] = -1;
  }

 private:
  int fds_[2] = {-1, -1};
};

TEST(Input, GivesLinesWithoutTheirEnds) {
  Pipe pipe;
  Interrupt interrupt;
  Input input(pipe.read_end(), interrupt);
  pipe.write("one\ntwo\r\n\nlast");
  pipe.close_write();
  std::string line;
  for (const char* expected : {"one", "two", "", "last"}) {
    ASSERT_EQ(input.read_line(&line), Input::Line::kLine);
    EXPECT_EQ(line, expected);
  }
  EXPECT_EQ(input.read_line(&line), Input::Line::kEnd);
  EXPECT_EQ(input.read_line(&line), Input::Line::kEnd);
}

TEST(Input, GivesALineLongerThanItsBuffer) {
  Pipe pipe;
  Interrupt interrupt;
  Input input(pipe.read_end(), interrupt);
  const std::string longer(10000, 'x');
  pipe.write(longer + "\nnext\n");
  std::string line;
  ASSERT_EQ(input.read_line(&line), Input::Line::kLine);
  EXPECT_EQ(line, longer);
  ASSERT_EQ(input.read_line(&line), Input::Line::kLine);
  EXPECT_EQ(line, "next");
}

TEST(Input, AnInterruptEndsTheWaitAndDropsTheUnfinishedLine) {
  Pipe pipe;
  Interrupt interrupt;
  Input input(pipe.read_end(), interrupt);
  pipe.write("whole\nunfini");
  std::string line;
  ASSERT_EQ(input.read_line(&line), Input::Line::kLine);
  std::thread other([&] { interrupt.notify(); });
  EXPECT_EQ(input.read_line(&line), Input::Line::kInterrupted);
  other.join();
  EXPECT_FALSE(interrupt.pending());
  pipe.write("fresh\n");
  ASSERT_EQ(input.read_line(&line), Input::Line::kLine);
  EXPECT_EQ(line, "fresh");
}

TEST(Input, RefusesALineThatNeverEnds) {
  const int zeros = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
  ASSERT_GE(zeros, 0);
  Interrupt interrupt;
  Input input(zeros, interrupt);
  std::string line;
  EXPECT_EQ(input.read_line(&line), Input::Line::kFailed);
  ::close(zeros);
}

TEST(Input, ReadsAllUpToTheLimit) {
  for (const std::size_t limit : {5u, 4u}) {
    Pipe pipe;
    Interrupt interrupt;
    Input input(pipe.read_end(), interrupt);
    pipe.write("a\nb\r\n");
    pipe.close_write();
    const auto all = input.read_all(limit);
    ASSERT_EQ(all.ok(), limit == 5u);
    if (all.ok()) {
      EXPECT_EQ(*all, "a\nb\r\n");
    } else {
      EXPECT_EQ(all.status().code(), StatusCode::kInvalidArgument);
    }
  }
}

TEST(Input, AnInterruptEndsReadAll) {
  Pipe pipe;
  Interrupt interrupt;
  Input input(pipe.read_end(), interrupt);
  interrupt.notify();
  EXPECT_EQ(input.read_all(10).status().code(), StatusCode::kCancelled);
}

TEST(Input, SaysWhyItCannotRead) {
  Interrupt interrupt;
  const int folder = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  ASSERT_GE(folder, 0);
  Input input(folder, interrupt);
  std::string line;
  EXPECT_EQ(input.read_line(&line), Input::Line::kFailed);
  EXPECT_EQ(input.read_all(10).status().code(), StatusCode::kIo);
  ::close(folder);
}

}  // namespace
}  // namespace octant::cli
