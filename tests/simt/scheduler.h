#pragma once
// Scheduler: runs what the fake devices have been given, on one thread of its own.
//
// A task may begin when the tasks it comes after are done: that is all that orders tasks, of one
// stream, of several, and of graphs. Among the tasks that may begin, the oldest comes first, or any
// one (Order::kShuffled): then a missing event shows. Nothing runs before somebody waits, so that
// what the host may read or free too early is really not there yet.
//
// Kernels that poll for another device's data are kept going in turns. When nothing but polling has
// happened for `stall_limit`, all that poll fail with a report.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace octant::simt {

enum class Step { kDone, kPolling, kFault };

// A kernel, a copy, ...: one run of it.
class Work {
 public:
  virtual ~Work() = default;
  // Goes on until done, or until only polling is left. On the scheduler's thread.
  virtual Step step() = 0;
  // After kFault.
  virtual std::string fault() const { return {}; }
};

struct Task {
  using Clock = std::chrono::steady_clock;

  std::string name;
  int device = 0;
  std::unique_ptr<Work> work;  // null: nothing to do but to come after others
  std::vector<std::shared_ptr<Task>> after;
  // Written under the scheduler's lock.
  bool done = false;
  bool failed = false;
  Clock::time_point finished;
};

enum class Order { kEnqueued, kShuffled };

struct SchedulerOptions {
  Order order = Order::kEnqueued;
  uint64_t seed = 1;
  std::chrono::milliseconds stall_limit{30'000};
  // Called on the scheduler's thread around everything that runs without a pause.
  std::function<void(bool running)> on_running;
  // A task failed: says why. On the scheduler's thread, without its lock.
  std::function<void(const Task& task, const std::string& fault)> on_fault;
};

class Scheduler {
 public:
  explicit Scheduler(SchedulerOptions options);
  ~Scheduler();  // drops what has not run

  void submit(std::shared_ptr<Task> task);
  // Lets tasks run until this one is done. Null: nothing to wait for.
  void wait(const std::shared_ptr<Task>& task);
  // Lets tasks run until the first of them is done or nothing can, then says whether `task` is
  // done.
  bool poll(const std::shared_ptr<Task>& task);
  // Lets tasks run until this device has none left.
  void wait_device(int device);
  // Forgets what a failed device has not done; whoever waits for it goes on.
  void drop_device(int device);

 private:
  void loop();
  // The next task that may run and has not polled in vain this round; null if there is none.
  std::shared_ptr<Task> choose();
  void finish(const std::shared_ptr<Task>& task, Step step, std::unique_lock<std::mutex>& lock);
  void fail_stalled(std::unique_lock<std::mutex>& lock);

  const SchedulerOptions options_;
  std::mt19937_64 random_;
  std::mutex mutex_;
  std::condition_variable wake_worker_;
  std::condition_variable task_done_;
  std::vector<std::shared_ptr<Task>> tasks_;   // not done, oldest first
  std::vector<std::shared_ptr<Task>> polled_;  // of this round
  uint64_t num_done_ = 0;
  int waiting_ = 0;  // host threads
  bool stop_ = false;
  Task::Clock::time_point last_progress_;
  std::thread worker_;  // last: uses everything above
};

}  // namespace octant::simt
