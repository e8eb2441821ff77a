#include "app/session/model_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace octant::session {
namespace {

using testing::ElementsAre;

class ModelChoiceTest : public testing::Test {
 protected:
  ModelSources sources() {
    return {.find = [this](const std::string& given) -> Result<api::ModelPath> {
              ++looks_;
              if (given == "nowhere") return not_found("no model \"nowhere\"");
              return api::ModelPath{"/models/" + given, given};
            },
            .inspect = [](const std::string& path) -> Result<api::InspectReport> {
              api::InspectReport report;
              report.path = path;
              report.num_files = 1;
              return report;
            },
            .plan = [](const api::EngineOptions& options) -> Result<api::MemoryPlan> {
              return api::MemoryPlan{.num_ranks = options.num_ranks,
                                     .max_context = options.max_context,
                                     .parts = {{"cache", {1000}}},
                                     .places = {{.name = "this machine",
                                                 .ranks = {0},
                                                 .is_host = true,
                                                 .free_bytes = 5000,
                                                 .total_bytes = 9000}}};
            },
            .list = [] { return std::vector<api::ListedModel>{{.name = "org/cached"}}; },
            .demo = "/share/demo"};
  }
  static void settle(ModelChoice& choice) {
    while (choice.is_looking() || choice.is_listing()) {
      choice.poll();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  static std::vector<std::string> titles(const std::vector<ModelRow>& rows) {
    std::vector<std::string> titles;
    for (const ModelRow& row : rows) titles.push_back(row.title);
    return titles;
  }

  std::atomic<int> looks_{0};
};

TEST_F(ModelChoiceTest, WhatIsChosenIsFoundInspectedAndPlanned) {
  ModelChoice choice(sources(), {});
  api::EngineOptions options;
  options.num_ranks = 1;
  options.max_context = 100;
  choice.choose("tiny", options);
  EXPECT_TRUE(choice.is_looking());
  EXPECT_FALSE(choice.details().has_value());
  settle(choice);
  ASSERT_TRUE(choice.details().has_value());
  EXPECT_EQ(choice.details()->path, "/models/tiny");
  EXPECT_EQ(choice.details()->options.model_dir, "/models/tiny");
  EXPECT_EQ(choice.details()->fit.verdict, Verdict::kFits);
  EXPECT_EQ(choice.details()->options.num_ranks, 1);
  choice.choose("tiny", options);
  settle(choice);
  EXPECT_EQ(looks_, 1);
  options.max_context = 200;
  choice.choose("tiny", options);
  EXPECT_TRUE(choice.details().has_value());  // the old ones, until the new ones are there
  settle(choice);
  EXPECT_EQ(choice.details()->max_context, 200);
  choice.look_again();
  settle(choice);
  EXPECT_EQ(looks_, 3);
}

TEST_F(ModelChoiceTest, WhatIsNotThereSaysSo) {
  ModelChoice choice(sources(), {});
  choice.choose("nowhere", {});
  settle(choice);
  EXPECT_EQ(choice.details()->fit.verdict, Verdict::kNotFound);
  EXPECT_EQ(choice.details()->fit.reason, "No model \"nowhere\"");
  choice.choose("", {});
  EXPECT_FALSE(choice.is_looking());
  EXPECT_FALSE(choice.details().has_value());
}

TEST_F(ModelChoiceTest, TheLatestChoiceWins) {
  ModelChoice choice(sources(), {});
  for (int i = 0; i < 200; ++i) choice.choose("model " + std::to_string(i), {});
  settle(choice);
  EXPECT_EQ(choice.details()->given, "model 199");
}

TEST_F(ModelChoiceTest, ListsTheDemoRecentModelsAndTheCacheOnceEach) {
  ModelChoice choice(sources(), {});
  EXPECT_THAT(titles(choice.rows({})), ElementsAre("Demo model"));
  choice.list();
  settle(choice);
  EXPECT_THAT(titles(choice.rows({"/data/big/", "org/cached", "/share/demo"})),
              ElementsAre("Demo model", "big", "org/cached"));
  EXPECT_THAT(titles(choice.rows({})), ElementsAre("Demo model", "org/cached"));
}

}  // namespace
}  // namespace octant::session
