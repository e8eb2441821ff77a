#include "app/cli/id_list.h"

#include <gtest/gtest.h>

namespace octant::cli {
namespace {

using Ids = std::vector<int32_t>;

TEST(ParseIds, TakesCommasAndWhiteSpace) {
  EXPECT_EQ(*parse_ids("1,2,3", 10), (Ids{1, 2, 3}));
  EXPECT_EQ(*parse_ids(" 1\t2,\r\n 3 ,\n", 10), (Ids{1, 2, 3}));
  EXPECT_EQ(*parse_ids("", 10), Ids{});
  EXPECT_EQ(*parse_ids(" \n", 10), Ids{});
}

TEST(ParseIds, RefusesWhatIsNoTokenAndSaysWhere) {
  EXPECT_EQ(parse_ids("0 9 10", 10).status().message(),
            "id 3: \"10\" is not a whole number from 0 to 9");
  for (const char* text : {"-1", "1.5", "x", "1;2", "99999999999", "0x1"}) {
    EXPECT_EQ(parse_ids(text, 10).status().code(), StatusCode::kInvalidArgument) << text;
  }
}

TEST(ParseIds, IsUndoneByIdsText) {
  const Ids ids = {0, 9, 4};
  EXPECT_EQ(ids_text(ids), "0 9 4");
  EXPECT_EQ(*parse_ids(ids_text(ids), 10), ids);
}

}  // namespace
}  // namespace octant::cli
