#pragma once
// From a model's dimensions and the engine's options to ranks that run its steps, wherever their
// weights come from: a checkpoint (loaded_model.h) or nowhere (runtime/bench/synthetic_model.h). In
// this order: set_up_ranks, make_group, check_memory, the weights into memories_of(), make_runner.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "models/model.h"
#include "runtime/api/options.h"
#include "runtime/cache/kv_cache.h"
#include "runtime/engine/open_options.h"
#include "runtime/generate/step_runner.h"
#include "runtime/load/weight_loader.h"
#include "runtime/placement/placement.h"
#include "runtime/ranks/rank_group.h"

namespace octant {

struct RankSetup {
  ChosenBackend chosen;
  NeedOptions need;  // all but the element types
  Placement placement;
  std::vector<RankLayout> layouts;  // rank r's
};

// `options` have passed check_options().
RankSetup set_up_ranks(const api::EngineOptions& options, const ChosenBackend& chosen,
                       const ModelDims& dims);

// Errors: those of RankGroup::create.
Result<std::unique_ptr<RankGroup>> make_group(const api::EngineOptions& options,
                                              const RankSetup& setup, const ModelDims& dims,
                                              WrapBackend wrap_backend = {});

// kOutOfMemory, with the numbers, where the model does not fit into what is free now.
Status check_memory(const Model& model, const RankSetup& setup,
                    std::function<DType(const TensorSpec&)> dtype_of);

// Rank r's, of a group that outlives what is put there.
std::vector<Memory*> memories_of(RankGroup& group);

// `group`, `model` and `weights` outlive the runner. `num_valid_ids` of the vocabulary: what the
// tokenizer knows. Errors: kOutOfMemory, kDevice.
Result<std::unique_ptr<StepRunner>> make_runner(
    RankGroup& group, const Model& model, const RankSetup& setup,
    const std::vector<std::unique_ptr<RankWeights>>& weights, int64_t num_valid_ids);

// What rank r computes on: "cpu", "cuda:3".
std::string device_of_rank(const ChosenBackend& chosen, RankIdx rank);

// "cpu (AVX3, 4 threads)", "cuda (8 devices)", "cuda (8 devices, no peer access)".
std::string device_text(const ChosenBackend& chosen, const RankGroup& group);

}  // namespace octant
