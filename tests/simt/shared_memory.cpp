#include "tests/simt/shared_memory.h"

#include <algorithm>

#include "tests/simt/warp_call.h"

namespace octant::simt {
namespace {

constexpr size_t kAlignment = 128;
constexpr std::byte kPoison{0xff};

bool same_warp(const LaneTime& a, const LaneTime& b) {
  return a.lane / kWarpLanes == b.lane / kWarpLanes;
}

// No barrier that both lanes take part in stands between the two moments.
bool concurrent(const LaneTime& a, const LaneTime& b) {
  return a.lane != b.lane && a.block_barriers == b.block_barriers &&
         (!same_warp(a, b) || a.warp_barriers == b.warp_barriers);
}

std::string race(const char* first, const LaneTime& other, const char* second) {
  return "shared memory race: " + std::string(first) + " by lane " + std::to_string(other.lane) +
         " and " + second + " without a barrier between them";
}

}  // namespace

uint32_t SharedMemory::begin_block(size_t bytes, uint32_t barriers_so_far) {
  const size_t needed = bytes + kGuardBytes + kAlignment;
  if (storage_.size() < needed) storage_.resize(needed);
  if (records_.size() < bytes) records_.resize(bytes);
  const auto address = reinterpret_cast<uintptr_t>(storage_.data());
  data_ = storage_.data() + (kAlignment - address % kAlignment) % kAlignment;
  std::fill_n(data_, bytes, kPoison);
  size_bytes_ = bytes;
  first_barrier_ = barriers_so_far + 1;
  return first_barrier_;
}

std::string SharedMemory::check(const void* address, size_t bytes, Access access,
                                const LaneTime& time) {
  const auto offset = static_cast<size_t>(static_cast<const std::byte*>(address) - data_);
  std::string problem;
  for (size_t i = offset; i < offset + bytes && problem.empty(); ++i) {
    if (i >= size_bytes_) {
      problem = "accesses byte " + std::to_string(i) + " of " + std::to_string(size_bytes_) +
                " bytes of shared memory";
    } else {
      // Atomic updates of one byte by several lanes are meant; only what was never written shows.
      if (access == Access::kAtomic) {
        if (!is_known(records_[i].writer)) problem = "updates shared memory never written";
      } else {
        problem = access == Access::kRead ? check_read(records_[i], time)
                                          : check_write(records_[i], time);
      }
      if (!problem.empty()) problem += ", at byte " + std::to_string(i);
    }
  }
  return problem;
}

std::string SharedMemory::check_read(Record& record, const LaneTime& time) const {
  if (!is_known(record.writer)) return "reads shared memory never written";
  if (concurrent(record.writer, time)) return race("written", record.writer, "read");
  const bool same_interval = record.reader.block_barriers == time.block_barriers;
  if (!same_interval) {
    record.read_by_own_warp = record.read_by_others = false;
  } else if (!same_warp(record.reader, time)) {
    record.read_by_others = true;
  } else if (record.reader.warp_barriers != time.warp_barriers) {
    record.read_by_own_warp = false;
  } else if (record.reader.lane != time.lane) {
    record.read_by_own_warp = true;
  }
  record.reader = time;
  return {};
}

std::string SharedMemory::check_write(Record& record, const LaneTime& time) const {
  if (is_known(record.writer) && concurrent(record.writer, time)) {
    return race("written", record.writer, "written");
  }
  if (record.reader.block_barriers == time.block_barriers) {
    const bool other_lane_of_warp = same_warp(record.reader, time) &&
                                    record.reader.warp_barriers == time.warp_barriers &&
                                    (record.reader.lane != time.lane || record.read_by_own_warp);
    if (other_lane_of_warp || record.read_by_others || !same_warp(record.reader, time)) {
      return race("read", record.reader, "written");
    }
  }
  record.writer = time;
  return {};
}

}  // namespace octant::simt
