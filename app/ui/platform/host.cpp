#include "app/ui/platform/host.h"

#include <GL/gl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "app/ui/elapsed.h"
#include "app/ui/script/image.h"

namespace octant::ui {
namespace {

float channel(Colour colour, int shift) {
  return static_cast<float>(colour >> shift & 0xFF) / 255;
}

// The one window that everything is drawn into: without decoration, as large as the frame.
void begin_root_window(PixelSize size) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({static_cast<float>(size.width), static_cast<float>(size.height)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
  ImGui::Begin("root", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
}

void end_root_window() {
  ImGui::End();
  ImGui::PopStyleVar(3);
}

}  // namespace

class Host::ImGuiContextOwner {
 public:
  ImGuiContextOwner() : context_(ImGui::CreateContext()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // the program's settings are elsewhere
    io.LogFilename = nullptr;
  }
  ~ImGuiContextOwner() {
    if (has_renderer_) ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(context_);
  }
  ImGuiContextOwner(const ImGuiContextOwner&) = delete;
  ImGuiContextOwner& operator=(const ImGuiContextOwner&) = delete;

  Status start_renderer() {
    has_renderer_ = ImGui_ImplOpenGL3_Init("#version 330 core");
    if (!has_renderer_ || !ImGui_ImplOpenGL3_CreateDeviceObjects()) {
      return unsupported("no OpenGL 3.3");
    }
    return {};
  }

 private:
  ImGuiContext* context_;
  bool has_renderer_ = false;
};

Host::Host(std::unique_ptr<Surface> surface, HostOptions options)
    : surface_(std::move(surface)),
      palette_(options.palette != nullptr ? options.palette : &kDark),
      fixed_scale_(options.scale) {
  if (options.script) script_.emplace(std::move(*options.script));
}

Host::~Host() = default;

Result<std::unique_ptr<Host>> Host::create(std::unique_ptr<Surface> surface, HostOptions options) {
  std::unique_ptr<Host> host(new Host(std::move(surface), std::move(options)));
  RETURN_IF_ERROR(host->start());
  return host;
}

Status Host::start() {
  ASSIGN_OR_RETURN(FoundFonts found, find_fonts(font_list_text(), system_font_folders()));
  font_warning_ = found.warning;
  ASSIGN_OR_RETURN(std::unique_ptr<FontSet> fonts, FontSet::open(found));
  imgui_ = std::make_unique<ImGuiContextOwner>();
  RETURN_IF_ERROR(imgui_->start_renderer());
  const auto* renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const std::string_view name = renderer != nullptr ? renderer : "";
  software_ = name.find("llvmpipe") != std::string_view::npos;
  pacer_.emplace(software_);
  glyphs_ =
      std::make_unique<Glyphs>(std::move(fonts), fixed_scale_.value_or(surface_->content_scale()));
  marks_.set_recording(script_.has_value());
  return {};
}

Status Host::run(View& view) {
  stopped_ = false;
  while (!stopped_) {
    // A script is a person without patience.
    const auto wait = [&]() -> std::optional<double> {
      if (script_) return 0.0;
      return pacer_->wait(surface_->now(), moving_, wake_at_);
    };
    if (surface_->collect(queue_, wait())) pacer_->on_wake();
    // Also for events that the last frame has left for this one.
    if (!queue_.empty()) pacer_->on_input();
    if (surface_->take_close_request() && view.may_close()) return {};
    if (script_ && queue_.empty()) {
      script_->step(marks_, queue_, *surface_);
      if (script_->is_done()) return script_->status();
      if (const auto scale = script_->take_scale()) fixed_scale_ = scale;
    }
    const std::optional<double> left = wait();
    if (left && *left <= 0) draw_frame(view);
  }
  return {};
}

void Host::follow_scale() {
  glyphs_->set_scale(fixed_scale_.value_or(surface_->content_scale()) * zoom_);
  glyphs_->set_gamma(palette_->text_gamma);
}

void Host::draw_frame(View& view) {
  const double now = surface_->now();
  const double elapsed = drawn_at_ ? now - *drawn_at_ : 1.0 / 60;
  drawn_at_ = now;
  pacer_->on_frame(now);
  const PixelSize size = surface_->size();
  if (size.width <= 0 || size.height <= 0) return;  // minimised
  follow_scale();
  glyphs_->begin_frame();
  fills_.clear();

  const auto start = std::chrono::steady_clock::now();
  const Input& input = queue_.next_frame();
  if (input.pressed(Key::kTab)) focus_.advance(false);
  if (input.pressed(Key::kTab, {.shift = true})) focus_.advance(true);
  feed_imgui(input, elapsed);
  surface_->begin_frame();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  Frame frame{.glyphs = *glyphs_,
              .palette = *palette_,
              .input = input,
              .focus = focus_,
              .marks = marks_,
              .surface = *surface_,
              .fills = fills_,
              .size = size,
              .now = now,
              .still = still_ || script_.has_value()};
  begin_root_window(frame.size);
  view.draw(frame);
  tooltip_.draw(frame);
  end_root_window();
  ImGui::Render();
  marks_.finish_frame();
  focus_.finish_frame();
  times_.build += milliseconds_since(start);

  render();
  surface_->set_cursor(frame.cursor);
  surface_->set_caret(frame.caret);
  moving_ = frame.moving || glyphs_->is_full();
  wake_at_ = frame.wake_at;
}

void Host::feed_imgui(const Input& input, double elapsed) const {
  ImGuiIO& io = ImGui::GetIO();
  const PixelSize size = surface_->size();
  io.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
  io.DeltaTime = static_cast<float>(std::max(elapsed, 1e-4));  // has to be positive
  io.MousePos = input.pointer == Input::kNowhere ? ImVec2(-FLT_MAX, -FLT_MAX)
                                                 : ImVec2(input.pointer.x, input.pointer.y);
  std::copy(input.buttons.begin(), input.buttons.end(), io.MouseDown);
  io.KeyCtrl = input.mods.ctrl;
  io.KeyShift = input.mods.shift;
  io.KeyAlt = input.mods.alt;
}

void Host::render() {
  const auto start = std::chrono::steady_clock::now();
  const PixelSize size = surface_->size();
  glViewport(0, 0, size.width, size.height);
  glDisable(GL_SCISSOR_TEST);
  const Colour ground = palette_->app;
  glClearColor(channel(ground, 0), channel(ground, 8), channel(ground, 16), 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  take_picture();
  surface_->end_frame();
  times_.render += milliseconds_since(start);
  ++times_.count;
}

void Host::take_picture() {
  if (!script_) return;
  const std::optional<std::string> path = script_->take_shot();
  if (!path) return;
  script_->finish_shot(write_png(read_framebuffer(surface_->size()), *path));
}

}  // namespace octant::ui
