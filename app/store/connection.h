#pragma once
// What a Database and its Statements share: the handle, the name for messages, and the prepared
// statements that nobody uses at the moment. Seen by database.cpp and statement.cpp alone.

#include <sqlite3.h>

#include <map>
#include <string>
#include <string_view>

#include "app/store/sqlite_status.h"
#include "kernels/core/check.h"
#include "kernels/core/status.h"

namespace octant::store {

struct Connection {
  sqlite3* handle = nullptr;
  std::string name;                                        // the file's path
  std::map<std::string, sqlite3_stmt*, std::less<>> idle;  // by SQL text, reset and unbound

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    for (const auto& [sql, statement] : idle) sqlite3_finalize(statement);
    // Fails only while a Statement is still alive, which must not outlive its Database.
    CHECK(sqlite3_close(handle) == SQLITE_OK);
  }

  Status status(int code) const { return sqlite_status(handle, code, name); }
};

}  // namespace octant::store
