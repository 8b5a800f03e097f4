# Finds a JDK 25 or later: JAVA_HOME, then the usual folders, then the java on the path.

jdk_version() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

use_jdk() {
  on_path=$(command -v javac 2>/dev/null || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/*jdk* "${HOME:-/root}"/.sdkman/candidates/java/*; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] || continue
    version=$(jdk_version "$candidate")
    [ -n "$version" ] && [ "$version" -ge 25 ] || continue
    JAVA_HOME=$candidate
    export JAVA_HOME
    return 0
  done
  die "no JDK 25 or later found in JAVA_HOME, /usr/lib/jvm, /opt or ~/.sdkman.
  Install one (Eclipse Temurin 25: package temurin-25-jdk), or set JAVA_HOME to it."
}
