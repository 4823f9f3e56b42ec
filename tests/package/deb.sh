#!/usr/bin/env bash
# deb.sh - makes the .debs, has lintian look at them, installs them, uses what they brought, and removes them; needs root
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "$(id -u)" -ne 0 ]; then
    echo "SKIPPED: installing a package needs root"
    exit 0
fi
if dpkg-query -W paidmark >/dev/null 2>&1; then
    echo "paidmark is installed here already, and this test would remove it" >&2
    exit 1
fi
fail() { echo "FAILED: $*" >&2; exit 1; }
remove() { dpkg --purge php-paidmark python3-paidmark paidmark >/dev/null 2>&1 || true; }
directory=$(mktemp -d)
trap 'rm -rf "$directory"; remove' EXIT

rm -rf build/deb/packages
cmake --workflow --preset deb
deb=$(echo build/deb/packages/*.deb)
version=$(build/deb/cli/paidmark --version | cut -d ' ' -f 2)
[ "$(dpkg-deb -f "$deb" Package)" = paidmark ] || fail "the package's name"
[ "$(dpkg-deb -f "$deb" Version)" = "$version-1" ] || fail "the package's version"
dpkg-deb -I "$deb" control

# What lintian says that does not apply:
suppressed=(
    # One package for the tool, the library and what is needed to build on it, as upstreams give away; Debian itself
    # would have three, the library's called after its SONAME.
    package-name-doesnt-match-sonames
    link-to-shared-library-in-wrong-package
    # CPack writes a postinst and a postrm that call ldconfig for every package with a shared library. Beside the
    # trigger, which Debian wants, they do no harm.
    maintscript-calls-ldconfig
)
lintian --version
lintian --allow-root --fail-on error,warning --suppress-tags "$(IFS=,; echo "${suppressed[*]}")" "$deb"

# An explanation that has nothing left to explain goes.
lintian --allow-root --fail-on none "$deb" >"$directory/tags"
for tag in "${suppressed[@]}"; do
    grep -q " $tag" "$directory/tags" || fail "lintian does not say $tag any more"
done

# The check proves itself: a package without its copyright file is not let through.
dpkg-deb -R "$deb" "$directory/broken"
rm "$directory/broken/usr/share/doc/paidmark/copyright"
dpkg-deb --root-owner-group -b "$directory/broken" "$directory/broken.deb" >/dev/null
if lintian --allow-root --fail-on error,warning "$directory/broken.deb" >"$directory/tags"; then
    fail "lintian lets everything through"
fi
grep -q no-copyright-file "$directory/tags" || fail "lintian does not look for the copyright file"

dpkg -i "$deb"
[ "$(paidmark --version)" = "paidmark $version" ] || fail "the tool does not run"
ldd "$(command -v paidmark)" | grep -q "libpaidmark.so.1 => /" || fail "the tool does not find its library"
[ "$(printf 'a##paidbegin##b##paidend##c' | paidmark preview)" = ac ] || fail "the tool does not work"
[ "$(pkg-config --modversion paidmark)" = "$version" ] || fail "pkg-config"
# shellcheck disable=SC2046
cc tests/package/consumers/preview.c -o "$directory/preview" $(pkg-config --cflags --libs paidmark)
"$directory/preview" | grep -q "^paidmark $version$" || fail "a program does not run"
cmake -S tests/package/consumers -B "$directory/build" >/dev/null || fail "find_package"
for page in man1/paidmark.1 man3/paidmark.3 man5/paidmark.5 man7/paidmark-at-scale.7 zh_CN/man1/paidmark.1; do
    file=/usr/share/man/$page.gz
    [ -s "$file" ] || dpkg -L paidmark | grep -qx "$file" || fail "man page $page"
done
# Manual, documents and translations may be shut out where the system is to be small.
if dpkg --verify paidmark | grep -v ' /usr/share/\(man\|doc\|locale\)/'; then fail "files have changed"; fi

# The bindings, on what was installed, and with Debian's Python.
cp -r lib/bindings "$directory"
(cd "$directory/bindings" && PATH=/usr/sbin:/usr/bin:/sbin:/bin dpkg-buildpackage -b -us -uc)
lintian --allow-root --fail-on error,warning "$directory"/*.changes
dpkg -i "$directory"/php-paidmark_*.deb "$directory"/python3-paidmark_*.deb
[ "$(php -r 'echo Paidmark\preview("a##paidbegin##b##paidend##c");')" = ac ] || fail "the extension for PHP"
[ "$(cd / && /usr/bin/python3 -c 'import paidmark; print(paidmark.split("a##paidbegin##b##paidend##c").preview)')" = ac ] ||
    fail "the module for Python"

dpkg -L paidmark php-paidmark python3-paidmark >"$directory/files"
dpkg --purge php-paidmark python3-paidmark paidmark
while read -r file; do
    if [ -e "$file" ] && [ ! -d "$file" ]; then fail "$file is left"; fi
done <"$directory/files"
if ldconfig -p | grep -q libpaidmark; then fail "the loader still has the library"; fi
echo "deb: all is well"
