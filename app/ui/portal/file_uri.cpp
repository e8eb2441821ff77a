#include "app/ui/portal/file_uri.h"

#include <charconv>
#include <string>

namespace octant::ui {
namespace {

constexpr std::string_view kScheme = "file://";

Status refused(std::string_view uri, std::string_view reason) {
  return invalid_argument(std::string(uri) + ": " + std::string(reason));
}

}  // namespace

Result<std::filesystem::path> path_of_file_uri(std::string_view uri) {
  if (!uri.starts_with(kScheme)) return refused(uri, "is no file of this computer");
  const std::string_view rest = uri.substr(kScheme.size());
  const size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return refused(uri, "names no absolute path");
  const std::string_view host = rest.substr(0, slash);
  if (!host.empty() && host != "localhost") return refused(uri, "is a file of another computer");
  std::string path;
  for (size_t at = slash; at < rest.size(); ++at) {
    if (rest[at] != '%') {
      path += rest[at];
      continue;
    }
    const std::string_view digits = rest.substr(at + 1, 2);
    unsigned char byte = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (error != std::errc() || digits.size() != 2 || end != digits.data() + 2 || byte == 0) {
      return refused(uri, "has an escape that means nothing");
    }
    path += static_cast<char>(byte);
    at += 2;
  }
  return std::filesystem::path(path);
}

}  // namespace octant::ui
