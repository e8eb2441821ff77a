#include "app/ui/platform/x11_input_method.h"

#include <X11/Xlib.h>
#include <dlfcn.h>

#include <array>
#include <atomic>
#include <cstdarg>
#include <cstring>

#include "kernels/core/check.h"

namespace octant::ui {

struct X11InputMethod::State {
  XIC context = nullptr;  // GLFW's; set if candidates can be placed
  Display* display = nullptr;
  XFontSet fonts = nullptr;  // which input methods of the XIM protocol insist on
  XPoint spot = {-1, -1};
  bool swallowed = false;
  std::array<Time, 256> swallowed_at = {};  // by key code
};

namespace {

// The only way from XCreateIC and XFilterEvent to an object of ours. Atomic, since libX11 may be
// called from any thread; all calls that matter come from the one that handles events.
std::atomic<X11InputMethod*> active{nullptr};

using CreateFn = XIC (*)(XIM, ...);
using FilterFn = Bool (*)(XEvent*, Window);

template <typename Fn>
Fn original(const char* name) {
  return reinterpret_cast<Fn>(dlsym(RTLD_NEXT, name));
}

bool places_candidates(XIM im) {
  XIMStyles* styles = nullptr;
  XGetIMValues(im, XNQueryInputStyle, &styles, static_cast<void*>(nullptr));
  if (styles == nullptr) return false;
  bool found = false;
  for (int i = 0; i < styles->count_styles; ++i) {
    found |= styles->supported_styles[i] == (XIMPreeditPosition | XIMStatusNothing);
  }
  XFree(styles);
  return found;
}

XFontSet open_font_set(Display* display) {
  char** missing = nullptr;
  int num_missing = 0;
  char* replacement = nullptr;
  XFontSet fonts =
      XCreateFontSet(display, "-*-*-*-*-*-*-*-*-*-*-*-*-*-*", &missing, &num_missing, &replacement);
  if (missing != nullptr) XFreeStringList(missing);
  return fonts;
}

// What GLFW passes to XCreateIC, taken from the argument list.
struct CreateArguments {
  XIMStyle style = XIMPreeditNothing | XIMStatusNothing;
  Window window = 0;
  XPointer destroyed = nullptr;
};

// Calls the original. libX11 crashes on a null XNDestroyCallback: the list then ends before it.
XIC create(XIM im, const CreateArguments& arguments, XVaNestedList preedit) {
  const auto real = original<CreateFn>("XCreateIC");
  if (real == nullptr) return nullptr;
  const char* const last = arguments.destroyed != nullptr ? XNDestroyCallback : nullptr;
  if (preedit == nullptr) {
    return real(im, XNInputStyle, arguments.style, XNClientWindow, arguments.window, XNFocusWindow,
                arguments.window, last, arguments.destroyed, static_cast<void*>(nullptr));
  }
  return real(im, XNInputStyle, XIMPreeditPosition | XIMStatusNothing, XNClientWindow,
              arguments.window, XNFocusWindow, arguments.window, XNPreeditAttributes, preedit, last,
              arguments.destroyed, static_cast<void*>(nullptr));
}

XIC create_beside_caret(XIM im, const CreateArguments& arguments, X11InputMethod::State& state) {
  if (!places_candidates(im)) return nullptr;
  state.display = XDisplayOfIM(im);
  if (state.fonts == nullptr) state.fonts = open_font_set(state.display);
  XPoint spot = {0, 0};
  const char* const fonts_name = state.fonts != nullptr ? XNFontSet : nullptr;
  XVaNestedList preedit = XVaCreateNestedList(0, XNSpotLocation, &spot, fonts_name, state.fonts,
                                              static_cast<void*>(nullptr));
  state.context = create(im, arguments, preedit);
  XFree(preedit);
  return state.context;
}

}  // namespace

X11InputMethod::X11InputMethod() : state_(std::make_unique<State>()) {
  X11InputMethod* none = nullptr;
  CHECK(active.compare_exchange_strong(none, this));
}

X11InputMethod::~X11InputMethod() {
  // The font set's display is closed by GLFW together with everything that belongs to it.
  active = nullptr;
}

bool X11InputMethod::swallowed_key() const {
  return state_->swallowed;
}

void X11InputMethod::set_spot(Point spot) {
  const XPoint at = {static_cast<short>(spot.x), static_cast<short>(spot.y)};
  if (state_->context == nullptr || (at.x == state_->spot.x && at.y == state_->spot.y)) return;
  state_->spot = at;
  XPoint copy = at;
  XVaNestedList preedit =
      XVaCreateNestedList(0, XNSpotLocation, &copy, static_cast<void*>(nullptr));
  XSetICValues(state_->context, XNPreeditAttributes, preedit, static_cast<void*>(nullptr));
  XFree(preedit);
}

}  // namespace octant::ui

// NOLINTBEGIN: the names and signatures are libX11's.
extern "C" __attribute__((visibility("default"))) XIC XCreateIC(XIM im, ...) {
  octant::ui::CreateArguments arguments;
  va_list list;
  va_start(list, im);
  while (const char* name = va_arg(list, const char*)) {
    if (std::strcmp(name, XNInputStyle) == 0) {
      arguments.style = va_arg(list, XIMStyle);
    } else if (std::strcmp(name, XNClientWindow) == 0 || std::strcmp(name, XNFocusWindow) == 0) {
      arguments.window = va_arg(list, Window);
    } else if (std::strcmp(name, XNDestroyCallback) == 0) {
      arguments.destroyed = va_arg(list, XPointer);
    } else {
      va_arg(list, XPointer);  // GLFW passes nothing else; whatever it is has a pointer's size
    }
  }
  va_end(list);
  octant::ui::X11InputMethod* method = octant::ui::active;
  XIC context = nullptr;
  if (method != nullptr) {
    context = octant::ui::create_beside_caret(im, arguments, method->state());
  }
  return context != nullptr ? context : octant::ui::create(im, arguments, nullptr);
}

extern "C" __attribute__((visibility("default"))) Bool XFilterEvent(XEvent* event, Window window) {
  const auto real = octant::ui::original<octant::ui::FilterFn>("XFilterEvent");
  if (real == nullptr) return False;
  octant::ui::X11InputMethod* method = octant::ui::active;
  const bool is_press = event->type == KeyPress;
  const unsigned code = is_press ? event->xkey.keycode & 255U : 0;
  const Time time = is_press ? event->xkey.time : 0;
  const Bool filtered = real(event, window);
  if (method == nullptr) return filtered;
  auto& state = method->state();
  state.swallowed = is_press && code != 0 && filtered;
  if (!is_press || code == 0) return filtered;
  if (filtered) {
    state.swallowed_at[code] = time;
  } else if (time != 0 && state.swallowed_at[code] == time) {
    event->xkey.time = time + 1;  // handed back: to GLFW it must look new
    state.swallowed_at[code] = 0;
  }
  return filtered;
}
// NOLINTEND
