#include "runtime/text/byte_level.h"

#include <array>
#include <cstddef>

#include "runtime/text/utf8.h"

namespace octant {

namespace {

constexpr bool stands_for_itself(int byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

constexpr int kFirstSubstitute = 0x100;
constexpr int kNumSubstitutes = 68;
constexpr int kAlphabetEnd = kFirstSubstitute + kNumSubstitutes;  // code points are below this
constexpr int16_t kNoByte = -1;

struct Alphabet {
  std::array<char16_t, 256> code_point{};
  std::array<int16_t, kAlphabetEnd> byte{};
};

constexpr Alphabet make_alphabet() {
  Alphabet alphabet;
  for (int16_t& byte : alphabet.byte) byte = kNoByte;
  int substitute = kFirstSubstitute;
  for (int byte = 0; byte < 256; ++byte) {
    const int code_point = stands_for_itself(byte) ? byte : substitute++;
    alphabet.code_point[static_cast<size_t>(byte)] = static_cast<char16_t>(code_point);
    alphabet.byte[static_cast<size_t>(code_point)] = static_cast<int16_t>(byte);
  }
  return alphabet;
}

constexpr Alphabet kAlphabet = make_alphabet();
static_assert(kAlphabet.code_point[0x20] == 0x120 && kAlphabet.code_point[0x0A] == 0x10A);
static_assert(kAlphabet.byte[kAlphabetEnd - 1] == 0xAD, "68 bytes do not stand for themselves");

}  // namespace

std::string byte_level_char(uint8_t byte) {
  std::string out;
  append_code_point(kAlphabet.code_point[byte], out);
  return out;
}

std::optional<std::string> byte_level_bytes(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    int code_point = static_cast<uint8_t>(text[i]);
    size_t num_bytes = 1;
    if (code_point >= 0x80) {
      // The alphabet ends below U+0800, so its characters have one or two bytes.
      if (code_point >= 0xE0 || i + 1 >= text.size()) return std::nullopt;
      code_point = (code_point & 0x1F) << 6 | (static_cast<uint8_t>(text[i + 1]) & 0x3F);
      num_bytes = 2;
    }
    if (code_point >= kAlphabetEnd) return std::nullopt;
    const int16_t byte = kAlphabet.byte[static_cast<size_t>(code_point)];
    if (byte == kNoByte) return std::nullopt;
    bytes.push_back(static_cast<char>(byte));
    i += num_bytes;
  }
  return bytes;
}

}  // namespace octant
