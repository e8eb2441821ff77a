#include <string>
#include <utility>
#include <vector>

#include "runtime/load/printable.h"
#include "runtime/load/weight_loader.h"

namespace octant {
namespace {

constexpr size_t kMaxFindings = 50;  // as weight_loader.h promises

bool is_allowed(WeightStorage storage, DType dtype) {
  switch (storage) {
    case WeightStorage::kLinear:
      return dtype == DType::kF32 || dtype == DType::kBF16 || dtype == DType::kF8E4M3;
    case WeightStorage::kUnscaled:
      return dtype == DType::kF32 || dtype == DType::kBF16;
    case WeightStorage::kVector:
      return dtype == DType::kF32 || dtype == DType::kBF16 || dtype == DType::kF16;
    case WeightStorage::kF32Vector:
      return dtype == DType::kF32;
  }
  return false;
}

std::string allowed_text(WeightStorage storage) {
  switch (storage) {
    case WeightStorage::kLinear:
      return "F32, BF16 or F8_E4M3";
    case WeightStorage::kUnscaled:
      return "F32 or BF16";
    case WeightStorage::kVector:
      return "F32, BF16 or F16";
    case WeightStorage::kF32Vector:
      return "F32";
  }
  return "";
}

class Findings {
 public:
  explicit Findings(const Checkpoint& checkpoint) : checkpoint_(checkpoint) {}

  void add(const std::string& line) {
    ++count_;
    if (count_ <= kMaxFindings) lines_ += "\n" + line;
  }
  void add(const TensorEntry& entry, const std::string& what) {
    add(checkpoint_.file_name(entry) + ": " + printable(entry.name) + ": " + what);
  }
  void check_shape(const TensorEntry& entry, const std::vector<int64_t>& expected) {
    if (entry.shape == expected) return;
    add(entry, "shape is " + shape_text(entry.shape) + ", expected " + shape_text(expected));
  }
  void check_dtype(const TensorEntry& entry, bool allowed, const std::string& expected) {
    if (!allowed)
      add(entry, "dtype is " + std::string(to_string(entry.dtype)) + ", expected " + expected);
  }

  Status status() const {
    if (count_ == 0) return {};
    std::string text = std::to_string(count_) + (count_ == 1 ? " mismatch" : " mismatches") +
                       " between the checkpoint and config.json";
    if (count_ > kMaxFindings) text += "; the first " + std::to_string(kMaxFindings) + ":";
    return corrupt(text + lines_);
  }

 private:
  const Checkpoint& checkpoint_;
  size_t count_ = 0;
  std::string lines_;
};

void check_scales(const Checkpoint& checkpoint, const Model& model, const TensorSpec& spec,
                  const TensorEntry& entry, Findings& findings) {
  const auto block = model.weight_block_size();
  if (!block) {
    findings.add(entry, "dtype is F8_E4M3, but config.json has no weight_block_size");
    return;
  }
  const std::string name = spec.name + "_scale_inv";
  const TensorEntry* scales = checkpoint.find(name);
  if (scales == nullptr) {
    findings.add(entry, "dtype is F8_E4M3, but " + printable(name) + " is missing");
    return;
  }
  findings.check_dtype(*scales, scales->dtype == DType::kF32, "F32");
  findings.check_shape(*scales, scale_shape(spec, block->first, block->second));
}

}  // namespace

Status check_checkpoint(const Checkpoint& checkpoint, const Model& model, bool with_draft) {
  Findings findings(checkpoint);
  for (const TensorSpec& spec : model.weight_plan()) {
    if (!is_loaded(spec, with_draft)) continue;
    const TensorEntry* entry = checkpoint.find(spec.name);
    if (entry == nullptr) {
      findings.add(printable(spec.name) + ": is in no file");
      continue;
    }
    findings.check_dtype(*entry, is_allowed(spec.storage, entry->dtype),
                         allowed_text(spec.storage));
    findings.check_shape(*entry, spec.shape);
    if (spec.storage == WeightStorage::kLinear && entry->dtype == DType::kF8E4M3) {
      check_scales(checkpoint, model, spec, *entry, findings);
    }
  }
  return findings.status();
}

}  // namespace octant
