#pragma once
// AnswerWriter: an answer on its way into the history. Takes what the engine tells of it, writes
// its text down at least twice a second, and its end at once.
//
// A write that fails is tried again: what could not be written stays here, and is written with what
// comes after. The text on the screen does not depend on it. Owner: the session's thread.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/store/history_store.h"
#include "kernels/core/status.h"
#include "runtime/api/events.h"

namespace octant::session {

using Clock = std::chrono::steady_clock;

// How long text may wait before it is written, so that a crash costs half a second of it at most.
// Much less than that: a busy machine may hold a frame up, and what came with the one before waits
// as long. With 400 ms one kill in 1,600 cost more, with 250 ms one of some hundreds, on four cores
// that had twelve threads to run; with 100 ms none of 2,000. A write is a commit without a sync,
// and rewrites the answer: a megabyte a second for one of 100 kB.
inline constexpr std::chrono::milliseconds kFlushInterval{100};
// Between two tries of a write that failed. A full disk that gets space again is seen within 3 s.
inline constexpr std::chrono::milliseconds kRetryInterval{1000};

class AnswerWriter {
 public:
  // Of message `message_id`, which is streaming. `history` outlives the writer.
  AnswerWriter(store::HistoryStore& history, int64_t message_id)
      : history_(history), message_id_(message_id) {}

  int64_t message_id() const { return message_id_; }

  void add_token(const api::TokenEvent& token);
  void add_routing(const api::TokenRouting& routing, const store::RoutingTrace& shape);
  // The answer's end with its whole text; nothing is added after it.
  struct End {
    store::MessageState state = store::MessageState::kComplete;
    std::string content;
    std::string reasoning;
    std::string error;
    std::string finish_reason;
    store::AnswerStats stats;
    std::optional<store::ExpertHistogram> histogram;
  };
  void end(End end) { end_ = std::move(end); }
  // What is not on the disk before write() says so; nothing while the answer is on its way.
  const std::optional<End>& ended() const { return end_; }

  // Writes what is due; true once the end is written. Errors: those of the store; they are also
  // told by the next call until a try succeeds.
  Result<bool> write(Clock::time_point now);

 private:
  bool has_something() const;
  Status write_pending();

  store::HistoryStore& history_;
  int64_t message_id_;
  // Not written yet.
  std::string content_;
  std::string reasoning_;
  std::vector<store::TokenRecord> tokens_;
  store::RoutingTrace routing_;
  std::optional<End> end_;
  Clock::time_point last_try_{};
  Status failure_;  // of the last try
};

}  // namespace octant::session
