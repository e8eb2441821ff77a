#include "runtime/synth/memory_weights.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <new>
#include <span>
#include <string>
#include <utility>

#include "kernels/core/thread_team.h"
#include "runtime/load/arena.h"
#include "runtime/load/memory_layout.h"
#include "runtime/load/shard_store.h"
#include "runtime/synth/generator.h"
#include "runtime/synth/quantize.h"
#include "runtime/synth/weight_files.h"

namespace octant {
namespace {

// Elements of one fill: enough that a device's launch does not show, few enough that threads share
// the work and that somebody looks whether to stop.
constexpr int64_t kFillElements = int64_t{1} << 22;

constexpr float kE4m3Max = 448.0f;

// Tensors as a checkpoint would store them, by name.
using Tensors = std::map<std::string, TensorEntry>;

Result<Tensors> planned_tensors(const Model& model, const MemoryWeightOptions& options) {
  Tensors tensors;
  for (const TensorSpec& spec : model.weight_plan()) {
    if (!is_loaded(spec, options.with_draft)) continue;
    const DType dtype = stored_dtype(spec, options.dtype);
    tensors[spec.name] = {.name = spec.name, .dtype = dtype, .shape = spec.shape};
    if (dtype != DType::kF8E4M3) continue;
    const auto block = model.weight_block_size();
    if (!block) return invalid_argument("FP8 weights of a model without weight_block_size");
    const std::string scales = spec.name + "_scale_inv";
    tensors[scales] = {.name = scales,
                       .dtype = DType::kF32,
                       .shape = scale_shape(spec, block->first, block->second)};
  }
  return tensors;
}

// A part of an arena and what comes there.
struct FillTask {
  Memory* memory = nullptr;
  RandomFill fill;
  bool is_vector = false;  // whose values a checkpoint rounds to `dtype` before they are widened
  DType rounded_to = DType::kF32;
};

class TaskList {
 public:
  TaskList(const MemoryLayout& layout, std::span<const Arena> arenas)
      : layout_(layout), arenas_(arenas) {}

  // The shards of source `idx`, in strips of rows.
  void add(int32_t idx, const RandomValues& values) {
    const SourceTensor& source = layout_.sources[static_cast<size_t>(idx)];
    for (const Destination& to : source.destinations) {
      const Arena& arena = arenas_[static_cast<size_t>(to.arena)];
      const int64_t strip_rows = std::max<int64_t>(1, kFillElements / to.rect.cols());
      for (int64_t row = to.rect.row_begin; row < to.rect.row_end; row += strip_rows) {
        FillTask& task = tasks_.emplace_back();
        task.memory = arena.memory;
        task.is_vector = source.entry->shape.size() == 1;
        task.rounded_to = source.entry->dtype;
        task.fill = {.values = values,
                     .first_idx = static_cast<uint64_t>(row * source.cols + to.rect.col_begin),
                     .idx_stride = static_cast<uint64_t>(source.cols),
                     .dtype = source.stored,
                     .to = arena.bytes.data() + to.offset_bytes +
                           (row - to.rect.row_begin) * to.stride_bytes,
                     .to_stride = to.stride_bytes,
                     .rows = std::min(strip_rows, to.rect.row_end - row),
                     .cols = to.rect.cols()};
      }
    }
  }

  std::vector<FillTask> take() { return std::move(tasks_); }

 private:
  const MemoryLayout& layout_;
  std::span<const Arena> arenas_;
  std::vector<FillTask> tasks_;
};

std::vector<FillTask> make_tasks(const MemoryLayout& layout, std::span<const Arena> arenas,
                                 uint64_t seed) {
  TaskList tasks(layout, arenas);
  for (const PlacedTensor& placed : layout.tensors) {
    RandomValues values = random_values_of(*placed.spec, seed);
    if (placed.scales >= 0) {
      tasks.add(placed.scales,
                {.key = 0, .factor = 0, .offset = block_scale(values.factor, ScaleFormat::kF32)});
      values.factor = kE4m3Max;
    }
    tasks.add(placed.source, values);
  }
  return tasks.take();
}

// A vector is small: it is made here, rounded as a checkpoint would have it, and sent.
Status fill_vector(const FillTask& task) {
  std::vector<float> values(static_cast<size_t>(task.fill.cols));
  random_values(task.fill.values, task.fill.first_idx, values);
  if (task.rounded_to == DType::kBF16) {
    for (float& value : values) value = bf16::from_float(value).to_float();
  }
  return task.memory->upload(task.fill.to, values.data(),
                             task.fill.cols * static_cast<int64_t>(sizeof(float)));
}

bool is_cancelled(const MemoryWeightOptions& options) {
  return options.cancel != nullptr && options.cancel->load(std::memory_order_relaxed);
}

Status run_tasks(std::span<const FillTask> tasks, const MemoryWeightOptions& options) {
  std::atomic<size_t> next = 0;
  std::atomic<bool> stop = false;
  std::mutex mutex;
  Status first_error;  // guarded by mutex
  const auto set_error = [&](Status status) {
    const std::lock_guard lock(mutex);
    if (first_error.ok()) first_error = std::move(status);
    stop.store(true, std::memory_order_relaxed);  // only a hint to end early
  };
  ThreadTeam team(std::max(options.num_threads, 1), /*spins=*/0);
  team.run([&](int32_t) {
    try {
      while (!stop.load(std::memory_order_relaxed)) {
        const size_t idx = next.fetch_add(1, std::memory_order_relaxed);
        if (idx >= tasks.size()) return;
        const FillTask& task = tasks[idx];
        Status status;
        if (is_cancelled(options)) {
          status = cancelled("making weights was stopped");
        } else {
          status = task.is_vector ? fill_vector(task) : task.memory->fill(task.fill);
        }
        if (!status.ok()) set_error(std::move(status));
      }
    } catch (const std::bad_alloc&) {
      set_error(out_of_memory("no memory for a vector of weights"));
    }
  });
  return first_error;
}

}  // namespace

Result<std::vector<std::unique_ptr<RankWeights>>> synthesize_weights(
    const Model& model, const std::vector<RankLayout>& layouts,
    const MemoryWeightOptions& options) {
  if (layouts.empty() || options.memories.size() != layouts.size()) {
    return invalid_argument("there is not one memory for each rank");
  }
  ASSIGN_OR_RETURN(const Tensors tensors, planned_tensors(model, options));
  const StorageRules& rules = storage_rules(*options.memories.front());
  ASSIGN_OR_RETURN(const MemoryLayout layout,
                   lay_out([&](const std::string& name) { return &tensors.at(name); }, model,
                           layouts, options.with_draft, rules));
  ASSIGN_OR_RETURN(std::vector<Arena> arenas, allocate_arenas(layout, options.memories));
  RETURN_IF_ERROR(run_tasks(make_tasks(layout, arenas, options.seed), options));
  return ShardStore::make_all(layout, std::move(arenas));
}

}  // namespace octant
