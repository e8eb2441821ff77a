#!/usr/bin/env bash
# Tries the Debian package as a new user gets it: validates what desktops read, then installs it into an
# empty system made for this and runs it there.
#   scripts/check_package.sh                        builds the package (package.sh) and tries it
#   --deb FILE        tries this one
#   --mirror URL      where Debian comes from (default http://deb.debian.org/debian; on Ubuntu
#                     http://archive.ubuntu.com/ubuntu)
#   --suite NAME      release of the empty system (default: this machine's, which the package is for)
# Needs root, a network, 2 GB below $TMPDIR, and the packages that it names if they are missing.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
. /etc/os-release
deb="" suite=${VERSION_CODENAME:-bookworm} mirror=http://deb.debian.org/debian components=main
if [ "$ID" = ubuntu ]; then mirror=http://archive.ubuntu.com/ubuntu components=main,universe; fi
while [ $# -gt 0 ]; do
  case $1 in
    --deb) deb=$(realpath "$2") ;;
    --mirror) mirror=$2 ;;
    --suite) suite=$2 ;;
    *) echo "usage: scripts/check_package.sh [--deb FILE] [--mirror URL] [--suite NAME]" >&2; exit 2 ;;
  esac
  shift 2
done
if [ "$(id -u)" -ne 0 ]; then
  echo "check_package: an empty system can be made by root only" >&2
  exit 2
fi
source "$project/scripts/packages.sh"
install_packages debootstrap desktop-file-utils appstream
[ -n "$deb" ] || deb=$("$project/scripts/package.sh")

folder=$(mktemp -d)
trap 'rm -rf --one-file-system "$folder"' EXIT
step() { echo "== $*"; }

step "$(basename "$deb"), $(stat -c %s "$deb") bytes"
dpkg-deb --field "$deb" Package Version Architecture Depends
dpkg-deb -x "$deb" "$folder/files"
step desktop-file-validate
desktop-file-validate "$folder"/files/usr/share/applications/*.desktop
step appstreamcli validate
appstreamcli validate --no-net "$folder"/files/usr/share/metainfo/*.xml
if command -v lintian >/dev/null; then
  step lintian, errors only
  lintian --allow-root --fail-on error --display-level error "$deb"
else
  step "lintian: not installed, left out"
fi

step "an empty $suite from $mirror"
root=$folder/root
if ! debootstrap --variant=minbase --components="$components" "$suite" "$root" "$mirror" >"$folder/log"; then
  tail -n 5 "$folder/log" >&2
  echo "check_package: $mirror gives no $suite; --mirror names one that this machine can reach" >&2
  exit 1
fi
cp "$deb" "$root/octant.deb"
cat >"$root/try.sh" <<'INSIDE'
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root
step() { echo "== $*"; }
mount -t proc proc /proc 2>/dev/null || step "no /proc here"
apt-get update -qq
step apt-get install
apt-get install -y -qq --no-install-recommends /octant.deb man-db bash >/log 2>&1 || { tail -n 20 /log; exit 1; }
dpkg-query -W octant
step octant --version
octant --version
step octant inspect
octant inspect /usr/share/octant/models/demo
step man -w octant
man -w octant
man octant | grep -q -- --temperature
step bash completes
bash -c '. /usr/share/bash-completion/completions/octant
  COMP_WORDS=(octant his); COMP_CWORD=1; _octant; [ "${COMPREPLY[*]}" = history ]'
step octant chat
answer=$(octant chat --model /usr/share/octant/models/demo --prompt "What is 17 + 25?" --temperature 0)
echo "$answer"
[ "$answer" = "17 + 25 = 42." ]
step "the window, without a display"
cat >/window.txt <<'SCRIPT'
until model has ranks
type What is 17 + 25?
key Enter
until message.2 has 42
until state is idle
SCRIPT
octant --model /usr/share/octant/models/demo --headless --script /window.txt
octant history list | grep "What is 17 + 25?"
step apt-get remove
apt-get purge -y -qq octant >/log 2>&1 || { tail -n 20 /log; exit 1; }
for left in /usr/bin/octant /usr/share/octant /usr/share/doc/octant; do
  [ ! -e "$left" ] || { echo "left behind: $left"; exit 1; }
done
INSIDE
# In namespaces of its own where that is allowed, so that its /proc and its processes end with it.
inside=(chroot "$root" sh /try.sh)
if unshare --mount --pid --fork true 2>/dev/null; then inside=(unshare --mount --pid --fork "${inside[@]}"); fi
if ! "${inside[@]}"; then
  echo "check_package: FAILED" >&2
  exit 1
fi
echo "check_package: all passed"
