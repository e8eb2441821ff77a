// The window's process is killed while answers stream: what was finished is in the history, what
// was on its way is there but for the last half second, and no engine stays behind. And its engine
// is: the window lives, what had come is kept, and another engine goes on.
//
// OCTANT_WINDOW_KILLS and OCTANT_ENGINE_KILLS say how often; ctest does it a few times.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <thread>

#include "app/store/history_store.h"
#include "tests/app/ui/views/window_run.h"

namespace octant::ui {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr int kKills = 6;  // in ctest: a second each
constexpr int kEngineKills = 3;
constexpr int kQuestions = 12;  // more than a run gets through
constexpr int kLooks = 3;       // at each answer while it streams

int kills_wanted(const char* variable, int otherwise) {
  const char* const value = std::getenv(variable);
  return value != nullptr ? std::atoi(value) : otherwise;
}

std::string question(int i) {
  return "Write a short story about a " + std::string(i % 2 == 0 ? "lighthouse" : "library") +
         ", number " + std::to_string(i) + ".";
}

// The names of dumps say what was on the screen; each is of one moment.
std::string script() {
  std::ostringstream out;
  out << "until model has rank\n";
  for (int i = 1; i <= kQuestions; ++i) {
    const int answer = 2 * i;
    out << "click composer\ntype " << question(i) << "\nkey Enter\n"
        << "until message." << answer << " visible\n"
        << "dump asked-" << i << ".txt\n";
    for (int look = 1; look <= kLooks; ++look) {
      out << "wait 3\ndump live-" << i << "-" << look << ".txt\n";
    }
    out << "until state is idle\nuntil stats." << answer << " has token\n"
        << "dump done-" << i << ".txt\n";
  }
  return out.str();
}

// What a dump says of a mark; nothing if the dump was cut off or lacks it. Its last line is that of
// the title.
std::optional<std::string> text_of(const fs::path& file, const std::string& mark) {
  std::ifstream in(file);
  std::optional<std::string> found;
  bool whole = false;
  for (std::string line; std::getline(in, line);) {
    const size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string name = line.substr(0, tab);
    if (name == "title") whole = true;
    if (name == mark) found = line.substr(line.rfind('\t') + 1);
  }
  return whole ? found : std::nullopt;
}

class Killed {
 public:
  explicit Killed(WindowRun& window) : window_(window) {
    auto opened = store::HistoryStore::open({.path = window.history()});
    EXPECT_TRUE(opened.ok()) << opened.status().to_string();
    history_.emplace(std::move(opened).value());
  }

  void expect_nothing_lost(fs::file_time_type killed_at) {
    const Status sound = history_->check_integrity();
    EXPECT_TRUE(sound.ok()) << sound.to_string();
    for (int i = 1; i <= kQuestions; ++i) {
      const std::string number = std::to_string(i);
      if (!fs::exists(window_.folder() / ("asked-" + number + ".txt"))) break;
      expect_text(2 * i - 1, question(i), store::MessageState::kComplete);
      const std::string mark = "message." + std::to_string(2 * i);
      if (const auto done = text_of(window_.folder() / ("done-" + number + ".txt"), mark)) {
        expect_text(2 * i, *done, store::MessageState::kComplete);
        ++num_finished;
        continue;
      }
      for (int look = 1; look <= kLooks; ++look) {
        const fs::path file =
            window_.folder() / ("live-" + number + "-" + std::to_string(look) + ".txt");
        std::error_code missing;
        const auto seen_at = fs::last_write_time(file, missing);
        // Half a second, which is what a crash may cost.
        if (missing || killed_at - seen_at < milliseconds(500)) continue;
        if (const auto seen = text_of(file, mark)) {
          SCOPED_TRACE("seen " + age(killed_at - seen_at) + ", the last frame with a dump " +
                       age(killed_at - last_dump_at()) + " before the kill");
          expect_begins(2 * i, *seen);
        }
      }
    }
  }
  int num_finished = 0;

 private:
  void expect_text(int64_t id, const std::string& text, store::MessageState state) {
    const auto message = history_->message(id);
    ASSERT_TRUE(message.ok()) << id;
    EXPECT_EQ(message->content, text) << id;
    EXPECT_EQ(message->state, state) << id;
  }
  void expect_begins(int64_t id, const std::string& text) {
    const auto message = history_->message(id);
    ASSERT_TRUE(message.ok()) << id;
    EXPECT_THAT(message->content, testing::StartsWith(text)) << id;
  }

  // What tells a window that was held up from one that did not write.
  fs::file_time_type last_dump_at() const {
    fs::file_time_type last = fs::file_time_type::min();
    for (const auto& entry : fs::directory_iterator(window_.folder())) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with(".txt") && name != "script.txt" && name != "output.txt") {
        last = std::max(last, entry.last_write_time());
      }
    }
    return last;
  }
  static std::string age(fs::file_time_type::duration time) {
    return std::to_string(std::chrono::duration_cast<milliseconds>(time).count()) + " ms";
  }

  WindowRun& window_;
  std::optional<store::HistoryStore> history_;
};

// Ended: whoever adopts orphans here may take its time to reap them.
bool is_gone(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  if (!std::getline(in, text)) return true;
  const size_t state = text.rfind(')') + 2;
  return state < text.size() && (text[state] == 'Z' || text[state] == 'X');
}

bool is_gone_within(pid_t pid, milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!is_gone(pid)) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return true;
}

TEST(WindowKill, LosesNothingThatWasFinishedAndLeavesNoEngine) {
  std::mt19937 random(20261122);
  int num_finished = 0;
  int num_streaming = 0;
  const int num_kills = kills_wanted("OCTANT_WINDOW_KILLS", kKills);
  for (int i = 0; i < num_kills; ++i) {
    WindowRun window;
    window.arguments = {"--ranks", "1", "--threads", "1", "--size", "1280x480"};
    const pid_t pid = window.start(script());
    ASSERT_TRUE(window.wait_for("asked-1.txt")) << window.finish().output;
    const auto engine = WindowRun::engine_of(pid);
    ASSERT_TRUE(engine);
    std::this_thread::sleep_for(milliseconds(std::uniform_int_distribution<>(0, 1200)(random)));
    ASSERT_EQ(::kill(pid, SIGKILL), 0);
    const auto killed_at = fs::file_time_type::clock::now();
    EXPECT_EQ(window.finish().code, -1);
    EXPECT_TRUE(is_gone_within(*engine, milliseconds(2000)));
    Killed after(window);
    after.expect_nothing_lost(killed_at);
    num_finished += after.num_finished;
    if (after.num_finished < kQuestions) ++num_streaming;
    if (HasFailure()) FAIL() << "kill " << i;
  }
  std::printf("%d kills, %d of them while an answer streamed; %d finished answers, none lost\n",
              num_kills, num_streaming, num_finished);
  EXPECT_GT(num_streaming, 0);
}

TEST(EngineKill, LeavesTheWindowAliveWithWhatHadCome) {
  const int num_kills = kills_wanted("OCTANT_ENGINE_KILLS", kEngineKills);
  std::ostringstream script;
  for (int i = 1; i <= num_kills; ++i) {
    const int answer = 2 * i;
    script << "until model has reference\nclick new\ntype " << question(i) << "\nkey Enter\n"
           << "until message." << answer << " has \" \"\ndump answering-" << i << ".txt\n"
           << "until banner.engine has \"signal 9\"\n"
           << "until ending." << answer << " has \"signal 9\"\ndump lost-" << i << ".txt\n"
           << "click banner.engine.button\nuntil banner.engine absent\n";
  }
  script << "until model has reference\n";
  WindowRun window;
  // Some 15 tokens a second, so that no answer is through before its engine is killed.
  window.arguments = {"--backend", "reference", "--ranks", "1"};
  const pid_t pid = window.start(script.str());
  std::mt19937 random(20261123);
  for (int i = 1; i <= num_kills; ++i) {
    ASSERT_TRUE(window.wait_for("answering-" + std::to_string(i) + ".txt"))
        << window.finish().output;
    std::this_thread::sleep_for(milliseconds(std::uniform_int_distribution<>(0, 400)(random)));
    const auto engine = WindowRun::engine_of(pid);
    ASSERT_TRUE(engine) << i;
    ASSERT_EQ(::kill(*engine, SIGKILL), 0);
  }
  const auto outcome = window.finish();
  EXPECT_EQ(outcome.code, 0) << outcome.output;
  auto history = store::HistoryStore::open({.path = window.history()});
  ASSERT_TRUE(history.ok());
  EXPECT_TRUE(history->check_integrity().ok());
  for (int i = 1; i <= num_kills; ++i) {
    const std::string number = std::to_string(i);
    const std::string mark = "message." + std::to_string(2 * i);
    const auto answer = history->message(2 * i);
    ASSERT_TRUE(answer.ok()) << i;
    EXPECT_EQ(answer->state, store::MessageState::kFailed) << i;
    const auto seen = text_of(window.folder() / ("answering-" + number + ".txt"), mark);
    const auto left = text_of(window.folder() / ("lost-" + number + ".txt"), mark);
    ASSERT_TRUE(seen && left) << i;
    EXPECT_THAT(answer->content, testing::StartsWith(*seen)) << i;
    EXPECT_EQ(answer->content, *left) << i;
  }
  std::printf("%d kills of the engine, the window went on after each\n", num_kills);
}

}  // namespace
}  // namespace octant::ui
