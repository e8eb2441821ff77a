// The file dialog against a stand-in for the portal, on a bus of its own.

#include "app/ui/portal/file_dialog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <thread>

#include "tests/app/ui/portal/fake_portal.h"
#include "tests/app/ui/portal/private_bus.h"

namespace octant::ui {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Kind = FileQuestion::Kind;
using Clock = std::chrono::steady_clock;

void set_bus(const std::string& address) {
  ::setenv("DBUS_SESSION_BUS_ADDRESS", address.c_str(), 1);
}

// Fails after twenty seconds, less than what sd-bus waits for a reply.
FileAnswer wait_for_answer(FileDialog& dialog) {
  for (int i = 0; i < 2000; ++i) {
    if (auto answer = dialog.poll()) return *std::move(answer);
    std::this_thread::sleep_for(milliseconds(10));
  }
  return internal_error("no answer");
}

FileAnswer ask(FileQuestion question) {
  FileDialog dialog;
  dialog.open(std::move(question));
  return wait_for_answer(dialog);
}

// The path, "nothing" or the error's line.
std::string words_of(const FileAnswer& answer) {
  if (!answer.ok()) return std::string(answer.status().message());
  return *answer ? (*answer)->string() : "nothing";
}

class FileDialogTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!PrivateBus::can_be_had()) GTEST_SKIP() << "dbus-daemon is not installed";
    bus_.emplace();
    set_bus(bus_->address());
  }

  FakePortal& portal(PortalPlan plan) { return portal_.emplace(bus_->address(), std::move(plan)); }

  std::optional<PrivateBus> bus_;
  std::optional<FakePortal> portal_;
};

TEST_F(FileDialogTest, AsksForAPlaceToSaveTo) {
  FakePortal& fake = portal({.uris = {"file:///tmp/a%20b/100%25%20%E6%96%87%E4%BB%B6.md"}});
  EXPECT_EQ(words_of(ask({.kind = Kind::kSaveFile,
                          .title = "Export to",
                          .name = "100% 文件.md",
                          .folder = "/tmp/latin\xE9",
                          .parent_window = "x11:2a00007"})),
            "/tmp/a b/100% 文件.md");
  const PortalCall call = fake.call_of("SaveFile");
  EXPECT_EQ(call.title, "Export to");
  EXPECT_EQ(call.parent_window, "x11:2a00007");
  EXPECT_EQ(call.path, "/org/freedesktop/portal/desktop");
  using Option = std::pair<const std::string, std::string>;
  EXPECT_THAT(
      call.options,
      ElementsAre(Option("current_folder", std::string("/tmp/latin\xE9") + '\0'),
                  Option("current_name", "100% 文件.md"), Option("handle_token", "octant")));
}

TEST_F(FileDialogTest, AsksForAFile) {
  FakePortal& fake = portal({.uris = {"file:///one", "file:///two"}});
  EXPECT_EQ(words_of(ask({.kind = Kind::kOpenFile, .title = "Import", .name = "not for this"})),
            "/one");
  const PortalCall call = fake.call_of("OpenFile");
  EXPECT_EQ(call.options.size(), 1U);
  EXPECT_EQ(call.options.at("handle_token"), "octant");
  EXPECT_EQ(fake.calls().size(), 1U);
}

TEST_F(FileDialogTest, AsksForAFolder) {
  FakePortal& fake = portal({.version = 3, .uris = {"file:///models/demo"}});
  EXPECT_EQ(words_of(ask({.kind = Kind::kOpenFolder, .title = "Model", .folder = "/models"})),
            "/models/demo");
  EXPECT_EQ(fake.call_of("OpenFile").options.at("directory"), "true");
}

TEST_F(FileDialogTest, AnOldPortalIsNotAskedForAFolder) {
  FakePortal& fake = portal({.version = 2});
  EXPECT_EQ(
      words_of(ask({.kind = Kind::kOpenFolder})),
      "no file dialog here: the desktop's portal is too old to choose folders; type the path");
  EXPECT_EQ(fake.call_of("OpenFile").method, "");
}

TEST_F(FileDialogTest, AnAnswerMayComeBeforeTheReply) {
  portal({.answers_first = true, .uris = {"file:///early"}});
  EXPECT_EQ(words_of(ask({})), "/early");
}

TEST_F(FileDialogTest, APortalMayChooseThePlaceOfTheRequest) {
  portal({.chooses_request = true, .uris = {"file:///elsewhere"}});
  EXPECT_EQ(words_of(ask({})), "/elsewhere");
}

TEST_F(FileDialogTest, APersonMayWantNothing) {
  portal({.response = 1});
  EXPECT_EQ(words_of(ask({})), "nothing");
}

TEST_F(FileDialogTest, ADialogThatEndsOtherwiseIsAnError) {
  portal({.response = 2});
  const FileAnswer answer = ask({});
  EXPECT_EQ(answer.status().code(), StatusCode::kIo);
  EXPECT_EQ(words_of(answer), "the file dialog: the desktop has closed it; type the path");
}

TEST_F(FileDialogTest, AnAnswerWithoutAFileIsAnError) {
  portal({.uris = {}});
  EXPECT_EQ(words_of(ask({})),
            "the file dialog: the desktop's portal named no file; type the path");
}

TEST_F(FileDialogTest, FilesOfOtherComputersAreRefused) {
  portal({.uris = {"sftp://host/a.json"}});
  const FileAnswer answer = ask({});
  EXPECT_EQ(answer.status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(words_of(answer), "sftp://host/a.json: is no file of this computer");
}

TEST_F(FileDialogTest, ARefusalIsOneLine) {
  portal({.refusal = "org.freedesktop.portal.Error.NotAllowed",
          .refusal_words = "not\nhere " + std::string(1000, 'x')});
  const FileAnswer answer = ask({});
  EXPECT_EQ(answer.status().code(), StatusCode::kUnsupported);
  EXPECT_THAT(words_of(answer),
              HasSubstr("no file dialog here: the desktop's portal: not here xxx"));
  EXPECT_THAT(words_of(answer), Not(HasSubstr("\n")));
  EXPECT_LT(words_of(answer).size(), 250U);
}

TEST_F(FileDialogTest, APortalWithoutFileDialogsIsSaid) {
  portal({.refusal = "org.freedesktop.DBus.Error.UnknownMethod", .refusal_words = "No such"});
  EXPECT_EQ(words_of(ask({})), "no file dialog here: the desktop's portal has none; type the path");
}

TEST_F(FileDialogTest, NoPortalIsSaid) {
  for (const Kind kind : {Kind::kOpenFile, Kind::kOpenFolder, Kind::kSaveFile}) {
    const FileAnswer answer = ask({.kind = kind});
    EXPECT_EQ(answer.status().code(), StatusCode::kUnsupported);
    EXPECT_EQ(words_of(answer), "no file dialog here: the desktop has no portal; type the path");
  }
}

TEST_F(FileDialogTest, NoBusIsSaid) {
  bus_->end();
  const FileAnswer answer = ask({});
  EXPECT_EQ(answer.status().code(), StatusCode::kUnsupported);
  EXPECT_THAT(words_of(answer), HasSubstr("no file dialog here: no session bus: "));
  ::unsetenv("DBUS_SESSION_BUS_ADDRESS");
  ::unsetenv("XDG_RUNTIME_DIR");
  EXPECT_EQ(words_of(ask({})), "no file dialog here: no session bus; type the path");
}

TEST_F(FileDialogTest, APortalThatEndsWhileItsDialogIsOpenIsSaid) {
  FakePortal& fake = portal({.answers = false});
  FileDialog dialog;
  dialog.open({});
  ASSERT_TRUE(fake.wait_for("OpenFile"));
  portal_.reset();
  const FileAnswer answer = wait_for_answer(dialog);
  EXPECT_EQ(answer.status().code(), StatusCode::kIo);
  EXPECT_EQ(words_of(answer), "the file dialog: the desktop's portal has ended; type the path");
}

TEST_F(FileDialogTest, APortalThatEndsBeforeItRepliesIsSaid) {
  FakePortal& fake = portal({.replies = false, .answers = false});
  FileDialog dialog;
  dialog.open({});
  ASSERT_TRUE(fake.wait_for("OpenFile"));
  portal_.reset();
  EXPECT_THAT(words_of(wait_for_answer(dialog)), HasSubstr("; type the path"));
}

TEST_F(FileDialogTest, ABusThatEndsIsSaid) {
  FakePortal& fake = portal({.answers = false});
  FileDialog dialog;
  dialog.open({});
  ASSERT_TRUE(fake.wait_for("OpenFile"));
  bus_->end();
  const FileAnswer answer = wait_for_answer(dialog);
  EXPECT_FALSE(answer.ok());
  EXPECT_THAT(words_of(answer), HasSubstr("; type the path"));
}

TEST_F(FileDialogTest, ADialogThatNobodyAnswersGoesWithItsOwner) {
  FakePortal& fake = portal({.answers = false});
  Clock::time_point start;
  {
    FileDialog dialog;
    dialog.open({});
    ASSERT_TRUE(fake.wait_for("OpenFile"));
    EXPECT_TRUE(dialog.is_open());
    EXPECT_FALSE(dialog.poll());
    start = Clock::now();
  }
  EXPECT_LT(Clock::now() - start, seconds(5));
  ASSERT_TRUE(fake.wait_for("Close"));
  EXPECT_THAT(fake.call_of("Close").path,
              testing::MatchesRegex("/org/freedesktop/portal/desktop/request/1_[0-9]+/octant"));
}

TEST_F(FileDialogTest, ASecondQuestionClosesTheFirst) {
  FakePortal& fake = portal({.answers = false});
  FileDialog dialog;
  dialog.open({.kind = Kind::kOpenFile});
  ASSERT_TRUE(fake.wait_for("OpenFile"));
  dialog.open({.kind = Kind::kSaveFile});
  EXPECT_TRUE(fake.wait_for("Close"));
  EXPECT_TRUE(fake.wait_for("SaveFile"));
  EXPECT_TRUE(dialog.is_open());
}

TEST_F(FileDialogTest, WakesItsOwnerOnceAndAnswersOnce) {
  portal({.uris = {"file:///a"}});
  std::atomic<int> woken{0};
  FileDialog dialog([&] { ++woken; });
  EXPECT_FALSE(dialog.is_open());
  EXPECT_FALSE(dialog.poll());
  dialog.open({});
  for (int i = 0; i < 1000 && woken == 0; ++i) std::this_thread::sleep_for(milliseconds(10));
  EXPECT_EQ(woken, 1);
  auto answer = dialog.poll();
  ASSERT_TRUE(answer);
  EXPECT_EQ(words_of(*answer), "/a");
  EXPECT_FALSE(dialog.poll());
  EXPECT_FALSE(dialog.is_open());
}

TEST(FileDialog, ABusThatNeverAnswersHoldsNobody) {
  const test::TempFolder folder;
  const std::string path = (folder / "bus").string();
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.size());
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  set_bus("unix:path=" + path);
  Clock::time_point start;
  {
    FileDialog dialog;
    dialog.open({});
    std::this_thread::sleep_for(milliseconds(200));
    EXPECT_FALSE(dialog.poll());
    start = Clock::now();
  }
  EXPECT_LT(Clock::now() - start, seconds(5));
  ::close(listener);
}

}  // namespace
}  // namespace octant::ui
