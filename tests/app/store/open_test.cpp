#include <fstream>

#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Open, ASecondProcessReadsAndSaysSo) {
  TestHistory history;
  HistoryStore writer = history.open();
  EXPECT_FALSE(writer.is_read_only());
  const int64_t id = take(writer.create_conversation({.title = "first"}));
  add_turn(writer, id, 0, "question", "answer");
  const int code = in_another_process([&] {
    HistoryStore reader = history.open();
    if (!reader.is_read_only()) return 1;
    if (contents(take(reader.active_path(id))) != std::vector<std::string>{"question", "answer"}) {
      return 2;
    }
    if (take(reader.search("answ", 9)).size() != 1) return 3;
    const Status refused = reader.rename(id, "second");
    if (refused.code() != StatusCode::kUnsupported) return 4;
    if (refused.message().find("another Octant") == std::string_view::npos) return 5;
    if (!reader.check_integrity().ok() || !reader.statistics().ok()) return 6;
    return 0;
  });
  EXPECT_EQ(code, 0);
  EXPECT_EQ(take(writer.conversation(id)).title, "first");
  EXPECT_OK(writer.rename(id, "still the writer"));
}

TEST(Open, AReaderSeesWhatIsWrittenMeanwhile) {
  TestHistory history;
  HistoryStore writer = history.open();
  HistoryStore reader = history.open();
  ASSERT_TRUE(reader.is_read_only());
  const int64_t id = take(writer.create_conversation({.title = "new"}));
  EXPECT_EQ(take(reader.conversation(id)).title, "new");
  EXPECT_EQ(reader.create_conversation({}).status().code(), StatusCode::kUnsupported);
  EXPECT_EQ(reader.purge(0).status().code(), StatusCode::kUnsupported);
}

TEST(Open, AHistoryInMemoryKeepsAllButInNoFile) {
  HistoryStore history = take(HistoryStore::open_in_memory());
  EXPECT_TRUE(history.is_in_memory());
  EXPECT_FALSE(history.is_read_only());
  EXPECT_TRUE(history.path().empty());
  const int64_t id = take(history.create_conversation({.title = "first"}));
  const int64_t answer = add_turn(history, id, 0, "question", "answer");
  EXPECT_EQ(contents(take(history.active_path(id))),
            (std::vector<std::string>{"question", "answer"}));
  EXPECT_EQ(take(history.search("answ", 9)).size(), 1u);
  EXPECT_OK(history.delete_message(answer));
  EXPECT_EQ(take(history.purge(system_now_ms())).num_messages, 1);
  EXPECT_OK(history.check_integrity());
  HistoryStore other = take(HistoryStore::open_in_memory());
  EXPECT_EQ(take(other.statistics()).num_conversations, 0);
}

TEST(Open, TheNextOneWritesWhenTheWriterIsGone) {
  TestHistory history;
  { HistoryStore writer = history.open(); }
  EXPECT_FALSE(history.open().is_read_only());
}

TEST(Open, AReaderDoesNotTakeStreamingAnswersForInterruptedOnes) {
  TestHistory history;
  HistoryStore writer = history.open();
  const int64_t id = take(writer.create_conversation({}));
  const int64_t asked = take(writer.add_user_message(id, 0, "q"));
  const int64_t answer = take(writer.begin_answer({.conversation_id = id, .parent_id = asked}));
  HistoryStore reader = history.open();
  EXPECT_EQ(take(reader.message(answer)).state, MessageState::kStreaming);
  EXPECT_OK(writer.append_answer(answer, {.content = "more"}));
}

TEST(Open, ALinkToTheFileIsTheSameHistory) {
  TestHistory history;
  HistoryStore writer = history.open();
  std::filesystem::create_symlink(history.path(), history.folder() / "link.db");
  HistoryOptions options = history.options();
  options.path = history.folder() / "link.db";
  EXPECT_TRUE(take(HistoryStore::open(options)).is_read_only());
}

TEST(Open, AFileThatIsNoDatabaseIsCorruptAndStaysAsItIs) {
  TestHistory history;
  const std::string text(5000, 'x');
  history.folder().write("history.db", text);
  const auto refused = HistoryStore::open(history.options());
  EXPECT_EQ(refused.status().code(), StatusCode::kCorrupt);
  EXPECT_THAT(refused.status().to_string(), HasSubstr("history.db"));
  std::ifstream file(history.path());
  EXPECT_EQ(std::string((std::istreambuf_iterator<char>(file)), {}), text);
}

TEST(Open, AnotherProgramsDatabaseIsRefused) {
  TestHistory history;
  history.folder().write("history.db", "");
  {
    Database other = take(Database::open(history.path(), {}));
    EXPECT_OK(other.run("CREATE TABLE bookmarks (url TEXT)"));
  }
  const auto refused = HistoryStore::open(history.options());
  EXPECT_EQ(refused.status().code(), StatusCode::kUnsupported);
  EXPECT_THAT(refused.status().to_string(), HasSubstr("another program"));
}

TEST(Open, ANewerVersionIsRefusedInOneLine) {
  TestHistory history;
  static_cast<void>(history.open());
  {
    Database database = take(Database::open(history.path(), {}));
    EXPECT_OK(database.run("PRAGMA user_version = 99"));
  }
  const auto refused = HistoryStore::open(history.options());
  EXPECT_EQ(refused.status().code(), StatusCode::kUnsupported);
  EXPECT_THAT(refused.status().to_string(), HasSubstr("written by a newer version of Octant"));
  EXPECT_THAT(refused.status().to_string(), testing::Not(HasSubstr("\n")));
}

TEST(Open, DamageInTheMiddleIsToldByTheCheck) {
  TestHistory history;
  {
    HistoryStore store = history.open();
    const int64_t id = take(store.create_conversation({}));
    for (int i = 0; i < 50; ++i) take(store.add_user_message(id, 0, std::string(3000, 'a')));
    EXPECT_OK(store.check_integrity());
  }
  {
    std::fstream file(history.path(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(4096 * 60);
    file << std::string(4096 * 3, '\xaa');
  }
  HistoryStore store = history.open();
  EXPECT_EQ(store.check_integrity().code(), StatusCode::kCorrupt);
}

TEST(Open, AFolderWithoutRightsIsAnIoError) {
  HistoryOptions options;
  options.path = "/proc/octant/history.db";
  EXPECT_EQ(HistoryStore::open(options).status().code(), StatusCode::kIo);
}

}  // namespace
}  // namespace octant::store
