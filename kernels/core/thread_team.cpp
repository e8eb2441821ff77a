#include "kernels/core/thread_team.h"

#include <algorithm>

namespace octant {
namespace {

void pause_cpu() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace

int32_t spin_budget(int32_t total_threads) {
  const auto cores = static_cast<int32_t>(std::thread::hardware_concurrency());
  return total_threads <= cores ? kSpinBeforeSleep : 0;
}

uint32_t wait_while_equal(const std::atomic<uint32_t>& word, uint32_t old, int32_t spins) {
  for (int32_t i = 0; i < spins; ++i) {
    const uint32_t now = word.load(std::memory_order_acquire);
    if (now != old) return now;
    pause_cpu();
  }
  for (int32_t i = 0; spins > 0 && i < kYieldsBeforeSleep; ++i) {
    const uint32_t now = word.load(std::memory_order_acquire);
    if (now != old) return now;
    std::this_thread::yield();
  }
  for (;;) {
    const uint32_t now = word.load(std::memory_order_acquire);
    if (now != old) return now;
    word.wait(old, std::memory_order_acquire);
  }
}

void Barrier::arrive_and_wait() {
  const uint32_t generation = generation_.load(std::memory_order_relaxed);
  // acq_rel: the last to arrive sees what all others wrote before they arrived.
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == num_threads_) {
    // Nobody touches arrived_ again before generation_ changes.
    arrived_.store(0, std::memory_order_relaxed);
    generation_.store(generation + 1, std::memory_order_release);
    generation_.notify_all();
  } else {
    wait_while_equal(generation_, generation, spins_);
  }
}

ThreadTeam::ThreadTeam(int32_t size, int32_t spins)
    : size_(size), spins_(spins), inner_(size, spins) {
  for (int32_t i = 1; i < size; ++i) threads_.emplace_back([this, i] { worker(i); });
}

ThreadTeam::~ThreadTeam() {
  stop_ = true;
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ThreadTeam::run_erased(Entry entry, void* context) {
  if (size_ == 1) {
    entry(context, 0);
    return;
  }
  entry_ = entry;
  context_ = context;
  const uint32_t finished = finished_.load(std::memory_order_relaxed);
  generation_.fetch_add(1, std::memory_order_release);  // publishes entry_ and context_
  generation_.notify_all();
  entry(context, 0);
  const uint32_t target = finished + static_cast<uint32_t>(size_ - 1);
  for (uint32_t now = finished_.load(std::memory_order_acquire); now != target;) {
    now = wait_while_equal(finished_, now, spins_);
  }
}

void ThreadTeam::worker(int32_t thread_idx) {
  for (uint32_t seen = 0;;) {
    seen = wait_while_equal(generation_, seen, spins_);
    if (stop_) return;
    entry_(context_, thread_idx);
    finished_.fetch_add(1, std::memory_order_release);
    finished_.notify_one();
  }
}

Range split_range(int64_t total, int64_t index, int64_t count, int64_t unit) {
  const int64_t units = (total + unit - 1) / unit;
  return {std::min(total, units * index / count * unit),
          std::min(total, units * (index + 1) / count * unit)};
}

}  // namespace octant
