#include "runtime/synth/safetensors_writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>

namespace octant {
namespace {

constexpr size_t kPrefixBytes = 8;
constexpr size_t kDataAlignment = 8;

std::string length_prefix(uint64_t length) {
  std::string prefix(kPrefixBytes, '\0');
  for (size_t i = 0; i < kPrefixBytes; ++i) prefix[i] = static_cast<char>(length >> (8 * i));
  return prefix;
}

// Tensors of each shard, in the order that they are handed in.
std::vector<std::vector<size_t>> fill_shards(std::span<const OutputTensor> tensors,
                                             int64_t shard_bytes) {
  std::vector<std::vector<size_t>> shards(1);
  int64_t used_bytes = 0;
  for (size_t i = 0; i < tensors.size(); ++i) {
    const int64_t bytes = size_bytes(tensors[i]);
    if (!shards.back().empty() && used_bytes + bytes > shard_bytes) {
      shards.emplace_back();
      used_bytes = 0;
    }
    shards.back().push_back(i);
    used_bytes += bytes;
  }
  return shards;
}

}  // namespace

int64_t size_bytes(const OutputTensor& tensor) {
  return std::accumulate(tensor.shape.begin(), tensor.shape.end(), size_of(tensor.dtype),
                         std::multiplies<int64_t>());
}

ShardLayout lay_out_shards(std::span<const OutputTensor> tensors, int64_t shard_bytes) {
  CHECK(shard_bytes > 0);
  std::vector<std::vector<size_t>> shards = fill_shards(tensors, shard_bytes);
  ShardLayout layout;
  layout.places.resize(tensors.size());
  nlohmann::json weight_map = nlohmann::json::object();
  int64_t total_bytes = 0;
  for (size_t s = 0; s < shards.size(); ++s) {
    ShardLayout::Shard shard;
    shard.file_name = fmt::format("model-{:05}-of-{:05}.safetensors", s + 1, shards.size());
    std::ranges::stable_sort(shards[s], std::greater<>(),
                             [&](size_t i) { return size_of(tensors[i].dtype); });
    // Written as text: an ordered JSON object looks through all its keys at each insertion.
    std::string header = R"({"__metadata__":{"format":"pt"})";
    int64_t offset = 0;
    for (size_t i : shards[s]) {
      const OutputTensor& tensor = tensors[i];
      const int64_t end = offset + size_bytes(tensor);
      header += fmt::format(R"(,{}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})",
                            nlohmann::json(tensor.name).dump(), to_string(tensor.dtype),
                            fmt::join(tensor.shape, ","), offset, end);
      layout.places[i] = {s, offset};
      weight_map[tensor.name] = shard.file_name;
      offset = end;
    }
    header += '}';
    header.resize((header.size() + kDataAlignment - 1) / kDataAlignment * kDataAlignment, ' ');
    shard.header = length_prefix(header.size()) + header;
    for (size_t i : shards[s]) {
      layout.places[i].offset_bytes += static_cast<int64_t>(shard.header.size());
    }
    shard.size_bytes = static_cast<int64_t>(shard.header.size()) + offset;
    total_bytes += offset;
    layout.shards.push_back(std::move(shard));
  }
  const nlohmann::json index = {{"metadata", {{"total_size", total_bytes}}},
                                {"weight_map", std::move(weight_map)}};
  layout.index_json = index.dump(2) + "\n";
  return layout;
}

Result<SafetensorsWriter> SafetensorsWriter::create(const ShardLayout& layout,
                                                    OutputFolder& folder) {
  std::vector<OutputFile> files;
  for (const ShardLayout::Shard& shard : layout.shards) {
    ASSIGN_OR_RETURN(OutputFile file, folder.create(shard.file_name));
    RETURN_IF_ERROR(file.write(0, std::as_bytes(std::span(shard.header))));
    files.push_back(std::move(file));
  }
  RETURN_IF_ERROR(folder.write("model.safetensors.index.json", layout.index_json));
  return SafetensorsWriter(layout, std::move(files));
}

Status SafetensorsWriter::write(size_t tensor_idx, int64_t offset,
                                std::span<const std::byte> bytes) const {
  const ShardLayout::Place& place = layout_->places[tensor_idx];
  return files_[place.shard].write(place.offset_bytes + offset, bytes);
}

}  // namespace octant
