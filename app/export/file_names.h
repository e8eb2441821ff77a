#pragma once
// Names of files made from titles, which are anybody's text.

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace octant::exporting {

// Room for a temporary name and for the 143 bytes that an encrypted home folder (eCryptfs) leaves.
inline constexpr size_t kMostNameBytes = 100;

// Gives each title a name of its own, with `extension` (".md") behind it:
//   - at most kMostNameBytes of valid UTF-8, never empty: "conversation" where nothing is left;
//   - no separator, none of Windows' reserved characters and device names (CON, NUL, COM1, ...), no
//     control, direction or line-break character;
//   - begins with no dot, dash or space, and ends with no dot or space: hidden by no program and an
//     option of none;
//   - differs from all names given before also where case does not count (of A to Z): " 2", " 3".
class FileNames {
 public:
  std::string name_for(std::string_view title, std::string_view extension);

 private:
  std::set<std::string> taken_;  // in lower case
};

}  // namespace octant::exporting
