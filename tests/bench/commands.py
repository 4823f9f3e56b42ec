# commands.py - times whole commands of the tool against cat, cp and what people cut text with
# SPDX-License-Identifier: MIT
#
#     python3 commands.py PAIDMARK... [--mebibytes 256] [--rounds 15] [--directory DIR] [--only WORD]... [--fifo]
#
# Makes a Chinese document, half of which is paid, in a directory of its own under DIR ($TMPDIR, else /dev/shm) and
# removes it in the end. All commands of a table take turns, so that whatever else the machine does meets them all, and
# the first one in each round is another one. `median` and `least` are milliseconds from start to end, both ends of a
# pipe included; `ratio` is between the medians, to the first row; `peak` is the largest memory that the command had,
# not counting the cat behind a pipe (getrusage, which begins at the size of this script). Output files are new each
# time; removing them is not timed. The document is in the page cache. Several builds of the tool may be given; the rows
# of the second one begin with "2:". --only takes the rows that hold the word, besides each table's first. --fifo runs
# everything under SCHED_FIFO (root), which keeps other processes away.
#
# A disk instead of memory is timed with --directory; what is written is not waited for.
import argparse
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import make_archive

BLOCKS = 200

# Cuts what is paid out in the plain way: no check of anything.
MAWK = r'BEGIN { RS = "##paid(begin|end)##" } NR % 2 { printf "%s", $0 }'
PERL = "undef $/; $_ = <>; s/##paidbegin##.*?##paidend##//gs; print"
PYTHON = ("import re, sys; "
          "text = open(sys.argv[1], 'rb').read(); "
          "sys.stdout.buffer.write(re.sub(b'(?s)##paidbegin##.*?##paidend##', b'', text))")


def make_document(path, mebibytes):
    """Different blocks of about 70 KB, again and again; the second half of each is paid."""
    generator = random.Random(20240501)
    blocks = []
    for _ in range(BLOCKS):
        paragraphs = [line for _ in range(10) for line in make_archive.make_paragraphs(generator)]
        middle = len(paragraphs) // 2
        lines = [*paragraphs[:middle], "##paidbegin##", *paragraphs[middle:], "##paidend##"]
        blocks.append(("\n".join(lines) + "\n").encode())
    size = 0
    with open(path, "wb") as file:
        while size < mebibytes << 20:
            size += file.write(blocks[generator.randrange(BLOCKS)])
    return size


class Row:
    """A command line, and where its standard output goes: "file", "pipe" or "nowhere"."""

    def __init__(self, arguments, goes_to, name=None):
        self.arguments = arguments
        self.goes_to = goes_to
        self.name = name or " ".join(arguments)
        self.times = []
        self.peak = 0

    def start(self, stdin, stdout):
        actions = [(os.POSIX_SPAWN_DUP2, stdin, 0), (os.POSIX_SPAWN_DUP2, stdout, 1)]
        return os.posix_spawnp(self.arguments[0], self.arguments, os.environ, file_actions=actions)

    def run(self, nowhere):
        if self.goes_to == "pipe":
            return self.run_into_cat(nowhere)
        stdout = nowhere
        if self.goes_to == "file":
            stdout = os.open("out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
        process = self.start(nowhere, stdout)
        if stdout != nowhere:
            os.close(stdout)
        return [process]

    def run_into_cat(self, nowhere):
        reader, writer = os.pipe()
        process = self.start(nowhere, writer)
        os.close(writer)
        cat = Row(["cat"], "nowhere").start(reader, nowhere)
        os.close(reader)
        return [process, cat]

    def time(self, nowhere):
        Path("out").unlink(missing_ok=True)
        start = time.perf_counter()
        for number, process in enumerate(self.run(nowhere)):
            _, status, usage = os.wait4(process, 0)
            if status != 0:
                sys.exit(f"{self.name}: status {os.waitstatus_to_exitcode(status)}")
            if number == 0:
                self.peak = max(self.peak, usage.ru_maxrss << 10)
        self.times.append((time.perf_counter() - start) * 1e3)


def tables(builds):
    python = [sys.executable, "-I", "-c", PYTHON, "doc"]
    tools = [["mawk", MAWK, "doc"], ["perl", "-e", PERL, "doc"], python]
    tools = [tool for tool in tools if shutil.which(tool[0])]

    def cutters(goes_to):
        return [Row(tool, goes_to, f"{Path(tool[0]).name} (script) doc") for tool in tools]

    def paidmark(goes_to, *arguments):
        begins = ["", *(f"{number}: " for number in range(2, len(builds) + 1))]
        end = " > out" if goes_to == "file" else ""
        return [Row([build, *arguments], goes_to, f"{begin}paidmark {' '.join(arguments)}{end}")
                for begin, build in zip(begins, builds)]

    return {
        "to a file": [
            Row(["cat", "doc"], "file", "cat doc > out"),
            Row(["cp", "doc", "out"], "nowhere"),
            *paidmark("nowhere", "preview", "doc", "-o", "out"),
            *paidmark("file", "preview", "doc"),
            *paidmark("nowhere", "full", "doc", "-o", "out"),
            *paidmark("file", "full", "doc"),
            *cutters("file"),
        ],
        "to `| cat > /dev/null`": [
            Row(["cat", "doc"], "pipe"),
            *paidmark("pipe", "preview", "doc"),
            *paidmark("pipe", "full", "doc"),
            *cutters("pipe"),
        ],
        "to nowhere": [
            Row(["cat", "doc"], "nowhere", "cat doc > /dev/null"),
            *paidmark("nowhere", "check", "-q", "doc"),
            *paidmark("nowhere", "info", "doc"),
            # With /dev/null for output it would stop at the first.
            Row(["grep", "-c", "##paidbegin##", "doc"], "file", "grep -c ##paidbegin## doc > out"),
            Row(["wc", "-l", "doc"], "nowhere"),
        ],
    }


def first_line(*command):
    completed = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return (completed.stdout + completed.stderr).strip().split("\n")[0]


def processor():
    try:
        return re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(), re.M)[1]
    except (OSError, TypeError):
        return platform.machine()


def print_versions(builds):
    print(f"{processor()}, {len(os.sched_getaffinity(0))} processors, {platform.system()} {platform.release()}, "
          f"load {os.getloadavg()[0]:.2f}")
    # mawk knows -W version, and not all of them anything else.
    for command in (*([build, "--version"] for build in builds), ["cat", "--version"], ["grep", "--version"],
                    ["mawk", "-W", "version"], ["perl", "-e", "print \"perl $^V\""], [sys.executable, "--version"]):
        if shutil.which(command[0]):
            print(f"  {first_line(*command)}")


def print_table(title, rows):
    print(f"\n{title:36}{'median':>8}{'least':>8}{'ratio':>7}{'peak':>12}")
    base = statistics.median(rows[0].times)
    for row in rows:
        median = statistics.median(row.times)
        print(f"{row.name:36}{median:8.1f}{min(row.times):8.1f}{median / base:7.2f}{row.peak / (1 << 20):8.1f} MiB",
              flush=True)


def measure(builds, options):
    nowhere = os.open("/dev/null", os.O_RDWR | os.O_CLOEXEC)
    for title, rows in tables(builds).items():
        rows = [row for row in rows if row is rows[0] or not options.only
                or any(word in row.name for word in options.only)]
        if len(rows) == 1:
            continue
        for row in rows:  # warms up
            row.time(nowhere)
            row.times.clear()
        for number in range(options.rounds):
            first = number % len(rows)
            for row in rows[first:] + rows[:first]:
                row.time(nowhere)
        Path("out").unlink(missing_ok=True)
        print_table(title, rows)


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("paidmark", nargs="+")
    parser.add_argument("--mebibytes", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--directory", default=os.environ.get("TMPDIR", "/dev/shm"))
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--fifo", action="store_true")
    return parser.parse_args()


def main():
    options = read_arguments()
    builds = [os.path.realpath(build) for build in options.paidmark]
    print_versions(builds)
    if options.fifo:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(10))
    with tempfile.TemporaryDirectory(prefix="paidmark-commands.", dir=options.directory) as directory:
        os.chdir(directory)
        try:
            size = make_document("doc", options.mebibytes)
            print(f"{size / (1 << 20):.1f} MiB in {options.directory}, {options.rounds} rounds; milliseconds")
            measure(builds, options)
        finally:
            os.chdir("/")


if __name__ == "__main__":
    main()
