#include "app/ui/platform/glfw_surface.h"

// GLFW would include a GL header of its own.
#define GLFW_INCLUDE_NONE
#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <dlfcn.h>
#include <langinfo.h>

#include <array>
#include <atomic>
#include <charconv>
#include <clocale>
#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

#include "app/ui/platform/glfw_keys.h"
#include "app/ui/platform/x11_input_method.h"

namespace octant::ui {
namespace {

// An input method only speaks to a program whose locale is UTF-8, and GLFW takes the locale as it
// finds it.
void use_utf8_locale() {
  if (std::setlocale(LC_CTYPE, "") == nullptr || std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
  }
}

Status last_error(const std::string& what) {
  const char* reason = nullptr;
  glfwGetError(&reason);
  std::string text = reason != nullptr ? reason : "unknown reason";
  while (!text.empty() && (text.back() == '.' || text.back() == '\n')) text.pop_back();
  return unsupported(what + ": " + text);
}

// Initialises the library for as long as it lives.
class GlfwLibrary {
 public:
  GlfwLibrary() = default;
  GlfwLibrary(const GlfwLibrary&) = delete;
  GlfwLibrary& operator=(const GlfwLibrary&) = delete;
  ~GlfwLibrary() {
    if (is_open_) glfwTerminate();
  }

  Status open() {
    use_utf8_locale();
    is_open_ = glfwInit() == GLFW_TRUE;
    return is_open_ ? Status() : last_error("no window");
  }

 private:
  bool is_open_ = false;
};

// OpenGL 3.3 by GLX or, on servers without it, by EGL. nullptr if by neither.
GLFWwindow* create_window(const WindowOptions& options) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, options.window_class.c_str());
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, options.window_class.c_str());
  for (const int api : {GLFW_NATIVE_CONTEXT_API, GLFW_EGL_CONTEXT_API}) {
    glfwWindowHint(GLFW_CONTEXT_CREATION_API, api);
    GLFWwindow* window = glfwCreateWindow(options.size.width, options.size.height,
                                          options.title.c_str(), nullptr, nullptr);
    if (window != nullptr) return window;
  }
  return nullptr;
}

class GlfwSurface final : public Surface {
 public:
  static Result<std::unique_ptr<Surface>> open(const WindowOptions& options) {
    auto surface = std::unique_ptr<GlfwSurface>(new GlfwSurface());
    RETURN_IF_ERROR(surface->start(options));
    return std::unique_ptr<Surface>(std::move(surface));
  }

  ~GlfwSurface() override {
    for (GLFWcursor* cursor : cursors_) {
      if (cursor != nullptr) glfwDestroyCursor(cursor);
    }
    if (window_ != nullptr) glfwDestroyWindow(window_);
  }

  PixelSize size() const override {
    PixelSize size;
    glfwGetFramebufferSize(window_, &size.width, &size.height);
    return size;
  }

  void resize(PixelSize size) override {
    glfwSetWindowSize(window_, size.width, size.height);
    // The server answers later. A second is far more than it takes; whoever refuses, refuses.
    const double until = glfwGetTime() + 1;
    while (this->size() != size && glfwGetTime() < until) glfwWaitEventsTimeout(0.02);
  }

  float content_scale() const override {
    float x = 1;
    float y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    return x > 0 ? x : 1;
  }

  bool collect(EventQueue& queue, std::optional<double> seconds) override {
    if (seconds && *seconds <= 0) {
      glfwPollEvents();
    } else if (seconds) {
      glfwWaitEventsTimeout(*seconds);
    } else {
      glfwWaitEvents();
    }
    for (const Event& event : std::exchange(pending_, {})) queue.push(event);
    return std::exchange(must_draw_, false) | woken_.exchange(false);
  }

  void wake() noexcept override {
    woken_ = true;
    glfwPostEmptyEvent();
  }

  bool take_close_request() override {
    const bool requested = glfwWindowShouldClose(window_) != 0;
    glfwSetWindowShouldClose(window_, GLFW_FALSE);
    return requested;
  }
  double now() const override { return glfwGetTime(); }
  void begin_frame() override {}
  void end_frame() override { glfwSwapBuffers(window_); }

  std::string clipboard() const override {
    const char* text = glfwGetClipboardString(window_);
    return text != nullptr ? text : "";
  }
  void set_clipboard(const std::string& text) override {
    glfwSetClipboardString(window_, text.c_str());
  }

  void set_cursor(CursorShape shape) override {
    if (shape == shape_) return;
    shape_ = shape;
    constexpr std::array<int, kNumShapes> kStandard = {GLFW_ARROW_CURSOR, GLFW_IBEAM_CURSOR,
                                                       GLFW_HAND_CURSOR, GLFW_HRESIZE_CURSOR,
                                                       GLFW_VRESIZE_CURSOR};
    GLFWcursor*& cursor = cursors_[static_cast<size_t>(shape)];
    if (cursor == nullptr) {
      cursor = glfwCreateStandardCursor(kStandard[static_cast<size_t>(shape)]);
    }
    glfwSetCursor(window_, cursor);
  }

  void set_title(const std::string& title) override { glfwSetWindowTitle(window_, title.c_str()); }

  std::string portal_handle() const override {
    // Looked up, since a GLFW built for Wayland does not have it.
    using WindowFn = unsigned long (*)(GLFWwindow*);
    const auto number = reinterpret_cast<WindowFn>(::dlsym(RTLD_DEFAULT, "glfwGetX11Window"));
    const unsigned long window = number != nullptr ? number(window_) : 0;
    if (window == 0) return "";
    std::array<char, 16> digits = {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), window, 16).ptr;
    return "x11:" + std::string(digits.data(), end);
  }

  void set_caret(std::optional<Point> caret) override { input_method_.set_spot(caret); }

 private:
  static constexpr size_t kNumShapes = 5;

  GlfwSurface() = default;

  Status start(const WindowOptions& options) {
    RETURN_IF_ERROR(library_.open());
    window_ = create_window(options);
    if (window_ == nullptr) return last_error("no window with OpenGL 3.3");
    glfwMakeContextCurrent(window_);
    // The loop paces itself (frame_pacer.h). Waiting for the monitor as well avoids torn frames,
    // and does nothing where the renderer has no monitor.
    glfwSwapInterval(1);
    const float scale = content_scale();
    const auto scaled = [&](int length) {
      return static_cast<int>(std::lround(static_cast<float>(length) * scale));
    };
    glfwSetWindowSizeLimits(window_, scaled(options.least.width), scaled(options.least.height),
                            GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwSetWindowUserPointer(window_, this);
    set_callbacks();
    return {};
  }

  static GlfwSurface& of(GLFWwindow* window) {
    return *static_cast<GlfwSurface*>(glfwGetWindowUserPointer(window));
  }

  void push(const Event& event) {
    must_draw_ = true;
    pending_.push_back(event);
  }

  void on_key(int code, int action, int mods) {
    must_draw_ = true;
    if (action != GLFW_RELEASE && input_method_.swallowed_key()) return;
    push(Event::of_key(key_from_glfw(code), action != GLFW_RELEASE, mods_from_glfw(mods)));
  }

  void set_callbacks() {
    glfwSetCursorPosCallback(window_, [](GLFWwindow* window, double x, double y) {
      of(window).push(Event::move(static_cast<float>(x), static_cast<float>(y)));
    });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int entered) {
      if (!entered) of(window).push(Event::move(Input::kNowhere.x, Input::kNowhere.y));
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int mods) {
      of(window).push(Event::press(button, action == GLFW_PRESS, mods_from_glfw(mods)));
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* window, double x, double y) {
      of(window).push(Event::wheel(static_cast<float>(x), static_cast<float>(y)));
    });
    glfwSetKeyCallback(window_, [](GLFWwindow* window, int key, int, int action, int mods) {
      of(window).on_key(key, action, mods);
    });
    glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned code_point) {
      of(window).push(Event::of_character(code_point));
    });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* window, int focused) {
      of(window).push(Event::focus(focused != 0));
    });
    glfwSetWindowPosCallback(window_, [](GLFWwindow* window, int, int) {
      of(window).input_method_.window_moved();
      of(window).must_draw_ = true;  // what is drawn says where the caret is
    });
    const auto redraw = [](GLFWwindow* window) { of(window).must_draw_ = true; };
    glfwSetWindowRefreshCallback(window_, redraw);
    glfwSetWindowCloseCallback(window_, redraw);
    glfwSetFramebufferSizeCallback(
        window_, [](GLFWwindow* window, int, int) { of(window).must_draw_ = true; });
    glfwSetWindowContentScaleCallback(
        window_, [](GLFWwindow* window, float, float) { of(window).must_draw_ = true; });
  }

  // In this order: the library outlives the window, and the input method sees all that GLFW does
  // with input contexts.
  X11InputMethod input_method_;
  GlfwLibrary library_;
  GLFWwindow* window_ = nullptr;
  std::vector<Event> pending_;  // until collect(); callbacks also run in resize()
  bool must_draw_ = false;
  std::atomic<bool> woken_{false};
  std::array<GLFWcursor*, kNumShapes> cursors_ = {};
  CursorShape shape_ = CursorShape::kArrow;
};

}  // namespace

Result<std::unique_ptr<Surface>> open_window(const WindowOptions& options) {
  return GlfwSurface::open(options);
}

}  // namespace octant::ui
