# test_dask.py - Dask distributed: a scheduler, four workers, one of which is killed at its work
# SPDX-License-Identifier: MIT
import os
import signal
import time
import unittest

from engines import PAIDMARK, EngineTest, block_with, make_records, replace_once, without_numbers

BLOCK = "20kB"

# The first process of all, whichever worker starts it, tells that worker's number and does nothing until it is gone.
FIRST_WAITS = f"""
if mkdir first 2>/dev/null; then
    echo $PPID >victim.part
    mv victim.part victim
    while kill -0 $PPID 2>/dev/null; do sleep 0.1; done
    exit 1
fi
exec {PAIDMARK} "$@"
"""


class Dask(EngineTest):
    def setUp(self):
        super().setUp()
        self.need("dask-scheduler", "dask-worker")
        self.environment["PYTHONPATH"] = str(self.directory)

    def wait_for(self, path):
        deadline = time.monotonic() + 200
        while not path.exists():
            self.assertLess(time.monotonic(), deadline, f"no {path.name}")
            time.sleep(0.05)

    def test_a_worker_is_killed(self):
        lines = make_records()
        (self.directory / "bin/paidmark").write_text(f"#!/bin/sh\ncd {self.directory}\n{FIRST_WAITS}")
        half = lines.index(b"\n", len(lines) // 2) + 1
        (self.directory / "articles-1.jsonl").write_bytes(lines[:half])
        (self.directory / "articles-2.jsonl").write_bytes(lines[half:])
        (self.directory / "records.py").write_text(replace_once(block_with(["read_bytes"]), "16MB", BLOCK))
        script = block_with(["dask-scheduler"])
        script = replace_once(script, "dask-scheduler", "dask-scheduler --host 127.0.0.1 --port 0 --no-dashboard")
        script = replace_once(script, "dask-worker", "dask-worker --no-dashboard --host 127.0.0.1")
        with open(self.directory / "messages", "wb") as messages:
            process = self.start("sh", "-e", "-c", script, stderr=messages)
            self.wait_for(self.directory / "victim")
            os.kill(int((self.directory / "victim").read_text()), signal.SIGKILL)
            status = process.wait(timeout=200)
        self.assertEqual(status, 0, (self.directory / "messages").read_text()[-3000:])
        parts = sorted((self.directory / "index").glob("*.jsonl"))
        self.assertGreater(len(parts), 20)
        self.assertEqual(without_numbers(b"".join(part.read_bytes() for part in parts)), self.answers(lines))


if __name__ == "__main__":
    unittest.main()
