#pragma once
// The system calls between the two processes: a pair of sockets, pipes, sending and receiving.
// Closed at the other end is an answer, not an error; errors are kIo.

#include <span>
#include <string_view>

#include "app/engine_process/unique_fd.h"
#include "kernels/core/status.h"

namespace octant::engine_process {

// Both ends close on exec. None of them has a number below 4: a child's standard streams and its
// socket are put there one by one, and must not overwrite what is still to be put.
struct FdPair {
  UniqueFd here;   // of a pipe: to read from
  UniqueFd there;  // of a pipe: to write to
};
Result<FdPair> make_socket_pair();
Result<FdPair> make_pipe();
Status set_non_blocking(int fd);

// What a transfer came to.
struct Transfer {
  enum class Kind { kSome, kNothingNow, kClosed };
  Kind kind = Kind::kSome;
  size_t bytes = 0;  // of kSome, at least 1
};
// From a socket or pipe. Waits for the first byte if `wait` is set; if not, `fd` must be
// non-blocking.
Result<Transfer> receive(int fd, std::span<char> into, bool wait);
// As many bytes as there is room for now; never waits.
Result<Transfer> send_some(int socket, std::string_view bytes);
// All bytes, waiting for room. False: the other end is closed.
Result<bool> send_all(int socket, std::string_view bytes);

}  // namespace octant::engine_process
