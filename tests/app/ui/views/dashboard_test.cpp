// The dashboard in its states, drawn without a display: what it says, and that nothing is cut off
// at any width and scale.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace octant::ui {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  int code = -1;
  std::string output;
};

// `arguments`: scene, theme, size and scale.
Outcome run(const std::string& arguments, const std::string& script) {
  const fs::path folder = fs::path(testing::TempDir()) / "octant_ui_dashboard";
  fs::create_directories(folder);
  std::string name = arguments;
  for (char& c : name) c = c == ' ' ? '_' : c;
  const fs::path file = folder / (name + ".txt");
  std::ofstream(file) << script << "shot " << name << ".png\n";
  const fs::path output = folder / (name + ".out");
  const std::string command = "cd '" + folder.string() + "' && LC_ALL=C.UTF-8 " +
                              "LIBGL_ALWAYS_SOFTWARE=1 MESA_SHADER_CACHE_DIR=\"$PWD/mesa\" " +
                              "timeout -k 5 120 '" + OCTANT_UI_DASHBOARD + "' " + arguments + " '" +
                              file.string() + "' > '" + output.string() + "' 2>&1";
  const int status = std::system(command.c_str());
  std::ifstream in(output);
  std::stringstream text;
  text << in.rdbuf();
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text.str()};
}

constexpr const char* kBusy = R"(
expect dash.rate is "40.0 tok/s"
expect dash.accepted is "78 %"
expect dash.ttft is "412 ms"
expect dash.cache is "49 %"
expect dash.plot is "0 to 60 tok/s"
expect dash.load.rank.0 is "GPU 0 1.01×"
expect dash.load.rank.6 is "GPU 6 1.15×"
expect dash.load.busiest is "1.15×"
expect dash.load.chance has "beyond chance, 1.0"
expect dash.load.chance has "over 412 tokens"
expect dash.load.chance visible
expect dash.memory.rank.7 visible
expect wakes is later
)";

class EverySize : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(EverySize, ShowsEverything) {
  const auto [theme, size] = GetParam();
  const Outcome outcome = run(std::string("busy ") + theme + " " + size, kBusy);
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

INSTANTIATE_TEST_SUITE_P(Dashboard, EverySize,
                         testing::Combine(testing::Values("dark", "light"),
                                          testing::Values("346x900 1", "602x620 1", "692x1800 2",
                                                          "1204x1240 2", "433x1125 1.25")),
                         [](const auto& which) {
                           std::string name = std::string(std::get<0>(which.param)) + "_" +
                                              std::get<1>(which.param);
                           for (char& c : name) {
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           }
                           return name;
                         });

TEST(Dashboard, ScrollsWhereItDoesNotFit) {
  const Outcome outcome = run("busy dark 346x400 1", R"(
expect dash.rate visible
wheel dash -20
until dash.memory visible
wheel dash 20
until dash.rate visible
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Dashboard, TheOtherWindowCountsSinceTheModelWasLoaded) {
  const Outcome outcome = run("busy dark 602x700 1", R"(
expect dash.load.answer is on
expect dash.load.chance has "over 412 tokens"
click dash.load.all
until dash.load.all is on
until dash.load.chance has "over 533 tokens"
expect dash.load.answer is off
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Dashboard, WhatChanceCanDoIsSaidToBeWithinChance) {
  const Outcome outcome = run("even light 346x900 1", R"(
expect dash.load.busiest is "1.00×"
expect dash.load.chance has "within chance"
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Dashboard, ThePointerReadsThePlot) {
  const Outcome outcome = run("busy dark 602x640 1", R"(
move dash.plot@0.55,0.4
until dash.plot has "s ago, "
expect dash.plot has "tok/s in all, "
expect dash.plot has "tok/s from accepted drafts"
expect dash.plot.tooltip visible
shot hover_wide.png
move dash.plot@0.999,0.4
until dash.plot.tooltip is now
expect dash.plot.tooltip visible
move dash.rate
until dash.plot is "0 to 60 tok/s"
expect dash.plot.tooltip absent
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Dashboard, FiguresExplainThemselves) {
  const Outcome outcome = run("busy dark 346x900 1", R"(
move dash.cache
until tooltip is "64,225 of 131,072 tokens"
expect tooltip visible
move dash.load.chance
until tooltip has "At random: 1.0"
expect tooltip visible
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Dashboard, APromptBeingReadIsSaidToBeOne) {
  const Outcome outcome = run("reading dark 346x900 1", R"(
expect dash.rate is "1,843 tok/s"
expect dash.accepted is "– %"
expect dash.ttft is "412 ms"
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Dashboard, OneRankIsNotCompared) {
  const Outcome outcome = run("idle light 346x700 1", R"(
expect dash.rate is "313 tok/s"
expect dash.load.rank.0 is "Rank 0 1.00×"
expect dash.load.chance is "too little to compare"
expect dash.memory is "Weights 5.4 MB, cache 786 kB in all"
expect wakes is later
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Dashboard, AModelOnItsWayShowsHowFarItIs) {
  const Outcome outcome = run("loading dark 346x500 1", R"(
expect dash.loading is "12.3 of 31.4 GB"
expect dash.loading visible
expect dash.rate is "– tok/s"
expect dash.load.busiest absent
expect wakes is never
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
  EXPECT_EQ(run("opening light 346x500 1", "expect dash.loading is \"Opening the files\"\n").code,
            0);
}

TEST(Dashboard, WithoutAModelItWaitsForNothing) {
  const Outcome outcome = run("empty light 602x320 1", R"(
expect dash.rate is "– tok/s"
expect dash.plot is "0 to 10 tok/s"
expect wakes is never
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Dashboard, IsLegibleAtAnyWidth) {
  for (const char* size : {"200x500 1", "60x200 1", "20x20 1", "1000x900 3"}) {
    const Outcome outcome = run(std::string("busy dark ") + size, "wait 3\n");
    EXPECT_EQ(outcome.code, 0) << size << ": " << outcome.output;
  }
}

}  // namespace
}  // namespace octant::ui
