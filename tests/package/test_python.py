# test_python.py - the module for Python, built as installers build it, on the installed library
# SPDX-License-Identifier: MIT
import pathlib
import tarfile
import tempfile
import unittest
import zipfile

import spec_vectors
from harness import CC, HERE, SHARED, SOURCE, STATIC, PackageTest, copy_binding, library_directory, only, run

# Debian's, which has its headers and setuptools in packages; another may come first in PATH.
PYTHON = "/usr/bin/python3"
BINDING = SOURCE / "lib/bindings/python"
WARNINGS = "-Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror"


def build(kind, source, prefix, result):
    """By the hooks of PEP 517, as pip and build do."""
    result.mkdir(exist_ok=True)
    run(PYTHON, "-c", f"from setuptools import build_meta; build_meta.build_{kind}({str(result)!r})", cwd=source,
        env={"PKG_CONFIG_PATH": str(library_directory(prefix) / "pkgconfig"), "CC": CC, "CFLAGS": WARNINGS})


def install(prefix, directory):
    """Makes the source archive, of that the wheel, and unpacks it; gives where the module lies."""
    copy_binding("python", directory / "source")
    build("sdist", directory / "source", prefix, directory / "archive")
    with tarfile.open(only(directory / "archive", "*.tar.gz")) as archive:
        archive.extractall(directory / "unpacked")
    build("wheel", only(directory / "unpacked", "setup.py").parent, prefix, directory / "wheel")
    with zipfile.ZipFile(only(directory / "wheel", "paidmark-*-cp311-abi3-*.whl")) as wheel:
        wheel.extractall(directory / "site")
    return directory / "site"


class Python(PackageTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="paidmark python ")
        cls.addClassCleanup(directory.cleanup)
        cls.site = install(STATIC, pathlib.Path(directory.name))

    def run_python(self, *arguments, site=None, check=True, **env):
        return run(PYTHON, "-B", *arguments, check=check, env={"PYTHONPATH": str(site or self.site), **env})

    def test_unit_tests(self):
        self.assertIn("\nOK\n", self.run_python(BINDING / "tests/test_paidmark.py", PAIDMARK_CALLS="25000"))

    def test_vectors(self):
        path = self.directory / "vectors.json"
        count = spec_vectors.write(path)
        self.assertEqual(self.run_python(HERE / "bindings/vectors.py", path), f"{count} vectors, 0 failed\n")

    def test_a_wrong_vector_would_be_seen(self):
        path = self.directory / "vectors.json"
        spec_vectors.write(path)
        path.write_text(path.read_text().replace('"column": 2,', '"column": 3,', 1))
        failed = self.run_python(HERE / "bindings/vectors.py", path, check=False)
        self.assertRegex(failed.stdout, r" vectors, [12] failed")
        self.assertEqual(failed.returncode, 1)

    def test_on_the_shared_library(self):
        site = install(SHARED, self.directory)
        self.assertIn("libpaidmark.so.1", self.needed_libraries(only(site, "_paidmark.abi3.so")))
        self.assertNotIn("libpaidmark.so.1", self.needed_libraries(only(self.site, "_paidmark.abi3.so")))
        printed = self.run_python("-c", "import paidmark; print(paidmark.split('a##paidbegin##b##paidend##c').preview)",
                                  site=site, LD_LIBRARY_PATH=str(library_directory(SHARED)))
        self.assertEqual(printed, "ac\n")


if __name__ == "__main__":
    unittest.main()
