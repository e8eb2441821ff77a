#pragma once
// What the run-time API keeps for every host thread, for the libraries that stand on it.

namespace octant::simt {

// The device that cudaSetDevice chose last, else 0. Neither counts as a call nor fails.
int current_device();

}  // namespace octant::simt
