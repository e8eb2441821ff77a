#include "tests/app/ui/portal/fake_portal.h"

#include <systemd/sd-bus.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "kernels/core/check.h"

namespace octant::ui {
namespace {

using std::chrono::milliseconds;

constexpr const char* kName = "org.freedesktop.portal.Desktop";
constexpr const char* kFileChooser = "org.freedesktop.portal.FileChooser";
constexpr const char* kRequests = "/org/freedesktop/portal/desktop/request/";
// Long enough for a caller to listen at a path that it has only just learned.
constexpr milliseconds kLearning{200};

std::map<std::string, std::string> read_options(sd_bus_message* message) {
  std::map<std::string, std::string> options;
  CHECK(sd_bus_message_enter_container(message, 'a', "{sv}") > 0);
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    const char* key = nullptr;
    const char* contents = nullptr;
    CHECK(sd_bus_message_read(message, "s", &key) > 0);
    CHECK(sd_bus_message_peek_type(message, nullptr, &contents) > 0);
    CHECK(sd_bus_message_enter_container(message, 'v', contents) > 0);
    const std::string_view type = contents;
    std::string value;
    if (type == "s") {
      const char* text = nullptr;
      CHECK(sd_bus_message_read(message, "s", &text) > 0);
      value = text;
    } else if (type == "b") {
      int yes = 0;
      CHECK(sd_bus_message_read(message, "b", &yes) > 0);
      value = yes != 0 ? "true" : "false";
    } else {
      CHECK(type == "ay");
      const void* bytes = nullptr;
      size_t size = 0;
      CHECK(sd_bus_message_read_array(message, 'y', &bytes, &size) > 0);
      value.assign(static_cast<const char*>(bytes), size);
    }
    options[key] = value;
    CHECK(sd_bus_message_exit_container(message) >= 0);
    CHECK(sd_bus_message_exit_container(message) >= 0);
  }
  CHECK(sd_bus_message_exit_container(message) >= 0);
  return options;
}

}  // namespace

FakePortal::FakePortal(const std::string& address, PortalPlan plan) : plan_(std::move(plan)) {
  CHECK(sd_bus_new(&bus_) >= 0);
  CHECK(sd_bus_set_address(bus_, address.c_str()) >= 0);
  CHECK(sd_bus_set_bus_client(bus_, 1) >= 0);
  CHECK(sd_bus_start(bus_) >= 0);
  const auto handler = [](sd_bus_message* message, void* self, sd_bus_error* error) {
    return on_message(message, self, error);
  };
  CHECK(sd_bus_add_filter(bus_, nullptr, handler, this) >= 0);
  CHECK(sd_bus_request_name(bus_, kName, 0) >= 0);
  thread_ = std::thread([this] { serve(); });
}

FakePortal::~FakePortal() {
  closing_ = true;
  thread_.join();
  sd_bus_close_unref(bus_);
}

void FakePortal::serve() {
  while (!closing_) {
    const int handled = sd_bus_process(bus_, nullptr);
    if (handled < 0) return;  // the bus has ended
    if (handled == 0) sd_bus_wait(bus_, 10'000);
  }
}

void FakePortal::note(PortalCall call) {
  const std::lock_guard lock(mutex_);
  calls_.push_back(std::move(call));
}

std::vector<PortalCall> FakePortal::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

bool FakePortal::wait_for(const std::string& method) const {
  for (int i = 0; i < 1000; ++i) {
    if (!call_of(method).method.empty()) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

PortalCall FakePortal::call_of(const std::string& method) const {
  const std::vector<PortalCall> all = calls();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const PortalCall& call) { return call.method == method; });
  return found != all.end() ? *found : PortalCall{};
}

int FakePortal::on_message(sd_bus_message* message, void* self, void*) {
  auto& portal = *static_cast<FakePortal*>(self);
  if (sd_bus_message_is_method_call(message, nullptr, nullptr) <= 0) return 0;
  PortalCall call;
  call.method = sd_bus_message_get_member(message);
  call.path = sd_bus_message_get_path(message);
  if (call.method == "Get") {
    portal.note(std::move(call));
    return sd_bus_reply_method_return(message, "v", "u", portal.plan_.version);
  }
  if (sd_bus_message_is_method_call(message, kFileChooser, nullptr) > 0) {
    return portal.choose(message, std::move(call));
  }
  portal.note(std::move(call));
  return 1;
}

int FakePortal::choose(sd_bus_message* message, PortalCall call) {
  const char* parent = nullptr;
  const char* title = nullptr;
  CHECK(sd_bus_message_read(message, "ss", &parent, &title) > 0);
  call.parent_window = parent;
  call.title = title;
  call.options = read_options(message);
  const std::string token = call.options["handle_token"];
  note(std::move(call));
  if (!plan_.refusal.empty()) {
    return sd_bus_reply_method_errorf(message, plan_.refusal.c_str(), "%s",
                                      plan_.refusal_words.c_str());
  }
  const std::string caller = sd_bus_message_get_sender(message);
  std::string sender = caller.substr(1);
  std::replace(sender.begin(), sender.end(), '.', '_');
  const std::string request = kRequests + (plan_.chooses_request ? "t1234" : sender + "/" + token);
  if (plan_.answers_first) respond(request, caller);
  if (plan_.replies) sd_bus_reply_method_return(message, "o", request.c_str());
  if (plan_.answers && !plan_.answers_first) {
    if (plan_.chooses_request) {
      sd_bus_flush(bus_);
      std::this_thread::sleep_for(kLearning);
    }
    respond(request, caller);
  }
  return 1;
}

void FakePortal::respond(const std::string& request, const std::string& to) {
  sd_bus_message* signal = nullptr;
  CHECK(sd_bus_message_new_signal(bus_, &signal, request.c_str(), "org.freedesktop.portal.Request",
                                  "Response") >= 0);
  sd_bus_message_set_destination(signal, to.c_str());
  sd_bus_message_append(signal, "u", plan_.response);
  sd_bus_message_open_container(signal, 'a', "{sv}");
  // One before it: keys come in any order.
  sd_bus_message_append(signal, "{sv}", "choices", "a(ss)", 1, "encoding", "utf8");
  if (plan_.response == 0) {
    sd_bus_message_open_container(signal, 'e', "sv");
    sd_bus_message_append(signal, "s", "uris");
    sd_bus_message_open_container(signal, 'v', "as");
    sd_bus_message_open_container(signal, 'a', "s");
    for (const std::string& uri : plan_.uris) sd_bus_message_append(signal, "s", uri.c_str());
    for (int i = 0; i < 3; ++i) sd_bus_message_close_container(signal);
  }
  sd_bus_message_close_container(signal);
  CHECK(sd_bus_send(bus_, signal, nullptr) >= 0);
  sd_bus_message_unref(signal);
}

}  // namespace octant::ui
