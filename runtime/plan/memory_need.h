#pragma once
// What a model takes of each rank's memory, counted before anything is loaded, and whether it fits.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kernels/core/dtype.h"
#include "kernels/core/status.h"
#include "models/model.h"
#include "runtime/cache/kv_cache.h"
#include "runtime/load/memory_layout.h"

namespace octant {

struct NeedOptions {
  int32_t num_ranks = 1;
  int64_t max_context = 0;  // tokens
  int64_t max_rows = 0;     // of one step
  bool with_draft = false;
  CacheShape cache;
  StorageRules rules = kHostStorage;
  // Element type of a tensor as stored: the files', or implied_dtype() of plan_totals.h.
  std::function<DType(const TensorSpec&)> dtype_of;
};

struct RankNeed {
  std::map<WeightRole, int64_t> weights;
  int64_t cache = 0;
  int64_t working = 0;  // activations, partial sums, scratch: an allowance, see memory_need.cpp
  int64_t total() const;
};

struct MemoryNeed {
  std::vector<RankNeed> ranks;
  int64_t shared = 0;           // weights that ranks on the host have once
  int64_t cache_per_token = 0;  // of one rank
};

// Bytes; scales count with their matrices.
MemoryNeed memory_need(const Model& model, const NeedOptions& options);

// A device, or the host, with the ranks that live there.
struct MemoryPlace {
  std::string name;  // "device 3", "this machine"
  bool is_host = false;
  int64_t free_bytes = 0;
  int64_t total_bytes = 0;
  std::vector<int32_t> ranks;
};

// What a place must give: its ranks' bytes. The host's cache does not count, since its pages are
// taken as a conversation grows.
int64_t needed_bytes(const MemoryNeed& need, const MemoryPlace& place);

// kOutOfMemory for the first place that is too small, in one line: what is needed and free there,
// and the longest context that would fit or, where none does, how many such devices it takes.
Status check_fits(const Model& model, const NeedOptions& options,
                  const std::vector<MemoryPlace>& places);

}  // namespace octant
