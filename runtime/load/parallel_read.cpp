#include "runtime/load/parallel_read.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "runtime/load/file.h"
#include "runtime/load/load_progress.h"

namespace octant {
namespace {

// More readers than this only add seeks.
constexpr int32_t kMaxReaders = 64;
// How long the calling thread sleeps between looks at the byte count.
constexpr std::chrono::milliseconds kTick{50};

class ReaderGroup {
 public:
  ReaderGroup(const Checkpoint& checkpoint, const MemoryLayout& layout,
              std::span<const Arena> arenas, std::span<const ReadChunk> chunks,
              const LoadOptions& options)
      : checkpoint_(checkpoint),
        layout_(layout),
        arenas_(arenas),
        chunks_(chunks),
        options_(options) {}

  Status run() {
    int64_t bytes_total = 0;
    for (const ReadChunk& chunk : chunks_) bytes_total += chunk.size_bytes;
    LoadProgress progress(bytes_total, options_.on_progress);
    const auto now = [] { return std::chrono::steady_clock::now(); };
    progress.update(0, now(), /*force=*/true);
    {
      std::vector<std::jthread> readers;  // joined at the end of this block
      start(readers);
      std::unique_lock lock(mutex_);
      while (num_running_ > 0) {
        reader_done_.wait_for(lock, kTick);
        lock.unlock();
        progress.update(bytes_read_.load(std::memory_order_relaxed), now(), /*force=*/false);
        lock.lock();
      }
    }
    const std::lock_guard lock(mutex_);
    if (!first_error_.ok()) return first_error_;
    progress.update(bytes_total, now(), /*force=*/true);
    return {};
  }

 private:
  void start(std::vector<std::jthread>& readers) {
    const auto num_chunks = static_cast<int64_t>(chunks_.size());
    const int64_t num_readers = std::clamp<int64_t>(options_.num_readers, 1, kMaxReaders);
    for (int64_t i = 0; i < std::min(num_readers, num_chunks); ++i) {
      {
        const std::lock_guard lock(mutex_);
        ++num_running_;
      }
      try {
        readers.emplace_back([this] { reader_main(); });
      } catch (const std::exception& error) {
        leave(readers.empty() ? out_of_memory(std::string("no reader thread: ") + error.what())
                              : Status());
        return;
      }
    }
  }

  void reader_main() {
    Status status;
    try {
      status = read_until_done();
    } catch (const std::exception& error) {
      status = out_of_memory(std::string("a reader thread stopped: ") + error.what());
    }
    leave(std::move(status));
  }

  // A reader is done; the first failure stops the others.
  void leave(Status status) {
    const std::lock_guard lock(mutex_);
    if (!status.ok()) {
      stop_.store(true, std::memory_order_relaxed);
      if (first_error_.ok()) first_error_ = std::move(status);
    }
    --num_running_;
    reader_done_.notify_one();
  }

  bool is_cancelled() const {
    return options_.cancel != nullptr && options_.cancel->load(std::memory_order_relaxed);
  }

  Status read_until_done() {
    ASSIGN_OR_RETURN(const Buffer staging, arenas_.front().memory->allocate_staging(kChunkBytes));
    std::optional<File> file;
    int32_t file_idx = -1;
    while (!stop_.load(std::memory_order_relaxed)) {
      const size_t next = next_chunk_.fetch_add(1, std::memory_order_relaxed);
      if (next >= chunks_.size()) return {};
      if (is_cancelled()) return cancelled("loading the weights was cancelled");
      const ReadChunk& chunk = chunks_[next];
      const TensorEntry& entry = *layout_.sources[static_cast<size_t>(chunk.source)].entry;
      if (entry.file != file_idx) {  // chunks are in order of files: seldom
        const auto idx = static_cast<size_t>(entry.file);
        ASSIGN_OR_RETURN(file, File::open(checkpoint_.files()[idx].path));
        file_idx = entry.file;
      }
      RETURN_IF_ERROR(read_one(*file, chunk, staging));
      bytes_read_.fetch_add(chunk.size_bytes, std::memory_order_relaxed);
    }
    return {};
  }

  Status read_one(const File& file, const ReadChunk& chunk, const Buffer& staging) const {
    if (chunk.direct >= 0) {
      const std::span<std::byte> target = direct_target(layout_, arenas_, chunk);
      if (!target.empty()) return file.read_at(chunk.offset_bytes, target);
    }
    RETURN_IF_ERROR(
        file.read_at(chunk.offset_bytes, {staging.data(), static_cast<size_t>(chunk.size_bytes)}));
    return copy_chunk(layout_, arenas_, chunk, staging.data());
  }

  const Checkpoint& checkpoint_;
  const MemoryLayout& layout_;
  const std::span<const Arena> arenas_;
  const std::span<const ReadChunk> chunks_;
  const LoadOptions& options_;

  // Relaxed everywhere: joining the threads is what publishes the bytes they wrote.
  std::atomic<size_t> next_chunk_{0};
  std::atomic<int64_t> bytes_read_{0};
  std::atomic<bool> stop_{false};

  std::mutex mutex_;
  std::condition_variable reader_done_;
  int64_t num_running_ = 0;  // guarded by mutex_
  Status first_error_;       // guarded by mutex_
};

}  // namespace

Status read_chunks(const Checkpoint& checkpoint, const MemoryLayout& layout,
                   std::span<const Arena> arenas, std::span<const ReadChunk> chunks,
                   const LoadOptions& options) {
  return ReaderGroup(checkpoint, layout, arenas, chunks, options).run();
}

}  // namespace octant
