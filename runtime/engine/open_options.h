#pragma once
// What the options of an engine come to on this machine: which backend, how long a context, which
// memory. `octant plan` asks the same before anything is loaded.

#include <cstdint>
#include <string>
#include <vector>

#include "kernels/core/status.h"
#include "models/model.h"
#include "runtime/api/options.h"
#include "runtime/plan/memory_need.h"
#include "runtime/ranks/rank_group.h"

namespace octant {

struct ChosenBackend {
  RankBackend backend = RankBackend::kCpu;
  int32_t num_devices = 0;       // of kCuda
  bool sync_each_stage = false;  // of kCuda: the environment has SYNC_EACH_STAGE=1
  std::string no_gpu;            // see ModelInfo
};

// kInvalidArgument for an option out of range.
Status check_options(const api::EngineOptions& options);

// What the options ask for; by themselves the GPUs if there are any. Errors: kInvalidArgument for a
// device and a backend that contradict each other, kUnsupported for a device that is not there.
Result<ChosenBackend> choose_backend(const api::EngineOptions& options);

// Tokens of the context: what is asked for, at most what the model allows.
int64_t choose_context(const api::EngineOptions& options, const ModelDims& dims);

// All but the element types.
NeedOptions need_options(const api::EngineOptions& options, const ChosenBackend& chosen,
                         const ModelDims& dims);

// Where the ranks live, and what is free there now. Errors: kDevice; kUnsupported where the host
// does not tell.
Result<std::vector<MemoryPlace>> memory_places(const ChosenBackend& chosen, int32_t num_ranks);

}  // namespace octant
