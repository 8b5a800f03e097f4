#!/bin/sh
# run.sh [--json FILE] [--items N] [--updates N] [--profile FILE]: the IF-MAP server of a controller of its own, as a
# control node sees it. What is measured is told in README.md.
#
#   --items N        how many metadata elements there are, at least         (100000)
#   --updates N      how many commits each latency is measured with         (500)
#   --profile FILE   a recording of the controller under commits, for JDK Mission Control or `jfr view hot-methods`
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
export WEFT_BENCH_ITEMS=100000 WEFT_BENCH_UPDATES=500 WEFT_BENCH_PROFILE=
json=
work=$(mktemp -d)

die() {
    echo "bench ifmap: $*" >&2
    exit 1
}

absolute() {
    case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac
}

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

clean_up() {
    trap - EXIT INT TERM
    "$root/weft" --state "$work/state" down --purge >/dev/null 2>&1 || true
    rm -rf "$work"
}

[ -x "${JAVA_HOME:?set it to a JDK 25 or later}/bin/java" ] || die "no java in JAVA_HOME ($JAVA_HOME)"
trap clean_up EXIT
trap 'exit 130' INT TERM
config=$root/itests/benchmarks/config
"$JAVA_HOME/bin/javac" -d "$work/classes" "$here"/*.java "$config/Controller.java" "$config/Report.java" "$config/Restconf.java"
echo "starting a controller" >&2
"$root/weft" --state "$work/state" up --no-demo --nodes 0 >"$work/up.log" 2>&1 || die "no controller: $(cat "$work/up.log"; tail -n 20 "$work/state/nodes/controller/console.log")"
"$JAVA_HOME/bin/java" -Xmx512m -cp "$work/classes" IfmapBench "$root/weft" "$work/state" ${json:+"$json"}
