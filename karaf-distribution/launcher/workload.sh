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
  # uuid, machine uuid, network, mac, address
  IFS='	' read -r uuid machine network mac address <<EOF
$facts
EOF
  [ "$address" != - ] || die "port '$port' has no address yet: declare an instance-ip for it"

  before=$(workload_node "$port")
  [ -z "$before" ] || [ "$before" = "$node" ] || (weft_unplug "$port")
  workload_device "$port" "$node"
  port_post "$node" "$(jq -n --arg id "$uuid" --arg vm "$machine" --arg ip "$address" --arg name "$port" --arg mac "$mac" \
    '{id: $id, "instance-id": $vm, "ip-address": $ip, "display-name": $name, "mac-address": $mac, "system-name": ("tap-" + $name), type: 0}')" \
    || die "the agent on $node did not take port '$port' (see above)"
  mkdir -p "$STATE/workloads"
  printf 'node=%s\nuuid=%s\nnetwork=%s\naddress=%s\nmac=%s\n' "$node" "$uuid" "$network" "$address" "$mac" >"$STATE/workloads/$port"
  port_await "$node" "$uuid"
  workload_dhcp "$port"
}

# The workload's namespace with eth0, and its other end in the node's; uses the MAC address that weft_plug has read.
workload_device() {
  netns_make "$1"
  ip -n "$(netns_of "$1")" link show eth0 >/dev/null 2>&1 && return 0
  ip -n "$(netns_of "$2")" link del "tap-$1" 2>/dev/null || true
  ip -n "$(netns_of "$2")" link add "tap-$1" type veth peer name eth0 netns "$(netns_of "$1")"
  ip -n "$(netns_of "$1")" link set eth0 address "$mac"
  ip -n "$(netns_of "$1")" link set eth0 up
  ip -n "$(netns_of "$2")" link set "tap-$1" up
}

# The workload gets its address as a machine would. What it is told of names goes to the file that `weft exec` shows it as
# /etc/resolv.conf.
workload_dhcp() {
  # One that has an address keeps it: its traffic goes on.
  [ -z "$(in_netns "$1" ip -o -4 addr show dev eth0)" ] || return 0
  mkdir -p "/etc/netns/$(netns_of "$1")"
  : >"/etc/netns/$(netns_of "$1")/resolv.conf"
  in_netns "$1" env RESOLV_CONF="/etc/netns/$(netns_of "$1")/resolv.conf" \
    udhcpc -i eth0 -n -q -f -t 10 -T 1 -s "$LAUNCHER/workload-dhcp.sh" >"$STATE/workloads/$1.dhcp" 2>&1 \
    || { warn "$1 got no address by DHCP:"; tail -3 "$STATE/workloads/$1.dhcp" >&2; }
  rm -f "$STATE/workloads/$1.dhcp"
}

# port_post NODE JSON: tells the node's agent of a port.
port_post() {
  answer=$(printf '%s' "$2" | in_netns "$1" curl -sS --max-time 10 -w '\n%{http_code}' -H 'Content-Type: application/json' \
    --data-binary @- http://127.0.0.1:9091/port) || return 1
  case $(printf '%s' "$answer" | tail -1) in
    2*) return 0 ;;
    *) printf '%s\n' "$answer" | head -1 >&2; return 1 ;;
  esac
}

# port_await NODE UUID: until the agent has the port's configuration and forwards for it; at most 10 s, then says what is missing.
port_await() {
  tries=0
  until in_netns "$1" curl -sS --max-time 5 "http://127.0.0.1:9091/port/$2" | jq -e .active >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ $tries -ge 100 ]; then
      warn "the port waits for: $(in_netns "$1" curl -sS --max-time 5 "http://127.0.0.1:9091/port/$2" | jq -r '.missing | join(", ")')"
      return 0
    fi
    sleep 0.1
  done
}

weft_unplug() {
  [ $# = 1 ] || die "usage: ./weft unplug WORKLOAD (there are: $(workload_names | tr '\n' ' '))"
  instance_load
  [ -f "$STATE/workloads/$1" ] || die "there is no workload '$1'; there are: $(workload_names | tr '\n' ' ')"
  node=$(sed -n 's/^node=//p' "$STATE/workloads/$1")
  uuid=$(sed -n 's/^uuid=//p' "$STATE/workloads/$1")
  in_netns "$node" curl -sS --max-time 10 -o /dev/null -X DELETE "http://127.0.0.1:9091/port/$uuid" || warn "the agent on $node does not answer; it forgets the port when told again"
  ip netns del "$(netns_of "$1")" 2>/dev/null || true
  rm -rf "/etc/netns/$(netns_of "$1")"
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
  exec ip netns exec "$(netns_of "$workload")" "$@"
}
