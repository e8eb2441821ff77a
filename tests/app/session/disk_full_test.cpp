// A disk that fills up while the controller asks and answers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "app/session/session.h"
#include "tests/app/cli/fake_engine.h"
#include "tests/app/store/fault_vfs.h"
#include "tests/support/temp_folder.h"

namespace octant::session {
namespace {

using cli::FakeEngine;
using cli::FakeScript;
using cli::reply_of;
using testing::HasSubstr;

constexpr std::chrono::milliseconds kNow{0};

class SessionOnAFullDisk : public testing::Test {
 protected:
  SessionOnAFullDisk() {
    auto opened = store::HistoryStore::open({.path = path_, .vfs = vfs_.name()});
    CHECK(opened.ok());
    history_.emplace(std::move(opened).value());
  }

  void fill() { vfs_.fail_at(1, SQLITE_FULL, true); }

  test::TempFolder folder_;
  const std::filesystem::path path_ = folder_ / "history.db";
  store::FaultVfs vfs_{path_.string()};
  std::optional<store::HistoryStore> history_;
  FakeScript script_;
  FakeEngine engine_{script_};
};

TEST_F(SessionOnAFullDisk, AQuestionThatCannotBeKeptIsNotAsked) {
  Session session(&engine_, *history_);
  fill();
  const Status status = session.send("Hello");
  EXPECT_EQ(status.code(), StatusCode::kIo);
  EXPECT_THAT(status.to_string(), HasSubstr("the disk is full"));
  EXPECT_TRUE(script_.requests.empty());
  EXPECT_TRUE(session.path().empty());
  vfs_.heal();
  script_.replies.push_back(reply_of({"Hi"}));
  EXPECT_TRUE(session.send("Hello").ok());
}

TEST_F(SessionOnAFullDisk, AnAnswerStaysOnTheScreenAndIsWrittenWhenThereIsRoom) {
  int64_t answer = 0;
  {
    Session session(&engine_, *history_);
    script_.replies.push_back(reply_of({"one ", "two ", "three"}));
    ASSERT_TRUE(session.send("Count").ok());
    answer = session.running()->message_id;
    fill();
    for (int i = 0; i < 100 && session.running(); ++i) session.poll(kNow);
    ASSERT_FALSE(session.running());
    EXPECT_EQ(session.path().back().message.content, "one two three");
    EXPECT_EQ(session.path().back().message.state, store::MessageState::kComplete);
    EXPECT_THAT(session.history_problem(), HasSubstr("the disk is full"));
    EXPECT_FALSE(session.is_written());
    vfs_.heal();
    // It is tried again every second.
    for (int i = 0; i < 300 && !session.is_written(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      session.poll(kNow);
    }
    EXPECT_TRUE(session.is_written());
    EXPECT_EQ(session.history_problem(), "");
  }
  const auto kept = history_->message(answer);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->content, "one two three");
  EXPECT_EQ(kept->state, store::MessageState::kComplete);
}

}  // namespace
}  // namespace octant::session
