# test_killed.py - kills split before each of its calls that change files, and looks at what the next run makes of it
# SPDX-License-Identifier: MIT
#
# PAIDMARK is the tool, KILLED the library to be preloaded, or empty where there is none.
#
# Sources go through three states. A first run splits the first state, one that is killed the second, and then one comes
# to its end over the third. What is published then has to be what a run into empty directories publishes, byte for byte
# and mode for mode, and nothing else may be there. Only a folder may be for fewer people: nobody knows who has made it so.
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PAIDMARK = os.environ["PAIDMARK"]
KILLED = os.environ["KILLED"]

GOOD, REFUSED = 0, 1
TICK = 0.02  # the clock of files has gone on after that
OUTPUTS = ["--preview", "web", "--full", "shop"]
JOB = [PAIDMARK, "split", "in", *OUTPUTS, "--jobs", "1", "--update", "--delete", "--withdraw"]

SOUND = "前\n##paidbegin##SECRET##paidend##后\n"
OTHER = "免\n##paidbegin##SECRE2##paidend##费\n"  # of the same size
UNSOUND = "前\n##paidbegin##SECRET##PaidEnd##后\n"
KEPT = {"always": "there\n"}

# Sources by their paths; None stands for the state before.
SCENARIOS = {
    "a new document": ({}, {"a": SOUND}, None),
    "a new document that goes": ({}, {"a": SOUND}, {}),
    "a new document that changes": ({}, {"a": SOUND}, {"a": OTHER}),
    "a new document that is refused then": ({}, {"a": SOUND}, {"a": UNSOUND}),
    "a new folder that goes": ({}, {"a/b/c": SOUND}, {}),
    "a new folder that becomes a file": ({}, {"a/b/c": SOUND, "a/d": OTHER}, {"a": OTHER}),
    "a folder that becomes a file": ({"a/b/c": SOUND, "a/d": OTHER}, {"a": SOUND}, None),
    "a folder that becomes a file and a folder again": ({"a/b": SOUND}, {"a": SOUND}, {"a/c": OTHER}),
    "a file that becomes a folder": ({"a": SOUND}, {"a/b/c": OTHER}, None),
    "a file that becomes a folder and a file again": ({"a": SOUND}, {"a/b/c": SOUND}, {"a": OTHER}),
    "a document that changes": ({"a": SOUND}, {"a": OTHER}, None),
    "a document that changes and back": ({"a": SOUND}, {"a": OTHER}, {"a": SOUND}),
    "a document that changes and goes": ({"a/b": SOUND}, {"a/b": OTHER}, {}),
    "a document that is refused": ({"a": SOUND}, {"a": UNSOUND}, None),
    "a document that is refused and sound again": ({"a": SOUND}, {"a": UNSOUND}, {"a": SOUND}),
    "a document that is refused and goes": ({"a/b": SOUND}, {"a/b": UNSOUND}, {}),
    "a document that goes": ({"a": SOUND, "b/c": SOUND}, {}, None),
    "a document that goes and comes back": ({"a/b/c": SOUND}, {}, {"a/b/c": SOUND}),
    "documents that stay": ({"a": SOUND, "b/c": UNSOUND}, None, None),
}


def put(directory, old, new):
    """Leaves alone what does not change."""
    for path in set(old) - set(new):
        (directory / path).unlink()
    for folder, _, _ in os.walk(directory, topdown=False):
        if folder != str(directory) and not os.listdir(folder):
            os.rmdir(folder)
    for path, content in new.items():
        if content != old.get(path):
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_text(content, encoding="utf-8")


def published(directory):
    """Everything in the outputs: content and mode of a file, mode of a folder."""
    found = {}
    for tree in ("web", "shop"):
        for folder, below, names in os.walk(directory / tree):
            for name in below + names:
                path = Path(folder, name)
                if name != ".paidmark-state":
                    found[str(path.relative_to(directory))] = (path.read_bytes() if path.is_file() else None,
                                                               stat.S_IMODE(path.lstat().st_mode))
    return found


def is_as_expected(found, expected):
    if found is None or expected is None:
        return found == expected
    is_folder = found[0] is None
    return found[0] == expected[0] and (found[1] & ~expected[1] == 0 if is_folder else found[1] == expected[1])


def run(directory, kill_at=None, number=signal.SIGKILL):
    environment = {**os.environ, "LC_ALL": "C"}
    if kill_at is not None:
        environment.update(LD_PRELOAD=KILLED, KILL_AT=str(kill_at), KILL_SIGNAL=str(int(number)))
    return subprocess.run(JOB, cwd=directory, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          timeout=60, check=False)


class Scenario:
    def __init__(self, name, base):
        self.name = name
        self.base = base
        first, second, third = SCENARIOS[name]
        second = first if second is None else second
        third = second if third is None else third
        self.states = [{**KEPT, **state} for state in (first, second, third)]
        self.complaints = []
        self.kills = 0

    def complain(self, kill_at, what):
        self.complaints.append(f"{self.name}, killed at {kill_at}: {what}")

    def make(self, name):
        directory = self.base / name
        shutil.rmtree(directory, ignore_errors=True)
        (directory / "in").mkdir(parents=True)
        return directory

    def run_whole(self, directory, kill_at):
        completed = run(directory)
        if completed.returncode not in (GOOD, REFUSED):
            self.complain(kill_at, f"status {completed.returncode}: {completed.stderr.decode()}")

    def go_on(self, directory, step):
        put(directory / "in", self.states[step - 1], self.states[step])
        time.sleep(TICK)

    def check(self, kill_at, expected):
        """False if the run ended before it was killed."""
        directory = self.make("work")
        put(directory / "in", {}, self.states[0])
        time.sleep(TICK)
        self.run_whole(directory, kill_at)
        self.go_on(directory, 1)
        killed = run(directory, kill_at).returncode
        if killed not in (GOOD, REFUSED, -signal.SIGKILL):
            self.complain(kill_at, f"status {killed} before it was killed")
        for path, (content, _) in published(directory).items():
            if path.startswith("web/") and content is not None and b"SECRE" in content:
                self.complain(kill_at, f"{path} has paid text")
        self.go_on(directory, 2)
        self.run_whole(directory, kill_at)
        found = published(directory)
        for path in sorted(set(found) | set(expected)):
            if not is_as_expected(found.get(path), expected.get(path)):
                self.complain(kill_at, f"{path} is {found.get(path)} and not {expected.get(path)}")
        return killed == -signal.SIGKILL

    def check_lost(self, kill_at):
        """The file of the state is gone: what nobody knows the source of any more is told by every run from then on."""
        directory = self.make("lost")
        put(directory / "in", {}, {**KEPT, "a": SOUND})
        self.run_whole(directory, kill_at)
        (directory / "in/a").unlink()
        (directory / "shop/.paidmark-state").unlink()
        killed = run(directory, kill_at).returncode
        message = run(directory).stderr.decode()
        if "2 outputs of unknown origin" not in message:
            self.complain(kill_at, f"with the state lost, the next run says {message}")
        return killed == -signal.SIGKILL

    def check_stopped(self, kill_at):
        """A signal that can be dealt with leaves no temporary file: neither a run with a state nor one without."""
        directory = self.make("stopped")
        for old, new in (({}, self.states[0]), self.states[:2]):
            put(directory / "in", old, new)
            stopped = run(directory, kill_at, signal.SIGTERM).returncode
            if stopped not in (GOOD, REFUSED, -signal.SIGTERM):
                self.complain(kill_at, f"status {stopped} after a signal")
            left = [str(path) for path in directory.rglob(".paidmark-*") if path.name != ".paidmark-state"]
            if left:
                self.complain(kill_at, f"a signal left {left}")
            self.run_whole(directory, kill_at)

    def follow(self):
        directory = self.make("expected")
        put(directory / "in", {}, self.states[2])
        self.run_whole(directory, "no call")
        expected = published(directory)
        while self.check(self.kills, expected):
            self.kills += 1
        for kill_at in range(self.kills):
            self.check_stopped(kill_at)


def main():
    if not KILLED:
        print("nothing can be preloaded here")
        return
    with tempfile.TemporaryDirectory(prefix="paidmark-killed-") as base:
        scenarios = [Scenario(name, Path(base) / str(i)) for i, name in enumerate(SCENARIOS)]
        with ThreadPoolExecutor(max_workers=8) as pool:  # which wait for the clock most of the time
            for future in [pool.submit(scenario.follow) for scenario in scenarios]:
                future.result()
        lost = Scenario("documents that stay", Path(base) / "lost")
        while lost.check_lost(lost.kills):
            lost.kills += 1
        scenarios.append(lost)
    complaints = [complaint for scenario in scenarios for complaint in scenario.complaints]
    complaints += [f"{scenario.name}: was never killed" for scenario in scenarios if scenario.kills == 0]
    print(f"{sum(scenario.kills for scenario in scenarios)} kills, {len(complaints)} complaints")
    print("\n".join(complaints[:100]))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
