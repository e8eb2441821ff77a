#include "runtime/api/plan.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "kernels/cuda/cuda_backend.h"
#include "models/config_reader.h"
#include "models/registry.h"
#include "runtime/engine/open_options.h"
#include "runtime/folder/folder_files.h"
#include "runtime/inspect/config_fields.h"
#include "runtime/inspect/plan_totals.h"
#include "runtime/load/checkpoint.h"
#include "runtime/load/printable.h"
#include "runtime/plan/memory_need.h"

namespace octant::api {
namespace {

namespace fs = std::filesystem;

// What the plan is for: as an engine would choose, but GPUs that are asked for need not be there.
Result<ChosenBackend> planned_backend(const EngineOptions& options) {
  Result<ChosenBackend> chosen = choose_backend(options);
  if (chosen.ok() || chosen.status().code() != StatusCode::kUnsupported) return chosen;
  return ChosenBackend{.backend = RankBackend::kCuda,
                       .num_devices = 0,
                       .sync_each_stage = false,
                       .no_gpu = std::string(cuda::device_count().status().message())};
}

// A device a rank, of which nobody knows what is free.
std::vector<MemoryPlan::Place> unknown_devices(const MemoryNeed& need) {
  std::vector<MemoryPlan::Place> places;
  for (size_t r = 0; r < need.ranks.size(); ++r) {
    places.push_back({.name = "device " + std::to_string(r),
                      .ranks = {static_cast<int32_t>(r)},
                      .needed_bytes = need.ranks[r].total()});
  }
  return places;
}

std::vector<MemoryPlan::Part> parts_of(const MemoryNeed& need) {
  std::map<WeightRole, MemoryPlan::Part> weights;
  MemoryPlan::Part cache{.name = "cache", .rank_bytes = {}};
  MemoryPlan::Part working{.name = "working memory", .rank_bytes = {}};
  for (size_t r = 0; r < need.ranks.size(); ++r) {
    for (const auto& [role, bytes] : need.ranks[r].weights) {
      MemoryPlan::Part& part = weights[role];
      part.name = role_name(role);
      part.rank_bytes.resize(need.ranks.size());
      part.rank_bytes[r] = bytes;
    }
    cache.rank_bytes.push_back(need.ranks[r].cache);
    working.rank_bytes.push_back(need.ranks[r].working);
  }
  std::vector<MemoryPlan::Part> parts;
  for (auto& [role, part] : weights) parts.push_back(std::move(part));
  parts.push_back(std::move(cache));
  parts.push_back(std::move(working));
  return parts;
}

bool has_weights(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return false;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
    if (entry.path().extension() == ".safetensors") return true;
  }
  return false;
}

}  // namespace

Result<MemoryPlan> plan(const EngineOptions& options) {
  RETURN_IF_ERROR(check_options(options));
  ASSIGN_OR_RETURN(const ChosenBackend chosen, planned_backend(options));
  const fs::path path = options.model_dir;
  std::error_code error;
  const fs::path config = fs::is_directory(path, error) ? path / "config.json" : path;
  const std::string where = printable(config.filename().native());
  ASSIGN_OR_RETURN(const std::string text, read_text_file(config));
  ASSIGN_OR_RETURN(const ConfigDocument document, ConfigDocument::parse(text, where));
  ASSIGN_OR_RETURN(const std::unique_ptr<Model> model, make_model(text, where));
  std::optional<Checkpoint> checkpoint;
  if (has_weights(path)) {
    ASSIGN_OR_RETURN(checkpoint, Checkpoint::open(path));
  }

  NeedOptions need_of = need_options(options, chosen, model->dims());
  const DType unquantized = config_dtype(document);
  need_of.dtype_of = [&](const TensorSpec& tensor) {
    const TensorEntry* entry = checkpoint ? checkpoint->find(tensor.name) : nullptr;
    return entry != nullptr ? entry->dtype : implied_dtype(*model, tensor, unquantized);
  };
  const MemoryNeed need = memory_need(*model, need_of);
  MemoryPlan plan{.architecture = model->dims().architecture,
                  .num_ranks = options.num_ranks,
                  .max_context = need_of.max_context,
                  .parts = parts_of(need),
                  .shared_bytes = need.shared,
                  .places = {},
                  .no_gpu = chosen.no_gpu,
                  .too_small = {}};
  if (chosen.backend == RankBackend::kCuda && chosen.num_devices == 0) {
    plan.places = unknown_devices(need);
    return plan;
  }
  ASSIGN_OR_RETURN(const std::vector<MemoryPlace> places, memory_places(chosen, options.num_ranks));
  for (const MemoryPlace& place : places) {
    plan.places.push_back({.name = place.name,
                           .ranks = place.ranks,
                           .is_host = place.is_host,
                           .needed_bytes = needed_bytes(need, place),
                           .free_bytes = place.free_bytes,
                           .total_bytes = place.total_bytes});
  }
  plan.too_small = check_fits(*model, need_of, places).message();
  return plan;
}

}  // namespace octant::api
