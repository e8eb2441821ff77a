#!/usr/bin/env bash
# Compiles the CUDA kernels for every supported architecture, with warnings and spilled registers as
# errors, and prints what each kernel takes: a table in Markdown, kept in docs/cuda-kernels.md.
#   scripts/build_cuda_kernels.sh                   sm_80 sm_90a sm_100 sm_120
#   scripts/build_cuda_kernels.sh 90a               those named
# Needs a CUDA toolkit of 12.8 or newer (the first to know sm_100 and sm_120), but no GPU.
set -euo pipefail
cd "$(dirname "$0")/.."
architectures=("$@")
if [ $# -eq 0 ]; then architectures=(80 90a 100 120); fi

for architecture in "${architectures[@]}"; do
  folder=build/cuda-$architecture
  cmake -G Ninja -S . -B "$folder" -DCMAKE_BUILD_TYPE=Release -DOCTANT_CUDA=ON \
    -DCMAKE_CUDA_ARCHITECTURES="$architecture-real" \
    -DOCTANT_BUILD_TESTS=OFF -DOCTANT_BUILD_BENCHMARKS=OFF >&2
  cmake --build "$folder" --target octant_cuda >&2
done

echo "| kernel | $(printf 'sm_%s | ' "${architectures[@]}")"
echo "|---|$(printf -- '---|%.0s' "${architectures[@]}")"
for architecture in "${architectures[@]}"; do
  for object in build/cuda-"$architecture"/kernels/cuda/CMakeFiles/octant_cuda.dir/*.cu.o; do
    cuobjdump -res-usage "$object" 2>/dev/null
  done | c++filt | awk -v architecture="$architecture" '
    /Function/ {
      sub(/^.*Function /, ""); sub(/\(octant::.*$/, ""); gsub(/octant::cuda::|\(anonymous namespace\)::|octant::|void /, "")
      sub(/:$/, ""); name = $0
    }
    /REG:/ {
      match($0, /REG:[0-9]+/); registers = substr($0, RSTART + 4, RLENGTH - 4)
      match($0, /STACK:[0-9]+/); stack = substr($0, RSTART + 6, RLENGTH - 6)
      print name "\t" architecture "\t" registers "\t" stack
    }'
done | sort -s -k1,1 | awk -F'\t' '
  $1 != name { if (name != "") print row; name = $1; row = "| `" name "` |" }
  { row = row " " $3 ($4 > 0 ? " (stack " $4 ")" : "") " |" }
  END { print row }'
