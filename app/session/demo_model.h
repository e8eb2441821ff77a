#pragma once
// Where the small model that comes with the program lies.

#include <filesystem>
#include <string>

#include "runtime/api/model_list.h"

namespace octant::session {

// The first of these folders that has a config.json; empty if none has: $OCTANT_DEMO_MODEL;
// ../share/octant/models/demo beside the folder of `program`; `source`.
std::string find_demo_model(const api::Environment& environment,
                            const std::filesystem::path& program,
                            const std::filesystem::path& source);
// For this program; `source` is where it lay when the program was built.
std::string find_demo_model(const api::Environment& environment);

}  // namespace octant::session
