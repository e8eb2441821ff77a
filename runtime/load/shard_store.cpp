#include "runtime/load/shard_store.h"

#include <utility>

#include "kernels/core/check.h"
#include "runtime/load/printable.h"

namespace octant {
namespace {

StoredTensor stored_tensor(const MemoryLayout& layout, const PlacedTensor& placed, size_t which,
                           const std::byte* arena) {
  const SourceTensor& source = layout.sources[static_cast<size_t>(placed.source)];
  const Destination& at = source.destinations[which];
  StoredTensor stored;
  stored.is_vector = placed.spec->shape.size() == 1;
  stored.view = {.data = arena + at.offset_bytes,
                 .dtype = source.stored,
                 .rows = at.rect.rows(),
                 .cols = at.rect.cols(),
                 .row_stride = at.stride_bytes / size_of(source.stored),
                 .scales = {}};
  if (placed.scales < 0) return stored;
  const Destination& scales =
      layout.sources[static_cast<size_t>(placed.scales)].destinations[which];
  CHECK(scales.arena == at.arena);
  stored.view.scales = {.data = reinterpret_cast<const float*>(arena + scales.offset_bytes),
                        .row_stride = scales.stride_bytes / size_of(DType::kF32),
                        .block_rows = static_cast<int32_t>(layout.block.first),
                        .block_cols = static_cast<int32_t>(layout.block.second),
                        .row_phase = static_cast<int32_t>(at.rect.row_begin % layout.block.first),
                        .col_phase = static_cast<int32_t>(at.rect.col_begin % layout.block.second)};
  return stored;
}

}  // namespace

std::vector<std::unique_ptr<RankWeights>> ShardStore::make_all(const MemoryLayout& layout,
                                                               std::vector<Arena> arenas) {
  CHECK(arenas.size() == layout.arena_bytes.size());
  std::vector<StoredArena> stored(arenas.size());
  auto shared = std::make_shared<SharedStore>();
  for (const PlacedTensor& placed : layout.tensors) {
    shared->names.insert(placed.spec->name);
    const SourceTensor& source = layout.sources[static_cast<size_t>(placed.source)];
    for (size_t i = 0; i < source.destinations.size(); ++i) {
      const auto arena = static_cast<size_t>(source.destinations[i].arena);
      stored[arena].tensors.emplace(placed.spec->name,
                                    stored_tensor(layout, placed, i, arenas[arena].bytes.data()));
    }
  }
  // Moving a Buffer leaves its memory where it is.
  for (size_t i = 0; i < arenas.size(); ++i) stored[i].memory = std::move(arenas[i].bytes);
  shared->arena = std::move(stored.back());
  stored.pop_back();

  std::vector<std::unique_ptr<RankWeights>> ranks;
  for (StoredArena& own : stored) {
    ranks.push_back(std::make_unique<ShardStore>(std::move(own), shared));
  }
  return ranks;
}

Result<const StoredTensor*> ShardStore::find(std::string_view name) const {
  for (const StoredArena* arena : {&own_, &shared_->arena}) {
    const auto at = arena->tensors.find(name);
    if (at != arena->tensors.end()) return &at->second;
  }
  if (shared_->names.contains(name)) return nullptr;
  return not_found(printable(name) + ": no such tensor was loaded");
}

Result<WeightView> ShardStore::matrix(std::string_view name) const {
  ASSIGN_OR_RETURN(const StoredTensor* stored, find(name));
  if (stored == nullptr) return WeightView{};
  if (stored->is_vector) return invalid_argument(printable(name) + ": is a vector, not a matrix");
  return stored->view;
}

Result<View<const float, 1>> ShardStore::vector(std::string_view name) const {
  ASSIGN_OR_RETURN(const StoredTensor* stored, find(name));
  if (stored == nullptr) return View<const float, 1>{};
  if (!stored->is_vector) return invalid_argument(printable(name) + ": is a matrix, not a vector");
  return View<const float, 1>(stored->view.row<float>(0), {stored->view.cols});
}

}  // namespace octant
