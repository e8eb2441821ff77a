#include "runtime/engine/loaded_model.h"

#include <algorithm>
#include <string>
#include <thread>

#include "kernels/cpu/cpu_backend.h"
#include "kernels/cuda/cuda_backend.h"
#include "runtime/load/checkpoint.h"

namespace octant {
namespace {

// Without --context: enough for a long talk, little enough for the caches of eight ranks.
constexpr int64_t kDefaultContext = 32768;
// More ranks than any workstation has; the bound keeps a mistyped number from starting threads.
constexpr int32_t kMaxRanks = 64;
constexpr int32_t kMaxThreads = 1024;

Status check_range(std::string_view name, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high) return {};
  return invalid_argument(std::string(name) + " is " + std::to_string(value) + ", expected " +
                          std::to_string(low) + " to " + std::to_string(high));
}

Status check_options(const api::EngineOptions& options) {
  RETURN_IF_ERROR(check_range("ranks", options.num_ranks, 1, kMaxRanks));
  RETURN_IF_ERROR(check_range("threads", options.num_threads, 0, kMaxThreads));
  RETURN_IF_ERROR(check_range("context", options.max_context, 0, int64_t{1} << 24));
  RETURN_IF_ERROR(check_range("prefill chunk", options.prefill_chunk, kMaxDecodeRows, 1 << 16));
  RETURN_IF_ERROR(check_range("page block size", options.page_block_size, 1, 1 << 16));
  return {};
}

struct ChosenBackend {
  RankBackend backend = RankBackend::kCpu;
  int32_t num_devices = 0;  // of kCuda
  std::string no_gpu;       // see ModelInfo
};

// What the options ask for; by itself the GPUs if there are any.
Result<ChosenBackend> choose_backend(const api::EngineOptions& options) {
  using api::BackendKind;
  const bool wants_cuda =
      options.device == api::Device::kCuda || options.backend == BackendKind::kCuda;
  if (!wants_cuda) {
    ChosenBackend chosen;
    if (options.backend == BackendKind::kReference) chosen.backend = RankBackend::kReference;
    const bool looks = options.device == api::Device::kAuto && !options.backend;
    if (!looks || !cuda::is_built_in()) return chosen;
    const Result<int> count = cuda::device_count();
    if (count.ok()) return ChosenBackend{RankBackend::kCuda, *count, {}};
    chosen.no_gpu = count.status().message();
    return chosen;
  }
  if (options.device == api::Device::kCpu ||
      (options.backend && options.backend != BackendKind::kCuda)) {
    return invalid_argument("the device and the backend contradict each other");
  }
  Result<int> count = cuda::device_count();
  if (!count.ok()) {
    return unsupported(std::string(count.status().message()) + "; choose the device cpu");
  }
  return ChosenBackend{RankBackend::kCuda, *count, {}};
}

int64_t choose_context(const api::EngineOptions& options, const ModelDims& dims) {
  const int64_t wanted = options.max_context > 0 ? options.max_context : kDefaultContext;
  return std::min(wanted, dims.max_position_embeddings);
}

DType choose_cache_dtype(const api::EngineOptions& options, RankBackend backend) {
  if (options.cache_dtype == api::CacheDType::kF32) return DType::kF32;
  if (options.cache_dtype == api::CacheDType::kBF16) return DType::kBF16;
  return backend == RankBackend::kReference ? DType::kF32 : DType::kBF16;
}

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
  const int64_t max_context = choose_context(options, dims);
  const int64_t max_rows = std::min(options.prefill_chunk, std::max(max_context, kMaxDecodeRows));
  const bool with_draft = options.load_draft && dims.num_nextn_predict_layers > 0;

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
                                                     .max_rows = max_rows,
                                                     .hidden_size = dims.hidden_size}));
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

  loaded->cache = {.num_layers = dims.num_cache_layers(),
                   .width = dims.cache_width,
                   .page_block_size = options.page_block_size,
                   .dtype = choose_cache_dtype(options, chosen.backend)};
  const int64_t num_pages = loaded->cache.pages_for(max_context);
  loaded->table = std::make_unique<BlockTable>(num_pages, options.page_block_size);
  std::vector<const WeightSource*> sources;
  for (const auto& weights : loaded->weights) sources.push_back(weights.get());
  ASSIGN_OR_RETURN(loaded->runner, StepRunner::create(*loaded->group, model, layouts, sources,
                                                      {.max_rows = max_rows,
                                                       .max_positions = max_context,
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
