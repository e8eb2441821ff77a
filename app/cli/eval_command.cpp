#include "app/cli/eval_command.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/engine_flags.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/id_list.h"
#include "app/cli/json_text.h"
#include "app/cli/open_model.h"
#include "app/cli/option_values.h"
#include "app/cli/perplexity.h"
#include "app/cli/safetensors_out.h"

namespace octant::cli {

namespace {

struct EvalFlags {
  EngineFlags engine;
  std::string tokens;
  std::string logits;
  bool draft = false;
  bool json = false;
};

// The text of --tokens, or of the file behind an "@".
Result<std::string> read_tokens(const std::string& given) {
  if (!given.starts_with('@')) return given;
  const std::string path = given.substr(1);
  std::ifstream file(path, std::ios::binary);
  if (!file) return not_found(path + ": cannot be opened");
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return io_error(path + ": cannot be read");
  return text;
}

// The sizes that the arrays must have to be what the result says they are.
Status check_sizes(const api::EvalResult& result, std::size_t num_tokens, bool with_draft) {
  const int64_t rows = result.num_tokens;
  const int64_t choices = result.num_moe_layers * rows * result.num_experts_per_tok;
  const bool ok =
      rows == static_cast<int64_t>(num_tokens) && result.vocab_size > 0 &&
      std::ssize(result.logits) == rows * result.vocab_size &&
      std::ssize(result.topk_idx) == choices && std::ssize(result.topk_weights) == choices &&
      (!with_draft || std::ssize(result.draft_logits) == (rows - 1) * result.vocab_size);
  return ok ? Status() : internal_error("the engine's result does not have the sizes it states");
}

Status write_result(const std::string& path, const api::EvalResult& result, bool with_draft) {
  const int64_t rows = result.num_tokens;
  const std::vector<int64_t> routing = {result.num_moe_layers, rows, result.num_experts_per_tok};
  std::vector<ArrayOut> arrays;
  arrays.push_back(
      array_out("logits", {rows, result.vocab_size}, std::span<const float>(result.logits)));
  arrays.push_back(array_out("topk_idx", routing, std::span<const int32_t>(result.topk_idx)));
  arrays.push_back(array_out("topk_weights", routing, std::span<const float>(result.topk_weights)));
  if (with_draft) {
    arrays.push_back(array_out("draft_logits", {rows - 1, result.vocab_size},
                               std::span<const float>(result.draft_logits)));
  }
  return write_safetensors(path, arrays);
}

void print_result(Services& services, const EvalFlags& flags, const api::EvalResult& result,
                  double nll) {
  if (flags.json) {
    nlohmann::ordered_json json;
    json["num_tokens"] = result.num_tokens;
    json["vocab_size"] = result.vocab_size;
    // Not finite (one token predicts nothing): null.
    json["mean_nll"] = nll;
    json["perplexity"] = std::exp(nll);
    if (!flags.logits.empty()) json["logits"] = flags.logits;
    services.out << json_text(json);
    return;
  }
  services.out << fmt::format("tokens {}, vocabulary {}", result.num_tokens, result.vocab_size);
  if (std::isfinite(nll)) {
    services.out << fmt::format(", mean negative log likelihood {:.6f}, perplexity {:.4f}", nll,
                                std::exp(nll));
  }
  services.out << "\n";
}

int run_eval(Services& services, EvalFlags& flags) {
  const auto text = read_tokens(flags.tokens);
  if (!text.ok()) return fail(services, text.status().with_context("--tokens"), flags.json);
  flags.engine.options.load_draft = flags.draft;
  const auto model = open_model(services, flags.engine);
  if (!model.ok()) return fail(services, model.status(), flags.json);

  auto tokens = parse_ids(*text, model->engine->model().vocab_size);
  if (!tokens.ok()) {
    return fail(services, std::move(tokens).status().with_context("--tokens"), flags.json);
  }
  if (tokens->empty()) {
    return fail(services, invalid_argument("--tokens: there is no id"), flags.json);
  }
  if (flags.draft && !model->engine->model().has_draft) {
    return fail(services, invalid_argument("--draft: the model has no MTP layer"), flags.json);
  }
  const auto result = model->engine->evaluate({.tokens = *tokens, .with_draft = flags.draft});
  if (!result.ok()) return fail(services, result.status(), flags.json);
  Status status = check_sizes(*result, tokens->size(), flags.draft);
  if (status.ok() && !flags.logits.empty()) {
    status = write_result(flags.logits, *result, flags.draft);
  }
  if (!status.ok()) return fail(services, status, flags.json);
  print_result(services, flags, *result, mean_negative_log_likelihood(result->logits, *tokens));
  return kExitOk;
}

}  // namespace

Command register_eval(CLI::App& app) {
  CLI::App* const eval = app.add_subcommand("eval", "Compute a model's logits for given tokens");
  auto flags = std::make_shared<EvalFlags>();
  add_engine_flags(*eval, flags->engine);
  add_text(*eval, "--tokens", "IDS|@FILE", flags->tokens,
           "Token ids separated by commas or white space, or a file of them (required)")
      ->required();
  add_text(*eval, "--logits", "OUT", flags->logits,
           "Writes logits, topk_idx and topk_weights to this .safetensors file (default: none)");
  eval->add_flag("--draft", flags->draft, "Runs the MTP layer too: adds draft_logits");
  eval->add_flag("--json", flags->json, "One JSON document instead of the line");
  return {eval, [flags](Services& services) { return run_eval(services, *flags); }};
}

}  // namespace octant::cli
