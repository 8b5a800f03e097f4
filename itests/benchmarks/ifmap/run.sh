#!/bin/sh
# run.sh [--json FILE] [--items N] [--updates N] [--profile FILE]: the IF-MAP server of a controller of its own, as a
# control node sees it. What is measured is told in README.md.
#
#   --items N        how many metadata elements there are, at least         (100000)
#   --updates N      how many commits each latency is measured with         (500)
#   --profile FILE   a recording of the controller under commits, for JDK Mission Control or `jfr view hot-methods`
set -eu

name=ifmap
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
export WEFT_BENCH_ITEMS=100000 WEFT_BENCH_UPDATES=500 WEFT_BENCH_PROFILE=
json=

while [ $# -gt 0 ]; do
    case $1 in
    --json) json=$(absolute "${2:?--json needs a file}") ;;
    --items) WEFT_BENCH_ITEMS=${2:?--items needs a number} ;;
    --updates) WEFT_BENCH_UPDATES=${2:?--updates needs a number} ;;
    --profile) WEFT_BENCH_PROFILE=$(absolute "${2:?--profile needs a file}") ;;
    *) die "usage: run.sh [--json FILE] [--items N] [--updates N] [--profile FILE]" ;;
    esac
    shift 2
done

config=$root/itests/benchmarks/config
compile "$here"/*.java "$config/Controller.java" "$config/Report.java" "$config/Restconf.java"
start_controller
"$JAVA_HOME/bin/java" -Xmx512m -cp "$work/classes" IfmapBench "$root/weft" "$work/state" ${json:+"$json"}
