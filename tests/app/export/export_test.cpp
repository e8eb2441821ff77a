#include "app/export/export.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/export/octant_json.h"
#include "app/export/store_transfer.h"
#include "tests/app/export/export_harness.h"
#include "tests/app/store/store_harness.h"

namespace octant::exporting {
namespace {

using store::take;

class Export : public testing::Test {
 protected:
  Export() : store_(history_.open()) {
    for (int i = 0; i < 2; ++i)
      ids_.push_back(take(put_conversation(store_, sample_conversation())));
  }

  Result<std::vector<std::filesystem::path>> write(const char* format, const char* name) {
    return export_conversations(store_, ids_,
                                {.format = find_format(format), .out = folder_ / name});
  }

  store::TestHistory history_;
  store::HistoryStore store_;
  std::vector<int64_t> ids_;
  test::TempFolder folder_;
};

TEST_F(Export, SeveralConversationsGoIntoOneFileWhereItHoldsThem) {
  for (const char* name : {"json", "jsonl", "sharegpt"}) {
    const auto files = write(name, name);
    ASSERT_TRUE(files.ok()) << files.status().to_string();
    ASSERT_EQ(files->size(), 1u);
    std::vector<ConversationFile> read;
    const auto report = import_into(read, read_all(files->front()));
    ASSERT_TRUE(report.ok()) << name;
    EXPECT_EQ(report->num_imported, 2) << name;
    EXPECT_EQ(report->num_left_out, 0) << name;
  }
}

TEST_F(Export, SeveralConversationsGoIntoAFolderOtherwise) {
  for (const char* name : {"md", "html"}) {
    const auto files = write(name, name);
    ASSERT_TRUE(files.ok()) << files.status().to_string();
    const std::string base = "Sorting fast & safe";
    EXPECT_EQ(*files, (std::vector<std::filesystem::path>{folder_ / name / (base + "." + name),
                                                          folder_ / name / (base + " 2." + name)}));
    EXPECT_EQ(read_all(files->front()), find_format(name)->text(sample_conversation()));
    EXPECT_EQ(write(name, name).status().code(), StatusCode::kInvalidArgument);
  }
}

TEST_F(Export, NoConversationsAreAFileAsWell) {
  ids_.clear();
  for (const char* name : {"json", "sharegpt"}) {
    const auto files = write(name, name);
    ASSERT_TRUE(files.ok());
    std::vector<ConversationFile> read;
    EXPECT_TRUE(import_into(read, read_all(files->front())).ok());
  }
  EXPECT_EQ(read_all(take(write("jsonl", "jsonl")).front()), "");
}

TEST_F(Export, HistogramsAreKeptAndTracesOnRequest) {
  ids_.pop_back();
  ASSERT_TRUE(write("json", "without").ok());
  const std::string without = read_all(folder_ / "without");
  EXPECT_NE(without.find("\"counts\""), std::string::npos);
  EXPECT_EQ(without.find("\"topk_idx\""), std::string::npos);
  ASSERT_TRUE(
      export_conversations(
          store_, ids_, {.format = find_format("json"), .out = folder_ / "with", .routing = true})
          .ok());
  EXPECT_EQ(read_all(folder_ / "with"),
            octant_head() + octant_json_text(sample_conversation()) + std::string(kOctantTail));
}

TEST_F(Export, RefusesRoutingWhereItCannotBeKept) {
  const auto files = export_conversations(
      store_, ids_, {.format = find_format("md"), .out = folder_ / "x", .routing = true});
  EXPECT_EQ(files.status().to_string(), "invalid argument: md cannot keep routing, json can");
}

TEST_F(Export, AConversationThatIsNotThereLeavesNoFile) {
  ids_.push_back(999);
  EXPECT_EQ(write("json", "x").status().code(), StatusCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x"));
}

}  // namespace
}  // namespace octant::exporting
