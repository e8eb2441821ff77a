#pragma once
// Arena: the memory that an arena of a MemoryLayout becomes, the host's or a device's.

#include <vector>

#include "kernels/core/buffer.h"
#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "runtime/load/memory_layout.h"

namespace octant {

struct Arena {
  Memory* memory = nullptr;  // outlives it
  Buffer bytes;              // a device's are zero where no element lies
};

// The arenas of `layout`: rank r's in memories[r], the shared one in the host's. Errors:
// kOutOfMemory, kDevice.
Result<std::vector<Arena>> allocate_arenas(const MemoryLayout& layout,
                                           const std::vector<Memory*>& memories);

}  // namespace octant
