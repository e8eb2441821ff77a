#pragma once
// What this machine can do, measured: the roofs that decode (bytes) and prefill (flops) are judged
// against. Takes a few hundred milliseconds; run it in the process whose figures it stands beside.

#include <cstdint>

#include "kernels/core/status.h"
#include "kernels/core/thread_team.h"

namespace octant::cpu {

// Bytes per second of all threads of the team reading a buffer of `bytes` in streams, the best of
// several passes. Choose `bytes` at least 4 times the last-level cache. Errors: kOutOfMemory.
Result<double> measure_read_bandwidth(ThreadTeam& team, int64_t bytes);

// f32 operations per second (a multiply-add is two) of all threads on registers, best of several.
double measure_fma_peak(ThreadTeam& team);

// Bytes of the largest cache of this machine, 0 if the system does not say.
int64_t last_level_cache_bytes();

}  // namespace octant::cpu
