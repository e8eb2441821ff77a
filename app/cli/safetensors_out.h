#pragma once
// Writes arrays to a .safetensors file, for other programs to read.
//
//   file   = length header data
//   length = bytes of header, 8 bytes little-endian
//   header = JSON object {name: {"dtype", "shape", "data_offsets": [begin, end]}}, padded with
//            spaces to a multiple of 8 so that the data are aligned
//   data   = the arrays one after the other, row-major, little-endian

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "kernels/core/status.h"

namespace octant::cli {

struct ArrayOut {
  std::string name;
  std::string dtype;  // "F32", "I32"
  std::vector<int64_t> shape;
  std::span<const std::byte> bytes;  // shape x dtype
};

ArrayOut array_out(std::string name, std::vector<int64_t> shape, std::span<const float> values);
ArrayOut array_out(std::string name, std::vector<int64_t> shape, std::span<const int32_t> values);

// The file is complete or not there: it is written beside `path` and renamed. Errors: kIo.
Status write_safetensors(const std::filesystem::path& path, std::span<const ArrayOut> arrays);

}  // namespace octant::cli
