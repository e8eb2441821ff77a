// `octant` on the fake devices of the SIMT executor: the program as it is, but for its machine.
//
//   SIMT_DEVICES=8 SIMT_PEER_ACCESS=0 octant_on_simt chat --device cuda ...
//
// Exit code 70 if a kernel or a copy did something wrong, or something was not given back.

#include <cstdlib>
#include <iostream>
#include <string>

#include "app/cli/program.h"
#include "tests/simt/machine.h"

namespace {

constexpr int kWrongOnDevice = 70;

int number_from(const char* name, int otherwise) {
  const char* const text = std::getenv(name);
  return text != nullptr ? std::atoi(text) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace octant;
  const simt::Machine machine({.num_devices = number_from("SIMT_DEVICES", simt::kMaxDevices),
                               .peer_access = number_from("SIMT_PEER_ACCESS", 1) != 0,
                               .order = simt::Order::kShuffled,
                               .seed = 11,
                               .check_accesses = false,
                               .keep_from_host = false});
  const int exit_code = cli::run_program(argc, argv);
  const std::string wrong = machine.first_fault() + machine.leaks();
  if (wrong.empty()) return exit_code;
  std::cerr << "on the SIMT executor: " << wrong << "\n";
  return kWrongOnDevice;
}
