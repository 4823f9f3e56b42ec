# test_inject.py - fails each call of the tool in turn and looks at what is left
# SPDX-License-Identifier: MIT
#
# PAIDMARK is the tool, INJECT the library to be preloaded, INJECT_SKIP the classes of calls that cannot be failed in this
# build, separated by commas. With INJECT_STEP=N only each N-th call is failed, with each plan another one.
import errno
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PAIDMARK = os.environ["PAIDMARK"]
INJECT = os.environ["INJECT"]
SKIPPED = set(filter(None, os.environ.get("INJECT_SKIP", "").split(",")))
STEP = int(os.environ.get("INJECT_STEP", "1"))

GOOD, REFUSED, FAILED = 0, 1, 2
REPORT = struct.Struct("@4L")  # as struct report in inject.c
ALWAYS_LAST = 1 << 30
HUGE_CALLS = 20

# What nobody may read without paying is all and only this.
SECRET = "机密SECRET付费"
SOUND = f"甲乙。\n##paidbegin##{SECRET}\n第二行\n##paidend##\n丙丁！\n"
PREVIEW = "甲乙。\n\n丙丁！\n"
FULL = f"甲乙。\n{SECRET}\n第二行\n丙丁！\n"
REST = f"{SECRET}\n第二行"
UNSOUND = f"前面 ##paidbegin##{SECRET} ##PaidEnd## 后面\n"
LONG = "".join(f"第{i}行，公开的话。\n##paidbegin##\n{SECRET}{i}\n##paidend##\n" for i in range(300))
HUGE = (f"{'公开的话。' * 4000}\n##paidbegin##\n{SECRET * 3000}\n##paidend##\n").encode() * 70  # 8 MiB and more


RECORDS = "".join(f"{json.dumps(record)}\n" for record in ({"text": LONG}, {"text": UNSOUND, "a": [1]}))


class Scenario:
    def __init__(self, name, arguments, status=GOOD, files=None, links=None, stdin=None, out=None, kinds=None,
                 first=None, gone=(), syncs=None):
        self.name = name
        self.arguments = arguments
        self.status = status
        self.files = {path: text if isinstance(text, bytes) else text.encode() for path, text in (files or {}).items()}
        self.links = links or {}
        self.stdin = stdin
        self.out = out  # None: what the tool prints when nothing fails
        self.first = first  # arguments of a run before that in which nothing fails
        self.syncs = syncs  # how often something is sent to disk; None: nobody counts
        self.gone = gone  # what is removed after that
        self.kinds = kinds  # the classes of which the first HUGE_CALLS fail, one at a time; None: all

    def has(self, plan):
        kind, _, _, to_the_end = plan
        return self.kinds is None or (kind in self.kinds and not to_the_end)

    def prepare(self, directory):
        for path, content in self.files.items():
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_bytes(content)
        for path, target in self.links.items():
            os.symlink(target, directory / path)
        if self.first is not None:
            time.sleep(0.02)  # a tick of the clock of files
            subprocess.run([PAIDMARK, *self.first], cwd=directory, check=True, stderr=subprocess.DEVNULL)
        for path in self.gone:
            (directory / path).unlink()


IN = {"in.txt": SOUND}
TREE = {"tree/a.txt": SOUND, "tree/deep/b.txt": UNSOUND, "tree/deep/er/c.txt": PREVIEW}
GOOD_TREE = {"tree/a.txt": SOUND, "tree/deep/b.txt": SOUND + "完\n"}
FIXABLE = SOUND.replace("##paidend##", "##Paid\nEnd##")
FIXABLE_TREE = {"tree/a.txt": FIXABLE, "tree/b.txt": "##PaidBegin##" + SECRET, "tree/deep/c.txt": FIXABLE}
OLD_SPLIT = {**GOOD_TREE, "out/full/a.txt": "old full", "out/preview/a.txt": "old preview"}

SCENARIOS = [
    Scenario("preview", ["preview", "in.txt"], files=IN, out=PREVIEW),
    Scenario("full", ["full", "in.txt"], files=IN, out=FULL),
    Scenario("rest", ["rest", "in.txt"], files=IN, out=REST),
    Scenario("preview of a stream", ["preview"], stdin=SOUND, out=PREVIEW),
    Scenario("full of a long stream", ["full", "-"], stdin=LONG),
    Scenario("long preview", ["preview", "in.txt"], files={"in.txt": LONG}),
    Scenario("huge preview", ["preview", "in.txt"], files={"in.txt": HUGE}, kinds=("allocation", "read", "write")),
    Scenario("new file", ["rest", "in.txt", "-o", "out.txt"], files=IN),
    Scenario("old file", ["preview", "in.txt", "-o", "out.txt"], files={**IN, "out.txt": "old"}),
    Scenario("long old file", ["preview", "in.txt", "-o", "out.txt"], files={"in.txt": LONG, "out.txt": "old"}),
    Scenario("file behind a link", ["preview", "in.txt", "-o", "link"], files={**IN, "there/out.txt": "old"},
             links={"link": "there/out.txt"}),
    Scenario("refused", ["preview", "in.txt", "-o", "out.txt"], REFUSED, files={"in.txt": UNSOUND, "out.txt": "old"}),
    Scenario("salvage", ["preview", "--salvage", "in.txt"], files={"in.txt": UNSOUND}),
    Scenario("excerpt", ["preview", "--excerpt", "4", "in.txt"], files=IN, out="甲乙。\n"),
    Scenario("placeholder", ["preview", "--placeholder", "[{characters}]", "in.txt"], files=IN),
    Scenario("own markers", ["preview", "--begin", "<<", "--end", ">>", "--begin", "[[", "--end", "]]", "in.txt"],
             files={"in.txt": f"a<<{SECRET}>>b[[{SECRET}]]c"}, out="abc"),
    Scenario("to GB18030", ["preview", "--to", "GB18030", "in.txt"], files=IN),
    Scenario("from GB18030", ["full", "--from", "GB18030", "in.txt"], files={"in.txt": SOUND.encode("gb18030")},
             out=FULL),
    Scenario("from a guess to a file", ["preview", "--from", "auto", "--to", "UTF-16", "in.txt", "-o", "out.txt"],
             files={"in.txt": SOUND.encode("gb18030"), "out.txt": "old"}),
    Scenario("ill-formed UTF-16", ["check", "--from", "UTF-16", "in.txt"], REFUSED,
             files={"in.txt": "好\n".encode("utf-16-be") + b"\xd8\x00\x00\x20"}),
    Scenario("check", ["check", "in.txt"], REFUSED, files={"in.txt": UNSOUND}),
    Scenario("check of a tree", ["check", "tree"], REFUSED, files=TREE),
    Scenario("check of a tree in JSON", ["check", "--json", "tree"], REFUSED, files=TREE),
    Scenario("check that mends", ["check", "--fix", "in.txt"], files={"in.txt": FIXABLE}),
    Scenario("check of a tree that mends", ["check", "--fix", "tree"], REFUSED, files=FIXABLE_TREE),
    Scenario("check that mends behind a link", ["check", "--fix", "--json", "link"], files={"there/in.txt": FIXABLE},
             links={"link": "there/in.txt"}),
    Scenario("check that shows what it would mend", ["check", "--fix", "--dry-run", "tree"], REFUSED, files=FIXABLE_TREE),
    # More problems than are listed: that is noted in a temporary file.
    Scenario("check in SARIF", ["check", "--format=sarif", "in.txt"], REFUSED, files={"in.txt": "##paidend##" * 101}),
    Scenario("info from GB18030 in JSON", ["info", "--json", "--from", "GB18030", "in.txt"],
             files={"in.txt": SOUND.encode("gb18030")}),
    Scenario("info", ["info", "in.txt"], files=IN),
    Scenario("info of a tree in JSON", ["info", "--json", "tree"], REFUSED, files=TREE),
    Scenario("records", ["records", "--jobs", "1", "--excerpt", "4", "--drop"], REFUSED, stdin=RECORDS),
    Scenario("split", ["split", "--jobs", "1", "-d", "out", "tree"], files=GOOD_TREE),
    Scenario("file on disk", ["full", "--sync", "in.txt", "-o", "out.txt"], files=IN, syncs=2),
    # Four outputs, four directories of them, DIR three times, the one that it is in, and nine times the state.
    Scenario("split over old files", ["split", "--jobs", "1", "--sync", "-d", "out", "tree"], files=OLD_SPLIT, syncs=21),
    # Two outputs, a place with the state twice and the other once, what they are in twice, and nine times the state.
    Scenario("split to two places", ["split", "--jobs", "1", "--sync", "--full", "shop", "--preview", "web", "a.txt"],
             files={"a.txt": SOUND}, kinds=("sync",), syncs=16),
    Scenario("split of two that collide", ["split", "--jobs", "1", "-d", "out", "one", "two"], FAILED,
             files={"one/deep/a.txt": SOUND, "two/deep/a.txt": PREVIEW}),
    Scenario("split of what is up to date", ["split", "--jobs", "1", "--update", "-d", "out", "tree"], files=GOOD_TREE,
             first=["split", "-d", "out", "tree"]),
    Scenario("split with other options", ["split", "--jobs", "1", "--update", "--to", "UTF-16", "-d", "out", "tree"],
             files=GOOD_TREE, first=["split", "-d", "out", "tree"]),
    Scenario("split with --delete and --withdraw", ["split", "--jobs", "1", "--delete", "--withdraw", "--unmarked", "error",
                                                    "-d", "out", "tree"], REFUSED,
             files={**GOOD_TREE, "tree/c.txt": PREVIEW}, first=["split", "-d", "out", "tree"],
             gone=["tree/deep/b.txt"]),
    Scenario("preview with settings", ["preview", "deep/in.txt"], out="ab",
             files={"deep/in.txt": f"a<<{SECRET}>>b", ".paidmark": "begin = <<\nend = >>\n"}),
    Scenario("split of a list with settings", ["split", "--jobs", "1", "-d", "out", "--files0-from=list", "--exclude=*.{md,tex}"],
             files={"tree/a.txt": SOUND, "tree/a.md": SOUND, "tree/drafts/c.txt": SECRET, "tree/.paidmark": "exclude = /drafts/\n",
                    "list": "tree\0"}),
    Scenario("split with a refused document", ["split", "--jobs", "2", "--json", "-d", "out", "tree"], REFUSED,
             files=TREE),
]

# Class, error (0: a short count), and whether nobody may notice. One call fails, or with `all` every one from it on.
PLANS = [
    ("allocation", errno.ENOMEM, False, False),
    ("allocation", errno.ENOMEM, False, True),
    ("open", errno.EMFILE, False, False),
    ("open", errno.EIO, False, True),
    ("open", errno.EINTR, True, False),
    ("read", errno.EIO, False, False),
    ("read", errno.EINTR, True, False),
    ("read", 0, True, False),
    ("read", 0, True, True),
    ("write", errno.ENOSPC, False, False),
    ("write", errno.EIO, False, True),
    ("write", errno.EINTR, True, False),
    ("write", 0, True, False),
    ("close", errno.EIO, False, False),
    ("close", errno.EINTR, True, False),
    ("sync", errno.EIO, False, False),
    ("sync", errno.EINTR, True, False),
    ("rename", errno.EIO, False, False),
    ("rename", errno.ENOSPC, False, True),
    ("rename", errno.EISDIR, False, False),
    ("status", errno.EIO, False, False),
    ("status", errno.ENOMEM, False, False),
    ("directory", errno.EIO, False, False),
    ("directory", errno.ENOSPC, False, True),
    ("other", errno.EPERM, False, False),
]


def snapshot(directory):
    """Every file, link and directory under it."""
    found = {}
    for parent, directories, files in os.walk(directory):
        for name in directories + files:
            if name == ".paidmark-state":  # is told by what the next run makes of it
                continue
            path = os.path.join(parent, name)
            relative = os.path.relpath(path, directory)
            if os.path.islink(path):
                found[relative] = ("link", os.readlink(path))
            elif os.path.isdir(path):
                found[relative] = ("directory",)
            else:
                found[relative] = ("file", Path(path).read_bytes())
    return found


def settle(text, is_split):
    """Without what differs between two runs of the same: the time, and for several workers the order of lines."""
    text = re.sub(rb"[0-9.]+ s\b|\"milliseconds\":[0-9]+|[0-9-]{10}[ T][0-9:]{5,8}", b"", text)
    return b"".join(sorted(text.splitlines(keepends=True))) if is_split else text


class Run:
    """One run of the tool in a directory of its own."""

    def __init__(self, scenario, base, plan=None):
        directory = base / "work"
        report = base / "report"
        if directory.exists():
            shutil.rmtree(directory)
        directory.mkdir(parents=True)
        scenario.prepare(directory)
        self.before = snapshot(directory)
        report.write_bytes(bytes(REPORT.size))
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                environment[name] = os.environ[name]
        environment.update(LD_PRELOAD=INJECT, INJECT_REPORT=str(report), INJECT_CLASS="other")
        if plan is not None:
            environment.update(INJECT_CLASS=plan[0], INJECT_ERROR=str(plan[1]), INJECT_AT=str(plan[2]),
                               INJECT_LAST=str(plan[3]))
        more = {"stdin": subprocess.DEVNULL} if scenario.stdin is None else {"input": scenario.stdin.encode()}
        try:
            completed = subprocess.run([PAIDMARK, *scenario.arguments], cwd=directory, env=environment, timeout=30,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **more)
            is_split = scenario.arguments[0] == "split"
            self.status = completed.returncode
            self.out = settle(completed.stdout, is_split)
            self.err = settle(completed.stderr, is_split)
        except subprocess.TimeoutExpired:
            self.status, self.out, self.err = "none, it hangs", b"", b""
        self.calls, self.failed, self.leaked, self.exited = REPORT.unpack(report.read_bytes())
        self.after = snapshot(directory)


def check_whole(run, usual):
    """What counts as done is done."""
    if run.out != usual.out:
        yield f"status {run.status}, but standard output is {run.out[:200]!r}"
    for path in sorted(set(run.after) | set(usual.after)):
        if run.after.get(path) != usual.after.get(path):
            yield f"status {run.status}, but {path} is {str(run.after.get(path))[:200]}"


def check_failed(run, usual, scenario):
    """What could not be done is said, and nothing is half done."""
    if not run.err:
        yield "failed without a word"
    if os.strerror(errno.EFAULT).encode() in run.err:
        yield f"the system was handed what is no address: {run.err[-500:].decode('utf-8', 'replace')}"
    if scenario.arguments[0] in ("preview", "full", "rest") and not usual.out.startswith(run.out):
        yield f"wrong beginning on standard output: {run.out[:200]!r}"
    for path in sorted(set(run.after) | set(run.before)):
        now = run.after.get(path)
        if now in (run.before.get(path), usual.after.get(path)):
            continue
        yield f"{path} is {str(now)[:200]}"


def check_pairs(run, usual):
    """The outputs of a document are both as they were, or both as they are to be."""
    for path in usual.after:
        if path.startswith("out/full/") and usual.after[path][0] == "file":
            pair = path, "out/preview/" + path[len("out/full/"):]
            if len({run.after.get(each) == usual.after[each] for each in pair}) > 1:
                yield f"of {pair} one is new"


def check_secret(run, scenario):
    """No paid text where previews are."""
    secret = "SECRET".encode("utf-16-be"), b"SECRET"
    if scenario.arguments[0] != "preview":
        public = [content for path, content in run.after.items() if path.startswith("out/preview/")]
    else:
        public = [("file", run.out)] + [content for path, content in run.after.items() if path not in run.before
                                        or content != run.before[path]]
    for content in public:
        if content[0] == "file" and any(word in content[1] for word in secret):
            yield "paid text in a preview"


def check(run, usual, scenario, unnoticed, to_the_end, leaks):
    if run.status not in (GOOD, REFUSED, FAILED):
        yield f"status {run.status}: {run.err[-2000:].decode('utf-8', 'replace')}"
        return
    if run.status == usual.status:
        yield from check_whole(run, usual)
    elif run.status == FAILED and not unnoticed:
        yield from check_failed(run, usual, scenario)
        if not to_the_end:
            yield from check_pairs(run, usual)
    else:
        yield f"status {run.status} instead of {usual.status}: {run.err[-500:].decode('utf-8', 'replace')}"
    if unnoticed and run.err != usual.err:
        yield f"a message: {run.err[-500:].decode('utf-8', 'replace')}"
    if any(".paidmark-" in path for path in run.after):
        yield f"a temporary file is left: {sorted(run.after)}"
    is_stopped = scenario.arguments[0] == "records" and b" records, " not in run.err  # and its memory with the process
    if leaks and not is_stopped and (not run.exited or run.leaked > 0):
        yield f"{run.leaked} allocations are leaked"
    yield from check_secret(run, scenario)


class Campaign:
    """All failures of all plans in one scenario."""

    def __init__(self, scenario, base):
        self.scenario = scenario
        self.base = base
        self.complaints = []
        self.runs = 0
        self.failed = {}

    def complain(self, plan, what):
        self.complaints.append(f"{self.scenario.name}: {plan}: {what}")

    def run(self):
        usual = Run(self.scenario, self.base)
        if usual.status != self.scenario.status:
            self.complain("nothing fails", f"status {usual.status}: {usual.err.decode('utf-8', 'replace')}")
            return
        if self.scenario.out is not None and usual.out.decode() != self.scenario.out:
            self.complain("nothing fails", f"standard output is {usual.out!r}")
        for what in check(usual, usual, self.scenario, True, False, "allocation" not in SKIPPED):
            self.complain("nothing fails", what)
        for plan in PLANS:
            if plan[0] not in SKIPPED and self.scenario.has(plan):
                self.follow(plan, usual)

    def follow(self, plan, usual):
        kind, error, unnoticed, to_the_end = plan
        step = 1 if kind == "sync" else STEP  # those are counted
        at = 0 if to_the_end else PLANS.index(plan) % step
        name = f"{kind} {errno.errorcode.get(error, 'short')}{' from' if to_the_end else ''}"
        while True:
            run = Run(self.scenario, self.base, (kind, error, at, ALWAYS_LAST if to_the_end else at))
            self.runs += 1
            for what in check(run, usual, self.scenario, unnoticed, to_the_end, "allocation" not in SKIPPED):
                self.complain(f"{name} {at}", what)
            if run.failed == 0:
                if run.status != usual.status:
                    self.complain(f"{name} {at}", f"status {run.status} with nothing failed")
                if kind == "sync" and self.scenario.syncs not in (None, at):
                    self.complain(name, f"{at} calls")
                return
            self.failed[name.split()[0]] = self.failed.get(name.split()[0], 0) + run.failed
            if to_the_end and unnoticed:  # the first run did it all
                return
            at += step
            if self.scenario.kinds is not None and at >= HUGE_CALLS:
                return


def main():
    failed = {}
    with tempfile.TemporaryDirectory(prefix="paidmark-inject-") as base:
        campaigns = [Campaign(scenario, Path(base) / str(i)) for i, scenario in enumerate(SCENARIOS)]
        for campaign in campaigns:
            campaign.base.mkdir()
        with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool:
            for future in [pool.submit(campaign.run) for campaign in campaigns]:
                future.result()
    complaints = [complaint for campaign in campaigns for complaint in campaign.complaints]
    for campaign in campaigns:
        for kind, count in campaign.failed.items():
            failed[kind] = failed.get(kind, 0) + count
    for kind in sorted({plan[0] for plan in PLANS}):
        if kind in SKIPPED:
            print(f"{kind}: skipped")
        elif failed.get(kind, 0) == 0:
            complaints.append(f"{kind}: not one call was failed")
        else:
            print(f"{kind}: {failed[kind]} calls failed")
    print(f"{sum(campaign.runs for campaign in campaigns)} runs, {len(complaints)} complaints")
    print("\n".join(complaints[:200]))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
