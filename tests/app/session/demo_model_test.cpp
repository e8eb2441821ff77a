#include "app/session/demo_model.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace octant::session {
namespace {

namespace fs = std::filesystem;

class DemoModelTest : public testing::Test {
 protected:
  fs::path model(const fs::path& below) {
    fs::create_directories(folder_.path() / below);
    std::ofstream(folder_.path() / below / "config.json") << "{}";
    return folder_.path() / below;
  }
  api::Environment environment() {
    return [this](const std::string& name) -> std::optional<std::string> {
      if (name == "OCTANT_DEMO_MODEL" && !named_.empty()) return named_;
      return std::nullopt;
    };
  }

  test::TempFolder folder_;
  std::string named_;
};

TEST_F(DemoModelTest, IsFoundWhereItIsNamedInstalledOrBuilt) {
  const fs::path program = folder_ / "usr/bin/octant";
  const fs::path source = folder_ / "source/demo";
  EXPECT_EQ(find_demo_model(environment(), program, source), "");
  EXPECT_EQ(find_demo_model(environment(), program, model("source/demo")), source.string());
  const fs::path installed = model("usr/share/octant/models/demo");
  EXPECT_EQ(find_demo_model(environment(), program, source), installed.string());
  named_ = (folder_ / "not there").string();
  EXPECT_EQ(find_demo_model(environment(), program, source), installed.string());
  named_ = model("mine").string();
  EXPECT_EQ(find_demo_model(environment(), program, source), named_);
}

}  // namespace
}  // namespace octant::session
