#include "runtime/text/added_tokens.h"

namespace octant {

AddedTokenMatcher::AddedTokenMatcher(const std::vector<AddedToken>& tokens) {
  for (const AddedToken& token : tokens) insert(token);
}

int32_t AddedTokenMatcher::child(int32_t node, uint8_t byte) const {
  for (const Edge& edge : nodes_[static_cast<size_t>(node)].edges) {
    if (edge.byte == byte) return edge.node;
  }
  return -1;
}

void AddedTokenMatcher::insert(const AddedToken& token) {
  if (nodes_.empty()) nodes_.emplace_back();
  begins_name_[static_cast<uint8_t>(token.content.front())] = true;
  int32_t node = 0;
  for (const char c : token.content) {
    const auto byte = static_cast<uint8_t>(c);
    int32_t next = child(node, byte);
    if (next < 0) {
      next = static_cast<int32_t>(nodes_.size());
      nodes_.emplace_back();
      nodes_[static_cast<size_t>(node)].edges.push_back({byte, next});
    }
    node = next;
  }
  nodes_[static_cast<size_t>(node)].id = token.id;
}

AddedTokenMatcher::Match AddedTokenMatcher::find(std::string_view text, size_t start) const {
  if (empty()) return {};
  for (size_t begin = start; begin < text.size(); ++begin) {
    if (!begins_name_[static_cast<uint8_t>(text[begin])]) continue;
    Match longest;
    int32_t node = 0;
    for (size_t i = begin; i < text.size(); ++i) {
      node = child(node, static_cast<uint8_t>(text[i]));
      if (node < 0) break;
      const int32_t id = nodes_[static_cast<size_t>(node)].id;
      if (id >= 0) longest = {begin, i + 1, id};
    }
    if (longest.found()) return longest;
  }
  return {};
}

}  // namespace octant
