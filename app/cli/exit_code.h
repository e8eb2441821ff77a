#pragma once
// The exit codes of `octant`, the same for every command.

#include "kernels/core/status.h"

namespace octant::cli {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;          // the command line, or a value on it, makes no sense
inline constexpr int kExitInterrupted = 130;  // 128 + SIGINT, as shells report it

// kOk: 0. kInvalidArgument: 2. kCancelled: 130. Everything else: 1.
int exit_code_of(const Status& status);

}  // namespace octant::cli
