#include "tests/app/engine_process/scripted_engine.h"

#include <cstdlib>
#include <iostream>
#include <thread>
#include <utility>

namespace octant::engine_process {

ScriptedEngine::ScriptedEngine() {
  model_.name = "scripted";
  model_.num_ranks = 3;
}

Result<api::RequestId> ScriptedEngine::submit(api::ChatRequest request) {
  const std::string text = request.messages.empty() ? "refuse" : request.messages.back().content;
  if (text == "refuse") return invalid_argument("refused as asked");
  api::RequestId id = 0;
  {
    const std::lock_guard lock(mutex_);
    id = ++last_id_;
  }
  if (text.starts_with("count ")) {
    push_tokens(id, std::stoi(text.substr(6)));
    push(api::DoneEvent{.request = id, .last_text = "."});
    return id;
  }
  push_tokens(id, 2);
  if (text == "fault") push(api::FaultEvent{"the device is gone"});
  if (text == "abort") {
    // Behind the tokens' way through poll_events() and the socket.
    std::thread([] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      std::cerr << "something is wrong here" << std::endl;
      std::abort();
    }).detach();
  }
  return id;
}

void ScriptedEngine::cancel(api::RequestId request) {
  push(api::DoneEvent{.request = request, .reason = api::FinishReason::kCancelled});
}

std::vector<api::Event> ScriptedEngine::poll_events(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  has_events_.wait_for(lock, timeout, [this] { return !events_.empty(); });
  return std::exchange(events_, {});
}

api::SnapshotPtr ScriptedEngine::snapshot() const {
  api::Snapshot snapshot;
  snapshot.sequence = 1;
  snapshot.cache_tokens = 42;
  return std::make_shared<const api::Snapshot>(snapshot);
}

Result<api::EvalResult> ScriptedEngine::evaluate(const api::EvalRequest& request) {
  while (request.tokens.empty()) std::this_thread::sleep_for(std::chrono::hours(1));
  api::EvalResult result;
  for (const int32_t token : request.tokens) result.logits.push_back(static_cast<float>(token));
  return result;
}

void ScriptedEngine::push(api::Event event) {
  {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
  }
  has_events_.notify_one();
}

void ScriptedEngine::push_tokens(api::RequestId request, int count) {
  for (int i = 1; i <= count; ++i) {
    push(api::TokenEvent{.request = request, .id = i, .text = std::to_string(i) + " "});
  }
}

Result<std::unique_ptr<api::Engine>> open_scripted_engine(const api::EngineOptions& options,
                                                          const api::OpenHooks& hooks) {
  if (options.model_dir == "bad folder") return not_found("bad folder: there is no such folder");
  for (const int64_t bytes : {50, 100}) {
    hooks.on_progress({.bytes_read = bytes, .bytes_total = 100});
  }
  while (options.model_dir == "loads for ever") {
    if (hooks.cancel->load()) return cancelled("loading was cancelled");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return std::unique_ptr<api::Engine>(std::make_unique<ScriptedEngine>());
}

api::ChatRequest saying(const std::string& text) {
  api::ChatRequest request;
  request.messages = {{api::Role::kUser, text}};
  return request;
}

}  // namespace octant::engine_process
