# The stores of `up --cluster`, as they are released: three Cassandra, three ZooKeeper (one of each with `--stores 1`), one Redis,
# all on loopback. Each is a node under nodes/NAME as the others are. The build has brought the libraries of the first two
# (itests/servers).

SERVERS=$WEFT_HOME/itests/servers
SERVER_FILES=$SERVERS/src/main/resources/net/weftnet/itests/servers
# What a second controller and the stores take: clients of ZooKeeper, its followers and its elections have three each.
CLUSTER_PORTS='8182 8444 8102 9042 7000 6379 2181 2182 2183 2281 2282 2283 2381 2382 2383'

store_numbers() { seq "$STORE_COUNT"; }

store_names() {
  for n in $(store_numbers); do printf 'zookeeper%s ' "$n"; done
  for n in $(store_numbers); do printf 'cassandra%s ' "$n"; done
  echo redis
}

need_store_packages() {
  need redis-server redis-server
}

stores_up() {
  secrets_share 'admin ifmap cassandra redis zookeeper' 'controller controller2'
  for node in $(store_names); do store_prepare "$node"; done
  step "Starting the stores: $(store_names)"
  for node in $(store_names); do node_start "$node"; done
  for node in $(store_names); do
    node_await "$node" 180
    say "    $node answers after $(($(date +%s) - started)) s"
  done
}

# secrets_share NAMES NODES: whoever knows the password of one of the nodes knows that of all: clients and control nodes may go
# to any.
secrets_share() {
  for name in $1; do
    password=$(cat "$NODES_DIR"/control*/secrets/"$name".password 2>/dev/null | head -1)
    [ -n "$password" ] || password=$(LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c 32)
    for node in $2; do
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
  for n in $(store_numbers); do printf '127.0.0.%s:%s,' $n "$CQL_PORT"; done | sed 's/,$//'
  printf '\nWEFT_CASSANDRA_USER=weftnet\nWEFT_CASSANDRA_MAKE_USER=true\nWEFT_ZOOKEEPER_USER=weftnet\nWEFT_REDIS_USER=default'
  printf '\nWEFT_CASSANDRA_REPLICATION=%s\nWEFT_ZOOKEEPER=%s\nWEFT_REDIS=127.0.0.1:%s\n' "$STORE_COUNT" "$(zookeeper_addresses)" "$REDIS_PORT"
}

zookeeper_addresses() {
  for n in $(store_numbers); do printf '127.0.0.1:%s,' "$(zookeeper_port $n)"; done | sed 's/,$//'
}

zookeeper_port() { echo $((ZOOKEEPER_PORT + $1 - 1)); }

# Its folder, and an identity of the instance's authority as servers of others read it.
store_prepare() {
  mkdir -p "$NODES_DIR/$1/tls"
  chmod 700 "$NODES_DIR/$1"
  address=127.0.0.1
  case $1 in cassandra*) address=127.0.0.${1#cassandra} ;; esac
  identity_make "$1" "$address" "$NODES_DIR/$1/tls/node.pem"
}

store_secret() { cat "$NODES_DIR/controller/secrets/$1.password"; }

store_start() {
  case $1 in
    cassandra*) cassandra_start "$1" "${1#cassandra}" ;;
    zookeeper*) zookeeper_start "$1" "${1#zookeeper}" ;;
    redis) redis_start ;;
    *) die "there is no server '$1'; there are: $(store_names)" ;;
  esac
}

# What it is told is in a file: everybody can see a command line.
redis_start() {
  dir=$NODES_DIR/redis
  (
    umask 077
    printf '%s\n' 'bind 127.0.0.1' 'port 0' "tls-port $REDIS_PORT" "tls-cert-file $dir/tls/node.pem" "tls-key-file $dir/tls/node.pem" \
      "tls-ca-cert-file $dir/tls/authority.pem" "requirepass $(store_secret redis)" 'save ""' 'appendonly no' "dir $dir" >"$dir/redis.conf"
  )
  process_start redis redis-server "$dir/redis.conf"
}

# A third of the ring each; every node is a seed, so that it starts whichever of the others is there.
cassandra_start() {
  dir=$NODES_DIR/$1
  case $2 in 1) token=-9223372036854775808 ;; 2) token=-3074457345618258603 ;; *) token=3074457345618258602 ;; esac
  seeds=$(for n in $(store_numbers); do printf '127.0.0.%s:%s,' $n "$CASSANDRA_PORT"; done | sed 's/,$//')
  sed -e "s|@DIRECTORY@|$dir|" -e "s|@ADDRESS@|127.0.0.$2|" -e "s|@PORT@|$CQL_PORT|" -e "s|@STORAGE_PORT@|$CASSANDRA_PORT|" \
    -e "s|@SEEDS@|$seeds|" -e "s|@TOKEN@|$token|" "$SERVER_FILES/cassandra.yaml" >"$dir/cassandra.yaml"
  sed -e "s|@TLS@|$dir/tls|" "$SERVER_FILES/cassandra-secure.yaml" >>"$dir/cassandra.yaml"
  cp "$SERVER_FILES/jvm.options" "$SERVER_FILES/logback-server.xml" "$dir"
  process_start "$1" "$JAVA_HOME/bin/java" @jvm.options -Xms384m -Xmx384m -Xss512k -Dcassandra.ring_delay_ms=1000 "-Dcassandra.system_auth.default_rf=$STORE_COUNT" \
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
    printf '%s\n' "dataDir=$dir/data" "secureClientPort=$(zookeeper_port "$2")" secureClientPortAddress=127.0.0.1 \
      serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory sslQuorum=true tickTime=500 initLimit=40 \
      syncLimit=20 admin.enableServer=false 4lw.commands.whitelist=srvr autopurge.purgeInterval=1
    for part in ssl ssl.quorum; do
      printf "$part.%s\n" "keyStore.location=$dir/tls/node.pem" "trustStore.location=$dir/tls/authority.pem" clientAuth=need
    done
    for n in $(store_numbers); do
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
  pem=$NODES_DIR/$1/tls/node.pem
  authority=$NODES_DIR/$1/tls/authority.pem
  case $1 in
    cassandra*) listens "127.0.0.${1#cassandra}" "$CQL_PORT" ;;
    redis) [ "$(REDISCLI_AUTH=$(store_secret redis) redis-cli -p "$REDIS_PORT" --tls --cert "$pem" --key "$pem" --cacert "$authority" ping 2>/dev/null)" = PONG ] && echo "127.0.0.1:$REDIS_PORT" ;;
    zookeeper*)
      port=$(zookeeper_port "${1#zookeeper}")
      # Its four-letter commands are the beginning of a connection; so is the method of a request.
      mode=$(curl -s --max-time 2 --http0.9 --cert "$pem" --cacert "$authority" -X srvr "https://127.0.0.1:$port/" | sed -n 's/^Mode: //p')
      [ -n "$mode" ] && echo "$mode on 127.0.0.1:$port"
      ;;
  esac
}

# The JVM shows an IPv4 address as [::ffff:127.0.0.1].
listens() { ss -Hltn "sport = :$2" | grep -qE "[ :]$1]?:$2 " && echo "$1:$2"; }
