// store_writer PATH: writes answers to a history until it is killed. Says on standard output what
// has been committed, a line each: "open", "streamed ID PIECES", "finished ID".

#include <cstdio>
#include <string>

#include "app/store/history_store.h"
#include "tests/app/store/written_text.h"

namespace octant::store {
namespace {

void say(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);  // one write(2): a line arrives whole or not at all
}

Status write_for_ever(const std::string& path) {
  HistoryOptions options;
  options.path = path;
  ASSIGN_OR_RETURN(HistoryStore store, HistoryStore::open(options));
  say("open\n");
  for (;;) {
    ASSIGN_OR_RETURN(const int64_t conversation, store.create_conversation({.title = "talk"}));
    int64_t last = 0;
    for (int turn = 0; turn < 5; ++turn) {
      ASSIGN_OR_RETURN(const int64_t asked, store.add_user_message(conversation, last, "Why?"));
      ASSIGN_OR_RETURN(last,
                       store.begin_answer({.conversation_id = conversation, .parent_id = asked}));
      std::string text;
      for (int piece = 1; piece <= kWrittenPieces; ++piece) {
        const std::string longer = written_text(last, piece);
        RETURN_IF_ERROR(store.append_answer(last, {.content = longer.substr(text.size())}));
        text = longer;
        say("streamed " + std::to_string(last) + ' ' + std::to_string(piece) + '\n');
      }
      RETURN_IF_ERROR(store.finish_answer(last, {.content = text}));
      say("finished " + std::to_string(last) + '\n');
    }
    if (conversation % 3 == 0) {
      // A kill may come in the middle of a purge too. What it removes said nothing.
      ASSIGN_OR_RETURN(const int64_t doomed, store.create_conversation({.title = "doomed"}));
      RETURN_IF_ERROR(store.delete_conversation(doomed));
      RETURN_IF_ERROR(store.purge(system_now_ms()).status());
    }
  }
}

}  // namespace
}  // namespace octant::store

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const octant::Status status = octant::store::write_for_ever(argv[1]);
  std::fprintf(stderr, "store_writer: %s\n", status.to_string().c_str());
  return 1;
}
