#pragma once
// HistoryStore: all conversations, in one SQLite file.
//
// Threads. A store belongs to one thread; every method waits for the disk.
//
// Promises, with the tests that hold them in tests/app/store:
//   - When finish_answer() or add_user_message() has returned OK, no death of the process and no
//     power cut takes the message. What append_answer() wrote survives the death of the process; a
//     power cut may take the latest pieces of it.
//   - A method that fails leaves the store as it was, and usable: a full disk is kIo with one line,
//     and the same call may be made again.
//   - Every method is whole or not at all, however many rows it changes.
//   - After purge() has returned OK, deleted text is in none of the history's files.
//
// One process writes. Whoever opens the store while another one has it reads along
// (is_read_only()); writing methods then give kUnsupported.
//
// Errors of every method, beside those it names: kIo; kCorrupt for a damaged file; kNotFound for an
// id that is not there, or that was purged; kOutOfMemory.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/store/database.h"
#include "app/store/lock_file.h"
#include "app/store/migrations.h"
#include "app/store/records.h"
#include "app/store/transaction.h"
#include "kernels/core/status.h"

namespace octant::store {

// Milliseconds since 1970, of the system.
int64_t system_now_ms();

struct HistoryOptions {
  std::filesystem::path path;  // of the database; see history_path() in paths.h
  std::function<int64_t()> now_ms = system_now_ms;
  std::chrono::milliseconds busy_timeout{2000};
  // For tests.
  std::string vfs;  // SQLite's file access
  std::span<const Migration> migrations = embedded_migrations();
  Durability strongest = Durability::kFull;  // weaker, what survives a power cut is luck
};

// What a conversation begins with; everything may be empty.
struct NewConversation {
  std::string title;
  std::string folder;
  std::string model;
  std::string system_prompt;
  std::string settings_json;
};

struct NewAnswer {
  int64_t conversation_id = 0;
  int64_t parent_id = 0;  // what it answers
  std::string model;
  std::string params_json;
};

// Text that arrived since the last time.
struct AnswerText {
  std::string_view content;
  std::string_view reasoning;
};

// How an answer ended, with its whole text: what was appended before is replaced by it.
struct AnswerEnd {
  MessageState state = MessageState::kComplete;  // not kStreaming
  std::string_view content;
  std::string_view reasoning;
  std::string_view error;
  std::string_view finish_reason;
  AnswerStats stats;
  const ExpertHistogram* histogram = nullptr;  // none: no histogram is kept
};

struct ListQuery {
  bool archived = false;              // these or the others
  std::optional<bool> pinned;         // these or the others; nothing: both
  std::optional<std::string> folder;  // only in this one; empty: only those in none
  std::optional<std::string> tag;     // only with this one
  int32_t limit = 100;
  // Goes on behind a row: the `next` of the page before.
  struct Position {
    bool pinned = true;
    int64_t updated_ms = 0;
    int64_t id = 0;
  };
  std::optional<Position> after;
};

struct ListPage {
  std::vector<ConversationSummary> rows;    // pinned first, then by updated_ms, newest first
  std::optional<ListQuery::Position> next;  // nothing: this was the last page
};

struct Purged {
  int64_t num_conversations = 0;
  int64_t num_messages = 0;  // deleted one by one; without those of purged conversations
};

class HistoryStore {
 public:
  // Makes the file and its folder where they are missing, migrates an older version (a copy is put
  // beside it first, see migrations.h), and marks answers as interrupted that were streaming when
  // the last writer died. Errors: kUnsupported for another program's database and for a newer
  // version, or an older one that another process has.
  static Result<HistoryStore> open(const HistoryOptions& options);
  // An empty history that is written to no file, and gone with the store.
  static Result<HistoryStore> open_in_memory();

  HistoryStore(HistoryStore&&) noexcept = default;
  HistoryStore& operator=(HistoryStore&&) = delete;
  ~HistoryStore() = default;

  bool is_read_only() const { return !lock_ && !is_in_memory(); }
  bool is_in_memory() const { return path_.empty(); }
  const std::filesystem::path& path() const { return path_; }  // empty: in memory

  // ---- Conversations (history_conversations.cpp)

  Result<int64_t> create_conversation(const NewConversation& conversation);
  Result<Conversation> conversation(int64_t id);
  Result<ListPage> list_conversations(const ListQuery& query);
  Result<std::vector<NameCount>> folders();  // by name, without the empty one
  Result<std::vector<NameCount>> tags();     // by name
  Result<SidebarCounts> sidebar_counts();

  Status rename(int64_t id, std::string_view title);  // the user's own title
  // A title made from the text; kept away from one that is the user's own.
  Status suggest_title(int64_t id, std::string_view title);
  Status set_pinned(int64_t id, bool pinned);
  Status set_archived(int64_t id, bool archived);
  Status set_folder(int64_t id, std::string_view folder);
  Status set_tags(int64_t id, std::span<const std::string> tags);  // empty ones are left out
  Status set_model(int64_t id, std::string_view model);
  Status set_system_prompt(int64_t id, std::string_view text);
  Status set_settings(int64_t id, std::string_view json);
  Status set_draft(int64_t id, std::string_view text);

  // Adds a whole conversation, e.g. one that is imported. Ids of conversation and messages are new
  // ones; `messages` name their parents, which come before them, and `conversation` its leaf by the
  // ids that they have in `messages`. Errors: kInvalidArgument for a parent or leaf that is not
  // there, and for a message that is streaming. Returns the conversation's id.
  Result<int64_t> add_conversation(const Conversation& conversation,
                                   std::span<const Message> messages);

  // ---- The tree of messages (history_messages.cpp)

  Result<Message> message(int64_t id);
  // From the first message to the active leaf; empty in an empty conversation.
  Result<std::vector<PathMessage>> active_path(int64_t conversation_id);
  // By age, oldest first. Parent 0: the first messages of the conversation.
  Result<std::vector<int64_t>> children(int64_t conversation_id, int64_t parent_id);
  // The versions of a message, itself included; by age.
  Result<std::vector<int64_t>> siblings(int64_t id);
  // The leaf that one comes to from `id` by going to the newest child each time.
  Result<int64_t> newest_leaf(int64_t id);
  // Shows the path that ends at this message.
  Status set_active_leaf(int64_t id);

  // The user's message, which becomes the active leaf; the draft is emptied with the same commit.
  // On the disk when this returns. Parent 0: a first message. Errors: kInvalidArgument for a parent
  // of another conversation.
  Result<int64_t> add_user_message(int64_t conversation_id, int64_t parent_id,
                                   std::string_view content);

  // ---- Answers (history_answers.cpp). Errors: kInvalidArgument if the message is not streaming.

  // An empty answer that is streaming, and the active leaf.
  Result<int64_t> begin_answer(const NewAnswer& answer);
  // Call it at least twice a second while text arrives, so that a crash costs half a second of it.
  Status append_answer(int64_t id, const AnswerText& text);
  // On the disk when this returns.
  Status finish_answer(int64_t id, const AnswerEnd& end);
  // Lets an answer that has ended go on: "continue". Its text stays. Errors: kInvalidArgument for a
  // message that is not an answer, or is streaming.
  Status resume_answer(int64_t id);

  // ---- Recordings of answers (history_recordings.cpp). Not there: empty, not an error.

  // Like append_answer(), these may be called while the answer streams; each call adds one chunk.
  Status append_routing(int64_t message_id, const RoutingTrace& trace);
  Status append_tokens(int64_t message_id, std::span<const TokenRecord> tokens);
  // Of an answer that was imported; one that ends here brings it with finish_answer().
  Status set_histogram(int64_t message_id, const ExpertHistogram& histogram);
  Result<ExpertHistogram> histogram(int64_t message_id);
  Result<RoutingTrace> routing(int64_t message_id);
  Result<std::vector<TokenRecord>> tokens(int64_t message_id);

  // ---- Deleting (history_trash.cpp). What was deleted is found by nothing until it is restored.

  Status delete_conversation(int64_t id);
  Status restore_conversation(int64_t id);
  Result<std::vector<ConversationSummary>> trashed_conversations();  // latest first
  // A message with all that follows it. An active leaf among them moves to its parent.
  Status delete_message(int64_t id);
  // Brings back what that call deleted, and shows it: the active leaf is the newest one below it.
  // Errors: kInvalidArgument if it is not a deleted message, or hangs below one.
  Status restore_message(int64_t id);

  // Removes for good what was deleted until `cutoff_ms` (now or later: everything), and its text
  // from the file, the log and the search index, with the copies made before migrations. Rewrites
  // the file: seconds for 100 MB. Where it fails half-way, e.g. while another
  // program reads, purge_unfinished() stays true and the next call completes it.
  Result<Purged> purge(int64_t cutoff_ms);
  Result<bool> purge_unfinished();

  // ---- Search (history_search.cpp)

  // `query`: words and "phrases in quotes" that are all found, in any case, also inside words, in
  // one title or one message; and tag:NAME, folder:NAME, pinned:yes|no, archived:yes|no. The full
  // grammar: search_query.h. Titles come before messages, each the best match first; a query of
  // filters alone gives conversations. An empty query gives nothing.
  Result<std::vector<SearchHit>> search(std::string_view query, int32_t limit);

  // ---- Settings and upkeep (history_upkeep.cpp)

  Result<std::optional<std::string>> setting(std::string_view key);
  Status set_setting(std::string_view key, std::string_view value);
  Status remove_setting(std::string_view key);

  Result<HistoryStatistics> statistics();
  // A copy as one file; over one that is there. Errors: kInvalidArgument if it is this history.
  Status back_up_to(const std::filesystem::path& path);
  // Errors: kCorrupt, with the first problem. Reads the whole file.
  Status check_integrity();

 private:
  HistoryStore(HistoryOptions options, std::filesystem::path path, Database database,
               std::optional<LockFile> lock);

  static Result<HistoryStore> open_to_write(const HistoryOptions& options,
                                            const std::filesystem::path& path, LockFile lock);
  static Result<HistoryStore> open_to_read(const HistoryOptions& options,
                                           const std::filesystem::path& path);
  Status mark_interrupted();

  // A transaction of at most options_.strongest. Errors: kUnsupported if the store is read-only.
  Result<Transaction> begin_write(Durability durability);
  // One UPDATE of the row with `id` as ?1 and `value` as ?2, committed. Errors: kNotFound.
  template <typename Value>
  Status change_conversation(int64_t id, std::string_view sql, const Value& value);
  // Errors: kNotFound if it is not there or deleted.
  Status require_conversation(int64_t id);
  Status require_streaming(int64_t id);
  Status touch(int64_t conversation_id, int64_t active_leaf);
  Result<int64_t> insert_message(const Message& message);
  Status empty_of_deleted_text();

  std::filesystem::path path_;
  HistoryOptions options_;
  // The lock is let go after the database is closed.
  std::optional<LockFile> lock_;
  Database database_;
};

}  // namespace octant::store
