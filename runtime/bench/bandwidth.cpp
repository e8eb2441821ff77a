#include "runtime/bench/bandwidth.h"

#include <algorithm>

#include "kernels/core/thread_team.h"
#include "kernels/cpu/roof.h"
#include "kernels/cuda/cuda_backend.h"

namespace octant {
namespace {

// Four times the last-level cache is mostly read from memory; 256 MB where the size is not known.
constexpr int64_t kCacheMultiple = 4;
constexpr int64_t kSmallestRoofBytes = int64_t{256} << 20;
// Ten times the second-level cache of the largest devices.
constexpr int64_t kDeviceRoofBytes = int64_t{1} << 30;

}  // namespace

Result<double> measure_read_bandwidth(int32_t threads) {
  ThreadTeam team(threads, spin_budget(threads));
  return cpu::measure_read_bandwidth(
      team, std::max(kSmallestRoofBytes, kCacheMultiple * cpu::last_level_cache_bytes()));
}

Result<double> measure_device_bandwidth(int32_t device) {
  return cuda::copy_bandwidth(device, kDeviceRoofBytes);
}

}  // namespace octant
