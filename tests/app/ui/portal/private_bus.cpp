#include "tests/app/ui/portal/private_bus.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "kernels/core/check.h"

namespace octant::ui {
namespace {

// Without folders of services: on a desktop the bus would start the real portal.
std::string configuration(const std::string& socket) {
  return R"(<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=)" +
         socket + R"(</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";
}

}  // namespace

bool PrivateBus::can_be_had() {
  return std::system("command -v dbus-daemon > /dev/null") == 0;
}

PrivateBus::PrivateBus() {
  const std::string file =
      "--config-file=" +
      folder_.write("bus.conf", configuration((folder_ / "bus").string())).string();
  std::array<int, 2> ends = {};
  CHECK(::pipe2(ends.data(), O_CLOEXEC) == 0);
  pid_ = ::fork();
  CHECK(pid_ >= 0);
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(ends[1], STDOUT_FILENO);
    ::execlp("dbus-daemon", "dbus-daemon", file.c_str(), "--nofork", "--nopidfile",
             "--print-address=1", static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::close(ends[1]);
  // The line comes when it listens.
  char letter = 0;
  while (::read(ends[0], &letter, 1) == 1 && letter != '\n') address_ += letter;
  ::close(ends[0]);
  CHECK(!address_.empty());
}

void PrivateBus::end() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

}  // namespace octant::ui
