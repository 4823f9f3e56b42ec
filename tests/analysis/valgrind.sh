#!/usr/bin/env bash
# valgrind.sh - memcheck over the unit tests, the specification and the tool's commands of a build directory
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
