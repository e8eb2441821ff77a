#include "runtime/api/synth.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "models/registry.h"
#include "runtime/load/checkpoint.h"
#include "runtime/load/weight_loader.h"
#include "tests/runtime/synth/file_size_limit.h"
#include "tests/runtime/synth/shard_reader.h"
#include "tests/support/temp_folder.h"

namespace octant {
namespace {

using api::SynthDType;
using api::SynthOptions;
namespace fs = std::filesystem;

class Synthesize : public testing::Test {
 protected:
  // A folder of this name below the test's own.
  fs::path folder(const std::string& name) const { return temp_.path() / name; }
  SynthOptions tiny(const std::string& name) const {
    return {.shape = "tiny", .out_dir = folder(name).string()};
  }
  void make(const SynthOptions& options) const {
    const Status status = api::synthesize(options);
    ASSERT_TRUE(status.ok()) << status.to_string();
  }
  nlohmann::json config(const std::string& name) const {
    return nlohmann::json::parse(test::read_file(folder(name) / "config.json"));
  }
  // Writes a config.json to be used as a shape.
  std::string config_file(const nlohmann::json& content) const {
    const fs::path path = temp_.path() / "shape.json";
    std::ofstream(path) << content.dump();
    return path.string();
  }

 private:
  test::TempFolder temp_;
};

std::vector<float> floats(const test::StoredTensor& tensor) {
  std::vector<float> values(tensor.bytes.size() / sizeof(float));
  std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
  return values;
}

TEST_F(Synthesize, GivesTheSameBytesForTheSameOptions) {
  make(tiny("a"));
  make(tiny("b"));
  size_t num_files = 0;
  for (const auto& entry : fs::directory_iterator(folder("a"))) {
    const fs::path name = entry.path().filename();
    EXPECT_EQ(test::read_file(entry.path()), test::read_file(folder("b") / name)) << name;
    ++num_files;
  }
  EXPECT_EQ(num_files, 6u);  // config, generation_config, tokenizer, tokenizer_config, index, shard
}

TEST_F(Synthesize, GivesTheSameTensorsForAnyShardSize) {
  make(tiny("one"));
  SynthOptions options = tiny("many");
  options.shard_bytes = 200'000;
  make(options);
  EXPECT_EQ(test::read_checkpoint(folder("one")), test::read_checkpoint(folder("many")));
  std::set<std::string> shards;
  for (const auto& entry : fs::directory_iterator(folder("many"))) {
    if (entry.path().extension() != ".safetensors") continue;
    shards.insert(entry.path().filename().string());
    EXPECT_LE(entry.file_size(), 250'000u);  // the largest tensor has 196,608 bytes
  }
  ASSERT_GT(shards.size(), 5u);
  EXPECT_TRUE(shards.begin()->starts_with("model-00001-of-000"));
}

TEST_F(Synthesize, AnotherSeedGivesOtherWeights) {
  make(tiny("a"));
  SynthOptions options = tiny("b");
  options.seed = 1;
  make(options);
  EXPECT_NE(test::read_checkpoint(folder("a")), test::read_checkpoint(folder("b")));
}

class SynthesizeDType : public Synthesize, public testing::WithParamInterface<SynthDType> {};

TEST_P(SynthesizeDType, WritesWhatTheLoaderAsksFor) {
  SynthOptions options = tiny("model");
  options.dtype = GetParam();
  make(options);
  const Result<std::unique_ptr<Model>> model =
      make_model(test::read_file(folder("model") / "config.json"), "config.json");
  ASSERT_TRUE(model.ok()) << model.status().to_string();
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder("model"));
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status().to_string();
  const Status status = check_checkpoint(*checkpoint, **model, /*with_draft=*/true);
  EXPECT_TRUE(status.ok()) << status.to_string();
  EXPECT_EQ((*model)->weight_block_size().has_value(), GetParam() == SynthDType::kF8);
}

INSTANTIATE_TEST_SUITE_P(DTypes, SynthesizeDType,
                         testing::Values(SynthDType::kF32, SynthDType::kBF16, SynthDType::kF8));

TEST_F(Synthesize, QuantizesLinearWeightsAlone) {
  SynthOptions options = tiny("model");
  options.dtype = SynthDType::kF8;
  make(options);
  const auto tensors = test::read_checkpoint(folder("model"));
  const auto dtype = [&](const std::string& name) { return tensors.at(name).dtype; };
  EXPECT_EQ(dtype("model.layers.1.mlp.experts.3.up_proj.weight"), "F8_E4M3");
  EXPECT_EQ(dtype("model.layers.1.mlp.gate.weight"), "BF16");
  EXPECT_EQ(dtype("model.layers.1.mlp.gate.e_score_correction_bias"), "F32");
  EXPECT_EQ(dtype("model.layers.1.input_layernorm.weight"), "BF16");
  EXPECT_EQ(dtype("model.layers.3.eh_proj.weight"), "BF16");
  EXPECT_EQ(dtype("model.embed_tokens.weight"), "BF16");
  EXPECT_EQ(dtype("lm_head.weight"), "BF16");
  // [80, 192] in blocks of 128 x 128: both edges are ragged.
  const auto& scales = tensors.at("model.layers.0.self_attn.kv_a_proj_with_mqa.weight_scale_inv");
  EXPECT_EQ(scales.dtype, "F32");
  EXPECT_EQ(scales.shape, (std::vector<int64_t>{1, 2}));
}

TEST_F(Synthesize, LeavesOutTheCopiesOfEmbeddingAndHead) {
  make(tiny("model"));
  const auto tensors = test::read_checkpoint(folder("model"));
  EXPECT_TRUE(tensors.contains("model.layers.3.enorm.weight"));
  EXPECT_FALSE(tensors.contains("model.layers.3.embed_tokens.weight"));
  EXPECT_FALSE(tensors.contains("model.layers.3.shared_head.head.weight"));
}

TEST_F(Synthesize, MakesEveryScaleAPowerOfTwoOnRequest) {
  SynthOptions options = tiny("model");
  options.dtype = SynthDType::kF8;
  options.ue8m0_scales = true;
  make(options);
  size_t num_scales = 0;
  for (const auto& [name, tensor] : test::read_checkpoint(folder("model"))) {
    if (!name.ends_with("_scale_inv")) continue;
    for (float scale : floats(tensor)) {
      int exponent = 0;
      EXPECT_EQ(std::frexp(scale, &exponent), 0.5f) << name << ": " << scale;
      ++num_scales;
    }
  }
  EXPECT_GT(num_scales, 100u);
  EXPECT_EQ(config("model").at("quantization_config").at("scale_fmt"), "ue8m0");
}

TEST_F(Synthesize, TakesAConfigFileAsShape) {
  make(tiny("model"));
  nlohmann::json changed = config("model");
  changed["moe_intermediate_size"] = 48;
  changed["bos_token_id"] = 400;
  SynthOptions options = tiny("other");
  options.shape = config_file(changed);
  make(options);
  const auto tensors = test::read_checkpoint(folder("other"));
  EXPECT_EQ(tensors.at("model.layers.1.mlp.experts.0.up_proj.weight").shape,
            (std::vector<int64_t>{48, 192}));
  EXPECT_EQ(config("other").at("bos_token_id"), 0);  // of the tokenizer that lies beside it
}

TEST_F(Synthesize, ChangesTheNumberOfLayers) {
  SynthOptions options = tiny("model");
  options.num_layers = 2;
  make(options);
  const auto tensors = test::read_checkpoint(folder("model"));
  EXPECT_EQ(config("model").at("num_hidden_layers"), 2);
  EXPECT_TRUE(tensors.contains("model.layers.2.eh_proj.weight"));  // the MTP layer moved down
  EXPECT_FALSE(tensors.contains("model.layers.3.input_layernorm.weight"));
}

TEST_F(Synthesize, RefusesAnUnknownShapeAndNamesTheOthers) {
  SynthOptions options = tiny("model");
  options.shape = "huge";
  const Status status = api::synthesize(options);
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  for (const api::SynthShape& shape : api::synth_shapes()) {
    EXPECT_NE(status.message().find(shape.name), std::string::npos) << status.to_string();
  }
}

TEST_F(Synthesize, RefusesAFolderThatHoldsACheckpoint) {
  make(tiny("model"));
  const auto before = test::read_checkpoint(folder("model"));
  SynthOptions options = tiny("model");
  options.seed = 1;
  EXPECT_EQ(api::synthesize(options).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(test::read_checkpoint(folder("model")), before);
}

TEST_F(Synthesize, RefusesOptionsThatMakeNoSense) {
  const auto code = [](const SynthOptions& options) { return api::synthesize(options).code(); };
  SynthOptions options = tiny("model");
  options.ue8m0_scales = true;  // of BF16 weights
  EXPECT_EQ(code(options), StatusCode::kInvalidArgument);
  options = tiny("model");
  options.num_layers = -1;
  EXPECT_EQ(code(options), StatusCode::kInvalidArgument);
  options = tiny("model");
  options.shard_bytes = 0;
  EXPECT_EQ(code(options), StatusCode::kInvalidArgument);
  options = tiny("model");
  options.out_dir.clear();
  EXPECT_EQ(code(options), StatusCode::kInvalidArgument);
  EXPECT_FALSE(fs::exists(folder("model")));
}

TEST_F(Synthesize, RefusesConfigFilesThatAreNoModel) {
  make(tiny("model"));
  SynthOptions options = tiny("other");
  nlohmann::json small_vocab = config("model");
  small_vocab["vocab_size"] = 262;  // one less than sentence tokens, bytes and roles need
  const nlohmann::json other_family = {{"architectures", {"LlamaForCausalLM"}}};
  for (const nlohmann::json& content : {small_vocab, other_family, nlohmann::json::array()}) {
    options.shape = config_file(content);
    EXPECT_FALSE(api::synthesize(options).ok()) << content.dump();
    EXPECT_FALSE(fs::exists(folder("other")));
  }
}

TEST_F(Synthesize, LeavesNothingBehindWhenTheDiskIsFull) {
  Status status;
  {
    const test::FileSizeLimit limit(100'000);
    status = api::synthesize(tiny("model"));
  }
  EXPECT_EQ(status.code(), StatusCode::kIo);
  EXPECT_NE(status.message().find(".safetensors"), std::string::npos) << status.to_string();
  EXPECT_FALSE(fs::exists(folder("model")));
}

}  // namespace
}  // namespace octant
