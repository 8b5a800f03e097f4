# The underlay: a namespace with a bridge that joins the controller and the compute nodes' namespaces.
# MTU 9000 there, so that a workload's 1500 bytes fit with every encapsulation.

UNDERLAY_MTU=9000

netns_make() {
  netns_exists "$1" && return 0
  ip netns add "$(netns_of "$1")"
  ip -n "$(netns_of "$1")" link set lo up
  # No IPv6 noise of the kernel's own on the links.
  in_netns "$1" sh -c 'echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6; echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6' 2>/dev/null || true
}

# join NODE ADDRESS: a veth pair between the node's namespace (device underlay0) and the bridge.
underlay_join() {
  ip -n "$(netns_of "$1")" link show underlay0 >/dev/null 2>&1 && return 0
  ip -n "$(netns_of underlay)" link add "$1" mtu "$UNDERLAY_MTU" type veth peer name underlay0 mtu "$UNDERLAY_MTU" netns "$(netns_of "$1")"
  ip -n "$(netns_of underlay)" link set "$1" master bridge0 up
  ip -n "$(netns_of "$1")" addr add "$2/24" dev underlay0
  ip -n "$(netns_of "$1")" link set underlay0 up
}

topology_up() {
  netns_make underlay
  ip -n "$(netns_of underlay)" link show bridge0 >/dev/null 2>&1 || {
    ip -n "$(netns_of underlay)" link add bridge0 mtu "$UNDERLAY_MTU" type bridge
    ip -n "$(netns_of underlay)" link set bridge0 up
  }
  # The controller and other control nodes stay in the machine's own namespace, so that their REST ports are on its loopback.
  ip link show "weft$ID" >/dev/null 2>&1 || {
    ip link add "weft$ID" mtu "$UNDERLAY_MTU" type veth peer name controller mtu "$UNDERLAY_MTU" netns "$(netns_of underlay)"
    ip -n "$(netns_of underlay)" link set controller master bridge0 up
    ip addr add "$SUBNET.1/24" dev "weft$ID"
    ip link set "weft$ID" up
  }
  for node in $(control_names); do ip addr replace "$(control_address "$node")/24" dev "weft$ID"; done
  for node in "$@"; do
    netns_make "$node"
    underlay_join "$node" "$(compute_address "$node")"
    mkdir -p "$NODES_DIR/$node/bpf"
    mountpoint -q "$NODES_DIR/$node/bpf" || mount -t bpf "weft-$ID-$node" "$NODES_DIR/$node/bpf"
  done
}

# Removes every namespace, mount and device of the instance; programs and tables die with their pins.
topology_down() {
  is_root || return 0
  for mounted in "$NODES_DIR"/*/bpf; do
    if mountpoint -q "$mounted" 2>/dev/null; then
      find "$mounted" -mindepth 1 -depth -exec rm -rf {} + 2>/dev/null || true
      umount "$mounted" || warn "could not unmount $mounted"
    fi
  done
  ip netns list 2>/dev/null | awk '{ print $1 }' | grep "^weft-$ID-" | while read -r namespace; do
    ip netns pids "$namespace" | xargs -r kill 2>/dev/null || true
    ip netns del "$namespace"
    rm -rf "/etc/netns/$namespace"
  done
  ip link del "weft$ID" 2>/dev/null || true
}
