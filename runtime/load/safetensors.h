#pragma once
// The safetensors format:
//   8 bytes   length N of the header, little-endian unsigned
//   N bytes   header: a JSON object, padded with white space
//   the rest  data
// The header maps each tensor's name to {"dtype": "BF16", "shape": [2, 3], "data_offsets": [b, e]},
// offsets counted from the start of the data; "__metadata__" maps strings to strings.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/dtype.h"
#include "kernels/core/status.h"
#include "runtime/load/file.h"

namespace octant {

// The limit of the format's own library. Checked before the header is allocated.
inline constexpr int64_t kMaxHeaderBytes = 100'000'000;
// Dimensions of one tensor; weights have at most 4.
inline constexpr size_t kMaxDimensions = 8;

// Where a tensor lies.
struct TensorEntry {
  std::string name;
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;
  int32_t file = 0;          // index into Checkpoint::files
  int64_t offset_bytes = 0;  // from the start of the file
  int64_t size_bytes = 0;
};

// "[16, 55]"
std::string shape_text(const std::vector<int64_t>& shape);

// Reads a header whose data lies at [data_begin, data_begin + data_bytes) of its file. What is
// enforced, with kCorrupt and one line that names the tensor and field:
//   - strict_json.h's rules: one UTF-8 object that begins with "{", no key twice, bounded depth;
//   - each record is an object of exactly dtype, shape and data_offsets; __metadata__ has strings;
//   - names are not empty and hold no control characters;
//   - all numbers are unsigned integers below 2^63; sizes are multiplied with a check;
//   - data_offsets spans exactly the bytes of shape x dtype;
//   - sorted by offset the tensors tile the data: no hole, no overlap, the last ends where it ends.
// kUnsupported for element types that the format has and this program does not (F8_E5M2, F8_E8M0,
// U16, ...). Tensors come back sorted by offset.
Result<std::vector<TensorEntry>> parse_safetensors_header(std::string_view header_json,
                                                          int64_t data_begin, int64_t data_bytes);

// Reads and checks the header of `file`; the file's name stands in front of every message.
// Errors: as above, kCorrupt for a length prefix that does not fit the file, kIo.
Result<std::vector<TensorEntry>> read_safetensors_header(const File& file);

}  // namespace octant
