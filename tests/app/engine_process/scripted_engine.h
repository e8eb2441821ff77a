#pragma once
// An Engine whose answers depend on what it is told, for tests of what carries it.
//
// The last message of a request says what happens:
//   "count N"  N tokens with the texts "1 " to "N "; then it is done
//   "stall"    two tokens, then nothing until it is cancelled
//   "fault"    two tokens, then a FaultEvent
//   "refuse"   submit() fails with kInvalidArgument "refused as asked"
//   "abort"    two tokens, a line on stderr, then the process dies of SIGABRT
// evaluate() gives the tokens back as logits; without tokens it never returns.

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/api/engine.h"

namespace octant::engine_process {

class ScriptedEngine final : public api::Engine {
 public:
  ScriptedEngine();
  const api::ModelInfo& model() const override { return model_; }
  Result<api::RequestId> submit(api::ChatRequest request) override;
  void cancel(api::RequestId request) override;
  std::vector<api::Event> poll_events(std::chrono::milliseconds timeout) override;
  api::SnapshotPtr snapshot() const override;
  Result<api::EvalResult> evaluate(const api::EvalRequest& request) override;

 private:
  void push(api::Event event);
  void push_tokens(api::RequestId request, int count);

  api::ModelInfo model_;
  std::mutex mutex_;  // guards the two below
  std::condition_variable has_events_;
  std::vector<api::Event> events_;
  api::RequestId last_id_ = 100;
};

// Opens one. model_dir says how: "loads for ever" until it is cancelled, "bad folder" fails with
// kNotFound, anything else succeeds after two reports of progress.
Result<std::unique_ptr<api::Engine>> open_scripted_engine(const api::EngineOptions& options,
                                                          const api::OpenHooks& hooks);

api::ChatRequest saying(const std::string& text);

}  // namespace octant::engine_process
