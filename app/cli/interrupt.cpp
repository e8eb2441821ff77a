#include "app/cli/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "app/cli/exit_code.h"
#include "kernels/core/check.h"

namespace octant::cli {

namespace {

// A signal handler has no argument to carry it. Only SigintHandler writes here.
std::atomic<Interrupt*> sigint_target{nullptr};
static_assert(std::atomic<Interrupt*>::is_always_lock_free, "a signal handler may not take a lock");
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not take a lock");

}  // namespace

Interrupt::Interrupt() {
  if (::pipe2(pipe_, O_CLOEXEC | O_NONBLOCK) != 0) pipe_[0] = pipe_[1] = -1;
}

Interrupt::~Interrupt() {
  for (const int fd : pipe_) {
    if (fd >= 0) ::close(fd);
  }
}

void Interrupt::notify() noexcept {
  const int saved_errno = errno;
  const bool was_up = flag_.exchange(true);
  // One byte is enough: a full pipe would only mean that the reader is awake already.
  if (!was_up && pipe_[1] >= 0) [[maybe_unused]]
    const auto written = ::write(pipe_[1], "!", 1);
  errno = saved_errno;
}

bool Interrupt::take() {
  char bytes[16];
  // Emptied before the flag is lowered: an interrupt that comes in between wakes one time too many
  // rather than never.
  while (pipe_[0] >= 0 && ::read(pipe_[0], bytes, sizeof bytes) > 0) {
  }
  return flag_.exchange(false);
}

void Interrupt::on_sigint(int) noexcept {
  Interrupt* const target = sigint_target.load();
  if (target != nullptr && target->num_catchers_.load() > 0 && !target->pending()) {
    target->notify();
    return;
  }
  constexpr char kMessage[] = "\noctant: interrupted\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  ::_exit(kExitInterrupted);
}

SigintHandler::SigintHandler(Interrupt& interrupt) {
  Interrupt* expected = nullptr;
  const bool alone = sigint_target.compare_exchange_strong(expected, &interrupt);
  CHECK(alone);
  struct sigaction action = {};
  action.sa_handler = &Interrupt::on_sigint;
  ::sigemptyset(&action.sa_mask);
  // No SA_RESTART: a read or poll that waits returns with EINTR.
  CHECK(::sigaction(SIGINT, &action, nullptr) == 0);
}

SigintHandler::~SigintHandler() {
  ::signal(SIGINT, SIG_DFL);
  sigint_target.store(nullptr);
}

}  // namespace octant::cli
