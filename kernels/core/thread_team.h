#pragma once
// ThreadTeam: the threads of one CPU rank, and Barrier: where threads wait for each other.
//
// A stage of a decode step takes tens of microseconds, so waiting looks for a while before it
// sleeps. But the thread that is waited for may have lost its core to another program, and then
// every look is stolen from it. So waiting has three phases: a short spin, then looks with the core
// offered to others in between, then sleep. Spinning alone (20000 looks) made 7 tokens a second out
// of 220 on four cores that were shared with a compiler. Where a group has more threads than the
// machine has cores (eight ranks on two cores), waiting sleeps at once.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace octant {

inline constexpr int32_t kSpinBeforeSleep = 200;      // looks with a pause: about 10 us
inline constexpr int32_t kYieldsBeforeSleep = 10000;  // looks with a yield: some ms
// The spin budget when `total_threads` threads of this process wait for each other: 0, which means
// sleep at once, if the machine has fewer cores than that.
int32_t spin_budget(int32_t total_threads);

// Blocks until `word` differs from `old` and returns the new value (acquire). `spins` from
// spin_budget(). The writer must store (release) and call word.notify_all().
uint32_t wait_while_equal(const std::atomic<uint32_t>& word, uint32_t old, int32_t spins);

// A reusable barrier for a fixed number of threads. What a thread wrote before arrive_and_wait() is
// seen by every thread after it.
class Barrier {
 public:
  Barrier(int32_t num_threads, int32_t spins) : num_threads_(num_threads), spins_(spins) {}
  void arrive_and_wait();

 private:
  const int32_t num_threads_;
  const int32_t spins_;
  alignas(64) std::atomic<int32_t> arrived_{0};
  alignas(64) std::atomic<uint32_t> generation_{0};
};

// `size` threads that run one function together. The caller of run() is thread 0, so a team of one
// has no threads of its own. Owner: the thread that calls run(), always the same one. Exceptions
// must not leave the function.
class ThreadTeam {
 public:
  // `spins`: see spin_budget().
  ThreadTeam(int32_t size, int32_t spins);
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;

  int32_t size() const { return size_; }
  // Calls function(thread_idx) on every thread of the team; returns when all have returned. Does
  // not allocate.
  template <typename F>
  void run(F&& function) {
    run_erased(
        [](void* context, int32_t thread_idx) {
          (*static_cast<std::remove_reference_t<F>*>(context))(thread_idx);
        },
        const_cast<void*>(static_cast<const void*>(&function)));
  }
  // Waits for all threads of the team; only from inside run().
  void barrier() { inner_.arrive_and_wait(); }

 private:
  using Entry = void (*)(void* context, int32_t thread_idx);
  void run_erased(Entry entry, void* context);
  void worker(int32_t thread_idx);

  const int32_t size_;
  const int32_t spins_;
  Barrier inner_;
  Entry entry_ = nullptr;
  void* context_ = nullptr;
  bool stop_ = false;
  alignas(64) std::atomic<uint32_t> generation_{0};
  alignas(64) std::atomic<uint32_t> finished_{0};
  std::vector<std::thread> threads_;
};

// The `index`-th of `count` nearly equal contiguous parts of [0, total), cut at multiples of
// `unit`.
struct Range {
  int64_t begin = 0;
  int64_t end = 0;
  int64_t size() const { return end - begin; }
};
Range split_range(int64_t total, int64_t index, int64_t count, int64_t unit = 1);

}  // namespace octant
