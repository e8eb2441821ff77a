#include "app/cli/window_start.h"

namespace octant::cli {

RunWindow window_starter() {
  return {};
}

}  // namespace octant::cli
