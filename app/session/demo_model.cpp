#include "app/session/demo_model.h"

#include <system_error>

namespace octant::session {

namespace fs = std::filesystem;

std::string find_demo_model(const api::Environment& environment, const fs::path& program,
                            const fs::path& source) {
  const fs::path installed = program.parent_path().parent_path() / "share/octant/models/demo";
  for (const fs::path& folder :
       {fs::path(environment("OCTANT_DEMO_MODEL").value_or("")), installed, source}) {
    std::error_code error;
    if (!folder.empty() && fs::is_regular_file(folder / "config.json", error)) {
      return folder.lexically_normal().string();
    }
  }
  return "";
}

std::string find_demo_model(const api::Environment& environment) {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return find_demo_model(environment, program, OCTANT_DEMO_SOURCE);
}

}  // namespace octant::session
