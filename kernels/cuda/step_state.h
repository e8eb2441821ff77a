#pragma once
// StepState: what changes from one step to the next, in device memory, so that a captured graph can
// be replayed: kernels read it where the host's arguments would be frozen.

#include <cstdint>

namespace octant::cuda {

struct StepState {
  int32_t first_position = 0;  // of row 0
  int32_t page_block_size = 0;
  float temperature = 0;                 // of the candidates for its draws
  const int32_t* block_table = nullptr;  // [pages of the sequence], device memory
};

}  // namespace octant::cuda
