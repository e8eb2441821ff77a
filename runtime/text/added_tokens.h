#pragma once
// Finds added tokens in text: at each position the longest one, from left to right.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/text/tokenizer_json.h"

namespace octant {

// A trie over the bytes of the names.
class AddedTokenMatcher {
 public:
  struct Match {
    size_t begin = 0;
    size_t end = 0;
    int32_t id = -1;
    bool found() const { return id >= 0; }
  };

  AddedTokenMatcher() = default;
  // `tokens` have distinct names, none empty.
  explicit AddedTokenMatcher(const std::vector<AddedToken>& tokens);

  bool empty() const { return nodes_.empty(); }
  // The leftmost match that begins at `start` or later, and of those the longest. Costs at most
  // (bytes passed) x (longest name), and one table look-up for bytes that begin no name.
  Match find(std::string_view text, size_t start) const;

 private:
  struct Edge {
    uint8_t byte = 0;
    int32_t node = 0;
  };
  struct Node {
    std::vector<Edge> edges;  // few: names share prefixes, so a search of the list is quick
    int32_t id = -1;          // of the name that ends here
  };

  // Index of the child, -1 if there is none.
  int32_t child(int32_t node, uint8_t byte) const;
  void insert(const AddedToken& token);

  std::vector<Node> nodes_;  // [0] is the root
  bool begins_name_[256] = {};
};

}  // namespace octant
