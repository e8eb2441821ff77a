#include "tests/runtime/engine/tiny_engine.h"

#include <filesystem>

#include "tests/support/temp_folder.h"

namespace octant::test {

std::string tiny_checkpoint(api::SynthDType dtype) {
  static const TempFolder kFolder;
  const std::string folder = (kFolder / std::to_string(static_cast<int>(dtype))).string();
  if (std::filesystem::exists(folder + "/config.json")) return folder;
  const Status status =
      api::synthesize({.shape = "tiny", .out_dir = folder, .dtype = dtype, .seed = 7});
  CHECK(status.to_string() == std::string("ok"));
  return folder;
}

api::EngineOptions tiny_options() {
  return {.model_dir = tiny_checkpoint(api::SynthDType::kBF16),
          .num_ranks = 1,
          .num_threads = 1,
          .max_context = 512};
}

std::unique_ptr<api::Engine> open_tiny_engine(const api::EngineOptions& options) {
  Result<std::unique_ptr<api::Engine>> engine = api::open_local_engine(options);
  CHECK(engine.status().to_string() == std::string("ok"));
  return std::move(engine).value();
}

Answer collect(api::Engine& engine, api::RequestId request) {
  Answer answer;
  const auto take = [&](const api::Event& event) {
    if (const auto* token = std::get_if<api::TokenEvent>(&event)) {
      if (token->request != request) return;
      answer.ids.push_back(token->id);
      answer.text += token->text;
      answer.tokens.push_back(*token);
    } else if (const auto* routing = std::get_if<api::TokenRouting>(&event)) {
      if (routing->request == request) answer.routing.push_back(*routing);
    } else if (const auto* step = std::get_if<api::StepEvent>(&event)) {
      if (step->request == request) answer.steps.push_back(*step);
    } else if (const auto* prefill = std::get_if<api::PrefillProgress>(&event)) {
      if (prefill->request == request) answer.prefill.push_back(*prefill);
    } else if (const auto* done = std::get_if<api::DoneEvent>(&event)) {
      if (done->request == request) answer.done = *done;
    }
  };
  while (answer.done.request != request) {
    for (const api::Event& event : engine.poll_events(std::chrono::milliseconds(1000))) {
      take(event);
    }
  }
  answer.text += answer.done.last_text;
  return answer;
}

Answer ask(api::Engine& engine, const api::ChatRequest& request) {
  const Result<api::RequestId> id = engine.submit(request);
  CHECK(id.status().to_string() == std::string("ok"));
  return collect(engine, *id);
}

api::ChatRequest greedy_request(const std::string& text, int64_t max_tokens) {
  api::ChatRequest request;
  request.messages = {{api::Role::kUser, text}};
  request.options.temperature = 0;
  request.options.max_tokens = max_tokens;
  request.options.ignore_eos = true;
  request.options.draft = draft_off();
  return request;
}

api::DraftMode draft_off() {
  return {.kind = api::DraftMode::Kind::kOff};
}

api::DraftMode draft_fixed(int32_t num_drafted) {
  return {.kind = api::DraftMode::Kind::kFixed, .num_drafted = num_drafted};
}

}  // namespace octant::test
