#include "app/store/migrations.h"

#include <fstream>
#include <iterator>

#include "app/store/backup.h"
#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

// The database of a released version, as tests/app/store/schemas has it.
void make_database(const TestHistory& history, int version) {
  history.folder().write("history.db", "");
  Database database = take(Database::open(history.path(), {}));
  const std::string schemas = OCTANT_SOURCE_DIR "/tests/app/store/schemas/";
  ASSERT_OK(database.run_script(read(schemas + "v" + std::to_string(version) + ".sql")));
}

// What sqlite_schema says, a line for each object.
std::vector<std::string> schema_of(const std::filesystem::path& path) {
  Database database = take(Database::open(path, {}));
  Statement statement = take(
      database.prepare("SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema"
                       " ORDER BY 1"));
  std::vector<std::string> lines;
  EXPECT_OK(statement.for_each_row([&] { return statement.read(lines.emplace_back()); }));
  return lines;
}

constexpr Migration kFirst = {1, "0001_one.sql", "CREATE TABLE a (i INTEGER) STRICT;"};
constexpr Migration kSecond = {2, "0002_two.sql",
                               "ALTER TABLE a ADD COLUMN s TEXT; UPDATE a SET s = 'new';"};
constexpr Migration kBroken = {2, "0002_two.sql", "DELETE FROM a; CREATE TABLE a (i);"};

class Migrations : public testing::Test {
 protected:
  test::TempFolder folder;
  std::filesystem::path path = folder.write("some.db", "");
};

TEST_F(Migrations, TheEmbeddedOnesAreNumberedWithoutGaps) {
  int32_t version = 0;
  for (const Migration& migration : embedded_migrations()) {
    EXPECT_EQ(migration.version, ++version);
    EXPECT_EQ(migration.sql,
              read(OCTANT_SOURCE_DIR "/assets/migrations/" + std::string(migration.name)));
  }
  EXPECT_GE(version, 1);
}

TEST_F(Migrations, EachReleasedVersionMigratesAndKeepsItsRows) {
  TestHistory history;
  make_database(history, 1);
  HistoryStore store = history.open();
  EXPECT_OK(store.check_integrity());
  const Conversation conversation = take(store.conversation(1));
  EXPECT_EQ(conversation.title, "天气 and 𠮷野家");
  EXPECT_TRUE(conversation.pinned);
  EXPECT_THAT(conversation.tags, ElementsAre("food", "weather"));
  EXPECT_EQ(conversation.folder, "travel");
  EXPECT_EQ(conversation.draft_text, "not sent");
  const auto shown = take(store.active_path(1));
  EXPECT_THAT(contents(shown), ElementsAre("今天天气怎么样？", "晴天。"));
  EXPECT_EQ(shown[1].message.reasoning, "Look outside.");
  EXPECT_EQ(shown[1].message.stats.completion_tokens, 3);
  EXPECT_EQ(shown[1].num_versions, 2);
  EXPECT_EQ(take(store.message(2)).state, MessageState::kInterrupted) << "it was streaming";
  EXPECT_THAT(take(store.histogram(3)).counts, ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(take(store.routing(3)).topk_idx, (std::vector<int16_t>{7, 9}));
  EXPECT_EQ(take(store.tokens(3)).at(0).id, 1234);
  EXPECT_EQ(take(store.setting("theme")), "dark");
  EXPECT_EQ(take(store.search("天气", 9)).size(), 2u);
  EXPECT_EQ(take(store.trashed_conversations()).size(), 1u);
}

TEST_F(Migrations, AReleasedOneWasNotChanged) {
  TestHistory frozen;
  make_database(frozen, 1);
  TestHistory made;
  HistoryOptions options = made.options();
  options.migrations = embedded_migrations().first(1);
  static_cast<void>(take(HistoryStore::open(options)));
  EXPECT_EQ(schema_of(made.path()), schema_of(frozen.path()));
}

TEST_F(Migrations, AnOlderDatabaseIsCopiedFirst) {
  {
    Database database = take(Database::open(path, {}));
    EXPECT_OK(migrate(database, std::array{kFirst}));
    EXPECT_OK(database.run("INSERT INTO a VALUES (5)"));
    EXPECT_FALSE(std::filesystem::exists(backup_before_migration(path, 1)));
    EXPECT_OK(migrate(database, std::array{kFirst, kSecond}));
    EXPECT_EQ(take(database.query<std::string>("SELECT s FROM a")), "new");
    EXPECT_EQ(take(schema_version(database, 2)), 2);
    EXPECT_EQ(schema_version(database, 1).status().code(), StatusCode::kUnsupported);
  }
  Database copy = take(Database::open(backup_before_migration(path, 1), {}));
  EXPECT_EQ(take(schema_version(copy, 2)), 1);
  EXPECT_EQ(take(copy.query<int>("SELECT i FROM a")), 5);
}

TEST_F(Migrations, OneThatFailsLeavesTheVersionBefore) {
  Database database = take(Database::open(path, {}));
  EXPECT_OK(migrate(database, std::array{kFirst}));
  EXPECT_OK(database.run("INSERT INTO a VALUES (5)"));
  const Status failed = migrate(database, std::array{kFirst, kBroken});
  EXPECT_FALSE(failed.ok());
  EXPECT_THAT(failed.to_string(), HasSubstr("migration 0002_two.sql"));
  EXPECT_EQ(take(schema_version(database, 2)), 1);
  EXPECT_EQ(take(database.query<int>("SELECT i FROM a")), 5);
}

TEST_F(Migrations, ReferencesThatAMigrationBreaksAreNoticed) {
  constexpr Migration kParent = {1, "0001_p.sql",
                                 "CREATE TABLE p (i INTEGER PRIMARY KEY) STRICT;"
                                 "CREATE TABLE c (p INTEGER REFERENCES p (i)) STRICT;"
                                 "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);"};
  constexpr Migration kBreaks = {2, "0002_b.sql", "DELETE FROM p;"};
  Database database = take(Database::open(path, {}));
  EXPECT_OK(migrate(database, std::array{kParent}));
  const Status failed = migrate(database, std::array{kParent, kBreaks});
  EXPECT_EQ(failed.code(), StatusCode::kCorrupt);
  EXPECT_THAT(failed.to_string(), HasSubstr("rows of c refer to rows that are not there"));
  EXPECT_EQ(take(schema_version(database, 2)), 1);
}

TEST_F(Migrations, PurgingRemovesTheCopiesToo) {
  TestHistory history;
  HistoryStore store = history.open();
  history.folder().write("history.db.v1.backup", "old text");
  const int64_t id = take(store.create_conversation({}));
  EXPECT_OK(store.delete_conversation(id));
  EXPECT_OK(store.purge(history.now_ms).status());
  EXPECT_FALSE(std::filesystem::exists(backup_before_migration(history.path(), 1)));
}

TEST_F(Migrations, AnOlderVersionThatIsInUseCannotBeReadByANewerProgram) {
  TestHistory history;
  HistoryStore writer = history.open();
  HistoryOptions options = history.options();
  std::vector<Migration> more(embedded_migrations().begin(), embedded_migrations().end());
  more.push_back({static_cast<int32_t>(more.size() + 1), "next.sql", "SELECT 1;"});
  options.migrations = more;
  const auto refused = HistoryStore::open(options);
  EXPECT_EQ(refused.status().code(), StatusCode::kUnsupported);
  EXPECT_THAT(refused.status().to_string(), HasSubstr("in use by an older version"));
}

}  // namespace
}  // namespace octant::store
