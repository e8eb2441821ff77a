#include "app/engine_process/parent_death.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

namespace octant::engine_process {

Status die_with_parent(pid_t parent) {
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
    return io_error(std::string("prctl: ") + ::strerror(errno));
  }
  // Asked behind prctl(): a parent that dies between the two calls kills, one that died before
  // either is seen here.
  if (::getppid() != parent) return cancelled("the process that started this one has ended");
  return {};
}

}  // namespace octant::engine_process
