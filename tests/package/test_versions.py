# test_versions.py - header, library, CMake package, pkg-config file, tool and .deb agree on the version
# SPDX-License-Identifier: MIT
import ctypes
import re
import unittest

from harness import CONSUMERS, SHARED, SOURCE, STATIC, PackageTest, library_directory, only, run, version


class Versions(PackageTest):
    def test_header(self):
        header = only(SHARED, "paidmark.h").read_text(encoding="utf-8")
        numbers = [re.search(rf"PAIDMARK_VERSION_{part} (\d+)$", header, re.M)[1]
                   for part in ("MAJOR", "MINOR", "PATCH")]
        self.assertEqual(".".join(numbers), version())

    def test_library(self):
        library = ctypes.CDLL(str(library_directory(SHARED) / "libpaidmark.so"))
        library.paidmark_version.restype = ctypes.c_char_p
        self.assertEqual(library.paidmark_version().decode(), version())
        self.assertTrue((library_directory(SHARED) / f"libpaidmark.so.{version()}").is_file())

    def test_pkg_config(self):
        for prefix in (STATIC, SHARED):
            self.assertEqual(run("pkg-config", "--modversion", only(prefix, "paidmark.pc")).strip(), version())

    def test_tool(self):
        for prefix in (STATIC, SHARED):
            self.assertEqual(run(prefix / "bin/paidmark", "--version"), f"paidmark {version()}\n")

    def test_changelogs(self):
        first = re.search(r"^## (\S+?),? ", (SOURCE / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)[1]
        self.assertEqual(first, version())
        debian = (SOURCE / "debian/changelog").read_text(encoding="utf-8")
        self.assertEqual(re.match(r"paidmark \((\S+)-\d+\) ", debian)[1], version())
        bindings = (SOURCE / "lib/bindings/debian/changelog").read_text(encoding="utf-8")
        self.assertEqual(re.match(r"paidmark-bindings \((\S+)\) ", bindings)[1], version())

    def test_module_for_python(self):
        project = (SOURCE / "lib/bindings/python/pyproject.toml").read_text(encoding="utf-8")
        self.assertEqual(re.search(r'^version = "(.*)"$', project, re.M)[1], version())

    def test_extension_for_postgresql(self):
        minor = version().rsplit(".", 1)[0]
        control = (SOURCE / "lib/bindings/postgresql/paidmark.control").read_text(encoding="utf-8")
        self.assertIn(f"default_version = '{minor}'\n", control)
        self.assertTrue((SOURCE / f"lib/bindings/postgresql/paidmark--{minor}.sql").is_file())

    def test_find_package(self):
        """This version and what it can stand in for is found, anything else is not."""
        major, minor, patch = (int(number) for number in version().split("."))
        good = [version(), f"{major}.{minor}", f"{version()};EXACT"]
        bad = [f"{major}.{minor}.{patch + 1}", f"{major}.{minor + 1}", f"{major + 1}.0", f"{major}.{minor}.1;EXACT"]
        if major == 0 and minor > 0:
            bad.append(f"0.{minor - 1}")
        for wanted in good + bad:
            with self.subTest(wanted=wanted):
                done = self.build_with_cmake(CONSUMERS, f"-DCMAKE_PREFIX_PATH={SHARED}", f"-DWANTED={wanted}",
                                             check=False)
                if wanted in good:
                    self.assertEqual(done.returncode, 0, done.stdout)
                    self.assertIn(f"found paidmark {version()}", done.stdout)
                else:
                    self.assertNotEqual(done.returncode, 0)
                    self.assertIn(f"version: {version()}", done.stdout)  # seen, and not accepted


if __name__ == "__main__":
    unittest.main()
