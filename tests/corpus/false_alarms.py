#!/usr/bin/env python3
# false_alarms.py - reads ordinary texts with every marker set, and tells what in them is taken for a damaged marker
# SPDX-License-Identifier: MIT
#
#     tests/corpus/false_alarms.py --paidmark PATH [--corpus DIR] [--cache DIR] [--only WORD]... [--places N] [--jobs N]
#
# README.md beside this file tells what is read, how alarms are explained, and what the exit status means.
import argparse
import fnmatch
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build"

NAMED = ("default", "fastadmin", "ghost", "more")
# Tokens as sites choose them; without an end it is a divider.
OWN = (
    ("[private]", "[/private]"),
    ("[membership]", "[/membership]"),
    ("{{premium}}", "{{/premium}}"),
    ("<!-- paywall -->", None),
    ("<protected>", "</protected>"),
    ("[付费内容]", "[/付费内容]"),
    ("===MORE===", None),
    ("<!-- paid-start -->", "<!-- paid-end -->"),
    ("[reply]", "[/reply]"),
    ("[subscribers-only]", "[/subscribers-only]"),
    ('<hr id="system-readmore" ...>', None),
    ('[paid id="begin"]', '[paid id="end"]'),
)
BEGIN_TOKENS = {"default": "##paidbegin##", "fastadmin": "$$paidbegin$$", "ghost": "<!--members-only-->",
                "more": "<!--more-->", **{begin: begin for begin, _ in OWN}}

CONTEXT_BYTES = 40


def lines_of(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


# ---- The corpus -----------------------------------------------------------------------------------------------------

def download(packages, cache):
    """The .deb of each package, in the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    missing = [package for package in packages if not list(cache.glob(f"{package}_*.deb"))]
    if missing:
        print(f"downloading {len(missing)} packages to {cache}", flush=True)
        if subprocess.run(["apt-get", "download", "-q", *missing], cwd=cache, stdout=subprocess.DEVNULL).returncode:
            sys.exit(f"apt-get download fails in {cache}")
    return {package: max(cache.glob(f"{package}_*.deb")) for package in packages}


def text_of(path):
    """What a file holds as text, with the name it then has; (None, None) if it is none in UTF-8."""
    content, name = path.read_bytes(), path.name
    try:
        if name.endswith(".gz"):
            content, name = gzip.decompress(content), name[:-3]
        if name.endswith(".mo"):
            command = ["msgunfmt", "--no-wrap", "-"]
            content, name = subprocess.run(command, input=content, capture_output=True, check=True).stdout, name + ".po"
        content.decode("utf-8")
    except (OSError, EOFError, zlib.error, subprocess.CalledProcessError, UnicodeDecodeError):
        return None, None
    return (None, None) if not content or b"\0" in content else (content, name)


def unpack(deb, directory, seen):
    """Puts the texts of a package into a directory, but none that an earlier one had too."""
    work = directory.with_name(directory.name + ".unpacking")
    shutil.rmtree(work, ignore_errors=True)
    (work / "texts").mkdir(parents=True)
    subprocess.run(["dpkg-deb", "-x", deb, work / "files"], check=True)
    for root, directories, names in os.walk(work / "files"):
        directories.sort()
        for path in (Path(root, name) for name in sorted(names)):
            if path.is_symlink() or not path.is_file():
                continue
            content, name = text_of(path)
            if content is None or hashlib.sha256(content).digest() in seen:
                continue
            seen.add(hashlib.sha256(content).digest())
            place = (work / "texts" / path.relative_to(work / "files")).with_name(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    (work / "texts").rename(directory)
    shutil.rmtree(work)


def make_corpus(corpus, cache):
    corpus.mkdir(parents=True, exist_ok=True)
    packages = [package for package in lines_of(HERE / "packages.txt") if not (corpus / package).is_dir()]
    if not packages:
        return
    if not shutil.which("msgunfmt"):
        print("no msgunfmt (Debian: gettext): message catalogues are left out", file=sys.stderr)
    seen = {hashlib.sha256(path.read_bytes()).digest() for path in files_of(corpus)}
    for package, deb in download(packages, cache).items():
        unpack(deb, corpus / package, seen)


def files_of(directory):
    return [path for path in directory.rglob("*") if path.is_file()]


# ---- Reading it -----------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Alarm:
    set: str
    path: str  # below the corpus
    place: str
    text: str
    context: str

    def is_explained_by(self, entry):
        return (entry.set == self.set and fnmatch.fnmatchcase(self.path, entry.path)
                and entry.text.lower() == self.text.lower())


def one_line(content):
    return " ".join(content.decode("utf-8", "replace").split())


def alarms_of(document, name, corpus):
    """Those of a document, as the tool's JSON describes it."""
    path = bytes.fromhex(document["file_hex"]) if "file_hex" in document else document["file"].encode()
    content = Path(os.fsdecode(path)).read_bytes()
    for problem in document["problems"]:
        if problem["code"] != "lookalike-marker":
            continue
        begin, end = problem["offset"], problem["offset"] + problem["bytes"]
        yield Alarm(name, str(Path(os.fsdecode(path)).relative_to(corpus)), f"{problem['line']}:{problem['column']}",
                    one_line(content[begin:end]),
                    one_line(content[max(0, begin - CONTEXT_BYTES):end + CONTEXT_BYTES]))


def read(paidmark, name, arguments, directory):
    """How many documents there are, and the alarms in them."""
    alarms, count = [], 0
    command = [paidmark, "check", "--json", "--hidden", *arguments, "--", directory]
    with tempfile.TemporaryFile() as messages:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=messages) as process:
            for line in process.stdout:
                count += 1
                if b'"lookalike-marker"' in line:
                    alarms.extend(alarms_of(json.loads(line), name, directory))
        if process.returncode not in (0, 1):
            messages.seek(0)
            sys.exit(f"{name}: status {process.returncode}\n{messages.read().decode(errors='replace')}")
    return count, alarms


def sets(words):
    every = {name: ["--markers", name] for name in NAMED}
    for begin, end in OWN:
        every[begin] = ["--divider", begin] if end is None else ["--begin", begin, "--end", end]
    return {name: arguments for name, arguments in every.items() if not words or any(word in name for word in words)}


def notices_damage(paidmark, name, arguments):
    """Whether a set finds its begin token with signs in full width: a check that sees nothing would always pass."""
    damaged = "".join(c if c.isalnum() or c == " " else chr(ord(c) + 0xFEE0) for c in BEGIN_TOKENS[name])
    with tempfile.TemporaryDirectory(prefix="paidmark-corpus.") as directory:
        Path(directory, "damaged.txt").write_text(f"text {damaged} text\n", encoding="utf-8")
        return bool(read(paidmark, name, arguments, Path(directory))[1])


# ---- Report ---------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Entry:
    set: str
    path: str
    text: str


def read_explained():
    """The entries of explained.txt: `set: path: text`, and below some of them a reason, indented."""
    lines = lines_of(HERE / "explained.txt")
    return [Entry(*line.split(": ", 2)) for line in lines if not line.startswith(" ")]


def print_alarms(alarms, places):
    groups = defaultdict(list)
    for alarm in alarms:
        groups[alarm.text.lower()].append(alarm)
    for group in sorted(groups.values(), key=len, reverse=True):
        print(f"    {len(group)} × {group[0].text}")
        for alarm in group[:places or None]:
            print(f"        {alarm.path}:{alarm.place}: {alarm.context}")
        if places and len(group) > places:
            print(f"        and {len(group) - places} more")


def report(name, count, alarms, entries, places):
    """Prints what a set gave. Returns the number of alarms that are not explained."""
    open_alarms = [alarm for alarm in alarms if not any(alarm.is_explained_by(entry) for entry in entries)]
    files = len({alarm.path for alarm in open_alarms})
    print(f"{name}: {len(open_alarms)} in {files} of {count} files, {len(alarms) - len(open_alarms)} explained")
    print_alarms(open_alarms, places)
    sys.stdout.flush()
    return len(open_alarms)


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--paidmark", required=True, help="the tool")
    parser.add_argument("--corpus", type=Path, default=BUILD / "corpus", help="the texts; made where it lacks packages")
    parser.add_argument("--cache", type=Path, default=BUILD / "corpus-packages", help="where packages are kept")
    parser.add_argument("--only", action="append", default=[], help="only sets whose name holds this")
    parser.add_argument("--places", type=int, default=3, help="how many to show of each text; 0: all")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="how many sets at a time")
    return parser.parse_args()


def main():
    sys.stdout.reconfigure(errors="surrogateescape")  # paths need not be UTF-8
    options = read_arguments()
    paidmark, corpus, entries = os.path.realpath(options.paidmark), options.corpus.resolve(), read_explained()
    make_corpus(corpus, options.cache.resolve())
    sizes = [path.stat().st_size for path in files_of(corpus)]
    print(f"{len(sizes)} files, {sum(sizes) / 1e6:.0f} MB in {corpus}", flush=True)

    chosen = sets(options.only)
    blind = [name for name, arguments in chosen.items() if not notices_damage(paidmark, name, arguments)]
    unexplained = 0
    with ThreadPoolExecutor(options.jobs) as executor:
        runs = {name: executor.submit(read, paidmark, name, arguments, corpus) for name, arguments in chosen.items()}
        for name, run in runs.items():
            count, alarms = run.result()
            if count != len(sizes):
                sys.exit(f"{name}: {count} files were read")
            unexplained += report(name, count, alarms, entries, options.places)
    if blind:
        print(f"prove nothing, since they notice no damage: {', '.join(blind)}")
    sys.exit(2 if blind else 1 if unexplained else 0)


if __name__ == "__main__":
    main()
