#include "app/store/database.h"

#include <sqlite3.h>

#include <utility>

#include <fmt/format.h>

#include "app/store/connection.h"

namespace octant::store {

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& path, const DatabaseOptions& options) {
  auto connection = std::make_unique<Connection>();
  connection->name = path.string();
  const int flags = (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  const int code = sqlite3_open_v2(path.c_str(), &connection->handle, flags, vfs);
  if (code != SQLITE_OK) return connection->status(code);

  sqlite3_busy_timeout(connection->handle, static_cast<int>(options.busy_timeout.count()));
  if (options.read_only) {
    // Whoever only reads leaves checkpoints to the writer, at the end too.
    sqlite3_db_config(connection->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  Database database(std::move(connection));
  RETURN_IF_ERROR(database.run_script("PRAGMA temp_store = MEMORY"));
  return database;
}

Result<Statement> Database::compile(std::string_view sql, bool keep) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const unsigned flags = keep ? SQLITE_PREPARE_PERSISTENT : 0;
  const int code = sqlite3_prepare_v3(connection_->handle, sql.data(), static_cast<int>(sql.size()),
                                      flags, &statement, &rest);
  if (code != SQLITE_OK) return connection_->status(code);
  CHECK(statement != nullptr);
  CHECK(rest == sql.data() + sql.size());  // one statement, all of it
  return Statement(*connection_, statement, keep);
}

Result<Statement> Database::prepare(std::string_view sql) {
  if (const auto found = connection_->idle.find(sql); found != connection_->idle.end()) {
    sqlite3_stmt* statement = found->second;
    connection_->idle.erase(found);
    return Statement(*connection_, statement, true);
  }
  return compile(sql, true);
}

Result<Statement> Database::prepare_once(std::string_view sql) {
  return compile(sql, false);
}

Status Database::run_script(const std::string& sql) {
  const int code = sqlite3_exec(connection_->handle, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? Status() : connection_->status(code);
}

Status Database::set_durability(Durability durability) {
  if (durability == durability_) return {};
  CHECK(!in_transaction());  // SQLite refuses to change it within one
  switch (durability) {
    case Durability::kOff:
      RETURN_IF_ERROR(run("PRAGMA synchronous = OFF"));
      break;
    case Durability::kNormal:
      RETURN_IF_ERROR(run("PRAGMA synchronous = NORMAL"));
      break;
    case Durability::kFull:
      RETURN_IF_ERROR(run("PRAGMA synchronous = FULL"));
      break;
  }
  durability_ = durability;
  return {};
}

int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(connection_->handle);
}
int64_t Database::num_changes() const {
  return sqlite3_changes64(connection_->handle);
}
bool Database::in_transaction() const {
  return sqlite3_get_autocommit(connection_->handle) == 0;
}
bool Database::last_was_busy() const {
  return (sqlite3_errcode(connection_->handle) & 0xff) == SQLITE_BUSY;
}
const std::string& Database::name() const {
  return connection_->name;
}
sqlite3* Database::handle() const {
  return connection_->handle;
}

Status Database::no_row(std::string_view sql) const {
  return not_found(fmt::format("{}: no row for {}", name(), sql));
}

}  // namespace octant::store
