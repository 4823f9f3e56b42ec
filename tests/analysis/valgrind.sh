#!/usr/bin/env bash
# valgrind.sh - memcheck over the unit tests, the specification and the tool's commands of a build directory, and bindings
# SPDX-License-Identifier: MIT
#
#     tests/analysis/valgrind.sh BUILD-DIRECTORY
#
# valgrind 3.19 shows programs a processor without AVX-512, so that AVX2 is the kernel that is chosen; unit_scan also
# goes through SSSE3 and the reference kernel.
set -euo pipefail
[ $# -eq 1 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
memcheck=(valgrind --quiet --error-exitcode=99 --leak-check=full --suppressions="$here/valgrind.supp")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

run() {
    echo "memcheck: $*"
    "${memcheck[@]}" "$@" >"$scratch/log" 2>&1 || { tail -n 60 "$scratch/log"; exit 1; }
}

# The check proves itself.
printf '#include <stdlib.h>\nint main(void) { volatile char *p = malloc(1); p[1] = 0; return 0; }\n' >"$scratch/fault.c"
gcc "$scratch/fault.c" -o "$scratch/fault"
if "${memcheck[@]}" "$scratch/fault" 2>/dev/null; then
    echo "memcheck finds nothing at all" >&2
    exit 1
fi

for unit in "$build"/tests/unit/unit_*; do
    case $unit in
    *.txt | *.cmake) ;;
    */unit_guards) ;; # guard pages find the same, and it takes an hour
    */unit_scan) run "$unit" 2000 ;;
    *) [ ! -x "$unit" ] || run "$unit" ;;
    esac
done

cd "$here/../spec"
run "$build/tests/spec/spec_runner" --cli "$build/cli/paidmark" ./*.md

# The tool itself, as the tests of the tool call it.
printf '#!/bin/sh\nexec %s "%s" "$@"\n' "${memcheck[*]}" "$build/cli/paidmark" >"$scratch/paidmark"
chmod +x "$scratch/paidmark"
for subject in render check info source_line records; do
    echo "memcheck: test_$subject.py"
    PAIDMARK="$scratch/paidmark" SANITIZED=1 python3 -B "$here/../cli/test_$subject.py" >"$scratch/log" 2>&1 ||
        { tail -n 60 "$scratch/log"; exit 1; }
done

# The bindings, on a library of their own.
bindings=$here/../../lib/bindings
cmake -S "$here/../.." -B "$scratch/shared" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_INSTALL_PREFIX="$scratch/prefix" \
    -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=ON -DPAIDMARK_BUILD_TESTS=OFF >"$scratch/log"
cmake --build "$scratch/shared" --target install -j "$(nproc)" >"$scratch/log"
export PKG_CONFIG_PATH=$scratch/prefix/lib/pkgconfig LD_LIBRARY_PATH=$scratch/prefix/lib PAIDMARK_CALLS=100
cp -r "$bindings/php" "$bindings/python" "$scratch"
(cd "$scratch/php" && phpize && ./configure && make) >"$scratch/log" 2>&1
(cd "$scratch/python" && python3 setup.py build_ext --inplace) >"$scratch/log" 2>&1

# PHP's allocator would hide what is wrong; the code that PCRE makes at run time reads whole vectors. Cycles that are left
# at the end PHP gives back with its own memory, which it has not here.
export USE_ZEND_ALLOC=0
for test in "$scratch"/php/tests/*.phpt; do
    sed -n '/^--FILE--$/,/^--EXPECT/p' "$test" | sed '1d;$d' >"$scratch/test.php"
    export VALGRIND_OPTS=--errors-for-leak-kinds=definite
    [ "${test##*/}" != shutdown.phpt ] || export VALGRIND_OPTS=--errors-for-leak-kinds=none
    for way in "extension=$scratch/php/modules/paidmark.so" "auto_prepend_file=$scratch/php/ffi/autoload.php"; do
        run php -n -d extension=ffi -d ffi.enable=1 -d pcre.jit=0 -d "$way" "$scratch/test.php" "${test##*/}"
    done
done

export VALGRIND_OPTS=--errors-for-leak-kinds=definite
export PYTHONMALLOC=malloc PYTHONPATH=$scratch/python
run python3 -B "$scratch/python/tests/test_paidmark.py"

# A server of PostgreSQL, which root may not run. What it does wrong itself, and it does at each start, is not ours.
unset VALGRIND_OPTS PYTHONMALLOC PYTHONPATH
cp -r "$bindings/postgresql" "$scratch"
make -C "$scratch/postgresql" install DESTDIR="$scratch/root" >"$scratch/log" 2>&1
mkdir "$scratch/cluster"
as_server=()
if [ "$(id -u)" -eq 0 ]; then
    as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups)
    chown postgres "$scratch" "$scratch/cluster"
fi
server=$(pg_config --bindir)
export PGHOST=$scratch/cluster PGUSER=postgres
echo "memcheck: make installcheck of the extension for PostgreSQL"
"${as_server[@]}" "$server/initdb" -D "$PGHOST/data" -U postgres -A trust >"$scratch/log"
"${as_server[@]}" "${memcheck[@]}" --error-exitcode=0 --log-file="$PGHOST/memcheck.%p" "$server/postgres" \
    -D "$PGHOST/data" -k "$PGHOST" -c listen_addresses= -c extension_destdir="$scratch/root" >"$scratch/log" 2>&1 &
postmaster=$!
stop_server() {
    kill -INT "$postmaster" 2>/dev/null || true
    wait "$postmaster" || true
}
trap 'stop_server; rm -rf "$scratch"' EXIT
until "$server/pg_isready" -q; do
    kill -0 "$postmaster" || { tail "$scratch/log"; exit 1; }
    sleep 1
done
make -C "$scratch/postgresql" installcheck >"$scratch/log" 2>&1 || { tail -n 60 "$scratch/log"; exit 1; }
stop_server
grep -q save_ps_display_args "$PGHOST"/memcheck.*
if grep paidmark "$PGHOST"/memcheck.*; then exit 1; fi
