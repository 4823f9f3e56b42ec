#!/usr/bin/env bash
# run.sh - runs each fuzz target for some seconds, from the seeds and the kept corpus; fails on any finding
# SPDX-License-Identifier: MIT
#
#     tests/fuzz/run.sh SECONDS [TARGET...]
#
# A tenth of the time, but a second at least, goes to the build with sanitizers (preset "fuzz"), the rest to the one
# without (preset "fuzz-fast"), which goes on from what the first one found. JOBS=N runs so many at a time of the latter.
# What a run finds of new inputs stays in build/fuzz/tests/fuzz/found/TARGET, and what makes a target fail in
# build/fuzz/tests/fuzz/findings.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
seconds=$1
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$here/../../build" && pwd)
kept=$build/fuzz/tests/fuzz
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || targets=(parse model scan charset)
sanitized=$((seconds > 10 ? seconds / 10 : 1))
options=(-timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 -entropic=0 -print_final_stats=1 -dict="$here/dictionary.txt")

# run PRESET TARGET SECONDS MAX-BYTES NUMBER
run() {
    local log=$kept/found/$2-$1-$5.log status=0
    "$build/$1/tests/fuzz/fuzz_$2" "${options[@]}" -max_total_time="$3" -max_len="$4" -reload=10 \
        -artifact_prefix="$kept/findings/$2-" "$kept/found/$2" "$here/corpus/$2" "$kept/seeds/$2" >"$log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    # A target that ran nothing has found nothing either.
    if [ "$status" -ne 0 ] || [ "${executions:-0}" -eq 0 ]; then
        tail -n 40 "$log"
        echo "fuzz_$2, $1: failed with status $status" >&2
        return 1
    fi
    echo "fuzz_$2, $1: $executions executions in $3 s, no finding"
}

mkdir -p "$kept/findings"
for target in "${targets[@]}"; do
    mkdir -p "$kept/found/$target"
    run fuzz "$target" "$sanitized" 4096 1
    jobs=()
    for number in $(seq "${JOBS:-1}"); do
        run fuzz-fast "$target" $((seconds > sanitized ? seconds - sanitized : 1)) 256 "$number" &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do
        wait "$job"
    done
done
