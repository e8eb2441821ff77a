#!/usr/bin/env bash
# Installs what is missing, builds, and starts octant on a model of its own; arguments go to octant.
#   ./run.sh                              chat in the terminal
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

[ $# -gt 0 ] || set -- chat
command=$1
shift
case "$command" in
  chat | eval | bench)
    names_model=no
    for argument in "$@"; do
      case "$argument" in --model | --model=* | --synthetic | --help | -h) names_model=yes ;; esac
    done
    if [ "$names_model" = no ]; then
      model=build/models/small
      if [ ! -f "$model/config.json" ]; then
        echo "octant: writing a small model with random weights to $model: its answers are" \
          "meaningless, everything else is real" >&2
        "$octant" synth --shape small --out "$model" >&2
      fi
      set -- --model "$model" "$@"
    fi
    ;;
esac
exec "$octant" "$command" "$@"
