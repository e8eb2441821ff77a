#include "tests/simt/scheduler.h"

#include <algorithm>

namespace octant::simt {
namespace {

// How long the worker sleeps when all it has polls: another host thread may submit meanwhile, and
// that wakes it at once.
constexpr std::chrono::microseconds kPollPause{50};

bool may_begin(const Task& task) {
  return std::all_of(task.after.begin(), task.after.end(),
                     [](const std::shared_ptr<Task>& before) { return before->done; });
}

}  // namespace

Scheduler::Scheduler(SchedulerOptions options)
    : options_(std::move(options)),
      random_(options_.seed),
      last_progress_(Task::Clock::now()),
      worker_([this] { loop(); }) {}

Scheduler::~Scheduler() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_worker_.notify_all();
  worker_.join();
}

void Scheduler::submit(std::shared_ptr<Task> task) {
  {
    const std::lock_guard lock(mutex_);
    last_progress_ = Task::Clock::now();
    tasks_.push_back(std::move(task));
    polled_.clear();
  }
  wake_worker_.notify_all();
}

void Scheduler::wait(const std::shared_ptr<Task>& task) {
  if (task == nullptr) return;
  std::unique_lock lock(mutex_);
  if (waiting_++ == 0) last_progress_ = Task::Clock::now();
  wake_worker_.notify_all();
  task_done_.wait(lock, [&] { return task->done; });
  --waiting_;
}

bool Scheduler::poll(const std::shared_ptr<Task>& task) {
  if (task == nullptr) return true;
  std::unique_lock lock(mutex_);
  if (task->done) return true;
  const uint64_t before = num_done_;
  if (waiting_++ == 0) last_progress_ = Task::Clock::now();
  wake_worker_.notify_all();
  task_done_.wait_for(lock, kPollPause, [&] { return num_done_ != before; });
  --waiting_;
  return task->done;
}

void Scheduler::wait_device(int device) {
  std::unique_lock lock(mutex_);
  if (waiting_++ == 0) last_progress_ = Task::Clock::now();
  wake_worker_.notify_all();
  task_done_.wait(lock, [&] {
    return std::none_of(tasks_.begin(), tasks_.end(),
                        [&](const auto& task) { return task->device == device; });
  });
  --waiting_;
}

void Scheduler::drop_device(int device) {
  const std::lock_guard lock(mutex_);
  std::erase_if(tasks_, [&](const std::shared_ptr<Task>& task) {
    if (task->device != device) return false;
    task->done = task->failed = true;
    ++num_done_;
    return true;
  });
  task_done_.notify_all();
}

std::shared_ptr<Task> Scheduler::choose() {
  std::vector<std::shared_ptr<Task>> ready;
  for (const std::shared_ptr<Task>& task : tasks_) {
    const bool polled = std::find(polled_.begin(), polled_.end(), task) != polled_.end();
    if (polled || !may_begin(*task)) continue;
    if (options_.order == Order::kEnqueued) return task;
    ready.push_back(task);
  }
  if (ready.empty()) return nullptr;
  return ready[std::uniform_int_distribution<size_t>(0, ready.size() - 1)(random_)];
}

void Scheduler::loop() {
  std::unique_lock lock(mutex_);
  bool running = false;
  const auto set_running = [&](bool now) {
    if (running != now && options_.on_running) options_.on_running(now);
    running = now;
  };
  while (!stop_) {
    const std::shared_ptr<Task> task = waiting_ > 0 ? choose() : nullptr;
    if (task != nullptr) {
      set_running(true);
      lock.unlock();
      const Step step = task->work == nullptr ? Step::kDone : task->work->step();
      lock.lock();
      finish(task, step, lock);
    } else if (waiting_ > 0 && !polled_.empty()) {
      if (Task::Clock::now() - last_progress_ > options_.stall_limit) fail_stalled(lock);
      wake_worker_.wait_for(lock, kPollPause);
      polled_.clear();
    } else {
      set_running(false);
      wake_worker_.wait(lock);
    }
  }
}

void Scheduler::finish(const std::shared_ptr<Task>& task, Step step,
                       std::unique_lock<std::mutex>& lock) {
  if (task->done) return;  // dropped while it ran
  if (step == Step::kPolling) {
    polled_.push_back(task);
    return;
  }
  if (step == Step::kFault) {
    lock.unlock();
    options_.on_fault(*task, task->work->fault());
    lock.lock();
    task->failed = true;
  }
  task->done = true;
  task->finished = last_progress_ = Task::Clock::now();
  task->after.clear();  // a chain of finished tasks is not kept alive by its end
  polled_.clear();
  std::erase(tasks_, task);
  ++num_done_;
  task_done_.notify_all();
}

void Scheduler::fail_stalled(std::unique_lock<std::mutex>& lock) {
  const std::vector<std::shared_ptr<Task>> stalled = polled_;
  std::string names;
  for (const std::shared_ptr<Task>& task : stalled) {
    names +=
        (names.empty() ? "" : ", ") + task->name + " on device " + std::to_string(task->device);
  }
  for (const std::shared_ptr<Task>& task : stalled) {
    if (task->done) continue;
    lock.unlock();
    options_.on_fault(*task, "deadlock: only polling goes on: " + names);
    lock.lock();
    task->done = task->failed = true;
    std::erase(tasks_, task);
    ++num_done_;
  }
  polled_.clear();
  task_done_.notify_all();
}

}  // namespace octant::simt
