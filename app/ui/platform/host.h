#pragma once
// The loop: collects events, lets the view build a frame, renders it, and waits.
//
// The host owns the contexts of Dear ImGui and of the renderer, the fonts and whatever outlives a
// frame. Dear ImGui provides lists of triangles, clipping and the question which widget is under
// the pointer; text, keys and the clipboard are the project's own.

#include <memory>
#include <optional>
#include <string>

#include "app/ui/frame.h"
#include "app/ui/platform/frame_pacer.h"
#include "app/ui/platform/surface.h"
#include "app/ui/script/script_runner.h"
#include "app/ui/widgets/tooltip.h"
#include "kernels/core/status.h"

namespace octant::ui {

// What fills the window.
class View {
 public:
  virtual ~View() = default;
  // Draws everything, frame.size large.
  virtual void draw(Frame& frame) = 0;
  // The window should close; false keeps it.
  virtual bool may_close() { return true; }
};

struct HostOptions {
  // Dark if nullptr; both have to live as long as the host.
  const Palette* palette = nullptr;
  // Pixels for a logical pixel; the surface's own if nullopt.
  std::optional<float> scale;
  // Commands to run instead of waiting for a person; see script/script.h. The host stops behind
  // them.
  std::optional<std::vector<Command>> script;
};

// Times of the frames drawn so far, in milliseconds.
struct FrameTimes {
  int count = 0;
  double build = 0;   // sum; the view and the widgets
  double render = 0;  // sum; handing triangles to OpenGL, and software rendering them
};

class Host {
 public:
  // Fails if OpenGL is too old or there is no font.
  static Result<std::unique_ptr<Host>> create(std::unique_ptr<Surface> surface,
                                              HostOptions options);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // Until the window is closed, the script is through or stop() is called. A script that failed is
  // a failure.
  Status run(View& view);
  // Has the view drawn soon, at most as often as frame_pacer.h allows. From any thread.
  void wake() noexcept { surface_->wake(); }
  // Makes run() return behind the current frame. For the view.
  void stop() { stopped_ = true; }

  // Between frames, or by the view while one is built: from the next frame on.
  void set_palette(const Palette& palette) { palette_ = &palette; }
  // A factor on top of the desktop's scale: Ctrl + and Ctrl -.
  void set_zoom(float zoom) { zoom_ = zoom; }

  // Nothing blinks or pulses; always so while a script is looking.
  void set_still(bool still) { still_ = still; }

  // One line about fonts that are missing; empty if none is.
  const std::string& font_warning() const { return font_warning_; }
  // Drawn by the processor instead of a GPU.
  bool renders_in_software() const { return software_; }
  const FrameTimes& times() const { return times_; }

 private:
  class ImGuiContextOwner;

  Host(std::unique_ptr<Surface> surface, HostOptions options);
  Status start();
  void draw_frame(View& view);
  void feed_imgui(const Input& input, double elapsed) const;
  void render();
  void take_picture();
  void follow_scale();

  std::unique_ptr<Surface> surface_;
  std::unique_ptr<ImGuiContextOwner> imgui_;
  std::unique_ptr<Glyphs> glyphs_;
  const Palette* palette_;
  std::optional<float> fixed_scale_;
  float zoom_ = 1;
  bool still_ = false;
  std::optional<ScriptRunner> script_;
  std::string font_warning_;
  bool software_ = false;
  bool stopped_ = false;

  EventQueue queue_;
  Marks marks_;
  Focus focus_;
  Tooltip tooltip_;
  std::deque<OpaqueFill> fills_;
  std::optional<FramePacer> pacer_;
  std::optional<double> drawn_at_;
  bool moving_ = false;  // what the last frame asked for
  std::optional<double> wake_at_;
  FrameTimes times_;
};

}  // namespace octant::ui
