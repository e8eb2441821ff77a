// The dashboard alone, in a state that never was: for looking at it and for scripts.
//   ui_dashboard SCENE dark|light WIDTHxHEIGHT SCALE SCRIPT
// Pictures that a script takes go into the current folder. Exit code 1 if a command of the script
// failed (with its line), 2 for wrong arguments, 3 without a renderer.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "app/ui/draw.h"
#include "app/ui/platform/headless_surface.h"
#include "app/ui/platform/host.h"
#include "app/ui/views/dashboard.h"
#include "tests/app/ui/views/dashboard_scenes.h"

// As in the gallery: Mesa's leaks cannot be named.
extern "C" int __lsan_is_turned_off();  // NOLINT: the sanitizer's name
extern "C" int __lsan_is_turned_off() {
  return 1;
}

namespace octant::ui {
namespace {

class SceneView final : public View {
 public:
  explicit SceneView(DashboardScene scene) : scene_(std::move(scene)) {
    scene_.facts.rates = &scene_.rates;
  }
  void draw(Frame& frame) override {
    const Rect all = {0, 0, static_cast<float>(frame.size.width),
                      static_cast<float>(frame.size.height)};
    fill(frame, all, frame.palette.dashboard);
    dashboard_.draw(frame, all, scene_.facts);
    frame.mark("wakes", all, frame.moving ? "moving" : frame.wake_at ? "later" : "never");
  }

 private:
  DashboardScene scene_;
  Dashboard dashboard_;
};

int failure(const Status& status, int code) {
  std::fprintf(stderr, "ui_dashboard: %s\n", status.to_string().c_str());
  return code;
}

int run(DashboardScene scene, const Palette& palette, PixelSize size, float scale,
        const std::string& file) {
  std::ifstream in(file);
  if (!in) return failure(not_found(file), 2);
  auto script = parse_script(std::string(std::istreambuf_iterator<char>(in), {}));
  if (!script.ok()) return failure(script.status(), 2);
  auto surface = open_headless(size, scale);
  if (!surface.ok()) return failure(surface.status(), 3);
  auto host = Host::create(std::move(*surface),
                           {.palette = &palette, .scale = scale, .script = std::move(*script)});
  if (!host.ok()) return failure(host.status(), 3);
  SceneView view(std::move(scene));
  const Status status = (*host)->run(view);
  return status.ok() ? 0 : failure(status, 1);
}

}  // namespace
}  // namespace octant::ui

int main(int count, char** words) {
  using namespace octant::ui;
  PixelSize size;
  const bool is_complete =
      count == 6 && std::sscanf(words[3], "%dx%d", &size.width, &size.height) == 2;
  auto scene = is_complete ? dashboard_scene(words[1]) : std::nullopt;
  if (!scene) {
    std::fprintf(stderr, "usage: ui_dashboard SCENE dark|light WIDTHxHEIGHT SCALE SCRIPT\n");
    return 2;
  }
  const bool is_light = std::string_view(words[2]) == "light";
  return run(std::move(*scene), is_light ? kLight : kDark, size,
             static_cast<float>(std::atof(words[4])), words[5]);
}
