#pragma once
// How commands reach the history.

#include "app/cli/services.h"
#include "kernels/core/status.h"

namespace octant::cli {

// The history of this user (see app/store/paths.h), made if it is not there.
Result<store::HistoryStore> open_history(Services& services);

// A conversation's id as people type it: kInvalidArgument for what is no number from 1 on.
Result<int64_t> parse_conversation_id(std::string_view text);

}  // namespace octant::cli
