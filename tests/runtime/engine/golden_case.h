#pragma once
// The golden values of whole models (tests/golden/MANIFEST.md), read back, and the checkpoint of a
// case, synthesized anew.

#include <cstdint>
#include <string>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/load/checkpoint.h"

namespace octant::test {

// One prompt_T.safetensors.
class GoldenValues {
 public:
  static Result<GoldenValues> open(const std::string& path);
  bool has(std::string_view name) const { return checkpoint_.find(name) != nullptr; }
  const std::vector<int64_t>& shape(std::string_view name) const;
  // F32 tensors.
  std::vector<float> floats(std::string_view name) const;
  // I32 and U8 tensors.
  std::vector<int32_t> integers(std::string_view name) const;

 private:
  std::vector<std::byte> bytes(std::string_view name) const;
  Checkpoint checkpoint_;
};

std::string golden_folder(const std::string& case_name);

// Writes the checkpoint of a case below the test's temporary folder, once a process.
std::string golden_checkpoint(const std::string& case_name);

}  // namespace octant::test
