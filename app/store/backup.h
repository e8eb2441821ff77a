#pragma once
// A copy of an open database, made through its connection.

#include <filesystem>

#include "app/store/database.h"
#include "kernels/core/status.h"

namespace octant::store {

// Copies what is committed into one file that needs no -wal beside it, mode 0600. It is complete or
// not there: it is written beside `to`, brought to the disk and renamed, over a file that is there.
// Errors: kInvalidArgument if `to` is the database itself or one of its files; kIo.
Status back_up(const Database& database, const std::filesystem::path& to);

}  // namespace octant::store
