#pragma once
// The stages on one CUDA device.
//
// Every pointer of the arguments is device memory, rows of weights are stored as matrix.h says, and
// a call only puts work on the stream: results are there, and errors of values (a token outside the
// table, scores that are not finite) show, when synchronize() returns. Arguments are checked as on
// every backend, but for values that only the device can see.

#include <memory>
#include <span>

#include "kernels/stages/backend.h"

namespace octant::cuda {

struct CudaBackendOptions {
  int device = 0;
  int64_t scratch_bytes = 0;  // of the largest stage call: attention_scratch_floats() and so on
  int64_t max_pages = 0;      // of a sequence's block table
};

class CudaBackend : public Backend {
 public:
  // Errors: kDevice, kOutOfMemory. The thread that creates it is the one that uses it.
  static Result<std::unique_ptr<CudaBackend>> create(const CudaBackendOptions& options);

  // Where the rows of the following stages stand and which pages hold the sequence: attention reads
  // these from the device.
  virtual Status begin_step(int64_t first_position, int64_t page_block_size,
                            std::span<const int32_t> block_table) = 0;
  // Forgets what is known of experts by where their views lie: before such memory is used anew.
  virtual void forget_experts() = 0;
  // Waits for all stages so far. Errors: kDevice, and what kernels found in the values.
  virtual Status synchronize() = 0;
};

}  // namespace octant::cuda
