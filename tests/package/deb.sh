#!/usr/bin/env bash
# deb.sh - makes the .debs, twice, installs them, runs the tool's suite on what they brought, and removes them; needs root
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "$(id -u)" -ne 0 ]; then
    echo "SKIPPED: installing a package needs root"
    exit 0
fi
packages=(php-paidmark postgresql-15-paidmark python3-paidmark paidmark libpaidmark-dev libpaidmark1)
for package in "${packages[@]}"; do
    if dpkg-query -W "$package" >/dev/null 2>&1; then
        echo "$package is installed here already, and this test would remove it" >&2
        exit 1
    fi
done
fail() { echo "FAILED: $*" >&2; exit 1; }
directory=$(mktemp -d)
trap 'rm -rf "$directory"; dpkg --purge "${packages[@]}" >/dev/null 2>&1 || true' EXIT
chmod 755 "$directory"

# Without the tests: what is tested is what comes of it, further down. With Debian's Python and PHP.
build() { (cd "$1" && PATH=/usr/sbin:/usr/bin:/sbin:/bin DEB_BUILD_OPTIONS="nocheck $2" dpkg-buildpackage -b -us -uc); }

# Builds the source package that lies in DIRECTORY in two places, at two times, by two habits: the packages are the same.
build_twice() {
    local name=$1 from=$2 one=$directory/$1/one/$1 other=$directory/$1/the/other/$1-of-today deb count=0

    mkdir -p "$one" "$other"
    (cd "$from" && git -c safe.directory='*' ls-files -z | tar --create --null --files-from -) >"$directory/$name/source.tar"
    tar --extract --file "$directory/$name/source.tar" --directory "$one"
    (umask 077 && tar --extract --touch --no-same-permissions --file "$directory/$name/source.tar" --directory "$other")
    build "$one" parallel=2
    (umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 build "$other" parallel=1)
    for deb in "${one%/*}"/*.deb; do
        cmp "$deb" "${other%/*}/${deb##*/}" || fail "${deb##*/} is not the same when it is built elsewhere"
        count=$((count + 1))
    done
    echo "$name: $count packages are the same, wherever and whenever they are built"
    lintian --allow-root --fail-on error,warning "${one%/*}"/*.changes
}

lintian --version
build_twice paidmark .
debs=$directory/paidmark/one
version=$(dpkg-parsechangelog -S Version)
[ "$(dpkg-deb -f "$debs"/paidmark_*.deb Version)" = "$version" ] || fail "the package's version"

# The check proves itself: a package without its copyright file is not let through.
dpkg-deb -R "$debs"/paidmark_*.deb "$directory/broken"
rm "$directory/broken/usr/share/doc/paidmark/copyright"
dpkg-deb --root-owner-group -b "$directory/broken" "$directory/broken.deb" >/dev/null
if lintian --allow-root --fail-on error,warning "$directory/broken.deb" >"$directory/tags"; then
    fail "lintian lets everything through"
fi
grep -q no-copyright-file "$directory/tags" || fail "lintian does not look for the copyright file"

dpkg -i "$debs"/paidmark_*.deb "$debs"/libpaidmark1_*.deb
grep -q "libpaidmark.so.1 => /" <<<"$(ldd "$(command -v paidmark)")" || fail "the tool does not find its library"
[ "$(printf 'a##paidbegin##b##paidend##c' | paidmark preview)" = ac ] || fail "the tool does not work"

# What is needed to build on it is in a package of its own.
dpkg -i "$debs"/libpaidmark-dev_*.deb
[ "$(pkg-config --modversion paidmark)" = "${version%-*}" ] || fail "pkg-config"
# shellcheck disable=SC2046
cc tests/package/consumers/preview.c -o "$directory/preview" $(pkg-config --cflags --libs paidmark)
grep -q "^paidmark ${version%-*}$" <<<"$("$directory/preview")" || fail "a program does not run"
cmake -S tests/package/consumers -B "$directory/build" >/dev/null || fail "find_package"
dpkg -L paidmark libpaidmark-dev >"$directory/files"
for page in man1/paidmark.1 man3/paidmark.3 man5/paidmark.5 man7/paidmark-at-scale.7 zh_CN/man1/paidmark.1; do
    grep -qx "/usr/share/man/$page.gz" "$directory/files" || fail "man page $page"
done
for package in paidmark libpaidmark1 libpaidmark-dev; do
    # Manual, documents and translations may be shut out where the system is to be small.
    if dpkg --verify "$package" | grep -v ' /usr/share/\(man\|doc\|locale\)/'; then fail "files have changed"; fi
done
python3 -B tests/package/check_sbom.py "$debs"/paidmark_*.deb "$debs"/libpaidmark1_*.deb "$debs"/libpaidmark-dev_*.deb

# The whole suite of the tool, as delivered.
AUTOPKGTEST_TMP=$directory/installed debian/tests/installed

# The bindings, on what was installed.
build_twice bindings lib/bindings
build_twice postgresql lib/bindings/postgresql
dpkg -i "$directory"/bindings/one/php-paidmark_*.deb "$directory"/bindings/one/python3-paidmark_*.deb \
    "$directory"/postgresql/one/postgresql-15-paidmark_*.deb
[ "$(php -r 'echo Paidmark\preview("a##paidbegin##b##paidend##c");')" = ac ] || fail "the extension for PHP"
[ "$(cd / && /usr/bin/python3 -c 'import paidmark; print(paidmark.split("a##paidbegin##b##paidend##c").preview)')" = ac ] ||
    fail "the module for Python"
pg_virtualenv -t -v 15 psql -Atc "CREATE EXTENSION paidmark" -c "SELECT paidmark_preview('a##paidbegin##b##paidend##c')" |
    grep -x ac >/dev/null || fail "the extension for PostgreSQL"

dpkg -L "${packages[@]}" >"$directory/files"
dpkg --purge "${packages[@]}"
while read -r file; do
    if [ -e "$file" ] && [ ! -d "$file" ]; then fail "$file is left"; fi
done <"$directory/files"
if grep -q libpaidmark <<<"$(ldconfig -p)"; then fail "the loader still has the library"; fi
echo "deb: all is well"
