#!/usr/bin/env bash
# run.sh - runs the test suite with gcc's counters and fails unless it went through the code
# SPDX-License-Identifier: MIT
#
#     tests/coverage/run.sh [BUILD-DIRECTORY]
#
# Needs gcovr and what the tests need. BUILD-DIRECTORY is where the preset "coverage" builds unless it is given. lib/ has
# to be covered whole, lines and branches, but for what exceptions.txt lists; cli/ has to have 95 % of its lines covered.
# A kernel of another processor is not compiled and does not count.
#
# The kernels' functions are inlined by force, each into many places with constant arguments, so that no place can see
# both sides of its branches. The preset turns that off: always_inline reads as noinline.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$source/build/coverage}
jobs=${COVERAGE_JOBS:-2}

cd "$source"
cmake --preset coverage -B "$build"
cmake --build "$build" --parallel "$jobs"

# Counters of an earlier run say nothing about this one. Some tests run the tool as another user, who can add to the
# counters' files but cannot make them; every file of the tool's has its counters once it has run.
find "$build" -name '*.gcda' -delete
"$build/cli/paidmark" --version
chmod -R a+rwX "$build"
ctest --test-dir "$build" --output-on-failure --no-tests=error --parallel "$jobs"

gcovr --root "$source" --object-directory "$build" --filter "$source/lib/" --filter "$source/cli/" \
    --json "$build/coverage.json" -- "$build/lib" "$build/cli"
python3 -B tests/coverage/check.py "$build/coverage.json" tests/coverage/exceptions.txt
