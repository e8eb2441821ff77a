// Texts that mean something to a browser or to a YAML reader, in every place where text can stand.

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include <nlohmann/json.hpp>

#include "app/export/html.h"
#include "app/export/markdown.h"
#include "app/export/octant_json.h"
#include "app/text/utf8.h"
#include "tests/app/export/export_harness.h"
#include "tests/support/temp_folder.h"

namespace octant::exporting {
namespace {

TEST(Hostile, ThereAreAHundredTexts) {
  EXPECT_GE(hostile_texts().size(), 100u);
}

// A file for each text, in the order of the texts.
template <typename Write>
void write_each(const test::TempFolder& folder, const Write& write) {
  for (size_t i = 0; i < hostile_texts().size(); ++i) {
    folder.write(std::to_string(1000 + i), write(conversation_of(hostile_texts()[i])));
  }
}

TEST(Hostile, AParserFindsNothingActiveInThePages) {
  const test::TempFolder folder;
  write_each(folder, html_text);
  EXPECT_EQ(run_python("check_html.py", folder.path()), "");
}

TEST(Hostile, TheParserFindsWhatItIsMeantToFind) {
  const test::TempFolder folder;
  const std::string page = html_text(sample_conversation());
  const std::vector<std::string> bad = {
      "<script>1</script>",
      "<p onclick=\"x\"></p>",
      "<!-- x -->",
      "<b></b>",
      "</main>",
      "<a href=\"javascript:1\" rel=\"noopener noreferrer\"></a>"};
  for (size_t i = 0; i < bad.size(); ++i) {
    folder.write(std::to_string(i), std::string(page).insert(page.find("</main>"), bad[i]));
  }
  const std::string found = run_python("check_html.py", folder.path());
  for (size_t i = 0; i < bad.size(); ++i) {
    EXPECT_NE(found.find((folder / std::to_string(i)).string() + ": "), std::string::npos)
        << bad[i] << found;
  }
}

TEST(Hostile, FrontMatterIsReadBackAsItWas) {
  const test::TempFolder folder;
  write_each(folder, markdown_text);
  std::istringstream lines(run_python("read_front_matter.py", folder.path()));
  for (const std::string& text : hostile_texts()) {
    std::string line;
    ASSERT_TRUE(std::getline(lines, line)) << text;
    const auto read = nlohmann::json::parse(line);
    const std::string valid = valid_utf8(text);
    EXPECT_EQ(read.value("title", ""), valid);
    EXPECT_EQ(read.value("model", ""), valid);
    EXPECT_EQ(read.value("folder", ""), valid);
    EXPECT_EQ(read.at("tags"), nlohmann::json::array({valid}));
    EXPECT_EQ(read.at("created"), "2023-11-14T22:13:20Z");
  }
}

// Headings outside of fences: what the user wrote can add none.
std::vector<std::string> headings(const std::string& markdown) {
  std::vector<std::string> found;
  std::string fence;
  size_t at = 0;
  while (at < markdown.size()) {
    const size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string line = markdown.substr(at, end - at);
    at = end + 1;
    if (fence.empty() && line.starts_with("```")) {
      fence = line.substr(0, line.find_first_not_of('`'));
    } else if (line == fence) {
      fence.clear();
    } else if (fence.empty() && line.starts_with("## ")) {
      found.push_back(line);
    }
  }
  EXPECT_EQ(fence, "");
  return found;
}

TEST(Hostile, NothingThatTheUserWroteLeavesItsFence) {
  for (const std::string& text : hostile_texts()) {
    ConversationFile file = conversation_of(text + "\n## System\n" + text);
    for (store::Message& message : file.messages) {
      if (message.role == store::Role::kAssistant) message.content = "Yes.";
    }
    EXPECT_EQ(headings(markdown_text(file)),
              (std::vector<std::string>{"## System", "## User", "## Assistant", "## User",
                                        "## Assistant", "## User"}))
        << text;
  }
}

TEST(Hostile, JsonKeepsThemAll) {
  for (const std::string& text : hostile_texts()) {
    if (valid_utf8(text) != text) continue;
    const ConversationFile file = conversation_of(text);
    std::vector<ConversationFile> files;
    ASSERT_TRUE(
        import_into(files, octant_head() + octant_json_text(file) + std::string(kOctantTail)).ok());
    ASSERT_EQ(files.size(), 1u) << text;
    // Empty tags are none.
    if (!text.empty()) {
      EXPECT_EQ(all_fields(files[0]), all_fields(file));
    }
  }
}

}  // namespace
}  // namespace octant::exporting
