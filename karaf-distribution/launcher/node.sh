# The nodes: one Karaf process each, from the one distribution, with its own etc, data and identity under nodes/NAME.

node_pid() { cat "$NODES_DIR/$1/pid" 2>/dev/null; }

node_running() {
  pid=$(node_pid "$1") || return 1
  # Its working directory tells it from a stranger that got the number of a node that died.
  [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$NODES_DIR/$1" ]
}

node_role() {
  case $1 in
    controller) if [ "$CLUSTER" = yes ]; then echo controller-cluster; else echo controller; fi ;;
    controller*) echo config-cluster ;;
    control[0-9]*) echo control ;;
    compute*) echo compute ;;
    *) echo store ;;
  esac
}

# The first controller has the ports of weft.env, a second one those after, and control nodes those after these.
port_of() {
  case $2 in
    controller) echo "$1" ;;
    controller*) echo $(($1 + ${2#controller} - 1)) ;;
    *) echo $(($1 + ${2#control})) ;;
  esac
}

# identity_make NODE NAMES [PEM]: a key and certificate of the instance's own authority, both made at first start; PEM: a file
# for both, too.
identity_make() {
  [ -f "$NODES_DIR/$1/tls/node.p12" ] && return 0
  "$ASSEMBLY/bin/issue-identity" --authority "$STATE/authority" --node "$1" --san "$2" --out "$NODES_DIR/$1/tls" ${3:+--pem "$3"} \
    || die "could not make the TLS identity of $1"
}

node_prepare() {
  node=$1
  mkdir -p "$NODES_DIR/$node/data" "$NODES_DIR/$node/state" "$NODES_DIR/$node/secrets" "$NODES_DIR/$node/tls"
  chmod 700 "$NODES_DIR/$node" "$NODES_DIR/$node/state" "$NODES_DIR/$node/secrets" "$NODES_DIR/$node/tls"
  if [ ! -d "$NODES_DIR/$node/etc" ] || [ "$ASSEMBLY/etc" -nt "$NODES_DIR/$node/etc" ]; then
    # A new build brings new defaults and new bundles: the cache of the old ones goes, the state stays.
    rm -rf "$NODES_DIR/$node/etc" "$NODES_DIR/$node/data"
    mkdir -p "$NODES_DIR/$node/data"
    cp -R "$ASSEMBLY/etc" "$NODES_DIR/$node/etc"
  fi
  if is_compute "$node"; then address=$(compute_address "$node"); else address=$(control_address "$node"); fi
  identity_make "$node" "localhost,127.0.0.1,$node,$address"
}

# The environment of a node's process; etc/*.cfg of the distribution refer to these.
node_environment() {
  dir=$NODES_DIR/$1
  printf '%s\n' "KARAF_HOME=$ASSEMBLY" "KARAF_BASE=$dir" "KARAF_DATA=$dir/data" "KARAF_ETC=$dir/etc" "KARAF_EXEC=exec" \
    "JAVA_HOME=$JAVA_HOME" "WEFT_NODE=$1" "WEFT_ROLE=$(node_role "$1")" "WEFT_STATE=$dir/state" "WEFT_TLS=$dir/tls" \
    "WEFT_SECRETS=$dir/secrets"
  if [ "$(node_role "$1")" = control ]; then
    printf '%s\n' "WEFT_REST_PORT=$(port_of "$REST_PORT" "$1")" WEFT_REST_ROLE=control WEFT_REST_ACCOUNTS=node \
      "WEFT_SSH_PORT=$(port_of "$SSH_PORT" "$1")" "WEFT_IFMAP_SERVER=$(ifmap_servers)" "WEFT_XMPP_PORT=$XMPP_PORT" \
      "WEFT_XMPP_ADDRESSES=$(control_address "$1")" "WEFT_UNDERLAY=$(control_address "$1")" \
      "WEFT_COLLECTORS=127.0.0.1:$COLLECTOR_PORT"
  elif ! is_compute "$1"; then
    underlay=''
    is_root && underlay=",$SUBNET.1"
    printf '%s\n' "WEFT_REST_PORT=$(port_of "$REST_PORT" "$1")" "WEFT_IFMAP_PORT=$(port_of "$IFMAP_PORT" "$1")" \
      "WEFT_IFMAP_SERVER=$(ifmap_servers)" "WEFT_SSH_PORT=$(port_of "$SSH_PORT" "$1")" \
      "WEFT_VNC_PORT=$(($(port_of "$REST_PORT" "$1") - 99))" \
      "WEFT_XMPP_PORT=$XMPP_PORT" "WEFT_XMPP_ADDRESSES=127.0.0.1$underlay" \
      "WEFT_COLLECTOR_PORT=$COLLECTOR_PORT" "WEFT_COLLECTOR_ADDRESSES=127.0.0.1$underlay" \
      "WEFT_COLLECTORS=127.0.0.1:$COLLECTOR_PORT"
    is_root && printf '%s\n' "WEFT_UNDERLAY=$SUBNET.1" || true
    [ "$CLUSTER" = no ] || store_addresses
  else
    printf '%s\n' "WEFT_CONTROL_NODES=$(control_nodes_of "$1")" "WEFT_COLLECTORS=$SUBNET.1:$COLLECTOR_PORT" \
      "WEFT_UNDERLAY=$(compute_address "$1")" "WEFT_BPFFS=$dir/bpf" "WEFT_UNDERLAY_DEVICE=underlay0"
  fi
}

# The control nodes of a compute node, all of them; every other one begins with another, which it has its configuration from.
control_nodes_of() {
  count=${1#compute}
  i=0
  while [ $i -lt "$CONTROLS" ]; do
    printf '%s.%s:%s\n' "$SUBNET" $(((count - 1 + i) % CONTROLS + 1)) "$XMPP_PORT"
    i=$((i + 1))
  done | paste -sd, -
}

# The servers of all config nodes, for a control node that tries them in turn.
ifmap_servers() {
  printf 'https://127.0.0.1:%s' "$IFMAP_PORT"
  [ "$CLUSTER" = no ] || printf ',https://127.0.0.1:%s' "$(port_of "$IFMAP_PORT" controller2)"
}

node_start() {
  node_running "$1" && return 0
  if [ "$(node_role "$1")" = store ]; then store_start "$1"; return; fi
  node=$1
  node_prepare "$node"
  (
    IFS='
'
    # shellcheck disable=SC2046
    set -- env -u WEFT_STATE_DIR $(node_environment "$node") "$ASSEMBLY/bin/karaf" server
    ! is_compute "$node" || set -- nsenter --net="/run/netns/$(netns_of "$node")" -- "$@"
    process_start "$node" "$@"
  )
}

# process_start NODE COMMAND…: in a subshell of its own, so that the launcher's locks (descriptors 8 and 9) and terminal
# stay out of it.
process_start() (
  dir=$NODES_DIR/$1
  shift
  exec 8>&- 9>&- </dev/null >>"$dir/console.log" 2>&1
  cd "$dir"
  setsid "$@" &
  echo $! >"$dir/pid"
)

# node_stop NODE: asks, waits up to 20 s, then insists.
node_stop() {
  node_running "$1" || { rm -f "$NODES_DIR/$1/pid"; return 0; }
  pid=$(node_pid "$1")
  kill "$pid" 2>/dev/null || true
  waited=0
  while node_running "$1" && [ $waited -lt 100 ]; do
    sleep 0.2
    waited=$((waited + 1))
  done
  node_running "$1" && kill -9 "$pid" 2>/dev/null
  rm -f "$NODES_DIR/$1/pid"
}

# node_health NODE: the JSON array of its conditions; fails when the node does not answer.
node_health() {
  case $(node_role "$1") in
    store) store_health "$1" ;;
    compute) in_netns "$1" curl -sf --max-time 5 http://127.0.0.1:9091/weft/health ;;
    *) curl -sf --max-time 5 --cacert "$NODES_DIR/$1/tls/authority.pem" "https://127.0.0.1:$(port_of "$REST_PORT" "$1")/weft/health" ;;
  esac
}

# node_await NODE SECONDS: until it answers; fails early when its process ends.
node_await() {
  deadline=$(($(date +%s) + $2))
  until node_health "$1" >/dev/null 2>&1; do
    node_running "$1" || die "$1 ended while starting; look at: ./weft logs $1"
    [ "$(date +%s)" -lt $deadline ] || die "$1 does not answer after $2 s; look at: ./weft logs $1"
    sleep 0.5
  done
}

weft_logs() {
  [ $# -ge 1 ] || die "usage: ./weft logs NODE [-f]"
  instance_load
  [ -d "$NODES_DIR/$1" ] || die "there is no node '$1'; there are: $(node_names | tr '\n' ' ')"
  log=$NODES_DIR/$1/data/log/karaf.log
  [ -s "$log" ] || log=$NODES_DIR/$1/console.log
  if [ "${2:-}" = -f ]; then exec tail -n 50 -F "$log"; else tail -n 200 "$log"; fi
}

weft_restart() {
  [ $# = 1 ] || die "usage: ./weft restart NODE"
  instance_lock
  instance_load
  use_jdk
  [ -d "$NODES_DIR/$1" ] || die "there is no node '$1'; there are: $(node_names | tr '\n' ' ')"
  node_stop "$1"
  node_start "$1"
  node_await "$1" 90
  say "$1 runs again (process $(node_pid "$1"))"
}

weft_shell() {
  instance_load
  use_jdk
  node=controller
  [ "${1:-}" = --node ] && { node=${2:?--node needs a name}; shift 2; }
  node_running "$node" || die "$node does not run; see: ./weft status"
  [ "$(node_role "$node")" != store ] || die "$node is a server of others and has no shell of ours; see: ./weft logs $node"
  port=8101
  is_compute "$node" || port=$(port_of "$SSH_PORT" "$node")
  set -- ssh -o LogLevel=ERROR -o BatchMode=yes -o UserKnownHostsFile="$NODES_DIR/$node/known_hosts" -o StrictHostKeyChecking=accept-new \
    -i "$NODES_DIR/$node/secrets/shell.key" -p "$port" admin@127.0.0.1 "$*"
  ! is_compute "$node" || set -- nsenter --net="/run/netns/$(netns_of "$node")" -- "$@"
  # Karaf hangs up after a command, which ssh reports in one of two ways although all is well: they are left out.
  {
    result=$({ { if "$@" 1>&3 3>&- 4>&-; then echo 0 >&4; else echo $? >&4; fi; } 2>&1 | sed -e '/^Connection to .* closed by remote host/d' -e '/^client_loop: send disconnect/d' >&2; } 4>&1)
  } 3>&1
  return "$result"
}
