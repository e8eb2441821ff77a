#pragma once
// What a model takes of each rank's memory, before anything is loaded or even downloaded:
// `octant plan`.

#include <cstdint>
#include <string>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/options.h"

namespace octant::api {

struct MemoryPlan {
  struct Part {
    std::string name;                 // "routed experts", "cache", ...
    std::vector<int64_t> rank_bytes;  // [num_ranks]
  };
  struct Place {
    std::string name;  // "device 3", "this machine"
    std::vector<int32_t> ranks;
    bool is_host = false;
    int64_t needed_bytes = 0;  // the host's without the cache, whose pages are taken as it grows
    int64_t free_bytes = 0;    // 0 where nobody can tell: see no_gpu
    int64_t total_bytes = 0;   // free or not; 0 likewise
  };
  std::string architecture;
  int32_t num_ranks = 0;
  int64_t max_context = 0;
  std::vector<Part> parts;
  int64_t shared_bytes = 0;  // weights that ranks on the host have once
  std::vector<Place> places;
  std::string no_gpu;     // why the free memory of devices is not known
  std::string too_small;  // one line on what does not fit, and what would; empty if all fits
};

// `options.model_dir`: a checkpoint folder, with or without its weights, or a config.json. Element
// types are the files' where there are any, else what config.json implies. Device::kAuto plans for
// the GPUs if there are any, Device::kCuda for GPUs even where there are none: a rank each. Errors:
// those of the config and of the checkpoint's headers, kInvalidArgument for an option out of range.
Result<MemoryPlan> plan(const EngineOptions& options);

}  // namespace octant::api
