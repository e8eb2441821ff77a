#include "app/cli/engine_flags.h"

#include <fmt/format.h>

namespace octant::cli {

namespace {

// More ranks than any machine has devices. Beyond is a slip.
constexpr int64_t kMaxRanks = 64;

}  // namespace

void add_model_flags(CLI::App& app, EngineFlags& flags, Model model) {
  using api::BackendKind;
  using api::Device;
  api::EngineOptions& options = flags.options;
  add_text(app, "--model,-m", "DIR", flags.model,
           std::string("Folder with config.json and weights, or a name in the Hugging Face cache "
                       "such as org/model ") +
               (model == Model::kRequired ? "(required)" : "(default: chosen in the window)"))
      ->required(model == Model::kRequired);
  add_integer(
      app, "--ranks", {1, kMaxRanks},
      [&options](int64_t value) { options.num_ranks = static_cast<int32_t>(value); },
      fmt::format("Ranks that share the model (default {})", options.num_ranks));
  add_choice(app, "--device",
             {{"auto", [&options] { options.device = Device::kAuto; }},
              {"cpu", [&options] { options.device = Device::kCpu; }},
              {"cuda", [&options] { options.device = Device::kCuda; }}},
             "Where the ranks run (default auto: NVIDIA GPUs if there are any)");
  add_choice(app, "--backend",
             {{"reference", [&options] { options.backend = BackendKind::kReference; }},
              {"cpu", [&options] { options.backend = BackendKind::kCpu; }},
              {"cuda", [&options] { options.backend = BackendKind::kCuda; }}},
             "Arithmetic: reference is slow and exact (default: what fits the device)");
}

void add_context_flag(CLI::App& app, EngineFlags& flags) {
  api::EngineOptions& options = flags.options;
  add_integer(
      app, "--context", {0, kMaxContext},
      [&options](int64_t value) { options.max_context = value; },
      "Longest conversation, in tokens (default 0: what the model allows, at most 32768)");
}

void add_engine_flags(CLI::App& app, EngineFlags& flags, Model model) {
  add_model_flags(app, flags, model);
  api::EngineOptions& options = flags.options;
  add_integer(
      app, "--threads", kThreadRange,
      [&options](int64_t value) { options.num_threads = static_cast<int32_t>(value); },
      "Threads of all ranks together (default 0: one a core)");
  add_context_flag(app, flags);
}

}  // namespace octant::cli
