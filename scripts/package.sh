#!/usr/bin/env bash
# Builds build/package/octant_<version>_<architecture>.deb for the release of Debian or Ubuntu that this
# runs on, and prints its path. Installs what is missing for that; the rest needs no network.
#   scripts/package.sh                                       for CPUs
#   scripts/package.sh -DOCTANT_CUDA=ON -DCMAKE_CUDA_ARCHITECTURES="80-real;90a-real"    for GPUs too
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/packages.sh
install_packages "${octant_packages[@]}" "${octant_package_packages[@]}"

# Dates in the package are those of the commit, so that the same commit gives the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
# Paths of this machine stay out of the program's messages; -z now as Debian asks of programs.
cmake -G Ninja -S . -B build/package -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr \
  -DCMAKE_CXX_FLAGS="-ffile-prefix-map=$PWD=." -DCMAKE_EXE_LINKER_FLAGS=-Wl,-z,now \
  -DOCTANT_PACKAGE=ON -DOCTANT_CUDA=OFF -DOCTANT_BUILD_TESTS=OFF -DOCTANT_BUILD_BENCHMARKS=OFF "$@" >&2
cmake --build build/package --target octant octant_package_files -j "${JOBS:-$(nproc)}" >&2
rm -rf build/package/_CPack_Packages build/package/octant_*.deb
(cd build/package && cpack -G DEB >&2)
ls "$PWD"/build/package/octant_*.deb
