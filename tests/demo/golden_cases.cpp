#include "tests/demo/golden_cases.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

namespace octant::test {
namespace {

// The sources; elsewhere than where this was built, the environment says where.
std::string root() {
  const char* const moved = std::getenv("OCTANT_SOURCE_DIR");
  return moved != nullptr ? moved : OCTANT_SOURCE_DIR;
}

// Longest answer of greedy.json.
constexpr int64_t kMaxTokens = 120;

// The BF16 cache's error on the logits of small models is at most 2e-5 of their mean square
// (golden_model_test); these logits' root mean square is below 10, so an error is
// sqrt(2e-5) * 10 = 0.045, and two of them, one on each of the two tokens, stay below 0.1.
constexpr double kDecidedMargin = 0.1;

api::Role role_of(const std::string& name) {
  return name == "user" ? api::Role::kUser : api::Role::kAssistant;
}

std::vector<GoldenCase> read_cases() {
  std::ifstream file(root() + "/tests/golden/demo/greedy.json");
  std::vector<GoldenCase> out;
  const nlohmann::json document = nlohmann::json::parse(file);
  for (const auto& item : document.at("cases")) {
    GoldenCase& c = out.emplace_back();
    c.domain = item.at("domain");
    for (const auto& message : item.at("messages")) {
      c.messages.push_back({role_of(message.at("role")), message.at("content")});
    }
    c.generated_ids = item.at("generated_ids").get<std::vector<int32_t>>();
    c.text = item.at("text");
    c.margin = item.at("margin");
  }
  return out;
}

}  // namespace

const std::vector<GoldenCase>& golden_cases() {
  static const std::vector<GoldenCase> cases = read_cases();
  return cases;
}

std::vector<GoldenCase> decided_golden_cases() {
  std::vector<GoldenCase> out;
  std::copy_if(golden_cases().begin(), golden_cases().end(), std::back_inserter(out),
               [](const GoldenCase& c) { return c.margin >= kDecidedMargin; });
  return out;
}

api::EngineOptions demo_options(int32_t num_ranks) {
  api::EngineOptions options;
  options.model_dir = root() + "/models/demo";
  options.num_ranks = num_ranks;
  options.num_threads = num_ranks;
  return options;
}

api::ChatRequest greedy(const std::vector<api::Message>& messages, api::DraftMode draft) {
  api::ChatRequest request;
  request.messages = messages;
  request.options.temperature = 0.0F;
  request.options.max_tokens = kMaxTokens;
  request.options.draft = draft;
  return request;
}

}  // namespace octant::test
