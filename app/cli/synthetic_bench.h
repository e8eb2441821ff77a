#pragma once
// `octant bench --synthetic`: its own options, the run, and what it writes.

#include <string>

#include <CLI/CLI.hpp>

#include "app/cli/services.h"
#include "runtime/api/synthetic_bench.h"

namespace octant::cli {

struct SyntheticFlags {
  api::SyntheticBenchOptions
      options;  // what it shares with BenchOptions is filled in before the run
  bool is_asked_for() const { return !options.shape.empty(); }
};

// --synthetic, --layers, --dtype, --rows. `flags` must outlive `app`; the option that names the
// shape comes back.
CLI::Option* add_synthetic_flags(CLI::App& app, SyntheticFlags& flags);

// Measures and reports; returns the exit code.
int run_synthetic_bench(Services& services, const api::SyntheticBenchOptions& options, bool json);

// The case as one JSON object on one line; "version" is the program's. Fields that do not apply are
// left out: a stage that reads no weights has no bytes, a step of several rows no tokens a second.
std::string synthetic_json_line(const api::SyntheticCase& result);

// Above the first case: what was made and measured, what the columns mean.
std::string synthetic_head(const api::SyntheticCase& first);
// The stages of a case, and the extrapolation to all layers with its numbers.
std::string synthetic_text(const api::SyntheticCase& result);

}  // namespace octant::cli
