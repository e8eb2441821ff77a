#include "app/cli/json_text.h"

#include <cstdint>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/terminal_text.h"
#include "app/text/utf8.h"

namespace octant::cli {

namespace {

// `indent` as for dump(): -1 is one line.
std::string dump_for_terminals(const nlohmann::ordered_json& document, int indent) {
  const std::string dumped =
      document.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string out;
  out.reserve(dumped.size() + 1);
  // Bytes from 0x7F on only occur inside strings, where \uNNNN is allowed for any of them.
  for (std::string_view rest = dumped; !rest.empty();) {
    const CodePoint next = decode_utf8(rest);
    if (is_hidden_control(next.value)) {
      out.append(fmt::format("\\u{:04x}", static_cast<uint32_t>(next.value)));
    } else {
      out.append(rest.substr(0, next.num_bytes));
    }
    rest.remove_prefix(next.num_bytes);
  }
  out.push_back('\n');
  return out;
}

}  // namespace

std::string json_text(const nlohmann::ordered_json& document) {
  return dump_for_terminals(document, 2);
}

std::string json_line(const nlohmann::ordered_json& document) {
  return dump_for_terminals(document, -1);
}

}  // namespace octant::cli
