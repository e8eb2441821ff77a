#include "app/ui/views/transfer_paths.h"

#include <gtest/gtest.h>

namespace octant::ui {
namespace {

const exporting::Format& format(std::string_view name) {
  return *exporting::find_format(name);
}

TEST(TransferPaths, OneConversationHasItsTitle) {
  EXPECT_EQ(suggested_path("/h", format("md"), false, "Why 61 layers?", "2026-03-01"),
            "/h/Why 61 layers.md");
  EXPECT_EQ(suggested_path("/h", format("sharegpt"), false, "", "2026-03-01"),
            "/h/conversation.json");
}

TEST(TransferPaths, AllHaveTheDayAndAFolderWhereEachGetsAFile) {
  EXPECT_EQ(suggested_path("/h", format("json"), true, "", "2026-03-01"),
            "/h/octant-2026-03-01.json");
  EXPECT_EQ(suggested_path("/h", format("html"), true, "", "2026-03-01"), "/h/octant-2026-03-01");
}

TEST(TransferPaths, AnEndingFollowsTheFormat) {
  EXPECT_EQ(with_other_format("~/a.md", format("md"), format("html")), "~/a.html");
  EXPECT_EQ(with_other_format("~/a.txt", format("md"), format("html")), "~/a.txt");
  EXPECT_EQ(with_other_format("~/a.json", format("json"), format("sharegpt")), "~/a.json");
  EXPECT_EQ(with_other_format("", format("md"), format("html")), "");
}

}  // namespace
}  // namespace octant::ui
