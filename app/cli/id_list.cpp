#include "app/cli/id_list.h"

#include <charconv>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace octant::cli {

Result<std::vector<int32_t>> parse_ids(std::string_view text, int64_t vocab_size) {
  constexpr std::string_view kSeparators = ", \t\r\n";
  std::vector<int32_t> ids;
  for (auto at = text.find_first_not_of(kSeparators); at != std::string_view::npos;
       at = text.find_first_not_of(kSeparators, at)) {
    const auto end = text.find_first_of(kSeparators, at);
    const std::string_view word = text.substr(at, end - at);
    int32_t id = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error != std::errc() || stop != word.data() + word.size() || id < 0 || id >= vocab_size) {
      // A word can be as long as the input; its beginning tells enough.
      return invalid_argument(fmt::format("id {}: \"{}\" is not a whole number from 0 to {}",
                                          ids.size() + 1, word.substr(0, 32), vocab_size - 1));
    }
    ids.push_back(id);
    at = end;
    if (at == std::string_view::npos) break;
  }
  return ids;
}

std::string ids_text(const std::vector<int32_t>& ids) {
  return fmt::format("{}", fmt::join(ids, " "));
}

}  // namespace octant::cli
