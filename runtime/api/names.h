#pragma once
// What the values of events are called wherever they are written down: in JSON, in the history.

#include <string_view>

#include "runtime/api/events.h"

namespace octant::api {

// "stop", "length", "cancelled", "error".
constexpr std::string_view name_of(FinishReason reason) {
  switch (reason) {
    case FinishReason::kStop:
      return "stop";
    case FinishReason::kLength:
      return "length";
    case FinishReason::kCancelled:
      return "cancelled";
    case FinishReason::kError:
      break;
  }
  return "error";
}

}  // namespace octant::api
