#pragma once
// The Markdown of cases/*.md, with the blocks that each should give beside it.

#include <string>
#include <vector>

namespace octant::ui::text::test {

struct MarkdownCase {
  std::string name;
  std::string markdown;
  std::string expected;  // cases/NAME.blocks, a dump (block_dump.h)
};

// In the order of their names.
std::vector<MarkdownCase> markdown_cases();
// All cases one behind the other, as one long message.
std::string corpus();

}  // namespace octant::ui::text::test
