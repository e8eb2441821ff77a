#include "runtime/load/memory_layout.h"

#include <string>

#include "kernels/core/buffer.h"
#include "kernels/core/check.h"
#include "runtime/load/weight_loader.h"

namespace octant {
namespace {

class LayoutBuilder {
 public:
  LayoutBuilder(size_t num_ranks, int64_t row_alignment) : row_alignment_(row_alignment) {
    layout_.arena_bytes.assign(num_ranks + 1, 0);
  }

  void set_block(std::pair<int64_t, int64_t> block) { layout_.block = block; }

  // Adds the source, with one destination for each rectangle that is not empty.
  Result<int32_t> add_source(const TensorEntry& entry, DType stored,
                             const std::vector<Destination>& wanted) {
    SourceTensor source{.entry = &entry,
                        .rows = entry.shape.size() == 2 ? entry.shape.front() : 1,
                        .cols = entry.shape.back(),
                        .stored = stored,
                        .destinations = {}};
    for (Destination to : wanted) {
      if (to.rect.empty()) continue;
      CHECK(to.rect.row_begin >= 0);
      CHECK(to.rect.row_end <= source.rows);
      CHECK(to.rect.col_begin >= 0);
      CHECK(to.rect.col_end <= source.cols);
      RETURN_IF_ERROR(take(source, to));
      source.destinations.push_back(to);
    }
    layout_.sources.push_back(std::move(source));
    return static_cast<int32_t>(layout_.sources.size()) - 1;
  }

  void add_tensor(const PlacedTensor& tensor) { layout_.tensors.push_back(tensor); }
  MemoryLayout take_layout() { return std::move(layout_); }

 private:
  // Gives `to` its place at the end of its arena.
  Status take(const SourceTensor& source, Destination& to) {
    constexpr auto kAlign = static_cast<int64_t>(kBufferAlignment);
    int64_t& used = layout_.arena_bytes[static_cast<size_t>(to.arena)];
    to.offset_bytes = used;
    int64_t bytes = 0;
    if (__builtin_mul_overflow(to.rect.cols(), size_of(source.stored), &to.stride_bytes) ||
        __builtin_add_overflow(to.stride_bytes, row_alignment_ - 1, &to.stride_bytes)) {
      return too_many();
    }
    to.stride_bytes = to.stride_bytes / row_alignment_ * row_alignment_;
    if (__builtin_mul_overflow(to.rect.rows(), to.stride_bytes, &bytes) ||
        __builtin_add_overflow(bytes, kAlign - 1, &bytes) ||
        __builtin_add_overflow(used, bytes / kAlign * kAlign, &used)) {
      return too_many();
    }
    return {};
  }
  static Status too_many() {
    return out_of_memory("the weights have more bytes than 64 bits can count");
  }

  const int64_t row_alignment_;
  MemoryLayout layout_;
};

// The blocks that a rectangle touches.
ShardRect blocks_of(const ShardRect& rect, std::pair<int64_t, int64_t> block) {
  if (rect.empty()) return {};
  return {.row_begin = rect.row_begin / block.first,
          .row_end = (rect.row_end + block.first - 1) / block.first,
          .col_begin = rect.col_begin / block.second,
          .col_end = (rect.col_end + block.second - 1) / block.second};
}

}  // namespace

Result<MemoryLayout> lay_out(const FindTensor& find, const Model& model,
                             const std::vector<RankLayout>& layouts, bool with_draft,
                             const StorageRules& rules) {
  LayoutBuilder builder(layouts.size(), rules.row_alignment);
  const std::pair<int64_t, int64_t> block =
      model.weight_block_size().value_or(std::pair<int64_t, int64_t>{128, 128});
  builder.set_block(block);
  for (const TensorSpec& spec : model.weight_plan()) {
    if (!is_loaded(spec, with_draft)) continue;
    const TensorEntry& entry = *find(spec.name);
    std::vector<Destination> wanted;
    if (spec.split == WeightSplit::kReplicated && layouts.size() > 1 && rules.is_shared) {
      wanted.push_back(
          {.rect = shard_of(spec, layouts.front()), .arena = static_cast<int32_t>(layouts.size())});
    } else {
      for (size_t rank = 0; rank < layouts.size(); ++rank) {
        wanted.push_back(
            {.rect = shard_of(spec, layouts[rank]), .arena = static_cast<int32_t>(rank)});
      }
    }
    PlacedTensor placed{.spec = &spec, .source = 0, .scales = -1};
    const DType stored = spec.shape.size() == 1 ? DType::kF32 : entry.dtype;
    ASSIGN_OR_RETURN(placed.source, builder.add_source(entry, stored, wanted));
    if (entry.dtype == DType::kF8E4M3) {
      for (Destination& to : wanted) to.rect = blocks_of(to.rect, block);
      const TensorEntry& scales = *find(spec.name + "_scale_inv");
      ASSIGN_OR_RETURN(placed.scales, builder.add_source(scales, DType::kF32, wanted));
    }
    builder.add_tensor(placed);
  }
  return builder.take_layout();
}

Result<MemoryLayout> lay_out(const Checkpoint& checkpoint, const Model& model,
                             const std::vector<RankLayout>& layouts, bool with_draft,
                             const StorageRules& rules) {
  return lay_out([&](const std::string& name) { return checkpoint.find(name); }, model, layouts,
                 with_draft, rules);
}

}  // namespace octant
