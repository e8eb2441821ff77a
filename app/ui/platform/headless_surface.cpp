#include "app/ui/platform/headless_surface.h"

#define GL_GLEXT_PROTOTYPES
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GL/gl.h>
#include <GL/glext.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace octant::ui {
namespace {

constexpr double kStep = 1.0 / 60;

// A context that draws nowhere until a framebuffer object is bound.
class EglContext {
 public:
  EglContext() = default;
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;
  ~EglContext() {
    if (display_ == EGL_NO_DISPLAY) return;
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context_ != EGL_NO_CONTEXT) eglDestroyContext(display_, context_);
    eglTerminate(display_);
  }

  Status open() {
    const auto get_display = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(
        eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_display == nullptr) return unsupported("EGL has no platforms");
    display_ = get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display_ == EGL_NO_DISPLAY || !eglInitialize(display_, nullptr, nullptr)) {
      return unsupported("EGL does not work without a display");
    }
    eglBindAPI(EGL_OPENGL_API);
    constexpr std::array<EGLint, 5> kConfig = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT,
                                               EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = EGL_NO_CONFIG_KHR;
    EGLint num_configs = 0;
    if (!eglChooseConfig(display_, kConfig.data(), &config, 1, &num_configs) || num_configs == 0) {
      config = EGL_NO_CONFIG_KHR;  // Mesa makes contexts without one
    }
    constexpr std::array<EGLint, 7> kContext = {EGL_CONTEXT_MAJOR_VERSION,
                                                3,
                                                EGL_CONTEXT_MINOR_VERSION,
                                                3,
                                                EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                                EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                                EGL_NONE};
    context_ = eglCreateContext(display_, config, EGL_NO_CONTEXT, kContext.data());
    if (context_ == EGL_NO_CONTEXT ||
        !eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_)) {
      return unsupported("EGL has no OpenGL 3.3 without a display");
    }
    return {};
  }

 private:
  EGLDisplay display_ = EGL_NO_DISPLAY;
  EGLContext context_ = EGL_NO_CONTEXT;
};

class HeadlessSurface final : public Surface {
 public:
  HeadlessSurface(std::unique_ptr<EglContext> context, PixelSize size, float scale)
      : context_(std::move(context)), scale_(scale) {
    glGenTextures(1, &texture_);
    glGenFramebuffers(1, &framebuffer_);
    resize(size);
  }
  ~HeadlessSurface() override {
    glDeleteFramebuffers(1, &framebuffer_);
    glDeleteTextures(1, &texture_);
  }

  PixelSize size() const override { return size_; }
  float content_scale() const override { return scale_; }

  void resize(PixelSize size) override {
    size_ = size;
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.width, size.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
  }

  bool collect(EventQueue&, std::optional<double> seconds) override {
    std::unique_lock lock(mutex_);
    const auto woken = [&] { return woken_; };
    if (!seconds) {
      changed_.wait(lock, woken);
    } else if (*seconds > 0 && !woken_) {
      // Nobody looks at this surface in real time: the clock jumps to the moment waited for.
      now_ += *seconds;
    }
    return std::exchange(woken_, false);
  }

  void wake() noexcept override {
    {
      const std::lock_guard lock(mutex_);
      woken_ = true;
    }
    changed_.notify_one();
  }

  bool take_close_request() override { return false; }
  double now() const override { return now_; }

  void begin_frame() override { glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_); }
  void end_frame() override { now_ += kStep; }

  std::string clipboard() const override { return clipboard_; }
  void set_clipboard(const std::string& text) override { clipboard_ = text; }
  void set_cursor(CursorShape) override {}
  void set_title(const std::string&) override {}
  std::string portal_handle() const override { return ""; }
  void set_caret(std::optional<Point>) override {}

 private:
  std::unique_ptr<EglContext> context_;
  float scale_;
  PixelSize size_;
  unsigned texture_ = 0;
  unsigned framebuffer_ = 0;
  double now_ = 0;
  std::string clipboard_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
};

}  // namespace

Result<std::unique_ptr<Surface>> open_headless(PixelSize size, float scale) {
  auto context = std::make_unique<EglContext>();
  RETURN_IF_ERROR(context->open());
  return std::unique_ptr<Surface>(
      std::make_unique<HeadlessSurface>(std::move(context), size, scale));
}

}  // namespace octant::ui
