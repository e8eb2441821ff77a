#pragma once
// A history in a folder of its own, with a clock that tests set.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/store/history_store.h"
#include "tests/support/temp_folder.h"

namespace octant::store {

// The value, or the end of the test program with the reason.
template <typename T>
T take(Result<T> result) {
  if (!result.ok()) ADD_FAILURE() << result.status().to_string();
  return std::move(result).value();
}

#define EXPECT_OK(expression) EXPECT_EQ((expression).to_string(), "ok")
#define ASSERT_OK(expression) ASSERT_EQ((expression).to_string(), "ok")

class TestHistory {
 public:
  TestHistory() = default;

  std::filesystem::path path() const { return folder_ / "history.db"; }
  const test::TempFolder& folder() const { return folder_; }

  HistoryOptions options() {
    HistoryOptions options;
    options.path = path();
    options.now_ms = [this] { return now_ms += 1; };
    options.busy_timeout = std::chrono::milliseconds(200);
    return options;
  }
  HistoryStore open() { return take(HistoryStore::open(options())); }

  int64_t now_ms = 1'700'000'000'000;  // a millisecond passes at each look

 private:
  test::TempFolder folder_;
};

// A whole turn: question and finished answer below `parent`. Returns the answer's id.
inline int64_t add_turn(HistoryStore& store, int64_t conversation, int64_t parent,
                        std::string_view question, std::string_view answer) {
  const int64_t asked = take(store.add_user_message(conversation, parent, question));
  const int64_t id =
      take(store.begin_answer({.conversation_id = conversation, .parent_id = asked}));
  EXPECT_OK(store.finish_answer(id, {.content = answer, .finish_reason = "stop"}));
  return id;
}

inline std::vector<std::string> contents(const std::vector<PathMessage>& path) {
  std::vector<std::string> texts;
  for (const PathMessage& at : path) texts.push_back(at.message.content);
  return texts;
}

// Runs `use` in a forked process and returns its exit code. Files of a live database are looked at
// there: closing one here would drop this process's locks on it.
int in_another_process(const std::function<int()>& use);

// How often `needle` stands in the history's files: database, log and shared memory.
int count_in_files(const std::filesystem::path& database, const std::string& needle);

}  // namespace octant::store
