#pragma once
// From any older version of the database's schema to today's.
//
// assets/migrations/NNNN_name.sql leads from version NNNN - 1 to NNNN; CMake puts the texts into
// the program. The version stands in the file (PRAGMA user_version), and so does whose file it is
// (PRAGMA application_id).

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "app/store/database.h"
#include "kernels/core/status.h"

namespace octant::store {

// "Octn", so that file(1) and other programs can tell what it is.
inline constexpr int64_t kApplicationId = 0x4f63746e;

struct Migration {
  int32_t version;  // that it leads to
  std::string_view name;
  std::string_view sql;
};

// All of them, versions 1, 2, ... without gaps.
std::span<const Migration> embedded_migrations();

// The version of an open database, 0 for an empty file. Errors: kCorrupt if it is no database;
// kUnsupported if it is another program's, or newer than `newest`.
Result<int32_t> schema_version(Database& database, int32_t newest);

// Where the copy of a database of this version is put before it is migrated.
std::filesystem::path backup_before_migration(const std::filesystem::path& database,
                                              int32_t version);

// Brings the database to the last version, each step in a transaction of its own; where rows may be
// lost (the version is not 0) a copy is made first. Foreign keys must be off, as they are in a new
// connection; they are checked after each step. Errors: those of schema_version(); kIo, then
// the database is at the last version that was reached.
Status migrate(Database& database, std::span<const Migration> migrations);

}  // namespace octant::store
