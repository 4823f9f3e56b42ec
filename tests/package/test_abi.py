# test_abi.py - the binary interface is the one that is written down in libpaidmark.abi
# SPDX-License-Identifier: MIT
#
# After an intended change of the interface, and of the SONAME if programs that were built before would break:
#     SOURCE=$PWD python3 tests/package/test_abi.py --write
import platform
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

from harness import CC, CMAKE, HERE, SOURCE, PackageTest, run

KEPT = HERE / "libpaidmark.abi"
HEADER = "include/paidmark.h"

# Changes that break programs, and what abidiff says about them: file, text in it, text instead.
BREAKING = [
    (HEADER, "    size_t regions;  /*", "    uint32_t regions;  /*", "type of 'size_t regions' changed"),
    (HEADER, "    size_t max_problems; ", "    size_t more; size_t max_problems; ", "1 data member insertion"),
    (HEADER, "PAIDMARK_STATUS_BUFFER_TOO_SMALL = 5", "PAIDMARK_STATUS_BUFFER_TOO_SMALL = 6", "'5' to '6'"),
    (HEADER, "PAIDMARK_API void paidmark_locate", "void paidmark_locate", "1 Removed"),
    ("lib/CMakeLists.txt", "SOVERSION 1", "SOVERSION 2", "SONAME changed from 'libpaidmark.so.1' to"),
]


def dump(source, build):
    """Builds the library for debugging and writes its interface down, without the paths of this machine."""
    run(CMAKE, "-S", source, "-B", build, f"-DCMAKE_C_COMPILER={CC}", "-DCMAKE_BUILD_TYPE=Debug",
        "-DBUILD_SHARED_LIBS=ON", "-DPAIDMARK_BUILD_CLI=OFF", "-DPAIDMARK_BUILD_TESTS=OFF", "-DPAIDMARK_INSTALL=OFF",
        f'-DCMAKE_C_FLAGS="-ffile-prefix-map={source}/="')
    run(CMAKE, "--build", build, "-j2")
    interface = build / "libpaidmark.abi"
    run("abidw", "--exported-interfaces-only", "--drop-private-types", "--headers-dir", source / "include",
        "--no-show-locs", "--no-corpus-path", "--no-comp-dir-path", "--no-elf-needed", "--no-parameter-names",
        "--type-id-style", "hash", "--out-file", interface, build / "lib/libpaidmark.so")
    return interface


@unittest.skipUnless(platform.machine() == "x86_64", "the interface is written down for x86_64")
class Abi(PackageTest):
    def test_interface_is_the_one_kept(self):
        self.assertIn("name='paidmark_version'", KEPT.read_text(encoding="utf-8"))
        done = run("abidiff", KEPT, dump(SOURCE, self.directory / "build"), check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_a_change_would_be_seen(self):
        source = self.directory / "source"
        shutil.copytree(SOURCE / "lib", source / "lib")
        shutil.copytree(SOURCE / "include", source / "include")
        shutil.copy(SOURCE / "CMakeLists.txt", source)
        for name, text, instead, reported in BREAKING:
            with self.subTest(instead=instead):
                path = source / name
                original = path.read_text(encoding="utf-8")
                self.assertEqual(original.count(text), 1)
                path.write_text(original.replace(text, instead), encoding="utf-8")
                done = run("abidiff", KEPT, dump(source, self.directory / "changed"), check=False)
                path.write_text(original, encoding="utf-8")
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(reported, done.stdout)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        with tempfile.TemporaryDirectory() as directory:
            shutil.copy(dump(SOURCE, Path(directory)), KEPT)
    else:
        unittest.main()
