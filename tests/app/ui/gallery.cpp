// All widgets on one page, as a program: for looking at, for scripts and for measurements.
//   ui_gallery [--headless] [--size WxH] [--scale S] [--script FILE] [--seconds N] [--moving]
// Pictures that a script takes go into the current folder. Exit code 1 if a command of the script
// failed (with its line), 2 for wrong arguments, 3 if there is no display.

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <thread>

#include "app/ui/platform/glfw_surface.h"
#include "app/ui/platform/headless_surface.h"
#include "app/ui/platform/host.h"
#include "tests/app/ui/gallery_view.h"

// Mesa leaves 112 bytes behind in a driver that it has unloaded by the time leaks are counted, so
// that no suppression can name them: this program is checked for everything else.
extern "C" int __lsan_is_turned_off();  // NOLINT: the sanitizer's name
extern "C" int __lsan_is_turned_off() {
  return 1;
}

namespace octant::ui {
namespace {

struct Arguments {
  bool headless = false;
  bool moving = false;
  PixelSize size = {1280, 800};
  std::optional<float> scale;
  std::string script;
  double seconds = 0;
};

std::optional<Arguments> read_arguments(int count, char** words) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const bool has_value = i + 1 < count;
    if (word == "--headless") {
      arguments.headless = true;
    } else if (word == "--moving") {
      arguments.moving = true;
    } else if (word == "--size" && has_value) {
      if (std::sscanf(words[++i], "%dx%d", &arguments.size.width, &arguments.size.height) != 2) {
        return std::nullopt;
      }
    } else if (word == "--scale" && has_value) {
      arguments.scale = static_cast<float>(std::atof(words[++i]));
    } else if (word == "--script" && has_value) {
      arguments.script = words[++i];
    } else if (word == "--seconds" && has_value) {
      arguments.seconds = std::atof(words[++i]);
    } else {
      return std::nullopt;
    }
  }
  return arguments;
}

int failure(const Status& status, int code) {
  std::fprintf(stderr, "ui_gallery: %s\n", status.to_string().c_str());
  return code;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Stops the loop after some seconds and says what it cost.
class Measured final : public View {
 public:
  Measured(GalleryView& view, double seconds) : view_(view), seconds_(seconds) {}
  void draw(Frame& frame) override {
    view_.draw(frame);
    if (host_ == nullptr) return;
    if (frames_++ == 0) {
      start_ = std::chrono::steady_clock::now();
      cpu_ = cpu_seconds();
    }
    if (elapsed() >= seconds_) host_->stop();
  }
  void set_host(Host& host) { host_ = &host; }
  void report() const {
    std::fprintf(stderr, "%.1f s: %d frames, %.1f %% of a core\n", elapsed(), frames_,
                 (cpu_seconds() - cpu_) / elapsed() * 100);
  }

 private:
  double elapsed() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  GalleryView& view_;
  double seconds_;
  Host* host_ = nullptr;
  int frames_ = 0;
  double cpu_ = 0;
  std::chrono::steady_clock::time_point start_;
};

int run(const Arguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  HostOptions options;
  options.scale = arguments.scale;
  if (!arguments.script.empty()) {
    std::ifstream in(arguments.script);
    if (!in) return failure(not_found(arguments.script), 2);
    auto script = parse_script(std::string(std::istreambuf_iterator<char>(in), {}));
    if (!script.ok()) return failure(script.status(), 1);
    options.script = std::move(*script);
  }
  auto surface =
      arguments.headless
          ? open_headless(arguments.size, arguments.scale.value_or(1))
          : open_window(
                {.title = "Octant widgets", .window_class = "ui_gallery", .size = arguments.size});
  if (!surface.ok()) return failure(surface.status(), 3);
  const double opened =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  auto host = Host::create(std::move(*surface), std::move(options));
  if (!host.ok()) return failure(host.status(), 3);
  Host& loop = **host;
  if (!loop.font_warning().empty()) std::fprintf(stderr, "%s\n", loop.font_warning().c_str());
  GalleryView view([&loop](const Palette& palette) { loop.set_palette(palette); });
  view.set_moving(arguments.moving);
  Status status;
  if (arguments.seconds > 0) {
    const double created =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    std::fprintf(stderr, "surface after %.0f ms, host after %.0f ms\n", opened, created);
    Measured measured(view, arguments.seconds);
    measured.set_host(loop);
    // An idle loop never wakes by itself: somebody has to end the measurement.
    std::thread alarm([&] {
      std::this_thread::sleep_for(std::chrono::duration<double>(arguments.seconds));
      loop.wake();
    });
    status = loop.run(measured);
    measured.report();
    alarm.join();
  } else {
    status = loop.run(view);
  }
  const FrameTimes& times = loop.times();
  if (arguments.seconds > 0 && times.count > 0) {
    std::fprintf(stderr, "a frame: build %.2f ms, render %.2f ms\n", times.build / times.count,
                 times.render / times.count);
  }
  return status.ok() ? 0 : failure(status, 1);
}

}  // namespace
}  // namespace octant::ui

int main(int count, char** words) {
  const auto arguments = octant::ui::read_arguments(count, words);
  if (!arguments) {
    std::fprintf(stderr,
                 "usage: ui_gallery [--headless] [--size WxH] [--scale S] [--script FILE] "
                 "[--seconds N] [--moving]\n");
    return 2;
  }
  return octant::ui::run(*arguments);
}
