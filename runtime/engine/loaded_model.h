#pragma once
// LoadedModel: everything that a checkpoint becomes in memory, in the order in which it is made and
// taken apart: folder, weights of every rank, threads, cache, step runner, generator. Owner: the
// engine's thread.

#include <memory>
#include <vector>

#include "runtime/api/engine.h"
#include "runtime/api/options.h"
#include "runtime/cache/kv_cache.h"
#include "runtime/folder/model_folder.h"
#include "runtime/generate/generator.h"
#include "runtime/generate/step_runner.h"
#include "runtime/load/weight_loader.h"
#include "runtime/placement/placement.h"
#include "runtime/ranks/rank_group.h"

namespace octant {

struct LoadedModel {
  ModelFolder folder;
  Placement placement;
  std::unique_ptr<RankGroup> group;
  std::vector<std::unique_ptr<RankWeights>> weights;  // in the memory of the group's ranks
  std::unique_ptr<BlockTable> table;
  std::unique_ptr<StepRunner> runner;
  std::unique_ptr<Generator> generator;
  api::ModelInfo info;
  std::vector<std::string> devices;  // rank r's
  CacheShape cache;

  // [num_moe_layers, n_routed_experts] of the main layers.
  std::vector<int32_t> rank_of_expert() const;
};

// Errors: those of the folder, checkpoint and loader; kUnsupported for a device that is not there;
// kInvalidArgument for an option out of range.
Result<std::unique_ptr<LoadedModel>> load_model(const api::EngineOptions& options,
                                                const api::OpenHooks& hooks);

}  // namespace octant
