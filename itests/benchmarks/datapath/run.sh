#!/bin/sh
# run.sh [--json FILE]: the overlay between two workloads of two nodes against what Linux offers without it.
#
#   weft      veth, our programs, MPLS over UDP, a policy of 1,000 rules at each port (programmed through the Java API)
#   vxlan     veth, Linux bridge, kernel VXLAN          (the baseline with a goal)
#   direct    one veth between the workloads            (the ceiling: no overlay, no second node)
#
# The three topologies stand side by side and are measured in turn, round by round; the table shows medians.
# WEFT_BENCH_ROUNDS (5) and WEFT_BENCH_SECONDS (2) set how long that takes. Needs root, clang and a build.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
rounds=${WEFT_BENCH_ROUNDS:-5}
seconds=${WEFT_BENCH_SECONDS:-2}
json=
prefix=wbench$$
work=$(mktemp -d)
servers=

die() {
    echo "bench datapath: $*" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
    --json) json=${2:?--json needs a file}; shift 2 ;;
    *) die "usage: run.sh [--json FILE]" ;;
    esac
done

clean_up() {
    trap - EXIT INT TERM
    for pid in $servers; do
        # The server is a group: one process for each port.
        kill -- "-$pid" 2>/dev/null || true
    done
    for namespace in $(ip netns list | awk -v p="^$prefix(weft|vxlan|direct)" '$1 ~ p { print $1 }'); do
        ip netns del "$namespace"
    done
    umount "$work/bpf" 2>/dev/null || true
    rm -rf "$work"
}

in_namespace() {
    namespace=$prefix$1
    shift
    ip netns exec "$namespace" "$@"
}

add_namespace() {
    ip netns add "$prefix$1"
    ip -n "$prefix$1" link set lo up
}

# add_address NAMESPACE NUMBER: makes eth0 of a workload
add_address() {
    ip -n "$prefix$1" link set eth0 address "02:00:00:00:00:0$2"
    ip -n "$prefix$1" addr add "10.1.0.$2/24" dev eth0
    ip -n "$prefix$1" link set eth0 up
}

# add_nodes PATH: two nodes with an underlay between them, and a workload behind each
add_nodes() {
    for i in 1 2; do
        add_namespace "$1node$i"
        add_namespace "$1vm$i"
    done
    ip -n "$prefix$1node1" link add underlay0 mtu 1600 type veth peer name underlay0 mtu 1600 netns "$prefix$1node2"
    for i in 1 2; do
        ip -n "$prefix$1node$i" addr add "198.18.0.$i/24" dev underlay0
        ip -n "$prefix$1node$i" link set underlay0 up
        ip -n "$prefix$1node$i" link add tap type veth peer name eth0 netns "$prefix$1vm$i"
        ip -n "$prefix$1node$i" link set tap up
        add_address "$1vm$i" $i
    done
}

# jar PATTERN...: the first file of that name in the build or in Maven's repository
jar() {
    for pattern in "$@"; do
        found=$(find "$root/bundles" "$root/karaf-distribution/target" "${HOME:-/root}/.m2/repository" \
            -name "$pattern" -not -name '*-sources.jar' 2>/dev/null | head -n 1)
        [ -z "$found" ] || { echo "$found"; return; }
    done
    die "no $1: build first (./weft build, or mvn package)"
}

build_weft() {
    mkdir "$work/bpf"
    mount -t bpf bpf "$work/bpf"
    add_nodes weft
    classpath=
    for name in compute-forwarding-*.jar common-net-*.jar common-runtime-*.jar; do
        classpath=$classpath$(jar "$name"):
    done
    classpath=$classpath$(jar 'slf4j-api-1.7*.jar' 'pax-logging-api-*.jar')
    "$JAVA_HOME/bin/javac" -cp "$classpath" -d "$work/classes" "$here/ComputeNode.java" "$here/ProgramCost.java"
    "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "$work/classes:$classpath" ProgramCost "$work/bpf/cost" ||
        die "the programs cannot be measured"
    rm -rf "$work/bpf/cost"
    for i in 1 2; do
        in_namespace weftnode$i "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 \
            -cp "$work/classes:$classpath" ComputeNode "$work/bpf/node$i" $i 198.18.0.$i 198.18.0.$((3 - i)) \
            >"$work/node$i.log" 2>&1 || die "node $i: $(cat "$work/node$i.log")"
    done
}

build_vxlan() {
    add_nodes vxlan
    for i in 1 2; do
        node=${prefix}vxlannode$i
        ip -n "$node" link add bridge0 type bridge
        ip -n "$node" link add vxlan0 mtu 1500 type vxlan id 100 local 198.18.0.$i remote 198.18.0.$((3 - i)) dstport 4789
        ip -n "$node" link set vxlan0 up master bridge0
        ip -n "$node" link set tap master bridge0
        ip -n "$node" link set bridge0 up
    done
}

build_direct() {
    add_namespace directvm1
    add_namespace directvm2
    ip -n "${prefix}directvm1" link add eth0 type veth peer name eth0 netns "${prefix}directvm2"
    add_address directvm1 1
    add_address directvm2 2
}

# Opens the servers of a path and waits until both workloads answer.
start() {
    setsid ip netns exec "$prefix$1vm2" "$work/traffic" serve &
    servers="$servers $!"
    tries=0
    until in_namespace "$1vm1" ping -c 1 -W 1 10.1.0.2 >/dev/null && \
        in_namespace "$1vm1" "$work/traffic" echo 10.1.0.2 0.05 >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 20 ] || die "$1: the workloads do not reach each other"
        sleep 0.2
    done
}

received() {
    in_namespace "$1vm2" awk '$1 == "eth0:" { print $3 }' /proc/net/dev
}

# measure PATH: one line for each metric: metric path value
measure() {
    echo "tcp-stream $1 $(in_namespace "$1vm1" "$work/traffic" stream 10.1.0.2 "$seconds")"
    before=$(received "$1")
    in_namespace "$1vm1" "$work/traffic" flood 10.1.0.2 "$seconds" >/dev/null
    after=$(received "$1")
    awk -v path="$1" -v n=$((after - before)) -v s="$seconds" 'BEGIN { print "udp-60-byte", path, n / s / 1e6 }'
    before=$(received "$1")
    in_namespace "$1vm1" "$work/traffic" churn 10.1.0.2 "$seconds" >/dev/null
    after=$(received "$1")
    awk -v path="$1" -v n=$((after - before)) -v s="$seconds" 'BEGIN { print "new-flows", path, n / s / 1e6 }'
    in_namespace "$1vm1" "$work/traffic" echo 10.1.0.2 "$seconds" |
        awk -v path="$1" '{ print "latency-p50", path, $1; print "latency-p99", path, $2 }'
}

report() {
    awk -v json="$json" '
    function median(key,    n, i, j, t) {
        n = count[key]
        for (i = 1; i <= n; i++) v[i] = sample[key, i]
        for (i = 2; i <= n; i++)
            for (j = i; j > 1 && v[j - 1] > v[j]; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
        return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
    }
    function compare(metric, unit, lower, baseline, name, goal,    value, base, ratio, met) {
        value = median(metric SUBSEP "weft")
        base = median(metric SUBSEP baseline)
        ratio = base ? value / base : 0
        met = goal == "" || (lower ? ratio <= goal : ratio >= goal) ? "true" : "false"
        printf "%-12s %9.3f %-6s %-24s %9.3f %6.2f %6s %s\n", metric, value, unit, name, base, ratio,
            goal == "" ? "-" : (lower ? "<=" : ">=") goal, goal == "" ? "" : met == "true" ? "met" : "MISSED"
        if (json != "")
            printf "%s\n  {\"metric\": \"%s\", \"value\": %.3f, \"unit\": \"%s\", \"baseline\": \"%s\", " \
                "\"baselineValue\": %.3f, \"ratio\": %.3f, \"goal\": %s, \"met\": %s}", comma, metric, value, unit,
                name, base, ratio, goal == "" ? "null" : goal, met > json
        comma = ","
    }
    { key = $1 SUBSEP $2; sample[key, ++count[key]] = $3 }
    END {
        printf "%-12s %9s %-6s %-24s %9s %6s %6s\n", "METRIC", "WEFT", "UNIT", "BASELINE", "VALUE", "RATIO", "GOAL"
        if (json != "") printf "[" > json
        for (b = 1; b <= 2; b++) {
            path = b == 1 ? "vxlan" : "direct"
            name = b == 1 ? "kernel VXLAN and bridge" : "direct veth"
            compare("tcp-stream", "Gbit/s", 0, path, name, b == 1 ? "1.2" : "")
            compare("udp-60-byte", "Mpps", 0, path, name, b == 1 ? "2.5" : "0.65")
            compare("new-flows", "Mpps", 0, path, name, "")
            compare("latency-p50", "us", 1, path, name, b == 1 ? "1.0" : "")
            compare("latency-p99", "us", 1, path, name, b == 1 ? "1.0" : "")
        }
        if (json != "") print "\n]" > json
    }' "$work/samples"
}

[ "$(id -u)" = 0 ] || die "needs root, for network namespaces"
[ -x "${JAVA_HOME:?set it to a JDK 25 or later}/bin/java" ] || die "no java in JAVA_HOME ($JAVA_HOME)"
trap clean_up EXIT
trap 'exit 130' INT TERM
"${CLANG:-clang}" -O2 -o "$work/traffic" "$here/traffic.c" || die "clang is missing: apt-get install clang libc6-dev"
build_weft
build_vxlan
build_direct
for path in weft vxlan direct; do start $path; done
round=1
while [ "$round" -le "$rounds" ]; do
    echo "round $round of $rounds" >&2
    for path in weft vxlan direct; do measure $path >>"$work/samples"; done
    round=$((round + 1))
done
report
