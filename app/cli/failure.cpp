#include "app/cli/failure.h"

#include <string>

#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/json_text.h"
#include "app/cli/terminal_text.h"

namespace octant::cli {

void print_reason(Services& services, std::string_view reason) {
  services.err << "octant: " << terminal_text(reason) << "\n" << std::flush;
}

int fail(Services& services, const Status& status, bool json) {
  if (json) {
    services.out << json_line(
        {{"error", status.message()}, {"error_kind", to_string(status.code())}});
  }
  print_reason(services, status.message());
  return exit_code_of(status);
}

}  // namespace octant::cli
