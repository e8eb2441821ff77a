#include "app/cli/bench_command.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/cli/bench_report.h"
#include "app/cli/engine_flags.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/model_path.h"
#include "app/cli/option_values.h"
#include "app/cli/progress_line.h"

namespace octant::cli {

namespace {

// The median of a hundred is steady already; ten thousand is a slip.
constexpr int64_t kMaxRepetitions = 10000;
// The first token comes from the prefill: a rate of decoding needs a second one.
constexpr int64_t kFewestDecodeTokens = 2;

struct BenchFlags {
  EngineFlags engine;
  api::BenchOptions options;  // `engine` is filled in before the run
  bool json = false;
};

// "1,2,4": one value or more, `parse_word` reads each.
template <typename T, typename ParseWord>
Result<std::vector<T>> parse_list(std::string_view text, const ParseWord& parse_word) {
  std::vector<T> values;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    ASSIGN_OR_RETURN(const auto value, parse_word(text.substr(at, comma - at)));
    values.push_back(static_cast<T>(value));
    at = comma + 1;
  }
  return values;
}

// An option whose value is a list of integers. `word_for_none`, if not empty, stands for no value.
template <typename T>
void add_integer_list(CLI::App& app, const std::string& name, IntegerRange range,
                      std::vector<T>& store, const std::string& help,
                      const std::string& word_for_none = "") {
  add_value(
      app, name, word_for_none.empty() ? "LIST" : "LIST|" + word_for_none,
      [range, &store, word_for_none](const std::string& text) -> Status {
        if (!word_for_none.empty() && text == word_for_none) {
          store.clear();
          return {};
        }
        ASSIGN_OR_RETURN(store, parse_list<T>(text, [range](std::string_view word) {
                           return parse_integer(word, range);
                         }));
        return {};
      },
      help);
}

int run_bench(Services& services, const BenchFlags& flags) {
  const auto found = find_model(flags.engine.model, false, services.environment);
  if (!found.ok()) return fail(services, found.status(), flags.json);
  api::BenchOptions options = flags.options;
  options.engine = flags.engine.options;
  options.engine.model_dir = found->path.string();
  options.engine.load_draft = std::any_of(
      options.drafts.begin(), options.drafts.end(),
      [](const api::DraftMode& draft) { return draft.kind != api::DraftMode::Kind::kOff; });

  const CatchInterrupts catching(services.interrupt);
  ProgressLine line(services);
  line.show(bench_progress(options, 0));
  int64_t num_done = 0;
  const auto on_case = [&](const api::BenchCase& result) {
    line.clear();
    if (flags.json) {
      services.out << bench_json_line(result);
    } else {
      if (num_done == 0) services.out << bench_table_head(result, options);
      services.out << bench_table_row(result);
    }
    services.out << std::flush;
    line.show(bench_progress(options, ++num_done));
  };
  const auto results =
      services.runtime.bench(options, {.on_case = on_case, .cancel = &services.interrupt.flag()});
  line.clear();
  if (services.interrupt.take()) return fail(services, cancelled("interrupted"), flags.json);
  return results.ok() ? kExitOk : fail(services, results.status(), flags.json);
}

void add_case_flags(CLI::App& app, api::BenchOptions& options) {
  add_integer_list(app, "--threads", kThreadRange, options.threads,
                   "Threads of all ranks together; the model is opened once for each number "
                   "(default 0: one a core)");
  add_integer_list(app, "--context", {0, kMaxContext}, options.contexts,
                   "Decoding: tokens that are in the context when it starts (default 0)");
  add_integer_list(app, "--prompt", {1, kMaxContext}, options.prompts,
                   "Prefill: tokens of the prompt; none leaves prefill out (default 512)", "none");
  add_value(
      app, "--draft", "LIST",
      [&options](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(options.drafts, parse_list<api::DraftMode>(text, parse_draft));
        return {};
      },
      "Decoding: tokens that the model's MTP layer drafts a step, each off, auto or 1 to 7 "
      "(default off)");
}

}  // namespace

Command register_bench(CLI::App& app) {
  CLI::App* const bench = app.add_subcommand(
      "bench", "Measure a model's speed on this machine, against its memory bandwidth");
  bench->footer("A LIST is one value or several, separated by commas: 1,2,4");
  auto flags = std::make_shared<BenchFlags>();
  api::BenchOptions& options = flags->options;
  // Ranks share the threads of one machine: more than one adds exchanges and no bandwidth.
  flags->engine.options.num_ranks = 1;
  add_model_flags(*bench, flags->engine);
  add_case_flags(*bench, options);
  add_integer(
      *bench, "--tokens", {kFewestDecodeTokens, kMaxContext},
      [&options](int64_t value) { options.decode_tokens = value; },
      "Decoding: tokens of one repetition (default 32)");
  add_integer(
      *bench, "--repetitions", {1, kMaxRepetitions},
      [&options](int64_t value) { options.repetitions = static_cast<int32_t>(value); },
      "Measurements of each case, after one to warm up (default 5)");
  bench->add_flag("--telemetry", options.telemetry,
                  "Measures too what routing events cost, as a share of decoding time");
  add_value(
      *bench, "--seed", "N",
      [&options](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(options.seed, parse_seed(text));
        return {};
      },
      "Seed of the random prompts (default 0)");
  bench->add_flag("--json", flags->json, "One JSON object a line and case instead of the table");
  return {bench, [flags](Services& services) { return run_bench(services, *flags); }};
}

}  // namespace octant::cli
