#pragma once
// UploadedWeights: one rank's weights in the memory of its device, copied there as a model asks for
// them.

#include <vector>

#include "kernels/core/memory.h"
#include "models/model.h"

namespace octant {

// The host's copy is not needed any more once the model is bound.
class UploadedWeights final : public WeightSource {
 public:
  // `host` is read until the model is bound; `memory` outlives this.
  UploadedWeights(const WeightSource& host, Memory& memory) : host_(host), memory_(memory) {}

  // Rows begin at 16-byte boundaries, and zeros follow up to the next one behind each: what the
  // device's kernels want (kernels/cuda/matrix.h). Errors: those of the host's source,
  // kOutOfMemory, kDevice.
  Result<WeightView> matrix(std::string_view name) const override;
  Result<View<const float, 1>> vector(std::string_view name) const override;

 private:
  Result<const std::byte*> keep(Result<Buffer> buffer) const;

  const WeightSource& host_;
  Memory& memory_;
  mutable std::vector<Buffer> buffers_;  // of everything that was asked for
};

}  // namespace octant
