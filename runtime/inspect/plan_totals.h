#pragma once
// Sums over a weight plan, for people: by role, by element type, and what one token reads.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kernels/core/dtype.h"
#include "models/model.h"
#include "runtime/api/inspect.h"

namespace octant {

struct PlanTotals {
  int64_t parameters_main = 0;   // without the MTP layer
  int64_t parameters_draft = 0;  // the MTP layer as stored, its copies of embedding and head too
  // Parameters of the main model that one token reads at batch 1: everything but the embedding
  // table (one row of it), with num_experts_per_tok of the routed experts in each layer.
  int64_t parameters_active = 0;
  std::vector<api::RoleTotal> roles;  // main model, in the order of WeightRole
};
PlanTotals plan_totals(const Model& model);

// Element type of a tensor as a checkpoint of this plan stores it: F8_E4M3 for the kLinear matrices
// of a model with a weight_block_size, F32 for correction biases, else `unquantized`.
DType implied_dtype(const Model& model, const TensorSpec& tensor, DType unquantized);

// Elements by implied type, MTP layer and the scales of FP8 matrices included.
std::map<std::string, int64_t> implied_dtype_elements(const Model& model, DType unquantized);

}  // namespace octant
