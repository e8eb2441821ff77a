#include "app/session/presets.h"

#include <gtest/gtest.h>

#include <set>

#include "app/session/option_text.h"

namespace octant::session {
namespace {

TEST(Presets, EachIsFollowedByWhatItMadeAndByNoOther) {
  for (const Preset& preset : all_presets()) {
    api::GenerateOptions options;
    apply(preset, options);
    for (const Preset& other : all_presets()) {
      EXPECT_EQ(follows(options, other), &preset == &other) << preset.name << " " << other.name;
    }
  }
}

TEST(Presets, NamesAreUniqueAndValuesInRange) {
  std::set<std::string_view> names;
  for (const Preset& preset : all_presets()) {
    EXPECT_TRUE(names.insert(preset.name).second);
    if (preset.temperature) {
      EXPECT_TRUE(parse_number(number_text(*preset.temperature), kTemperatureRange).ok());
    }
    if (preset.top_p) {
      EXPECT_TRUE(parse_number(number_text(*preset.top_p), kTopPRange).ok());
    }
    EXPECT_TRUE(parse_number(number_text(preset.min_p), kMinPRange).ok());
  }
}

TEST(Presets, DefaultsAreTheModelsOwn) {
  EXPECT_TRUE(follows({}, all_presets().front()));
}

TEST(Presets, TheRestIsLeftAlone) {
  api::GenerateOptions options{.seed = 7, .max_tokens = 100, .stop = {"end"}, .thinking = true};
  for (const Preset& preset : all_presets()) apply(preset, options);
  EXPECT_EQ(options.seed, 7U);
  EXPECT_EQ(options.max_tokens, 100);
  EXPECT_EQ(options.stop, std::vector<std::string>{"end"});
  EXPECT_TRUE(options.thinking);
}

}  // namespace
}  // namespace octant::session
