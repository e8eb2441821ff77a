#pragma once
// SQLite's file access, with faults: writes and syncs that fail on demand, and a log of what was
// written and synced, from which a disk can be put together as a power cut would leave it.
//
// It passes everything on to the system's VFS, but for syncs, which cost time and prove nothing as
// long as the machine runs. One at a time may be recorded from by one thread.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace octant::store {

// One change of a file, in the order of all files.
struct FileOperation {
  enum class Kind { kWrite, kTruncate, kSync, kDelete };
  Kind kind = Kind::kWrite;
  std::string suffix;         // of the database's path: "", "-wal", "-journal"
  int64_t offset = 0;         // of kTruncate: the new size
  std::string bytes;          // of kWrite
  bool syncs_folder = false;  // of kSync and kDelete: files made and deleted before stay so
};

class FaultVfs {
 public:
  // `database`: the path whose files are looked at.
  explicit FaultVfs(std::string database);
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;
  ~FaultVfs();

  const std::string& name() const;  // for sqlite3_open_v2()

  // The `k`-th write, truncation, sync or growth of shared memory from now on, counted from 1,
  // fails with `code`; if `lasting`, so do all after it until heal().
  void fail_at(int64_t k, int code, bool lasting);
  void heal();
  bool has_failed() const;  // since fail_at()

  void record();  // from now on
  const std::vector<FileOperation>& log() const;

  struct State;  // what the C functions of the VFS see

 private:
  std::unique_ptr<State> state_;
};

}  // namespace octant::store
