// The sample conversation in every format, compared with files that people have looked at.
// OCTANT_WRITE_GOLDEN=1 in the environment writes them anew.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/export/formats.h"
#include "tests/app/export/export_harness.h"

namespace octant::exporting {
namespace {

TEST(Golden, EveryFormatGivesTheFilesThatPeopleHaveLookedAt) {
  for (const Format& format : all_formats()) {
    const std::string text =
        format.head + format.text(sample_conversation()) + std::string(format.tail);
    const std::string path = golden_path(std::string(format.name) + std::string(format.extension));
    if (std::getenv("OCTANT_WRITE_GOLDEN") != nullptr) {
      std::ofstream(path, std::ios::binary) << text;
    }
    EXPECT_EQ(text, read_all(path)) << format.name;
  }
}

TEST(Golden, FilesOfFormatsThatComeBackHoldTheSameMessages) {
  for (const char* name : {"jsonl.jsonl", "sharegpt.json"}) {
    std::vector<ConversationFile> files;
    ASSERT_TRUE(import_into(files, read_all(golden_path(name))).ok()) << name;
    ASSERT_EQ(files.size(), 1u) << name;
    EXPECT_EQ(files[0].conversation.system_prompt,
              sample_conversation().conversation.system_prompt);
    const ConversationFile sample = sample_conversation();
    const auto path = active_path(sample);
    ASSERT_EQ(files[0].messages.size(), path.size()) << name;
    for (size_t i = 0; i < path.size(); ++i) {
      EXPECT_EQ(files[0].messages[i].content, path[i]->content) << name;
      EXPECT_EQ(files[0].messages[i].role, path[i]->role) << name;
    }
  }
}

TEST(Golden, JsonComesBackWithAllItHolds) {
  std::vector<ConversationFile> files;
  ASSERT_TRUE(import_into(files, read_all(golden_path("json.json"))).ok());
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(all_fields(files[0]), all_fields(sample_conversation()));
}

}  // namespace
}  // namespace octant::exporting
