#!/usr/bin/env bash
# Compiles the CUDA kernels for every supported architecture, with warnings and spilled registers as
# errors, and prints what each kernel takes: the table of docs/cuda-kernels.md.
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
    -DCMAKE_CUDA_ARCHITECTURES="$architecture-real" -DCMAKE_CUDA_FLAGS=-Xptxas=-v \
    -DOCTANT_BUILD_TESTS=OFF -DOCTANT_BUILD_BENCHMARKS=OFF >&2
  # From the beginning: what a kernel takes is told while it is compiled.
  cmake --build "$folder" --target octant_cuda --clean-first | tee "$folder/compiled.log" >&2
done

echo "| kernel |$(printf ' sm_%s |' "${architectures[@]}")"
echo "|---|$(printf -- '---|%.0s' "${architectures[@]}")"
for architecture in "${architectures[@]}"; do
  c++filt <build/cuda-"$architecture"/compiled.log | awk '
    # ptxas info    : Compiling entry function '\''void ...name<...>(...)'\'' for '\''sm_90a'\''
    /Compiling entry function/ {
      sub(/^.*entry function ./, "")
      gsub(/octant::(cuda::)?|\(anonymous namespace\)::|void /, "")
      sub(/\(.*$/, "")
      name = $0
    }
    /bytes stack frame/ { stack = $1 }
    /Used [0-9]+ registers/ {
      match($0, /Used [0-9]+/)
      print name "\t" substr($0, RSTART + 5, RLENGTH - 5) "\t" stack
    }' | sort -u
done | sort -s -t$'\t' -k1,1 | awk -F'\t' '
  $1 != name { if (name != "") print row; name = $1; row = "| `" name "` |" }
  { row = row " " $2 ($3 > 0 ? ", stack " $3 : "") " |" }
  END { print row }'
