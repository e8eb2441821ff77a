#pragma once
// Writes the shards of a checkpoint: model-0000N-of-0000M.safetensors and their index. Streaming:
// the layout is fixed first, then any thread writes any part of any tensor, in any order.
//
// A shard:  u64 little-endian length of the header | header | data
//   header
//   {"__metadata__":{"format":"pt"},"NAME":{"dtype":"BF16","shape":[3,4],"data_offsets":[0,24]},
//           ...}, padded with spaces so that the data begins at a multiple of 8
//   data    the tensors without gaps, those with wide elements first: so each is aligned to its
//   element
// Index: {"metadata":{"total_size":BYTES},"weight_map":{"NAME":"model-00001-of-00002.safetensors"}}

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "kernels/core/dtype.h"
#include "kernels/core/status.h"
#include "runtime/synth/output_folder.h"

namespace octant {

struct OutputTensor {
  std::string name;
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;
};

int64_t size_bytes(const OutputTensor& tensor);

// Where everything lies. A tensor larger than `shard_bytes` gets a shard of its own.
struct ShardLayout {
  struct Shard {
    std::string file_name;
    std::string header;  // length prefix and padding included
    int64_t size_bytes = 0;
  };
  struct Place {
    size_t shard = 0;
    int64_t offset_bytes = 0;  // from the start of the file
  };
  std::vector<Shard> shards;
  std::vector<Place> places;  // as the tensors that were handed in
  std::string index_json;
};
// Needs shard_bytes > 0.
ShardLayout lay_out_shards(std::span<const OutputTensor> tensors, int64_t shard_bytes);

class SafetensorsWriter {
 public:
  // Creates the shards in `folder` and writes their headers; `layout` must outlive the writer.
  // Errors: kIo, with the file and the system's reason.
  static Result<SafetensorsWriter> create(const ShardLayout& layout, OutputFolder& folder);

  // Writes `bytes` at byte `offset` of a tensor. Any thread.
  Status write(size_t tensor_idx, int64_t offset, std::span<const std::byte> bytes) const;

 private:
  SafetensorsWriter(const ShardLayout& layout, std::vector<OutputFile> files)
      : layout_(&layout), files_(std::move(files)) {}

  const ShardLayout* layout_;
  std::vector<OutputFile> files_;
};

}  // namespace octant
