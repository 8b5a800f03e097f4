# Workloads: network namespaces that stand for virtual machines, plugged into a compute node's agent.

workload_address() { sed -n "s/^address=//p" "$STATE/workloads/$1" 2>/dev/null; }
workload_node() { sed -n "s/^node=//p" "$STATE/workloads/$1" 2>/dev/null || true; }
workload_names() { ls "$STATE/workloads" 2>/dev/null | sort -V; }

# plug PORT --node NODE: PORT is the name of a virtual-machine-interface declared over RESTCONF. A workload that is on
# another node moves.
weft_plug() {
  port=''
  node=''
  while [ $# -gt 0 ]; do
    case $1 in
      --node) node=${2:-}; shift 2 || die "--node needs a name" ;;
      -*) die "plug: there is no option '$1'" ;;
      *) port=$1; shift ;;
    esac
  done
  instance_load
  is_root || die "workloads are network namespaces: run this as root"
  { [ -n "$port" ] && [ -n "$node" ]; } || die "usage: ./weft plug PORT --node NODE (nodes: $(compute_names | tr '\n' ' '))"
  netns_exists "$node" || die "there is no compute node '$node'; there are: $(compute_names | tr '\n' ' ')"
  case $port in underlay|compute[0-9]*) die "'$port' is the name of a node, which a workload cannot have here" ;; esac
  [ ${#port} -le 11 ] || die "the workload's device would be 'tap-$port', and Linux allows 15 characters: use a port name of at most 11"

  intent=$(rest_get "/restconf/data/weftnet-config:config?content=config") || die "RESTCONF does not answer; look at: ./weft status"
  facts=$(printf '%s' "$intent" | jq -r --arg port "$port" -f "$LAUNCHER/port-facts.jq")
  [ -n "$facts" ] || die "no port (virtual-machine-interface) named '$port' is declared; see: ./weft shell weft:ports"
  # uuid, machine uuid, network, mac, address, prefix length, gateway
  IFS='	' read -r uuid machine network mac address length gateway <<EOF
$facts
EOF
  [ "$address" != - ] || die "port '$port' has no address yet: declare an instance-ip for it"

  before=$(workload_node "$port")
  [ -z "$before" ] || [ "$before" = "$node" ] || (weft_unplug "$port")
  netns_make "$port"
  if ! ip -n "$(netns_of "$port")" link show eth0 >/dev/null 2>&1; then
    ip -n "$(netns_of "$node")" link del "tap-$port" 2>/dev/null || true
    ip -n "$(netns_of "$node")" link add "tap-$port" type veth peer name eth0 netns "$(netns_of "$port")"
    ip -n "$(netns_of "$port")" link set eth0 address "$mac"
    ip -n "$(netns_of "$port")" addr add "$address/$length" dev eth0
    ip -n "$(netns_of "$port")" link set eth0 up
    ip -n "$(netns_of "$port")" route replace default via "$gateway"
    ip -n "$(netns_of "$node")" link set "tap-$port" up
  fi
  body=$(jq -n --arg id "$uuid" --arg vm "$machine" --arg ip "$address" --arg name "$port" --arg mac "$mac" \
    '{id: $id, "instance-id": $vm, "ip-address": $ip, "display-name": $name, "mac-address": $mac, "system-name": ("tap-" + $name), type: 0}')
  answer=$(printf '%s' "$body" | in_netns "$node" curl -sS --max-time 10 -o - -w '\n%{http_code}' -H 'Content-Type: application/json' \
    --data-binary @- http://127.0.0.1:9091/port) || die "the agent on $node does not answer; look at: ./weft status"
  case $(printf '%s' "$answer" | tail -1) in
    2*) ;;
    *) die "the agent on $node refused port '$port': $(printf '%s' "$answer" | head -1)" ;;
  esac
  mkdir -p "$STATE/workloads"
  printf 'node=%s\nuuid=%s\nnetwork=%s\naddress=%s\nmac=%s\n' "$node" "$uuid" "$network" "$address" "$mac" >"$STATE/workloads/$port"
}

weft_unplug() {
  [ $# = 1 ] || die "usage: ./weft unplug WORKLOAD (there are: $(workload_names | tr '\n' ' '))"
  instance_load
  [ -f "$STATE/workloads/$1" ] || die "there is no workload '$1'; there are: $(workload_names | tr '\n' ' ')"
  node=$(sed -n 's/^node=//p' "$STATE/workloads/$1")
  uuid=$(sed -n 's/^uuid=//p' "$STATE/workloads/$1")
  in_netns "$node" curl -sS --max-time 10 -o /dev/null -X DELETE "http://127.0.0.1:9091/port/$uuid" || warn "the agent on $node does not answer; it forgets the port when told again"
  ip netns del "$(netns_of "$1")" 2>/dev/null || true
  rm -f "$STATE/workloads/$1"
}

weft_exec() {
  instance_load
  [ $# -gt 0 ] || die "usage: ./weft exec WORKLOAD -- COMMAND (workloads: $(workload_names | tr '\n' ' '))"
  workload=$1
  shift
  [ "${1:-}" = -- ] && shift
  netns_exists "$workload" || die "there is no workload '$workload'; there are: $(workload_names | tr '\n' ' ')"
  [ $# -gt 0 ] || set -- sh
  exec nsenter --net="/run/netns/$(netns_of "$workload")" -- "$@"
}
