#pragma once
// What the commands reach for outside themselves: the runtime's public face, the history, the three
// standard streams, the environment and Ctrl-C. main.cpp passes the real ones, tests pass their
// own.

#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "app/cli/input.h"
#include "app/cli/interrupt.h"
#include "app/store/history_store.h"
#include "kernels/core/status.h"
#include "runtime/api/bench.h"
#include "runtime/api/engine.h"
#include "runtime/api/inspect.h"
#include "runtime/api/model_list.h"
#include "runtime/api/plan.h"
#include "runtime/api/synth.h"
#include "runtime/api/synthetic_bench.h"
#include "runtime/api/tokenize.h"

namespace octant::cli {

// The functions of runtime/api/.
struct Runtime {
  std::function<Result<std::unique_ptr<api::Engine>>(const api::EngineOptions&,
                                                     const api::OpenHooks&)>
      open_engine;
  std::function<Result<api::InspectReport>(const std::string& path)> inspect;
  std::function<Result<api::MemoryPlan>(const api::EngineOptions&)> plan;
  std::function<Result<std::unique_ptr<api::TextCodec>>(const std::string& path)> open_text_codec;
  std::function<std::vector<api::SynthShape>()> synth_shapes;
  std::function<Status(const api::SynthOptions&)> synthesize;
  std::function<Result<std::vector<api::BenchCase>>(const api::BenchOptions&,
                                                    const api::BenchHooks&)>
      bench;
  std::function<Result<std::vector<api::SyntheticCase>>(const api::SyntheticBenchOptions&,
                                                        const api::SyntheticBenchHooks&)>
      bench_synthetic;
};

// Which of the standard streams a person looks at.
struct Terminal {
  bool in = false;
  bool out = false;
  bool err = false;
  bool colour = false;  // out is a terminal and NO_COLOR is not set
};

// Opens the history at this path, or makes it.
using OpenHistory = std::function<Result<store::HistoryStore>(const std::filesystem::path& path)>;

// What the window is asked for: `octant` without a command.
struct WindowRequest {
  api::EngineOptions engine;  // model_dir is empty: no model is opened
  std::string model_name;     // for people
  bool headless = false;
  std::string script;  // a file
  int width = 1280;
  int height = 800;
  std::optional<float> scale;
};
// Until the window is closed.
using RunWindow = std::function<Status(store::HistoryStore history, const WindowRequest&)>;

using Environment = api::Environment;

struct Services {
  Runtime runtime;
  OpenHistory open_history;
  RunWindow run_window;  // empty: built without the window
  Input& in;
  std::ostream& out;
  std::ostream& err;
  Terminal terminal;
  Environment environment;
  Interrupt& interrupt;
};

}  // namespace octant::cli
