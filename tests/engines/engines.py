# engines.py - what the tests of engines share: the manual's own lines, and records to run them on
# SPDX-License-Identifier: MIT
import json
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

PAIDMARK = Path(os.environ["PAIDMARK"])
MANUAL = Path(__file__).parents[2] / "cli/man/paidmark-at-scale.7"

RECORDS = 2000
TEXTS = [
    "公开的话。##paidbegin##付费的话##paidend##\n",
    "<p>free</p>\n##paidbegin##\n<p>SECRET</p>\n##paidend##\n",
    "##paidbegin##SECRET\n",  # is refused
]


def block_with(words):
    """The one block of the manual that has them all."""
    text = MANUAL.read_text(encoding="utf-8").replace("\\e", "\\")
    blocks = re.findall(r"^\.Bd -literal\n(.*?)^\.Ed$", text, re.DOTALL | re.MULTILINE)
    found = [block for block in blocks if all(word in block for word in words)]
    assert len(found) == 1, f"{len(found)} blocks have {words}"
    return found[0]


def replace_once(text, old, new):
    assert text.count(old) == 1, f"{text.count(old)} times {old}"
    return text.replace(old, new)


def make_records(sound_only=False):
    generator = random.Random(20261128)
    lines = []
    for number in range(RECORDS):
        text = "".join(generator.choices(TEXTS[:2], k=generator.randrange(1, 9)))
        kind = 0 if sound_only else generator.randrange(50)
        if kind == 1:
            text += TEXTS[2]
        lines.append(json.dumps({"id": number, "text": text}) if kind != 2 else f'{{"id": {number}, "text"')
    return "".join(f"{line}\n" for line in lines).encode()


def without_numbers(answers):
    """The line numbers of bad lines, which count from the beginning of a block."""
    return re.sub(rb'"line":\d+', b"", answers)


class EngineTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="paidmark-engines-")
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.environment = {"HOME": directory.name, "LC_ALL": "C", "SHELL": "/bin/sh",
                            "PATH": f"{self.directory}/bin:/usr/local/bin:/usr/bin:/bin"}
        self.make_tool(self.directory / "bin", f'exec {PAIDMARK} "$@"\n')

    def make_tool(self, folder, script):
        folder.mkdir()
        tool = folder / "paidmark"
        tool.write_text(f"#!/bin/sh\n{script}")
        tool.chmod(0o755)

    def need(self, *programs):
        for program in programs:
            self.assertTrue(shutil.which(program, path="/usr/sbin:/usr/bin:/bin"), f"{program} has to be installed")

    def answers(self, lines):
        """Those of one process."""
        done = subprocess.run([PAIDMARK, "records", "-q", "--drop"], input=lines, stdout=subprocess.PIPE, check=False)
        self.assertEqual(done.stdout.count(b"\n"), RECORDS)
        self.assertNotIn(b"SECRET", done.stdout)
        return without_numbers(done.stdout)

    def start(self, *command, **more):
        """In a process group of its own, which ends with the test."""
        process = subprocess.Popen(command, cwd=self.directory, env=self.environment, start_new_session=True, **more)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()

    def run_script(self, script, timeout=300):
        """Its status and messages."""
        process = self.start("sh", "-c", script, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, messages = process.communicate(timeout=timeout)
        return process.returncode, messages.decode()
