#!/usr/bin/env bash
# Draws the PNG icons from assets/desktop/icons/org.octant.Octant.svg; run it when that has changed.
# They are committed, so that a build needs no renderer. Needs rsvg-convert (package librsvg2-bin).
set -euo pipefail
cd "$(dirname "$0")/../assets/desktop/icons"
# 64: menus and lists; 128: software centres (AppStream asks for it); 256: docks on dense displays.
for size in 64 128 256; do
  rsvg-convert --width "$size" --height "$size" --output "org.octant.Octant-$size.png" org.octant.Octant.svg
done
