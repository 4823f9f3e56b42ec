#!/usr/bin/env bash
# from_nothing.sh - runs the commands of README.md from top to bottom on an empty Debian, and its C example at the end
# SPDX-License-Identifier: MIT
#
#     tests/readme/from_nothing.sh [SUITE]     such as: from_nothing.sh trixie; bookworm unless told otherwise
#
# Needs root and debootstrap, and takes ten minutes or more. What it makes is below TMPDIR and is removed in the end.
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=${1:-bookworm}
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT

debootstrap --variant=minbase "$suite" "$root" >"$root.log" || { tail "$root.log" >&2; exit 1; }
rm "$root.log"
mkdir "$root/paidmark"
git -c safe.directory="$PWD" ls-files -z | tar --create --null --files-from - | tar --extract --directory "$root/paidmark"

blocks() { awk -v begin="\`\`\`$1" '$0 == begin { on = 1; next } /^```$/ { on = 0 } on' README.md; }
blocks c >"$root/paidmark/example.c"
{
    blocks sh
    # shellcheck disable=SC2016 # The shell in there is to expand it.
    echo 'cc example.c $(pkg-config --cflags --libs paidmark) && ./a.out'
} >"$root/paidmark/commands"
cat >"$root/paidmark/run" <<'END'
while read -r line; do
    echo "+ $line"
    sh -c "$line" </dev/null || exit
done <commands
END

# What is mounted is gone with the last process. What is done to devices is not done to those of the machine.
# shellcheck disable=SC2016
unshare --mount --pid --fork sh -ec '
    mount -t tmpfs dev "$1/dev"
    mkdir "$1/dev/pts" "$1/dev/shm"
    for name in null zero full random urandom tty; do cp -a "/dev/$name" "$1/dev"; done
    for name in fd stdin stdout stderr; do cp -P "/dev/$name" "$1/dev"; done
    mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$1/dev/pts"
    ln -s pts/ptmx "$1/dev/ptmx"
    mount -t tmpfs shm "$1/dev/shm"
    mount -t proc proc "$1/proc"
    exec chroot "$1" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        sh -c "cd /paidmark && exec sh run"' sh "$root"
echo "README: all is well on $suite"
