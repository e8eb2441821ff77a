#pragma once
// A second reader of safetensors folders, for tests alone: strict, simple, everything in memory. It
// shares nothing with runtime/load, so that writer and loader cannot agree on the same mistake.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace octant::test {

struct StoredTensor {
  std::string dtype;
  std::vector<int64_t> shape;
  std::vector<uint8_t> bytes;
  bool operator==(const StoredTensor&) const = default;
};

std::string read_file(const std::filesystem::path& path);

// Tensors of one file by name; a test failure for every rule of the format that it breaks.
std::map<std::string, StoredTensor> read_shard(const std::filesystem::path& path);

// All tensors that the index names, from the shards that it names.
std::map<std::string, StoredTensor> read_checkpoint(const std::filesystem::path& folder);

// sum of (i + 1) * byte[i] modulo 2^64, as in tests/golden/MANIFEST.md.
uint64_t checksum(const std::vector<uint8_t>& bytes);

}  // namespace octant::test
