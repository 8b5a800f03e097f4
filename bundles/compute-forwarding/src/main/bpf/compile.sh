#!/bin/sh
# compile.sh SOURCE OBJECT: compiles a set of eBPF programs with the type information the loader needs.
set -eu

missing() {
    echo "The eBPF programs cannot be compiled: $1 is missing." >&2
    echo "Install the packages clang and libbpf-dev (Debian, Ubuntu: apt-get install clang libbpf-dev)." >&2
    exit 1
}

CLANG=${CLANG:-clang}
command -v "$CLANG" >/dev/null || missing "the compiler '$CLANG'"
echo '#include <bpf/bpf_helpers.h>' | "$CLANG" -target bpf -include linux/types.h \
    -I"/usr/include/$(uname -m)-linux-gnu" -fsyntax-only -x c - 2>/dev/null || missing "the header bpf/bpf_helpers.h"

mkdir -p "$(dirname "$2")"
# Debian keeps the headers of the architecture in a folder that a compiler for another target does not search.
"$CLANG" -target bpf -mcpu=v3 -O2 -g -Wall -Werror -I"/usr/include/$(uname -m)-linux-gnu" \
    -fdebug-prefix-map="$(pwd)=." -c "$1" -o "$2"
