#!/bin/sh
# What udhcpc runs in a workload's namespace: takes over address, routes and MTU of the lease. The name server goes to the file that
# RESOLV_CONF names, as all namespaces share one /etc/resolv.conf.
set -eu

case $1 in
  deconfig) ip link set "$interface" up ;;
  bound|renew)
    ip addr replace "$ip/$mask" dev "$interface"
    [ -z "${mtu:-}" ] || ip link set "$interface" mtu "$mtu"
    # Who has classless routes takes no other (RFC 3442).
    if [ -n "${staticroutes:-}" ]; then
      # shellcheck disable=SC2086
      set -- $staticroutes
      while [ $# -ge 2 ]; do
        ip route replace "$1" via "$2" dev "$interface" onlink
        shift 2
      done
    else
      for gateway in ${router:-}; do ip route replace default via "$gateway" dev "$interface"; done
    fi
    {
      [ -z "${domain:-}" ] || echo "search $domain"
      for server in ${dns:-}; do echo "nameserver $server"; done
    } >"$RESOLV_CONF"
    ;;
esac
