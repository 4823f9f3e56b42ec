#!/usr/bin/env bash
# eva.sh - has Frama-C/Eva follow the scan of any bytes; fails on an alarm that is not accounted for below
# SPDX-License-Identifier: MIT
#
# For every text of up to 8 bytes, every begin up to 4, any fingerprints, at the end of the text or before it,
# utf8.c and scalar.c are shown to read no byte outside the text and nothing uninitialised, to write inside the window
# only, and to have no overflow, no bad shift and no division by zero. Taken for granted are the bytes' and the types'
# sizes of x86-64, and that malloc plays no part.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The one alarm is p[n] in matching() of utf8.c. Eva merges the states of several p and so loses that the caller's
# `available` is end - p; n < available stands in the loop's condition, so p + n < end. The guard-page tests of
# unit_scan look at this very place at each length.
accounted="lib/scan/utf8.c"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
frama-c -machdep gcc_x86_64 -cpp-extra-args="-Iinclude -Ilib -U__x86_64__" \
    lib/scan/scalar.c lib/scan/utf8.c tests/analysis/eva_scan.c \
    -eva -eva-precision 0 -eva-slevel 200 -eva-slevel-function main:0 | tee "$log"
# What was not reached has not been looked at.
grep -q "statements reached" "$log"
grep -q "100% of the logical properties reached have been proven" "$log"
alarms=$(grep "^\[eva:alarm\]" "$log" | sed 's/^\[eva:alarm\] \([^:]*\):.*/\1/')
[ "$alarms" = "$accounted" ]
