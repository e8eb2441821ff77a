#include "hwy/highway.h"
#include "kernels/cpu/cpu_backend.h"

namespace octant {

std::string_view cpu_target_name() {
  const int64_t targets = hwy::SupportedTargets() & HWY_TARGETS;
  // Lower bits are better instruction sets. No common bit: what the compiler was told to assume.
  return hwy::TargetName(targets != 0 ? targets & -targets : HWY_STATIC_TARGET);
}

}  // namespace octant
