#pragma once
// What the program that is killed writes, so that the test knows it too.

#include <cstdint>
#include <string>

namespace octant::store {

inline constexpr int kWrittenPieces = 6;  // of each answer

// The first pieces of the answer with this id.
inline std::string written_text(int64_t id, int num_pieces) {
  std::string text;
  for (int piece = 0; piece < num_pieces; ++piece) {
    for (int i = 0; i < 40; ++i) {
      text += std::to_string(id * 31 + piece * 7 + i) + (i % 9 == 0 ? "天气 " : " ");
    }
  }
  return text;
}

}  // namespace octant::store
