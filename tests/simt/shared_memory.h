#pragma once
// SharedMemory: the shared memory of a block, and who touched each byte of it since which barrier.
//
// Two lanes race for a byte if one of them writes it and no barrier stands between the accesses:
// __syncthreads for lanes of different warps, __syncwarp or any other warp call as well for lanes
// of one warp. Each record holds the times of its access, counted in barriers, so that nothing is
// cleared at a barrier, nor for the next block. A record remembers the last writer and the last
// readers of a byte: of several readers one, and whether there were others in the same or in
// another warp.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/simt/memory_map.h"

namespace octant::simt {

// When a lane does something: barriers of its block and of its warp that it has passed, counted on
// from block to block.
struct LaneTime {
  uint16_t lane = 0;
  uint32_t block_barriers = 0;
  uint32_t warp_barriers = 0;
};

class SharedMemory {
 public:
  // Room for a block, never written. Returns the barrier count that its lanes start from.
  uint32_t begin_block(size_t bytes, uint32_t barriers_so_far);

  std::byte* data() const { return data_; }
  size_t size_bytes() const { return size_bytes_; }
  bool contains(const void* address) const {
    const auto* byte = static_cast<const std::byte*>(address);
    return byte >= data_ && byte < data_ + size_bytes_ + kGuardBytes;
  }
  // What is wrong with this access, in words; empty if nothing is. Records it.
  std::string check(const void* address, size_t bytes, Access access, const LaneTime& time);

 private:
  static constexpr size_t kGuardBytes = 4096;  // behind the end, so that an overrun is told as one

  struct Record {
    LaneTime writer;
    LaneTime reader;
    bool read_by_own_warp = false;  // by another lane of reader's warp, at reader's time
    bool read_by_others = false;    // by a lane of another warp, since the same block barrier
  };
  std::string check_read(Record& record, const LaneTime& time) const;
  std::string check_write(Record& record, const LaneTime& time) const;

  // Whether a record is of this block.
  bool is_known(const LaneTime& time) const { return time.block_barriers >= first_barrier_; }

  size_t size_bytes_ = 0;
  uint32_t first_barrier_ = 0;
  std::vector<std::byte> storage_;
  std::byte* data_ = nullptr;  // in storage_, aligned
  std::vector<Record> records_;
};

}  // namespace octant::simt
