#include "tests/support/checkpoints/checkpoint_files.h"

#include <stdlib.h>  // mkdtemp, which <cstdlib> need not declare

#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <system_error>
#include <utility>

#include "kernels/core/check.h"

namespace octant::test {
namespace {

void write_bytes(const std::filesystem::path& path, std::span<const std::string_view> pieces) {
  std::ofstream out(path, std::ios::binary);
  for (const std::string_view piece : pieces) {
    out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  }
  CHECK(out.good());
}

std::string length_prefix(size_t length) {
  std::string prefix;
  for (unsigned shift = 0; shift < 64; shift += 8) {
    prefix.push_back(static_cast<char>(uint64_t{length} >> shift & 0xffu));
  }
  return prefix;
}

template <typename T>
T element(const FileTensor& tensor, int64_t i) {
  T value;
  std::memcpy(&value, tensor.bytes.data() + i * static_cast<int64_t>(sizeof(T)), sizeof(T));
  return value;
}

}  // namespace

float FileTensor::value(int64_t i) const {
  switch (dtype) {
    case DType::kF32:
      return element<float>(*this, i);
    case DType::kBF16:
      return element<bf16>(*this, i).to_float();
    case DType::kF16:
      return f16_to_float(element<uint16_t>(*this, i));
    default:
      CHECK(dtype == DType::kF8E4M3);
      return element<e4m3>(*this, i).to_float();
  }
}

FileTensor random_tensor(std::string name, DType dtype, std::vector<int64_t> shape,
                         Random& random) {
  int64_t count = 1;
  for (const int64_t extent : shape) count *= extent;
  FileTensor tensor{std::move(name), dtype, std::move(shape), {}};
  tensor.bytes.resize(static_cast<size_t>(count * size_of(dtype)));
  for (int64_t i = 0; i < count; ++i) {
    std::byte* at = tensor.bytes.data() + i * size_of(dtype);
    if (dtype == DType::kF32) {
      const auto value = static_cast<float>(random.normal());
      std::memcpy(at, &value, sizeof(value));
      continue;
    }
    // One exponent bit is cleared, so that no pattern is an infinity or a NaN: bit 14 of the 16-bit
    // types, bit 6 of e4m3.
    const uint64_t bits = random.bits() & (size_of(dtype) == 2 ? 0xbfffu : 0xbfu);
    std::memcpy(at, &bits, static_cast<size_t>(size_of(dtype)));
  }
  return tensor;
}

FileTensor f32_tensor(std::string name, std::vector<int64_t> shape,
                      const std::vector<float>& values) {
  FileTensor tensor{std::move(name), DType::kF32, std::move(shape), {}};
  const auto bytes = std::as_bytes(std::span(values));
  tensor.bytes.assign(bytes.begin(), bytes.end());
  return tensor;
}

std::string safetensors_header(const std::vector<FileTensor>& tensors) {
  nlohmann::json header = nlohmann::json::object();
  header["__metadata__"] = {{"format", "pt"}};
  size_t begin = 0;
  for (const FileTensor& tensor : tensors) {
    const size_t end = begin + tensor.bytes.size();
    header[tensor.name] = {{"dtype", std::string(to_string(tensor.dtype))},
                           {"shape", tensor.shape},
                           {"data_offsets", {begin, end}}};
    begin = end;
  }
  std::string text = header.dump();
  while (text.size() % 8 != 0) text.push_back(' ');
  return text;
}

void write_safetensors(const std::filesystem::path& path, const std::vector<FileTensor>& tensors) {
  const std::string header = safetensors_header(tensors);
  const std::string prefix = length_prefix(header.size());
  std::vector<std::string_view> pieces = {prefix, header};
  for (const FileTensor& tensor : tensors) {
    pieces.emplace_back(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
  }
  write_bytes(path, pieces);
}

void write_raw_safetensors(const std::filesystem::path& path, std::string_view header,
                           int64_t data_bytes) {
  const std::string prefix = length_prefix(header.size());
  const std::string data(static_cast<size_t>(data_bytes), '\0');
  write_bytes(path, std::vector<std::string_view>{prefix, header, data});
}

void write_index(const std::filesystem::path& folder,
                 const std::map<std::string, std::string>& weight_map) {
  const nlohmann::json index = {{"metadata", {{"total_size", 0}}}, {"weight_map", weight_map}};
  write_text(folder / "model.safetensors.index.json", index.dump());
}

void write_text(const std::filesystem::path& path, std::string_view text) {
  write_bytes(path, std::vector<std::string_view>{text});
}

}  // namespace octant::test
