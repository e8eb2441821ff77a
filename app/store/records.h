#pragma once
// What the history keeps: plain values, as they are written and read. Ids are never 0 and never
// used a second time; 0 means none. Times are milliseconds since 1970 (UTC); 0 means never. Text is
// UTF-8.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/api/chat.h"

namespace octant::store {

using api::Role;

struct Conversation {
  int64_t id = 0;
  std::string title;
  bool title_is_own = false;  // typed by the user, not made from the first message
  int64_t created_ms = 0;
  int64_t updated_ms = 0;  // of the newest message, or of its end
  bool pinned = false;
  bool archived = false;
  std::string folder;             // empty: in none
  std::vector<std::string> tags;  // sorted, each once
  std::string model;
  std::string system_prompt;
  std::string settings_json;  // sampling and drafts: the app's own format
  std::string draft_text;     // typed in the composer and not sent
  int64_t active_leaf = 0;    // the last message of the path on the screen
};

// What a row of the sidebar needs.
struct ConversationSummary {
  int64_t id = 0;
  std::string title;
  int64_t created_ms = 0;
  int64_t updated_ms = 0;
  int64_t trashed_ms = 0;  // 0: not deleted
  bool pinned = false;
  bool archived = false;
  std::string folder;
  std::vector<std::string> tags;
  std::string model;
};

enum class MessageState {
  kStreaming,    // an answer on its way
  kComplete,     // whole
  kStopped,      // the user ended it
  kInterrupted,  // the program ended while it was on its way
  kFailed,       // `error` says why
};

// How an answer was made, in tokens and milliseconds.
struct AnswerStats {
  int64_t prompt_tokens = 0;
  int64_t completion_tokens = 0;
  int64_t cached_tokens = 0;  // of the prompt
  double ttft_ms = 0;         // time to the first token
  double prefill_ms = 0;
  double decode_ms = 0;
  double reasoning_ms = 0;  // of them, until the answer itself began
  int64_t draft_proposed = 0;
  int64_t draft_accepted = 0;
};

// A node of a conversation's tree. Messages with the same parent are versions of each other.
struct Message {
  int64_t id = 0;
  int64_t conversation_id = 0;
  int64_t parent_id = 0;  // 0: the first of its path
  Role role = Role::kUser;
  std::string content;
  std::string reasoning;
  int64_t created_ms = 0;
  int64_t finished_ms = 0;  // 0: still streaming
  MessageState state = MessageState::kComplete;
  std::string error;          // of kFailed: one line
  std::string finish_reason;  // of an answer: "stop", "length", ...
  std::string params_json;    // the options it was generated with
  std::string model;
  AnswerStats stats;
};

// A message on the path from the first message to the active leaf.
struct PathMessage {
  Message message;
  int32_t version = 1;  // which of its versions it is, from 1 by age
  int32_t num_versions = 1;
};

// How often each layer chose each expert.
struct ExpertHistogram {
  int32_t num_moe_layers = 0;
  int32_t n_routed_experts = 0;
  std::vector<uint64_t> counts;  // [num_moe_layers, n_routed_experts]
};

// The experts of some tokens, in the order in which they were computed.
struct RoutingTrace {
  struct Token {
    int64_t position = 0;    // in the context
    bool is_prompt = false;  // a token of the prompt, else of the answer
    bool accepted = true;    // false: drafted, verified and rejected
    bool operator==(const Token&) const = default;
  };
  int32_t num_moe_layers = 0;
  int32_t num_experts_per_tok = 0;  // k
  std::vector<Token> tokens;
  std::vector<int16_t> topk_idx;    // [tokens, num_moe_layers, k]
  std::vector<float> topk_weights;  // [tokens, num_moe_layers, k]
};

// A token of an answer, in the order of the text.
struct TokenRecord {
  int32_t id = 0;
  float logprob = 0;           // natural
  int32_t num_text_bytes = 0;  // of `content` or `reasoning` that came with it
  bool drafted = false;        // proposed by the MTP layer and accepted
  bool is_reasoning = false;   // its text is in `reasoning`
  bool operator==(const TokenRecord&) const = default;
};

// A part of a text with the places that a search found.
struct Snippet {
  struct Mark {
    size_t begin = 0;  // in bytes of `text`
    size_t length = 0;
    bool operator==(const Mark&) const = default;
  };
  std::string text;         // "…" where something was cut off
  std::vector<Mark> marks;  // in order, without overlaps
};

struct SearchHit {
  int64_t conversation_id = 0;
  std::string title;       // of the conversation
  int64_t message_id = 0;  // 0: the hit is the title
  Role role = Role::kUser;
  int64_t created_ms = 0;  // of the message; of a title: updated_ms of its conversation
  Snippet snippet;
};

// A folder or a tag, with the conversations in it that are not deleted.
struct NameCount {
  std::string name;
  int64_t num_conversations = 0;
  bool operator==(const NameCount&) const = default;
};

// How many conversations lie behind each caption of the sidebar, which has pinned ones above all
// folders and archived ones apart.
struct SidebarCounts {
  std::vector<NameCount> folders;  // by name, of those neither archived nor pinned; none with 0
  int64_t num_archived = 0;
};

struct HistoryStatistics {
  int64_t num_conversations = 0;  // not deleted, archived ones included
  int64_t num_archived = 0;
  int64_t num_trashed = 0;   // conversations
  int64_t num_messages = 0;  // of conversations that are not deleted
  int64_t num_answers = 0;
  int64_t completion_tokens = 0;
  int64_t num_traces = 0;  // answers with a routing trace
  int64_t database_bytes = 0;
};

}  // namespace octant::store
