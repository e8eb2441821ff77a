#pragma once
// Writes checkpoints for tests: well-formed ones from tensors, and malformed ones from a header and
// data that need not fit each other. Writes with code of its own, so that it does not share the
// mistakes of the code under test.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/dtype.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

namespace octant::test {

struct FileTensor {
  std::string name;
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;
  std::vector<std::byte> bytes;

  // Element `i` in row-major order; F32, BF16, F16 and F8_E4M3.
  float value(int64_t i) const;
};

// Finite random bits, normal values of about 1 for F32.
FileTensor random_tensor(std::string name, DType dtype, std::vector<int64_t> shape, Random& random);
FileTensor f32_tensor(std::string name, std::vector<int64_t> shape,
                      const std::vector<float>& values);

// The header of a shard that holds `tensors` in their order.
std::string safetensors_header(const std::vector<FileTensor>& tensors);
void write_safetensors(const std::filesystem::path& path, const std::vector<FileTensor>& tensors);
// Length prefix, `header`, and `data_bytes` zeros.
void write_raw_safetensors(const std::filesystem::path& path, std::string_view header,
                           int64_t data_bytes);
// model.safetensors.index.json with this weight_map.
void write_index(const std::filesystem::path& folder,
                 const std::map<std::string, std::string>& weight_map);
void write_text(const std::filesystem::path& path, std::string_view text);

}  // namespace octant::test
