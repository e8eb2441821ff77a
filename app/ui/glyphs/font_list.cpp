#include "app/ui/glyphs/font_list.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <sstream>
#include <utility>

#include "app/text/trimmed.h"

namespace octant::ui {
namespace {

struct Line {
  std::string role;
  std::string name;
  std::string package;
  int index = 0;
  std::vector<std::string> files;
};

std::optional<Line> read_line(const std::string& text) {
  std::vector<std::string> columns;
  std::istringstream in(text);
  for (std::string column; std::getline(in, column, '|');) columns.emplace_back(trimmed(column));
  if (columns.size() != 5) return std::nullopt;
  Line line{columns[0], columns[1], columns[2], 0, {}};
  const char* const end = columns[3].data() + columns[3].size();
  if (std::from_chars(columns[3].data(), end, line.index).ptr != end) return std::nullopt;
  std::istringstream files(columns[4]);
  for (std::string file; files >> file;) line.files.push_back(file);
  if (line.files.empty()) return std::nullopt;
  return line;
}

// Where a line's font goes; nullptr if the list names a role that nobody knows.
FontFile* place_of(const std::string& role, FoundFonts& fonts) {
  constexpr std::array<std::string_view, kNumFaces> kFaces = {
      "text", "text-medium", "text-semibold", "text-italic", "text-bold-italic",
      "mono", "mono-bold",   "display"};
  for (size_t i = 0; i < kFaces.size(); ++i) {
    if (role == kFaces[i]) return &fonts.faces[i];
  }
  if (role == "cjk") return &fonts.cjk;
  if (role == "cjk-bold") return &fonts.cjk_bold;
  if (role == "cjk-mono") return &fonts.cjk_mono;
  if (role == "emoji") return &fonts.emoji;
  if (role == "fallback") return &fonts.fallback.emplace_back();
  return nullptr;
}

// Missing fonts by name, and their packages once each.
class Missing {
 public:
  void add(const Line& line) {
    names_.push_back(line.name);
    if (std::find(packages_.begin(), packages_.end(), line.package) == packages_.end()) {
      packages_.push_back(line.package);
    }
  }
  std::string warning() const {
    if (names_.empty()) return "";
    return "fonts missing: " + joined(names_, ", ") + " (packages " + joined(packages_, " ") + ")";
  }

 private:
  static std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const std::string& part : parts) {
      if (!text.empty()) text += between;
      text += part;
    }
    return text;
  }

  std::vector<std::string> names_;
  std::vector<std::string> packages_;
};

// The first file of the line that is there, and whether it is the preferred one.
std::pair<std::string, bool> find_file(const Line& line, const std::vector<std::string>& folders) {
  for (const std::string& file : line.files) {
    for (const std::string& folder : folders) {
      std::error_code ignored;
      const std::filesystem::path path = std::filesystem::path(folder) / file;
      // Another format of the same family is as good as the first.
      const bool preferred = path.stem() == std::filesystem::path(line.files.front()).stem();
      if (std::filesystem::is_regular_file(path, ignored)) return {path.string(), preferred};
    }
  }
  return {"", false};
}

}  // namespace

std::vector<std::string> system_font_folders() {
  return {"/usr/share/fonts", "/usr/local/share/fonts"};
}

Result<FoundFonts> find_fonts(std::string_view list, const std::vector<std::string>& folders) {
  FoundFonts fonts;
  Missing missing;
  std::istringstream in{std::string(list)};
  int number = 0;
  for (std::string text; std::getline(in, text);) {
    ++number;
    if (text.empty() || text[0] == '#') continue;
    const std::optional<Line> line = read_line(text);
    FontFile* place = line ? place_of(line->role, fonts) : nullptr;
    if (place == nullptr) return corrupt("fonts.list: line " + std::to_string(number));
    const auto [path, preferred] = find_file(*line, folders);
    if (!path.empty()) *place = {path, line->index};
    if (!preferred) missing.add(*line);
  }
  const FontFile text_font = fonts.faces[static_cast<size_t>(Face::kText)];
  if (text_font.path.empty()) return not_found("no font for text: install the package fonts-inter");
  for (FontFile& face : fonts.faces) {
    if (face.path.empty()) face = text_font;
  }
  if (fonts.cjk_bold.path.empty()) fonts.cjk_bold = fonts.cjk;
  if (fonts.cjk_mono.path.empty()) fonts.cjk_mono = fonts.cjk;
  std::erase_if(fonts.fallback, [](const FontFile& file) { return file.path.empty(); });
  fonts.warning = missing.warning();
  return fonts;
}

}  // namespace octant::ui
