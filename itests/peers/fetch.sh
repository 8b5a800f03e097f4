#!/bin/sh
# Brings foreign BGP speakers for interoperability tests from Debian's archive: unpacked into a directory, nothing is
# installed or started.
#   itests/peers/fetch.sh DIR         needs root and apt-get; GoBGP, FRR, BIRD and ExaBGP are then in DIR
#   mvn verify -Dbgp.peers=DIR        or BGP_PEERS=DIR in the environment
set -eu
[ $# -eq 1 ] || { sed -n '2,5s/^# *//p' "$0" >&2; exit 2; }
wanted="gobgpd frr bird2 exabgp"
mkdir -p "$1"
target=$(cd "$1" && pwd)
[ "$(cat "$target/packages" 2>/dev/null)" != "$wanted" ] || exit 0
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
mkdir "$packages/partial"
# With what they need of libraries, as far as that is not installed.
# shellcheck disable=SC2086
apt-get install -qq -y --no-install-recommends --download-only -o Dir::Cache::archives="$packages" $wanted
for package in "$packages"/*.deb; do
  dpkg -x "$package" "$target"
done
echo "$wanted" >"$target/packages"
