#include "app/store/backup.h"

#include <sqlite3.h>

#include <string>
#include <system_error>

#include <fmt/format.h>

#include "app/store/paths.h"
#include "app/store/sqlite_status.h"

namespace octant::store {

namespace {

namespace fs = std::filesystem;

Status check_target(const Database& database, const fs::path& to) {
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    std::error_code error;  // a file that is not there is no other file
    const bool same = fs::equivalent(database.name() + suffix, to, error);
    if (same) {
      return invalid_argument(
          fmt::format("{}: is the history itself, not a place for its backup", to.string()));
    }
  }
  return {};
}

Status copy_pages(const Database& from, const fs::path& to) {
  ASSIGN_OR_RETURN(const Database target, Database::open(to, {}));
  sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", from.handle(), "main");
  if (backup == nullptr) {
    return sqlite_status(target.handle(), sqlite3_extended_errcode(target.handle()), target.name());
  }
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped == SQLITE_DONE && finished == SQLITE_OK) return {};
  // A read error of `from` is told by the code alone.
  const int code = finished != SQLITE_OK ? finished : stepped;
  return sqlite_status(target.handle(), code, target.name());
}

// The copy says of itself that it has a write-ahead log, as its original does. Opened again, it can
// be told otherwise.
Status leave_wal(const fs::path& path) {
  ASSIGN_OR_RETURN(Database copy, Database::open(path, {}));
  return copy.run("PRAGMA journal_mode = DELETE");
}

Status rename_durably(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) return io_error(fmt::format("{}: {}", to.string(), error.message()));
  return sync_folder(to.parent_path());
}

}  // namespace

Status back_up(const Database& database, const fs::path& to) {
  RETURN_IF_ERROR(check_target(database, to));
  const fs::path target = fs::absolute(to);
  fs::path unfinished = target;
  unfinished += ".unfinished";
  std::error_code ignored;
  fs::remove(unfinished, ignored);  // of a process that died here
  Status status = make_private_file(unfinished);
  if (status.ok()) status = copy_pages(database, unfinished);
  if (status.ok()) status = leave_wal(unfinished);
  if (status.ok()) status = rename_durably(unfinished, target);
  if (!status.ok()) fs::remove(unfinished, ignored);
  return status;
}

}  // namespace octant::store
