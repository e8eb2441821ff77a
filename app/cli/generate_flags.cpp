#include "app/cli/generate_flags.h"

#include <cstdint>

#include "app/cli/option_values.h"

namespace octant::cli {

void add_generate_flags(CLI::App& app, api::GenerateOptions& options) {
  add_number(
      app, "--temperature", session::kTemperatureRange,
      [&options](double value) { options.temperature = static_cast<float>(value); },
      "0 takes the likeliest token (default: generation_config.json, else 0.6)");
  add_number(
      app, "--top-p", session::kTopPRange,
      [&options](double value) { options.top_p = static_cast<float>(value); },
      "Share of probability to sample from (default: generation_config.json, else 0.95)");
  add_integer(
      app, "--top-k", session::kTopKRange,
      [&options](int64_t value) { options.top_k = static_cast<int32_t>(value); },
      "Number of tokens to sample from, 0: all (default: generation_config.json, else 0)");
  add_number(
      app, "--min-p", session::kMinPRange,
      [&options](double value) { options.min_p = static_cast<float>(value); },
      "Leaves out tokens below this share of the likeliest one's probability (default 0: off)");
  add_value(
      app, "--seed", "N",
      [&options](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(options.seed, parse_seed(text));
        return {};
      },
      "Seed of the sampler (default: drawn from the system)");
  add_integer(
      app, "--max-tokens", session::kMaxTokensRange,
      [&options](int64_t value) { options.max_tokens = value; },
      "Longest answer, in tokens (default 0: until the context is full)");
  add_value(
      app, "--stop", "TEXT",
      [&options](const std::string& text) -> Status {
        if (text.empty()) return invalid_argument("the text is empty");
        options.stop.push_back(text);
        return {};
      },
      "Text that ends the answer and is not part of it; may be repeated (default: none)")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  add_value(
      app, "--thinking", "on|off",
      [&options](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(options.thinking, parse_on_off(text));
        return {};
      },
      "Let the model reason before it answers (default off)");
  add_value(
      app, "--draft", "auto|off|N",
      [&options](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(options.draft, parse_draft(text));
        return {};
      },
      "Tokens that the model's MTP layer drafts a step, 1 to 7 (default auto)");
}

void apply_given(const CLI::App& app, const api::GenerateOptions& given,
                 api::GenerateOptions& options) {
  if (app.count("--temperature") > 0) options.temperature = given.temperature;
  if (app.count("--top-p") > 0) options.top_p = given.top_p;
  if (app.count("--top-k") > 0) options.top_k = given.top_k;
  if (app.count("--min-p") > 0) options.min_p = given.min_p;
  if (app.count("--seed") > 0) options.seed = given.seed;
  if (app.count("--max-tokens") > 0) options.max_tokens = given.max_tokens;
  if (app.count("--stop") > 0) options.stop = given.stop;
  if (app.count("--thinking") > 0) options.thinking = given.thinking;
  if (app.count("--draft") > 0) options.draft = given.draft;
}

}  // namespace octant::cli
