#pragma once
// The reference backend: the formulas of kernels/stages as plain loops with double accumulation, on
// one thread. Every other backend is tested against it; nobody runs a large model on it.

#include <memory>

#include "kernels/stages/backend.h"

namespace octant {

std::unique_ptr<Backend> make_reference_backend();

}  // namespace octant
