// The gallery, driven by the scripts beside this file: as a picture in memory, and in a real window
// on an X server of its own. Pictures are compared with those in golden/, which were taken with the
// fonts that golden/fonts.txt names; with others, only the logic is tested.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "app/ui/glyphs/font_list.h"
#include "app/ui/script/image.h"

namespace octant::ui {
namespace {

namespace fs = std::filesystem;

const fs::path kHere = fs::path(OCTANT_SOURCE_DIR) / "tests/app/ui";

// Runs the gallery with the script in a folder of its own; its output and exit code.
struct Outcome {
  int code = -1;
  std::string output;
};

fs::path folder_of(const std::string& name) {
  const fs::path folder = fs::path(testing::TempDir()) / ("octant_ui_" + name);
  fs::create_directories(folder);
  return folder;
}

Outcome run_gallery(const std::string& name, const std::string& before,
                    const std::string& arguments, const fs::path& script) {
  const fs::path folder = folder_of(name);
  // The shaders that software rendering compiles are kept beside the pictures: a third of a second.
  const std::string command = "cd '" + folder.string() + "' && LC_ALL=C.UTF-8 " +
                              "LIBGL_ALWAYS_SOFTWARE=1 MESA_SHADER_CACHE_DIR=\"$PWD/mesa\" " +
                              before + " timeout -k 5 120 '" + OCTANT_UI_GALLERY + "' " +
                              arguments + " --script '" + script.string() + "' > output.txt 2>&1";
  const int status = std::system(command.c_str());
  Outcome run;
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  std::ifstream in(folder / "output.txt");
  std::stringstream text;
  text << in.rdbuf();
  run.output = text.str();
  return run;
}

// Names and sizes of the fonts, as golden/fonts.txt has them.
std::string fonts_here() {
  const auto fonts = find_fonts(font_list_text(), system_font_folders());
  if (!fonts.ok()) return "none";
  std::ostringstream out;
  const auto add = [&](const FontFile& file) {
    std::error_code ignored;
    out << fs::path(file.path).filename().string() << ' ' << fs::file_size(file.path, ignored)
        << '\n';
  };
  for (const FontFile& face : fonts->faces) add(face);
  for (const FontFile& file : {fonts->cjk, fonts->cjk_bold, fonts->emoji}) add(file);
  for (const FontFile& file : fonts->fallback) add(file);
  return out.str();
}

std::string contents(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

class Headless : public testing::TestWithParam<const char*> {};

TEST_P(Headless, RunsTheScript) {
  const std::string name = GetParam();
  const Outcome run =
      run_gallery(name, "", "--headless --size 1280x800", kHere / "scripts" / (name + ".txt"));
  EXPECT_EQ(run.code, 0) << run.output;
}

INSTANTIATE_TEST_SUITE_P(Scripts, Headless, testing::Values("edit", "widgets", "layout"),
                         [](const auto& which) { return std::string(which.param); });

TEST(Headless, PicturesAreThoseOfGolden) {
  const Outcome run = run_gallery("golden", "", "--headless", kHere / "scripts/layout.txt");
  ASSERT_EQ(run.code, 0) << run.output;
  const std::string fonts = fonts_here();
  std::ofstream(folder_of("golden") / "fonts.txt") << fonts;
  if (contents(kHere / "golden/fonts.txt") != fonts) {
    GTEST_SKIP() << "other fonts than those of golden/fonts.txt";
  }
  for (const auto& entry : fs::directory_iterator(kHere / "golden")) {
    if (entry.path().extension() != ".png") continue;
    const auto expected = read_png(entry.path().string());
    const auto actual = read_png((folder_of("golden") / entry.path().filename()).string());
    ASSERT_TRUE(expected.ok() && actual.ok()) << entry.path();
    // Renderers differ by rounding; 200 pixels are a tenth of a line of text.
    EXPECT_LE(count_differences(*expected, *actual, 0.03), 200)
        << folder_of("golden") / entry.path().filename();
  }
}

TEST(Headless, AFailedCommandIsNamedWithItsLine) {
  const fs::path script = folder_of("failing") / "failing.txt";
  std::ofstream(script) << "wait 1\nexpect nothing.here visible\n";
  const Outcome run = run_gallery("failing", "", "--headless", script);
  EXPECT_EQ(run.code, 1);
  EXPECT_NE(run.output.find("line 2: nothing.here is not there"), std::string::npos) << run.output;
}

TEST(Window, RunsTheEditScriptOnAnXServer) {
  if (std::system("command -v xvfb-run > /dev/null && command -v xauth > /dev/null") != 0) {
    GTEST_SKIP() << "xvfb and xauth are not installed";
  }
  const Outcome run = run_gallery("window", "xvfb-run -a -s '-screen 0 1600x1000x24 -nolisten tcp'",
                                  "", kHere / "scripts/edit.txt");
  EXPECT_EQ(run.code, 0) << run.output;
}

TEST(Window, WithoutADisplaySaysSoInOneLine) {
  const Outcome run = run_gallery("no_display", "env -u DISPLAY -u WAYLAND_DISPLAY", "",
                                  kHere / "scripts/edit.txt");
  EXPECT_EQ(run.code, 3);
  EXPECT_EQ(run.output.rfind("ui_gallery: unsupported: no window: ", 0), 0U) << run.output;
  EXPECT_EQ(run.output.find('\n'), run.output.size() - 1);
}

}  // namespace
}  // namespace octant::ui
