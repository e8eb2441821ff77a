// Putting conversations in order: folders, tags, pins, the archive. What a workspace does with a
// model is tested through the window.

#include "app/session/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "tests/support/temp_folder.h"

namespace octant::session {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class WorkspaceTest : public testing::Test {
 protected:
  store::HistoryStore open_history() {
    auto history = store::HistoryStore::open({.path = folder_ / "history.db"});
    CHECK(history.ok());
    return std::move(history).value();
  }
  static int64_t add(Workspace& workspace, const std::string& title) {
    const auto id = workspace.history().create_conversation({.title = title});
    CHECK(id.ok());
    workspace.list_again();
    return id.value();
  }
  test::TempFolder folder_;
};

// An engine that neither says a word nor ends when it is asked to.
engine_process::ProcessOptions deaf_engine() {
  engine_process::ProcessOptions process;
  process.program = "/bin/sh";
  process.arguments = {"-c", "trap '' TERM; exec sleep 60"};
  process.shutdown_time = std::chrono::milliseconds{50};
  return process;
}

pid_t wait_for_pid(Workspace& workspace) {
  for (int i = 0; i < 1000 && workspace.condition().pid == 0; ++i) {
    workspace.poll();
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return workspace.condition().pid;
}

TEST_F(WorkspaceTest, NobodyWaitsForAnEngineThatDoesNotEnd) {
  Workspace workspace(open_history(), deaf_engine());
  workspace.open_model({.model_dir = "first"}, "first");
  const pid_t first = wait_for_pid(workspace);
  ASSERT_NE(first, 0);
  workspace.close_model();
  EXPECT_EQ(::kill(first, 0), 0);  // it is still there
  EXPECT_FALSE(workspace.has_model());
  EXPECT_EQ(workspace.model_name(), "");

  // The next one begins when the memory is free.
  workspace.open_model({.model_dir = "second"}, "second");
  EXPECT_TRUE(workspace.has_model());
  EXPECT_FALSE(workspace.is_ready());
  EXPECT_EQ(workspace.condition().pid, 0);
  const pid_t second = wait_for_pid(workspace);
  ASSERT_NE(second, 0);
  EXPECT_NE(::kill(first, 0), 0);
}

TEST_F(WorkspaceTest, AModelThatIsStillWaitedForCanBeGivenUp) {
  Workspace workspace(open_history(), deaf_engine());
  workspace.open_model({.model_dir = "first"}, "first");
  ASSERT_NE(wait_for_pid(workspace), 0);
  workspace.open_model({.model_dir = "second"}, "second");
  workspace.close_model();
  EXPECT_FALSE(workspace.has_model());
  for (int i = 0; i < 400; ++i) {
    workspace.poll();
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  EXPECT_FALSE(workspace.has_model());
  EXPECT_EQ(workspace.condition().pid, 0);
}

TEST_F(WorkspaceTest, TheOpenConversationFollowsItsFolderAndTags) {
  Workspace workspace(open_history(), {});
  const int64_t id = add(workspace, "one");
  workspace.open(id);
  EXPECT_TRUE(workspace.set_folder(id, "work"));
  EXPECT_TRUE(workspace.set_tags(id, std::vector<std::string>{"idea"}));
  EXPECT_EQ(workspace.session().conversation().folder, "work");
  EXPECT_THAT(workspace.session().conversation().tags, ElementsAre("idea"));
  ASSERT_EQ(workspace.lists().folders().size(), 1u);
  EXPECT_EQ(workspace.lists().folders()[0].name, "work");
  EXPECT_THAT(workspace.lists().unfiled().rows(), IsEmpty());
  EXPECT_FALSE(workspace.notice());
}

TEST_F(WorkspaceTest, ArchivingCanBeTakenBackInBothDirections) {
  Workspace workspace(open_history(), {});
  const int64_t id = add(workspace, "one");
  workspace.set_archived(id, true);
  EXPECT_EQ(workspace.lists().num_archived(), 1);
  EXPECT_THAT(workspace.lists().unfiled().rows(), IsEmpty());
  ASSERT_TRUE(workspace.notice());
  EXPECT_EQ(workspace.notice()->text, "Archived");
  workspace.undo();
  EXPECT_EQ(workspace.lists().num_archived(), 0);
  EXPECT_EQ(workspace.lists().unfiled().rows().size(), 1u);

  workspace.set_archived(id, true);
  workspace.open(id);
  workspace.set_archived(id, false);
  EXPECT_FALSE(workspace.session().conversation().archived);
  EXPECT_EQ(workspace.notice()->text, "Unarchived");
  workspace.undo();
  EXPECT_TRUE(workspace.session().conversation().archived);
  EXPECT_EQ(workspace.lists().num_archived(), 1);
}

TEST_F(WorkspaceTest, FoldedFoldersAreFoldedTheNextTime) {
  {
    Workspace workspace(open_history(), {});
    for (const char* folder : {"a", "b"}) {
      ASSERT_TRUE(workspace.set_folder(add(workspace, folder), folder));
    }
    workspace.list_more(workspace.lists().folders()[1].pages);
    workspace.fold(workspace.lists().folders()[1], true);
    EXPECT_THAT(workspace.lists().folders()[1].pages.rows(), IsEmpty());
    workspace.fold(workspace.lists().folders()[0], true);
    workspace.fold(workspace.lists().folders()[0], false);
  }
  const Workspace workspace(open_history(), {});
  EXPECT_FALSE(is_folded(workspace.preferences(), "a"));
  EXPECT_TRUE(is_folded(workspace.preferences(), "b"));
}

TEST_F(WorkspaceTest, AHistoryThatAnotherHasOpenIsNotPutInOrderAndItSaysWhy) {
  Workspace first(open_history(), {});
  const int64_t id = add(first, "one");
  Workspace second(open_history(), {});
  ASSERT_TRUE(second.history().is_read_only());
  const auto says_why = [&] {
    const bool told = second.notice() && second.notice()->is_error &&
                      second.notice()->text.find("another Octant") != std::string::npos;
    second.dismiss();
    return told;
  };
  EXPECT_FALSE(second.set_folder(id, "work"));
  EXPECT_TRUE(says_why());
  EXPECT_FALSE(second.set_tags(id, std::vector<std::string>{"idea"}));
  EXPECT_TRUE(says_why());
  second.set_archived(id, true);
  EXPECT_TRUE(says_why());
  second.set_pinned(id, true);
  EXPECT_TRUE(says_why());
  EXPECT_EQ(second.lists().unfiled().rows().size(), 1u);
}

}  // namespace
}  // namespace octant::session
