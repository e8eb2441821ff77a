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
#include "app/cli/option_values.h"
#include "app/cli/progress_line.h"
#include "app/cli/synthetic_bench.h"
#include "runtime/api/model_list.h"

namespace octant::cli {

namespace {

// The median of a hundred is steady already; ten thousand is a slip.
constexpr int64_t kMaxRepetitions = 10000;
// The first token comes from the prefill: a rate of decoding needs a second one.
constexpr int64_t kFewestDecodeTokens = 2;

struct BenchFlags {
  EngineFlags engine;
  api::BenchOptions options;  // `engine` is filled in before the run
  SyntheticFlags synthetic;
  bool json = false;
};

int run_bench(Services& services, const BenchFlags& flags) {
  if (flags.synthetic.is_asked_for()) {
    if (flags.options.telemetry) {  // CLI11 would show an exclusion as the flag's value
      return fail(services, invalid_argument("--synthetic excludes --telemetry"), flags.json);
    }
    api::SyntheticBenchOptions options = flags.synthetic.options;
    options.engine = flags.engine.options;
    options.threads = flags.options.threads;
    options.contexts = flags.options.contexts;
    options.steps = flags.options.decode_tokens;
    options.seed = flags.options.seed;
    return run_synthetic_bench(services, options, flags.json);
  }
  if (flags.engine.model.empty()) {
    return fail(services, invalid_argument("--model or --synthetic is required"), flags.json);
  }
  const auto found = api::find_model(flags.engine.model, false, services.environment);
  if (!found.ok()) return fail(services, found.status(), flags.json);
  api::BenchOptions options = flags.options;
  options.engine = flags.engine.options;
  options.engine.model_dir = found->path;
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

void add_case_flags(CLI::App& app, api::BenchOptions& options, CLI::Option* synthetic) {
  add_integer_list(app, "--threads", kThreadRange, options.threads,
                   "Threads of all ranks together; the model is opened once for each number "
                   "(default 0: one a core)");
  add_integer_list(app, "--context", {0, kMaxContext}, options.contexts,
                   "Decoding: tokens that are in the context when it starts (default 0)");
  add_integer_list(app, "--prompt", {1, kMaxContext}, options.prompts,
                   "Prefill: tokens of the prompt; none leaves prefill out (default 512)", "none")
      ->excludes(synthetic);
  add_value(
      app, "--draft", "LIST",
      [&options](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(options.drafts, parse_list<api::DraftMode>(text, parse_draft));
        return {};
      },
      "Decoding: tokens that the model's MTP layer drafts a step, each off, auto or 1 to 7 "
      "(default off)")
      ->excludes(synthetic);
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
  CLI::Option* const model = bench->get_option("--model")->required(false);
  model->description(model->get_description() + ", or --synthetic in its place");
  CLI::Option* const synthetic = add_synthetic_flags(*bench, flags->synthetic)->excludes(model);
  add_case_flags(*bench, options, synthetic);
  add_integer(
      *bench, "--tokens", {kFewestDecodeTokens, kMaxContext},
      [&options](int64_t value) { options.decode_tokens = value; },
      "Decoding: tokens of one repetition; of --synthetic, steps of a case (default 32)");
  add_integer(
      *bench, "--repetitions", {1, kMaxRepetitions},
      [&options](int64_t value) { options.repetitions = static_cast<int32_t>(value); },
      "Measurements of each case, after one to warm up (default 5)")
      ->excludes(synthetic);
  bench->add_flag("--telemetry", options.telemetry,
                  "Measures too what routing events cost, as a share of decoding time");
  add_value(
      *bench, "--seed", "N",
      [&options](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(options.seed, parse_seed(text));
        return {};
      },
      "Seed of the random prompts and of the weights of --synthetic (default 0)");
  bench->add_flag("--json", flags->json, "One JSON object a line and case instead of the table");
  return {bench, [flags](Services& services) { return run_bench(services, *flags); }};
}

}  // namespace octant::cli
