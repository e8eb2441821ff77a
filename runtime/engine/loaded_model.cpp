#include "runtime/engine/loaded_model.h"

#include <string>
#include <utility>

#include "runtime/engine/rank_setup.h"
#include "runtime/load/checkpoint.h"

namespace octant {
namespace {

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
  RankSetup setup = set_up_ranks(options, chosen, dims);
  const int64_t max_context = setup.need.max_context;
  const int64_t max_rows = setup.need.max_rows;
  const bool with_draft = setup.need.with_draft;

  ASSIGN_OR_RETURN(const Checkpoint checkpoint, Checkpoint::open(options.model_dir));
  ASSIGN_OR_RETURN(loaded->group, make_group(options, setup, dims));
  RETURN_IF_ERROR(check_memory(model, setup, [&](const TensorSpec& tensor) {
    const TensorEntry* entry = checkpoint.find(tensor.name);
    return entry != nullptr ? entry->dtype : DType::kBF16;  // what is missing is an error later
  }));
  LoadOptions load_options{.with_draft = with_draft,
                           .memories = memories_of(*loaded->group),
                           .on_progress = {},
                           .cancel = hooks.cancel};
  if (hooks.on_progress) {
    load_options.on_progress = [&hooks](const LoadProgressInfo& info) {
      hooks.on_progress({.bytes_read = info.bytes_read,
                         .bytes_total = info.bytes_total,
                         .bytes_per_second = info.bytes_per_second,
                         .seconds_left = info.seconds_left});
    };
  }
  ASSIGN_OR_RETURN(loaded->weights, load_weights(checkpoint, model, setup.layouts, load_options));

  loaded->cache = setup.need.cache;
  loaded->table =
      std::make_unique<BlockTable>(loaded->cache.pages_for(max_context), options.page_block_size);
  ASSIGN_OR_RETURN(loaded->runner, make_runner(*loaded->group, model, setup, loaded->weights,
                                               loaded->folder.tokenizer->vocab_size()));
  ASSIGN_OR_RETURN(loaded->generator,
                   Generator::create(*loaded->runner, loaded->group->sampler(), *loaded->table,
                                     {.prefill_chunk = max_rows,
                                      .max_context = max_context,
                                      .vocab_size = dims.vocab_size,
                                      .num_valid_ids = loaded->folder.tokenizer->vocab_size(),
                                      .has_draft = with_draft}));
  loaded->placement = std::move(setup.placement);
  loaded->info = describe(*loaded, chosen, max_context, with_draft);
  for (int32_t r = 0; r < loaded->group->num_ranks(); ++r) {
    loaded->devices.push_back(device_of_rank(chosen, RankIdx(r)));
  }
  return loaded;
}

}  // namespace octant
