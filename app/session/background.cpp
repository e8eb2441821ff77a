#include "app/session/background.h"

#include <algorithm>

namespace octant::session {

Background::~Background() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  if (worker_.joinable()) worker_.join();
}

void Background::post(std::string_view kind, std::function<Delivery()> work) {
  {
    const std::lock_guard lock(mutex_);
    const auto older = std::find_if(waiting_.begin(), waiting_.end(),
                                    [&](const Job& job) { return job.kind == kind; });
    if (older != waiting_.end()) {
      older->work = std::move(work);
      return;
    }
    waiting_.push_back({.kind = std::string(kind), .work = std::move(work), .delivery = {}});
    if (!worker_.joinable()) worker_ = std::thread([this] { this->work(); });
  }
  changed_.notify_all();
}

void Background::forget(std::string_view kind) {
  const auto is_it = [&](const Job& job) { return job.kind == kind; };
  const std::lock_guard lock(mutex_);
  std::erase_if(waiting_, is_it);
  std::erase_if(done_, is_it);
  if (running_ != nullptr && is_it(*running_)) running_->forgotten = true;
}

bool Background::is_busy(std::string_view kind) const {
  const auto is_it = [&](const Job& job) { return job.kind == kind; };
  const std::lock_guard lock(mutex_);
  return std::any_of(waiting_.begin(), waiting_.end(), is_it) ||
         (running_ != nullptr && is_it(*running_) && !running_->forgotten) ||
         std::any_of(done_.begin(), done_.end(), is_it);
}

bool Background::poll() {
  std::deque<Job> ready;
  {
    const std::lock_guard lock(mutex_);
    ready.swap(done_);
  }
  // Unlocked: what takes a result may well ask the next question.
  for (const Job& job : ready) job.delivery();
  return !ready.empty();
}

void Background::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
    if (closing_) return;
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    running_ = &job;
    lock.unlock();
    job.delivery = job.work();
    job.work = {};  // what it captured goes here, not on the owner's thread
    lock.lock();
    running_ = nullptr;
    if (job.forgotten) continue;
    done_.push_back(std::move(job));
    lock.unlock();
    if (wake_) wake_();
    lock.lock();
  }
}

}  // namespace octant::session
