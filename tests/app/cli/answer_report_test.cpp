#include "app/cli/answer_report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/cli/fake_engine.h"

namespace octant::cli {
namespace {

TEST(AnswerLine, SaysWhatWasMeasured) {
  api::DoneEvent done = reply_of({"a", "b"}).done;
  EXPECT_EQ(answer_line(done),
            "2 tokens, 40.0 tok/s, first after 0.0 s, 3 of 4 drafted tokens accepted (75%), 3 of 7 "
            "prompt tokens cached");
  done.timings.draft_proposed = 0;
  done.reason = api::FinishReason::kCancelled;
  EXPECT_EQ(answer_line(done),
            "2 tokens, 40.0 tok/s, first after 0.0 s, 3 of 7 prompt tokens cached, stopped by "
            "Ctrl-C");
}

TEST(RoutingTable, HasARowForEachRank) {
  FakeScript script;
  const FakeEngine engine(script);
  const std::string table = routing_table(reply_of({}).done.routing, *engine.snapshot());
  EXPECT_EQ(table,
            "rank  experts   share\n"
            "   0        2   75.0%  ########################################\n"
            "   1        2   25.0%  #############\n"
            "busiest rank over the mean: 1.50\n");
}

TEST(RoutingTable, SaysThatThereWereNoExperts) {
  EXPECT_EQ(routing_table({}, {}), "no experts were used\n");
}

TEST(AnswerJson, SplitsExpertCountsIntoLayers) {
  Answer answer;
  answer.done = reply_of({}).done;
  const api::ModelInfo model{.num_moe_layers = 2};
  const auto json = answer_json(answer, model, {.expert_counts = true});
  EXPECT_EQ(json["routing"]["expert_counts"], nlohmann::ordered_json::array({{5, 1}, {4, 2}}));
  EXPECT_FALSE(json.contains("reasoning"));
  EXPECT_TRUE(answer_json(answer, model, {.reasoning = true}).contains("reasoning"));
}

}  // namespace
}  // namespace octant::cli
