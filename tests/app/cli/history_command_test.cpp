// `octant history` and `octant export` on a history of their own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

using testing::HasSubstr;

constexpr const char* kLine =
    R"({"messages":[{"role":"user","content":"What is MLA?"},{"role":"assistant","content":"An \u001b[31mattention."}]})";

// One run of the program on the history in `home`.
struct OctantRun {
  OctantRun(const TempFolder& home, const std::vector<std::string>& arguments) {
    cli.environment["OCTANT_HOME"] = home.path().string();
    code = cli.run(arguments);
  }
  CliHarness cli;
  int code = -1;
};

class History : public testing::Test {
 protected:
  History() {
    home_.write("in.jsonl", kLine);
    const OctantRun run(home_, {"history", "import", path("in.jsonl")});
    EXPECT_EQ(run.code, kExitOk) << run.cli.err();
    EXPECT_EQ(run.cli.out(), "imported 1, left out 0; ids 1\n");
  }
  std::string path(const char* name) const { return (home_ / name).string(); }

  TempFolder home_;
};

TEST_F(History, ListsShowsAndSearches) {
  EXPECT_THAT(OctantRun(home_, {"history", "list"}).cli.out(), HasSubstr("What is MLA?\n"));
  const OctantRun shown(home_, {"history", "show", "1"});
  EXPECT_THAT(shown.cli.out(), HasSubstr("--- User\nWhat is MLA?\n"));
  EXPECT_THAT(shown.cli.out(), HasSubstr("--- Assistant\nAn \\x1b[31mattention.\n"));
  EXPECT_THAT(OctantRun(home_, {"history", "search", "attention"}).cli.out(),
              HasSubstr("     1  "));
  EXPECT_EQ(OctantRun(home_, {"history", "search", "absent"}).cli.out(), "");
  EXPECT_EQ(OctantRun(home_, {"history", "path"}).cli.out(), path("history.db") + "\n");
}

TEST_F(History, GivesJson) {
  EXPECT_EQ(
      OctantRun(home_, {"history", "list", "--json"}).cli.out_json()["conversations"][0]["id"], 1);
  const auto shown = OctantRun(home_, {"history", "show", "1", "--json"}).cli.out_json();
  EXPECT_EQ(shown["messages"][1]["content"], "An \x1b[31mattention.");
  const OctantRun hits(home_, {"history", "search", "attention", "--json"});
  EXPECT_EQ(hits.cli.out_json()["hits"][0]["conversation"], 1);
  EXPECT_EQ(OctantRun(home_, {"history", "delete", "1", "--json"}).cli.out_json()["deleted"], 1);
  EXPECT_EQ(OctantRun(home_, {"history", "restore", "1", "--json"}).cli.out_json()["restored"], 1);
  EXPECT_EQ(OctantRun(home_, {"history", "purge", "--json"}).cli.out_json()["conversations"], 0);
  EXPECT_EQ(OctantRun(home_, {"history", "path", "--json"}).cli.out_json()["path"],
            path("history.db"));
}

TEST_F(History, DeletesRestoresAndPurges) {
  const OctantRun deleted(home_, {"history", "delete", "1"});
  EXPECT_THAT(deleted.cli.out(), HasSubstr("octant history restore 1 brings it back"));
  EXPECT_EQ(OctantRun(home_, {"history", "list"}).cli.out(), "");
  EXPECT_THAT(OctantRun(home_, {"history", "list", "--trash"}).cli.out(),
              HasSubstr("What is MLA?"));
  EXPECT_EQ(OctantRun(home_, {"history", "show", "1"}).code, kExitFailed);
  EXPECT_EQ(OctantRun(home_, {"history", "restore", "1"}).cli.out(), "restored conversation 1\n");
  EXPECT_THAT(OctantRun(home_, {"history", "list"}).cli.out(), HasSubstr("What is MLA?"));
  EXPECT_EQ(OctantRun(home_, {"history", "delete", "1"}).code, kExitOk);
  EXPECT_EQ(OctantRun(home_, {"history", "purge"}).cli.out(),
            "removed for good: conversations 1, single messages 0\n");
  EXPECT_EQ(OctantRun(home_, {"history", "restore", "1"}).code, kExitFailed);
}

TEST_F(History, ImportsWhatIsWholeAndSaysWhatIsNot) {
  home_.write("bad.jsonl", std::string(kLine) + "\n{\"messages\":7}\n" + kLine);
  const OctantRun run(home_, {"history", "import", path("bad.jsonl")});
  EXPECT_EQ(run.code, kExitFailed);
  EXPECT_EQ(run.cli.out(), "imported 2, left out 1; ids 2,3\n");
  EXPECT_EQ(run.cli.err(), "octant: left out: " + path("bad.jsonl") +
                               ": conversation 2: messages: is a number, expected an array\n");
  EXPECT_EQ(OctantRun(home_, {"history", "import", path("absent")}).code, kExitFailed);
}

TEST_F(History, ExportsAndImportsTheSameBytes) {
  const OctantRun first(home_, {"export", "--all", "--format", "json", "--out", path("a.json")});
  EXPECT_EQ(first.code, kExitOk) << first.cli.err();
  EXPECT_EQ(first.cli.out(), path("a.json") + "\n");
  EXPECT_EQ(OctantRun(home_, {"history", "import", path("a.json")}).code, kExitOk);
  EXPECT_EQ(OctantRun(home_, {"export", "--conversation", "2", "--format", "json", "--out",
                              path("b.json")})
                .code,
            kExitOk);
  EXPECT_EQ(read_file(path("a.json")), read_file(path("b.json")));
}

TEST_F(History, ExportsEveryFormatAndOverwritesOnlyWhenForced) {
  for (const char* format : {"md", "html", "json", "jsonl", "sharegpt"}) {
    const std::vector<std::string> command = {"export", "--all", "--format",
                                              format,   "--out", path(format)};
    EXPECT_EQ(OctantRun(home_, command).code, kExitOk) << format;
    const OctantRun again(home_, command);
    EXPECT_EQ(again.code, kExitUsage);
    EXPECT_THAT(again.cli.err(), HasSubstr("is there already"));
    std::vector<std::string> forced = command;
    forced.push_back("--force");
    EXPECT_EQ(OctantRun(home_, forced).code, kExitOk) << format;
  }
}

TEST_F(History, RefusesCommandLinesThatMakeNoSense) {
  const std::vector<std::vector<std::string>> commands = {
      {"history"},
      {"history", "show"},
      {"history", "show", "0"},
      {"history", "list", "--limit", "0"},
      {"export", "--format", "md", "--out", path("x")},
      {"export", "--all", "--conversation", "1", "--format", "md", "--out", path("x")},
      {"export", "--all", "--format", "pdf", "--out", path("x")},
      {"export", "--all", "--routing", "--format", "md", "--out", path("x")}};
  for (const auto& command : commands) {
    EXPECT_EQ(OctantRun(home_, command).code, kExitUsage) << command.back();
  }
}

}  // namespace
}  // namespace octant::cli
