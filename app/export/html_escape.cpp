#include "app/export/html_escape.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/text/controls.h"
#include "app/text/utf8.h"

namespace octant::exporting {

namespace {

constexpr std::array<std::string_view, 3> kSchemes = {"http://", "https://", "mailto:"};

bool is_letter_or_digit(char sign) {
  return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') ||
         (sign >= 'a' && sign <= 'z');
}

bool is_address_sign(char sign) {
  constexpr std::string_view kOthers = "-._~:/?#@!$&()*+,;=%";
  return is_letter_or_digit(sign) || kOthers.find(sign) != std::string_view::npos;
}

void append_code_point(std::string& out, CodePoint next, std::string_view bytes, bool mark) {
  switch (next.value) {
    case '&':
      out += "&amp;";
      return;
    case '<':
      out += "&lt;";
      return;
    case '>':
      out += "&gt;";
      return;
    case '"':
      out += "&quot;";
      return;
    case '\'':
      out += "&#39;";
      return;
    case '\r':
      return;
    case '\n':
    case '\t':
      out += bytes;
      return;
    default:
      break;
  }
  if (is_direction_control(next.value)) {
    const std::string name = fmt::format("U+{:04X}", static_cast<uint32_t>(next.value));
    out += mark ? "<span class=\"hidden\">" + name + "</span>" : name;
  } else {
    out += next.valid && !is_control(next.value) ? bytes : std::string_view("\uFFFD");
  }
}

std::string escaped(std::string_view text, bool mark) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    append_code_point(out, next, text.substr(0, next.num_bytes), mark);
    text.remove_prefix(next.num_bytes);
  }
  return out;
}

// The address that `text` begins with; empty if it begins with none.
std::string_view address_at(std::string_view text) {
  const auto scheme = std::find_if(kSchemes.begin(), kSchemes.end(),
                                   [&](std::string_view each) { return text.starts_with(each); });
  if (scheme == kSchemes.end()) return {};
  const auto end = std::find_if_not(text.begin(), text.end(), is_address_sign);
  const std::string_view all = text.substr(0, static_cast<size_t>(end - text.begin()));
  // Signs that end a sentence are not part of the address.
  const std::string_view address = all.substr(0, all.find_last_not_of(".,:;!?)") + 1);
  return address.size() > scheme->size() ? address : std::string_view{};
}

}  // namespace

std::string html_escaped_plain(std::string_view text) {
  return escaped(text, false);
}

std::string html_escaped(std::string_view text) {
  return escaped(text, true);
}

std::string html_with_links(std::string_view text) {
  std::string out;
  size_t begin = 0;  // of what is not written yet
  for (size_t at = text.find_first_of("hm"); at != std::string_view::npos;
       at = text.find_first_of("hm", at)) {
    const bool inside_word = at > 0 && is_letter_or_digit(text[at - 1]);
    const std::string_view address = inside_word ? std::string_view{} : address_at(text.substr(at));
    if (address.empty()) {
      ++at;
      continue;
    }
    const std::string shown = html_escaped_plain(address);
    out += html_escaped(text.substr(begin, at - begin));
    out += fmt::format("<a href=\"{0}\" rel=\"noopener noreferrer\">{0}</a>", shown);
    at += address.size();
    begin = at;
  }
  return out + html_escaped(text.substr(begin));
}

}  // namespace octant::exporting
