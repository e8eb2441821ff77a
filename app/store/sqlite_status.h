#pragma once
// From SQLite's result codes to the project's Status.
//
//   kIo               disk full, read and write errors, no permission, busy for too long
//   kCorrupt          the file contradicts itself, or is no database
//   kOutOfMemory      SQLite got no memory
//   kInvalidArgument  a constraint of the schema refuses the value, or it is too large
//   kCancelled        interrupted
//   kInternal         the rest: we are wrong

#include <string_view>

#include "kernels/core/status.h"

struct sqlite3;

namespace octant::store {

// The failure that `code` (never SQLITE_OK, SQLITE_ROW or SQLITE_DONE) stands for, in one line that
// begins with `name`. `handle` knows more about the last failure; it may be null.
Status sqlite_status(sqlite3* handle, int code, std::string_view name);

}  // namespace octant::store
