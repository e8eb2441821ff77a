#include "app/cli/synth_command.h"

#include <cstdint>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/json_text.h"
#include "app/cli/option_values.h"
#include "app/cli/terminal_text.h"

namespace octant::cli {

namespace {

constexpr int64_t kMaxLayers = 1000;  // ten times the deepest model there is

struct SynthFlags {
  api::SynthOptions options;
  bool list = false;
  bool json = false;
};

int list_shapes(Services& services, bool json) {
  nlohmann::ordered_json shapes = nlohmann::ordered_json::array();
  for (const api::SynthShape& shape : services.runtime.synth_shapes()) {
    shapes.push_back({{"name", shape.name}, {"description", shape.description}});
    if (!json) services.out << fmt::format("{:<16} {}\n", shape.name, shape.description);
  }
  if (json) services.out << json_text({{"shapes", shapes}});
  return kExitOk;
}

int run_synth(Services& services, const SynthFlags& flags) {
  if (flags.list) return list_shapes(services, flags.json);
  const auto refuse = [&](const char* reason) {
    return fail(services, invalid_argument(reason), flags.json);
  };
  if (flags.options.shape.empty()) return refuse("--shape is required; --list names the shapes");
  if (flags.options.out_dir.empty()) return refuse("--out is required");
  if (flags.options.ue8m0_scales && flags.options.dtype != api::SynthDType::kF8) {
    return refuse("--ue8m0: only --dtype fp8 has scales");
  }
  const Status status = services.runtime.synthesize(flags.options);
  if (!status.ok()) return fail(services, status, flags.json);
  services.out << (flags.json ? json_text({{"out", flags.options.out_dir}})
                              : terminal_text(flags.options.out_dir) + "\n");
  return kExitOk;
}

}  // namespace

Command register_synth(CLI::App& app) {
  using api::SynthDType;
  CLI::App* const synth =
      app.add_subcommand("synth", "Write a checkpoint of random weights, for tests and benchmarks");
  auto flags = std::make_shared<SynthFlags>();
  api::SynthOptions& options = flags->options;
  add_text(*synth, "--shape", "NAME|CONFIG", options.shape,
           "Name of a shape (see --list) or path of a config.json (required)");
  add_text(*synth, "--out", "DIR", options.out_dir,
           "Folder to write; is made, must not hold a checkpoint (required)");
  add_choice(*synth, "--dtype",
             {{"bf16", [&options] { options.dtype = SynthDType::kBF16; }},
              {"fp8", [&options] { options.dtype = SynthDType::kF8; }},
              {"f32", [&options] { options.dtype = SynthDType::kF32; }}},
             "Of the linear weights; norms and gates stay BF16 (default bf16)");
  add_value(
      *synth, "--seed", "N",
      [&options](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(options.seed, parse_seed(text));
        return {};
      },
      "Seed of the weights (default 0)");
  add_integer(
      *synth, "--layers", {0, kMaxLayers},
      [&options](int64_t value) { options.num_layers = value; },
      "Number of layers (default 0: as the shape says)");
  synth->add_flag("--ue8m0", options.ue8m0_scales,
                  "Scales of --dtype fp8 are powers of two (default: any number)");
  synth->add_flag("--list", flags->list, "Lists the shapes and ends");
  synth->add_flag("--json", flags->json, "One JSON document instead of text");
  return {synth, [flags](Services& services) { return run_synth(services, *flags); }};
}

}  // namespace octant::cli
