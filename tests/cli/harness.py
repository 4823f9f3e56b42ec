# harness.py - runs the tool in an empty directory and compares what comes out
# SPDX-License-Identifier: MIT
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PAIDMARK = os.environ["PAIDMARK"]  # path of the tool

GOOD, REFUSED, FAILED = 0, 1, 2

# Even where nothing may be skipped: root cannot be shut out, and a container may forbid its root to mount something.
MAY_BE_SKIPPED = ("root reads everything", "no unshare", "no small file system may be mounted here",
                  "no access control lists here", "memory that is given back is kept for a while")

SOUND = "甲##paidbegin##乙丙##paidend##丁\n".encode()
UNSOUND = "甲##paidbegin##乙丙\n".encode()


class Result:
    def __init__(self, completed):
        self.status = completed.returncode
        self.out = completed.stdout
        self.err = completed.stderr.decode("utf-8", "backslashreplace") if completed.stderr is not None else None


class ToolTest(unittest.TestCase):
    """Each test has a directory of its own and runs the tool in it."""

    maxDiff = None

    def skipTest(self, reason):
        if "PAIDMARK_NO_SKIPS" in os.environ and not reason.startswith(MAY_BE_SKIPPED):
            self.fail(f"skipped: {reason}")
        super().skipTest(reason)

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="paidmark-test-")
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)

    def write(self, name, content):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def make_deep(self, top, levels, name):
        """A document so many folders down, where its path may be too long for the system; gives that path."""
        here = os.open(self.directory, os.O_RDONLY)
        for folder in [top] + [name] * levels:
            os.mkdir(folder, dir_fd=here)
            below = os.open(folder, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        file = os.open("a.txt", os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=here)
        os.write(file, SOUND)
        os.close(file)
        os.close(here)
        return f"{top}/" + f"{name}/" * levels + "a.txt"

    def read(self, name):
        return (self.directory / name).read_bytes()

    def start(self, *arguments, **more):
        """A process beside the tool, gone at the end of the test."""
        process = subprocess.Popen(arguments, cwd=self.directory, **more)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        if process.stdout is not None:
            self.addCleanup(process.stdout.close)
        return process

    def preload(self, library):
        """For the environment of the tool."""
        if not os.environ[library]:
            self.skipTest("nothing can be preloaded here")
        return {"LD_PRELOAD": os.environ[library]}

    def names(self):
        return sorted(os.listdir(self.directory))

    def run_tool(self, *arguments, stdin=b"", env=None, **more):
        """Runs the tool with bytes on standard input, or with more["stdin_file"] as it. env adds to an environment
        with nothing in it that matters; the rest is for subprocess.run."""
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", **(env or {})}
        sanitizers = (f"{sanitizer}_OPTIONS" for sanitizer in ("ASAN", "LSAN", "MSAN", "TSAN", "UBSAN"))
        for name in (*sanitizers, "LD_LIBRARY_PATH"):
            if name in os.environ:
                environment.setdefault(name, os.environ[name])
        if "stdin_file" in more:
            more["stdin"] = more.pop("stdin_file")
        else:
            more["input"] = stdin
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        completed = subprocess.run(
            [PAIDMARK, *arguments], cwd=self.directory, env=environment, timeout=300, check=False, **more
        )
        return Result(completed)

    def expect(self, result, status, out=b"", err=""):
        """Compares everything; out as str or bytes."""
        wanted = out.encode() if isinstance(out, str) else out
        self.assertEqual((result.status, result.out, result.err), (status, wanted, err))


def system_reason(number):
    """What the system says about an error, in the words of its C library."""
    return os.strerror(number)


def main():
    unittest.main()
