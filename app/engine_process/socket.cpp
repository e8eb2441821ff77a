#include "app/engine_process/socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace octant::engine_process {
namespace {

constexpr int kLowestFd = 4;

Status failed(const char* call) {
  return io_error(std::string(call) + ": " + ::strerror(errno));
}

Result<UniqueFd> moved_up(UniqueFd fd) {
  if (fd.get() >= kLowestFd) return fd;
  UniqueFd high(::fcntl(fd.get(), F_DUPFD_CLOEXEC, kLowestFd));
  if (!high.is_open()) return failed("fcntl");
  return high;
}

Result<FdPair> pair_of(UniqueFd here, UniqueFd there) {
  FdPair pair;
  ASSIGN_OR_RETURN(pair.here, moved_up(std::move(here)));
  ASSIGN_OR_RETURN(pair.there, moved_up(std::move(there)));
  return pair;
}

bool is_closed_error(int error) {
  return error == EPIPE || error == ECONNRESET;
}

void wait_for(int fd, short events) {
  pollfd entry = {.fd = fd, .events = events, .revents = 0};
  ::poll(&entry, 1, -1);
}

}  // namespace

Result<FdPair> make_socket_pair() {
  int fds[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) return failed("socketpair");
  return pair_of(UniqueFd(fds[0]), UniqueFd(fds[1]));
}

Result<FdPair> make_pipe() {
  int fds[2];
  if (::pipe2(fds, O_CLOEXEC) != 0) return failed("pipe2");
  return pair_of(UniqueFd(fds[0]), UniqueFd(fds[1]));
}

Status set_non_blocking(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0) return failed("fcntl");
  return {};
}

Result<Transfer> receive(int fd, std::span<char> into, bool wait) {
  for (;;) {
    const ssize_t n = ::read(fd, into.data(), into.size());
    if (n > 0) return Transfer{Transfer::Kind::kSome, static_cast<size_t>(n)};
    // A socket with bytes that the other side never read ends with ECONNRESET.
    if (n == 0 || is_closed_error(errno)) return Transfer{Transfer::Kind::kClosed};
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return failed("read");
    if (!wait) return Transfer{Transfer::Kind::kNothingNow};
    wait_for(fd, POLLIN);
  }
}

Result<Transfer> send_some(int socket, std::string_view bytes) {
  for (;;) {
    const ssize_t n = ::send(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n >= 0) return Transfer{Transfer::Kind::kSome, static_cast<size_t>(n)};
    if (is_closed_error(errno)) return Transfer{Transfer::Kind::kClosed};
    if (errno == EAGAIN) return Transfer{Transfer::Kind::kNothingNow};
    if (errno != EINTR) return failed("send");
  }
}

Result<bool> send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    ASSIGN_OR_RETURN(const Transfer sent, send_some(socket, bytes));
    if (sent.kind == Transfer::Kind::kClosed) return false;
    if (sent.kind == Transfer::Kind::kNothingNow) wait_for(socket, POLLOUT);
    bytes.remove_prefix(sent.bytes);
  }
  return true;
}

}  // namespace octant::engine_process
