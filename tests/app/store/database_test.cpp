#include "app/store/database.h"

#include <limits>

#include "app/store/transaction.h"
#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::HasSubstr;

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest() { EXPECT_OK(db.run("CREATE TABLE t (i INTEGER, f REAL, s TEXT, b BLOB) STRICT")); }

  test::TempFolder folder;
  std::filesystem::path path = folder.write("some.db", "");
  Database db = take(Database::open(path, {}));
};

TEST_F(DatabaseTest, KeepsValuesOfEveryType) {
  const std::vector<std::byte> bytes = {std::byte{0}, std::byte{255}};
  EXPECT_OK(db.run("INSERT INTO t VALUES (?1, ?2, ?3, ?4)", std::numeric_limits<int64_t>::min(),
                   0.1, std::string_view("a\0b", 3), bytes));
  Statement row = take(db.prepare("SELECT * FROM t"));
  ASSERT_TRUE(take(row.step()));
  int64_t i = 0;
  double f = 0;
  std::string s;
  std::vector<std::byte> b;
  ASSERT_OK(row.read(i, f, s, b));
  EXPECT_EQ(i, std::numeric_limits<int64_t>::min());
  EXPECT_EQ(f, 0.1);
  EXPECT_EQ(s, std::string("a\0b", 3));
  EXPECT_EQ(b, bytes);
  EXPECT_FALSE(take(row.step()));
}

TEST_F(DatabaseTest, NullIsNotTheEmptyText) {
  EXPECT_OK(
      db.run("INSERT INTO t (s, b) VALUES (?1, ?2)", std::string_view(), std::optional<int>()));
  EXPECT_OK(db.run("INSERT INTO t (s) VALUES (?1)", std::optional<std::string>()));
  EXPECT_EQ(take(db.query<int>("SELECT count(*) FROM t WHERE s IS NULL")), 1);
  EXPECT_EQ(take(db.query<int>("SELECT count(*) FROM t WHERE s = ''")), 1);
}

TEST_F(DatabaseTest, AnIntegerThatDoesNotFitIsCorrupt) {
  EXPECT_OK(db.run("INSERT INTO t (i) VALUES (?1)", int64_t{1} << 40));
  const auto narrow = db.query<int32_t>("SELECT i FROM t");
  EXPECT_EQ(narrow.status().code(), StatusCode::kCorrupt);
  EXPECT_THAT(narrow.status().to_string(), HasSubstr("i is out of range"));
}

TEST_F(DatabaseTest, ATransactionThatIsForgottenIsUndone) {
  {
    Transaction transaction = take(Transaction::begin(db, Durability::kNormal));
    EXPECT_OK(db.run("INSERT INTO t (i) VALUES (1)"));
  }
  EXPECT_FALSE(db.in_transaction());
  EXPECT_EQ(take(db.query<int>("SELECT count(*) FROM t")), 0);
  {
    Transaction transaction = take(Transaction::begin(db, Durability::kFull));
    EXPECT_OK(db.run("INSERT INTO t (i) VALUES (1)"));
    EXPECT_OK(transaction.commit());
  }
  EXPECT_EQ(take(db.query<int>("SELECT count(*) FROM t")), 1);
}

TEST_F(DatabaseTest, ATransactionWithinAnotherIsRefused) {
  Transaction outer = take(Transaction::begin(db, Durability::kNormal));
  EXPECT_EQ(Transaction::begin(db, Durability::kNormal).status().code(), StatusCode::kInternal);
  EXPECT_OK(outer.commit());
}

TEST_F(DatabaseTest, AStatementThatIsLeftHalfWayHoldsNoLock) {
  for (int i = 0; i < 3; ++i) EXPECT_OK(db.run("INSERT INTO t (i) VALUES (?1)", i));
  {
    Statement rows = take(db.prepare("SELECT i FROM t"));
    ASSERT_TRUE(take(rows.step()));
  }
  Database other = take(Database::open(path, {}));
  EXPECT_OK(other.run("DROP TABLE t"));
}

TEST_F(DatabaseTest, TheSameStatementCanBeLentTwiceAtATime) {
  for (int i = 0; i < 2; ++i) EXPECT_OK(db.run("INSERT INTO t (i) VALUES (?1)", i));
  constexpr std::string_view kSql = "SELECT i FROM t WHERE i = ?1";
  Statement first = take(db.prepare(kSql));
  Statement second = take(db.prepare(kSql));
  ASSERT_OK(first.bind_all(0));
  ASSERT_OK(second.bind_all(1));
  ASSERT_TRUE(take(first.step()));
  ASSERT_TRUE(take(second.step()));
  int a = -1;
  int b = -1;
  ASSERT_OK(first.read(a));
  ASSERT_OK(second.read(b));
  EXPECT_EQ(a, 0);
  EXPECT_EQ(b, 1);
}

TEST_F(DatabaseTest, ACachedStatementForgetsItsValues) {
  constexpr std::string_view kSql = "INSERT INTO t (i) VALUES (?1)";
  EXPECT_OK(db.run(kSql, 7));
  EXPECT_OK(take(db.prepare(kSql)).finish());  // unbound: NULL
  EXPECT_EQ(take(db.query<int>("SELECT count(*) FROM t WHERE i IS NULL")), 1);
}

TEST_F(DatabaseTest, FailuresHaveTheKindThatTheyAre) {
  EXPECT_OK(db.run("CREATE TABLE u (i INTEGER CHECK (i > 0)) STRICT"));
  const Status refused = db.run("INSERT INTO u VALUES (0)");
  EXPECT_EQ(refused.code(), StatusCode::kInvalidArgument);
  EXPECT_THAT(refused.to_string(), HasSubstr("some.db: CHECK constraint failed"));

  EXPECT_EQ(db.query<int>("SELECT i FROM u").status().code(), StatusCode::kNotFound);
  EXPECT_EQ(Database::open(folder / "none.db", {}).status().code(), StatusCode::kIo);

  const auto text = folder.write("text.db", std::string(4096, 'x'));
  Database no_database = take(Database::open(text, {}));
  EXPECT_EQ(no_database.run("SELECT * FROM sqlite_schema").code(), StatusCode::kCorrupt);

  Database reader = take(Database::open(path, {.read_only = true}));
  EXPECT_EQ(reader.run("INSERT INTO u VALUES (1)").code(), StatusCode::kIo);
}

TEST_F(DatabaseTest, WaitingForAnotherConnectionEndsWithOneLine) {
  Database other = take(Database::open(path, {.busy_timeout = std::chrono::milliseconds(1)}));
  Transaction transaction = take(Transaction::begin(db, Durability::kNormal));
  const auto refused = Transaction::begin(other, Durability::kNormal);
  EXPECT_EQ(refused.status().code(), StatusCode::kIo);
  EXPECT_THAT(refused.status().to_string(), HasSubstr("is in use by another program"));
  EXPECT_TRUE(other.last_was_busy());
}

}  // namespace
}  // namespace octant::store
