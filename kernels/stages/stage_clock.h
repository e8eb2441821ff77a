#pragma once
// StageClock: when the stages of one backend were done. A backend makes the kind that fits it
// (Backend::make_clock): on the host stamps are looks at a clock, on a device they are put into the
// stream between the stages, so that nobody waits for anybody. Owner: the rank's thread.

#include <memory>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

class StageClock {
 public:
  virtual ~StageClock() = default;
  // Forgets all stamps.
  virtual void restart() = 0;
  // Sets a stamp behind all stages so far. Errors: kDevice.
  virtual Status stamp() = 0;
  // Seconds from the first stamp to each of them, in order. After Backend::synchronize(). Errors:
  // kDevice.
  virtual Status read(std::vector<double>& seconds) = 0;
};

std::unique_ptr<StageClock> make_host_clock();

}  // namespace octant
