#include "app/store/sqlite_status.h"

#include <sqlite3.h>

#include <cerrno>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "kernels/core/check.h"

namespace octant::store {

namespace {

bool is_no_space(int error) {
  return error == ENOSPC || error == EDQUOT;
}

// SQLITE_FULL comes of write(2) only: growing the shared memory file fails as an I/O error.
bool is_disk_full(int code, int system_error) {
  return (code & 0xff) == SQLITE_FULL ||
         ((code & 0xff) == SQLITE_IOERR && is_no_space(system_error));
}

std::string io_reason(sqlite3* handle, int code, int system_error) {
  std::string reason = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  if (system_error != 0) {
    reason += fmt::format(" ({})", std::generic_category().message(system_error));
  }
  return reason;
}

}  // namespace

Status sqlite_status(sqlite3* handle, int code, std::string_view name) {
  const bool is_failure = code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
  CHECK(is_failure);
  const int system_error = handle != nullptr ? sqlite3_system_errno(handle) : 0;
  if (is_disk_full(code, system_error)) {
    return io_error(fmt::format("{}: the disk is full", name));
  }
  const std::string reason = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return io_error(fmt::format("{}: {}", name, io_reason(handle, code, system_error)));
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
      return io_error(fmt::format("{}: {}", name, reason));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return io_error(fmt::format("{}: is in use by another program", name));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return corrupt(fmt::format("{}: {}", name, reason));
    case SQLITE_NOMEM:
      return out_of_memory(fmt::format("{}: {}", name, reason));
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return invalid_argument(fmt::format("{}: {}", name, reason));
    case SQLITE_INTERRUPT:
      return cancelled(fmt::format("{}: {}", name, reason));
    default:
      return internal_error(fmt::format("{}: {}", name, reason));
  }
}

}  // namespace octant::store
