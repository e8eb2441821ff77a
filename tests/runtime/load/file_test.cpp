#include "runtime/load/file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "runtime/load/printable.h"
#include "tests/runtime/load/refusal.h"
#include "tests/support/checkpoints/checkpoint_files.h"

namespace octant {
namespace {

using test::expect_refusal;

constexpr size_t kSize = 100;

// A source that gives one byte more with each call, and is interrupted before each.
struct Stuttering {
  std::vector<std::byte> bytes;
  int64_t calls = 0;
  bool interrupted = false;

  ssize_t operator()(std::span<std::byte> out, int64_t offset) {
    interrupted = !interrupted;
    if (interrupted) {
      errno = EINTR;
      return -1;
    }
    ++calls;
    const int64_t count = std::min(
        {calls, static_cast<int64_t>(out.size()), static_cast<int64_t>(bytes.size()) - offset});
    std::copy_n(bytes.begin() + offset, count, out.begin());
    return count;
  }
};

std::vector<std::byte> counting_bytes() {
  std::vector<std::byte> bytes(kSize);
  for (size_t i = 0; i < kSize; ++i) bytes[i] = static_cast<std::byte>(i);
  return bytes;
}

TEST(File, PutsShortAndInterruptedReadsTogether) {
  Stuttering source{counting_bytes()};
  std::vector<std::byte> out(kSize - 7);
  const Status status = read_fully(std::ref(source), 7, out);
  ASSERT_TRUE(status.ok()) << status.to_string();
  EXPECT_TRUE(std::equal(out.begin(), out.end(), source.bytes.begin() + 7));
  EXPECT_GT(source.calls, 10);
}

TEST(File, TellsWhereTheFileEndedEarly) {
  Stuttering source{counting_bytes()};
  std::vector<std::byte> out(60);
  expect_refusal(read_fully(std::ref(source), 50, out), StatusCode::kIo,
                 {"ends at byte 100, 10 bytes are missing"});
}

TEST(File, PassesOnWhatTheDiskSays) {
  const auto failing = [](std::span<std::byte>, int64_t offset) -> ssize_t {
    if (offset < 4096) return 4096 - offset;
    errno = EIO;
    return -1;
  };
  std::vector<std::byte> out(8192);
  expect_refusal(read_fully(failing, 0, out), StatusCode::kIo,
                 {"reading at byte 4096 failed: ", std::strerror(EIO)});
}

TEST(File, ReadsAtAnyPlaceAndNamesItself) {
  const test::TempFolder folder;
  test::write_text(folder / "x\n.bin", "0123456789");
  const Result<File> file = File::open(folder / "x\n.bin");
  ASSERT_TRUE(file.ok()) << file.status().to_string();
  EXPECT_EQ(file->size_bytes(), 10);
  EXPECT_EQ(file->name(), "x\\x0a.bin");
  std::string text(4, ' ');
  ASSERT_TRUE(file->read_at(3, std::as_writable_bytes(std::span(text))).ok());
  EXPECT_EQ(text, "3456");
  expect_refusal(file->read_at(8, std::as_writable_bytes(std::span(text))), StatusCode::kIo,
                 {"x\\x0a.bin: ends at byte 10, 2 bytes are missing"});
}

TEST(File, TellsMissingFilesFromOthers) {
  const test::TempFolder folder;
  expect_refusal(File::open(folder / "x").status(), StatusCode::kNotFound, {"x: "});
  expect_refusal(File::open(folder.path()).status(), StatusCode::kIo, {"is not a regular file"});
}

TEST(Printable, EscapesWhatWouldChangeAMessage) {
  EXPECT_EQ(printable("model.layers.0.重み"), "model.layers.0.重み");
  EXPECT_EQ(printable("a\nb\x7f\x1b"), "a\\x0ab\\x7f\\x1b");
  EXPECT_EQ(printable("\xc2\x85|\xe2\x80\xae|\xe2\x81\xa6"),
            "\\xc2\\x85|\\xe2\\x80\\xae|\\xe2\\x81\\xa6");
  EXPECT_EQ(printable("\xff|\xe2\x80|\xc2"), "\\xff|\\xe2\\x80|\\xc2");
  EXPECT_EQ(printable(std::string(1000, 'x')), std::string(160, 'x') + "...");
}

TEST(Printable, FindsControlCharacters) {
  EXPECT_FALSE(has_control_characters("plain, 重み, \xc2\xa0, \xff"));
  for (const std::string text : {"\t", "\x7f", "\xc2\x80", "\xe2\x80\xa8", "\xd8\x9c"}) {
    EXPECT_TRUE(has_control_characters("a" + text + "b")) << printable(text);
  }
}

}  // namespace
}  // namespace octant
