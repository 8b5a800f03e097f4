#!/bin/sh
# Brings foreign peers for interoperability tests from Debian's archive: unpacked into a directory, nothing is installed.
#   itests/peers/fetch.sh DIR         needs root and apt-get; GoBGP is then in DIR/usr/bin
#   mvn verify -Dbgp.peers=DIR        or BGP_PEERS=DIR in the environment
set -eu
[ $# -eq 1 ] || { sed -n '2,4s/^# *//p' "$0" >&2; exit 2; }
mkdir -p "$1"
target=$(cd "$1" && pwd)
[ ! -x "$target/usr/bin/gobgpd" ] || exit 0
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
mkdir "$packages/partial"
apt-get install -qq -y --no-install-recommends --download-only -o Dir::Cache::archives="$packages" gobgpd
for package in "$packages"/*.deb; do
  dpkg -x "$package" "$target"
done
