# What run.sh of several benchmarks have in common. Sourced, with "name" and "here" set; sets "root" and "work", a folder that
# goes when the script ends.

root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

die() {
    echo "bench $name: $*" >&2
    exit 1
}

absolute() {
    case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac
}

# compile [javac OPTION] SOURCE...: into $work/classes
compile() {
    [ -x "${JAVA_HOME:?set it to a JDK 25 or later}/bin/java" ] || die "no java in JAVA_HOME ($JAVA_HOME)"
    "$JAVA_HOME/bin/javac" -d "$work/classes" "$@"
}

stop_controller() {
    trap - EXIT INT TERM
    "$root/weft" --state "$work/state" down --purge >/dev/null 2>&1 || true
    rm -rf "$work"
}

# start_controller [OPTION of weft up]: one of the benchmark's own, that goes when the script ends
start_controller() {
    trap stop_controller EXIT
    trap 'exit 130' INT TERM
    echo "starting a controller" >&2
    "$root/weft" --state "$work/state" up --no-demo --nodes 0 "$@" >"$work/up.log" 2>&1 ||
        die "no controller: $(cat "$work/up.log"; tail -n 20 "$work/state/nodes/controller/console.log")"
}
