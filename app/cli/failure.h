#pragma once
// How a command says why it failed.

#include <string_view>

#include "app/cli/services.h"
#include "kernels/core/status.h"

namespace octant::cli {

// "octant: <reason>" on stderr, filtered for terminals.
void print_reason(Services& services, std::string_view reason);

// Prints the reason and returns the exit code. With `json`, standard output gets one document,
// on one line: {"error": message, "error_kind": "not found"}.
int fail(Services& services, const Status& status, bool json = false);

}  // namespace octant::cli
