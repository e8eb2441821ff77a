#include "tests/runtime/synth/shard_reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

namespace octant::test {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::map<std::string, StoredTensor> read_shard(const std::filesystem::path& path) {
  const std::map<std::string, size_t> element_bytes = {{"F32", 4}, {"BF16", 2}, {"F8_E4M3", 1}};
  const std::string file = read_file(path);
  std::map<std::string, StoredTensor> tensors;
  uint64_t header_bytes = 0;
  for (size_t i = 0; i < 8; ++i) {
    header_bytes |= uint64_t{static_cast<uint8_t>(file.at(i))} << (8 * i);
  }
  EXPECT_EQ(header_bytes % 8, 0u) << path;
  const nlohmann::json header = nlohmann::json::parse(file.substr(8, header_bytes));
  EXPECT_EQ(file.at(8), '{');
  const std::string data = file.substr(8 + header_bytes);

  std::map<size_t, size_t> ends;  // begin -> end: sorted by place
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") continue;
    EXPECT_EQ(entry.size(), 3u) << name;
    const size_t begin = entry.at("data_offsets").at(0);
    const size_t end = entry.at("data_offsets").at(1);
    StoredTensor tensor{.dtype = entry.at("dtype"), .shape = entry.at("shape"), .bytes = {}};
    size_t size = element_bytes.at(tensor.dtype);
    EXPECT_EQ(begin % size, 0u) << name << " is not aligned to its elements";
    for (int64_t extent : tensor.shape) size *= static_cast<size_t>(extent);
    EXPECT_EQ(end - begin, size) << name;
    const std::string bytes = data.substr(begin, size);
    tensor.bytes.assign(bytes.begin(), bytes.end());
    EXPECT_EQ(tensor.bytes.size(), size) << name << " goes past the end of the file";
    EXPECT_TRUE(ends.emplace(begin, end).second) << name;
    tensors[name] = std::move(tensor);
  }
  size_t covered = 0;
  for (const auto& [begin, end] : ends) {
    EXPECT_EQ(begin, covered) << path;
    covered = end;
  }
  EXPECT_EQ(covered, data.size()) << path;
  return tensors;
}

std::map<std::string, StoredTensor> read_checkpoint(const std::filesystem::path& folder) {
  const nlohmann::json index =
      nlohmann::json::parse(read_file(folder / "model.safetensors.index.json"));
  std::set<std::string> shards;
  for (const auto& [name, shard] : index.at("weight_map").items()) shards.insert(shard);
  std::map<std::string, StoredTensor> tensors;
  size_t total_bytes = 0;
  for (const std::string& shard : shards) {
    for (auto& [name, tensor] : read_shard(folder / shard)) {
      EXPECT_EQ(index.at("weight_map").value(name, ""), shard) << name;
      total_bytes += tensor.bytes.size();
      EXPECT_TRUE(tensors.emplace(name, std::move(tensor)).second) << name;
    }
  }
  EXPECT_EQ(tensors.size(), index.at("weight_map").size());
  EXPECT_EQ(index.at("metadata").at("total_size"), total_bytes);
  return tensors;
}

uint64_t checksum(const std::vector<uint8_t>& bytes) {
  uint64_t sum = 0;
  for (size_t i = 0; i < bytes.size(); ++i) sum += (i + 1) * bytes[i];
  return sum;
}

}  // namespace octant::test
