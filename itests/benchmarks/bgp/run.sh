#!/bin/sh
# run.sh [--json FILE] [--routes N,..] [--receivers N,..] [--speakers NAME,..] [--neighbours N] [--instances N]: BGP of a control node,
# beside BIRD, FRR and GoBGP under the same load. What is measured is told in README.md.
#
#   --routes N,..      routes that one neighbour brings in                      (100000)
#   --receivers N,..   neighbours that are told them                            (2,10)
#   --speakers NAME,.. which of weftnet, bird, frr, gobgp                       (all of them)
#   --neighbours N     sessions that bring in 1000 routes each; 0 for no test   (500)
#   --instances N      routing instances that import 100 routes; 0 for no test  (1000)
set -eu

name=bgp
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
json=
routes=100000 receivers=2,10 speakers=weftnet,bird,frr,gobgp neighbours=500 instances=1000

while [ $# -gt 0 ]; do
    case $1 in
    --json) json=$(absolute "${2:?--json needs a file}") ;;
    --routes) routes=${2:?--routes needs numbers} ;;
    --receivers) receivers=${2:?--receivers needs numbers} ;;
    --speakers) speakers=${2:?--speakers needs names} ;;
    --neighbours) neighbours=${2:?--neighbours needs a number} ;;
    --instances) instances=${2:?--instances needs a number} ;;
    *) die "usage: run.sh [--json FILE] [--routes N,..] [--receivers N,..] [--speakers NAME,..] [--neighbours N] [--instances N]" ;;
    esac
    shift 2
done

[ "$(id -u)" = 0 ] || die "control nodes meet on the underlay, which needs root"
peers=${BGP_PEERS:-$root/itests/target/peers}
case $speakers in weftnet) ;; *) "$root/itests/peers/fetch.sh" "$peers" >/dev/null 2>&1 || die "the other speakers cannot be fetched: $root/itests/peers/fetch.sh $peers" ;; esac
compile "$here"/*.java
start_controller --controls 2
"$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC -cp "$work/classes" BgpBench "$root/weft" "$work/state" "$peers" "$work" \
    "routes=$routes" "receivers=$receivers" "speakers=$speakers" "neighbours=$neighbours" "instances=$instances" ${json:+"json=$json"}
