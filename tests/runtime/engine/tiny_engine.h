#pragma once
// A synthesized tiny model and engines on it, for tests of the whole path.

#include <memory>
#include <string>
#include <vector>

#include "runtime/api/engine.h"
#include "runtime/api/synth.h"

namespace octant::test {

// Folder of a tiny checkpoint with random weights, written once a process.
std::string tiny_checkpoint(api::SynthDType dtype);

// Aborts the test program if the engine does not open.
std::unique_ptr<api::Engine> open_tiny_engine(const api::EngineOptions& options);
// One rank, one thread, 512 tokens of context, BF16 weights.
api::EngineOptions tiny_options();

// Everything that one answer sent.
struct Answer {
  std::vector<int32_t> ids;
  std::string text;
  std::vector<api::TokenEvent> tokens;
  std::vector<api::TokenRouting> routing;
  std::vector<api::StepEvent> steps;
  std::vector<api::PrefillProgress> prefill;
  api::DoneEvent done;
};

// Submits and collects until done; aborts if submit() fails.
Answer ask(api::Engine& engine, const api::ChatRequest& request);
// Collects the events of a request that was submitted before.
Answer collect(api::Engine& engine, api::RequestId request);

// A user message, temperature 0, `max_tokens` tokens past any end token.
api::ChatRequest greedy_request(const std::string& text, int64_t max_tokens);
api::DraftMode draft_off();
api::DraftMode draft_fixed(int32_t num_drafted);

}  // namespace octant::test
