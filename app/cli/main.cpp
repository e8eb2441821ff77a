#include "app/cli/program.h"

int main(int argc, char** argv) {
  return octant::cli::run_program(argc, argv);
}
