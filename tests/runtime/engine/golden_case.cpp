#include "tests/runtime/engine/golden_case.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "runtime/api/synth.h"
#include "runtime/load/file.h"
#include "tests/support/temp_folder.h"

namespace octant::test {

Result<GoldenValues> GoldenValues::open(const std::string& path) {
  GoldenValues values;
  ASSIGN_OR_RETURN(values.checkpoint_, Checkpoint::open(path));
  return values;
}

const std::vector<int64_t>& GoldenValues::shape(std::string_view name) const {
  const TensorEntry* tensor = checkpoint_.find(name);
  CHECK(tensor != nullptr);
  return tensor->shape;
}

std::vector<std::byte> GoldenValues::bytes(std::string_view name) const {
  const TensorEntry* tensor = checkpoint_.find(name);
  CHECK(tensor != nullptr);
  const Result<File> file = File::open(checkpoint_.files().front().path);
  CHECK(file.ok());
  std::vector<std::byte> data(static_cast<size_t>(tensor->size_bytes));
  CHECK(file->read_at(tensor->offset_bytes, data).ok());
  return data;
}

std::vector<float> GoldenValues::floats(std::string_view name) const {
  CHECK(checkpoint_.find(name)->dtype == DType::kF32);
  const std::vector<std::byte> data = bytes(name);
  std::vector<float> values(data.size() / sizeof(float));
  std::memcpy(values.data(), data.data(), data.size());
  return values;
}

std::vector<int32_t> GoldenValues::integers(std::string_view name) const {
  const std::vector<std::byte> data = bytes(name);
  if (checkpoint_.find(name)->dtype == DType::kU8) {
    std::vector<int32_t> values;
    for (const std::byte byte : data) values.push_back(std::to_integer<int32_t>(byte));
    return values;
  }
  CHECK(checkpoint_.find(name)->dtype == DType::kI32);
  std::vector<int32_t> values(data.size() / sizeof(int32_t));
  std::memcpy(values.data(), data.data(), data.size());
  return values;
}

std::string golden_folder(const std::string& case_name) {
  return std::string(OCTANT_SOURCE_DIR) + "/tests/golden/model/" + case_name;
}

std::string golden_checkpoint(const std::string& case_name) {
  static const TempFolder kFolder;
  const std::string folder = (kFolder / case_name).string();
  if (std::filesystem::exists(folder + "/config.json")) return folder;
  std::ifstream in(golden_folder(case_name) + "/synth.json");
  const nlohmann::json recipe = nlohmann::json::parse(in);
  const std::string dtype = recipe.at("dtype");
  const Status status = api::synthesize({.shape = golden_folder(case_name) + "/config.json",
                                         .out_dir = folder,
                                         .dtype = dtype == "F32"    ? api::SynthDType::kF32
                                                  : dtype == "BF16" ? api::SynthDType::kBF16
                                                                    : api::SynthDType::kF8,
                                         .seed = recipe.at("seed"),
                                         .ue8m0_scales = recipe.at("ue8m0_scales")});
  CHECK(status.to_string() == std::string("ok"));
  return folder;
}

}  // namespace octant::test
