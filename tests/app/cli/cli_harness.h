#pragma once
// Runs `octant` in this process: real command line, fake runtime, streams in memory.

#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/input.h"
#include "app/cli/interrupt.h"
#include "app/cli/services.h"
#include "tests/app/cli/fake_engine.h"
#include "tests/support/temp_folder.h"

namespace octant::cli {

using test::TempFolder;

std::string read_file(const std::filesystem::path& path);

class CliHarness {
 public:
  // `input` is what standard input holds.
  explicit CliHarness(const std::string& input = "");

  int run(const std::vector<std::string>& arguments);
  // run({command, "--model", a folder with a config.json, more...})
  int run_on_model(const std::string& command, const std::vector<std::string>& more = {});

  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }
  nlohmann::json out_json() const { return nlohmann::json::parse(out_.str()); }
  std::string model_dir() const { return folder_.path().string(); }
  const TempFolder& folder() const { return folder_; }
  // $OCTANT_HOME unless a test names another: not there before something is kept.
  std::filesystem::path home() const { return folder_ / "home"; }

  // What the fake runtime does and saw.
  FakeScript script;
  Status open_refused;
  std::function<void(const api::OpenHooks&)> on_open;
  std::optional<api::EngineOptions> opened;
  Result<api::InspectReport> report = not_found("no report was scripted");
  std::string inspected;
  Result<api::MemoryPlan> plan = not_found("no plan was scripted");
  Status codec_refused;
  std::optional<api::SynthOptions> synthesized;
  Status synth_status;
  decltype(Runtime::bench) bench;  // a test of the command sets it
  decltype(Runtime::bench_synthetic) bench_synthetic;

  Interrupt interrupt;
  std::map<std::string, std::string> environment;
  Terminal terminal;

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  TempFolder folder_;
  std::unique_ptr<std::FILE, CloseFile> stdin_file_;
  Input input_;
  std::ostringstream out_;
  std::ostringstream err_;
};

}  // namespace octant::cli
