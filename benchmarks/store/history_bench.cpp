// Times of the history: what a click in the sidebar and a piece of an answer cost.
//   BM_Open                 the program's start: opening, and closing at its end
//   BM_LoadConversation     the active path of N messages of 1 kB, of 100 conversations in the file
//   BM_List                 a page of 100 rows of the sidebar, of N conversations
//   BM_AddUserMessage       synced, before inference starts
//   BM_Append               100 bytes onto an answer of N kB
//   BM_Finish               an answer of N kB, synced; without the time of beginning it
//   BM_AppendRouting        16 tokens of 58 layers with 8 experts
//   BM_Search/...           in 20,000 messages of 1 kB: a word, a word of two characters, a common
//   one BM_Purge                one conversation out of 20,000 messages
// Iterations are given where filling the history takes longer than all of them.
// In the system's folder for temporary files; TMPDIR names another disk.

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>
#include <random>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "app/store/history_store.h"
#include "kernels/core/check.h"

namespace octant::store {
namespace {

template <typename T>
T take(Result<T> result) {
  CHECK(result.status().to_string() == "ok");
  return std::move(result).value();
}
void check(const Status& status) {
  CHECK(status.to_string() == "ok");
}

class BenchFolder {
 public:
  BenchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "octant_bench_XXXXXX").native();
    CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~BenchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;

  HistoryStore open() const {
    HistoryOptions options;
    options.path = path_ / "history.db";
    return take(HistoryStore::open(options));
  }

 private:
  std::filesystem::path path_;
};

std::string random_words(std::mt19937& random, size_t size) {
  std::string text;
  while (text.size() < size) {
    for (size_t n = 2 + random() % 8; n > 0; --n) {
      text += static_cast<char>('a' + random() % 26);
    }
    text += ' ';
  }
  return text;
}

// A conversation of so many messages of 1 kB.
int64_t add_conversation(HistoryStore& store, std::mt19937& random, int64_t num_messages) {
  std::vector<Message> messages;
  for (int64_t id = 1; id <= num_messages; ++id) {
    Message message;
    message.id = id;
    message.parent_id = id - 1;
    message.role = id % 2 == 1 ? Role::kUser : Role::kAssistant;
    message.content = random_words(random, 1000);
    if (id % 100 == 0) message.content += "天气 penguin";
    messages.push_back(std::move(message));
  }
  Conversation conversation;
  conversation.title = random_words(random, 30);
  conversation.updated_ms = system_now_ms();
  conversation.active_leaf = num_messages;
  return take(store.add_conversation(conversation, messages));
}

struct Filled {
  BenchFolder folder;
  HistoryStore store = folder.open();
  std::vector<int64_t> conversations;

  Filled(int64_t num_conversations, int64_t num_messages) {
    std::mt19937 random(5);
    for (int64_t i = 0; i < num_conversations; ++i) {
      conversations.push_back(add_conversation(store, random, num_messages));
    }
  }
};

void BM_Open(benchmark::State& state) {
  const BenchFolder folder;
  static_cast<void>(folder.open());
  for (auto _ : state) {
    const HistoryStore store = folder.open();
    benchmark::DoNotOptimize(store.is_read_only());
  }
}
BENCHMARK(BM_Open)->Unit(benchmark::kMillisecond);

void BM_LoadConversation(benchmark::State& state) {
  Filled filled(100, 40);
  std::mt19937 random(6);
  const int64_t id = add_conversation(filled.store, random, state.range(0));
  for (auto _ : state) {
    const auto path = take(filled.store.active_path(id));
    CHECK(std::ssize(path) == state.range(0));
  }
}
BENCHMARK(BM_LoadConversation)->Arg(20)->Arg(2000)->Iterations(50)->Unit(benchmark::kMillisecond);

void BM_List(benchmark::State& state) {
  Filled filled(state.range(0), 1);
  for (auto _ : state) {
    const ListPage page = take(filled.store.list_conversations({}));
    CHECK(page.rows.size() == 100u);
  }
}
BENCHMARK(BM_List)->Arg(100)->Arg(5000)->Iterations(300)->Unit(benchmark::kMillisecond);

void BM_AddUserMessage(benchmark::State& state) {
  Filled filled(1, 1);
  int64_t last = 0;
  for (auto _ : state) {
    last = take(filled.store.add_user_message(filled.conversations[0], last, "And why is that?"));
  }
}
BENCHMARK(BM_AddUserMessage)->Unit(benchmark::kMillisecond);

int64_t begin_answer(HistoryStore& store, int64_t conversation) {
  NewAnswer answer;
  answer.conversation_id = conversation;
  return take(store.begin_answer(answer));
}

void BM_Append(benchmark::State& state) {
  Filled filled(1, 1);
  std::mt19937 random(6);
  const int64_t id = begin_answer(filled.store, filled.conversations[0]);
  const std::string begun = random_words(random, static_cast<size_t>(state.range(0)) * 1000);
  check(filled.store.append_answer(id, {begun, ""}));
  const std::string piece = random_words(random, 90);
  for (auto _ : state) check(filled.store.append_answer(id, {piece, ""}));
}
BENCHMARK(BM_Append)->Arg(1)->Arg(100)->Iterations(200)->Unit(benchmark::kMillisecond);

void BM_Finish(benchmark::State& state) {
  Filled filled(1, 1);
  std::mt19937 random(6);
  const std::string text = random_words(random, static_cast<size_t>(state.range(0)) * 1000);
  for (auto _ : state) {
    state.PauseTiming();
    const int64_t id = begin_answer(filled.store, filled.conversations[0]);
    state.ResumeTiming();
    AnswerEnd end;
    end.content = text;
    check(filled.store.finish_answer(id, end));
  }
}
BENCHMARK(BM_Finish)->Arg(1)->Arg(20)->Unit(benchmark::kMillisecond);

// What a router chooses: experts without repetition, weights that fall.
void BM_AppendRouting(benchmark::State& state) {
  Filled filled(1, 1);
  const int64_t id = begin_answer(filled.store, filled.conversations[0]);
  std::mt19937 random(6);
  RoutingTrace trace;
  trace.num_moe_layers = 58;
  trace.num_experts_per_tok = 8;
  for (int64_t token = 0; token < 16; ++token) {
    trace.tokens.push_back({token, false, true});
    for (int i = 0; i < 58 * 8; ++i) {
      trace.topk_idx.push_back(static_cast<int16_t>(random() % 256));
      trace.topk_weights.push_back(static_cast<float>(random()) / 1.7e10f);
    }
  }
  for (auto _ : state) check(filled.store.append_routing(id, trace));
  const int64_t bytes = take(filled.store.statistics()).database_bytes;
  state.counters["bytes_per_token"] =
      static_cast<double>(bytes) / static_cast<double>(state.iterations() * 16);
}
BENCHMARK(BM_AppendRouting)->Iterations(500)->Unit(benchmark::kMillisecond);

void BM_Search(benchmark::State& state, const char* query) {
  static Filled filled(200, 100);
  size_t num_hits = 0;
  for (auto _ : state) num_hits = take(filled.store.search(query, 50)).size();
  state.counters["hits"] = static_cast<double>(num_hits);
}
BENCHMARK_CAPTURE(BM_Search, word, "penguin")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Search, two_characters, "天气")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Search, two_characters_that_are_not_there, "雨天")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Search, common, "the")->Unit(benchmark::kMillisecond);

void BM_Purge(benchmark::State& state) {
  Filled filled(200, 100);
  for (auto _ : state) {
    state.PauseTiming();
    check(filled.store.delete_conversation(filled.conversations.back()));
    filled.conversations.pop_back();
    state.ResumeTiming();
    check(filled.store.purge(system_now_ms()).status());
  }
  state.counters["megabytes"] =
      static_cast<double>(take(filled.store.statistics()).database_bytes) / 1e6;
}
BENCHMARK(BM_Purge)->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace octant::store

BENCHMARK_MAIN();
