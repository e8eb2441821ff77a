#pragma once
// The way from the command line to the window: window_start.cpp, or window_absent.cpp in a program
// that was built without it (-DOCTANT_APP=OFF).

#include "app/cli/services.h"

namespace octant::cli {

// Empty if there is no window.
RunWindow window_starter();

}  // namespace octant::cli
