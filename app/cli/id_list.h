#pragma once
// Token ids as text: "1,2,3" or "1 2 3".

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant::cli {

// Decimal ids separated by commas, white space or both. Every id must be below `vocab_size`.
// Errors: kInvalidArgument, naming the word and its place, counted from 1.
Result<std::vector<int32_t>> parse_ids(std::string_view text, int64_t vocab_size);

std::string ids_text(const std::vector<int32_t>& ids);  // "1 2 3"

}  // namespace octant::cli
