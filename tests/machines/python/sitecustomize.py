# sitecustomize.py - leaves out the tests that LEFT_OUT, a file, names; Python reads this first when it is on its path
# SPDX-License-Identifier: MIT
import os
import sys
import unittest
from pathlib import Path


def names_for(program):
    """What stands in LEFT_OUT for the test file that is being run, as "Class.test": reason."""
    lines = Path(os.environ["LEFT_OUT"]).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {name.removeprefix(program + "."): reason for name, reason in pairs if name.startswith(program + ".")}


class Program(unittest.TestProgram):
    def createTests(self, *arguments, **more):
        for name, reason in names_for(Path(sys.argv[0]).stem).items():
            test_class, test = name.split(".")
            holder = getattr(self.module, test_class)
            setattr(holder, test, unittest.skip(reason)(getattr(holder, test)))  # a name that is not there ends the run
        super().createTests(*arguments, **more)


if "LEFT_OUT" in os.environ:
    unittest.main = Program
