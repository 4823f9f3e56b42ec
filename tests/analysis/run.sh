#!/usr/bin/env bash
# run.sh - looks for faults with every tool there is, and stops at the first alarm
# SPDX-License-Identifier: MIT
#
#     tests/analysis/run.sh [TOOL...]
#
# Without TOOL all of them, which is for the night. Needs root on Debian 12, for what it installs.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DEBIAN_FRONTEND=noninteractive
tools=(cppcheck analyzer tidy eva thread sanitize valgrind memory)
logs=build/analysis
mkdir -p "$logs"

declare -A packages=(
    [cppcheck]="cppcheck"
    [analyzer]="gcc"
    [tidy]="clang clang-tidy"
    [eva]="frama-c-base"
    [thread]="clang"
    [sanitize]="clang"
    [valgrind]="gcc valgrind libc6-dbg php-cli php-dev pkg-config postgresql-15 postgresql-server-dev-all python3-dev python3-setuptools"
    [memory]="clang llvm"
)

run_cppcheck() {
    # For one compiler and processor; information is what tells of suppressions that nothing needs any more.
    cppcheck --quiet -j "$(nproc)" --std=c11 --platform=unix64 -D__x86_64__ -D__GNUC__=12 -I include -I lib -I cli \
        --enable=warning,style,performance,portability,information --error-exitcode=1 \
        --suppressions-list=tests/analysis/cppcheck.txt -i lib/bindings lib cli
}

run_tidy() {
    cmake -B "$logs/tidy" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
        -DPAIDMARK_BUILD_TESTS=OFF
    # One file a call: clang-tidy 14 takes every va_list for uninitialized in the files behind the first.
    printf '%s\0' lib/*.c lib/*/*.c cli/*.c cli/*/*.c |
        xargs -0 -P "$(nproc)" -n 1 clang-tidy --quiet --config-file=tests/analysis/clang-tidy.yaml -p "$logs/tidy"
}

# Where a kernel scatters a program more widely than clang 14 knows (vm.mmap_rnd_bits above 28), its sanitizers do not
# find room for what they keep of the program's memory. A container may forbid this, and then it has to do without.
at_fixed_addresses() {
    if setarch --addr-no-randomize true 2>/dev/null; then
        set -- setarch --addr-no-randomize "$@"
    fi
    "$@"
}

run_analyzer() { cmake --workflow --preset analyzer; }
run_thread() { at_fixed_addresses cmake --workflow --preset thread; }
run_sanitize() { cmake --workflow --preset sanitize; }
run_memory() { at_fixed_addresses cmake --workflow --preset memory; }
run_eva() { tests/analysis/eva.sh; }

run_valgrind() {
    cmake -B "$logs/valgrind" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=RelWithDebInfo
    cmake --build "$logs/valgrind" -j "$(nproc)"
    tests/analysis/valgrind.sh "$logs/valgrind"
}

[ $# -gt 0 ] || set -- "${tools[@]}"
needed="libc6-dev make cmake gettext libunistring-dev libyajl-dev libcmocka-dev python3 unicode-data"
for tool in "$@"; do
    [ -n "${packages[$tool]:-}" ] || { echo "$tool: not one of ${tools[*]}" >&2; exit 2; }
    needed+=" ${packages[$tool]}"
done
# shellcheck disable=SC2086
{ apt-get update && apt-get install -y $needed; } >"$logs/packages.log" 2>&1 || { tail "$logs/packages.log" >&2; exit 2; }

for tool in "$@"; do
    started=$SECONDS
    # Not in a condition, where set -e would be off inside.
    ( "run_$tool" ) >"$logs/$tool.log" 2>&1 &
    status=0
    wait $! || status=$?
    if [ "$status" -ne 0 ]; then
        tail -n 60 "$logs/$tool.log" >&2
        echo "$tool: ALARM after $((SECONDS - started)) s, see $logs/$tool.log" >&2
        exit 1
    fi
    echo "$tool: clean, $((SECONDS - started)) s"
done
