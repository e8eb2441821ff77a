// Feeds arbitrary bytes to the parsers of safetensors headers and checkpoint indices. The first two
// bytes choose the parser and the size of the data, the rest is the JSON. Besides not crashing, a
// header that is accepted must tile its data, and a refusal must be one line.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "kernels/core/check.h"
#include "runtime/load/checkpoint_index.h"
#include "runtime/load/safetensors.h"

namespace octant {
namespace {

void check_refusal(const Status& status) {
  CHECK(!status.message().empty());
  CHECK(status.message().find('\n') == std::string_view::npos);
}

void fuzz_header(std::string_view json, int64_t data_bytes) {
  constexpr int64_t kDataBegin = 4096;
  const Result<std::vector<TensorEntry>> entries =
      parse_safetensors_header(json, kDataBegin, data_bytes);
  if (!entries.ok()) return check_refusal(entries.status());
  int64_t end = kDataBegin;
  for (const TensorEntry& entry : *entries) {
    CHECK(entry.offset_bytes == end);
    end += entry.size_bytes;
  }
  CHECK(end == kDataBegin + data_bytes);
}

void fuzz_index(std::string_view json) {
  const Result<std::vector<IndexedTensor>> tensors = parse_checkpoint_index(json);
  if (!tensors.ok()) return check_refusal(tensors.status());
  for (const IndexedTensor& tensor : *tensors) {
    CHECK(tensor.file.find('/') == std::string_view::npos);
    CHECK(tensor.file.ends_with(".safetensors"));
  }
}

}  // namespace
}  // namespace octant

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view json(reinterpret_cast<const char*>(data) + 2, size - 2);
  if (data[0] % 4 == 0) {
    octant::fuzz_index(json);
  } else {
    octant::fuzz_header(json, data[1]);
  }
  return 0;
}
