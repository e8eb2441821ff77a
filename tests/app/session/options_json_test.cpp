#include "app/session/options_json.h"

#include <gtest/gtest.h>

namespace octant::session {
namespace {

api::GenerateOptions parsed(std::string_view text) {
  Result<api::GenerateOptions> options = options_from_json(text);
  EXPECT_TRUE(options.ok()) << options.status().to_string();
  return options.ok() ? std::move(options).value() : api::GenerateOptions{};
}

TEST(OptionsJson, DefaultsAreAnEmptyObject) {
  EXPECT_EQ(to_json({}), "{}");
  EXPECT_EQ(to_json(parsed("")), "{}");
  EXPECT_EQ(to_json(parsed("{}")), "{}");
}

TEST(OptionsJson, EveryFieldComesBack) {
  api::GenerateOptions options;
  options.temperature = 0.6f;
  options.top_p = 0.95f;
  options.top_k = 40;
  options.min_p = 0.05f;
  options.seed = 0xffffffffffffffffu;
  options.max_tokens = 100;
  options.stop = {"\n\n", "终"};
  options.thinking = true;
  options.draft = {.kind = api::DraftMode::Kind::kFixed, .num_drafted = 3};
  const std::string text = to_json(options);
  EXPECT_EQ(text,
            R"({"draft":3,"max_tokens":100,"min_p":0.05,"seed":18446744073709551615,)"
            R"("stop":["\n\n","终"],"temperature":0.6,"thinking":true,"top_k":40,"top_p":0.95})");
  const api::GenerateOptions back = parsed(text);
  EXPECT_EQ(back.temperature, 0.6f);
  EXPECT_EQ(back.seed, options.seed);
  EXPECT_EQ(back.stop, options.stop);
  EXPECT_EQ(back.draft.num_drafted, 3);
  EXPECT_EQ(to_json(back), text);
  EXPECT_EQ(parsed(R"({"draft": "off"})").draft.kind, api::DraftMode::Kind::kOff);
}

TEST(OptionsJson, ANewerProgramsFieldsArePassedOver) {
  EXPECT_EQ(parsed(R"({"beam": 4, "top_k": 3})").top_k, 3);
}

TEST(OptionsJson, WhatIsNotAValueIsNamed) {
  for (const auto& [text, field] :
       {std::pair{"[]", "not a JSON object"},
        {"{", "not a JSON object"},
        {R"({"temperature": "hot"})", "temperature is \"hot\""},
        {R"({"top_k": -1})", "top_k is -1"},
        {R"({"top_k": 1.5})", "top_k is 1.5"},
        {R"({"max_tokens": 18446744073709551615})", "max_tokens is 18446744073709551615"},
        {R"({"temperature": 1e300})", "temperature is 1e+300"},
        {R"({"draft": 8})", "draft is 8"},
        {R"({"stop": [1]})", "stop is [1]"},
        {R"({"seed": -3})", "seed is -3"},
        {R"({"thinking": 1})", "thinking is 1"}}) {
    const Status status = options_from_json(text).status();
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument) << text;
    EXPECT_NE(status.message().find(field), std::string_view::npos) << status.to_string();
  }
}

}  // namespace
}  // namespace octant::session
