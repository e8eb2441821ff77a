#include "kernels/cpu/roof.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <vector>

#include "kernels/core/buffer.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/roof.cpp"
#include "hwy/cache_control.h"
#include "hwy/foreach_target.h"
// Highway needs its own header after foreach_target.h.
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Reads `bytes`, a multiple of 4 KB, as four streams side by side (one alone does not fill the
// memory pipeline of a core) and returns something that depends on all of them.
uint64_t read_all_target(const std::byte* data, int64_t bytes) {
  constexpr int64_t kStreams = 4;
  const hn::ScalableTag<uint64_t> d;
  const auto lanes = static_cast<int64_t>(hn::Lanes(d));
  const int64_t words_per_stream = bytes / 8 / kStreams;
  const auto* words = reinterpret_cast<const uint64_t*>(data);
  hn::Vec<decltype(d)> sum[kStreams];
  for (auto& s : sum) s = hn::Zero(d);
  for (int64_t i = 0; i < words_per_stream; i += 8) {
    for (int64_t s = 0; s < kStreams; ++s) {
      const uint64_t* line = words + s * words_per_stream + i;
      hwy::Prefetch(line + 128);
      for (int64_t j = 0; j < 8; j += lanes) sum[s] = hn::Xor(sum[s], hn::Load(d, line + j));
    }
  }
  return hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(sum[0], sum[1]), hn::Add(sum[2], sum[3]))));
}

// `count` rounds of 12 independent multiply-adds: enough to fill two units of latency 5.
float fma_rounds_target(int64_t count, float seed, int64_t* flops) {
  constexpr int kChains = 12;
  const hn::ScalableTag<float> d;
  const auto factor = hn::Set(d, 0.999f);
  const auto addend = hn::Set(d, seed);
  hn::Vec<decltype(d)> chain[kChains];
  for (int i = 0; i < kChains; ++i) chain[i] = hn::Set(d, seed + static_cast<float>(i));
  for (int64_t n = 0; n < count; ++n) {
    for (int i = 0; i < kChains; ++i) chain[i] = hn::MulAdd(chain[i], factor, addend);
  }
  auto sum = chain[0];
  for (int i = 1; i < kChains; ++i) sum = hn::Add(sum, chain[i]);
  *flops = count * kChains * 2 * static_cast<int64_t>(hn::Lanes(d));
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

}  // namespace
}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace octant::cpu {
namespace {

HWY_EXPORT(read_all_target);
HWY_EXPORT(fma_rounds_target);

constexpr int kPasses = 7;  // the best of 7 is stable within 2% on a machine with other work

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// One cache line a thread, so that results do not share lines.
struct alignas(64) Sink {
  uint64_t word = 0;
  float value = 0;
  int64_t flops = 0;
};

}  // namespace

Result<double> measure_read_bandwidth(ThreadTeam& team, int64_t bytes) {
  constexpr int64_t kUnit = 4096;
  bytes = std::max<int64_t>(bytes / kUnit, 1) * kUnit;
  ASSIGN_OR_RETURN(Buffer buffer, Buffer::allocate(bytes));
  std::vector<Sink> sinks(static_cast<size_t>(team.size()));
  team.run([&](int32_t thread) {
    const Range range = split_range(bytes, thread, team.size(), kUnit);
    std::memset(buffer.data() + range.begin, thread + 1, static_cast<size_t>(range.size()));
  });
  double best = 0;
  for (int pass = 0; pass < kPasses; ++pass) {
    const Clock::time_point start = Clock::now();
    team.run([&](int32_t thread) {
      const Range range = split_range(bytes, thread, team.size(), kUnit);
      sinks[static_cast<size_t>(thread)].word ^=
          HWY_DYNAMIC_DISPATCH(read_all_target)(buffer.data() + range.begin, range.size());
    });
    best = std::max(best, static_cast<double>(bytes) / seconds_since(start));
  }
  // The words reach a volatile, so that the reads are not optimised away.
  volatile uint64_t keep = 0;
  for (const Sink& sink : sinks) keep = keep ^ sink.word;
  return best;
}

double measure_fma_peak(ThreadTeam& team) {
  constexpr int64_t kRounds = 2'000'000;  // about 5 ms a pass
  std::vector<Sink> sinks(static_cast<size_t>(team.size()));
  double best = 0;
  for (int pass = 0; pass < kPasses; ++pass) {
    const Clock::time_point start = Clock::now();
    team.run([&](int32_t thread) {
      Sink& sink = sinks[static_cast<size_t>(thread)];
      sink.value = HWY_DYNAMIC_DISPATCH(fma_rounds_target)(kRounds, 0.5f + static_cast<float>(pass),
                                                           &sink.flops);
    });
    const double seconds = seconds_since(start);
    int64_t flops = 0;
    for (const Sink& sink : sinks) flops += sink.flops;
    best = std::max(best, static_cast<double>(flops) / seconds);
  }
  volatile float keep = 0;
  for (const Sink& sink : sinks) keep = keep + sink.value;
  return best;
}

int64_t last_level_cache_bytes() {
  return std::max<int64_t>(sysconf(_SC_LEVEL3_CACHE_SIZE), 0);
}

}  // namespace octant::cpu
#endif
