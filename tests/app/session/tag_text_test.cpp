#include "app/session/tag_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace octant::session {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(TagText, TagsAreSortedAndStandOnce) {
  EXPECT_THAT(parse_tags(" later, idea ,\tlong name,idea").value(),
              ElementsAre("idea", "later", "long name"));
  EXPECT_THAT(parse_tags("").value(), IsEmpty());
  EXPECT_THAT(parse_tags(" , ,").value(), IsEmpty());
  EXPECT_THAT(parse_tags("中文, 想法").value(), ElementsAre("中文", "想法"));
}

TEST(TagText, IsReadBackAsItWasWritten) {
  const std::vector<std::string> tags = {"a", "long name", "z"};
  EXPECT_EQ(tags_text(tags), "a, long name, z");
  EXPECT_EQ(parse_tags(tags_text(tags)).value(), tags);
}

TEST(TagText, AFolderIsANameWithoutTheWhiteSpaceAround) {
  EXPECT_EQ(parse_folder("  My work, 2026 ").value(), "My work, 2026");
  EXPECT_EQ(parse_folder(" \t ").value(), "");
}

TEST(TagText, WhatCouldNotBeSearchedForIsRefusedByName) {
  const auto tags = parse_tags("good, a \"b\"");
  EXPECT_EQ(tags.status().code(), StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(tags.status().message()), HasSubstr("tag a \"b\""));
  EXPECT_THAT(std::string(parse_folder("5\" disks").status().message()),
              HasSubstr("folder 5\" disks"));
}

}  // namespace
}  // namespace octant::session
