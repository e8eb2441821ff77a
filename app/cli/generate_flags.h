#pragma once
// The options that shape an answer.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "runtime/api/options.h"

namespace octant::cli {

// --temperature, --top-p, --top-k, --min-p, --seed, --max-tokens, --stop, --thinking, --draft.
// `options` must outlive `app`.
void add_generate_flags(CLI::App& app, api::GenerateOptions& options);

// Puts what `app`'s command line gave, `given`, in place of what `options` has.
void apply_given(const CLI::App& app, const api::GenerateOptions& given,
                 api::GenerateOptions& options);

}  // namespace octant::cli
