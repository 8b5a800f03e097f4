#!/bin/sh
# run.sh [--json FILE] [--networks N] [--edits N]: the schema transformer alone, in a process of its own. What is measured
# is told in README.md.
#
#   --networks N   how many networks there are, a multiple of 100   (10000)
#   --edits N      how many commits each time is measured with      (500)
set -eu

name=compile
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
json=
networks=10000
edits=500
while [ $# -gt 0 ]; do
    case $1 in
    --json) json=${2:?--json needs a file} ;;
    --networks) networks=${2:?--networks needs a number} ;;
    --edits) edits=${2:?--edits needs a number} ;;
    *) die "usage: run.sh [--json FILE] [--networks N] [--edits N]" ;;
    esac
    shift 2
done

jars=$(find "$root/karaf-distribution/target/assembly/system" -name '*.jar' | tr '\n' ':')
[ -n "$jars" ] || die "there is no distribution: build first"
compile -nowarn -proc:none -cp "$jars" "$here"/*.java "$root/itests/benchmarks/config/Report.java"
"$JAVA_HOME/bin/java" -Xmx3g -Dorg.ops4j.pax.logging.DefaultServiceLog.level=ERROR -cp "$work/classes:$jars" CompileBench "$networks" "$edits" ${json:+"$json"}
