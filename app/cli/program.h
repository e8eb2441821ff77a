#pragma once
// `octant` as a program: the command line on the real runtime, streams and signals.

namespace octant::cli {

// main() of `octant`.
int run_program(int argc, char** argv);

}  // namespace octant::cli
