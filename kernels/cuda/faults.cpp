#include "kernels/cuda/faults.h"

#include <string>

namespace octant::cuda {

Status to_status(int32_t fault_word) {
  if (fault_word == 0) return {};
  const std::string row = std::to_string(fault_word & 0xffff);
  switch (static_cast<Finding>(fault_word >> 16)) {
    case Finding::kGateNotFinite:
      return internal_error("the gate's scores of row " + row + " are not finite");
    case Finding::kLogitNotFinite:
      return internal_error("the logits of row " + row + " are not finite");
    case Finding::kBadToken:
      return invalid_argument("the token of row " + row + " is outside the embedding table");
  }
  return internal_error("unknown fault word " + std::to_string(fault_word));
}

}  // namespace octant::cuda
