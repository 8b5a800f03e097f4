#!/bin/sh
# run.sh [--json FILE] [--clients LIST] [--objects LIST] [--seconds N] [--store NAME] [--profile FILE]: the configuration of a controller
# of its own under load, over RESTCONF. What is measured is told in README.md.
#
#   --clients LIST   how many clients create objects at the same time       (1,16,64)
#   --objects LIST   how many objects there are meanwhile, growing          (1000,10000; the whole curve: 1000,10000,100000)
#   --seconds N      how long each number of clients is measured            (5)
#   --store NAME     embedded: the controller's own disk; cassandra: what up --cluster starts  (embedded)
#   --profile FILE   a recording of the controller under creates, for JDK Mission Control or `jfr view hot-methods`
set -eu

name=config
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
export WEFT_BENCH_CLIENTS=1,16,64 WEFT_BENCH_OBJECTS=1000,10000 WEFT_BENCH_SECONDS=5 WEFT_BENCH_PROFILE=
json=
cluster=

while [ $# -gt 0 ]; do
    case $1 in
    --json) json=$(absolute "${2:?--json needs a file}") ;;
    --clients) WEFT_BENCH_CLIENTS=${2:?--clients needs a list} ;;
    --objects) WEFT_BENCH_OBJECTS=${2:?--objects needs a list} ;;
    --seconds) WEFT_BENCH_SECONDS=${2:?--seconds needs a number} ;;
    --store)
        case ${2:-} in
        embedded) cluster= ;;
        cassandra) cluster=--cluster ;;
        *) die "--store is embedded or cassandra" ;;
        esac
        ;;
    --profile) WEFT_BENCH_PROFILE=$(absolute "${2:?--profile needs a file}") ;;
    *) die "usage: run.sh [--json FILE] [--clients LIST] [--objects LIST] [--seconds N] [--store embedded|cassandra] [--profile FILE]" ;;
    esac
    shift 2
done

compile "$here"/*.java
start_controller $cluster
"$JAVA_HOME/bin/java" -Xmx512m -cp "$work/classes" ConfigBench "$root/weft" "$work/state" ${json:+"$json"}
