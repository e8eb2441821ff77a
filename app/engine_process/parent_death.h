#pragma once
// A process that does not outlive the one that started it.

#include <sys/types.h>

#include "kernels/core/status.h"

namespace octant::engine_process {

// From now on the system kills this process with SIGKILL when the thread that started it ends,
// and so when its process does, however that comes about. `parent` is that process, told by
// itself: if it had died before this call, this process would have another parent by now. Errors:
// kCancelled if it has, kIo.
Status die_with_parent(pid_t parent);

}  // namespace octant::engine_process
