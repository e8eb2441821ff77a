#pragma once
// The pattern of the validate tests: arguments that pass, one change, and a refusal that names what
// was changed.

#include <string_view>

#include <gtest/gtest.h>

#include "kernels/stages/validate.h"

namespace octant {

template <typename Args, typename Change>
void expect_refused(Args args, std::string_view name, Change change) {
  const Status before = validate(args);
  ASSERT_TRUE(before.ok()) << before.to_string();
  change(args);
  const Status status = validate(args);
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument) << name;
  EXPECT_NE(status.message().find(name), std::string_view::npos)
      << "'" << status.message() << "' does not name " << name;
}

}  // namespace octant
