#include "app/cli/safetensors_out.h"

#include <cstring>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

TEST(WriteSafetensors, WritesWhatTheFormatAsksFor) {
  const TempFolder folder;
  const auto path = folder.path() / "out.safetensors";
  const std::vector<float> logits = {1.5F, -2, 0, 4, 5, 6};
  const std::vector<int32_t> ids = {7, -8};
  const std::vector<float> none;
  const std::vector<ArrayOut> arrays = {array_out("logits", {2, 3}, std::span(logits)),
                                        array_out("none", {0, 3}, std::span(none)),
                                        array_out("ids", {2}, std::span(ids))};
  ASSERT_TRUE(write_safetensors(path, arrays).ok());

  const std::string file = read_file(path);
  uint64_t header_size = 0;
  ASSERT_GE(file.size(), sizeof header_size);
  std::memcpy(&header_size, file.data(), sizeof header_size);
  EXPECT_EQ(header_size % 8, 0u);
  ASSERT_EQ(file.size(), 8 + header_size + 24 + 8);
  const auto header = nlohmann::json::parse(file.substr(8, header_size));
  EXPECT_EQ(header["logits"],
            nlohmann::json({{"dtype", "F32"}, {"shape", {2, 3}}, {"data_offsets", {0, 24}}}));
  EXPECT_EQ(header["none"],
            nlohmann::json({{"dtype", "F32"}, {"shape", {0, 3}}, {"data_offsets", {24, 24}}}));
  EXPECT_EQ(header["ids"],
            nlohmann::json({{"dtype", "I32"}, {"shape", {2}}, {"data_offsets", {24, 32}}}));
  EXPECT_EQ(std::memcmp(file.data() + 8 + header_size, logits.data(), 24), 0);
  EXPECT_EQ(std::memcmp(file.data() + 8 + header_size + 24, ids.data(), 8), 0);
}

TEST(WriteSafetensors, ReplacesAnOlderFileAndLeavesNothingElse) {
  const TempFolder folder;
  const auto path = folder.write("out.safetensors", "older");
  ASSERT_TRUE(write_safetensors(path, {}).ok());
  EXPECT_NE(read_file(path), "older");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(WriteSafetensors, NamesTheFileThatItCannotWrite) {
  const TempFolder folder;
  const auto path = folder.path() / "absent" / "out.safetensors";
  const Status status = write_safetensors(path, {});
  EXPECT_EQ(status.code(), StatusCode::kIo);
  EXPECT_NE(status.message().find(path.string()), std::string::npos);
}

}  // namespace
}  // namespace octant::cli
