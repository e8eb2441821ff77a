// kill -9 of a process that writes to the history, at random moments, again and again.
//   OCTANT_STORE_KILLS=2000 app_store_test --gtest_filter='Kill.*'

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "tests/app/store/store_harness.h"
#include "tests/app/store/written_text.h"

namespace octant::store {
namespace {

int num_kills() {
  const char* wanted = std::getenv("OCTANT_STORE_KILLS");
  return wanted != nullptr ? std::atoi(wanted) : 50;
}

// What the writer had said before it was killed.
struct Said {
  std::vector<int64_t> finished;    // ids, in order
  std::map<int64_t, int> streamed;  // id -> pieces whose commit had returned
};

// Starts the writer, kills it after `delay` from its first line on, and reads what it said.
Said run_and_kill(const std::filesystem::path& history, std::chrono::microseconds delay) {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execl(OCTANT_STORE_WRITER, OCTANT_STORE_WRITER, history.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  std::string text;
  char buffer[4096];
  const auto read_some = [&] {
    const ssize_t size = read(ends[0], buffer, sizeof(buffer));
    if (size > 0) text.append(buffer, static_cast<size_t>(size));
    return size > 0;
  };
  read_some();  // "open"
  std::this_thread::sleep_for(delay);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << status;
  while (read_some()) {
  }
  close(ends[0]);

  Said said;
  std::istringstream lines(text.substr(0, text.rfind('\n') + 1));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    int64_t id = 0;
    int pieces = 0;
    words >> word >> id >> pieces;
    if (word == "finished") said.finished.push_back(id);
    if (word == "streamed") said.streamed[id] = pieces;
  }
  return said;
}

TEST(Kill, LosesNoFinishedMessageAndNoTextThatWasAppended) {
  std::mt19937 random(3);
  std::optional<TestHistory> history;
  size_t num_finished = 0;
  for (int i = 0; i < num_kills(); ++i) {
    if (i % 50 == 0) history.emplace();  // checks read the whole file, so it must not grow for ever
    const Said said = run_and_kill(history->path(), std::chrono::microseconds(random() % 120'000));
    HistoryStore store = history->open();
    ASSERT_FALSE(store.is_read_only());
    ASSERT_OK(store.check_integrity());
    for (const int64_t id : said.finished) {
      const Message found = take(store.message(id));
      ASSERT_EQ(found.state, MessageState::kComplete);
      ASSERT_EQ(found.content, written_text(id, kWrittenPieces));
    }
    for (const auto& [id, pieces] : said.streamed) {
      const Message found = take(store.message(id));
      ASSERT_NE(found.state, MessageState::kStreaming);
      ASSERT_GE(found.content.size(), written_text(id, pieces).size());
      ASSERT_EQ(found.content, written_text(id, kWrittenPieces).substr(0, found.content.size()));
    }
    num_finished += said.finished.size();
  }
  RecordProperty("finished", static_cast<int>(num_finished));
  std::printf("%d kills, %zu finished messages, none lost\n", num_kills(), num_finished);
  EXPECT_GT(num_finished, 0u);
}

}  // namespace
}  // namespace octant::store
