#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Settings, AreKeptUntilTheyAreRemoved) {
  TestHistory history;
  {
    HistoryStore store = history.open();
    EXPECT_EQ(take(store.setting("theme")), std::nullopt);
    EXPECT_OK(store.set_setting("theme", "light"));
    EXPECT_OK(store.set_setting("theme", "dark"));
    EXPECT_OK(store.set_setting("empty", ""));
  }
  HistoryStore store = history.open();
  EXPECT_EQ(take(store.setting("theme")), "dark");
  EXPECT_EQ(take(store.setting("empty")), "");
  EXPECT_OK(store.remove_setting("theme"));
  EXPECT_EQ(take(store.setting("theme")), std::nullopt);
}

TEST(Statistics, CountWhatIsThere) {
  TestHistory history;
  HistoryStore store = history.open();
  const int64_t a = take(store.create_conversation({}));
  const int64_t b = take(store.create_conversation({}));
  const int64_t c = take(store.create_conversation({}));
  add_turn(store, a, 0, "q", "a");
  add_turn(store, c, 0, "q", "a");
  EXPECT_OK(store.set_archived(b, true));
  EXPECT_OK(store.delete_conversation(c));
  const HistoryStatistics found = take(store.statistics());
  EXPECT_EQ(found.num_conversations, 2);
  EXPECT_EQ(found.num_archived, 1);
  EXPECT_EQ(found.num_trashed, 1);
  EXPECT_EQ(found.num_messages, 2);
  EXPECT_EQ(found.num_answers, 1);
  EXPECT_GT(found.database_bytes, 4096);
}

TEST(Backup, IsAHistoryOfItsOwn) {
  TestHistory history;
  TestHistory other;
  HistoryStore store = history.open();
  const int64_t id = take(store.create_conversation({.title = "kept"}));
  add_turn(store, id, 0, "q", "a");
  EXPECT_OK(store.back_up_to(other.path()));
  EXPECT_FALSE(std::filesystem::exists(other.path().string() + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(other.path().string() + ".unfinished"));
  add_turn(store, id, 0, "later", "later");
  HistoryStore copy = other.open();
  EXPECT_FALSE(copy.is_read_only());
  EXPECT_THAT(contents(take(copy.active_path(id))), ElementsAre("q", "a"));
  EXPECT_OK(copy.check_integrity());
}

TEST(Backup, ReplacesAnOlderOne) {
  TestHistory history;
  HistoryStore store = history.open();
  const auto to = history.folder().write("copy.db", "something else");
  EXPECT_OK(store.back_up_to(to));
  EXPECT_OK(store.back_up_to(to));
  EXPECT_OK(take(Database::open(to, {})).run("SELECT * FROM conversation"));
}

TEST(Backup, NeverOverwritesTheHistory) {
  TestHistory history;
  HistoryStore store = history.open();
  std::filesystem::create_symlink(history.path(), history.folder() / "link.db");
  for (const char* name : {"history.db", "history.db-wal", "history.db-shm", "link.db"}) {
    const Status refused = store.back_up_to(history.folder() / name);
    EXPECT_EQ(refused.code(), StatusCode::kInvalidArgument) << name;
    EXPECT_THAT(refused.to_string(), HasSubstr("is the history itself"));
  }
  EXPECT_OK(store.check_integrity());
}

TEST(Backup, AFolderThatIsNotThereIsAnIoError) {
  TestHistory history;
  HistoryStore store = history.open();
  EXPECT_EQ(store.back_up_to(history.folder() / "none/copy.db").code(), StatusCode::kIo);
}

}  // namespace
}  // namespace octant::store
