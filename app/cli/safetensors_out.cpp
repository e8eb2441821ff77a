#include "app/cli/safetensors_out.h"

#include <array>
#include <bit>
#include <fstream>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "kernels/core/check.h"

namespace octant::cli {

namespace {

static_assert(std::endian::native == std::endian::little, "arrays are written as they lie");

int64_t num_elements(const std::vector<int64_t>& shape) {
  int64_t count = 1;
  for (const int64_t size : shape) count *= size;
  return count;
}

std::string header_text(std::span<const ArrayOut> arrays) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  std::size_t begin = 0;
  for (const ArrayOut& array : arrays) {
    const std::size_t end = begin + array.bytes.size();
    header[array.name] = {
        {"dtype", array.dtype}, {"shape", array.shape}, {"data_offsets", {begin, end}}};
    begin = end;
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  return text;
}

}  // namespace

ArrayOut array_out(std::string name, std::vector<int64_t> shape, std::span<const float> values) {
  CHECK(num_elements(shape) == static_cast<int64_t>(values.size()));
  return {std::move(name), "F32", std::move(shape), std::as_bytes(values)};
}

ArrayOut array_out(std::string name, std::vector<int64_t> shape, std::span<const int32_t> values) {
  CHECK(num_elements(shape) == static_cast<int64_t>(values.size()));
  return {std::move(name), "I32", std::move(shape), std::as_bytes(values)};
}

Status write_safetensors(const std::filesystem::path& path, std::span<const ArrayOut> arrays) {
  std::filesystem::path unfinished = path;
  unfinished += ".unfinished";
  const std::string header = header_text(arrays);
  {
    std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
    const auto length = std::bit_cast<std::array<char, 8>>(static_cast<uint64_t>(header.size()));
    file.write(length.data(), length.size());
    file.write(header.data(), static_cast<std::streamsize>(header.size()));
    for (const ArrayOut& array : arrays) {
      file.write(reinterpret_cast<const char*>(array.bytes.data()),
                 static_cast<std::streamsize>(array.bytes.size()));
    }
    file.close();
    if (!file) {
      std::error_code ignored;
      std::filesystem::remove(unfinished, ignored);
      return io_error(path.string() + ": cannot be written");
    }
  }
  std::error_code error;
  std::filesystem::rename(unfinished, path, error);
  if (error) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    return io_error(path.string() + ": " + error.message());
  }
  return {};
}

}  // namespace octant::cli
