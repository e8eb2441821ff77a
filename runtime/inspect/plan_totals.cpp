#include "runtime/inspect/plan_totals.h"

namespace octant {
namespace {

bool is_active(const TensorSpec& tensor, int64_t num_experts_per_tok) {
  // Experts of a layer are alike, so the first k stand for any k.
  if (tensor.role == WeightRole::kRoutedExpert) return tensor.expert.value < num_experts_per_tok;
  return tensor.role != WeightRole::kEmbedding;
}

}  // namespace

PlanTotals plan_totals(const Model& model) {
  PlanTotals totals;
  std::map<WeightRole, api::RoleTotal> roles;
  for (const TensorSpec& tensor : model.weight_plan()) {
    const int64_t elements = num_elements(tensor);
    if (tensor.draft) {
      totals.parameters_draft += elements;
      continue;
    }
    totals.parameters_main += elements;
    if (is_active(tensor, model.dims().num_experts_per_tok)) totals.parameters_active += elements;
    api::RoleTotal& role = roles[tensor.role];
    role.role = role_name(tensor.role);
    ++role.tensors;
    role.parameters += elements;
  }
  for (auto& [role, total] : roles) totals.roles.push_back(std::move(total));
  return totals;
}

DType implied_dtype(const Model& model, const TensorSpec& tensor, DType unquantized) {
  if (tensor.storage == WeightStorage::kF32Vector) return DType::kF32;
  const bool is_quantized = tensor.storage == WeightStorage::kLinear && model.weight_block_size();
  return is_quantized ? DType::kF8E4M3 : unquantized;
}

std::map<std::string, int64_t> implied_dtype_elements(const Model& model, DType unquantized) {
  std::map<std::string, int64_t> elements;
  const auto add = [&](DType dtype, int64_t count) {
    elements[std::string(to_string(dtype))] += count;
  };
  const auto block = model.weight_block_size();
  for (const TensorSpec& tensor : model.weight_plan()) {
    const DType dtype = implied_dtype(model, tensor, unquantized);
    add(dtype, num_elements(tensor));
    if (dtype == DType::kF8E4M3) {
      const std::vector<int64_t> scales = scale_shape(tensor, block->first, block->second);
      add(DType::kF32, scales[0] * scales[1]);
    }
  }
  return elements;
}

}  // namespace octant
