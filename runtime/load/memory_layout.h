#pragma once
// Where every tensor goes in memory, decided before a byte is read. Memory is one arena a rank and
// one arena for what all ranks share; a tensor's shard lies in one piece, row-major, on a 64-byte
// boundary.

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "models/model.h"
#include "models/weight_plan.h"
#include "runtime/load/checkpoint.h"

namespace octant {

// A rectangle of a source tensor and the place of its copy.
struct Destination {
  ShardRect rect;
  int32_t arena = 0;         // index into MemoryLayout::arena_bytes
  int64_t offset_bytes = 0;  // of element (row_begin, col_begin)
  int64_t stride_bytes = 0;  // from a row to the next
};

// A tensor of the checkpoint that is read. A vector is one row.
struct SourceTensor {
  const TensorEntry* entry = nullptr;
  int64_t rows = 0;
  int64_t cols = 0;
  DType stored = DType::kF32;  // element type in memory; differs from entry->dtype if widened
  std::vector<Destination> destinations;

  int64_t row_bytes_in_file() const { return cols * size_of(entry->dtype); }
  // Bytes between the start of `to` and the copy of element (row, col), which lies in it.
  int64_t offset_in(const Destination& to, int64_t row, int64_t col) const {
    return (row - to.rect.row_begin) * to.stride_bytes +
           (col - to.rect.col_begin) * size_of(stored);
  }
};

// A tensor of the plan, as indices into MemoryLayout::sources. The scales' destinations stand in
// the same order as the tensor's.
struct PlacedTensor {
  const TensorSpec* spec = nullptr;
  int32_t source = 0;
  int32_t scales = -1;  // -1 without scales
};

// What the memory of the ranks wants.
struct StorageRules {
  bool is_shared = true;      // ranks read each other's: what all have is stored once
  int64_t row_alignment = 1;  // bytes that the rows of a matrix are a multiple of apart
};
// Ranks on the host, and on devices, whose kernels read rows in 16-byte chunks (kernels/cuda).
inline constexpr StorageRules kHostStorage = {.is_shared = true, .row_alignment = 1};
inline constexpr StorageRules kDeviceStorage = {.is_shared = false, .row_alignment = 16};
inline const StorageRules& storage_rules(const Memory& memory) {
  return memory.is_host() ? kHostStorage : kDeviceStorage;
}

struct MemoryLayout {
  std::vector<int64_t> arena_bytes;  // [num_ranks + 1], the last one shared
  std::vector<SourceTensor> sources;
  std::vector<PlacedTensor> tensors;
  std::pair<int64_t, int64_t> block = {128, 128};  // elements under one scale

  int32_t shared_arena() const { return static_cast<int32_t>(arena_bytes.size()) - 1; }
};

// The tensor of that name as stored; never null for one that the plan has loaded, or for the scales
// of an FP8 matrix. The layout keeps what it gives.
using FindTensor = std::function<const TensorEntry*(const std::string& name)>;

// Lays out what `find` knows, a checkpoint's tensors or such as are not stored anywhere
// (runtime/synth/memory_weights.h); keeps pointers to them and into the plan.
// Replicated tensors go to the shared arena if there are several ranks that share. Errors:
// kOutOfMemory if the bytes cannot be counted in 64 bits.
Result<MemoryLayout> lay_out(const FindTensor& find, const Model& model,
                             const std::vector<RankLayout>& layouts, bool with_draft,
                             const StorageRules& rules = kHostStorage);
// The same of a checkpoint that check_checkpoint accepts, which outlives the layout.
Result<MemoryLayout> lay_out(const Checkpoint& checkpoint, const Model& model,
                             const std::vector<RankLayout>& layouts, bool with_draft,
                             const StorageRules& rules = kHostStorage);

}  // namespace octant
