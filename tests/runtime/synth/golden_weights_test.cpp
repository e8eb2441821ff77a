// The weights of the golden cases against tests/golden/model/CASE/tensors.txt, which numpy made.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "runtime/api/synth.h"
#include "tests/runtime/synth/shard_reader.h"
#include "tests/support/temp_folder.h"

namespace octant {
namespace {

const std::filesystem::path kGolden =
    std::filesystem::path(OCTANT_SOURCE_DIR) / "tests" / "golden" / "model";

api::SynthDType parse_synth_dtype(const std::string& name) {
  if (name == "F32") return api::SynthDType::kF32;
  EXPECT_TRUE(name == "BF16" || name == "F8_E4M3") << name;
  return name == "BF16" ? api::SynthDType::kBF16 : api::SynthDType::kF8;
}

// "name dtype 3x4 checksum", as the lines of tensors.txt.
std::string describe(const std::string& name, const test::StoredTensor& tensor) {
  std::ostringstream line;
  line << name << ' ' << tensor.dtype << ' ';
  for (size_t i = 0; i < tensor.shape.size(); ++i) line << (i > 0 ? "x" : "") << tensor.shape[i];
  line << ' ' << std::hex;
  line.width(16);
  line.fill('0');
  line << test::checksum(tensor.bytes);
  return line.str();
}

class GoldenWeights : public testing::TestWithParam<const char*> {};

TEST_P(GoldenWeights, EqualWhatNumpyMade) {
  const std::filesystem::path folder = kGolden / GetParam();
  const nlohmann::json synth = nlohmann::json::parse(test::read_file(folder / "synth.json"));
  const test::TempFolder temp;
  const Status status = api::synthesize({.shape = (folder / "config.json").string(),
                                         .out_dir = (temp.path() / "model").string(),
                                         .dtype = parse_synth_dtype(synth.at("dtype")),
                                         .seed = synth.at("seed"),
                                         .ue8m0_scales = synth.at("ue8m0_scales")});
  ASSERT_TRUE(status.ok()) << status.to_string();

  const auto tensors = test::read_checkpoint(temp.path() / "model");
  std::ifstream expected(folder / "tensors.txt");
  size_t num_lines = 0;
  for (std::string line; std::getline(expected, line); ++num_lines) {
    const std::string name = line.substr(0, line.find(' '));
    const auto tensor = tensors.find(name);
    ASSERT_NE(tensor, tensors.end()) << name << " is missing";
    EXPECT_EQ(describe(name, tensor->second), line);
  }
  EXPECT_GT(num_lines, 0u);
  EXPECT_EQ(tensors.size(), num_lines);
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenWeights,
                         testing::Values("plain", "no_q_lora", "group_limit", "yarn", "fp8_ragged",
                                         "v31"),
                         [](const auto& param) { return std::string(param.param); });

}  // namespace
}  // namespace octant
