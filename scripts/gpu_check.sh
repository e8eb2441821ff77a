#!/usr/bin/env bash
# Tries the GPUs of this machine: builds, runs the tests labelled gpu (under compute-sanitizer too,
# where there is one), measures, and writes benchmarks/results/<device>-<commit>.jsonl.
#   scripts/gpu_check.sh                 builds into build/gpu; needs what test.sh needs, and nvcc
#   scripts/gpu_check.sh --built DIR     takes a build that was made elsewhere, for this GPU:
#                                        cmake -B DIR -DOCTANT_CUDA=ON -DOCTANT_GPU_TESTS=ON \
#                                        -DOCTANT_APP=OFF \
#                                        -DCMAKE_CUDA_ARCHITECTURES=90a, and the targets named below
#   --out DIR                            where the results go (default benchmarks/results)
set -euo pipefail
built=""
out=benchmarks/results
while [ $# -gt 0 ]; do
  case $1 in
    --built) built=$(realpath "$2") ;;
    --out) out=$(realpath -m "$2") ;;
    *) echo "usage: scripts/gpu_check.sh [--built DIR] [--out DIR]" >&2; exit 2 ;;
  esac
  shift 2
done
cd "$(dirname "$0")/.."
command -v nvidia-smi >/dev/null || { echo "gpu_check: there is no NVIDIA driver" >&2; exit 1; }
device=$(nvidia-smi --query-gpu=name --format=csv,noheader | head -n 1)
commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
nvidia-smi --query-gpu=index,name,memory.total,driver_version --format=csv

if [ -z "$built" ]; then
  built=build/gpu
  cmake -G Ninja -S . -B "$built" -DCMAKE_BUILD_TYPE=Release -DOCTANT_CUDA=ON -DOCTANT_GPU_TESTS=ON \
    -DOCTANT_APP=OFF  # needs neither a display nor fonts
  cmake --build "$built" --target octant gpu_stages_test gpu_demo_test
fi
export OCTANT_SOURCE_DIR=$PWD
failed=0
for program in tests/kernels/cuda/gpu_stages_test tests/demo/gpu_demo_test; do
  "$built/$program" || failed=1
done
if command -v compute-sanitizer >/dev/null; then
  for tool in memcheck racecheck synccheck initcheck; do
    echo "gpu_check: compute-sanitizer $tool"
    compute-sanitizer --tool "$tool" --error-exitcode 1 \
      "$built/tests/kernels/cuda/gpu_stages_test" --gtest_brief=1 || failed=1
  done
else
  echo "gpu_check: there is no compute-sanitizer here"
fi

# Shapes with the real models' widths, a few layers of them: nothing is downloaded.
models=$(mktemp -d)
trap 'rm -rf "$models"' EXIT
mkdir -p "$out"
result=$out/$(echo "$device" | tr -cs 'A-Za-z0-9\n' - | tr '[:upper:]' '[:lower:]' | sed 's/-$//')-$commit.jsonl
: >"$result"
for shape in v3-slice:fp8 v3-slice:bf16 v2-lite-slice:bf16; do
  folder=$models/${shape/:/-}
  "$built/octant" synth --shape "${shape%:*}" --dtype "${shape#*:}" --out "$folder"
  "$built/octant" bench --model "$folder" --device cuda --ranks 1 --context 0,1024 --draft off \
    --prompt 512 --json | tee -a "$result" || failed=1
done
"$built/octant" bench --model models/demo --device cuda --ranks 1 --draft off,1 --json |
  tee -a "$result" || failed=1
# Whole models and parts of them with weights that are made on the device: a line a case with the time
# of every stage and the extrapolation to all layers. What this GPU has no room for is left out.
for model in "deepseek-v2-lite --dtype bf16" "deepseek-v3 --layers 4 --dtype fp8"; do
  for ranks in 1 8; do
    read -ra shape <<<"$model"
    echo "gpu_check: --synthetic $model, $ranks ranks"
    if "$built/octant" bench --synthetic "${shape[@]}" --device cuda --ranks "$ranks" \
      --context 0,1024 --rows 1,2,4,8 --json >"$models/synthetic.jsonl"; then
      tee -a "$result" <"$models/synthetic.jsonl"
    elif ! grep -q "the model does not fit" "$models/synthetic.jsonl"; then
      failed=1
    fi
  done
done
echo "gpu_check: figures in $result"
if [ $failed -ne 0 ]; then echo "gpu_check: FAILED" >&2; exit 1; fi
echo "gpu_check: all passed"
