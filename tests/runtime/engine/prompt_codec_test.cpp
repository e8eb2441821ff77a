// What a prompt shows against what the published chat templates give, and against what an engine
// with the same options makes of the same messages.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "runtime/api/prompt.h"
#include "tests/demo/golden_cases.h"
#include "tests/runtime/engine/tiny_engine.h"
#include "tests/runtime/text/recipe_text.h"
#include "tests/support/temp_folder.h"

namespace octant::api {
namespace {

namespace fs = std::filesystem;

using Json = nlohmann::json;

const fs::path kDemo = fs::path(OCTANT_SOURCE_DIR) / "models/demo";

EngineOptions options_for(const fs::path& folder, const std::string& chat_format = "") {
  EngineOptions options = test::demo_options(1);
  options.model_dir = folder.string();
  options.chat_format = chat_format;
  return options;
}

std::unique_ptr<PromptCodec> open(const EngineOptions& options) {
  auto codec = open_prompt_codec(options);
  EXPECT_TRUE(codec.ok()) << codec.status().to_string();
  return codec.ok() ? std::move(codec).value() : nullptr;
}

std::vector<int32_t> ids_of(const Prompt& prompt) {
  std::vector<int32_t> ids;
  for (const PromptToken& token : prompt.tokens) ids.push_back(token.id);
  return ids;
}

std::string text_of(const Prompt& prompt) {
  std::string text;
  for (const PromptToken& token : prompt.tokens) text += token.text;
  return text;
}

std::vector<Message> messages_of(const Json& conversation) {
  const std::map<std::string, Role> roles = {
      {"system", Role::kSystem}, {"user", Role::kUser}, {"assistant", Role::kAssistant}};
  std::vector<Message> messages;
  for (const Json& message : conversation) {
    messages.push_back({roles.at(message.at(0)), message.at(1)});
  }
  return messages;
}

// The golden tokenizer, beside the demo's config.json.
void write_golden_folder(const test::TempFolder& folder) {
  fs::copy(kDemo / "config.json", folder.path());
  folder.write("tokenizer.json", test::read_golden("tokenizer.json"));
}

TEST(PromptCodec, ShowsWhatThePublishedTemplatesRender) {
  const test::TempFolder folder;
  write_golden_folder(folder);
  std::map<std::string, std::unique_ptr<PromptCodec>> codecs;
  int num_cases = 0;
  for (const Json& c : Json::parse(test::read_golden("chat.json"))) {
    const std::string format = c.at("format");
    SCOPED_TRACE(format + ": " + c.at("title").get<std::string>());
    if (!codecs.contains(format)) codecs[format] = open(options_for(folder.path(), format));
    ASSERT_NE(codecs[format], nullptr);
    const auto prompt = codecs[format]->render(messages_of(c.at("messages")), c.at("thinking"));
    ASSERT_TRUE(prompt.ok()) << prompt.status().to_string();
    EXPECT_EQ(ids_of(*prompt), c.at("ids").get<std::vector<int32_t>>());
    EXPECT_EQ(text_of(*prompt), c.at("rendered"));
    EXPECT_EQ(prompt->chat_format, format);
    EXPECT_EQ(prompt->chat_format_reason, "named in the options");
    const auto is_control = [](const PromptToken& token) { return token.is_control; };
    EXPECT_EQ(std::count_if(prompt->tokens.begin(), prompt->tokens.end(), is_control),
              c.at("num_control"));
    std::string bytes;
    for (const PromptToken& token : prompt->tokens) bytes += token.bytes;
    EXPECT_EQ(bytes, c.at("rendered"));
    ++num_cases;
  }
  EXPECT_GE(num_cases, 72);
}

TEST(PromptCodec, PutsACharacterOfSeveralTokensOnTheLastOfThem) {
  const auto codec = open(options_for(kDemo));
  ASSERT_NE(codec, nullptr);
  const auto prompt = codec->render(std::vector<Message>{{Role::kUser, "🦙"}}, false);
  ASSERT_TRUE(prompt.ok()) << prompt.status().to_string();
  ASSERT_EQ(prompt->tokens.size(), 8u);  // begin, user, four bytes, assistant, </think>
  EXPECT_EQ(prompt->tokens[2].text, "");
  EXPECT_EQ(prompt->tokens[2].bytes, "\xF0");
  EXPECT_EQ(prompt->tokens[5].text, "🦙");
  EXPECT_EQ(prompt->tokens[5].bytes, "\x99");
  EXPECT_FALSE(prompt->tokens[5].is_control);
  EXPECT_TRUE(prompt->tokens[6].is_control);
  EXPECT_EQ(prompt->tokens[6].text, "<｜Assistant｜>");
}

TEST(PromptCodec, ANameOfAControlTokenInAMessageStaysText) {
  const auto codec = open(options_for(kDemo));
  ASSERT_NE(codec, nullptr);
  const std::string typed = "a<｜User｜>b</think>";
  const auto prompt = codec->render(std::vector<Message>{{Role::kUser, typed}}, false);
  ASSERT_TRUE(prompt.ok()) << prompt.status().to_string();
  int num_control = 0;
  std::string text;
  for (const PromptToken& token : prompt->tokens) {
    num_control += token.is_control ? 1 : 0;
    if (!token.is_control) text += token.text;
  }
  EXPECT_EQ(num_control, 4);
  EXPECT_EQ(text, typed);
  EXPECT_EQ(codec->count_tokens(typed), std::ssize(prompt->tokens) - num_control);
  EXPECT_EQ(codec->count_tokens(""), 0);
}

// The ids of a request are not among its events. But they decide the first token of a greedy
// answer, the experts of every token of the prompt, and how many tokens it has.
void expect_the_engine_sends_this(Engine& engine, const Prompt& prompt,
                                  const std::vector<Message>& messages, bool thinking) {
  ChatRequest request{.messages = messages, .options = {}, .record_routing = true};
  request.options.temperature = 0.0f;
  request.options.max_tokens = 1;
  request.options.ignore_eos = true;
  request.options.thinking = thinking;
  const test::Answer answer = test::ask(engine, request);
  ASSERT_EQ(answer.done.usage.prompt_tokens, std::ssize(prompt.tokens));
  const auto evaluated = engine.evaluate({.tokens = ids_of(prompt), .with_draft = false});
  ASSERT_TRUE(evaluated.ok()) << evaluated.status().to_string();
  const auto last = evaluated->logits.end() - evaluated->vocab_size;
  EXPECT_EQ(std::max_element(last, evaluated->logits.end()) - last, answer.ids.at(0));

  const auto k = static_cast<size_t>(evaluated->num_experts_per_tok);
  const size_t num_tokens = prompt.tokens.size();
  std::vector<bool> seen(num_tokens);
  for (const TokenRouting& routing : answer.routing) {
    if (!routing.prompt) continue;
    const auto token = static_cast<size_t>(routing.position);
    ASSERT_LT(token, num_tokens);
    seen[token] = true;
    for (size_t i = 0; i < routing.topk_idx.size(); ++i) {
      const size_t layer = i / k;
      ASSERT_EQ(routing.topk_idx[i], evaluated->topk_idx[(layer * num_tokens + token) * k + i % k])
          << "token " << token << ", layer " << layer;
    }
  }
  // Those that the request before this one shares are in the cache already and are not computed.
  const auto cached = static_cast<size_t>(answer.done.usage.cached_tokens);
  EXPECT_EQ(static_cast<size_t>(std::count(seen.begin(), seen.end(), true)), num_tokens - cached);
}

TEST(PromptCodec, ShowsWhatTheEngineSends) {
  const std::vector<Message> talk = {{Role::kSystem, "Be brief."},
                                     {Role::kUser, "Mein Name ist Jürgen 🦙."},
                                     {Role::kAssistant, "<think>hm</think>Hello."},
                                     {Role::kSystem, "Be kind."},
                                     {Role::kUser, "<｜User｜> \xFF 你好"}};
  const std::vector<std::vector<Message>> conversations = {
      {{Role::kUser, "What is 17 + 25?"}}, talk, {{Role::kUser, ""}}};
  for (const char* format : {"", "deepseek-v3", "deepseek-r1", "deepseek-v3.1"}) {
    SCOPED_TRACE(format);
    EngineOptions options = options_for(kDemo, format);
    options.max_context = *format == '\0' ? 0 : 300;
    const auto engine = test::open_tiny_engine(options);
    const auto codec = open(options);
    ASSERT_NE(codec, nullptr);
    for (const std::vector<Message>& messages : conversations) {
      for (const bool thinking : {false, true}) {
        const auto prompt = codec->render(messages, thinking);
        ASSERT_TRUE(prompt.ok()) << prompt.status().to_string();
        EXPECT_EQ(prompt->chat_format, engine->model().chat_format);
        EXPECT_EQ(prompt->max_context, engine->model().max_context);
        EXPECT_EQ(codec->max_context(), engine->model().max_context);
        expect_the_engine_sends_this(*engine, *prompt, messages, thinking);
      }
    }
  }
}

TEST(PromptCodec, RefusesTheConversationsThatTheEngineRefuses) {
  const auto engine = test::open_tiny_engine(options_for(kDemo));
  const auto codec = open(options_for(kDemo));
  ASSERT_NE(codec, nullptr);
  const std::vector<Message> unanswerable[] = {
      {}, {{Role::kUser, "a"}, {Role::kAssistant, "b"}}, {{Role::kSystem, "a"}}};
  for (const std::vector<Message>& messages : unanswerable) {
    const auto prompt = codec->render(messages, false);
    const auto submitted = engine->submit({.messages = messages, .options = {}});
    ASSERT_FALSE(prompt.ok());
    EXPECT_EQ(prompt.status().to_string(), submitted.status().to_string());
  }
}

TEST(PromptCodec, RendersAPromptThatTheContextDoesNotHold) {
  EngineOptions options = options_for(kDemo);
  options.max_context = 64;
  const auto codec = open(options);
  ASSERT_NE(codec, nullptr);
  const std::vector<Message> messages = {{Role::kUser, std::string(4000, '7')}};
  const auto prompt = codec->render(messages, false);
  ASSERT_TRUE(prompt.ok()) << prompt.status().to_string();
  EXPECT_GT(std::ssize(prompt->tokens), prompt->max_context);
  EXPECT_EQ(prompt->max_context, 64);
}

TEST(PromptCodec, SaysWhereTheChatFormatCameFrom) {
  const auto reason_of = [](const EngineOptions& options) {
    const auto codec = open(options);
    if (codec == nullptr) return std::string("not opened");
    return codec->render(std::vector<Message>{{Role::kUser, "a"}}, false)->chat_format_reason;
  };
  EXPECT_EQ(reason_of(options_for(kDemo)),
            "the chat template in tokenizer_config.json has the variable thinking");
  EXPECT_EQ(reason_of(options_for(kDemo, "deepseek-r1")), "named in the options");
  const test::TempFolder folder;
  write_golden_folder(folder);
  EXPECT_EQ(reason_of(options_for(folder.path())),
            "there is no single chat template; the vocabulary has <think>");
  folder.write("tokenizer_config.json",
               R"({"chat_template": [{"name": "default", "template": "<think>"}]})");
  EXPECT_EQ(reason_of(options_for(folder.path())),
            "there is no single chat template; the vocabulary has <think>");
  folder.write("chat_template.jinja", "<｜User｜><｜Assistant｜><think>");
  EXPECT_EQ(reason_of(options_for(folder.path())),
            "the chat template in chat_template.jinja mentions <think>");
}

TEST(PromptCodec, NeedsNoWeightsAndRefusesWhatTheEngineRefuses) {
  EngineOptions options = options_for(kDemo, "chatml");
  EXPECT_EQ(open_prompt_codec(options).status().code(), StatusCode::kUnsupported);
  options = options_for(kDemo);
  options.max_context = -1;
  EXPECT_EQ(open_prompt_codec(options).status().code(), StatusCode::kInvalidArgument);
  const test::TempFolder folder;
  EXPECT_EQ(open_prompt_codec(options_for(folder.path())).status().code(), StatusCode::kNotFound);
  write_golden_folder(folder);
  EXPECT_TRUE(open_prompt_codec(options_for(folder.path())).ok());
}

TEST(PromptCodec, MayBeUsedByManyThreads) {
  const auto codec = open(options_for(kDemo));
  ASSERT_NE(codec, nullptr);
  const std::vector<Message> messages = {{Role::kUser, "What is an MTP layer? 你好 1234567"}};
  const std::vector<int32_t> expected = ids_of(codec->render(messages, false).value());
  std::vector<std::thread> threads;
  std::vector<int> num_equal(4);
  for (int& equal : num_equal) {
    threads.emplace_back([&codec, &messages, &expected, &equal] {
      for (int round = 0; round < 50; ++round) {
        const auto prompt = codec->render(messages, false);
        equal += prompt.ok() && ids_of(*prompt) == expected ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(num_equal, testing::Each(50));
}

}  // namespace
}  // namespace octant::api
