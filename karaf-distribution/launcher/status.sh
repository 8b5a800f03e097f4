# What is well and what is not.

# One object for each node and role: {node, role, level, since, detail}; level is ok, degraded, failed or down.
status_json() {
  for node in $(node_names); do
    if ! node_running "$node"; then
      jq -n --arg node "$node" --arg role "$(node_role "$node")" --arg since "$(down_since "$node")" \
        '[{node: $node, role: $role, level: "down", since: $since, detail: "its process does not run; start it with: ./weft restart \($node)"}]'
    elif conditions=$(node_health "$node" 2>/dev/null); then
      printf '%s' "$conditions" | jq --arg node "$node" -f "$LAUNCHER/roles.jq"
    else
      jq -n --arg node "$node" --arg role "$(node_role "$node")" \
        '[{node: $node, role: $role, level: "failed", since: "", detail: "it runs but does not answer; look at: ./weft logs \($node)"}]'
    fi
  done | jq -s 'add // []'
}

down_since() {
  log=$NODES_DIR/$1/data/log/karaf.log
  [ -f "$log" ] && date -u -d "@$(stat -c %Y "$log")" +%Y-%m-%dT%H:%M:%SZ || true
}

weft_status() {
  instance_load
  if [ "${1:-}" = -o ] && [ "${2:-}" = json ]; then status_json; return; fi
  status_json | jq -r -f "$LAUNCHER/status-table.jq" | column -t -s '	'
  [ -z "$(workload_names)" ] || say ''
  for workload in $(workload_names); do
    printf '%s\n' "$(sed -n 's/^node=//p' "$STATE/workloads/$workload") $workload $(workload_address "$workload") $(sed -n 's/^network=//p' "$STATE/workloads/$workload")"
  done | sort -V | awk '{ printf "workload %-10s on %-10s %-15s in %s\n", $2, $1, $3, $4 }'
}

CHECKS_PASSED=0
CHECKS_FAILED=0

# check WHAT NEXT COMMAND…: runs the command; a failure says what and what to look at next.
check() {
  what=$1
  next=$2
  shift 2
  if "$@" >/dev/null 2>&1; then
    CHECKS_PASSED=$((CHECKS_PASSED + 1))
  else
    CHECKS_FAILED=$((CHECKS_FAILED + 1))
    say "    FAILED: $what; next: $next"
  fi
}

rest_answers() { rest_get "/restconf/data/weftnet-config:config?depth=2"; }

# Each config node shows the configuration that the first one shows; what one commits the others read within a second.
config_nodes_agree() {
  tries=0
  while ! { shown=$(WEFT_CONTROLLER=controller config_text) && [ "$shown" = "$(WEFT_CONTROLLER=$1 config_text)" ]; }; do
    tries=$((tries + 1))
    [ $tries -lt 20 ] || return 1
    sleep 0.5
  done
}

config_text() { rest_get "/restconf/data/weftnet-config:config?content=config" | jq -S .; }

# A control node has the routes of VPNs that the first one has, whoever it has them from; a new one is there within seconds.
control_nodes_agree() {
  tries=0
  while ! { shown=$(routes_of controller) && [ "$shown" = "$(routes_of "$1")" ]; }; do
    tries=$((tries + 1))
    [ $tries -lt 20 ] || return 1
    sleep 0.5
  done
}

routes_of() {
  WEFT_CONTROLLER=$1 rest_get /control/bgp/routes \
    | jq -c '[.[] | {table, destination, "next-hop", "label", targets: [.communities[] | select(startswith("target:"))] | sort}] | unique'
}

# Every control node has a session with every other one.
control_nodes_meet() {
  sessions=$(WEFT_CONTROLLER=$1 rest_get /control/bgp/neighbors | jq -r '.[] | select(.state == "ESTABLISHED") | .name') || return 1
  for other in controller $(control_names); do
    [ "$other" = "$1" ] || printf '%s\n' "$sessions" | grep -qx "$other" || return 1
  done
}

rest_refuses_strangers() {
  [ "$(curl -sS -o /dev/null -w '%{http_code}' --cacert "$NODES_DIR/controller/tls/authority.pem" "https://127.0.0.1:$REST_PORT/restconf/data")" = 401 ]
}

role_is_ok() { printf '%s' "$STATUS" | jq -e --arg n "$1" --arg r "$2" '[.[] | select(.node == $n and .role == $r)] | length > 0 and all(.level == "ok")'; }

reaches() { in_netns "$1" ping -c 3 -i 0.2 -W 2 "$2"; }
# has_address WORKLOAD: what DHCP gave it is what is declared.
has_address() { in_netns "$1" ip -o -4 addr show dev eth0 | grep -q " $(workload_address "$1")/"; }

# resolves FROM NAME ADDRESS [OPTION…]: the name, asked for at the name server that DHCP told.
resolves() {
  from=$1
  name=$2
  expected=$3
  shift 3
  server=$(sed -n 's/^nameserver //p' "/etc/netns/$(netns_of "$from")/resolv.conf" | head -1)
  [ "$(in_netns "$from" dig "@$server" +short +time=2 +tries=3 "$@" "$name")" = "$expected" ]
}

is_cut_off() { ! in_netns "$1" ping -c 1 -W 1 "$2"; }

weft_selftest() {
  instance_load
  STATUS=$(status_json)
  for pair in $(printf '%s' "$STATUS" | jq -r '.[] | "\(.node)/\(.role)"'); do
    check "$pair is not well" "./weft status" role_is_ok "${pair%/*}" "${pair#*/}"
  done
  check "RESTCONF does not answer the admin" "./weft rest GET weftnet-config:config" rest_answers
  check "RESTCONF answers without a password" "./weft logs controller" rest_refuses_strangers
  for node in $(controller_names | grep -vx controller); do
    check "$node does not show the configuration that controller shows" "./weft logs $node" config_nodes_agree "$node"
  done
  for node in $(control_names); do
    check "$node has no BGP session with each of the other control nodes" "./weft shell --node $node bgp:neighbors" control_nodes_meet "$node"
    check "$node does not have the routes that controller has" "./weft shell --node $node bgp:routes" control_nodes_agree "$node"
  done
  workloads=$(workload_names)
  first=$(printf '%s\n' "$workloads" | head -1)
  for workload in $workloads; do
    check "$workload has not got its address ($(workload_address "$workload")) by DHCP" "./weft shell --node $(workload_node "$workload") weft:punts" has_address "$workload"
    check "$first does not find $workload by its name" "./weft shell --node $(workload_node "$first") weft:punts" resolves "$first" "$workload.demo.internal" "$(workload_address "$workload")"
  done
  if [ -n "$first" ]; then
    check "$first does not find itself by its name over TCP" "./weft shell --node $(workload_node "$first") weft:punts" resolves "$first" "$first.demo.internal" "$(workload_address "$first")" +tcp
    check "$first does not find its name by its address" "./weft shell --node $(workload_node "$first") weft:punts" resolves "$first" "$(workload_address "$first")" "$first.demo.internal." -x
  fi
  for from in $workloads; do
    for to in $workloads; do
      [ "$from" != "$to" ] || continue
      address=$(workload_address "$to")
      if [ "$(sed -n 's/^network=//p' "$STATE/workloads/$from")" = "$(sed -n 's/^network=//p' "$STATE/workloads/$to")" ]; then
        check "$from does not reach $to ($address) in the same network" "./weft shell --node $(sed -n 's/^node=//p' "$STATE/workloads/$from") weft:dropstats" reaches "$from" "$address"
      else
        check "$from reaches $to ($address) in another network" "./weft shell weft:routing-instances" is_cut_off "$from" "$address"
      fi
    done
  done
  say "$CHECKS_PASSED passed, $CHECKS_FAILED failed"
  [ $CHECKS_FAILED = 0 ]
}
