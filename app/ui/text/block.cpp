#include "app/ui/text/block.h"

namespace octant::ui::text {

std::string marker_text(const Container& container) {
  switch (container.kind) {
    case Container::Kind::kQuote:
      return {};
    case Container::Kind::kBullet:
      return "\u2022";
    case Container::Kind::kNumbered:
      return std::to_string(container.number) + '.';
    case Container::Kind::kTask:
      return container.checked ? "\u2611" : "\u2610";
  }
  return {};
}

}  // namespace octant::ui::text
