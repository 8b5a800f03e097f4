# Building and testing with Maven.

ASSEMBLY=$WEFT_HOME/karaf-distribution/target/assembly
BUILD_STAMP=$WEFT_HOME/karaf-distribution/target/weft-build

# True when there is no distribution, or a source is newer than it.
build_needed() {
  [ -z "${WEFT_NO_BUILD:-}" ] || return 1
  [ -x "$ASSEMBLY/bin/karaf" ] && [ -f "$BUILD_STAMP" ] || return 0
  changed=$(cd "$WEFT_HOME" && find pom.xml yang-models bundles features karaf-distribution itests/servers \
    \( -name target -prune \) -o \( -path '*/launcher' -prune \) -o \
    \( -type f ! -name '*.md' -newer "$BUILD_STAMP" -print \) | head -1)
  [ -n "$changed" ]
}

# maven_run LOG GOALS…: Maven with a line of progress for each module; the log is shown when it fails.
maven_run() {
  log=$1
  shift
  mkdir -p "$(dirname "$log")"
  say "    log: $log"
  status_file=$log.status
  {
    result=0
    (cd "$WEFT_HOME" && mvn -B "$@" 2>&1) || result=$?
    echo "$result" >"$status_file"
  } | tee "$log" | awk -v start="$(date +%s)" '
    /Building Weftnet :: / { sub(/.*Building Weftnet :: /, ""); sub(/ +0\.1.*\[/, " ["); print "    " $0; fflush() }
    /^\[(INFO|WARNING|ERROR)\].*Tests run:.*Time elapsed/ { sub(/^\[[A-Z]+\] /, ""); sub(/ -- in .*\./, " "); print "      " $0; fflush() }
  '
  result=$(cat "$status_file")
  rm -f "$status_file"
  [ "$result" = 0 ] || { grep -E '^\[ERROR\]|BUILD FAILURE' "$log" | head -30 >&2; die "the build failed; the whole log is $log"; }
}

weft_build() {
  use_jdk
  need_build_packages
  install_missing
  build_needed || return 0
  step "Building Weftnet with $JAVA_HOME (the first build downloads its libraries: a few minutes)"
  maven_run "$WEFT_HOME/karaf-distribution/target/build.log" package -Dmaven.test.skip=true -pl '!itests'
  touch "$BUILD_STAMP"
}

# Foreign BGP speakers that the tests talk to; unpacked, not installed, so that nothing of them starts by itself.
fetch_peers() {
  BGP_PEERS=${BGP_PEERS:-$WEFT_HOME/itests/target/peers}
  export BGP_PEERS
  if is_root && command -v apt-get >/dev/null 2>&1; then
    step "Fetching GoBGP, FRR, BIRD and ExaBGP for the tests, unless they are in $BGP_PEERS already"
    fetch="$WEFT_HOME/itests/peers/fetch.sh $BGP_PEERS"
    $fetch >/dev/null 2>&1 || { apt-get update -qq && $fetch; } >/dev/null 2>&1 \
      || die "the BGP speakers could not be fetched; see what is wrong with: $fetch"
  else
    warn "the tests against other BGP speakers are skipped: fetching them needs root on Debian or Ubuntu (or set BGP_PEERS)"
  fi
}

weft_test() {
  use_jdk
  need_build_packages
  need_run_packages
  need_test_packages
  install_missing
  step "Building and testing Weftnet with $JAVA_HOME"
  fetch_peers
  is_root || warn "not root: tests that need network namespaces or eBPF will be skipped, and say so"
  maven_run "$WEFT_HOME/itests/target/test.log" verify "$@"
  touch "$BUILD_STAMP"
  # One closing line over all modules' reports, for people and for machines.
  find "$WEFT_HOME" -path '*/target/surefire-reports/TEST-*.xml' -o -path '*/target/failsafe-reports/TEST-*.xml' \
    | xargs sed -n 's/.*<testsuite .* tests="\([0-9]*\)" errors="\([0-9]*\)" skipped="\([0-9]*\)" failures="\([0-9]*\)".*/\1 \2 \3 \4/p' \
    | awk '{ t += $1; f += $2 + $4; s += $3 } END { printf "%d passed, %d failed, %d skipped\n", t - f - s, f, s }'
}

weft_bench() {
  [ $# -gt 0 ] || die "which benchmark? There are: $(cd "$WEFT_HOME/itests/benchmarks" && ls -d -- */ | tr -d '/' | tr '\n' ' ')"
  name=$1
  shift
  [ -x "$WEFT_HOME/itests/benchmarks/$name/run.sh" ] \
    || die "there is no benchmark '$name'; there are: $(cd "$WEFT_HOME/itests/benchmarks" && ls -d -- */ | tr -d '/' | tr '\n' ' ')"
  need_build_packages
  need_run_packages
  need /usr/include/string.h libc6-dev
  weft_build
  exec "$WEFT_HOME/itests/benchmarks/$name/run.sh" "$@"
}
