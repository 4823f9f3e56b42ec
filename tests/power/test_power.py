# test_power.py - cuts the power between any two changes of a file, in thought, and looks at what may be on disk then
# SPDX-License-Identifier: MIT
#
# PAIDMARK is the tool, STEPS_LIBRARY the library to be preloaded with which it waits before each change, so that all
# files can be looked at. What a power cut leaves is taken to be one of these, with all that fsync was given before:
#
# - journal: names are as they were at one moment between the last fsync of anything and the cut, in all directories,
#   as ext4, XFS and btrfs do it, which write changes of names in order;
# - directories: the names of each directory are as they were at one moment between its own last fsync and the cut,
#   which is all that POSIX has; tried are those where one directory is behind, and where all are;
#
# and in both, what was written to a file since its own last fsync is there, is not there, is there by half, or zeros are
# in its place, as delayed allocation may have it. Not looked at: modes, owners, and disks that lie about fsync.
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from dataclasses import dataclass, field
from pathlib import Path

PAIDMARK = os.environ["PAIDMARK"]
STEPS_LIBRARY = os.environ["STEPS_LIBRARY"]

STATE = ".paidmark-state"
SECRET = b"SECRET"


def document(name, lines=1):
    return f"Free of {name}.\n##paidbegin##\n{'SECRET of ' + name + chr(10)}##paidend##\n" + "More.\n" * lines


# ---- What was done, step by step ------------------------------------------------------------------------------------


class Life:
    """A file or directory from its making to its end; inodes are used again."""

    def __init__(self, inode):
        self.inode = inode


@dataclass
class Moment:
    """All that is in a directory: names by directory, text and time by file, and what has just been synced."""

    top: Life = None
    names: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    synced: Life = None


class Recording:
    """A run of the tool, as moments: one before each change, one behind each fsync, one at the end."""

    def __init__(self, top, *arguments):
        self.top = top
        self.lives = {}
        self.moments = []
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours:
            with theirs:
                process = subprocess.Popen([PAIDMARK, *arguments], cwd=top, pass_fds=[theirs.fileno()],
                                           stderr=subprocess.PIPE,
                                           env={**os.environ, "LD_PRELOAD": STEPS_LIBRARY, "STEPS": str(theirs.fileno())})
            while question := ours.recv(64):
                self.look(int(question.split()[1]))
                ours.send(b".")
        self.messages = process.communicate()[1]
        self.status = process.returncode
        self.look(0)

    def look(self, synced):
        before, self.lives = self.lives, {}
        moment = Moment()
        moment.top = self.look_at(self.top, moment, before)
        moment.synced = self.lives.get(synced)
        self.moments.append(moment)

    def look_at(self, path, moment, before):
        status = path.lstat()
        life = self.lives[status.st_ino] = before.get(status.st_ino) or Life(status.st_ino)
        if path.is_dir():
            moment.names[life] = {name: self.look_at(path / name, moment, before) for name in sorted(os.listdir(path))
                                  if path != self.top or name != "tree"}
        else:
            moment.files[life] = path.read_bytes(), status.st_mtime_ns
        return life


# ---- What may be on disk --------------------------------------------------------------------------------------------


class Cut:
    """The power goes at the last of these moments."""

    def __init__(self, moments):
        self.moments = moments
        self.last = len(moments) - 1

    def synced_since(self, life):
        """The moment of the last fsync, of whatever it may be for None; what was there at first is on disk."""
        for i in range(self.last, 0, -1):
            if self.moments[i].synced is not None and life in (None, self.moments[i].synced):
                return i
        return 0

    def names_by_journal(self):
        for i in range(self.synced_since(None), self.last + 1):
            yield self.moments[i].names

    def names_of(self, life):
        found = []
        for moment in self.moments[self.synced_since(life):]:
            names = moment.names.get(life, {})
            if names not in found:
                found.append(names)
        return found

    def names_by_directory(self):
        last = {}
        for moment in self.moments:
            last.update(moment.names)
        choices = {life: self.names_of(life) for life in last}
        yield {life: found[0] for life, found in choices.items()}
        for life, found in choices.items():
            for names in found:
                yield {**last, life: names}

    def texts_of(self, life):
        """What the file may hold, and its time, in an order that is the same for all files."""
        kept = next(moment.files[life] for moment in reversed(self.moments) if life in moment.files)
        begin = self.moments[self.synced_since(life)]
        safe, time_ns = begin.files.get(life, (b"", kept[1]))
        new = kept[0][len(safe):]
        return [kept, (safe, time_ns), (safe + new[:len(new) // 2], kept[1]), (safe + bytes(len(new)), kept[1])]

    def states(self):
        lives = {life for moment in self.moments for life in moment.files}
        texts = {life: self.texts_of(life) for life in lives}
        for names in (*self.names_by_journal(), *self.names_by_directory()):
            for which in range(4):
                yield State(self.moments[0].top, names, {life: texts[life][which] for life in lives})


class State:
    """What may be on disk: paths with inode, text and time; directories have None for a text."""

    def __init__(self, top, names, texts):
        self.entries = {}
        self.add("", top, names, texts)

    def add(self, path, life, names, texts):
        if life in texts:
            self.entries[path] = (life.inode, *texts[life])
            return
        if path:
            self.entries[path] = (life.inode, None, 0)
        for name, inside in names.get(life, {}).items():
            self.add(f"{path}/{name}" if path else name, inside, names, texts)

    def key(self):
        return tuple(sorted(self.entries.items()))

    def outputs(self):
        """Those that have their names."""
        return {path: text for path, (_, text, _) in self.entries.items()
                if text is not None and not os.path.basename(path).startswith(".paidmark-")}

    def previews(self):
        """All that lies in their directory, whatever its name."""
        return {path: text for path, (_, text, _) in self.entries.items() if text is not None and "/preview/" in path}

    def put_on_disk(self, top):
        """Makes it so below a directory. What the state of the tool says of inodes becomes true of the new ones."""
        inodes = {}
        for path in top.iterdir():
            if path.name != "tree":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path, (inode, text, time_ns) in sorted(self.entries.items(), key=lambda entry: (STATE in entry[0], entry[0])):
            if text is None:
                (top / path).mkdir()
                continue
            if path.endswith(STATE):
                text = translate(text, inodes)
            (top / path).write_bytes(text)
            os.utime(top / path, ns=(time_ns, time_ns))
            inodes[b"%x.%x.%x" % (time_ns // 10**9, time_ns % 10**9, inode)] = b"%x" % (top / path).stat().st_ino
            if path.endswith(STATE):
                (top / path).chmod(0o600)


def translate(state, inodes):
    """Of an output the state has SIZE.SECONDS.NANOSECONDS.INODE."""
    return re.sub(rb"(?<= )([0-9a-f]+)\.([0-9a-f]+\.[0-9a-f]+)\.([0-9a-f]+)(?= )",
                  lambda found: b"%s.%s.%s" % (found[1], found[2], inodes.get(found[2] + b"." + found[3], b"0")), state)


# ---- The tests ------------------------------------------------------------------------------------------------------


def outputs_on_disk(top):
    return {str(path.relative_to(top)): path.read_bytes() for path in sorted(top.rglob("*"))
            if path.is_file() and "tree" not in path.relative_to(top).parts[:1] and path.name != STATE}


class PowerTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.top = Path(directory.name).resolve()

    def write(self, files):
        for path, text in files.items():
            path = self.top / "tree" / path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        time.sleep(0.02)  # a tick of the clock of files

    def run_tool(self, *arguments):
        return subprocess.run([PAIDMARK, *arguments], cwd=self.top, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              check=False)

    def cut_everywhere(self, command, repair=None, status=0):
        """Yields what is wrong in any state that any cut may leave, as sentences."""
        before = outputs_on_disk(self.top)
        recording = Recording(self.top, *command.split())
        self.assertEqual(recording.status, status, recording.messages)
        after = outputs_on_disk(self.top)
        seen = {}
        for end in range(1, len(recording.moments) + 1):
            for state in Cut(recording.moments[:end]).states():
                seen[state.key()] = (state, end)
        print(f"{self.id().split('.')[-1]}: {len(recording.moments)} points at which the power is cut, "
              f"{len(seen)} states of the disk")
        for state, end in seen.values():
            is_over = end == len(recording.moments)
            where = f"cut at {end} of {len(recording.moments)}: "
            yield from (where + wrong for wrong in self.look_at(state, before, after, is_over))
            if repair is not None:
                state.put_on_disk(self.top)
                repaired = self.run_tool(*repair.split())
                found = outputs_on_disk(self.top)
                if (repaired.returncode, found) != (status, after):
                    yield f"{where}the next run gives {repaired.returncode}, {repaired.stderr}, {differences(found, after)}"

    def look_at(self, state, before, after, is_over):
        outputs = state.outputs()
        for path, text in outputs.items():
            if text not in (before.get(path), after.get(path)):
                yield f"{path} is neither old nor new: {text}"
        for path in set(before) & set(after) - set(outputs):
            yield f"{path} is gone"
        for path, text in state.previews().items():
            if SECRET in text:
                yield f"paid text in {path}"
        if is_over and outputs != after:
            yield f"the run is over, and not all of it is on disk: {differences(outputs, after)}"


def differences(found, wanted):
    return [path for path in sorted(set(found) | set(wanted)) if found.get(path) != wanted.get(path)]


TREE = {"a.txt": document("a"), "gone.txt": document("gone"), "refused.txt": document("refused"),
        "deep/b.txt": document("b"), "deep/gone.txt": document("deep gone"), "deep/was/directory.txt": document("deeper"),
        "was/directory.txt": document("directory"), "was-file": document("file")}


class Power(PowerTest):
    def prepare_second_run(self):
        """Outputs that change, appear, go, are refused, and take the place of a directory, or of a file."""
        self.write(TREE)
        self.assertEqual(self.run_tool("split", "--sync", "-d", "out", "tree").returncode, 0)
        for path in ("gone.txt", "deep/gone.txt", "deep/was/directory.txt", "was/directory.txt", "was-file"):
            (self.top / "tree" / path).unlink()
        (self.top / "tree/deep/was").rmdir()
        (self.top / "tree/was").rmdir()
        self.write({"a.txt": document("a", 3), "refused.txt": "##PaidBegin##SECRET", "new.txt": document("new"),
                    "deep/was": document("deep was"), "was": document("was"), "was-file/d.txt": document("d")})

    def test_first_run(self):
        self.write({"a.txt": document("a"), "deep/b.txt": document("b"), "deep/er/c.txt": document("c")})
        wrong = list(self.cut_everywhere("split --jobs 1 --sync -d out tree", "split --update -d out tree"))
        self.assertEqual(wrong, [])

    def test_second_run(self):
        self.prepare_second_run()
        wrong = list(self.cut_everywhere("split --jobs 1 --sync --update --delete --withdraw -d out tree",
                                         "split --update --delete --withdraw -d out tree", 1))
        self.assertEqual(wrong, [])

    def test_state_that_is_shortened(self):
        self.write({"a.txt": document("a"), "gone.txt": document("gone")})
        self.assertEqual(self.run_tool("split", "--sync", "-d", "out", "tree").returncode, 0)
        state = self.top / "out" / STATE
        state.write_bytes(state.read_bytes() + b"- never\n" * 2000)
        (self.top / "tree/gone.txt").unlink()
        self.write({"a.txt": document("a", 3)})
        wrong = list(self.cut_everywhere("split --jobs 1 --sync --update --delete -d out tree",
                                         "split --update --delete -d out tree"))
        self.assertLess(state.stat().st_size, 2000)
        self.assertEqual(wrong, [])

    def test_two_directories(self):
        self.write({"a.txt": document("a"), "deep/b.txt": document("b")})
        wrong = list(self.cut_everywhere("split --jobs 1 --sync --preview web --full shop tree",
                                         "split --update --preview web --full shop tree"))
        self.assertEqual(wrong, [])

    def test_one_output(self):
        """A temporary file that is left beside it stays there, as the manual says."""
        self.write({"a.txt": document("a")})
        (self.top / "out.txt").write_text("old")
        self.assertEqual(list(self.cut_everywhere("full --sync tree/a.txt -o out.txt")), [])

    def test_without_sync_faults_are_found(self):
        self.write({"a.txt": document("a")})
        wrong = list(self.cut_everywhere("split --jobs 1 -d out tree"))
        self.assertTrue(any("neither old nor new" in each for each in wrong), wrong)
        self.assertTrue(any("the run is over" in each for each in wrong), wrong)


if __name__ == "__main__":
    unittest.main()
