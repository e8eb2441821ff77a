#include "app/ui/platform/x11_input_method.h"

#include <X11/Xlib.h>
#include <X11/Xproto.h>
#include <dlfcn.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdarg>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include "kernels/core/check.h"

namespace octant::ui {
namespace {

using Clock = std::chrono::steady_clock;

// fcitx5 5.0 loses who comes in its first second, and XOpenIM waits for an answer without an end.
constexpr std::chrono::seconds kSettling{3};

}  // namespace

struct X11InputMethod::State {
  // What GLFW holds. After an input method has ended it is no more than a name for `context`.
  XIC handle = nullptr;
  XIC context = nullptr;  // in use; null if there is none
  XIM own = nullptr;      // opened here, in place of GLFW's
  XIM gone = nullptr;     // GLFW's, once libX11 has freed it
  Display* display = nullptr;
  Window window = 0;
  XFontSet fonts = nullptr;  // which input methods of the XIM protocol insist on
  bool beside_caret = false;
  std::optional<XPoint> spot;  // as the input method knows it
  XIMCallback destroyed = {};  // of the context, ours
  XIMCallback glfws = {};      // GLFW's, if it has one: then it replaces lost contexts itself
  bool lost = false;           // the input method has ended
  bool waits = false;          // for one to start
  std::optional<Clock::time_point> found_at;  // when it has
  XErrorHandler other_errors = nullptr;
  bool window_has_focus = false;
  bool takes_text = false;  // somebody in the window
  bool has_focus = false;   // the context, as the input method knows it
  bool swallowed = false;
  std::array<Time, 256> seen = {};  // by key code: the newest press that GLFW knows
};

namespace {

using State = X11InputMethod::State;

// The only way from the functions below to an object of ours. Atomic, since libX11 may be
// called from any thread; all calls that matter come from the one that handles events.
std::atomic<X11InputMethod*> active{nullptr};

using CreateFn = XIC (*)(XIM, ...);
using FilterFn = Bool (*)(XEvent*, Window);
using LookupFn = int (*)(XIC, XKeyPressedEvent*, char*, int, KeySym*, Status*);
using ContextFn = void (*)(XIC);
using CloseFn = Status (*)(XIM);

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

// Calls the original. libX11 crashes on a null XNDestroyCallback: the list then ends before it.
XIC create(XIM im, XIMStyle style, Window window, XIMCallback* destroyed, XVaNestedList preedit) {
  const auto real = original<CreateFn>("XCreateIC");
  if (real == nullptr) return nullptr;
  const char* const last = destroyed != nullptr ? XNDestroyCallback : nullptr;
  if (preedit == nullptr) {
    return real(im, XNInputStyle, style, XNClientWindow, window, XNFocusWindow, window, last,
                destroyed, static_cast<void*>(nullptr));
  }
  return real(im, XNInputStyle, style, XNClientWindow, window, XNFocusWindow, window,
              XNPreeditAttributes, preedit, last, destroyed, static_cast<void*>(nullptr));
}

XIC create_beside_caret(XIM im, State& state) {
  if (!places_candidates(im)) return nullptr;
  if (state.fonts == nullptr) state.fonts = open_font_set(state.display);
  XPoint spot = {0, 0};
  const char* const fonts_name = state.fonts != nullptr ? XNFontSet : nullptr;
  XVaNestedList preedit = XVaCreateNestedList(0, XNSpotLocation, &spot, fonts_name, state.fonts,
                                              static_cast<void*>(nullptr));
  XIC context =
      create(im, XIMPreeditPosition | XIMStatusNothing, state.window, &state.destroyed, preedit);
  XFree(preedit);
  return context;
}

// Without the focus the context is not asked about keys.
void follow_focus(State& state) {
  const bool has_focus = state.window_has_focus && state.takes_text;
  if (state.context == nullptr || has_focus == state.has_focus) return;
  state.has_focus = has_focus;
  const auto real = original<ContextFn>(has_focus ? "XSetICFocus" : "XUnsetICFocus");
  if (real != nullptr) real(state.context);
}

void use_context_of(XIM im, State& state) {
  state.has_focus = false;
  state.context = create_beside_caret(im, state);
  state.beside_caret = state.context != nullptr;
  state.spot.reset();
  if (state.beside_caret) return;
  state.context =
      create(im, XIMPreeditNothing | XIMStatusNothing, state.window, &state.destroyed, nullptr);
}

// libX11 frees the context behind this, and its XIM with it.
void on_destroyed(XIC context, XPointer data, XPointer call) {
  State& state = *reinterpret_cast<State*>(data);
  if (context != state.context) return;
  if (state.own == nullptr) state.gone = XIMOfIC(context);
  state.context = nullptr;
  state.own = nullptr;
  if (state.glfws.callback != nullptr) {
    state.glfws.callback(reinterpret_cast<XIM>(context), state.glfws.client_data, call);
  } else {
    state.lost = true;
  }
}

void on_started(Display*, XPointer data, XPointer) {
  reinterpret_cast<State*>(data)->found_at = Clock::now();
}

void wait_for_server(State& state, bool wait) {
  if (state.waits == wait) return;
  state.waits = wait;
  const auto act = wait ? XRegisterIMInstantiateCallback : XUnregisterIMInstantiateCallback;
  act(state.display, nullptr, nullptr, nullptr, on_started, reinterpret_cast<XPointer>(&state));
}

// A context of another input method: by these modifiers of the locale, in place of the one in use.
bool connect_to(const char* modifiers, State& state) {
  XSetLocaleModifiers(modifiers);
  const XIM im = XOpenIM(state.display, nullptr, nullptr, nullptr);
  XSetLocaleModifiers("");
  if (im == nullptr) return false;
  const XIM before = std::exchange(state.own, im);
  use_context_of(im, state);
  if (before != nullptr) XCloseIM(before);
  follow_focus(state);
  return true;
}

// Not by the callbacks themselves: libX11 is in the midst of its lists there.
void replace_context(State& state) {
  if (std::exchange(state.lost, false)) {
    connect_to("@im=none", state);  // libX11's own: dead keys and the compose key
    wait_for_server(state, true);
  } else if (state.found_at && Clock::now() - *state.found_at > kSettling) {
    state.found_at.reset();
    if (connect_to("", state)) wait_for_server(state, false);
  }
}

// What is under way to the window of an input method that ends comes back as an error, for which
// libX11 would end the program. Whatever else is wrong remains as it was.
int on_error(Display* display, XErrorEvent* error) {
  X11InputMethod* method = active;
  const bool is_request_to_window =
      error->request_code == X_SendEvent || error->request_code == X_ChangeProperty;
  if (method == nullptr) return 0;
  const State& state = method->state();
  const bool is_meant =
      error->error_code == BadWindow && is_request_to_window && error->resourceid != state.window;
  return is_meant || state.other_errors == nullptr ? 0 : state.other_errors(display, error);
}

// Again and again, since GLFW puts the default handler in place whenever it is done with its own.
void watch_errors(State& state) {
  const XErrorHandler before = XSetErrorHandler(on_error);
  if (before != on_error) state.other_errors = before;
}

// What to use where GLFW says `context`.
XIC live(XIC context) {
  X11InputMethod* method = active;
  if (method == nullptr || context != method->state().handle) return context;
  return method->state().context;
}

// GLFW says whether the window has the keyboard.
void change_focus(XIC context, bool has_focus) {
  X11InputMethod* method = active;
  if (method != nullptr && context == method->state().handle) {
    method->state().window_has_focus = has_focus;
    follow_focus(method->state());
    return;
  }
  const auto real = original<ContextFn>(has_focus ? "XSetICFocus" : "XUnsetICFocus");
  if (real != nullptr) real(context);
}

// A press that is not swallowed is always meant. GLFW takes it for a duplicate unless its time is
// behind that of all presses of the key before, and the copy that an input method hands back has
// the time of the original; in a burst, even one before that of the next press, which GLFW has seen
// by then.
void make_new(XKeyEvent& press, State& state, bool swallowed) {
  Time& seen = state.seen[press.keycode & 255U];
  // As GLFW compares: 32 bits that wrap around.
  const bool is_newer = static_cast<int32_t>(press.time - seen) > 0 || seen == 0;
  if (!is_newer && !swallowed) press.time = static_cast<uint32_t>(seen + 1);
  if (is_newer || !swallowed) seen = press.time;
}

}  // namespace

X11InputMethod::X11InputMethod() : state_(std::make_unique<State>()) {
  X11InputMethod* none = nullptr;
  CHECK(active.compare_exchange_strong(none, this));
}

X11InputMethod::~X11InputMethod() {
  if (state_->other_errors != nullptr) XSetErrorHandler(state_->other_errors);
  active = nullptr;
}

bool X11InputMethod::swallowed_key() const {
  return state_->swallowed;
}

void X11InputMethod::set_spot(std::optional<Point> spot) {
  state_->takes_text = spot.has_value();
  if (state_->handle != nullptr) replace_context(*state_);
  follow_focus(*state_);
  if (!spot || state_->context == nullptr || !state_->beside_caret) return;
  const XPoint at = {static_cast<short>(spot->x), static_cast<short>(spot->y)};
  if (state_->spot && at.x == state_->spot->x && at.y == state_->spot->y) return;
  state_->spot = at;
  XPoint copy = at;
  XVaNestedList preedit =
      XVaCreateNestedList(0, XNSpotLocation, &copy, static_cast<void*>(nullptr));
  XSetICValues(state_->context, XNPreeditAttributes, preedit, static_cast<void*>(nullptr));
  XFree(preedit);
}

void X11InputMethod::window_moved() {
  state_->spot.reset();
}

}  // namespace octant::ui

// NOLINTBEGIN: the names and signatures are libX11's.
extern "C" __attribute__((visibility("default"))) XIC XCreateIC(XIM im, ...) {
  XIMStyle style = XIMPreeditNothing | XIMStatusNothing;
  Window window = 0;
  XIMCallback* destroyed = nullptr;
  va_list list;
  va_start(list, im);
  while (const char* name = va_arg(list, const char*)) {
    if (std::strcmp(name, XNInputStyle) == 0) {
      style = va_arg(list, XIMStyle);
    } else if (std::strcmp(name, XNClientWindow) == 0 || std::strcmp(name, XNFocusWindow) == 0) {
      window = va_arg(list, Window);
    } else if (std::strcmp(name, XNDestroyCallback) == 0) {
      destroyed = va_arg(list, XIMCallback*);
    } else {
      va_arg(list, XPointer);  // GLFW passes nothing else; whatever it is has a pointer's size
    }
  }
  va_end(list);
  octant::ui::X11InputMethod* method = octant::ui::active;
  if (method == nullptr) return octant::ui::create(im, style, window, destroyed, nullptr);
  auto& state = method->state();
  state.display = XDisplayOfIM(im);
  state.window = window;
  state.gone = nullptr;
  state.destroyed = {reinterpret_cast<XPointer>(&state),
                     reinterpret_cast<XIMProc>(octant::ui::on_destroyed)};
  if (destroyed != nullptr) state.glfws = *destroyed;
  octant::ui::use_context_of(im, state);
  state.handle = state.context;
  return state.handle;
}

extern "C" __attribute__((visibility("default"))) void XDestroyIC(XIC context) {
  octant::ui::X11InputMethod* method = octant::ui::active;
  const auto real = octant::ui::original<octant::ui::ContextFn>("XDestroyIC");
  const XIC used = octant::ui::live(context);
  if (used != nullptr && real != nullptr) real(used);
  if (method == nullptr || context != method->state().handle) return;
  auto& state = method->state();
  octant::ui::wait_for_server(state, false);
  if (state.own != nullptr) XCloseIM(state.own);
  if (state.fonts != nullptr) XFreeFontSet(state.display, state.fonts);
  state.handle = state.context = nullptr;
  state.own = nullptr;
  state.fonts = nullptr;
}

extern "C" __attribute__((visibility("default"))) Status XCloseIM(XIM im) {
  octant::ui::X11InputMethod* method = octant::ui::active;
  if (method != nullptr && im == method->state().gone) return True;
  const auto real = octant::ui::original<octant::ui::CloseFn>("XCloseIM");
  return real != nullptr ? real(im) : False;
}

extern "C" __attribute__((visibility("default"))) void XSetICFocus(XIC context) {
  octant::ui::change_focus(context, true);
}

extern "C" __attribute__((visibility("default"))) void XUnsetICFocus(XIC context) {
  octant::ui::change_focus(context, false);
}

extern "C" __attribute__((visibility("default"))) int Xutf8LookupString(
    XIC context, XKeyPressedEvent* event, char* text, int size, KeySym* symbol, Status* status) {
  const auto real = octant::ui::original<octant::ui::LookupFn>("Xutf8LookupString");
  const XIC used = octant::ui::live(context);
  if (used != nullptr && real != nullptr) return real(used, event, text, size, symbol, status);
  *status = XLookupNone;
  return 0;
}

extern "C" __attribute__((visibility("default"))) Bool XFilterEvent(XEvent* event, Window window) {
  const auto real = octant::ui::original<octant::ui::FilterFn>("XFilterEvent");
  if (real == nullptr) return False;
  const Bool filtered = real(event, window);
  octant::ui::X11InputMethod* method = octant::ui::active;
  if (method == nullptr) return filtered;
  auto& state = method->state();
  octant::ui::watch_errors(state);
  octant::ui::replace_context(state);
  const bool is_press = event->type == KeyPress && event->xkey.keycode != 0;
  state.swallowed = is_press && filtered;
  if (is_press) octant::ui::make_new(event->xkey, state, filtered);
  return filtered;
}
// NOLINTEND
