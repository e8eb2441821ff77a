#include "app/store/history_store.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "app/store/paths.h"

namespace octant::store {

namespace {

using Clock = std::chrono::steady_clock;

// How often somebody else's lock is tried again where SQLite does not wait by itself.
constexpr std::chrono::milliseconds kRetryEvery{10};

// SQLite does not wait for locks when it changes to the log, so that is done here.
Status switch_to_wal(Database& database, std::chrono::milliseconds busy_timeout) {
  const auto deadline = Clock::now() + busy_timeout;
  for (;;) {
    const auto mode = database.query<std::string>("PRAGMA journal_mode = WAL");
    if (mode.ok() && *mode == "wal") return {};
    if (mode.ok()) {
      return io_error(
          fmt::format("{}: its file system cannot share memory between programs", database.name()));
    }
    if (!database.last_was_busy() || Clock::now() > deadline) return mode.status();
    std::this_thread::sleep_for(kRetryEvery);
  }
}

Status set_up_writer(Database& database, const HistoryOptions& options) {
  const auto newest = static_cast<int32_t>(options.migrations.size());
  // Before anything is written into a file that may be another program's.
  RETURN_IF_ERROR(schema_version(database, newest).status());
  RETURN_IF_ERROR(database.run_script("PRAGMA secure_delete = ON"));
  RETURN_IF_ERROR(switch_to_wal(database, options.busy_timeout));
  RETURN_IF_ERROR(migrate(database, options.migrations));
  return database.run_script("PRAGMA foreign_keys = ON");
}

}  // namespace

int64_t system_now_ms() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
}

HistoryStore::HistoryStore(HistoryOptions options, std::filesystem::path path, Database database,
                           std::optional<LockFile> lock)
    : path_(std::move(path)),
      options_(std::move(options)),
      lock_(std::move(lock)),
      database_(std::move(database)) {}

Result<HistoryStore> HistoryStore::open(const HistoryOptions& options) {
  ASSIGN_OR_RETURN(const std::filesystem::path path, prepare_folder(options.path));
  ASSIGN_OR_RETURN(std::optional<LockFile> lock, LockFile::try_lock(path.string() + ".lock"));
  if (!lock) return open_to_read(options, path);
  return open_to_write(options, path, std::move(*lock));
}

Result<HistoryStore> HistoryStore::open_to_write(const HistoryOptions& options,
                                                 const std::filesystem::path& path, LockFile lock) {
  RETURN_IF_ERROR(make_private_file(path));
  ASSIGN_OR_RETURN(Database database, Database::open(path, {.read_only = false,
                                                            .vfs = options.vfs,
                                                            .busy_timeout = options.busy_timeout}));
  RETURN_IF_ERROR(set_up_writer(database, options));
  HistoryStore store(options, path, std::move(database), std::move(lock));
  RETURN_IF_ERROR(store.mark_interrupted());
  return store;
}

Result<HistoryStore> HistoryStore::open_to_read(const HistoryOptions& options,
                                                const std::filesystem::path& path) {
  const auto newest = static_cast<int32_t>(options.migrations.size());
  const auto deadline = Clock::now() + options.busy_timeout;
  // The writer may be making or migrating the file at this moment.
  for (;;) {
    Status status;
    auto database = Database::open(
        path, {.read_only = true, .vfs = options.vfs, .busy_timeout = options.busy_timeout});
    if (!database.ok()) {
      status = database.status();
    } else if (const auto version = schema_version(*database, newest); !version.ok()) {
      if (version.status().code() != StatusCode::kIo) return version.status();
      status = version.status();
    } else if (*version == newest) {
      return HistoryStore(options, path, std::move(*database), std::nullopt);
    } else {
      status =
          unsupported(fmt::format("{}: is in use by an older version of Octant", path.string()));
    }
    if (Clock::now() > deadline) return status;
    std::this_thread::sleep_for(kRetryEvery);
  }
}

Result<HistoryStore> HistoryStore::open_in_memory() {
  // SQLite's name for a database that has no file.
  ASSIGN_OR_RETURN(Database database, Database::open(":memory:", {}));
  RETURN_IF_ERROR(migrate(database, embedded_migrations()));
  RETURN_IF_ERROR(database.run_script("PRAGMA foreign_keys = ON"));
  return HistoryStore({}, {}, std::move(database), std::nullopt);
}

Status HistoryStore::mark_interrupted() {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(
      database_.run("UPDATE message SET state = 'interrupted', finished_ms = ?1"
                    " WHERE state = 'streaming'",
                    options_.now_ms()));
  return transaction.commit();
}

Result<Transaction> HistoryStore::begin_write(Durability durability) {
  if (is_read_only()) {
    return unsupported(fmt::format(
        "{}: another Octant writes to the history; here it can only be read", path_.string()));
  }
  return Transaction::begin(database_, std::min(durability, options_.strongest));
}

}  // namespace octant::store
