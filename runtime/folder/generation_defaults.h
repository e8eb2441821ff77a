#pragma once
// generation_config.json: how a checkpoint's authors want it sampled.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

// What the file does not say stays empty.
struct GenerationDefaults {
  std::optional<float> temperature;
  std::optional<float> top_p;
  std::optional<int32_t> top_k;
  std::vector<int32_t> eos_token_ids;
};

// A missing file says nothing. Errors: kCorrupt with the field, kIo.
Result<GenerationDefaults> read_generation_defaults(const std::filesystem::path& folder);

}  // namespace octant
