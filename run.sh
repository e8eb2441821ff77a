#!/usr/bin/env bash
# Installs what is missing, builds, and starts octant, on the bundled demo model unless --model names
# another; arguments go to octant.
#   ./run.sh                              the window; without a display, chat in the terminal
#   ./run.sh chat --prompt "Hello"        one answer
#   ./run.sh chat --model DIR ...         another model
set -euo pipefail
cd "$(dirname "$0")"
source scripts/packages.sh
install_packages "${octant_packages[@]}"

if [ ! -f build/release/build.ninja ]; then
  cmake --preset release -DOCTANT_BUILD_TESTS=OFF -DOCTANT_BUILD_BENCHMARKS=OFF >&2
fi
cmake --build build/release --target octant >&2
octant=build/release/octant

if [ $# -eq 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then set -- chat; fi
command=()
case "${1:-}" in [a-z]*) command=("$1"); shift ;; esac
case "${command[*]-}" in
  "" | chat | eval | bench | tokenize)
    names_model=no
    for argument in "$@"; do
      case "$argument" in
        --model | --model=* | -m | -m* | --synthetic | --help | -h | --version) names_model=yes ;;
      esac
    done
    [ "$names_model" = yes ] || set -- --model models/demo "$@"
    ;;
esac
exec "$octant" "${command[@]}" "$@"
