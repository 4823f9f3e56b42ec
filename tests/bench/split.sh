#!/bin/sh
# split.sh - times `paidmark split` with one worker and with two against two runs of `cp -r`
# SPDX-License-Identifier: MIT
#
#     split.sh PAIDMARK [DIRECTORY [ROUNDS [DOCUMENTS [FOLDERS]]]]
#
# DIRECTORY (/dev/shm) should be on a tmpfs: a disk would be timed instead of the tool. The three take turns, so that
# whatever else the machine does meets them all; the medians and their ratios are printed.
set -eu

paidmark=$(realpath "$1")
work=$(mktemp -d "${2:-/dev/shm}/paidmark-split.XXXXXX")
rounds=${3:-5}
documents=${4:-100000}
folders=${5:-1000}
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

now() {
    date +%s.%N
}

# Runs a command and adds the seconds it took to a file.
timed() {
    log=$1
    shift
    began=$(now)
    "$@"
    echo "$(now) $began" | awk '{ print $1 - $2 }' >> "$work/$log"
}

copy_twice() {
    cp -r "$work/in" "$work/out1"
    cp -r "$work/in" "$work/out2"
}

clear_outputs() {
    rm -rf "$work/out" "$work/out1" "$work/out2"
}

median() {
    sort -n "$work/$1" | awk '
        { line[NR] = $1 }
        END { print NR % 2 ? line[(NR + 1) / 2] : (line[NR / 2] + line[NR / 2 + 1]) / 2 }'
}

python3 -B "$(dirname "$0")/make_archive.py" "$work/in" "$documents" "$folders"
round=0
while [ "$round" -lt "$rounds" ]; do
    timed cp copy_twice
    clear_outputs
    timed one "$paidmark" split -q -j1 "$work/in" -d "$work/out"
    clear_outputs
    timed two "$paidmark" split -q -j2 "$work/in" -d "$work/out"
    clear_outputs
    round=$((round + 1))
    echo "round $round: cp twice $(tail -n1 "$work/cp") s, -j1 $(tail -n1 "$work/one") s, -j2 $(tail -n1 "$work/two") s"
done
echo "$(median cp) $(median one) $(median two) $documents" | awk '{
    printf "cp -r twice  %6.2f s\n", $1
    printf "split -j1    %6.2f s  %.2f of cp  %8.0f documents/s\n", $2, $2 / $1, $4 / $2
    printf "split -j2    %6.2f s  %.2f of cp  %8.0f documents/s\n", $3, $3 / $1, $4 / $3
}'
