#pragma once
// What every refusal of a file has in common.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "kernels/core/status.h"

namespace octant::test {

// Expects a failure in one line that names all of `names`.
inline void expect_refusal(const Status& status, StatusCode code,
                           const std::vector<std::string>& names) {
  EXPECT_EQ(to_string(status.code()), to_string(code)) << status.to_string();
  const std::string message(status.message());
  for (const std::string& name : names) EXPECT_THAT(message, testing::HasSubstr(name));
  for (const char c : message) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
        << "control character in: " << message;
  }
  EXPECT_FALSE(message.empty());
}

}  // namespace octant::test
