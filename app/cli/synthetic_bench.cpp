#include "app/cli/synthetic_bench.h"

#include <cstdint>

#include "app/cli/engine_flags.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/option_values.h"
#include "app/cli/progress_line.h"

namespace octant::cli {

namespace {

constexpr int64_t kMaxLayers = 1000;  // ten times the deepest model there is

}  // namespace

CLI::Option* add_synthetic_flags(CLI::App& app, SyntheticFlags& flags) {
  using api::SynthDType;
  api::SyntheticBenchOptions& options = flags.options;
  CLI::Option* const synthetic =
      add_text(app, "--synthetic", "SHAPE", options.shape,
               "In place of --model: random weights, made in the ranks' memory, in a shape that "
               "octant synth --list names, or of a config.json; tells the time of every stage of a "
               "step, and what all layers would take (default: none)");
  add_integer(
      app, "--layers", {1, kMaxLayers}, [&options](int64_t value) { options.num_layers = value; },
      "Of --synthetic: layers that are made, the first of the shape with its dense ones in front, "
      "but at least one of each kind: 4 of deepseek-v3 are 3 dense and 1 with experts; the MTP "
      "layer does not count and is not made (default: all)")
      ->needs(synthetic);
  add_choice(app, "--dtype",
             {{"bf16", [&options] { options.dtype = SynthDType::kBF16; }},
              {"fp8", [&options] { options.dtype = SynthDType::kF8; }},
              {"f32", [&options] { options.dtype = SynthDType::kF32; }}},
             "Of --synthetic: of the linear weights; norms and gates stay BF16 (default: as the "
             "shape is published, fp8 for deepseek-v3)")
      ->needs(synthetic);
  add_integer_list(app, "--rows", {1, api::kMaxStepRows}, options.rows,
                   "Of --synthetic: rows of a step, a token and its drafts (default 1)")
      ->needs(synthetic);
  return synthetic;
}

int run_synthetic_bench(Services& services, const api::SyntheticBenchOptions& options, bool json) {
  const CatchInterrupts catching(services.interrupt);
  ProgressLine line(services);
  line.show("making weights and measuring");
  bool is_first = true;
  const auto on_case = [&](const api::SyntheticCase& result) {
    line.clear();
    if (json) {
      services.out << synthetic_json_line(result);
    } else {
      if (is_first) services.out << synthetic_head(result);
      services.out << synthetic_text(result);
    }
    services.out << std::flush;
    is_first = false;
    line.show("measuring");
  };
  const auto results = services.runtime.bench_synthetic(
      options, {.on_case = on_case, .cancel = &services.interrupt.flag()});
  line.clear();
  if (services.interrupt.take()) return fail(services, cancelled("interrupted"), json);
  return results.ok() ? kExitOk : fail(services, results.status(), json);
}

}  // namespace octant::cli
