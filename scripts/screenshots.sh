#!/usr/bin/env bash
# Takes the pictures of docs/screenshots with the bundled model, without a display:
#   scripts/screenshots.sh [build/release/octant]
# Look at each before committing it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
octant=$(realpath "${1:-$root/build/release/octant}")  # of where the caller is
cd "$root"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1 MESA_SHADER_CACHE_DIR=$work/shaders

# scene NAME SIZE SCALE ARGUMENTS...: runs a script with a copy of the history, in a folder of its own.
scene() {
  local name=$1 size=$2 scale=$3
  shift 3
  local folder=$work/$name-$size
  mkdir -p "$folder"
  if [ -d "$work/home" ]; then cp -r "$work/home" "$folder/home"; fi
  mkdir -p "$folder/DeepSeek-V3"
  cp "$root/scripts/screenshots/deepseek-v3.json" "$folder/DeepSeek-V3/config.json"
  (cd "$folder" && OCTANT_HOME=$folder/home HOME=$folder "$octant" --model "$root/models/demo" --headless \
    --size "$size" --scale "$scale" --script "$root/scripts/screenshots/$name.txt" "$@")
  if [ -f "$folder/$name.png" ]; then mv "$folder/$name.png" "docs/screenshots/$name-$size.png"; fi
}

mkdir -p docs/screenshots
scene history 1600x1000 1
mv "$work/history-1600x1000/home" "$work/home"
for at in "1024x640 1" "1600x1000 1" "3840x2160 2"; do
  read -r size scale <<<"$at"
  # The plain arithmetic is slow enough for a picture of an answer on its way.
  scene chat "$size" "$scale" --backend reference
  for name in search settings model prompt; do scene "$name" "$size" "$scale"; done
done
scene light 1600x1000 1
