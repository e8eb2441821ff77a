#include "app/session/preferences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace octant::session {
namespace {

class PreferencesTest : public testing::Test {
 protected:
  store::HistoryStore open() {
    auto history = store::HistoryStore::open({.path = folder_ / "history.db"});
    CHECK(history.ok());
    return std::move(history).value();
  }
  test::TempFolder folder_;
};

TEST_F(PreferencesTest, ComeBackAsTheyWere) {
  Preferences wanted;
  wanted.light = true;
  wanted.dashboard = false;
  wanted.zoom = 1.25F;
  wanted.recent_models = {"org/name", "/models/b"};
  set_folded(wanted, "work", true);
  set_folded(wanted, "中文", true);
  wanted.options.temperature = 0.25F;
  wanted.system_prompt = "Be brief.";
  {
    store::HistoryStore history = open();
    ASSERT_TRUE(save_preferences(history, wanted).ok());
  }
  store::HistoryStore history = open();
  const auto kept = load_preferences(history);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(*kept, wanted);
}

TEST_F(PreferencesTest, WhatDoesNotReadIsAtItsDefault) {
  store::HistoryStore history = open();
  EXPECT_EQ(load_preferences(history).value(), Preferences());
  for (const char* text :
       {"", "[", "7", "{\"zoom\": \"large\", \"light\": 3}",
        "{\"recent_models\": {\"a\": 1}, \"options\": [1]}", "{\"folded_folders\": [1, null]}"}) {
    ASSERT_TRUE(history.set_setting("preferences", text).ok());
    EXPECT_EQ(load_preferences(history).value(), Preferences()) << text;
  }
  ASSERT_TRUE(history.set_setting("preferences", R"({"zoom": 1e9})").ok());
  EXPECT_EQ(load_preferences(history).value().zoom, Preferences::kMostZoom);
}

TEST_F(PreferencesTest, TheLatestModelsComeFirstEachOnce) {
  Preferences all;
  for (int i = 0; i < 10; ++i) remember_model(all, "m" + std::to_string(i));
  EXPECT_EQ(all.recent_models.size(), Preferences::kMostRecentModels);
  remember_model(all, "m5");
  EXPECT_EQ(all.recent_models[0], "m5");
  EXPECT_EQ(all.recent_models[1], "m9");
  EXPECT_EQ(std::count(all.recent_models.begin(), all.recent_models.end(), "m5"), 1);
}

TEST_F(PreferencesTest, AFolderIsFoldedOrNot) {
  Preferences all;
  EXPECT_FALSE(is_folded(all, "work"));
  set_folded(all, "work", true);
  set_folded(all, "work", true);
  EXPECT_TRUE(is_folded(all, "work"));
  set_folded(all, "work", false);
  EXPECT_EQ(all, Preferences());
}

}  // namespace
}  // namespace octant::session
