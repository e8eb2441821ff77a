#include "app/ui/script/script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/ui/focus.h"
#include "app/ui/script/image.h"

namespace octant::ui {
namespace {

TEST(Script, ReadsCommands) {
  const auto script = parse_script(
      "# a comment\n"
      "\n"
      "click composer@0.5,0.2\n"
      "type \"two\\nlines \\\\ 🙂\"\n"
      "key ctrl+shift+z\n"
      "expect composer is two words\n"
      "until send visible\n"
      "resize 1024 640\n");
  ASSERT_TRUE(script.ok()) << script.status().to_string();
  ASSERT_EQ(script->size(), 6U);
  EXPECT_EQ((*script)[0].line, 3);
  EXPECT_EQ((*script)[0].from.mark, "composer");
  EXPECT_FLOAT_EQ((*script)[0].from.y, 0.2F);
  EXPECT_EQ((*script)[1].text, "two\nlines \\ 🙂");
  EXPECT_EQ((*script)[2].key, Key::kZ);
  EXPECT_EQ((*script)[2].mods, (Mods{.ctrl = true, .shift = true}));
  EXPECT_EQ((*script)[3].text, "two words");
  EXPECT_EQ((*script)[4].condition, Condition::kVisible);
  EXPECT_EQ((*script)[5].numbers, (std::vector<float>{1024, 640}));
}

TEST(Script, NamesTheLineItCannotRead) {
  for (const char* line :
       {"clack composer", "click", "key ctrl+Nothing", "expect composer", "expect a was b",
        "resize 1024", "click composer@1", "wheel page", "shot"}) {
    const auto script = parse_script(std::string("wait 1\n") + line);
    EXPECT_EQ(script.status().code(), StatusCode::kInvalidArgument) << line;
    EXPECT_THAT(script.status().to_string(), testing::HasSubstr("line 2")) << line;
  }
}

TEST(Focus, TabWalksInTheOrderOfDrawing) {
  Focus focus;
  const auto frame = [&] {
    for (const char* name : {"a", "b", "c"}) focus.offer(name);
    focus.finish_frame();
  };
  frame();
  focus.advance(false);
  EXPECT_TRUE(focus.shows_ring("a"));
  frame();
  focus.advance(true);
  EXPECT_TRUE(focus.has("c"));
  frame();
  focus.advance(false);
  EXPECT_TRUE(focus.has("a"));
}

TEST(Focus, AWidgetThatIsGoneHasLostIt) {
  Focus focus;
  focus.give("a");
  focus.offer("b");
  focus.finish_frame();
  EXPECT_FALSE(focus.has("a"));
}

TEST(Focus, AClickShowsNoRing) {
  Focus focus;
  focus.give("a");
  EXPECT_TRUE(focus.has("a"));
  EXPECT_FALSE(focus.shows_ring("a"));
}

TEST(Image, CountsPixelsThatDiffer) {
  const Image a{{2, 1}, {0, 0, 0, 100, 100, 100}};
  Image b = a;
  b.rgb[4] = 105;
  EXPECT_EQ(count_differences(a, b, 0.03), 0);
  b.rgb[4] = 110;
  EXPECT_EQ(count_differences(a, b, 0.03), 1);
  EXPECT_EQ(count_differences(a, Image{{1, 1}, {0, 0, 0}}, 0.03), 2);
}

}  // namespace
}  // namespace octant::ui
