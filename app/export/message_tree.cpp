#include "app/export/message_tree.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace octant::exporting {

namespace {

struct Links {
  std::vector<size_t> roots;
  std::vector<std::vector<size_t>> children;  // by node
};

Result<Links> link(const std::vector<TreeNode>& nodes) {
  std::unordered_map<std::string_view, size_t> by_key;
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (!by_key.emplace(nodes[i].key, i).second) {
      return corrupt(fmt::format("message \"{}\": id: comes twice", nodes[i].key));
    }
  }
  Links links;
  links.children.resize(nodes.size());
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].parent.empty()) {
      links.roots.push_back(i);
      continue;
    }
    const auto parent = by_key.find(nodes[i].parent);
    if (parent == by_key.end()) {
      return corrupt(fmt::format("message \"{}\": parent: there is no message \"{}\"", nodes[i].key,
                                 nodes[i].parent));
    }
    links.children[parent->second].push_back(i);
  }
  const auto by_age = [&nodes](size_t a, size_t b) {
    return nodes[a].message.created_ms < nodes[b].message.created_ms;
  };
  std::stable_sort(links.roots.begin(), links.roots.end(), by_age);
  for (auto& siblings : links.children) {
    std::stable_sort(siblings.begin(), siblings.end(), by_age);
  }
  return links;
}

// Whether the node was taken as the system prompt.
bool take_system_prompt(TreeNode& node, int64_t parent, store::Conversation& conversation) {
  if (!node.is_message || node.message.role != store::Role::kSystem || parent != 0 ||
      !conversation.system_prompt.empty()) {
    return false;
  }
  conversation.system_prompt = std::move(node.message.content);
  return true;
}

}  // namespace

Status build_tree(std::vector<TreeNode> nodes, std::string_view current, ConversationFile& file) {
  ASSIGN_OR_RETURN(const Links links, link(nodes));
  // Downwards from the roots, with a stack: what others wrote may be very deep.
  struct Step {
    size_t node = 0;
    int64_t parent = 0;  // the nearest message above
  };
  std::vector<Step> open;
  const auto push = [&open](const std::vector<size_t>& siblings, int64_t parent) {
    for (auto at = siblings.rbegin(); at != siblings.rend(); ++at) open.push_back({*at, parent});
  };
  push(links.roots, 0);
  size_t num_visited = 0;
  int64_t leaf = 0;
  while (!open.empty()) {
    const Step step = open.back();
    open.pop_back();
    ++num_visited;
    TreeNode& node = nodes[step.node];
    int64_t id = step.parent;
    if (node.is_message && !take_system_prompt(node, step.parent, file.conversation)) {
      id = std::ssize(file.messages) + 1;
      node.message.id = id;
      node.message.parent_id = step.parent;
      file.messages.push_back(std::move(node.message));
    }
    if (!current.empty() && node.key == current) leaf = id;
    push(links.children[step.node], id);
  }
  if (num_visited < nodes.size()) {
    return corrupt("messages: some are their own ancestors");
  }
  file.conversation.active_leaf = leaf != 0 ? leaf : std::ssize(file.messages);
  return {};
}

}  // namespace octant::exporting
