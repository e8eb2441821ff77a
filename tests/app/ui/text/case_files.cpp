#include "tests/app/ui/text/case_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace octant::ui::text::test {

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::vector<MarkdownCase> markdown_cases() {
  const std::filesystem::path folder =
      std::filesystem::path(OCTANT_SOURCE_DIR) / "tests/app/ui/text/cases";
  std::vector<MarkdownCase> cases;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::filesystem::path path = entry.path();
    if (path.extension() != ".md") continue;
    const std::string markdown = read(path);
    cases.push_back({path.stem().string(), markdown, read(path.replace_extension(".blocks"))});
  }
  std::sort(cases.begin(), cases.end(),
            [](const MarkdownCase& a, const MarkdownCase& b) { return a.name < b.name; });
  return cases;
}

std::string corpus() {
  std::string all;
  for (const MarkdownCase& one : markdown_cases()) all += one.markdown + "\n\n";
  return all;
}

}  // namespace octant::ui::text::test
