#pragma once
// Trees of messages as other programs write them: nodes in any order, with keys of any kind, some
// of which are no messages. They become messages with numbers, parents before children.

#include <string>
#include <string_view>
#include <vector>

#include "app/export/conversation_file.h"
#include "kernels/core/status.h"

namespace octant::exporting {

struct TreeNode {
  std::string key;
  std::string parent;       // empty: none
  bool is_message = false;  // otherwise its children count as its parent's
  store::Message message;   // its ids are given by build_tree()
};

// Fills `file.messages`, with siblings ordered by created_ms, and the active leaf: the message at
// the key `current` or the nearest one above it; where that is not there, the last message. A
// system message in front becomes the system prompt if there is none.
// Errors: kCorrupt for a key that comes twice, a parent that is not there, and a circle.
Status build_tree(std::vector<TreeNode> nodes, std::string_view current, ConversationFile& file);

}  // namespace octant::exporting
