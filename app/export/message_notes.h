#pragma once
// Words about a message in the formats that people read.

#include <string>
#include <string_view>

#include "app/store/records.h"

namespace octant::exporting {

std::string_view role_title(store::Role role);  // "System", "User", "Assistant"
std::string_view role_name(store::Role role);   // "system", "user", "assistant"

// Why an answer is not whole: "stopped", "interrupted", "failed: out of memory", "not finished";
// empty if it is.
std::string message_note(const store::Message& message);

}  // namespace octant::exporting
