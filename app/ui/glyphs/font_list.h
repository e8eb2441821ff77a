#pragma once
// Which fonts the interface wants and which of them this machine has (assets/fonts.list).

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant::ui {

// What text is set in. Characters that the face lacks come from the fallback fonts.
enum class Face : uint8_t {
  kText,
  kTextMedium,
  kTextSemiBold,
  kTextItalic,
  kTextBoldItalic,
  kMono,
  kMonoBold,
  kDisplay,  // large numbers and titles
};
inline constexpr size_t kNumFaces = 8;

struct FontFile {
  std::string path;
  int index = 0;  // of the face in a collection
  bool operator==(const FontFile&) const = default;
};

// Fonts that are there. An empty path is a font that is not.
struct FoundFonts {
  std::array<FontFile, kNumFaces> faces;
  FontFile cjk;
  FontFile cjk_bold;
  FontFile cjk_mono;
  std::vector<FontFile> fallback;  // in the order of the list
  FontFile emoji;
  // Empty if every font is the one that the list prefers; else one line that names what is missing
  // and the packages that have it.
  std::string warning;
};

// The text of assets/fonts.list, as it was when the program was built.
std::string_view font_list_text();

// Where systems keep fonts; the first that has a file wins.
std::vector<std::string> system_font_folders();

// kCorrupt if a line of `list` cannot be read, kNotFound if there is no font for plain text.
Result<FoundFonts> find_fonts(std::string_view list, const std::vector<std::string>& folders);

}  // namespace octant::ui
