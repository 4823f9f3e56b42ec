# harness.py - what the package tests share: the installed trees, and programs built and run on them
# SPDX-License-Identifier: MIT
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SOURCE"])
HERE = SOURCE / "tests/package"
CONSUMERS = HERE / "consumers"
CC = os.environ.get("CC", "cc")
CXX = os.environ.get("CXX", "c++")
CMAKE = os.environ.get("CMAKE", "cmake")

# Where install.py has put the tree with the static library alone, and the one with both kinds, shared first.
TREES = pathlib.Path(os.environ.get("TREES", "trees"))
STATIC = TREES / "static/prefix"
SHARED = TREES / "shared/prefix"


def run(*command, check=True, env=None, **more):
    """Runs a command and gives what it printed, on both streams; without check, what subprocess.run gives."""
    done = subprocess.run([str(word) for word in command], text=True, stdout=subprocess.PIPE,
                          stderr=more.pop("stderr", subprocess.STDOUT), env={**os.environ, **(env or {})}, **more)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stdout}")
    return done.stdout if check else done


def only(directory, pattern):
    """The one file of this name below a directory."""
    found = sorted(directory.rglob(pattern))
    if len(found) != 1:
        raise AssertionError(f"{directory} has {len(found)} {pattern}")
    return found[0]


def copy_binding(name, to):
    """Copies lib/bindings/NAME, to be built there, without what somebody has built in it."""
    built = shutil.ignore_patterns("build", "modules", ".libs", "*.l[ao]", "*.o", "*.dep", "*.so", "*.egg-info", "results")
    shutil.copytree(SOURCE / "lib/bindings" / name, to, ignore=built)


def library_directory(prefix):
    return only(prefix, "paidmark.pc").parent.parent


def version():
    """The version, from the one place that everything else is compared with: the header."""
    for line in (SOURCE / "include/paidmark.h").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:2] == ["#define", "PAIDMARK_VERSION"]:
            return words[2].strip('"')
    raise AssertionError("the header has no version")


class PackageTest(unittest.TestCase):
    """Each test has a directory of its own."""

    maxDiff = None

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="paidmark package ")  # a blank, since users have some
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def build_with_cmake(self, source, *options, check=True):
        """Configures and builds a consumer; gives its build directory, or the failed configuration."""
        build = self.directory / "build"
        shutil.rmtree(build, ignore_errors=True)
        configured = run(CMAKE, "-S", source, "-B", build, f"-DCMAKE_C_COMPILER={CC}", *options, check=False)
        if not check:
            return configured
        self.assertEqual(configured.returncode, 0, configured.stdout)
        run(CMAKE, "--build", build, "-j2")
        return build

    def needed_libraries(self, program):
        lines = run("readelf", "-d", program, env={"LC_ALL": "C"}).splitlines()
        needed = [line.split("[")[1].rstrip("]") for line in lines if "(NEEDED)" in line]
        return needed
