#!/usr/bin/env bash
# Installs what is missing, builds everything with warnings as errors, and runs every test.
#   ./test.sh                  release build
#   ./test.sh --preset asan    address and undefined behaviour sanitizers; also: tsan, debug
set -euo pipefail
cd "$(dirname "$0")"
preset=release
if [ $# -eq 2 ] && [ "$1" = --preset ]; then
  preset=$2
elif [ $# -ne 0 ]; then
  echo "usage: ./test.sh [--preset release|debug|asan|tsan]" >&2
  exit 2
fi
source scripts/packages.sh
install_packages "${octant_packages[@]}" "${octant_test_packages[@]}"

# A compiler process takes up to 1.5 GB, with a sanitizer more: no more of them than fit.
gigabytes=$(awk '/MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
jobs=$(nproc)
if [ $((gigabytes / 2)) -lt "$jobs" ]; then jobs=$((gigabytes / 2)); fi
[ "$jobs" -ge 1 ] || jobs=1

cmake --preset "$preset" -DOCTANT_BUILD_TESTS=ON -DOCTANT_BUILD_BENCHMARKS=ON
cmake --build --preset "$preset" -j "$jobs"
ctest --preset "$preset" -j "$(nproc)"
