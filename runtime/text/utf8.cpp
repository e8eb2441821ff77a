#include "runtime/text/utf8.h"

#include <cstdint>
#include <cstring>

#include "kernels/core/check.h"

namespace octant {

namespace {

// What may follow a leading byte: the sequence's length, and the range of its second byte. All
// later bytes are 80..BF. This is table 3-7 of the Unicode standard; it is what keeps out overlong
// forms, surrogates and code points above U+10FFFF.
struct Lead {
  size_t num_bytes;  // 0: cannot begin a sequence
  uint8_t second_min;
  uint8_t second_max;
};

Lead classify(uint8_t byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// Length of the ASCII prefix, eight bytes a step.
size_t ascii_prefix(std::string_view bytes) {
  constexpr uint64_t kHighBits = 0x8080808080808080u;
  size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data() + i, 8);
    if ((word & kHighBits) != 0) break;
  }
  while (i < bytes.size() && static_cast<uint8_t>(bytes[i]) < 0x80) ++i;
  return i;
}

// Length of the well-formed prefix.
size_t valid_prefix(std::string_view bytes) {
  size_t i = 0;
  while (i < bytes.size()) {
    i += ascii_prefix(bytes.substr(i));
    if (i == bytes.size()) break;
    const Utf8Unit unit = first_utf8_unit(bytes.substr(i));
    if (unit.kind != Utf8Unit::Kind::kCodePoint) break;
    i += unit.num_bytes;
  }
  return i;
}

}  // namespace

Utf8Unit first_utf8_unit(std::string_view bytes) {
  using Kind = Utf8Unit::Kind;
  const Lead lead = classify(static_cast<uint8_t>(bytes.front()));
  if (lead.num_bytes == 0) return {Kind::kInvalid, 1};
  for (size_t i = 1; i < lead.num_bytes; ++i) {
    if (i == bytes.size()) return {Kind::kCutOff, i};
    const auto byte = static_cast<uint8_t>(bytes[i]);
    const uint8_t min = i == 1 ? lead.second_min : 0x80;
    const uint8_t max = i == 1 ? lead.second_max : 0xBF;
    if (byte < min || byte > max) return {Kind::kInvalid, i};
  }
  return {Kind::kCodePoint, lead.num_bytes};
}

bool is_valid_utf8(std::string_view bytes) {
  return valid_prefix(bytes) == bytes.size();
}

void append_valid_utf8(std::string_view bytes, std::string& out) {
  while (!bytes.empty()) {
    const size_t good = valid_prefix(bytes);
    out.append(bytes.substr(0, good));
    bytes.remove_prefix(good);
    if (bytes.empty()) return;
    out.append(kReplacementCharacter);
    bytes.remove_prefix(first_utf8_unit(bytes).num_bytes);
  }
}

std::string take_whole_code_points(std::string& pending) {
  size_t complete = 0;
  while (complete < pending.size()) {
    const Utf8Unit unit = first_utf8_unit(std::string_view(pending).substr(complete));
    if (unit.kind == Utf8Unit::Kind::kCutOff) break;
    complete += unit.num_bytes;
  }
  std::string text;
  append_valid_utf8(std::string_view(pending).substr(0, complete), text);
  pending.erase(0, complete);
  return text;
}

void append_code_point(char32_t code_point, std::string& out) {
  CHECK(code_point < 0x110000u);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  CHECK(!surrogate);
  const auto tail = [&](int shift) {
    out.push_back(static_cast<char>(0x80 | ((code_point >> shift) & 0x3F)));
  };
  if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (code_point >> 6)));
    tail(0);
  } else if (code_point < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (code_point >> 12)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0 | (code_point >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace octant
