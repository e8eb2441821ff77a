// The model page and the prompt panel, driven by the scripts beside this file in the program's own
// window, as a picture in memory, with the demo model and a home of their own. Pictures are left
// below the folder for temporary files.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "app/ui/views/model_facts.h"
#include "app/ui/views/model_loading.h"
#include "tests/models/known_configs.h"

namespace octant::ui {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = OCTANT_SOURCE_DIR;

// A home with nothing in it but a config.json of DeepSeek-V3 and a demo model that is cut off.
fs::path make_home(const std::string& name) {
  const fs::path home = fs::path(::testing::TempDir()) / ("octant_model_page_" + name);
  fs::remove_all(home);
  fs::create_directories(home / "DeepSeek-V3");
  std::ofstream(home / "DeepSeek-V3/config.json") << testing::deepseek_v3_config().dump();
  fs::copy(kSource / "models/demo", home / "broken");
  const fs::path shard = home / "broken/model-00002-of-00004.safetensors";
  fs::resize_file(shard, fs::file_size(shard) / 2);
  return home;
}

struct Outcome {
  int code = -1;
  std::string output;
};

Outcome run_window(const std::string& name, const std::string& arguments) {
  const fs::path home = make_home(name);
  const fs::path script = kSource / "tests/app/ui/views/scripts" / (name + ".txt");
  // The shaders that software rendering compiles are kept beside the pictures.
  const std::string command =
      "cd '" + home.string() + "' && env -i PATH=\"$PATH\" HOME=\"$PWD\" LC_ALL=C.UTF-8 " +
      "OCTANT_DEMO_MODEL='" + (kSource / "models/demo").string() +
      "' LIBGL_ALWAYS_SOFTWARE=1 MESA_SHADER_CACHE_DIR=\"$PWD/mesa\" timeout -k 5 200 '" +
      OCTANT_PROGRAM + "' --headless --script '" + script.string() + "' " + arguments +
      " > output.txt 2>&1";
  const int status = std::system(command.c_str());
  Outcome run;
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  std::ifstream in(home / "output.txt");
  std::stringstream text;
  text << in.rdbuf();
  run.output = text.str();
  return run;
}

class ModelPageScript : public ::testing::TestWithParam<const char*> {};

TEST_P(ModelPageScript, Runs) {
  const std::string name = GetParam();
  const Outcome run =
      run_window(name, name == "model_fails" ? "--size 1280x800 --device cpu --model broken"
                                             : "--size 1280x800");
  EXPECT_EQ(run.code, 0) << run.output;
}

INSTANTIATE_TEST_SUITE_P(Scripts, ModelPageScript,
                         ::testing::Values("model_choose", "model_open", "model_fails",
                                           "prompt_panel"),
                         [](const auto& which) { return std::string(which.param); });

TEST(ModelLoading, SaysHowFarItIs) {
  EXPECT_EQ(progress_text({}), "Starting the engine…");
  EXPECT_EQ(progress_text({.bytes_read = 1'200'000'000,
                           .bytes_total = 4'000'000'000,
                           .bytes_per_second = 1.4e9,
                           .seconds_left = 2}),
            "1.2 GB of 4.0 GB · 1.4 GB/s · 2 s left");
  EXPECT_EQ(progress_text({.bytes_read = 4'000'000'000, .bytes_total = 4'000'000'000}),
            "4.0 GB of 4.0 GB · making ready");
}

TEST(ModelLoading, HasAdviceForEveryFailure) {
  for (int code = 1; code <= static_cast<int>(StatusCode::kInternal); ++code) {
    EXPECT_THAT(std::string(advice_for(static_cast<StatusCode>(code))), ::testing::EndsWith("."));
  }
}

TEST(ModelFacts, AreThoseThatAreKnown) {
  session::ModelDetails details;
  EXPECT_TRUE(facts_of(details).empty());
  details.report.emplace();
  details.report->architecture = "DeepseekV3ForCausalLM";
  details.report->parameters_main = 671'000'000'000;
  details.report->parameters_active = 37'500'000'000;
  details.report->config = {{"n_routed_experts", "256"}, {"num_experts_per_tok", "8"}};
  details.report->dtype_elements = {{"F8_E4M3", 970}, {"BF16", 29}, {"F32", 1}};
  std::string text;
  for (const Fact& fact : facts_of(details)) text += fact.name + ": " + fact.value + "\n";
  EXPECT_EQ(text,
            "Architecture: DeepseekV3ForCausalLM\n"
            "Parameters: 671.0 B, 37.5 B read for a token\n"
            "Experts: 256, 8 for a token\n"
            "Element types: F8_E4M3 97 %, BF16 3 %\n");
}

}  // namespace
}  // namespace octant::ui
