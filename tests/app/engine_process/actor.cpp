// The other processes of the tests: engines that misbehave, and a window that is killed.
//
//   actor MODE [--fd N --parent PID]       a child, as EngineProcess starts it
//     scripted         a good child with a ScriptedEngine
//     garbage          writes text on the socket
//     garbage_later    a hello, then a frame of no kind
//     wrong_version    a hello of version 99
//     exits            says why on stderr, and ends with exit code 3
//     silent           says nothing
//     closes           a hello, then it closes the socket and goes on
//     floods           a hello, then text on stderr without end
//   actor window PROGRAM MODEL             a parent: prints its engine's number and keeps it busy

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "app/engine_process/engine_process.h"
#include "app/engine_process/engine_server.h"
#include "app/engine_process/parent_death.h"
#include "app/engine_process/socket.h"
#include "tests/app/engine_process/scripted_engine.h"

namespace octant::engine_process {
namespace {

// Longer than any test.
void sleep_long() {
  std::this_thread::sleep_for(std::chrono::minutes(5));
}

int play_child(const std::string& mode, int fd) {
  if (mode == "scripted") {
    const Status status =
        serve_engine(UniqueFd(fd), open_scripted_engine, [] { ::_exit(EXIT_FAILURE); });
    return status.ok() ? EXIT_SUCCESS : EXIT_FAILURE;
  }
  const std::string hello = *encode(FromEngine(Hello{}));
  if (mode == "exits") {
    std::cerr << "a first line\nthere is no room left" << std::endl;
    return 3;
  }
  if (mode == "garbage") (void)send_all(fd, "Segmentation fault (core dumped)\n");
  if (mode == "garbage_later") (void)send_all(fd, hello + std::string("\0\0\0\0\xc8", 5));
  if (mode == "wrong_version") (void)send_all(fd, *encode(FromEngine(Hello{.version = 99})));
  if (mode == "closes") {
    (void)send_all(fd, hello);
    ::close(fd);
  }
  while (mode == "floods") std::cerr << "more and more\n";
  sleep_long();
  return EXIT_SUCCESS;
}

int play_window(const std::string& program, const std::string& model) {
  const auto engine = EngineProcess::start({.model_dir = model, .num_ranks = 1, .num_threads = 1},
                                           {.program = program});
  while (engine->condition().pid == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  std::cout << engine->condition().pid << std::endl;
  for (;;) {
    api::ChatRequest request = saying("Tell me something long.");
    request.options.ignore_eos = true;
    (void)engine->submit(request);
    (void)engine->poll_events(std::chrono::milliseconds(20));
  }
}

int play(const std::vector<std::string>& arguments) {
  if (arguments.size() == 3 && arguments[0] == "window") {
    return play_window(arguments[1], arguments[2]);
  }
  if (arguments.size() != 5) return EXIT_FAILURE;
  if (!die_with_parent(std::stoi(arguments[4])).ok()) return EXIT_FAILURE;
  return play_child(arguments[0], std::stoi(arguments[2]));
}

}  // namespace
}  // namespace octant::engine_process

int main(int argc, char** argv) {
  return octant::engine_process::play({argv + 1, argv + argc});
}
