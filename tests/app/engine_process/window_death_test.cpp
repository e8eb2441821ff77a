// A child does not outlive its window, however that ends.

#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "app/engine_process/child_process.h"
#include "app/engine_process/frame.h"
#include "app/engine_process/socket.h"
#include "tests/app/engine_process/process_support.h"
#include "tests/app/engine_process/scripted_engine.h"
#include "tests/support/random.h"

namespace octant::engine_process {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How long an engine may live without a window.
constexpr milliseconds kMostTime{2000};

// A started program with the other ends of its socket and its output.
struct Started {
  ChildProcess process;
  UniqueFd socket;
  UniqueFd output;
};

Started start(const std::string& program, const std::vector<std::string>& arguments) {
  auto socket = make_socket_pair();
  auto output = make_pipe();
  EXPECT_TRUE(socket.ok());
  EXPECT_TRUE(output.ok());
  auto process =
      ChildProcess::start(program, arguments, std::move(socket->there), std::move(output->there));
  EXPECT_EQ(process.status().to_string(), "ok");
  return {std::move(process).value(), std::move(socket->here), std::move(output->here)};
}

std::string first_line(int fd) {
  std::string line;
  std::array<char, 1> byte;
  while (!line.ends_with('\n')) {
    const auto got = receive(fd, byte, true);
    if (!got.ok() || got->kind != Transfer::Kind::kSome) break;
    line += byte[0];
  }
  return line;
}

TEST(WindowDeath, AWindowThatIsKilledLeavesNoEngine) {
  // Orphans become this process's children, and so can be waited for.
  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  const int runs = runs_wanted("OCTANT_ORPHAN_RUNS", 3);
  test::Random random(5);
  for (int run = 0; run < runs; ++run) {
    {
      Started window = start(OCTANT_ACTOR, {"actor", "window", OCTANT_PROGRAM, demo().model_dir});
      const std::string pid = first_line(window.output.get());
      ASSERT_GT(std::atoi(pid.c_str()), 0) << pid;
      ASSERT_EQ(::kill(std::stoi(pid), 0), 0);
      std::this_thread::sleep_for(milliseconds(random.below(run % 2 == 0 ? 20 : 400)));
      window.process.signal(SIGKILL);
      ASSERT_TRUE(window.process.wait(kMostTime));
    }
    const auto deadline = Clock::now() + kMostTime;
    while (has_children() && Clock::now() < deadline) std::this_thread::sleep_for(milliseconds(5));
    ASSERT_FALSE(has_children()) << "run " << run;
  }
  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
}

Started start_octant(pid_t parent) {
  return start(OCTANT_PROGRAM, {"octant", "engine", "--fd", std::to_string(kChildSocket),
                                "--parent", std::to_string(parent)});
}

void send(const Started& engine, const ToEngine& message) {
  ASSERT_TRUE(*send_all(engine.socket.get(), *encode(message)));
}

// Waits for a message of this type, a minute at most.
template <class Message>
bool wait_for_message(const Started& engine, MessageStream<FromEngine>& stream) {
  std::array<char, 4096> bytes;
  for (;;) {
    auto message = stream.next();
    if (!message.ok()) return false;
    if (!*message) {
      const auto got = receive(engine.socket.get(), bytes, true);
      if (!got.ok() || got->kind != Transfer::Kind::kSome) return false;
      stream.append({bytes.data(), got->bytes});
    } else if (std::holds_alternative<Message>(**message)) {
      return true;
    }
  }
}

TEST(WindowDeath, TheEndOfTheSocketEndsAnEngineThatLoads) {
  for (const int delay : {0, 10, 30}) {
    Started engine = start_octant(::getpid());
    send(engine, Hello{});
    send(engine, Open{.options = demo()});
    std::this_thread::sleep_for(milliseconds(delay));
    engine.socket.reset();
    EXPECT_TRUE(engine.process.wait(kMostTime)) << delay;
  }
}

TEST(WindowDeath, TheEndOfTheSocketEndsAnEngineInAStep) {
  Started engine = start_octant(::getpid());
  MessageStream<FromEngine> stream;
  send(engine, Hello{});
  send(engine, Open{.options = demo()});
  ASSERT_TRUE(wait_for_message<Opened>(engine, stream));
  api::ChatRequest request = saying("What is an MTP layer?");
  request.options.ignore_eos = true;
  send(engine, Submit{.id = 1, .request = request});
  ASSERT_TRUE(wait_for_message<api::Event>(engine, stream));
  engine.socket.reset();
  EXPECT_TRUE(engine.process.wait(kMostTime));
}

TEST(WindowDeath, AnEngineWhoseWindowWasGoneBeforeItBeganEnds) {
  Started engine = start_octant(1);  // not its parent any more, as far as it can tell
  const auto exit = engine.process.wait(std::chrono::seconds(20));
  ASSERT_TRUE(exit);
  EXPECT_EQ(describe(*exit), "ended with exit code 130");
}

}  // namespace
}  // namespace octant::engine_process
