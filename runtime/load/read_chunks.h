#pragma once
// The reads that fill a MemoryLayout, and what becomes of the bytes of each.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/load/arena.h"
#include "runtime/load/memory_layout.h"

namespace octant {

// Most bytes of one read. Large enough that a disk reads at full speed, small enough that a reader
// looks at `cancel` at least every 40 ms on a disk of 100 MB/s.
inline constexpr int64_t kChunkBytes = 4 << 20;

// One contiguous run of bytes in a file: whole rows of a source, or a part of one row.
struct ReadChunk {
  int32_t source = 0;  // index into MemoryLayout::sources
  int64_t row_begin = 0;
  int64_t row_end = 0;
  int64_t col_begin = 0;
  int64_t col_end = 0;
  int64_t offset_bytes = 0;  // in the file
  int64_t size_bytes = 0;    // 1 .. max_bytes
  int32_t direct = -1;  // the destination that takes the bytes as they are; -1: copy_chunk does it
};

// The chunks of all sources, each byte that somebody needs once, in order of file and offset.
// `max_bytes` is at least the size of an element.
std::vector<ReadChunk> make_chunks(const MemoryLayout& layout, int64_t max_bytes = kChunkBytes);

// Where the bytes of a chunk with a direct destination belong if that is host memory, else empty.
// `arenas` as MemoryLayout::arena_bytes.
std::span<std::byte> direct_target(const MemoryLayout& layout, std::span<const Arena> arenas,
                                   const ReadChunk& chunk);

// Copies the bytes of a chunk from `staging`, which is aligned for any element, to every
// destination that it meets; BF16 and F16 become F32 where the source is widened. Errors: kDevice.
Status copy_chunk(const MemoryLayout& layout, std::span<const Arena> arenas, const ReadChunk& chunk,
                  const std::byte* staging);

}  // namespace octant
