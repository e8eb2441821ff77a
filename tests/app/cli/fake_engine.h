#pragma once
// An Engine that plays a script: for each submit the next reply, one event a poll.

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runtime/api/engine.h"

namespace octant::cli {

struct FakeReply {
  Status refused;                       // what submit answers, if it fails
  std::vector<api::TokenEvent> tokens;  // request ids are filled in
  api::DoneEvent done;                  // likewise
  bool until_cancelled = false;         // after the tokens nothing comes until cancel()
  bool ignores_cancel = false;          // and not even then
  std::string fault;                    // a FaultEvent in place of the DoneEvent
};

// A reply of one token a word, ids counted from 100.
FakeReply reply_of(const std::vector<std::string>& texts);

// What the engine is told to do, and what it was asked.
struct FakeScript {
  api::ModelInfo model;
  std::deque<FakeReply> replies;
  std::function<void(int poll)> on_poll;  // before each poll; counted from 1 since the submit
  Result<api::EvalResult> evaluation = internal_error("no evaluation was scripted");

  std::vector<api::ChatRequest> requests;
  std::vector<api::EvalRequest> evaluations;
  int num_cancels = 0;
};

class FakeEngine : public api::Engine {
 public:
  // `script` must outlive the engine.
  explicit FakeEngine(FakeScript& script) : script_(script) {}

  const api::ModelInfo& model() const override { return script_.model; }
  Result<api::RequestId> submit(api::ChatRequest request) override;
  void cancel(api::RequestId request) override;
  std::vector<api::Event> poll_events(std::chrono::milliseconds timeout) override;
  api::SnapshotPtr snapshot() const override;
  Result<api::EvalResult> evaluate(const api::EvalRequest& request) override;

 private:
  FakeScript& script_;
  api::RequestId last_id_ = 0;
  FakeReply reply_;
  std::deque<api::Event> events_;
  int num_polls_ = 0;
};

}  // namespace octant::cli
