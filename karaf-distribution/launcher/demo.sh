# `up`, `down` and the demo network.

weft_up() {
  count=2
  demo=yes
  cluster=no
  stores=3
  controls=''
  while [ $# -gt 0 ]; do
    case $1 in
      --nodes) count=${2:-}; shift 2 || die "--nodes needs a number" ;;
      --no-demo) demo=no; shift ;;
      --cluster) cluster=yes; shift ;;
      --stores) stores=${2:-}; shift 2 || die "--stores needs a number" ;;
      --controls) controls=${2:-}; shift 2 || die "--controls needs a number" ;;
      *) die "up: there is no option '$1'" ;;
    esac
  done
  case $stores in 1|3) ;; *) die "--stores: there are 1 or 3 of each, not '$stores'" ;; esac
  case $count in ''|*[!0-9]*|0?*) die "--nodes needs a number, not '$count'" ;; esac
  [ "$count" -le 20 ] || die "--nodes: at most 20 compute nodes on one machine"
  case $controls in ''|[1-4]) ;; *) die "--controls: there are 1 to 4 control nodes, not '$controls'" ;; esac
  [ "$count" -gt 0 ] || demo=no
  is_root || [ "${controls:-1}" = 1 ] || die "--controls: control nodes meet on the underlay, which needs root"

  need_run_packages
  [ $cluster = no ] || need_store_packages
  install_missing
  weft_build
  instance_lock
  instance_create $cluster "$stores" "$controls"
  [ -z "$controls" ] || controls_set "$controls"
  started=$(date +%s)
  controllers=controller
  if [ "$CLUSTER" = yes ]; then
    controllers='controller controller2'
    stores_up
  fi

  nodes=''
  if is_root; then
    i=1
    while [ $i -le "$count" ]; do nodes="$nodes compute$i"; i=$((i + 1)); done
    nodes=$nodes$(more_nodes "$count")
    step "Underlay: namespaces, bridge and links"
    # shellcheck disable=SC2086
    topology_up $nodes
  else
    warn "not root: compute nodes need network namespaces and eBPF, so only the controller is started"
    demo=no
  fi

  controls=$(control_names | tr '\n' ' ')
  [ -z "$controls" ] || secrets_share 'admin ifmap' "controller $controls"
  controllers="$controllers ${controls% }"
  controllers=${controllers% }
  step "Starting $controllers$nodes"
  for node in $controllers $nodes; do node_start "$node"; done
  for node in $controllers $nodes; do
    node_await "$node" 180
    choice_made
    say "    $node answers after $(($(date +%s) - started)) s"
  done

  [ -z "$controls" ] || control_nodes_declare
  [ "$demo" = no ] || demo_load "$count"
  instance_await
  result=0
  if [ "$demo" = yes ]; then
    step "Self-test"
    weft_selftest || result=$?
  fi
  up_summary $(($(date +%s) - started))
  return $result
}

# Nodes of an earlier `up` beyond COUNT: those that are still up stay so, those that a `down` stopped are forgotten.
more_nodes() {
  for node in $(compute_names); do
    [ "${node#compute}" -gt "$1" ] || continue
    if netns_exists "$node"; then printf ' %s' "$node"; else rm -rf "${NODES_DIR:?}/$node"; fi
  done
}

# Waits until the controller's roles are all there, and no role of any node reports anything but ok (at most 60 s);
# `status` then tells what is left.
instance_await() {
  step "Waiting for the network to converge"
  deadline=$(($(date +%s) + 60))
  while [ "$(date +%s)" -lt $deadline ]; do
    status_json | jq -e 'all(.level == "ok") and
      ([.[] | select(.node == "controller") | .role] | unique == ["analytics", "config", "control"])' >/dev/null && return 0
    sleep 1
  done
  warn "not everything is well after 60 s:"
  weft_status >&2
}

up_summary() {
  weft=./weft
  [ "$STATE" = "$WEFT_HOME/var" ] || weft="./weft --state $STATE"
  say ''
  say "Weftnet runs ($1 s):"
  say ''
  weft_status
  say ''
  say "  RESTCONF         https://127.0.0.1:$REST_PORT/restconf/data   (analytics: /analytics/uves)"
  [ "$CLUSTER" = no ] || say "                   https://127.0.0.1:$(port_of "$REST_PORT" controller2)/restconf/data   (controller2)"
  say "  admin password   $NODES_DIR/controller/secrets/admin.password"
  say "  CA certificate   $NODES_DIR/controller/tls/authority.pem"
  say ''
  first=$(workload_names | head -1)
  second=$(workload_names | sed -n 2p)
  if [ -n "$second" ]; then
    say "  $weft exec $first -- ping -c3 $(workload_address "$second")"
    say "  $weft shell weft:networks"
    say "  $weft shell --node compute1 weft:rt"
  fi
  say "  $weft rest GET weftnet-config:config"
  say "  $weft status"
  say "  $weft down"
}

weft_down() {
  purge=no
  [ "${1:-}" = --purge ] && purge=yes
  instance_exists || { say "nothing runs in $STATE"; return 0; }
  instance_lock
  instance_load
  step "Stopping $(node_names | tr '\n' ' ')"
  # Stores last: controllers write to them until they have ended.
  for kind in node store; do
    # shellcheck disable=SC2046
    nodes_stop $(for node in $(node_names); do
      if [ "$(node_role "$node")" = store ]; then role=store; else role=node; fi
      [ $role != $kind ] || echo "$node"
    done)
  done
  topology_down
  # The workloads are gone with their namespaces, so no agent has to wait for their devices at the next `up`.
  rm -rf "$STATE/workloads" "$NODES_DIR"/compute*/state/ports
  if [ $purge = yes ]; then
    rm -rf "$STATE"
    say "stopped; $STATE is deleted"
  else
    say "stopped; what was configured stays in $STATE (./weft down --purge deletes it)"
  fi
}

nodes_stop() {
  for node; do
    pid=$(node_pid "$node") && node_running "$node" && kill "$pid" 2>/dev/null || true
  done
  for node; do node_stop "$node"; done
}

# A node answers before all of its roles do; on a busy machine long before.
rest_await() {
  deadline=$(($(date +%s) + 120))
  until rest_answers >/dev/null || [ "$(date +%s)" -ge $deadline ]; do sleep 0.5; done
}

# Each control node is a bgp-router; the sessions between them follow from that. One that is declared already stays as it is.
control_nodes_declare() {
  step "Declaring the control nodes over RESTCONF, for BGP between them"
  rest_await
  nodes=$(for node in controller $(control_names); do
    jq -n --arg name "$node" --arg address "$(control_address "$node")" '{name: $name, address: $address}'
  done | jq -s .)
  routers=$(rest_get "/restconf/data/weftnet-config:config?content=config" | jq --argjson nodes "$nodes" -f "$LAUNCHER/bgp-routers.jq")
  [ "$routers" = null ] || rest_send PATCH /restconf/data/weftnet-config:config "$routers" \
    || die "the control nodes could not be declared (see above)"
}

# demo_load COUNT: declares the demo in one commit and plugs its workloads, spread over COUNT compute nodes. Those that are
# plugged already stay where they are.
demo_load() {
  step "Declaring the demo over RESTCONF: networks front and back, ports vm1 to vm4"
  rest_await
  nodes_json=$(for node in $(compute_names); do jq -n --arg n "$node" --arg a "$(compute_address "$node")" '{name: $n, address: $a}'; done | jq -s .)
  rest_send PATCH /restconf/data/weftnet-config:config "$(jq -n --argjson nodes "$nodes_json" -f "$LAUNCHER/demo-intent.jq")" \
    || die "the demo was refused (see above)"
  step "Plugging workloads"
  for workload in 1 2 3 4; do
    node=$(workload_node "vm$workload")
    weft_plug "vm$workload" --node "${node:-compute$(((workload - 1) % $1 + 1))}"
    say "    vm$workload on $(workload_node "vm$workload"): $(workload_address "vm$workload")"
  done
}
