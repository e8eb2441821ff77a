#pragma once
// Cuts Markdown into chunks that are parsed one by one.
//
// md4c starts over with every call, so a growing message would cost the square of its length. A cut
// stands where what follows cannot depend on what came before: before a line that begins a block at
// the margin behind an empty line, and before each item of a list at the margin. Whether to cut
// before a line is decided from complete lines alone, so a cut once made stays: parsing chunk
// by chunk gives the same blocks however the text arrived. Where the scan is not certain it does
// not cut, which costs time and nothing else.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace octant::ui::text {

struct Chunk {
  size_t begin = 0;
  size_t end = 0;
  // The number that its list goes on with, where it begins with an item that continues the list of
  // the chunk before; otherwise 0 and the source's own number counts.
  uint32_t number = 0;
  bool continues_list = false;
};

// Where cutting begins: at a chunk's begin.
struct ChunkStart {
  size_t begin = 0;
  char list_delimiter = 0;  // of the item that ends there, 0 if none
  uint32_t next_number = 0;
};

struct Chunks {
  std::vector<Chunk> all;  // in order, without gaps; all but the last never change
  ChunkStart last;         // where the last one begins: hand it in when the text has grown
};

// Cuts text.substr(start.begin). O(bytes of it).
Chunks cut_chunks(std::string_view text, const ChunkStart& start);

}  // namespace octant::ui::text
