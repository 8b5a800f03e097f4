# Messages, and the system packages that the commands need.

say() { printf '%s\n' "$*"; }
step() { printf '\033[1m==>\033[0m %s\n' "$*"; }
warn() { printf 'weft: %s\n' "$*" >&2; }
die() { warn "$*"; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

# need WHAT PACKAGE: WHAT is a command, or a file when it starts with a slash. Collects the packages that are missing.
MISSING=''
need() {
  case $1 in
    /*) [ -e "$1" ] || MISSING="$MISSING $2" ;;
    *) command -v "$1" >/dev/null 2>&1 || MISSING="$MISSING $2" ;;
  esac
}

# Installs what `need` found missing (root on Debian or Ubuntu), or says exactly what to run.
install_missing() {
  [ -n "$MISSING" ] || return 0
  # shellcheck disable=SC2086
  packages=$(printf '%s\n' $MISSING | sort -u | tr '\n' ' ')
  if ! is_root || ! command -v apt-get >/dev/null 2>&1; then
    die "these packages are missing: $packages
  on Debian or Ubuntu: sudo apt-get update && sudo apt-get install -y $packages"
  fi
  step "Installing system packages: $packages"
  # shellcheck disable=SC2086
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } \
    >"${TMPDIR:-/tmp}/weft-apt.$$" 2>&1 \
    || { tail -5 "${TMPDIR:-/tmp}/weft-apt.$$" >&2; die "apt-get could not install: $packages"; }
  rm -f "${TMPDIR:-/tmp}/weft-apt.$$"
  MISSING=''
}

need_build_packages() {
  need mvn maven
  need clang clang
  need /usr/include/bpf/bpf_helpers.h libbpf-dev
  need git git
}

need_run_packages() {
  need curl curl
  need jq jq
  need ssh openssh-client
  need flock util-linux
  need column bsdextrautils
  if is_root; then
    need ip iproute2
    need ping iputils-ping
    need nsenter util-linux
    need udhcpc udhcpc
    need dig bind9-dnsutils
  fi
}

need_test_packages() {
  need tcpdump tcpdump
  need iperf3 iperf3
  need yanglint libyang-tools
  need redis-server redis-server
}
