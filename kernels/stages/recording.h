#pragma once
// Recording: stages that a device was told once and does again whenever it is asked, with one call
// in place of one a stage. Pointers and sizes are those of the time of recording; what lies behind
// the pointers may change: tokens, the place of a step (Backend::place_step), weights.
//
// Belongs to the backend that made it, which outlives it; used by that rank's thread.

#include "kernels/core/status.h"

namespace octant {

class Recording {
 public:
  virtual ~Recording() = default;
  // Puts all its stages on their way, behind everything that this backend was given before. They
  // are done when synchronize() of that backend returns.
  virtual Status replay() = 0;
};

}  // namespace octant
