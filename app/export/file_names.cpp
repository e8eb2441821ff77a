#include "app/export/file_names.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/text/controls.h"
#include "app/text/utf8.h"

namespace octant::exporting {

namespace {

constexpr std::string_view kReserved = "/\\:*?\"<>|";

// In lower case; with a digit behind it: COM1 to COM9 and LPT1 to LPT9.
constexpr std::array<std::string_view, 4> kDevices = {"con", "prn", "aux", "nul"};
constexpr std::array<std::string_view, 2> kNumberedDevices = {"com", "lpt"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

bool is_invisible(char32_t code_point) {
  // Zero-width signs, line and paragraph separators, and the byte order mark.
  return is_control(code_point) || is_direction_control(code_point) ||
         (code_point >= 0x200B && code_point <= 0x200D) || code_point == 0x2028 ||
         code_point == 0x2029 || code_point == 0x2060 || code_point == 0xFEFF;
}

// Signs that may not stand in a name become a space, and several spaces one.
std::string allowed_signs(std::string_view title) {
  std::string out;
  while (!title.empty()) {
    const CodePoint next = decode_utf8(title);
    const bool reserved =
        next.value < 0x80 && kReserved.find(static_cast<char>(next.value)) != kReserved.npos;
    if (!next.valid || reserved || next.value == ' ' || is_invisible(next.value)) {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
    } else {
      out.append(title.substr(0, next.num_bytes));
    }
    title.remove_prefix(next.num_bytes);
  }
  return out;
}

std::string_view without_edges(std::string_view text) {
  const size_t begin = text.find_first_not_of(" .-");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" .") - begin + 1);
}

// Windows takes "nul.txt" for the device too.
bool is_device(std::string_view name) {
  const std::string word = lower(name.substr(0, name.find('.')));
  if (std::find(kDevices.begin(), kDevices.end(), word) != kDevices.end()) return true;
  return word.size() == 4 && word[3] >= '1' && word[3] <= '9' &&
         std::find(kNumberedDevices.begin(), kNumberedDevices.end(), word.substr(0, 3)) !=
             kNumberedDevices.end();
}

}  // namespace

std::string FileNames::name_for(std::string_view title, std::string_view extension) {
  const std::string signs = allowed_signs(title);
  std::string base(without_edges(signs));
  if (base.empty()) base = "conversation";
  if (is_device(base)) base.insert(0, "_");
  for (int number = 1;; ++number) {
    const std::string suffix = (number == 1 ? "" : fmt::format(" {}", number)).append(extension);
    const std::string_view cut = first_bytes(base, kMostNameBytes - suffix.size());
    std::string name = std::string(cut.substr(0, cut.find_last_not_of(" .") + 1)).append(suffix);
    if (taken_.insert(lower(name)).second) return name;
  }
}

}  // namespace octant::exporting
