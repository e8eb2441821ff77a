#pragma once
// `octant` itself with the bundled model and a history of its own, used by a script.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace octant::ui {

class WindowRun {
 public:
  // Scripts run in `folder()`: pictures and dumps go there.
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path history() const { return folder() / "home/history.db"; }

  // Arguments behind the program's name; the model and --headless are added unless they are there.
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // "NAME=value", on top of this process's
  std::vector<std::string> wrapper;      // a program that runs it, with its arguments
  int64_t largest_file = 0;              // bytes; writing beyond fails. 0: no bound

  struct Outcome {
    int code = -1;  // -1: ended by a signal
    std::string output;
  };
  // The script's commands, a line each.
  Outcome run(const std::string& script);
  // A file beside this one, below scripts/.
  Outcome run_file(const std::string& name);

  // Returns at once. One at a time.
  pid_t start(const std::string& script);
  Outcome finish();

  // Waits until a script has written the file; false after a minute, or if the window has ended.
  bool wait_for(const std::string& file) const;
  // Of a file in the folder.
  std::string contents_of(const std::string& file) const;
  // The process of the engine that a window started; nullopt if there is none.
  static std::optional<pid_t> engine_of(pid_t window);

 private:
  test::TempFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace octant::ui
