# One running Weftnet = one state folder: its name, underlay subnet and ports are chosen once and kept in weft.env.

instance_exists() { [ -f "$STATE/weft.env" ]; }

instance_load() {
  instance_exists || die "nothing is set up in $STATE; start with: ./weft up"
  CLUSTER=no
  CONTROLS=1
  STORE_COUNT=3
  # shellcheck source=/dev/null
  . "$STATE/weft.env"
  NODES_DIR=$STATE/nodes
}

port_free() { ! ss -Hltn "sport = :$1" 2>/dev/null | grep -q .; }

NODE_PORTS='8181 8443 5269 8101 8086'

# free_offset PORTS: the first block of them that is free, as they are or moved by a multiple of 10 000… 3 times.
free_offset() {
  for offset in 0 10000 20000 30000; do
    busy=''
    for port in $1; do
      port_free $((port + offset)) || busy=$port
    done
    [ -n "$busy" ] || { echo "$offset"; return; }
  done
  die "no block of free ports for $1; stop what uses them: ss -ltnp"
}

# The first 198.18.N.0/24 (RFC 2544: for tests, routed nowhere) that no interface of this machine has.
free_subnet() {
  n=0
  while [ $n -lt 256 ]; do
    ip -4 addr show 2>/dev/null | grep -q " 198\.18\.$n\." || { echo "198.18.$n"; return; }
    n=$((n + 1))
  done
  die "every 198.18.N.0/24 is in use on this machine"
}

# instance_create CLUSTER STORE_COUNT CONTROLS: "yes" for one with two config nodes over shared stores; an instance that exists stays what it is.
instance_create() {
  if instance_exists; then
    instance_load
    [ "$1" = no ] || [ "$CLUSTER" = yes ] || die "the configuration of $STATE is on the controller's own disk. To take it along:
  ./weft shell weft:export FILE; ./weft down --purge; ./weft up --cluster --no-demo; ./weft shell weft:import FILE"
    return
  fi
  # Two that start at once must not choose the same: the second waits until what the first chose shows (choice_made).
  exec 8</run
  flock -w 120 8 || true
  chmod 700 "$STATE"
  ports=$NODE_PORTS
  [ "$1" = no ] || ports="$ports $CLUSTER_PORTS"
  for n in $(seq 2 "${3:-1}"); do ports="$ports $((8181 + n)) $((8101 + n))"; done
  offset=$(free_offset "$ports")
  id=$(printf '%s' "$STATE" | cksum | awk '{ printf "%04x", $1 % 65536 }')
  subnet=$(if is_root; then free_subnet; else echo 198.18.0; fi)
  cat >"$STATE/weft.env.new" <<EOF
# Made by ./weft up; delete the folder (./weft down --purge) to choose anew.
ID=$id
SUBNET=$subnet
REST_PORT=$((8181 + offset))
IFMAP_PORT=$((8443 + offset))
XMPP_PORT=$((5269 + offset))
SSH_PORT=$((8101 + offset))
COLLECTOR_PORT=$((8086 + offset))
CLUSTER=$1
STORE_COUNT=$2
CONTROLS=${3:-1}
CQL_PORT=$((9042 + offset))
CASSANDRA_PORT=$((7000 + offset))
ZOOKEEPER_PORT=$((2181 + offset))
REDIS_PORT=$((6379 + offset))
EOF
  mv "$STATE/weft.env.new" "$STATE/weft.env"
  instance_load
}

# Agents have to be told of a new control node; what they forward goes on while they start again.
controls_set() {
  [ "$CONTROLS" -le "$1" ] || die "there are $CONTROLS control nodes in $STATE, which stay: for fewer, start anew (./weft down --purge)"
  [ "$CONTROLS" != "$1" ] || return 0
  { grep -v '^CONTROLS=' "$STATE/weft.env"; echo "CONTROLS=$1"; } >"$STATE/weft.env.new"
  mv "$STATE/weft.env.new" "$STATE/weft.env"
  CONTROLS=$1
  # shellcheck disable=SC2046
  nodes_stop $(compute_names)
}

choice_made() { exec 8>&-; }

# Only one launcher at a time may change an instance. `down --purge` deletes the folder, so it has to be the instance's own.
instance_lock() {
  mkdir -p "$STATE"
  instance_exists || [ -z "$(ls -A "$STATE" | grep -vx lock)" ] \
    || die "$STATE holds something else already: take a folder that is empty or does not exist"
  exec 9>"$STATE/lock"
  flock -n 9 || die "another ./weft is changing $STATE; wait for it to end"
}

netns_of() { echo "weft-$ID-$1"; }
in_netns() {
  namespace=$1
  shift
  nsenter --net="/run/netns/$(netns_of "$namespace")" -- "$@"
}
netns_exists() { [ -e "/run/netns/$(netns_of "$1")" ]; }
compute_names() { ls "$NODES_DIR" 2>/dev/null | grep '^compute' | sort -V; }
controller_names() { ls "$NODES_DIR" 2>/dev/null | grep '^controller' | sort -V; }
# The control nodes beside the controller, which is the first: control2, control3 and so on.
control_names() { for n in $(seq 2 "$CONTROLS"); do printf 'control%s\n' "$n"; done; }
is_compute() { case $1 in compute*) return 0 ;; *) return 1 ;; esac; }
node_names() { ls "$NODES_DIR" 2>/dev/null | sort -V -k1.1; }
control_address() { case $1 in controller*) echo "$SUBNET.1" ;; *) echo "$SUBNET.${1#control}" ;; esac; }
compute_address() { echo "$SUBNET.$((10 + ${1#compute}))"; }
