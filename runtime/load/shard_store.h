#pragma once
// The loader's RankWeights: names to views on a rank's arena and on the arena that all ranks share.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kernels/core/buffer.h"
#include "kernels/core/status.h"
#include "kernels/core/weight_view.h"
#include "runtime/load/arena.h"
#include "runtime/load/memory_layout.h"
#include "runtime/load/weight_loader.h"

namespace octant {

// Lets std::string keys be looked up by string_view.
struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct StoredTensor {
  WeightView view;  // a vector is one row of F32
  bool is_vector = false;
};

// Views on one arena, which it owns.
struct StoredArena {
  Buffer memory;
  std::unordered_map<std::string, StoredTensor, StringHash, std::equal_to<>> tensors;
};

// What the ranks of this host share.
struct SharedStore {
  StoredArena arena;
  // All tensors that were loaded, to tell a shard that is empty from a name that is unknown.
  std::unordered_set<std::string, StringHash, std::equal_to<>> names;
};

class ShardStore : public RankWeights {
 public:
  // The stores of all ranks. `arenas` are filled and as `layout` has them.
  static std::vector<std::unique_ptr<RankWeights>> make_all(const MemoryLayout& layout,
                                                            std::vector<Arena> arenas);

  ShardStore(StoredArena own, std::shared_ptr<const SharedStore> shared)
      : own_(std::move(own)), shared_(std::move(shared)) {}

  // kNotFound for a name that was not loaded, kInvalidArgument where a vector is asked for as a
  // matrix or the other way round.
  Result<WeightView> matrix(std::string_view name) const override;
  Result<View<const float, 1>> vector(std::string_view name) const override;
  int64_t resident_bytes() const override { return own_.memory.size_bytes(); }
  int64_t shared_bytes() const override { return shared_->arena.memory.size_bytes(); }

 private:
  // Null if this rank holds nothing of a tensor that was loaded.
  Result<const StoredTensor*> find(std::string_view name) const;

  StoredArena own_;
  std::shared_ptr<const SharedStore> shared_;
};

}  // namespace octant
