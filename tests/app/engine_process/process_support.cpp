#include "tests/app/engine_process/process_support.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <thread>
#include <variant>

namespace octant::engine_process {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::chrono::minutes kPatience{1};

}  // namespace

ProcessOptions octant_program() {
  return {.program = OCTANT_PROGRAM};
}

ProcessOptions actor(const std::string& mode) {
  return {.program = OCTANT_ACTOR, .arguments = {mode}};
}

api::EngineOptions demo() {
  return {.model_dir = OCTANT_SOURCE_DIR "/models/demo", .num_ranks = 1, .num_threads = 1};
}

EngineState wait_loaded(const EngineProcess& engine) {
  const auto deadline = Clock::now() + kPatience;
  while (engine.condition().state == EngineState::kLoading && Clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(2));
  }
  return engine.condition().state;
}

void listen_for(EngineProcess& engine, milliseconds time, Heard& heard) {
  const auto deadline = Clock::now() + time;
  while (heard.faults.empty() && Clock::now() < deadline) {
    for (const api::Event& event : engine.poll_events(milliseconds(5))) {
      if (const auto* token = std::get_if<api::TokenEvent>(&event)) {
        heard.text += token->text;
        heard.ids.push_back(token->id);
      } else if (const auto* done = std::get_if<api::DoneEvent>(&event)) {
        heard.text += done->last_text;
        heard.done.push_back(*done);
      } else if (const auto* fault = std::get_if<api::FaultEvent>(&event)) {
        heard.done_before_fault = !heard.done.empty();
        heard.faults.push_back(*fault);
      }
    }
  }
}

Heard listen(EngineProcess& engine, api::RequestId request) {
  Heard heard;
  const auto deadline = Clock::now() + kPatience;
  const auto is_done = [&] {
    for (const api::DoneEvent& done : heard.done) {
      if (done.request == request) return true;
    }
    return !heard.faults.empty();
  };
  while (!is_done() && Clock::now() < deadline) listen_for(engine, milliseconds(5), heard);
  return heard;
}

int64_t num_open_files() {
  int64_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    ++count;
  }
  return count;
}

bool has_children() {
  for (;;) {
    const pid_t reaped = ::waitpid(-1, nullptr, WNOHANG);
    if (reaped < 0) return false;
    if (reaped == 0) return true;
  }
}

int runs_wanted(const char* variable, int otherwise) {
  const char* const value = std::getenv(variable);
  return value != nullptr ? std::atoi(value) : otherwise;
}

}  // namespace octant::engine_process
