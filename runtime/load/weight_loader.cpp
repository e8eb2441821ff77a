#include "runtime/load/weight_loader.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "kernels/core/memory.h"
#include "runtime/load/arena.h"
#include "runtime/load/memory_layout.h"
#include "runtime/load/parallel_read.h"
#include "runtime/load/printable.h"
#include "runtime/load/read_chunks.h"
#include "runtime/load/shard_store.h"

namespace octant {
namespace {

// A correction bias of zeros is one that was never filled in, and routes wrongly without a sign.
Status check_bias(const Checkpoint& checkpoint, const MemoryLayout& layout,
                  std::span<const Arena> arenas, const PlacedTensor& placed) {
  const SourceTensor& source = layout.sources[static_cast<size_t>(placed.source)];
  const auto refuse = [&](const char* what) {
    return corrupt(checkpoint.file_name(*source.entry) + ": " + printable(placed.spec->name) +
                   ": " + what);
  };
  bool all_zero = true;
  for (const Destination& at : source.destinations) {
    const Arena& arena = arenas[static_cast<size_t>(at.arena)];
    std::vector<float> values(static_cast<size_t>(at.rect.cols()));
    RETURN_IF_ERROR(arena.memory->download(values.data(), arena.bytes.data() + at.offset_bytes,
                                           at.rect.cols() * size_of(DType::kF32)));
    for (const float value : values) {
      if (!std::isfinite(value)) return refuse("holds a value that is not finite");
      all_zero = all_zero && value == 0.0f;
    }
  }
  return all_zero ? refuse("all values are zero") : Status();
}

}  // namespace

Result<std::vector<std::unique_ptr<RankWeights>>> load_weights(
    const Checkpoint& checkpoint, const Model& model, const std::vector<RankLayout>& layouts,
    const LoadOptions& options) {
  if (layouts.empty()) return invalid_argument("there is no rank to load weights for");
  RETURN_IF_ERROR(check_checkpoint(checkpoint, model, options.with_draft));
  const std::vector<Memory*> memories = options.memories.empty()
                                            ? std::vector<Memory*>(layouts.size(), &host_memory())
                                            : options.memories;
  const StorageRules& rules = storage_rules(*memories.front());
  ASSIGN_OR_RETURN(const MemoryLayout layout,
                   lay_out(checkpoint, model, layouts, options.with_draft, rules));
  ASSIGN_OR_RETURN(std::vector<Arena> arenas, allocate_arenas(layout, memories));
  const std::vector<ReadChunk> chunks = make_chunks(layout);
  RETURN_IF_ERROR(read_chunks(checkpoint, layout, arenas, chunks, options));
  for (const PlacedTensor& placed : layout.tensors) {
    if (placed.spec->storage != WeightStorage::kF32Vector) continue;
    RETURN_IF_ERROR(check_bias(checkpoint, layout, arenas, placed));
  }
  return ShardStore::make_all(layout, std::move(arenas));
}

}  // namespace octant
