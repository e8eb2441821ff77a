// The preview on a codec that makes a token of every word, and a history of its own.

#include "app/session/prompt_preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <thread>

#include "tests/app/cli/fake_engine.h"
#include "tests/support/temp_folder.h"

namespace octant::session {
namespace {

using cli::FakeEngine;
using cli::FakeScript;
using cli::reply_of;

class WordCodec final : public api::PromptCodec {
 public:
  Result<api::Prompt> render(std::span<const api::Message> messages, bool) const override {
    if (messages.back().content == "refused") return invalid_argument("refused");
    api::Prompt prompt{.tokens = {}, .chat_format = "words", .chat_format_reason = {}};
    for (const api::Message& message : messages) {
      std::istringstream in(message.content);
      for (std::string word; in >> word;) prompt.tokens.push_back({.text = word, .bytes = word});
    }
    return prompt;
  }
  int64_t count_tokens(std::string_view) const override { return 0; }
  int64_t max_context() const override { return 4096; }
};

class PromptPreviewTest : public testing::Test {
 protected:
  PromptPreviewTest() {
    script_.model.name = "scripted";
    store::HistoryOptions options;
    options.path = folder_ / "history.db";
    auto opened = store::HistoryStore::open(options);
    CHECK(opened.ok());
    history_ = std::make_unique<store::HistoryStore>(std::move(opened).value());
    session_ = std::make_unique<Session>(&engine_, *history_);
    preview_ = std::make_unique<PromptPreview>(
        *session_, [] {},
        [this](const api::EngineOptions& with) -> Result<std::unique_ptr<api::PromptCodec>> {
          ++opened_;
          if (with.model_dir == "broken") return corrupt("tokenizer.json: is broken");
          return std::unique_ptr<api::PromptCodec>(std::make_unique<WordCodec>());
        });
  }

  void open(const std::string& model) {
    api::EngineOptions options;
    options.model_dir = model;
    preview_->set_model(options);
    settle([&] { return preview_->max_context().has_value() || !preview_->problem().ok(); });
  }
  template <typename Condition>
  void settle(const Condition& condition) {
    for (int i = 0; i < 5000 && !condition(); ++i) {
      preview_->poll();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_TRUE(condition());
  }
  std::string shown() const {
    if (preview_->prompt() == nullptr) return "nothing";
    std::string text;
    for (const api::PromptToken& token : preview_->prompt()->tokens) text += token.text + " ";
    return text;
  }
  void show(std::string_view text, const std::string& expected) {
    preview_->show(text);
    settle([&] { return !preview_->is_working(); });
    EXPECT_EQ(shown(), expected);
  }

  test::TempFolder folder_;
  FakeScript script_;
  FakeEngine engine_{script_};
  std::unique_ptr<store::HistoryStore> history_;
  std::unique_ptr<Session> session_;
  std::atomic<int> opened_{0};
  std::unique_ptr<PromptPreview> preview_;
};

TEST_F(PromptPreviewTest, ShowsWhatIsTypedAndWithoutItWhatWasAsked) {
  preview_->show("early");
  EXPECT_EQ(shown(), "nothing");
  open("model");
  open("model");
  EXPECT_EQ(opened_, 1);
  show("", "nothing");
  EXPECT_EQ(preview_->of(), PromptPreview::Of::kNothing);
  ASSERT_TRUE(session_->set_system_prompt("Be brief.").ok());
  show("one two", "Be brief. one two ");
  EXPECT_EQ(preview_->of(), PromptPreview::Of::kNextAnswer);
  const uint64_t revision = preview_->revision();
  show("one two \n", "Be brief. one two ");  // as it would be sent
  EXPECT_EQ(preview_->revision(), revision);
  script_.replies.push_back(reply_of({"three"}));
  ASSERT_TRUE(session_->send("one two").ok());
  while (session_->running()) session_->poll(std::chrono::milliseconds{0});
  show("", "Be brief. one two ");
  EXPECT_EQ(preview_->of(), PromptPreview::Of::kLastAnswer);
  show("four", "Be brief. one two three four ");
}

TEST_F(PromptPreviewTest, AnAnswerOnItsWayShowsWhatItIsMadeFrom) {
  open("model");
  auto endless = reply_of({"three"});
  endless.until_cancelled = true;
  script_.replies.push_back(endless);
  ASSERT_TRUE(session_->send("one two").ok());
  show("four", "one two ");
  EXPECT_EQ(preview_->of(), PromptPreview::Of::kRunningAnswer);
}

TEST_F(PromptPreviewTest, TheMeterFollowsTheTyping) {
  EXPECT_EQ(preview_->tokens_with("one"), std::nullopt);
  open("model");
  EXPECT_EQ(preview_->max_context(), 4096);
  preview_->tokens_with("one");
  settle([&] { return preview_->tokens_with("one") == 1; });
  EXPECT_EQ(preview_->tokens_with("one two"), 1);  // until the new count is there
  settle([&] { return preview_->tokens_with("one two") == 2; });
  preview_->show("one two three");
  settle([&] { return preview_->tokens_with("one two three") == 3; });
  preview_->clear();
  EXPECT_EQ(preview_->tokens_with("one"), std::nullopt);
  EXPECT_EQ(preview_->max_context(), std::nullopt);
}

TEST_F(PromptPreviewTest, SaysWhyThereIsNoPrompt) {
  open("broken");
  EXPECT_EQ(preview_->problem().message(), "tokenizer.json: is broken");
  preview_->clear();
  EXPECT_TRUE(preview_->problem().ok());
  open("model");
  show("fine", "fine ");
  show("refused", "nothing");
  EXPECT_EQ(preview_->problem().message(), "refused");
  show("fine", "fine ");
  EXPECT_TRUE(preview_->problem().ok());
}

}  // namespace
}  // namespace octant::session
