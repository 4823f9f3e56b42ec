# check.py - says what of lib/ and cli/ the tests did not go through; fails if it is more than it may be
# SPDX-License-Identifier: MIT
#
#     check.py REPORT EXCEPTIONS    (a report in JSON by gcovr, and exceptions.txt)
import json
import sys
from collections import defaultdict
from pathlib import Path

CLI_LEAST = 95  # percent of lines
ROOT = Path(__file__).resolve().parents[2]


class Count:
    def __init__(self):
        self.all = self.covered = self.excepted = 0

    def add(self, covered, excepted):
        self.all += 1
        self.covered += covered
        self.excepted += not covered and excepted

    def __str__(self):
        excepted = f" and {self.excepted} excepted" if self.excepted else ""
        return f"{self.covered}{excepted} of {self.all} ({self.percent():.2f} %)"

    def percent(self):
        return 100 * (self.covered + self.excepted) / self.all if self.all else 0


def read_exceptions(path):
    """The lines that are excepted. Each group of them has a reason below it, indented."""
    keys, without_reason = set(), []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("lib/"):
            without_reason.append(line)
        elif line.startswith(" ") and line.strip():
            keys.update(without_reason)
            without_reason = []
    if without_reason:
        sys.exit(f"{path}: no reason: {without_reason[0]}")
    return keys


def main():
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    exceptions = read_exceptions(Path(sys.argv[2]))
    lines, branches = defaultdict(Count), defaultdict(Count)
    present = set()
    for file in report["files"]:
        name = file["file"]
        part = name.split("/")[0]
        source = (ROOT / name).read_text(encoding="utf-8").splitlines()
        for line in file["lines"]:
            if line["gcovr/noncode"]:
                continue
            key = f"{name}: {source[line['line_number'] - 1].strip()}"
            excepted = key in exceptions
            present.add(key)
            lines[part].add(line["count"] > 0, excepted)
            for branch in line["branches"]:
                branches[part].add(branch["count"] > 0, excepted)
            missed = [branch for branch in line["branches"] if branch["count"] == 0]
            if not excepted and (line["count"] == 0 or (missed and part == "lib")):
                what = "not both ways" if line["count"] else "never"
                print(f"{name}:{line['line_number']}: {what}: {key.split(': ', 1)[1]}")
    good = True
    for key in sorted(exceptions - present):
        print(f"excepted, but there is no such line: {key}")
        good = False
    for part in ("lib", "cli"):
        print(f"{part}/: lines {lines[part]}, branches {branches[part]}")
    good = good and lines["lib"].percent() == branches["lib"].percent() == 100
    sys.exit(0 if good and lines["cli"].percent() >= CLI_LEAST else 1)


if __name__ == "__main__":
    main()
