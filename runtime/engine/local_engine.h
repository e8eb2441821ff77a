#pragma once
// LocalEngine: inference in this process. One thread owns the model and works off a queue of
// requests; callers talk to it through that queue, the event queue and the published snapshot.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include "runtime/api/engine.h"
#include "runtime/engine/answer_stream.h"
#include "runtime/engine/loaded_model.h"
#include "runtime/telemetry/event_queue.h"
#include "runtime/telemetry/rate_meter.h"
#include "runtime/telemetry/routing_counts.h"
#include "runtime/telemetry/snapshot_publisher.h"

namespace octant {

class LocalEngine final : public api::Engine {
 public:
  explicit LocalEngine(std::unique_ptr<LoadedModel> loaded);
  ~LocalEngine() override;

  const api::ModelInfo& model() const override { return info_; }
  Result<api::RequestId> submit(api::ChatRequest request) override;
  void cancel(api::RequestId request) override;
  std::vector<api::Event> poll_events(std::chrono::milliseconds timeout) override;
  api::SnapshotPtr snapshot() const override { return publisher_.current(); }
  Result<api::EvalResult> evaluate(const api::EvalRequest& request) override;

 private:
  // An answer to give, its prompt already checked and tokenized.
  struct ChatJob {
    api::RequestId id = 0;
    GenerateRequest generate;
    AnswerStreamOptions stream;
    ReplyStart reply_start = ReplyStart::kAnswer;
    StopMatcher stop;
    std::chrono::steady_clock::time_point submitted;
  };
  struct EvalJob {
    api::EvalRequest request;
    std::promise<Result<api::EvalResult>> result;
  };
  using Job = std::variant<ChatJob, EvalJob>;

  Result<ChatJob> make_job(const api::ChatRequest& request) const;
  Result<std::vector<int32_t>> encode(const api::ChatRequest& request) const;
  Status enqueue(Job job);
  void thread_main();
  void run(ChatJob& job);
  void run(EvalJob& job);
  void on_counts(const StepCounts& counts);
  // Publishes a snapshot, or notes that there is news if the last one is too young.
  void publish();

  // Used by the engine's thread alone once it runs.
  const std::unique_ptr<LoadedModel> loaded_;
  const api::ModelInfo info_;
  const std::vector<int32_t> rank_of_expert_;
  RoutingCounts total_counts_;
  RoutingCounts answer_counts_;
  RateMeter decode_rate_;
  RateMeter prefill_rate_;
  int64_t draft_proposed_ = 0;
  int64_t draft_accepted_ = 0;
  bool has_news_ = false;

  EventQueue events_;
  SnapshotPublisher publisher_;

  std::mutex mutex_;  // guards the four below
  std::condition_variable has_work_;
  std::deque<Job> jobs_;
  api::RequestId running_ = 0;
  bool stop_ = false;
  std::atomic<bool> cancel_running_{false};  // looked at in the middle of a step
  std::atomic<api::RequestId> next_id_{1};
  std::thread thread_;  // last: it uses all the others
};

}  // namespace octant
