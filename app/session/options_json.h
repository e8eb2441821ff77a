#pragma once
// How an answer is made, as the history keeps it: api::GenerateOptions as one JSON object, with the
// command line's names. What is at its default is left out.
//   {"temperature": 0.6, "top_p": 0.95, "top_k": 40, "min_p": 0.05, "seed": 7, "max_tokens": 100,
//    "stop": ["\n\n"], "thinking": true, "draft": "off" | 1 .. 7}

#include <string>
#include <string_view>

#include "kernels/core/status.h"
#include "runtime/api/options.h"

namespace octant::session {

std::string to_json(const api::GenerateOptions& options);

// Empty text gives the defaults; names that are not known are passed over, so that a newer
// program's options can be read. Errors: kInvalidArgument naming the field.
Result<api::GenerateOptions> options_from_json(std::string_view text);

}  // namespace octant::session
