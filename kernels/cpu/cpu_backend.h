#pragma once
// The CPU backend: the stages on Google Highway, compiled for several instruction sets and chosen
// at start, spread over the threads of one rank.

#include <memory>
#include <string_view>

#include "kernels/core/thread_team.h"
#include "kernels/stages/backend.h"

namespace octant {

// `team` outlives the backend; its owner is the thread that calls the stages.
std::unique_ptr<Backend> make_cpu_backend(ThreadTeam& team);

// The instruction set that was chosen: "AVX3", "AVX2", ...
std::string_view cpu_target_name();

}  // namespace octant
