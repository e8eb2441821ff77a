#pragma once
// Engine: the only door to inference. Two kinds exist: in this process (open_local_engine) and, for
// the window, in a child process. All methods may be called from any thread; none waits for a step.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/chat.h"
#include "runtime/api/eval.h"
#include "runtime/api/events.h"
#include "runtime/api/options.h"
#include "runtime/api/snapshot.h"

namespace octant::api {

struct ModelInfo {
  std::string name;  // folder name
  std::string architecture;
  std::string chat_format;
  std::string device;  // "cpu (AVX2, 4 threads)"
  std::string backend;
  std::string no_gpu;  // one line on why Device::kAuto found none; empty if it did or did not look
  int32_t num_ranks = 0;
  int32_t num_threads = 0;
  int64_t num_hidden_layers = 0;
  int64_t num_moe_layers = 0;  // main layers with experts
  int64_t n_routed_experts = 0;
  int64_t num_experts_per_tok = 0;
  int64_t vocab_size = 0;
  int64_t max_context = 0;
  bool has_draft = false;
  bool supports_thinking = false;
};

struct ChatRequest {
  std::vector<Message> messages;
  // The last message is the beginning of the answer and is gone on with: "reasoning</think>answer",
  // either of which may be empty, or "reasoning" alone where it broke off there. Reasoning needs
  // options.thinking. Events tell only what is new.
  bool continue_reply = false;
  GenerateOptions options;
  bool record_routing = false;  // send a TokenRouting for every token
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual const ModelInfo& model() const = 0;
  // Queues a request. Events with its id follow, a DoneEvent last.
  // Errors: kInvalidArgument (no messages, the last one is not the user's or, to be continued, not
  // the assistant's, option out of range, prompt longer than the context),
  // kInternal after a fault.
  virtual Result<RequestId> submit(ChatRequest request) = 0;
  // Ends a request within a step; its DoneEvent says kCancelled. Unknown ids are ignored.
  virtual void cancel(RequestId request) = 0;
  // Events in order; waits up to `timeout` for the first one.
  virtual std::vector<Event> poll_events(std::chrono::milliseconds timeout) = 0;
  // Never null.
  virtual SnapshotPtr snapshot() const = 0;
  // Runs when no request does; waits for the result.
  virtual Result<EvalResult> evaluate(const EvalRequest& request) = 0;
};

struct OpenHooks {
  std::function<void(const LoadProgress&)> on_progress;  // from the calling thread
  const std::atomic<bool>* cancel = nullptr;
};

// Opens a checkpoint in this process and loads it. Errors: those of the checkpoint, config,
// tokenizer and loader, each naming file and tensor or field; kUnsupported for a device that is not
// there.
Result<std::unique_ptr<Engine>> open_local_engine(const EngineOptions& options,
                                                  const OpenHooks& hooks = {});

}  // namespace octant::api
