#pragma once
// What the tests of the fast CPU backend share: every instruction set that this machine has and the
// program was compiled for, several team sizes, and the comparison with the reference.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "hwy/targets.h"
#include "kernels/core/thread_team.h"
#include "kernels/cpu/cpu_backend.h"
#include "kernels/reference/reference_backend.h"
#include "tests/support/compare.h"
#include "tests/support/stage_cases.h"

namespace octant::test {

// Puts the choice of the instruction set back.
struct RestoreTarget {
  RestoreTarget() = default;
  RestoreTarget(const RestoreTarget&) = delete;
  RestoreTarget& operator=(const RestoreTarget&) = delete;
  ~RestoreTarget() {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
};

// Calls test(name) with each instruction set forced in turn.
inline void for_each_target(const std::function<void(const std::string&)>& test) {
  const RestoreTarget restore;
  const int64_t all = hwy::SupportedTargets();
  std::set<std::string> seen;
  for (int64_t rest = all; rest != 0; rest &= rest - 1) {
    hwy::SetSupportedTargetsForTest(rest & -rest);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    const std::string name(cpu_target_name());
    if (seen.insert(name).second) test(name);
  }
}

// A team that never spins: tests run on machines with fewer cores than threads.
class CpuBackendUnderTest {
 public:
  explicit CpuBackendUnderTest(int32_t threads)
      : team_(threads, 0), backend_(make_cpu_backend(team_)) {}
  Backend* operator->() { return backend_.get(); }

 private:
  ThreadTeam team_;
  std::unique_ptr<Backend> backend_;
};

inline std::string describe(const std::string& what, const std::string& target, int32_t threads,
                            int64_t num_rows, const CaseOptions& options) {
  return what + " cpu/" + target + " threads " + std::to_string(threads) + " T " +
         std::to_string(num_rows) + " " + std::string(to_string(options.dtype)) + " cache " +
         std::string(to_string(options.cache_dtype)) + " first " +
         std::to_string(options.first_position) + " seed " + std::to_string(options.seed);
}

inline const std::vector<DType>& weight_dtypes() {
  static const std::vector<DType> dtypes = {DType::kF32, DType::kBF16, DType::kF8E4M3};
  return dtypes;
}

}  // namespace octant::test
