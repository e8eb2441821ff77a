#include "runtime/api/inspect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "models/registry.h"
#include "tests/models/known_configs.h"
#include "tests/support/temp_folder.h"

namespace octant::api {
namespace {

using ::nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A folder of its own for each test, removed with everything in it.
class Inspect : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& bytes) const {
    folder_.write(name, bytes);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  InspectReport inspect_ok(const std::string& name) const {
    Result<InspectReport> report = inspect(path(name));
    EXPECT_TRUE(report.ok()) << report.status().to_string();
    return report.ok() ? std::move(report).value() : InspectReport{};
  }

  // model.safetensors of zeros: every tensor of the config but `without`, BF16, biases F32.
  void write_weights(const json& config, const std::string& without = "") const {
    const Result<std::unique_ptr<Model>> model = make_model(config.dump(), "config.json");
    ASSERT_TRUE(model.ok()) << model.status().to_string();
    json header = json::object();
    int64_t offset = 0;
    for (const TensorSpec& tensor : (*model)->weight_plan()) {
      if (tensor.name == without) continue;
      const bool is_f32 = tensor.storage == WeightStorage::kF32Vector;
      const int64_t end = offset + num_elements(tensor) * (is_f32 ? 4 : 2);
      header[tensor.name] = {{"dtype", is_f32 ? "F32" : "BF16"},
                             {"shape", tensor.shape},
                             {"data_offsets", {offset, end}}};
      offset = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    std::string length(8, '\0');
    for (size_t i = 0; i < 8; ++i) length[i] = static_cast<char>((text.size() >> (8 * i)) & 0xff);
    write("model.safetensors", length + text + std::string(static_cast<size_t>(offset), '\0'));
  }

  test::TempFolder folder_;
};

// Small enough to write in full; unquantized.
json tiny_config() {
  json config = octant::testing::odd_tiny_config();
  config.erase("quantization_config");
  return config;
}

TEST_F(Inspect, CountsDeepseekV3FromItsConfigAlone) {
  write("config.json", octant::testing::deepseek_v3_config().dump());
  const InspectReport report = inspect_ok("config.json");
  EXPECT_EQ(report.architecture, "DeepseekV3ForCausalLM");
  EXPECT_EQ(report.model_type, "deepseek_v3");
  EXPECT_EQ(report.parameters_main, 671'026'419'200);
  EXPECT_EQ(report.parameters_main + report.parameters_draft, 684'489'845'504);
  // All but the embedding [129280, 7168] and 248 of 256 experts of 3 x [2048, 7168] in 58 layers.
  EXPECT_EQ(report.parameters_active,
            671'026'419'200 - 129280LL * 7168 - 58LL * 248 * 3 * 2048 * 7168);
  EXPECT_EQ(report.implied_dtype_elements,
            (std::map<std::string, int64_t>{
                {"F8_E4M3", 680'571'043'840}, {"BF16", 3'918'786'560}, {"F32", 41'555'600}}));
  int64_t by_role = 0;
  for (const RoleTotal& role : report.roles) by_role += role.parameters;
  EXPECT_EQ(by_role, report.parameters_main);
  EXPECT_EQ(report.config.at("n_routed_experts"), "256");
  EXPECT_EQ(report.config.at("scoring_func"), "sigmoid");
  EXPECT_EQ(report.config.at("rope_scaling.factor"), "40");
  EXPECT_EQ(report.num_files, 0);
  EXPECT_THAT(report.problems, IsEmpty());
}

TEST_F(Inspect, TakesTheElementTypeOfUnquantizedModelsFromTheConfig) {
  json config = tiny_config();
  config["torch_dtype"] = "float32";
  write("config.json", config.dump());
  const InspectReport report = inspect_ok("config.json");
  EXPECT_EQ(report.implied_dtype_elements.size(), 1u);
  EXPECT_EQ(report.implied_dtype_elements.at("F32"),
            report.parameters_main + report.parameters_draft);
}

TEST_F(Inspect, FindsNothingMissingInWholeWeights) {
  write("config.json", tiny_config().dump());
  write_weights(tiny_config());
  const InspectReport report = inspect_ok("");
  EXPECT_EQ(report.num_files, 1);
  EXPECT_EQ(report.dtype_elements, report.implied_dtype_elements);
  EXPECT_EQ(report.payload_bytes,
            2 * report.dtype_elements.at("BF16") + 4 * report.dtype_elements.at("F32"));
  EXPECT_THAT(report.problems, ElementsAre("tokenizer.json: is missing"));
}

TEST_F(Inspect, FindsTheChatFormatInVocabularyAndTemplate) {
  json tokenizer = {{"pre_tokenizer", {{"type", "ByteLevel"}, {"use_regex", true}}},
                    {"model", {{"type", "BPE"}, {"vocab", {{"a", 0}}}, {"merges", json::array()}}}};
  int id = 1;
  for (const char* content : {"<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"}) {
    tokenizer["added_tokens"].push_back({{"id", id++}, {"content", content}, {"special", true}});
  }
  write("config.json", tiny_config().dump());
  write("tokenizer.json", tokenizer.dump());
  EXPECT_EQ(inspect_ok("").chat_format, "deepseek-v3.1");

  const json r1 = {{"chat_template", "<｜User｜>{{ q }}<｜Assistant｜><think>\n"}};
  write("tokenizer_config.json", r1.dump());
  EXPECT_EQ(inspect_ok("").chat_format, "deepseek-r1");

  tokenizer["added_tokens"].erase(0);
  write("tokenizer.json", tokenizer.dump());
  const InspectReport report = inspect_ok("");
  EXPECT_EQ(report.chat_format, "");
  EXPECT_THAT(report.problems, Contains(HasSubstr("<｜User｜>")));
}

TEST_F(Inspect, ReportsATokenizerThatCannotBeRead) {
  write("config.json", tiny_config().dump());
  write("tokenizer.json", "[]");
  EXPECT_THAT(inspect_ok("").problems, Contains(HasSubstr("tokenizer.json: ")));
}

TEST_F(Inspect, NamesATensorThatIsInNoFile) {
  write("config.json", tiny_config().dump());
  write_weights(tiny_config(), "model.layers.1.mlp.experts.13.up_proj.weight");
  EXPECT_THAT(inspect_ok("").problems,
              Contains(HasSubstr("model.layers.1.mlp.experts.13.up_proj.weight")));
}

TEST_F(Inspect, NamesATensorOfTheMtpLayerThatIsInNoFile) {
  write("config.json", tiny_config().dump());
  write_weights(tiny_config(), "model.layers.3.eh_proj.weight");
  EXPECT_THAT(inspect_ok("").problems, Contains(HasSubstr("model.layers.3.eh_proj.weight")));
}

TEST_F(Inspect, AllowsTheMtpLayersCopiesToBeAbsent) {
  write("config.json", tiny_config().dump());
  write_weights(tiny_config(), "model.layers.3.embed_tokens.weight");
  EXPECT_THAT(inspect_ok("").problems, ElementsAre("tokenizer.json: is missing"));
}

TEST_F(Inspect, ReportsTheFilesOfAnArchitectureThatIsNotSupported) {
  json config = tiny_config();
  write_weights(config);
  config["architectures"] = {"DeepseekV4ForCausalLM"};
  config["model_type"] = "deepseek_v4";
  write("config.json", config.dump());
  const InspectReport report = inspect_ok("");
  EXPECT_EQ(report.architecture, "DeepseekV4ForCausalLM");
  EXPECT_EQ(report.parameters_main, 0);
  EXPECT_GT(report.num_tensors, 0);
  EXPECT_GT(report.dtype_elements.at("BF16"), 0);
  EXPECT_EQ(report.config.at("hidden_size"), "88");
  EXPECT_THAT(report.problems, Contains(HasSubstr("DeepSeek-V4")));
}

TEST_F(Inspect, ListsEveryBrokenFieldAsAProblemOfItsOwn) {
  json config = tiny_config();
  config["hidden_size"] = "88";
  config["rms_norm_eps"] = 0;
  write("config.json", config.dump());
  EXPECT_THAT(inspect_ok("config.json").problems,
              ElementsAre(HasSubstr("hidden_size is \"88\""), HasSubstr("rms_norm_eps is 0")));
}

TEST_F(Inspect, ReadsALoneSafetensorsFile) {
  write_weights(tiny_config());
  const InspectReport report = inspect_ok("model.safetensors");
  EXPECT_EQ(report.architecture, "");
  EXPECT_EQ(report.num_files, 1);
  EXPECT_GT(report.num_tensors, 100);
  EXPECT_THAT(report.problems, IsEmpty());
}

TEST_F(Inspect, ReportsAConfigWithoutWeights) {
  write("config.json", tiny_config().dump());
  const InspectReport report = inspect_ok("");
  EXPECT_GT(report.parameters_main, 0);
  EXPECT_EQ(report.num_files, 0);
  EXPECT_GE(report.problems.size(), 2u);  // no weights, no tokenizer
}

TEST_F(Inspect, FailsWhereThereIsNothingToReport) {
  EXPECT_EQ(inspect(path("nowhere")).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(inspect(path("")).status().code(), StatusCode::kNotFound);  // an empty folder
  write("config.json", "{");
  EXPECT_EQ(inspect(path("config.json")).status().code(), StatusCode::kCorrupt);
  write("model.safetensors", "short");
  EXPECT_EQ(inspect(path("model.safetensors")).status().code(), StatusCode::kCorrupt);
  write("notes.txt", "");
  EXPECT_EQ(inspect(path("notes.txt")).status().code(), StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace octant::api
