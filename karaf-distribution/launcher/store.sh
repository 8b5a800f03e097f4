# The stores of `up --cluster`, as they are released: three Cassandra, three ZooKeeper, one Redis, all on loopback. Each is a
# node under nodes/NAME as the others are. The build has brought the libraries of the first two (itests/servers).

SERVERS=$WEFT_HOME/itests/servers
SERVER_FILES=$SERVERS/src/main/resources/net/weftnet/itests/servers
STORES='zookeeper1 zookeeper2 zookeeper3 cassandra1 cassandra2 cassandra3 redis'
# What a second controller and the stores take: clients of ZooKeeper, its followers and its elections have three each.
CLUSTER_PORTS='8182 8444 8102 9042 7000 6379 2181 2182 2183 2281 2282 2283 2381 2382 2383'

need_store_packages() {
  need redis-server redis-server
}

stores_up() {
  secrets_share
  step "Starting the stores: $STORES"
  for node in $STORES; do node_start "$node"; done
  for node in $STORES; do
    node_await "$node" 180
    say "    $node answers after $(($(date +%s) - started)) s"
  done
}

# Whoever knows the password of one controller knows that of all: clients and control nodes may go to any.
secrets_share() {
  for name in admin ifmap; do
    password=$(cat "$NODES_DIR"/controller*/secrets/$name.password 2>/dev/null | head -1)
    [ -n "$password" ] || password=$(LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c 32)
    for node in controller controller2; do
      (
        umask 077
        mkdir -p "$NODES_DIR/$node/secrets"
        printf '%s\n' "$password" >"$NODES_DIR/$node/secrets/$name.password"
      )
    done
  done
}

# Where the controllers find them.
store_addresses() {
  printf 'WEFT_CASSANDRA='
  for n in 1 2 3; do printf '127.0.0.%s:%s,' $n "$CQL_PORT"; done | sed 's/,$//'
  printf '\nWEFT_CASSANDRA_REPLICATION=3\nWEFT_ZOOKEEPER=%s\nWEFT_REDIS=127.0.0.1:%s\n' "$(zookeeper_addresses)" "$REDIS_PORT"
}

zookeeper_addresses() {
  for n in 1 2 3; do printf '127.0.0.1:%s,' "$(zookeeper_port $n)"; done | sed 's/,$//'
}

zookeeper_port() { echo $((ZOOKEEPER_PORT + $1 - 1)); }

store_start() {
  mkdir -p "$NODES_DIR/$1"
  chmod 700 "$NODES_DIR/$1"
  case $1 in
    cassandra*) cassandra_start "$1" "${1#cassandra}" ;;
    zookeeper*) zookeeper_start "$1" "${1#zookeeper}" ;;
    redis) process_start redis redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --save '' --appendonly no --dir "$NODES_DIR/redis" ;;
    *) die "there is no server '$1'; there are: $STORES" ;;
  esac
}

# A third of the ring each; every node is a seed, so that it starts whichever of the others is there.
cassandra_start() {
  dir=$NODES_DIR/$1
  case $2 in 1) token=-9223372036854775808 ;; 2) token=-3074457345618258603 ;; *) token=3074457345618258602 ;; esac
  seeds=$(for n in 1 2 3; do printf '127.0.0.%s:%s,' $n "$CASSANDRA_PORT"; done | sed 's/,$//')
  sed -e "s|@DIRECTORY@|$dir|" -e "s|@ADDRESS@|127.0.0.$2|" -e "s|@PORT@|$CQL_PORT|" -e "s|@STORAGE_PORT@|$CASSANDRA_PORT|" \
    -e "s|@SEEDS@|$seeds|" -e "s|@TOKEN@|$token|" "$SERVER_FILES/cassandra.yaml" >"$dir/cassandra.yaml"
  cp "$SERVER_FILES/jvm.options" "$SERVER_FILES/logback-server.xml" "$dir"
  process_start "$1" "$JAVA_HOME/bin/java" @jvm.options -Xms384m -Xmx384m -Xss512k -Dcassandra.ring_delay_ms=1000 \
    "-javaagent:$(echo "$SERVERS"/target/cassandra/jamm-*.jar)" "-Dcassandra.config=file://$dir/cassandra.yaml" \
    "-Dcassandra.storagedir=$dir" "-Dcassandra.logdir=$dir" "-Djava.io.tmpdir=$dir" \
    "-Dlogback.configurationFile=$dir/logback-server.xml" \
    -cp "$SERVERS/target/classes:$SERVERS/target/cassandra/*" org.apache.cassandra.service.CassandraDaemon
}

zookeeper_start() {
  dir=$NODES_DIR/$1
  mkdir -p "$dir/data"
  echo "$2" >"$dir/data/myid"
  {
    printf '%s\n' "dataDir=$dir/data" "clientPort=$(zookeeper_port "$2")" clientPortAddress=127.0.0.1 tickTime=500 initLimit=40 \
      syncLimit=20 admin.enableServer=false 4lw.commands.whitelist=srvr autopurge.purgeInterval=1
    for n in 1 2 3; do
      printf 'server.%s=127.0.0.1:%s:%s\n' $n "$((ZOOKEEPER_PORT + 99 + n))" "$((ZOOKEEPER_PORT + 199 + n))"
    done
  } >"$dir/zoo.cfg"
  process_start "$1" "$JAVA_HOME/bin/java" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dzookeeper.jmx.log4j.disable=true \
    -Dorg.slf4j.simpleLogger.showDateTime=true -Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS \
    -cp "$SERVERS/zookeeper/target/zookeeper/*" \
    org.apache.zookeeper.server.quorum.QuorumPeerMain zoo.cfg
}

# store_health NODE: one condition, as the nodes of ours have them; fails when the server does not answer.
store_health() {
  detail=$(store_answers "$1") || return 1
  jq -n --arg subject "$1" --arg since "$(date -u -d "@$(stat -c %Y "$NODES_DIR/$1/pid")" +%Y-%m-%dT%H:%M:%SZ)" --arg detail "$detail" \
    '[{role: "store", subject: $subject, level: "OK", since: $since, detail: $detail}]'
}

store_answers() {
  case $1 in
    cassandra*) listens "127.0.0.${1#cassandra}" "$CQL_PORT" ;;
    redis) [ "$(redis-cli -p "$REDIS_PORT" ping 2>/dev/null)" = PONG ] && echo "127.0.0.1:$REDIS_PORT" ;;
    zookeeper*)
      port=$(zookeeper_port "${1#zookeeper}")
      mode=$(echo srvr | curl -s --max-time 2 "telnet://127.0.0.1:$port" | sed -n 's/^Mode: //p')
      [ -n "$mode" ] && echo "$mode on 127.0.0.1:$port"
      ;;
  esac
}

# The JVM shows an IPv4 address as [::ffff:127.0.0.1].
listens() { ss -Hltn "sport = :$2" | grep -qE "[ :]$1]?:$2 " && echo "$1:$2"; }
