#include "app/export/utf8.h"

namespace octant::exporting {

namespace {

bool between(uint32_t value, uint32_t low, uint32_t high) {
  return value >= low && value <= high;
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {lead, 1, true};
  const size_t length = between(lead, 0xC2, 0xDF)   ? 2
                        : between(lead, 0xE0, 0xEF) ? 3
                        : between(lead, 0xF0, 0xF4) ? 4
                                                    : 1;
  if (length == 1 || text.size() < length) return {};
  uint32_t value = lead & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80) return {};
    value = (value << 6) | (byte & 0x3FU);
  }
  // By length, what could have been written shorter.
  constexpr uint32_t kLowest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kLowest[length] || between(value, 0xD800, 0xDFFF) || value > 0x10FFFF) return {};
  return {value, length, true};
}

std::string valid_utf8(std::string text) {
  size_t valid = 0;
  while (valid < text.size()) {
    const CodePoint next = first_code_point(std::string_view(text).substr(valid));
    if (!next.valid) break;
    valid += next.length;
  }
  if (valid == text.size()) return text;
  std::string repaired = text.substr(0, valid);
  for (std::string_view rest = std::string_view(text).substr(valid); !rest.empty();) {
    const CodePoint next = first_code_point(rest);
    repaired.append(next.valid ? rest.substr(0, next.length) : std::string_view("\uFFFD"));
    rest.remove_prefix(next.length);
  }
  return repaired;
}

std::string_view first_code_points(std::string_view text, int most_code_points) {
  size_t end = 0;
  for (int i = 0; i < most_code_points && end < text.size(); ++i) {
    end += first_code_point(text.substr(end)).length;
  }
  return text.substr(0, end);
}

std::string_view first_bytes(std::string_view text, size_t most_bytes) {
  size_t end = 0;
  while (end < text.size()) {
    const size_t next = end + first_code_point(text.substr(end)).length;
    if (next > most_bytes) break;
    end = next;
  }
  return text.substr(0, end);
}

bool is_control(uint32_t code_point) {
  return code_point < 0x20 || between(code_point, 0x7F, 0x9F);
}

bool is_direction_control(uint32_t code_point) {
  return code_point == 0x061C || between(code_point, 0x200E, 0x200F) ||
         between(code_point, 0x202A, 0x202E) || between(code_point, 0x2066, 0x2069);
}

}  // namespace octant::exporting
