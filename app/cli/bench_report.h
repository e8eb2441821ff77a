#pragma once
// What `octant bench` writes: a table whose rows come one by one, or JSON Lines.

#include <cstdint>
#include <string>

#include "runtime/api/bench.h"

namespace octant::cli {

// The case as one JSON object on one line. Fields that do not apply to it are left out: a load has
// no tokens, a prefill no draft, drafting no bytes a token. "version" is the program's.
std::string bench_json_line(const api::BenchCase& result);

// Above the first row: what was measured, what the columns mean, their names.
std::string bench_table_head(const api::BenchCase& first, const api::BenchOptions& options);
// "-" where a column does not apply.
std::string bench_table_row(const api::BenchCase& result);

// What goes on after `num_done` cases: "loading the model" or "measuring, case 3 of 8".
std::string bench_progress(const api::BenchOptions& options, int64_t num_done);

}  // namespace octant::cli
