#include "app/export/message_notes.h"

#include "app/store/rows.h"

namespace octant::exporting {

std::string_view role_title(store::Role role) {
  switch (role) {
    case store::Role::kSystem:
      return "System";
    case store::Role::kUser:
      return "User";
    case store::Role::kAssistant:
      return "Assistant";
  }
  return "";
}

std::string_view role_name(store::Role role) {
  return store::to_string(role);
}

std::string message_note(const store::Message& message) {
  switch (message.state) {
    case store::MessageState::kComplete:
      return "";
    case store::MessageState::kStreaming:
      return "not finished";
    case store::MessageState::kStopped:
      return "stopped";
    case store::MessageState::kInterrupted:
      return "interrupted";
    case store::MessageState::kFailed:
      return message.error.empty() ? "failed" : "failed: " + message.error;
  }
  return "";
}

}  // namespace octant::exporting
