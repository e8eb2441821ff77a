#pragma once
// What the kernel benchmarks share: arguments, random bytes, repetition, JSON lines.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "hwy/targets.h"
#include "kernels/core/dtype.h"

namespace octant::bench {

// Keeps only `target` ("AVX2", ...) and what is below it; all targets if the name is empty.
inline void force_target(const std::string& name) {
  if (name.empty()) return;
  for (int64_t target = 1; target < (int64_t{1} << 62); target <<= 1) {
    if (name != hwy::TargetName(target)) continue;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
}

// The value behind `--key`, or `fallback`.
inline std::string argument(int argc, char** argv, const char* key, const char* fallback) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], key) == 0) return argv[i + 1];
  }
  return fallback;
}

// Random bits that are ordinary numbers in every dtype: exponents near zero, no NaN.
inline void fill_random(std::byte* data, int64_t bytes, DType dtype, uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<std::byte> pattern(1 << 20);
  std::normal_distribution<float> normal;
  for (size_t i = 0; i < pattern.size(); i += static_cast<size_t>(size_of(dtype))) {
    const float value = normal(engine) * (dtype == DType::kF8E4M3 ? 100.0f : 0.02f);
    if (dtype == DType::kF32) {
      std::memcpy(&pattern[i], &value, 4);
    } else if (dtype == DType::kBF16) {
      const bf16 small = bf16::from_float(value);
      std::memcpy(&pattern[i], &small, 2);
    } else {
      const e4m3 small = e4m3::from_float(value);
      std::memcpy(&pattern[i], &small, 1);
    }
  }
  for (int64_t done = 0; done < bytes;) {
    const int64_t n = std::min(bytes - done, static_cast<int64_t>(pattern.size()));
    std::memcpy(data + done, pattern.data(), static_cast<size_t>(n));
    done += n;
  }
}

struct Times {
  double best = 0;
  double median = 0;
  double p90 = 0;
};

// Seconds of `repetitions` calls after two that do not count.
template <typename F>
Times measure(int repetitions, F&& call) {
  std::vector<double> seconds;
  for (int i = 0; i < repetitions + 2; ++i) {
    const auto start = std::chrono::steady_clock::now();
    call();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (i >= 2) seconds.push_back(took.count());
  }
  std::sort(seconds.begin(), seconds.end());
  return {seconds.front(), seconds[seconds.size() / 2], seconds[seconds.size() * 9 / 10]};
}

}  // namespace octant::bench
