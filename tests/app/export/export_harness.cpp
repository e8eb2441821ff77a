#include "tests/app/export/export_harness.h"

#include <gtest/gtest.h>
#include <stdio.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace octant::exporting {

namespace {

using store::Message;
using store::MessageState;
using store::Role;

constexpr int64_t kNoon = 1'700'000'000'000;  // 2023-11-14T22:13:20Z

Message message(int64_t id, int64_t parent, Role role, std::string content) {
  Message made;
  made.id = id;
  made.parent_id = parent;
  made.role = role;
  made.content = std::move(content);
  made.created_ms = kNoon + id * 1000;
  made.finished_ms = made.created_ms + 500;
  return made;
}

// Any code point but surrogates, mostly those that formats care about.
rc::Gen<std::string> texts() {
  const auto sign = rc::gen::weightedOneOf<std::string>(
      {{6,
        rc::gen::map(rc::gen::inRange(0x20, 0x7F), [](int c) { return std::string(1, char(c)); })},
       {2,
        rc::gen::elementOf(std::vector<std::string>{"\n", "`", "```", "\"", "\\", "<", "&", "é",
                                                    "漢", "🙂", "\u202E", "\u2028", "\uFFFD"})},
       {1,
        rc::gen::map(rc::gen::inRange(0, 0x20), [](int c) { return std::string(1, char(c)); })}});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(sign),
                      [](const std::vector<std::string>& signs) {
                        std::string text;
                        for (const std::string& each : signs) text += each;
                        return text;
                      });
}

store::AnswerStats random_stats() {
  const auto count = rc::gen::inRange<int64_t>(0, int64_t{1} << 40);
  const auto ms = rc::gen::map(rc::gen::inRange<int64_t>(0, 1'000'000'000),
                               [](int64_t n) { return static_cast<double>(n) / 7; });
  return {*count, *count, *count, *ms, *ms, *ms, *ms, *count, *count};
}

Recording random_recording() {
  Recording recording;
  const int32_t layers = *rc::gen::inRange(1, 4);
  const int32_t k = *rc::gen::inRange(1, 3);
  recording.histogram = {layers, 4, {}};
  for (int i = 0; i < layers * 4; ++i) {
    recording.histogram.counts.push_back(*rc::gen::arbitrary<uint64_t>());
  }
  recording.routing.num_moe_layers = layers;
  recording.routing.num_experts_per_tok = k;
  const int tokens = *rc::gen::inRange(0, 4);
  for (int i = 0; i < tokens; ++i) {
    recording.routing.tokens.push_back(
        {i, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()});
    recording.tokens.push_back({*rc::gen::inRange(0, 129'280),
                                -static_cast<float>(*rc::gen::inRange(0, 1000)) / 7, i,
                                *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()});
    for (int j = 0; j < layers * k; ++j) {
      recording.routing.topk_idx.push_back(static_cast<int16_t>(*rc::gen::inRange(0, 256)));
      recording.routing.topk_weights.push_back(static_cast<float>(*rc::gen::inRange(0, 1000)) /
                                               997);
    }
  }
  // Without tokens there is no trace, so that its sizes would be kept nowhere.
  if (tokens == 0) recording.routing = {};
  return recording;
}

Message random_message(int64_t id) {
  const auto times = rc::gen::inRange<int64_t>(0, 2'000'000'000'000);
  Message made;
  made.id = id;
  made.parent_id = *rc::gen::inRange<int64_t>(0, id);
  made.role = *rc::gen::element(Role::kSystem, Role::kUser, Role::kAssistant);
  made.content = *texts();
  made.reasoning = *texts();
  made.created_ms = *times;
  made.finished_ms = *times;
  made.state = *rc::gen::element(MessageState::kComplete, MessageState::kStopped,
                                 MessageState::kInterrupted, MessageState::kFailed);
  made.error = *texts();
  made.finish_reason = *rc::gen::element<std::string>("", "stop", "length");
  made.params_json = *texts();
  made.model = *texts();
  made.stats = random_stats();
  return made;
}

}  // namespace

ConversationFile sample_conversation() {
  ConversationFile file;
  store::Conversation& head = file.conversation;
  head.title = "Sorting: \"fast\" & <safe>";
  head.title_is_own = true;
  head.created_ms = kNoon;
  head.updated_ms = kNoon + 9000;
  head.pinned = true;
  head.folder = "work/C++";
  head.tags = {"code", "naïve"};
  head.model = "deepseek-ai/DeepSeek-V3";
  head.system_prompt = "Be brief.\nUse ``` for code.";
  head.settings_json = R"({"temperature":0.7})";
  head.draft_text = "And in Rust?";
  head.active_leaf = 6;
  file.messages = {
      message(1, 0, Role::kUser, "How do I sort?\nSee https://example.com/a?b=1&c=2."),
      message(2, 1, Role::kAssistant, "With a loop."),
      message(3, 1, Role::kAssistant,
              "Use `std::sort`:\n\n```cpp\nstd::sort(v.begin(), v.end());\n```\n\nDone."),
      message(4, 3, Role::kUser, "Thanks! <b>Stable?</b>"),
      message(5, 4, Role::kAssistant, "No: see\n\n```cpp\nstd::stable_sort("),
      message(6, 5, Role::kUser, "Go on"),
  };
  Message& answer = file.messages[2];
  answer.reasoning = "The user wants `std::sort`.\n</details>";
  answer.model = head.model;
  answer.params_json = R"({"temperature":0.7})";
  answer.finish_reason = "stop";
  answer.stats = {12, 34, 8, 101.25, 99.5, 812.0, 412.0, 30, 21};
  Message& stopped = file.messages[4];
  stopped.state = MessageState::kFailed;
  stopped.error = "out of memory";
  Recording& recording = file.recordings[3];
  recording.histogram = {2, 2, {1, 2, 3, 4}};
  recording.routing = {2, 1, {{7, true, true}, {8, false, false}}, {0, 1, 1, 0}, {1, 0.5, 0.25, 1}};
  recording.tokens = {{42, -0.5F, 3, true, false}};
  return file;
}

std::string all_fields(const ConversationFile& file) {
  const store::Conversation& c = file.conversation;
  std::string out =
      fmt::format("{}\n", std::vector<std::string>{c.title, c.folder, c.model, c.system_prompt,
                                                   c.settings_json, c.draft_text});
  out += fmt::format("{} {} {} {} {} {} {} {}\n", c.id, c.title_is_own, c.created_ms, c.updated_ms,
                     c.pinned, c.archived, c.tags, c.active_leaf);
  for (const Message& m : file.messages) {
    const store::AnswerStats& s = m.stats;
    out += fmt::format("{} {} {} {} {} {} {}\n", m.id, m.conversation_id, m.parent_id,
                       static_cast<int>(m.role), m.created_ms, m.finished_ms,
                       static_cast<int>(m.state));
    out += fmt::format("{}\n", std::vector<std::string>{m.content, m.reasoning, m.error,
                                                        m.finish_reason, m.params_json, m.model});
    out += fmt::format("{} {} {} {} {} {} {} {} {}\n", s.prompt_tokens, s.completion_tokens,
                       s.cached_tokens, s.ttft_ms, s.prefill_ms, s.decode_ms, s.reasoning_ms,
                       s.draft_proposed, s.draft_accepted);
  }
  for (const auto& [id, r] : file.recordings) {
    out += fmt::format("{} {} {} {}\n", id, r.histogram.num_moe_layers,
                       r.histogram.n_routed_experts, r.histogram.counts);
    out += fmt::format("{} {} {} {}\n", r.routing.num_moe_layers, r.routing.num_experts_per_tok,
                       r.routing.topk_idx, r.routing.topk_weights);
    for (const auto& t : r.routing.tokens) {
      out += fmt::format("{} {} {}\n", t.position, t.is_prompt, t.accepted);
    }
    for (const auto& t : r.tokens) {
      out += fmt::format("{} {} {} {} {}\n", t.id, t.logprob, t.num_text_bytes, t.drafted,
                         t.is_reasoning);
    }
  }
  return out;
}

rc::Gen<ConversationFile> conversation_files() {
  return rc::gen::exec([] {
    ConversationFile file;
    store::Conversation& head = file.conversation;
    head.title = *texts();
    head.title_is_own = *rc::gen::arbitrary<bool>();
    head.created_ms = *rc::gen::inRange<int64_t>(0, 2'000'000'000'000);
    head.updated_ms = *rc::gen::inRange<int64_t>(0, 2'000'000'000'000);
    head.pinned = *rc::gen::arbitrary<bool>();
    head.archived = *rc::gen::arbitrary<bool>();
    head.folder = *texts();
    const auto tags = *rc::gen::container<std::set<std::string>>(rc::gen::nonEmpty(texts()));
    head.tags.assign(tags.begin(), tags.end());
    head.model = *texts();
    head.system_prompt = *texts();
    head.settings_json = *texts();
    head.draft_text = *texts();
    const int64_t count = *rc::gen::inRange<int64_t>(0, 8);
    for (int64_t id = 1; id <= count; ++id) {
      file.messages.push_back(random_message(id));
      if (*rc::gen::inRange(0, 3) == 0) file.recordings.emplace(id, random_recording());
    }
    head.active_leaf = *rc::gen::inRange<int64_t>(0, count + 1);
    return file;
  });
}

ConversationFile conversation_of(const std::string& text) {
  ConversationFile file = sample_conversation();
  store::Conversation& head = file.conversation;
  head.title = head.folder = head.model = head.system_prompt = head.draft_text = text;
  head.tags = {text};
  const std::string first_line = text.substr(0, text.find('\n'));
  for (Message& each : file.messages) {
    each.content = fmt::format("{0}\n```{1}\n{0}\n```\n{0}", text, first_line);
    each.reasoning = each.error = each.model = text;
    each.state = MessageState::kFailed;
  }
  return file;
}

Result<ImportReport> import_into(std::vector<ConversationFile>& files, std::string text) {
  return import_text("file", std::move(text), {.now_ms = kNoon}, [&](ConversationFile file) {
    files.push_back(std::move(file));
    return Status();
  });
}

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

std::string golden_path(std::string_view name) {
  return fmt::format("{}/tests/app/export/golden/{}", OCTANT_SOURCE_DIR, name);
}

std::string run_python(std::string_view script, const std::string& folder) {
  const std::string command = fmt::format("{} {}/tests/app/export/{} {}/*", OCTANT_PYTHON,
                                          OCTANT_SOURCE_DIR, script, folder);
  std::string out;
  FILE* const pipe = ::popen(command.c_str(), "r");
  EXPECT_NE(pipe, nullptr);
  if (pipe == nullptr) return out;
  for (int sign = ::fgetc(pipe); sign != EOF; sign = ::fgetc(pipe)) {
    out.push_back(static_cast<char>(sign));
  }
  EXPECT_EQ(::pclose(pipe), 0) << command << "\n" << out;
  return out;
}

}  // namespace octant::exporting
