#include "app/ui/portal/file_chooser.h"

#include <poll.h>
#include <systemd/sd-bus.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>
#include <utility>

#include "app/ui/portal/bus.h"
#include "app/ui/portal/file_uri.h"

namespace octant::ui {
namespace {

using Kind = FileQuestion::Kind;

constexpr const char* kPortal = "org.freedesktop.portal.Desktop";
constexpr const char* kPortalPath = "/org/freedesktop/portal/desktop";
constexpr const char* kFileChooser = "org.freedesktop.portal.FileChooser";
constexpr const char* kRequest = "org.freedesktop.portal.Request";
// Of one connection's requests; here each has a connection of its own.
constexpr const char* kToken = "octant";
constexpr uint32_t kFoldersSinceVersion = 3;
constexpr const char* kPortalsOwner =
    "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
    "interface='org.freedesktop.DBus',member='NameOwnerChanged',"
    "arg0='org.freedesktop.portal.Desktop'";
// Of a message from elsewhere: more would not fit into the window.
constexpr size_t kMostWords = 160;

Status no_dialog(std::string_view reason) {
  return unsupported("no file dialog here: " + std::string(reason) + "; type the path");
}

Status no_dialog(std::string_view what, int error) {
  return no_dialog(std::string(what) + ": " + std::strerror(-error));
}

Status cut_short(std::string_view reason) {
  return io_error("the file dialog: " + std::string(reason) + "; type the path");
}

Status refusal(const sd_bus_error& error) {
  for (const char* name : {SD_BUS_ERROR_SERVICE_UNKNOWN, SD_BUS_ERROR_NAME_HAS_NO_OWNER,
                           "org.freedesktop.DBus.Error.Spawn.ServiceNotFound",
                           "org.freedesktop.DBus.Error.Spawn.ExecFailed"}) {
    if (sd_bus_error_has_name(&error, name)) return no_dialog("the desktop has no portal");
  }
  for (const char* name : {SD_BUS_ERROR_UNKNOWN_METHOD, SD_BUS_ERROR_UNKNOWN_INTERFACE,
                           SD_BUS_ERROR_UNKNOWN_OBJECT, SD_BUS_ERROR_UNKNOWN_PROPERTY}) {
    if (sd_bus_error_has_name(&error, name)) return no_dialog("the desktop's portal has none");
  }
  std::string words = error.message != nullptr && *error.message != '\0' ? error.message
                      : error.name != nullptr                            ? error.name
                                              : "an error without a name";
  if (words.size() > kMostWords) {
    size_t end = kMostWords;
    while (end > 0 && (words[end] & 0xC0) == 0x80) --end;  // not within a character
    words.resize(end);
  }
  std::replace_if(
      words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return no_dialog("the desktop's portal: " + words);
}

// The connection belongs to the caller's thread; handlers are called by wait_until().
class Conversation {
 public:
  Conversation(const FileQuestion& question, int stop) : question_(question), stop_(stop) {}
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  FileAnswer run() {
    RETURN_IF_ERROR(connect());
    if (question_.kind == Kind::kOpenFolder) RETURN_IF_ERROR(check_folders());
    RETURN_IF_ERROR(listen());
    RETURN_IF_ERROR(call());
    if (const Status waited = wait_until([this] { return answer_.has_value(); }); !waited.ok()) {
      if (waited.code() == StatusCode::kCancelled) close_dialog();
      return waited;
    }
    return *std::move(answer_);
  }

 private:
  Status connect() {
    sd_bus* opened = nullptr;
    const int result = sd_bus_open_user(&opened);
    bus_.reset(opened);
    if (result == -ENOMEDIUM) return no_dialog("no session bus");  // nothing says where one is
    if (result < 0) return no_dialog("no session bus", result);
    RETURN_IF_ERROR(wait_until([this] { return sd_bus_is_ready(bus_.get()) > 0; }));
    const char* name = nullptr;
    if (const int named = sd_bus_get_unique_name(bus_.get(), &name); named < 0) {
      return no_dialog("the session bus", named);
    }
    // Where the request will be, so that no answer can come before somebody listens.
    std::string sender = name + 1;  // without its colon
    std::replace(sender.begin(), sender.end(), '.', '_');
    request_ = std::string(kPortalPath) + "/request/" + sender + "/" + kToken;
    return {};
  }

  // A portal that cannot choose folders would choose a file.
  Status check_folders() {
    const int sent = sd_bus_call_method_async(
        bus_.get(), nullptr, kPortal, kPortalPath, "org.freedesktop.DBus.Properties", "Get",
        &handle<&Conversation::on_version>, this, "ss", kFileChooser, "version");
    if (sent < 0) return no_dialog("the session bus", sent);
    RETURN_IF_ERROR(wait_until([this] { return version_ || answer_; }));
    if (answer_) return answer_->status();
    if (*version_ >= kFoldersSinceVersion) return {};
    return no_dialog("the desktop's portal is too old to choose folders");
  }

  Status listen() {
    int result = listen_at(request_);
    if (result >= 0) {
      result = sd_bus_add_match_async(bus_.get(), nullptr, kPortalsOwner,
                                      &handle<&Conversation::on_owner>, nullptr, this);
    }
    return result < 0 ? no_dialog("the session bus", result) : Status();
  }

  int listen_at(const std::string& request) {
    return sd_bus_match_signal_async(bus_.get(), nullptr, kPortal, request.c_str(), kRequest,
                                     "Response", &handle<&Conversation::on_response>, nullptr,
                                     this);
  }

  Status call() {
    const bool saves = question_.kind == Kind::kSaveFile;
    sd_bus_message* made = nullptr;
    int result = sd_bus_message_new_method_call(bus_.get(), &made, kPortal, kPortalPath,
                                                kFileChooser, saves ? "SaveFile" : "OpenFile");
    const BusMessage message(made);
    if (result >= 0) {
      result = sd_bus_message_append(made, "ss", question_.parent_window.c_str(),
                                     question_.title.c_str());
    }
    if (result >= 0) {
      BusOptions options(made);
      options.text("handle_token", kToken);
      if (question_.kind == Kind::kOpenFolder) options.yes("directory");
      if (saves && !question_.name.empty()) options.text("current_name", question_.name);
      if (!question_.folder.empty()) options.path("current_folder", question_.folder);
      result = options.finish();
    }
    if (result >= 0) {
      result =
          sd_bus_call_async(bus_.get(), nullptr, made, &handle<&Conversation::on_reply>, this, 0);
    }
    if (result < 0) return no_dialog("the session bus", result);
    called_ = true;
    return {};
  }

  // Nobody waits for what comes of it. A portal closes the dialogs of those who have gone, too.
  void close_dialog() {
    if (!called_) return;
    sd_bus_message* made = nullptr;
    const int result = sd_bus_message_new_method_call(bus_.get(), &made, kPortal, request_.c_str(),
                                                      kRequest, "Close");
    const BusMessage message(made);
    if (result < 0 || sd_bus_message_set_expect_reply(made, 0) < 0) return;
    sd_bus_send(bus_.get(), made, nullptr);
  }

  // Handles messages until something has come.
  Status wait_until(const std::function<bool()>& has_come) {
    while (!has_come()) {
      const int handled = sd_bus_process(bus_.get(), nullptr);
      if (handled < 0 && !called_) return no_dialog("the session bus", handled);
      if (handled < 0) return cut_short("the session bus has ended");
      if (handled > 0) continue;
      std::array<pollfd, 2> waits = {
          {{.fd = sd_bus_get_fd(bus_.get()),
            .events = static_cast<int16_t>(sd_bus_get_events(bus_.get())),
            .revents = 0},
           {.fd = stop_, .events = POLLIN, .revents = 0}}};
      if (waits[0].fd < 0) return no_dialog("the session bus", waits[0].fd);
      const timespec left = time_left();
      ::ppoll(waits.data(), waits.size(), left.tv_sec < 0 ? nullptr : &left, nullptr);
      if (waits[1].revents != 0) return cancelled("the file dialog was closed");
    }
    return {};
  }

  // Until sd-bus wants to look at its own timeouts; negative seconds: it has none.
  timespec time_left() const {
    uint64_t moment = 0;  // microseconds of the monotonic clock
    if (sd_bus_get_timeout(bus_.get(), &moment) < 0 || moment == UINT64_MAX) return {-1, 0};
    timespec now = {};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const uint64_t passed =
        static_cast<uint64_t>(now.tv_sec) * 1'000'000 + static_cast<uint64_t>(now.tv_nsec) / 1000;
    const uint64_t left = moment > passed ? moment - passed : 0;
    return {static_cast<time_t>(left / 1'000'000), static_cast<long>(left % 1'000'000 * 1000)};
  }

  // ---- What sd-bus calls

  template <void (Conversation::*method)(sd_bus_message*)>
  static int handle(sd_bus_message* message, void* self, sd_bus_error*) noexcept {
    (static_cast<Conversation*>(self)->*method)(message);
    return 0;
  }

  void on_version(sd_bus_message* message) {
    uint32_t version = 0;
    if (sd_bus_message_is_method_error(message, nullptr) > 0) {
      settle(refusal(*sd_bus_message_get_error(message)));
    } else if (sd_bus_message_read(message, "v", "u", &version) < 0) {
      settle(no_dialog("the desktop's portal does not tell its version"));
    } else {
      version_ = version;
    }
  }

  void on_reply(sd_bus_message* message) {
    const char* request = nullptr;
    if (sd_bus_message_is_method_error(message, nullptr) > 0) {
      settle(refusal(*sd_bus_message_get_error(message)));
    } else if (sd_bus_message_read(message, "o", &request) < 0) {
      settle(no_dialog("the desktop's portal names no request"));
    } else if (request != request_) {
      // Portals before 0.9 of xdg-desktop-portal choose the place themselves.
      request_ = request;
      listen_at(request_);
    }
  }

  void on_owner(sd_bus_message* message) {
    const char* name = nullptr;
    const char* before = nullptr;
    const char* after = nullptr;
    if (sd_bus_message_read(message, "sss", &name, &before, &after) < 0) return;
    if (*after == '\0') settle(cut_short("the desktop's portal has ended"));
  }

  void on_response(sd_bus_message* message) {
    constexpr uint32_t kChosen = 0;
    constexpr uint32_t kGivenUp = 1;  // by the person
    uint32_t response = 0;
    if (sd_bus_message_read(message, "u", &response) < 0) {
      settle(cut_short("the desktop's portal answered nonsense"));
    } else if (response == kGivenUp) {
      settle(FileAnswer(std::nullopt));
    } else if (response != kChosen) {
      settle(cut_short("the desktop has closed it"));
    } else {
      const std::optional<std::string> uri = first_uri(message);
      if (!uri) return settle(cut_short("the desktop's portal named no file"));
      auto path = path_of_file_uri(*uri);
      if (!path.ok()) return settle(std::move(path).status());
      settle(FileAnswer(*std::move(path)));
    }
  }

  static std::optional<std::string> first_uri(sd_bus_message* message) {
    if (sd_bus_message_enter_container(message, 'a', "{sv}") <= 0) return std::nullopt;
    while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
      const char* key = nullptr;
      if (sd_bus_message_read(message, "s", &key) < 0) return std::nullopt;
      if (std::string_view(key) == "uris") {
        const char* uri = nullptr;
        if (sd_bus_message_enter_container(message, 'v', "as") <= 0 ||
            sd_bus_message_enter_container(message, 'a', "s") <= 0 ||
            sd_bus_message_read(message, "s", &uri) <= 0) {
          return std::nullopt;
        }
        return uri;
      }
      if (sd_bus_message_skip(message, "v") < 0 || sd_bus_message_exit_container(message) < 0) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  // What comes first counts: a portal that answers may end right behind that.
  void settle(FileAnswer answer) {
    if (!answer_) answer_ = std::move(answer);
  }

  const FileQuestion& question_;
  const int stop_;
  std::string request_;  // its object's path
  bool called_ = false;
  std::optional<uint32_t> version_;
  std::optional<FileAnswer> answer_;
  Bus bus_;  // last: handlers use all the others
};

}  // namespace

FileAnswer ask_for_path(const FileQuestion& question, int stop) {
  return Conversation(question, stop).run();
}

}  // namespace octant::ui
