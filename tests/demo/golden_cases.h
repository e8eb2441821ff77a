#pragma once
// What Hugging Face Transformers answers with the bundled model's weights, and how to ask an engine
// the same (tests/golden/demo/greedy.json, from models/demo/recipe/check_transformers.py).

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/api/engine.h"

namespace octant::test {

struct GoldenCase {
  std::string domain;
  std::vector<api::Message> messages;
  std::vector<int32_t> generated_ids;
  std::string text;
  double margin = 0;  // smallest distance of the likeliest token's logit to the next
};

// All of them, in the order of the file.
const std::vector<GoldenCase>& golden_cases();
// Those that rounding cannot decide.
std::vector<GoldenCase> decided_golden_cases();

// The bundled model, a thread a rank.
api::EngineOptions demo_options(int32_t num_ranks);
// Greedy, with room for the longest golden answer.
api::ChatRequest greedy(const std::vector<api::Message>& messages, api::DraftMode draft);

}  // namespace octant::test
