#include "tests/app/store/fault_vfs.h"

#include <sqlite3.h>

#include <cstring>
#include <new>
#include <utility>

#include "kernels/core/check.h"

namespace octant::store {

using Kind = FileOperation::Kind;

struct FaultVfs::State {
  std::string name;
  std::string database;
  sqlite3_vfs vfs{};
  sqlite3_vfs* system = nullptr;
  int64_t left = 0;  // operations until one fails; 0: none does
  int code = SQLITE_OK;
  bool lasting = false;
  bool has_failed = false;
  bool recording = false;
  std::vector<FileOperation> log;

  // SQLITE_OK, or what this operation fails with.
  int next_operation() {
    if (has_failed && lasting) return code;
    if (left == 0 || --left > 0) return SQLITE_OK;
    has_failed = true;
    return code;
  }
};

namespace {

using State = FaultVfs::State;

// What SQLite allocates for an open file; the system's own file lies behind it.
struct File {
  sqlite3_file base;
  State* state;
  bool is_new;          // its first sync is one of the folder too, as the system's VFS does it
  std::string* suffix;  // null: a temporary file, of which nothing is recorded

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* of(sqlite3_file* file) {
  return reinterpret_cast<File*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
  return of(file)->real();
}
State* state_of(sqlite3_vfs* vfs) {
  return static_cast<State*>(vfs->pAppData);
}

void log_operation(File* file, FileOperation operation) {
  if (!file->state->recording || file->suffix == nullptr) return;
  operation.suffix = *file->suffix;
  file->state->log.push_back(std::move(operation));
}

int close_file(sqlite3_file* file) {
  delete of(file)->suffix;
  of(file)->suffix = nullptr;
  return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), to, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  if (const int code = of(file)->state->next_operation(); code != SQLITE_OK) return code;
  log_operation(of(file),
                {.kind = Kind::kWrite,
                 .offset = offset,
                 .bytes = std::string(static_cast<const char*>(from), static_cast<size_t>(size))});
  return real(file)->pMethods->xWrite(real(file), from, size, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (const int code = of(file)->state->next_operation(); code != SQLITE_OK) return code;
  log_operation(of(file), {.kind = Kind::kTruncate, .offset = size});
  return real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int) {
  if (const int code = of(file)->state->next_operation(); code != SQLITE_OK) return code;
  log_operation(of(file),
                {.kind = Kind::kSync, .syncs_folder = std::exchange(of(file)->is_new, false)});
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int check_lock(sqlite3_file* file, int* result) {
  return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
int control_file(sqlite3_file* file, int operation, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) {
  return real(file)->pMethods->xSectorSize(real(file));
}
int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  if (extend != 0) {
    if (const int code = of(file)->state->next_operation(); code != SQLITE_OK) return code;
  }
  return real(file)->pMethods->xShmMap(real(file), region, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shared_barrier(sqlite3_file* file) {
  real(file)->pMethods->xShmBarrier(real(file));
}
int unmap_shared(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

constexpr sqlite3_io_methods kMethods = {
    .iVersion = 2,  // with shared memory, without mapped files
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_shared,
    .xShmLock = lock_shared,
    .xShmBarrier = shared_barrier,
    .xShmUnmap = unmap_shared,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

// The end of a path that begins with the database's.
std::string* suffix_of(const State& state, const char* path) {
  if (path == nullptr || std::strncmp(path, state.database.c_str(), state.database.size()) != 0) {
    return nullptr;
  }
  return new std::string(path + state.database.size());
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  State* state = state_of(vfs);
  File* wrapper = of(file);
  wrapper->base.pMethods = nullptr;
  const int code = state->system->xOpen(state->system, path, wrapper->real(), flags, out_flags);
  if (code != SQLITE_OK) return code;
  wrapper->base.pMethods = &kMethods;
  wrapper->state = state;
  constexpr int kLogs = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
  wrapper->is_new = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & kLogs) != 0;
  wrapper->suffix = suffix_of(*state, path);
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  State* state = state_of(vfs);
  const std::unique_ptr<std::string> suffix(suffix_of(*state, path));
  if (state->recording && suffix) {
    state->log.push_back(
        {.kind = Kind::kDelete, .suffix = *suffix, .syncs_folder = sync_folder != 0});
  }
  return state->system->xDelete(state->system, path, sync_folder);
}

}  // namespace

FaultVfs::FaultVfs(std::string database) : state_(std::make_unique<State>()) {
  static int count = 0;
  state_->name = "fault" + std::to_string(++count);
  state_->database = std::move(database);
  state_->system = sqlite3_vfs_find(nullptr);
  CHECK(state_->system != nullptr);
  state_->vfs = *state_->system;
  state_->vfs.pNext = nullptr;
  state_->vfs.szOsFile = static_cast<int>(sizeof(File)) + state_->system->szOsFile;
  state_->vfs.zName = state_->name.c_str();
  state_->vfs.xOpen = open_file;
  state_->vfs.xDelete = delete_file;
  // Only the functions above look into it; the system's get their own by way of `system`.
  state_->vfs.pAppData = state_.get();
  state_->vfs.xAccess = [](sqlite3_vfs* vfs, const char* path, int flags, int* result) {
    sqlite3_vfs* system = state_of(vfs)->system;
    return system->xAccess(system, path, flags, result);
  };
  state_->vfs.xFullPathname = [](sqlite3_vfs* vfs, const char* path, int size, char* out) {
    sqlite3_vfs* system = state_of(vfs)->system;
    return system->xFullPathname(system, path, size, out);
  };
  CHECK(sqlite3_vfs_register(&state_->vfs, 0) == SQLITE_OK);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&state_->vfs);
}

const std::string& FaultVfs::name() const {
  return state_->name;
}

void FaultVfs::fail_at(int64_t k, int code, bool lasting) {
  state_->left = k;
  state_->code = code;
  state_->lasting = lasting;
  state_->has_failed = false;
}

void FaultVfs::heal() {
  state_->left = 0;
  state_->lasting = false;
}

bool FaultVfs::has_failed() const {
  return state_->has_failed;
}
void FaultVfs::record() {
  state_->recording = true;
}
const std::vector<FileOperation>& FaultVfs::log() const {
  return state_->log;
}

}  // namespace octant::store
