#!/usr/bin/env bash
# fuzz.sh - how much of lib/ fuzzing alone goes through: the loop, and the kept corpus, seeds and finds of the targets
# SPDX-License-Identifier: MIT
#
#     tests/coverage/fuzz.sh [EXECUTIONS]
#
# Needs clang and llvm. EXECUTIONS are of the loop, 300000 unless given. Prints lines and branches of each file; a
# kernel that this processor does not have does not count.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=build/fuzz-coverage
targets=(parse model scan)

cmake -B "$build" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Release -DPAIDMARK_BUILD_CLI=OFF \
    -DCMAKE_C_FLAGS="-fprofile-instr-generate -fcoverage-mapping"
cmake --build "$build" --parallel 2 --target loop fuzz_seeds "${targets[@]/#/replay_}"
programs=$build/tests/fuzz
LLVM_PROFILE_FILE="$build/loop.profraw" "$programs/loop" "${1:-300000}"
for target in "${targets[@]}"; do
    inputs=(tests/fuzz/corpus/"$target" "$programs/seeds/$target")
    [ ! -d build/fuzz/tests/fuzz/found/"$target" ] || inputs+=(build/fuzz/tests/fuzz/found/"$target")
    LLVM_PROFILE_FILE="$build/$target.profraw" "$programs/replay_$target" "${inputs[@]}" >/dev/null
done
llvm-profdata-14 merge -o "$build/merged.profdata" "$build"/*.profraw
llvm-cov-14 report "$programs/loop" "${targets[@]/#/-object=$programs/replay_}" \
    -instr-profile="$build/merged.profdata" lib
