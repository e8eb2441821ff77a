#include "app/cli/engine_command.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/option_values.h"
#include "app/engine_process/engine_server.h"
#include "app/engine_process/parent_death.h"
#include "app/engine_process/unique_fd.h"

namespace octant::cli {

namespace {

struct EngineProcessFlags {
  int fd = -1;
  pid_t parent = 0;
};

bool is_socket(int fd) {
  struct stat about = {};
  return ::fstat(fd, &about) == 0 && S_ISSOCK(about.st_mode);
}

int run_engine(Services& services, const EngineProcessFlags& flags) {
  if (flags.fd < 0 || flags.parent == 0) {
    print_reason(services,
                 "engine runs a model for octant's window, which starts it and speaks with it on a "
                 "socket; octant chat --model DIR runs one in this terminal");
    return kExitUsage;
  }
  if (!is_socket(flags.fd)) {
    return fail(services, invalid_argument("--fd: " + std::to_string(flags.fd) + " is no socket"));
  }
  if (const Status status = engine_process::die_with_parent(flags.parent); !status.ok()) {
    return fail(services, status);
  }
  // There is nothing to save, and a load or a step may take long: the process just ends.
  const auto end_now = [] { ::_exit(kExitFailed); };
  const Status status = engine_process::serve_engine(engine_process::UniqueFd(flags.fd),
                                                     services.runtime.open_engine, end_now);
  return status.ok() ? kExitOk : fail(services, status);
}

}  // namespace

Command register_engine(CLI::App& app) {
  CLI::App* const engine = app.add_subcommand("engine", "Run a model for octant's window");
  engine->group("");  // not in the help
  auto flags = std::make_shared<EngineProcessFlags>();
  constexpr int64_t kMost = std::numeric_limits<int32_t>::max();
  add_integer(
      *engine, "--fd", {0, kMost}, [flags](int64_t value) { flags->fd = static_cast<int>(value); },
      "Socket to speak on, a descriptor that was inherited (default: none)");
  add_integer(
      *engine, "--parent", {1, kMost},
      [flags](int64_t value) { flags->parent = static_cast<pid_t>(value); },
      "Process that started this one and with which it ends (default: none)");
  return {engine, [flags](Services& services) { return run_engine(services, *flags); }};
}

}  // namespace octant::cli
