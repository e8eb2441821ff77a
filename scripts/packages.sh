# shellcheck shell=bash
# Installs what the build needs, or says what is missing. Sourced by run.sh, test.sh, package.sh and
# check_package.sh.
#
# Debian 12 and Ubuntu 24.04: apt-get, with sudo if the user is not root. Elsewhere the missing
# commands are named and the script stops.

octant_packages=(
  build-essential cmake ninja-build pkg-config git
  libhwy-dev nlohmann-json3-dev libcli11-dev libonig-dev libfmt-dev
  libsqlite3-dev libzstd-dev
  # the window, its text and fonts, the bus to the desktop, and OpenGL in software where there is no GPU
  libimgui-dev libglfw3-dev libfreetype-dev libstb-dev libegl-dev libopengl-dev libgl-dev libx11-dev libmd4c-dev
  libsystemd-dev
  fonts-inter fonts-jetbrains-mono fonts-noto-cjk fonts-noto-core fonts-noto-color-emoji libgl1-mesa-dri
)
octant_test_packages=(
  libgtest-dev libgmock-dev libbenchmark-dev librapidcheck-dev libboost-context-dev python3 xvfb xauth
  desktop-file-utils appstream dbus-daemon
)
# what package.sh needs besides; dpkg-shlibdeps comes with build-essential
octant_package_packages=(help2man python3 file)

# install_packages NAME...
install_packages() {
  local missing=() name
  if ! command -v dpkg-query >/dev/null 2>&1; then
    if command -v cmake >/dev/null && command -v ninja >/dev/null; then return 0; fi
    echo "octant: this is not a Debian system; please install the equivalents of: $*" >&2
    return 1
  fi
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] ||
      missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "octant: please install: ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "octant: installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq >&2 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}
