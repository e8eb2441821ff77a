#include "runtime/engine/open_options.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "kernels/cuda/cuda_backend.h"

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

DType choose_cache_dtype(const api::EngineOptions& options, RankBackend backend) {
  if (options.cache_dtype == api::CacheDType::kF32) return DType::kF32;
  if (options.cache_dtype == api::CacheDType::kBF16) return DType::kBF16;
  return backend == RankBackend::kReference ? DType::kF32 : DType::kBF16;
}

ChosenBackend on_devices(int32_t count) {
  const char* const sync = std::getenv("SYNC_EACH_STAGE");
  return {.backend = RankBackend::kCuda,
          .num_devices = count,
          .sync_each_stage = sync != nullptr && std::string_view(sync) == "1",
          .no_gpu = {}};
}

}  // namespace

Status check_options(const api::EngineOptions& options) {
  RETURN_IF_ERROR(check_range("ranks", options.num_ranks, 1, kMaxRanks));
  RETURN_IF_ERROR(check_range("threads", options.num_threads, 0, kMaxThreads));
  RETURN_IF_ERROR(check_range("context", options.max_context, 0, int64_t{1} << 24));
  RETURN_IF_ERROR(check_range("prefill chunk", options.prefill_chunk, kMaxDecodeRows, 1 << 16));
  RETURN_IF_ERROR(check_range("page block size", options.page_block_size, 1, 1 << 16));
  return {};
}

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
    if (count.ok()) return on_devices(*count);
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
  return on_devices(*count);
}

int64_t choose_context(const api::EngineOptions& options, const ModelDims& dims) {
  const int64_t wanted = options.max_context > 0 ? options.max_context : kDefaultContext;
  return std::min(wanted, dims.max_position_embeddings);
}

NeedOptions need_options(const api::EngineOptions& options, const ChosenBackend& chosen,
                         const ModelDims& dims) {
  const int64_t max_context = choose_context(options, dims);
  return {.num_ranks = options.num_ranks,
          .max_context = max_context,
          .max_rows = std::min(options.prefill_chunk, std::max(max_context, kMaxDecodeRows)),
          .with_draft = options.load_draft && dims.num_nextn_predict_layers > 0,
          .cache = {.num_layers = dims.num_cache_layers(),
                    .width = dims.cache_width,
                    .page_block_size = options.page_block_size,
                    .dtype = choose_cache_dtype(options, chosen.backend)},
          .rules = chosen.backend == RankBackend::kCuda ? kDeviceStorage : kHostStorage,
          .dtype_of = {}};
}

Result<std::vector<MemoryPlace>> memory_places(const ChosenBackend& chosen, int32_t num_ranks) {
  std::vector<MemoryPlace> places;
  if (chosen.backend != RankBackend::kCuda) {
    ASSIGN_OR_RETURN(const int64_t free, host_memory().free_bytes());
    ASSIGN_OR_RETURN(const int64_t total, host_total_bytes());
    places.push_back({.name = "this machine",
                      .is_host = true,
                      .free_bytes = free,
                      .total_bytes = total,
                      .ranks = {}});
  }
  for (int32_t device = 0; device < std::min(chosen.num_devices, num_ranks); ++device) {
    ASSIGN_OR_RETURN(const int64_t free, cuda::free_bytes(device));
    ASSIGN_OR_RETURN(const int64_t total, cuda::total_bytes(device));
    places.push_back({.name = "device " + std::to_string(device),
                      .is_host = false,
                      .free_bytes = free,
                      .total_bytes = total,
                      .ranks = {}});
  }
  // Ranks take the devices in turn, as RankGroup has them.
  for (int32_t rank = 0; rank < num_ranks; ++rank) {
    places[static_cast<size_t>(rank) % places.size()].ranks.push_back(rank);
  }
  return places;
}

}  // namespace octant
