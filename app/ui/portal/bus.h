#pragma once
// Owners of what sd-bus hands out, and the options that portals take: a{sv}, a dictionary.

#include <systemd/sd-bus.h>

#include <filesystem>
#include <memory>
#include <string>

namespace octant::ui {

struct CloseBus {
  void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
};
using Bus = std::unique_ptr<sd_bus, CloseBus>;

struct UnrefMessage {
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using BusMessage = std::unique_ptr<sd_bus_message, UnrefMessage>;

// Appends options to a message that is being made. What comes behind the first failure does
// nothing.
class BusOptions {
 public:
  explicit BusOptions(sd_bus_message* message) : message_(message) { open('a', "{sv}"); }

  void text(const char* key, const std::string& value) {
    step([&] { return sd_bus_message_append(message_, "{sv}", key, "s", value.c_str()); });
  }
  void yes(const char* key) {
    step([&] { return sd_bus_message_append(message_, "{sv}", key, "b", 1); });
  }
  // Bytes, and the zero behind them: paths are not always UTF-8.
  void path(const char* key, const std::filesystem::path& value) {
    open('e', "sv");
    step([&] { return sd_bus_message_append(message_, "s", key); });
    open('v', "ay");
    step([&] {
      return sd_bus_message_append_array(message_, 'y', value.c_str(), value.native().size() + 1);
    });
    close();
    close();
  }
  // Negative after a failure.
  int finish() {
    close();
    return result_;
  }

 private:
  template <typename Step>
  void step(const Step& step) {
    if (result_ >= 0) result_ = step();
  }
  void open(char type, const char* contents) {
    step([&] { return sd_bus_message_open_container(message_, type, contents); });
  }
  void close() {
    step([&] { return sd_bus_message_close_container(message_); });
  }

  sd_bus_message* message_;
  int result_ = 0;
};

}  // namespace octant::ui
