#pragma once
// One connection to a SQLite file. Every result code is looked at and becomes a Status (see
// sqlite_status.h) whose line begins with the file's path.
//
// A connection and its statements belong to one thread. Temporary results stay in memory, so that
// no text gets into files elsewhere.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "app/store/statement.h"
#include "kernels/core/status.h"

struct sqlite3;

namespace octant::store {

struct DatabaseOptions {
  bool read_only = false;
  std::string vfs;  // empty: the system's; tests pass one that fails or records
  // How long to wait for another connection's lock. A checkpoint of a full log takes well below
  // this; whoever waits longer is told.
  std::chrono::milliseconds busy_timeout{2000};
};

// What a commit waits for, in a database with a write-ahead log.
enum class Durability {
  kOff,     // nothing, checkpoints included: tests only
  kNormal,  // the log is ordered; a power cut may take the latest commits, never the order
  kFull,    // the log is on the disk
};

class Database {
 public:
  // Opens a file that is there. Errors: kIo; kCorrupt shows at the first use.
  static Result<Database> open(const std::filesystem::path& path, const DatabaseOptions& options);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // A statement from the cache, or a new one that is cached later: for SQL that comes again.
  Result<Statement> prepare(std::string_view sql);
  // A statement that is not cached: for SQL that is put together.
  Result<Statement> prepare_once(std::string_view sql);

  // Binds and runs one statement to its end.
  template <typename... Values>
  Status run(std::string_view sql, const Values&... values);
  // The first column of the first row. Errors: kNotFound if there is no row.
  template <typename Value, typename... Values>
  Result<Value> query(std::string_view sql, const Values&... values);
  // Several statements without parameters, e.g. a migration.
  Status run_script(const std::string& sql);

  // Holds from the next transaction on.
  Status set_durability(Durability durability);

  int64_t last_insert_id() const;
  int64_t num_changes() const;  // of the last INSERT, UPDATE or DELETE, without cascades
  bool in_transaction() const;
  bool last_was_busy() const;       // the last failure was somebody else's lock
  const std::string& name() const;  // for messages: the path
  sqlite3* handle() const;          // for SQLite's backup interface

 private:
  explicit Database(std::unique_ptr<Connection> connection);
  Result<Statement> compile(std::string_view sql, bool keep);
  Status no_row(std::string_view sql) const;

  std::unique_ptr<Connection> connection_;
  Durability durability_ = Durability::kFull;  // what SQLite begins with
};

template <typename... Values>
Status Database::run(std::string_view sql, const Values&... values) {
  ASSIGN_OR_RETURN(Statement statement, prepare(sql));
  RETURN_IF_ERROR(statement.bind_all(values...));
  return statement.finish();
}

template <typename Value, typename... Values>
Result<Value> Database::query(std::string_view sql, const Values&... values) {
  ASSIGN_OR_RETURN(Statement statement, prepare(sql));
  RETURN_IF_ERROR(statement.bind_all(values...));
  ASSIGN_OR_RETURN(const bool has_row, statement.step());
  if (!has_row) return no_row(sql);
  Value value{};
  RETURN_IF_ERROR(statement.read(value));
  return value;
}

}  // namespace octant::store
