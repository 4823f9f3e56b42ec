#!/usr/bin/env bash
# run.sh - builds for other machines and runs the whole suite there, in an emulator where this processor cannot
# SPDX-License-Identifier: MIT
#
#     tests/machines/run.sh [-n] [MACHINE...]
#
# Without a MACHINE: all of them. Needs Debian 12 on amd64, and root, since it installs compilers and emulators; with -n it
# installs nothing and needs no root. What it builds stays in build/machines, or in the directory that MACHINES names.
# TESTS, a regular expression for CTest, takes a part of the suite; TOOL=OFF leaves out the tool and what tests it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
work=${MACHINES:-$source/build/machines}
jobs=${JOBS:-2}

# What has to be there, by machine: packages, Debian's name for the architecture, and kernel, bits, byte order. Debian has
# nothing for musl.
declare -A packages=(
    [aarch64]="gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"
    [s390x]="gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user"
    [armhf]="gcc-arm-linux-gnueabihf libc6-dev-armhf-cross qemu-user"
    [i686]="gcc-i686-linux-gnu libc6-dev-i386-cross qemu-user"
    [old-x86]="gcc libc6-dev qemu-user"
    [musl]="musl-tools gcc"
    [mingw]="gcc-mingw-w64-x86-64 wine wine64"
)
declare -A architecture_of=([aarch64]=arm64 [s390x]=s390x [armhf]=armhf [i686]=i386 [old-x86]=amd64)
declare -A machine_is=(
    [aarch64]="neon 64 little"
    [s390x]="scalar 64 big"
    [armhf]="scalar 32 little"
    [i686]="scalar 32 little"
    [old-x86]="scalar 64 little"
    [musl]="any 64 little"
    [mingw]="any 64 little"
)
order=(aarch64 s390x armhf i686 old-x86 musl mingw)

# Wine keeps its Windows there, and has a lot to say.
export WINEPREFIX=$work/wine WINEDEBUG=-all

install=true
if [ "${1:-}" = -n ]; then
    install=false
    shift
fi
machines=("$@")
[ ${#machines[@]} -gt 0 ] || machines=("${order[@]}")
for machine in "${machines[@]}"; do
    [ -n "${packages[$machine]:-}" ] || { echo "run.sh: no machine $machine; there are: ${order[*]}" >&2; exit 2; }
done

# An apt of its own: the foreign architectures and the sources are known to nothing but this script.
foreign_apt() {
    apt-get -q -o "Dir::Etc::sourcelist=$work/apt/sources.list" -o Dir::Etc::sourceparts=- \
        -o "Dir::State::lists=$work/apt/lists" -o APT::Sandbox::User=root -o Acquire::Languages=none \
        -o APT::Architectures::=amd64 -o APT::Architectures::=arm64 -o APT::Architectures::=armhf \
        -o APT::Architectures::=i386 -o APT::Architectures::=s390x "$@"
}

update_foreign_apt() {
    local of="[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg arch=amd64,arm64,armhf,i386,s390x]"

    mkdir -p "$work/apt/lists/partial"
    printf '%s\n' "deb $of http://deb.debian.org/debian bookworm main" \
        "deb-src ${of% arch*}] http://deb.debian.org/debian bookworm main" > "$work/apt/sources.list"
    foreign_apt update
}

# Debian's libc of the other machine, with its charsets and locales, to run programs with, and the libraries of the tool;
# they are not installed here.
fetch_packages() {
    local architecture=${architecture_of[$1]} package

    [ ! -d "$work/root/$1" ] || return 0
    mkdir -p "$work/apt/debs" "$work/root"
    for package in libc6 libc-bin libunistring-dev libyajl-dev; do
        (cd "$work/apt/debs" && foreign_apt download "$package:$architecture")
        dpkg -x "$work"/apt/debs/"$package"_*_"$architecture".deb "$work/root/$1.part"
    done
    # Headers that are the same for all machines, away from those of the libc, which the compiler has.
    mkdir "$work/root/$1.part/libraries"
    mv "$work/root/$1.part"/usr/include "$work/root/$1.part"/usr/lib/*/lib{unistring,yajl_s}.a \
        "$work/root/$1.part/libraries"
    mv "$work/root/$1.part" "$work/root/$1"
}

fetch_source() {
    [ ! -d "$work/$1/source" ] || return 0
    mkdir -p "$work/$1"
    (cd "$work/$1" && foreign_apt --download-only source "$1" && dpkg-source -x "$1"_*.dsc source)
}

# Debian has no archive of it: it is built as what is tested is.
build_cmocka() {
    local build=$work/cmocka/$1

    [ ! -f "$build/cmocka-config.cmake" ] || return 0
    cmake -S "$work/cmocka/source" -B "$build" "${toolchain[@]}" -DCMAKE_BUILD_TYPE=Release \
        -DWITH_STATIC_LIB=ON -DWITH_EXAMPLES=OFF
    cmake --build "$build" --target cmocka-static
    printf 'set(CMOCKA_LIBRARIES %s)\nset(CMOCKA_INCLUDE_DIR %s)\n' \
        "$build/src/libcmocka-static.a" "$work/cmocka/source/include" > "$build/cmocka-config.cmake"
}

# As Debian's packages have them, for musl.
build_libraries() {
    local prefix=$work/root/$1/libraries

    [ ! -d "$prefix" ] || return 0
    fetch_source libunistring
    fetch_source yajl
    mkdir -p "$work/libunistring/$1"
    (cd "$work/libunistring/$1" && CC=musl-gcc "$work/libunistring/source/configure" --quiet --prefix="$prefix.part" \
        --libdir="$prefix.part" --host=x86_64-linux-musl --disable-shared &&
        make --silent -C lib -j "$jobs" ACLOCAL=: AUTOCONF=: AUTOHEADER=: AUTOMAKE=: install)
    cmake -S "$work/yajl/source" -B "$work/yajl/$1" "${toolchain[@]}" -DCMAKE_BUILD_TYPE=Release
    cmake --build "$work/yajl/$1" --target yajl_s
    cp -r "$work/yajl/$1"/yajl-2.1.0/lib/libyajl_s.a "$work/yajl/$1"/yajl-2.1.0/include "$prefix.part"
    mv "$prefix.part" "$prefix"
}

names_left_out() {
    sed -n '/^#/!s/: .*//p' "$here/left-out/$1.txt"
}

# A name without a test would leave out nothing, and would hide that its test has been renamed. Python looks at what is
# behind the first dot.
check_names_left_out() {
    local name

    for name in $(names_left_out "$1"); do
        case $name in
        *.*) compgen -G "$source/tests/*/${name%%.*}.py" >/dev/null ;;
        *) ctest --test-dir "$work/$1" -N | grep ": $name\$" >/dev/null ;; # not -q, which would end ctest by a signal
        esac || { echo "run.sh: left-out/$1.txt: there is no test $name" >&2; return 1; }
    done
}

build_and_test() {
    local toolchain=("-DCMAKE_TOOLCHAIN_FILE=$here/$1.cmake" "-DPAIDMARK_MACHINE_ROOT=$work/root/$1")
    local left_out tool=${TOOL:-ON}

    [ "$1" != mingw ] || tool=OFF # which wants POSIX
    build_cmocka "$1"
    [ "$1" != musl ] || [ "$tool" = OFF ] || build_libraries "$1"
    cmake -S "$source" -B "$work/$1" "${toolchain[@]}" -DCMAKE_BUILD_TYPE=Release -DCMAKE_COMPILE_WARNING_AS_ERROR=ON \
        "-DPAIDMARK_BUILD_CLI=$tool" -DPAIDMARK_BUILD_BOTH=ON "-Dcmocka_DIR=$work/cmocka/$1" \
        "-DUNISTRING_INCLUDE_DIR=$work/root/$1/libraries/include" \
        "-DUNISTRING_LIBRARY=$work/root/$1/libraries/libunistring.a" \
        "-DYAJL_INCLUDE_DIR=$work/root/$1/libraries/include" \
        "-DYAJL_LIBRARY=$work/root/$1/libraries/libyajl_s.a" \
        "-DPAIDMARK_MACHINE=${machine_is[$1]}" "-DPAIDMARK_BUILD_SIZE_TESTS=${SIZES:-OFF}"
    cmake --build "$work/$1" -j "$jobs"
    [ "$tool" = OFF ] || check_names_left_out "$1"
    left_out=$(names_left_out "$1" | grep -v '[.]' | paste -sd '|') || true
    LEFT_OUT=$here/left-out/$1.txt PYTHONPATH=$here/python \
        ctest --test-dir "$work/$1" -j "$jobs" --timeout 3000 --no-tests=error --output-on-failure \
        ${TESTS:+-R "$TESTS"} ${left_out:+-E "^($left_out)\$"}
}

if $install; then
    export DEBIAN_FRONTEND=noninteractive
    read -ra wanted <<< "$(for machine in "${machines[@]}"; do printf '%s ' "${packages[$machine]}"; done)"
    apt-get update
    apt-get install -y make cmake gettext python3 unicode-data dpkg-dev "${wanted[@]}"
fi
update_foreign_apt
fetch_source cmocka
for machine in "${machines[@]}"; do
    [ -z "${architecture_of[$machine]:-}" ] || fetch_packages "$machine"
    echo "==== $machine: ${machine_is[$machine]}"
    build_and_test "$machine"
    grep -v '^#' "$here/left-out/$machine.txt" | sed "s/^/$machine: left out: /" || true
    echo "==== $machine: passed"
done
