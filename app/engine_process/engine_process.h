#pragma once
// EngineProcess: an Engine that runs in a process of its own, so that a window neither waits for it
// nor dies with it.
//
// Nothing here waits for the engine longer than kSubmitWait, except open(), evaluate(), which waits
// for its result, and the destructor (see ChildLink). Events, snapshots and the state are what has
// arrived.
//
// The engine's process has failed when it ended by itself or by a signal, does not answer, takes no
// step (HangLimits), says what is no message, reports a fault, or could not open the model. Then,
// in this order: the process is gone and reaped; what its answers had said is among the events; the
// state is kFailed; every request that was accepted ends with a DoneEvent kError with the reason,
// and a FaultEvent with the reason follows. Until restart(), submit() and evaluate() fail with it,
// and evaluations that waited have failed with it.
//
// Any thread may call anything; the destructor and restart() wait for no callers.

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/engine_process/child_link.h"
#include "app/engine_process/event_inbox.h"
#include "kernels/core/status.h"
#include "runtime/api/engine.h"

namespace octant::engine_process {

enum class EngineState { kLoading, kReady, kFailed };

// How things stand, for whoever draws them.
struct EngineCondition {
  EngineState state = EngineState::kLoading;
  api::LoadProgress progress;  // the last one; all 0 until there is one
  // Of kFailed: kInternal with one line such as "the engine was killed by signal 9 (Killed)", or
  // what opening the model says.
  Status failure;
  pid_t pid = 0;  // 0: no process
  // What the engine printed last, unfiltered: of kFailed, the reason's details.
  std::vector<std::string> last_lines;
};

class EngineProcess final : public api::Engine {
 public:
  // submit() waits this long for the engine to accept a request, which it does between two steps,
  // mostly within a millisecond. A window that waits for a quarter of a second does not look dead.
  static constexpr std::chrono::milliseconds kSubmitWait{250};

  // For a window: returns at once, in kLoading.
  static std::unique_ptr<EngineProcess> start(const api::EngineOptions& options,
                                              const ProcessOptions& process = {});
  // Returns when the model is loaded. Errors: condition().failure; kCancelled.
  static Result<std::unique_ptr<EngineProcess>> open(const api::EngineOptions& options,
                                                     const api::OpenHooks& hooks = {},
                                                     const ProcessOptions& process = {});
  // Ends the process and reaps it. Takes milliseconds, or what ChildLink's destructor may take.
  ~EngineProcess() override;

  EngineCondition condition() const;
  // Starts another process with the same options and returns at once, in kLoading. Requests keep
  // their numbers, conversations are sent with each request anyway. Errors: kInvalidArgument unless
  // the state is kFailed.
  Status restart();

  // Of the last model that was opened; all empty before the first. The reference stays valid.
  const api::ModelInfo& model() const override;
  // Errors: those of Engine; kInvalidArgument while loading; condition().failure; kIo when the
  // engine does not take what it is sent (outbox.h). A request that is refused later than
  // kSubmitWait ends with a DoneEvent kError.
  Result<api::RequestId> submit(api::ChatRequest request) override;
  void cancel(api::RequestId request) override;
  std::vector<api::Event> poll_events(std::chrono::milliseconds timeout) override;
  // Counts on over restarts, and counts what this side dropped too.
  api::SnapshotPtr snapshot() const override;
  // Errors as of submit().
  Result<api::EvalResult> evaluate(const api::EvalRequest& request) override;

 private:
  // A request from submit() to its DoneEvent.
  struct Running {
    bool caller_waits = true;  // submit() has not returned
    bool answered = false;     // accepted or refused
    bool done = false;         // while caller_waits: its DoneEvent has come
    bool cancelled = false;
    Status refused;
  };

  EngineProcess(const api::EngineOptions& options, const ProcessOptions& process);
  std::shared_ptr<ChildLink> make_link();
  Status not_ready() const;
  Status wait_until_loaded(const api::OpenHooks& hooks);
  void end_request(api::RequestId id, const Status& reason);

  Status on_message(FromEngine message);
  Status on(Opened message);
  Status on(const Submitted& message);
  Status on(api::Event event);
  Status on(api::Snapshot snapshot);
  Status on(Evaluated message);
  void on_end(const Status& failure, std::vector<std::string> last_lines);

  const api::EngineOptions options_;
  const ProcessOptions process_;
  EventInbox inbox_;

  std::mutex restart_mutex_;  // one restart at a time; taken before mutex_
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  EngineState state_ = EngineState::kLoading;
  api::LoadProgress progress_;
  Status failure_;
  std::vector<std::string> last_lines_;                        // of kFailed
  std::vector<std::unique_ptr<const api::ModelInfo>> models_;  // one more with every restart
  api::SnapshotPtr snapshot_;
  std::map<api::RequestId, Running> running_;
  std::map<uint64_t, std::promise<Result<api::EvalResult>>> evaluations_;  // by ticket
  api::RequestId last_id_ = 0;
  uint64_t last_ticket_ = 0;
  std::shared_ptr<ChildLink> link_;  // its thread calls on_message() and on_end()
};

}  // namespace octant::engine_process
