#include "app/cli/history_access.h"

#include <limits>

#include "app/cli/option_values.h"
#include "app/store/paths.h"

namespace octant::cli {

Result<store::HistoryStore> open_history(Services& services) {
  ASSIGN_OR_RETURN(const auto path, store::history_path(services.environment));
  return services.open_history(path);
}

Result<int64_t> parse_conversation_id(std::string_view text) {
  return parse_integer(text, {1, std::numeric_limits<int64_t>::max()});
}

}  // namespace octant::cli
