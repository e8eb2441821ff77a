#pragma once
// Reads chunks with several threads.

#include <span>

#include "kernels/core/status.h"
#include "runtime/load/arena.h"
#include "runtime/load/checkpoint.h"
#include "runtime/load/memory_layout.h"
#include "runtime/load/read_chunks.h"
#include "runtime/load/weight_loader.h"

namespace octant {

// Reads all of `chunks` (make_chunks) into `arenas`, reporting progress from the calling thread.
// Returns when every reader has stopped. Errors: the first that a reader met, kIo with shard and
// offset among them; kCancelled; kOutOfMemory if no reader could be started.
Status read_chunks(const Checkpoint& checkpoint, const MemoryLayout& layout,
                   std::span<const Arena> arenas, std::span<const ReadChunk> chunks,
                   const LoadOptions& options);

}  // namespace octant
