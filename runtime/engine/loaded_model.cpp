#include "runtime/engine/loaded_model.h"

#include <algorithm>
#include <string>
#include <thread>

#include "kernels/cpu/cpu_backend.h"
#include "runtime/engine/open_options.h"
#include "runtime/load/checkpoint.h"

namespace octant {
namespace {

int32_t choose_threads(const api::EngineOptions& options) {
  if (options.num_threads > 0) return options.num_threads;
  return std::max(1, static_cast<int32_t>(std::thread::hardware_concurrency()));
}

std::string counted(int32_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// "cpu (AVX3, 4 threads)", "cuda (8 devices)".
std::string device_text(const ChosenBackend& chosen, const RankGroup& group) {
  if (chosen.backend == RankBackend::kCuda) {
    return "cuda (" + counted(std::min(chosen.num_devices, group.num_ranks()), "device") + ")";
  }
  const std::string target =
      chosen.backend == RankBackend::kReference ? "" : std::string(cpu_target_name()) + ", ";
  return "cpu (" + target + counted(group.num_threads(), "thread") + ")";
}

std::string_view backend_name(RankBackend backend) {
  switch (backend) {
    case RankBackend::kReference:
      return "reference";
    case RankBackend::kCpu:
      return "cpu";
    case RankBackend::kCuda:
      return "cuda";
  }
  return "?";
}

api::ModelInfo describe(const LoadedModel& loaded, const ChosenBackend& chosen, int64_t max_context,
                        bool with_draft) {
  const ModelDims& dims = loaded.folder.model->dims();
  return {.name = std::filesystem::weakly_canonical(loaded.folder.path).filename().string(),
          .architecture = dims.architecture,
          .chat_format = std::string(loaded.folder.chat->name()),
          .device = device_text(chosen, *loaded.group),
          .backend = std::string(backend_name(chosen.backend)),
          .no_gpu = chosen.no_gpu,
          .num_ranks = loaded.group->num_ranks(),
          .num_threads = loaded.group->num_threads(),
          .num_hidden_layers = dims.num_hidden_layers,
          .num_moe_layers = dims.num_moe_layers(),
          .n_routed_experts = dims.n_routed_experts,
          .num_experts_per_tok = dims.num_experts_per_tok,
          .vocab_size = dims.vocab_size,
          .max_context = max_context,
          .has_draft = with_draft,
          .supports_thinking = loaded.folder.chat->supports_thinking()};
}

}  // namespace

std::vector<int32_t> LoadedModel::rank_of_expert() const {
  const ModelDims& dims = folder.model->dims();
  std::vector<int32_t> ranks;
  for (int64_t layer = 0; layer < dims.num_hidden_layers; ++layer) {
    if (!dims.layer_has_experts[static_cast<size_t>(layer)]) continue;
    for (int64_t expert = 0; expert < dims.n_routed_experts; ++expert) {
      ranks.push_back(placement.layer(LayerIdx(layer)).rank_of(LogicalExpert(expert)).value);
    }
  }
  return ranks;
}

Result<std::unique_ptr<LoadedModel>> load_model(const api::EngineOptions& options,
                                                const api::OpenHooks& hooks) {
  RETURN_IF_ERROR(check_options(options));
  ASSIGN_OR_RETURN(const ChosenBackend chosen, choose_backend(options));
  auto loaded = std::make_unique<LoadedModel>();
  ASSIGN_OR_RETURN(loaded->folder, open_model_folder(options.model_dir, options.chat_format));
  const Model& model = *loaded->folder.model;
  const ModelDims& dims = model.dims();
  NeedOptions need = need_options(options, chosen, dims);
  const int64_t max_context = need.max_context;
  const int64_t max_rows = need.max_rows;
  const bool with_draft = need.with_draft;

  loaded->placement = Placement::interleaved(dims, options.num_ranks);
  std::vector<RankLayout> layouts;
  for (int32_t r = 0; r < options.num_ranks; ++r) {
    layouts.push_back(loaded->placement.layout_of(RankIdx(r)));
  }
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, Checkpoint::open(options.model_dir));
  ASSIGN_OR_RETURN(loaded->group, RankGroup::create({.num_ranks = options.num_ranks,
                                                     .num_threads = choose_threads(options),
                                                     .backend = chosen.backend,
                                                     .num_devices = chosen.num_devices,
                                                     .sync_each_stage = chosen.sync_each_stage,
                                                     .max_pages = need.cache.pages_for(max_context),
                                                     .max_rows = max_rows,
                                                     .hidden_size = dims.hidden_size}));
  need.dtype_of = [&](const TensorSpec& tensor) {
    const TensorEntry* entry = checkpoint.find(tensor.name);
    return entry != nullptr ? entry->dtype : DType::kBF16;  // what is missing is an error later
  };
  ASSIGN_OR_RETURN(const std::vector<MemoryPlace> places, memory_places(chosen, options.num_ranks));
  RETURN_IF_ERROR(check_fits(model, need, places));
  LoadOptions load_options{
      .with_draft = with_draft, .memories = {}, .on_progress = {}, .cancel = hooks.cancel};
  for (int32_t r = 0; r < options.num_ranks; ++r) {
    load_options.memories.push_back(&loaded->group->backend(RankIdx(r)).memory());
  }
  if (hooks.on_progress) {
    load_options.on_progress = [&hooks](const LoadProgressInfo& info) {
      hooks.on_progress({.bytes_read = info.bytes_read,
                         .bytes_total = info.bytes_total,
                         .bytes_per_second = info.bytes_per_second,
                         .seconds_left = info.seconds_left});
    };
  }
  ASSIGN_OR_RETURN(loaded->weights, load_weights(checkpoint, model, layouts, load_options));

  loaded->cache = need.cache;
  const int64_t num_pages = loaded->cache.pages_for(max_context);
  loaded->table = std::make_unique<BlockTable>(num_pages, options.page_block_size);
  std::vector<const WeightSource*> sources;
  for (const auto& weights : loaded->weights) sources.push_back(weights.get());
  ASSIGN_OR_RETURN(loaded->runner,
                   StepRunner::create(*loaded->group, model, layouts, sources,
                                      {.max_rows = max_rows,
                                       .max_positions = max_context,
                                       .num_valid_ids = loaded->folder.tokenizer->vocab_size(),
                                       .with_draft = with_draft,
                                       .cache = loaded->cache,
                                       .num_pages = num_pages}));
  ASSIGN_OR_RETURN(loaded->generator,
                   Generator::create(*loaded->runner, loaded->group->sampler(), *loaded->table,
                                     {.prefill_chunk = max_rows,
                                      .max_context = max_context,
                                      .vocab_size = dims.vocab_size,
                                      .num_valid_ids = loaded->folder.tokenizer->vocab_size(),
                                      .has_draft = with_draft}));
  loaded->info = describe(*loaded, chosen, max_context, with_draft);
  return loaded;
}

}  // namespace octant
