#pragma once
// A session bus of a test's own: a dbus-daemon that starts nobody and ends with its owner.

#include <sys/types.h>

#include <string>

#include "tests/support/temp_folder.h"

namespace octant::ui {

class PrivateBus {
 public:
  // Whether there is a dbus-daemon on this machine.
  static bool can_be_had();

  PrivateBus();
  ~PrivateBus() { end(); }
  PrivateBus(const PrivateBus&) = delete;
  PrivateBus& operator=(const PrivateBus&) = delete;

  // For DBUS_SESSION_BUS_ADDRESS.
  const std::string& address() const { return address_; }
  // Everyone on it loses the connection.
  void end();

 private:
  test::TempFolder folder_;
  std::string address_;
  pid_t pid_ = 0;
};

}  // namespace octant::ui
