#pragma once
// Background: work that would make the window stutter, done by one thread of its own, its results
// handed to the window's thread when that polls.
//
//   background.run<Plan>(
//       "plan", [options] { return api::plan(options); },
//       [this](Result<Plan> plan) { plan_ = std::move(plan); });
//
// Jobs of one kind stand for the same question: a newer one takes the place of one that waits, so
// that typing fast asks twice at most, the question on its way and the latest. Results come in the
// order in which their jobs ran; one that was asked for earlier may still come before the latest.
//
// Threads: all methods belong to the owner's thread, jobs run on the worker, one at a time. What a
// job captures is its own: copies, or what any thread may use. The worker starts with the first
// job. The destructor drops what waits, waits for what runs and delivers nothing more.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "kernels/core/status.h"

namespace octant::session {

class Background {
 public:
  // `wake` is called by the worker whenever a result waits for poll(); none if empty.
  explicit Background(std::function<void()> wake = {}) : wake_(std::move(wake)) {}
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  // `job` on the worker, then `take` by poll(). An exception of the job is kInternal.
  template <typename T>
  void run(std::string_view kind, std::function<Result<T>()> job,
           std::function<void(Result<T>)> take) {
    post(kind, [job = std::move(job), take = std::move(take)]() -> Delivery {
      // Shared because a std::function can be copied, and not every result can.
      auto result = std::make_shared<Result<T>>(guarded<T>(job));
      return [take, result] { take(std::move(*result)); };
    });
  }

  // The results of this kind that were asked for so far are not delivered any more.
  void forget(std::string_view kind);
  // Whether a result of this kind is still to come.
  bool is_busy(std::string_view kind) const;
  // Delivers what is ready. True if there was something.
  bool poll();

 private:
  using Delivery = std::function<void()>;
  struct Job {
    std::string kind;
    std::function<Delivery()> work;
    Delivery delivery;  // of one that is done
    bool forgotten = false;
  };

  template <typename T>
  static Result<T> guarded(const std::function<Result<T>()>& job) {
    try {
      return job();
    } catch (const std::exception& error) {
      return internal_error(error.what());
    }
  }

  void post(std::string_view kind, std::function<Delivery()> work);
  void work();

  const std::function<void()> wake_;
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  Job* running_ = nullptr;  // on the worker's stack
  std::deque<Job> done_;
  bool closing_ = false;
  std::thread worker_;  // last: it uses all the others
};

}  // namespace octant::session
