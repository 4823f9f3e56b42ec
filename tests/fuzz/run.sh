#!/usr/bin/env bash
# run.sh - runs each fuzz target for some seconds, from the seeds and the kept corpus; fails on any finding
# SPDX-License-Identifier: MIT
#
#     tests/fuzz/run.sh SECONDS [BUILD-DIRECTORY [TARGET...]]
#
# BUILD-DIRECTORY is where the preset "fuzz" builds unless it is given. What a run finds of new inputs stays in
# BUILD-DIRECTORY/tests/fuzz/found/TARGET, and what makes a target fail in BUILD-DIRECTORY/tests/fuzz/findings.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
seconds=$1
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${2:-$here/../../build/fuzz}" && pwd)/tests/fuzz
targets=("${@:3}")
[ ${#targets[@]} -gt 0 ] || targets=(parse model scan charset)

mkdir -p "$build/findings"
for target in "${targets[@]}"; do
    mkdir -p "$build/found/$target"
    log=$build/found/$target.log
    status=0
    "$build/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 -max_len=4096 \
        -dict="$here/dictionary.txt" -artifact_prefix="$build/findings/$target-" -print_final_stats=1 \
        "$build/found/$target" "$here/corpus/$target" "$build/seeds/$target" >"$log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    # A target that ran nothing has found nothing either.
    if [ "$status" -ne 0 ] || [ "${executions:-0}" -eq 0 ]; then
        tail -n 40 "$log"
        echo "fuzz_$target: failed with status $status" >&2
        exit 1
    fi
    echo "fuzz_$target: $executions executions in ${seconds} s, no finding"
done
