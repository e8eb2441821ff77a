// Every write and sync of a turn fails once, or from then on until space returns. Each time the
// caller is told in one line, nothing that was there is lost, and the same call succeeds later.

#include <sqlite3.h>

#include <functional>

#include "tests/app/store/fault_vfs.h"
#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Fault {
  const char* name;
  int code;
  bool lasting;
};

class DiskFull : public testing::TestWithParam<Fault> {};

// One life of a history in which the k-th operation fails.
class Life {
 public:
  Life(const Fault& fault, int64_t k) : fault_(fault) {
    vfs_.fail_at(k, fault.code, fault.lasting);
    options_.vfs = vfs_.name();
    step([&] {
      auto opened = HistoryStore::open(options_);
      if (opened.ok()) store_.emplace(std::move(opened).value());
      return opened.status();
    });
    if (store_) live();
  }

  bool has_failed() const { return vfs_.has_failed(); }

 private:
  // Calls it until it succeeds, which must be the second time at the latest.
  void step(const std::function<Status()>& call) {
    Status status = call();
    if (!status.ok()) {
      EXPECT_TRUE(vfs_.has_failed()) << status.to_string();
      EXPECT_EQ(status.code(), StatusCode::kIo) << status.to_string();
      EXPECT_THAT(status.to_string(), testing::Not(HasSubstr("\n")));
      if (fault_.code == SQLITE_FULL) {
        EXPECT_THAT(status.to_string(), HasSubstr("history.db: the disk is full"));
      }
      if (store_) expect_all_there();  // readable while the disk is still full
      vfs_.heal();
      status = call();
    }
    EXPECT_OK(status);
  }

  template <typename T>
  T step_for(const std::function<Result<T>()>& call) {
    T value{};
    step([&] {
      auto result = call();
      if (result.ok()) value = std::move(result).value();
      return result.status();
    });
    return value;
  }

  void expect_all_there() {
    for (const auto& [id, text] : finished_) {
      const auto found = store_->message(id);
      ASSERT_OK(found.status());
      EXPECT_EQ(found->content, text);
      EXPECT_EQ(found->state, MessageState::kComplete);
    }
  }

  void live() {
    const auto conversation =
        step_for<int64_t>([&] { return store_->create_conversation({.title = "talk"}); });
    int64_t last = 0;
    for (int turn = 0; turn < 2; ++turn) {
      const std::string question = "question " + std::to_string(turn);
      const auto asked =
          step_for<int64_t>([&] { return store_->add_user_message(conversation, last, question); });
      finished_.emplace_back(asked, question);
      last = step_for<int64_t>([&] {
        return store_->begin_answer({.conversation_id = conversation, .parent_id = asked});
      });
      std::string text;
      for (int piece = 0; piece < 2; ++piece) {
        const std::string more = "piece " + std::to_string(piece) + std::string(3000, ' ');
        step([&] { return store_->append_answer(last, {.content = more}); });
        step([&] { return store_->append_tokens(last, std::vector<TokenRecord>(3)); });
        text += more;
        EXPECT_EQ(take(store_->message(last)).content, text) << "appended once";
      }
      step([&] { return store_->finish_answer(last, {.content = text}); });
      finished_.emplace_back(last, text);
    }
    step([&] { return store_->rename(conversation, "renamed"); });
    const auto doomed =
        step_for<int64_t>([&] { return store_->create_conversation({.title = "doomed"}); });
    step([&] { return store_->delete_conversation(doomed); });
    step([&] { return store_->purge(history_.now_ms).status(); });
    vfs_.heal();
    expect_all_there();
    EXPECT_EQ(take(store_->active_path(conversation)).size(), 4u);
    EXPECT_EQ(take(store_->tokens(last)).size(), 6u);
    EXPECT_EQ(take(store_->search("renamed", 9)).size(), 1u);
    EXPECT_EQ(take(store_->list_conversations({})).rows.size(), 1u);
    EXPECT_OK(store_->check_integrity());
    store_.reset();
    HistoryStore again = take(HistoryStore::open(options_));
    EXPECT_EQ(take(again.active_path(conversation)).size(), 4u);
  }

  Fault fault_;
  TestHistory history_;
  FaultVfs vfs_{history_.path()};
  HistoryOptions options_ = history_.options();
  std::vector<std::pair<int64_t, std::string>> finished_;
  std::optional<HistoryStore> store_;
};

TEST_P(DiskFull, EveryCallThatFailsCanBeMadeAgain) {
  for (int64_t k = 1;; ++k) {
    const Life life(GetParam(), k);
    if (HasFailure()) FAIL() << "operation " << k;
    if (!life.has_failed()) {
      EXPECT_GT(k, 100) << "so many operations were made to fail, one after the other";
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, DiskFull,
                         testing::Values(Fault{"FullOnce", SQLITE_FULL, false},
                                         Fault{"FullUntilSpaceReturns", SQLITE_FULL, true},
                                         Fault{"WriteErrors", SQLITE_IOERR_WRITE, true},
                                         Fault{"SyncErrors", SQLITE_IOERR_FSYNC, false}),
                         [](const auto& parameter) { return std::string(parameter.param.name); });

}  // namespace
}  // namespace octant::store
