# RESTCONF as the user admin. The password goes to curl on a file descriptor, never on its command line.

# Who is asked: WEFT_CONTROLLER if it is set, else the first controller that runs; they all have the same configuration.
rest_controller() {
  [ -z "${WEFT_CONTROLLER:-}" ] || { echo "$WEFT_CONTROLLER"; return; }
  for controller in $(controller_names); do
    node_running "$controller" && { echo "$controller"; return; }
  done
  echo controller
}

rest_call() { # METHOD PATH [curl arguments…]
  method=$1
  path=$2
  shift 2
  server=$(rest_controller)
  printf 'user = "admin:%s"\n' "$(cat "$NODES_DIR/$server/secrets/admin.password")" \
    | curl -sS --max-time 60 --config - --cacert "$NODES_DIR/$server/tls/authority.pem" -X "$method" \
      -H 'Accept: application/yang-data+json, application/json' "$@" "https://127.0.0.1:$(port_of "$REST_PORT" "$server")$path"
}

rest_get() { rest_call GET "$1" -f 2>/dev/null; }

# rest_send METHOD PATH JSON: prints the error and fails unless the answer is 2xx.
rest_send() {
  answer=$(rest_call "$1" "$2" -H 'Content-Type: application/yang-data+json' --data-binary "$3" -w '\n%{http_code}') || return 1
  case $(printf '%s' "$answer" | tail -1) in
    2*) return 0 ;;
    *) printf '%s\n' "$answer" >&2; return 1 ;;
  esac
}

weft_rest() {
  [ $# -ge 2 ] || die "usage: ./weft rest METHOD PATH [BODY]   for example: ./weft rest GET /restconf/data/weftnet-config:config"
  instance_load
  [ -f "$NODES_DIR/controller/secrets/admin.password" ] || die "the controller has not been started; start it with: ./weft up"
  method=$1
  path=$2
  case $path in /*) ;; *) path=/restconf/data/$path ;; esac
  if [ $# -gt 2 ]; then
    rest_show "$method" "$path" -H 'Content-Type: application/yang-data+json' --data-binary "$3"
  elif [ "$method" = HEAD ]; then
    rest_call GET "$path" -I
  else
    rest_show "$method" "$path"
  fi
}

# The body goes to the standard output as it comes, the status to the standard error, and always after the body: curl
# itself would mix them where both are one file, since it keeps the end of the body in a buffer until it exits.
rest_show() {
  result=0
  { said=$({ rest_call "$@" -w '%{stderr}%{http_code}' >&3; } 2>&1) || result=$?; } 3>&1
  echo
  case $said in
    [1-5][0-9][0-9]) echo "HTTP $said" >&2 ;;
    *) printf '%s\n' "${said%000}" >&2 ;;
  esac
  return $result
}
