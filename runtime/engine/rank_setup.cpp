#include "runtime/engine/rank_setup.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "kernels/cpu/cpu_backend.h"

namespace octant {
namespace {

int32_t choose_threads(const api::EngineOptions& options) {
  if (options.num_threads > 0) return options.num_threads;
  return std::max(1, static_cast<int32_t>(std::thread::hardware_concurrency()));
}

std::string counted(int32_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

RankSetup set_up_ranks(const api::EngineOptions& options, const ChosenBackend& chosen,
                       const ModelDims& dims) {
  RankSetup setup{.chosen = chosen,
                  .need = need_options(options, chosen, dims),
                  .placement = Placement::interleaved(dims, options.num_ranks),
                  .layouts = {}};
  for (int32_t r = 0; r < options.num_ranks; ++r) {
    setup.layouts.push_back(setup.placement.layout_of(RankIdx(r)));
  }
  return setup;
}

Result<std::unique_ptr<RankGroup>> make_group(const api::EngineOptions& options,
                                              const RankSetup& setup, const ModelDims& dims,
                                              WrapBackend wrap_backend) {
  return RankGroup::create({.num_ranks = options.num_ranks,
                            .num_threads = choose_threads(options),
                            .backend = setup.chosen.backend,
                            .num_devices = setup.chosen.num_devices,
                            .sync_each_stage = setup.chosen.sync_each_stage,
                            .max_pages = setup.need.cache.pages_for(setup.need.max_context),
                            .max_rows = setup.need.max_rows,
                            .hidden_size = dims.hidden_size,
                            .wrap_backend = std::move(wrap_backend)});
}

Status check_memory(const Model& model, const RankSetup& setup,
                    std::function<DType(const TensorSpec&)> dtype_of) {
  NeedOptions need = setup.need;
  need.dtype_of = std::move(dtype_of);
  ASSIGN_OR_RETURN(const std::vector<MemoryPlace> places,
                   memory_places(setup.chosen, need.num_ranks));
  return check_fits(model, need, places);
}

std::vector<Memory*> memories_of(RankGroup& group) {
  std::vector<Memory*> memories;
  for (int32_t r = 0; r < group.num_ranks(); ++r) {
    memories.push_back(&group.backend(RankIdx(r)).memory());
  }
  return memories;
}

Result<std::unique_ptr<StepRunner>> make_runner(
    RankGroup& group, const Model& model, const RankSetup& setup,
    const std::vector<std::unique_ptr<RankWeights>>& weights, int64_t num_valid_ids) {
  std::vector<const WeightSource*> sources;
  for (const auto& of_rank : weights) sources.push_back(of_rank.get());
  return StepRunner::create(group, model, setup.layouts, sources,
                            {.max_rows = setup.need.max_rows,
                             .max_positions = setup.need.max_context,
                             .num_valid_ids = num_valid_ids,
                             .with_draft = setup.need.with_draft,
                             .cache = setup.need.cache,
                             .num_pages = setup.need.cache.pages_for(setup.need.max_context)});
}

std::string device_of_rank(const ChosenBackend& chosen, RankIdx rank) {
  if (chosen.backend != RankBackend::kCuda) return "cpu";
  return "cuda:" + std::to_string(rank.value % chosen.num_devices);
}

std::string device_text(const ChosenBackend& chosen, const RankGroup& group) {
  if (chosen.backend == RankBackend::kCuda) {
    // What decides about speed, and what a user may be able to change.
    const bool copies = group.peer_access() == PeerAccess::kCopies;
    return "cuda (" + counted(std::min(chosen.num_devices, group.num_ranks()), "device") +
           (copies ? ", no peer access)" : ")");
  }
  const std::string target =
      chosen.backend == RankBackend::kReference ? "" : std::string(cpu_target_name()) + ", ";
  return "cpu (" + target + counted(group.num_threads(), "thread") + ")";
}

}  // namespace octant
