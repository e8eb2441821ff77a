#include "runtime/load/arena.h"

#include <utility>

#include "kernels/core/check.h"

namespace octant {

Result<std::vector<Arena>> allocate_arenas(const MemoryLayout& layout,
                                           const std::vector<Memory*>& memories) {
  const size_t num_arenas = memories.size() + 1;
  CHECK(num_arenas == layout.arena_bytes.size());
  std::vector<Arena> arenas;
  for (size_t i = 0; i < layout.arena_bytes.size(); ++i) {
    Memory& memory = i < memories.size() ? *memories[i] : host_memory();
    // The host's kernels never read between rows; its pages are left alone until they are filled.
    auto bytes = memory.is_host() ? memory.allocate(layout.arena_bytes[i])
                                  : memory.allocate_zeroed(layout.arena_bytes[i]);
    if (!bytes.ok()) return std::move(bytes).status();
    arenas.push_back({.memory = &memory, .bytes = std::move(bytes).value()});
  }
  return arenas;
}

}  // namespace octant
