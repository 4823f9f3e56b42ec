# records.py - times `paidmark records` against the JSON library that it reads with, and against jq
# SPDX-License-Identifier: MIT
#
#     python3 records.py PAIDMARK [--mebibytes 1024] [--rounds 3] [--directory DIR]
#
# Makes articles, one half Chinese text and one half HTML, each half paid, and removes them in the end. Every preview is
# compared with what `preview` makes. json_reformat (yajl-tools) is the library's own parse-and-dump. The commands take
# turns; `MB/s` is of the median time from start to end, `CPU` of the processor time, which other load of the machine
# changes less; `MiB` is the most memory that it had.
import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time

import make_archive

HTML = '<p>This is paragraph %d of <b>the article</b>, with &amp; a reference and a "quotation".</p>'


def make_text(generator, number):
    if number % 2:
        lines = make_archive.make_paragraphs(generator)
    else:
        lines = [HTML % generator.randrange(1000) for _ in range(80)]
    middle = len(lines) // 2
    return "\n".join([*lines[:middle], "##paidbegin##", *lines[middle:], "##paidend##", ""])


def make_articles(path, mebibytes):
    generator = random.Random(20261128)
    texts = [make_text(generator, number) for number in range(400)]
    size = count = 0
    with open(path, "wb") as file:
        while size < mebibytes << 20:
            article = {"id": count, "title": f"第 {count} 篇", "price": 1.5, "tags": ["a", "b"], "text": texts[count % 400]}
            size += file.write(json.dumps(article, ensure_ascii=False).encode() + b"\n")
            count += 1
    return size, count


class Row:
    def __init__(self, *command):
        self.command = command
        self.seconds, self.cpu, self.peak = [], [], 0

    def run(self, path):
        began = time.perf_counter()
        with open(path, "rb") as stdin:
            process = subprocess.Popen(self.command, stdin=stdin, stdout=subprocess.DEVNULL)
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            self.look_at_memory(process.pid)
            time.sleep(0.01)
        self.seconds.append(time.perf_counter() - began)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, f"{self.command}: status {process.returncode}"
        self.cpu.append(usage.ru_utime + usage.ru_stime)

    def look_at_memory(self, pid):
        """Of the program alone: what wait4 tells includes what this one had when it made the process."""
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            found = re.search(r"VmHWM:\s+(\d+)", file.read())
        self.peak = max(self.peak, int(found[1]) if found else 0)

    def print(self, size):
        seconds, cpu = statistics.median(self.seconds), statistics.median(self.cpu)
        name = " ".join([os.path.basename(self.command[0]), *self.command[1:]])
        print(f"{name:32}{size / seconds / 1e6:8.0f}{size / cpu / 1e6:8.0f}{self.peak / 1024:8.1f}", flush=True)


def compare_previews(tool, path):
    """Every record's preview is what `preview` makes of its text."""
    previews = {}
    with subprocess.Popen([tool, "records", path], stdout=subprocess.PIPE) as records:
        for count, line in enumerate(records.stdout, 1):
            record = json.loads(line)
            text = record["text"]
            if text not in previews:
                previews[text] = subprocess.check_output([tool, "preview"], input=text.encode())
            assert record["id"] == count - 1 and record["paidmark"]["preview"].encode() == previews[text], line
    return count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("paidmark")
    parser.add_argument("--mebibytes", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--directory", default=os.environ.get("TMPDIR", "/dev/shm"))
    options = parser.parse_args()
    tool = os.path.realpath(options.paidmark)
    rows = [Row("cat"), Row("json_reformat", "-m", "-s"), Row("jq", "-c", "."), Row(tool, "records", "-j1"),
            Row(tool, "records", "-j1", "--drop"), Row(tool, "records", "-j2")]
    rows = [row for row in rows if shutil.which(row.command[0])]
    with tempfile.TemporaryDirectory(prefix="paidmark-records.", dir=options.directory) as directory:
        path = os.path.join(directory, "articles.jsonl")
        size, count = make_articles(path, options.mebibytes)
        print(f"{count} articles, {size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}")
        assert compare_previews(tool, path) == count
        for _ in range(options.rounds):
            for row in rows:
                row.run(path)
    print(f"{'':32}{'MB/s':>8}{'CPU':>8}{'MiB':>8}")
    for row in rows:
        row.print(size)


if __name__ == "__main__":
    main()
