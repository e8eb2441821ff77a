#pragma once
// The options that open a model, the same for every command that runs one.

#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>

#include "app/cli/option_values.h"
#include "runtime/api/options.h"

namespace octant::cli {

struct EngineFlags {
  std::string model;           // as given: a folder or a name
  api::EngineOptions options;  // model_dir is filled in by open_model()
};

// More threads than any machine has cores; beyond is a slip. 0: one a core.
inline constexpr IntegerRange kThreadRange = {0, 1024};
// 2^24 positions: above every model's context, and far below what overflows a size.
inline constexpr int64_t kMaxContext = int64_t{1} << 24;

enum class Model { kRequired, kOptional };

// --model, --ranks, --threads, --device, --backend, --context. `flags` must outlive `app`.
void add_engine_flags(CLI::App& app, EngineFlags& flags, Model model = Model::kRequired);

void add_context_flag(CLI::App& app, EngineFlags& flags);

// Those of them that have one value in every command: --model, --ranks, --device, --backend. The
// default of --ranks is what `flags` holds.
void add_model_flags(CLI::App& app, EngineFlags& flags, Model model = Model::kRequired);

}  // namespace octant::cli
