#include "app/store/migrations.h"

#include <string>

#include <fmt/format.h>

#include "app/store/backup.h"
#include "app/store/transaction.h"
#include "kernels/core/check.h"

namespace octant::store {

Result<int32_t> schema_version(Database& database, int32_t newest) {
  ASSIGN_OR_RETURN(const auto application, database.query<int64_t>("PRAGMA application_id"));
  ASSIGN_OR_RETURN(const auto version, database.query<int32_t>("PRAGMA user_version"));
  if (application == 0 && version == 0) {
    ASSIGN_OR_RETURN(const auto num_objects,
                     database.query<int64_t>("SELECT count(*) FROM sqlite_schema"));
    if (num_objects == 0) return 0;
  }
  if (application != kApplicationId || version < 1) {
    return unsupported(fmt::format("{}: is a database of another program", database.name()));
  }
  if (version > newest) {
    return unsupported(
        fmt::format("{}: was written by a newer version of Octant (its format is {}, this one "
                    "knows up to {})",
                    database.name(), version, newest));
  }
  return version;
}

std::filesystem::path backup_before_migration(const std::filesystem::path& database,
                                              int32_t version) {
  return fmt::format("{}.v{}.backup", database.string(), version);
}

namespace {

// Migrations run without foreign keys, since one that makes a table anew must drop the old one
// without its children.
Status check_references(Database& database) {
  ASSIGN_OR_RETURN(Statement statement, database.prepare_once("PRAGMA foreign_key_check"));
  ASSIGN_OR_RETURN(const bool has_row, statement.step());
  if (!has_row) return {};
  std::string table;
  RETURN_IF_ERROR(statement.read(table));
  return corrupt(
      fmt::format("{}: rows of {} refer to rows that are not there", database.name(), table));
}

}  // namespace

Status migrate(Database& database, std::span<const Migration> migrations) {
  const auto newest = static_cast<int32_t>(migrations.size());
  ASSIGN_OR_RETURN(const int32_t found, schema_version(database, newest));
  if (found > 0 && found < newest) {
    RETURN_IF_ERROR(back_up(database, backup_before_migration(database.name(), found))
                        .with_context("backup before migrating"));
  }
  int32_t version = found;
  for (const Migration& migration : migrations.subspan(static_cast<size_t>(found))) {
    CHECK(migration.version == ++version);
    const std::string what = fmt::format("migration {}", migration.name);
    ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(database, Durability::kFull));
    RETURN_IF_ERROR(database.run_script(std::string(migration.sql)).with_context(what));
    // Pragmas take no parameters.
    RETURN_IF_ERROR(
        database.run_script(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                        kApplicationId, migration.version)));
    RETURN_IF_ERROR(check_references(database).with_context(what));
    RETURN_IF_ERROR(transaction.commit().with_context(what));
  }
  return {};
}

}  // namespace octant::store
