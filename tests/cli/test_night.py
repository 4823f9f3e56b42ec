# test_night.py - the job of every night: a tree that changes at random, runs that are killed, and what is published
# SPDX-License-Identifier: MIT
#
# After each round what is there is what a model says, byte for byte and mode for mode. The model takes what a document
# comes to from `paidmark preview` and `full` of it alone. NIGHT_ROUNDS is how many rounds there are, NIGHT_SEED what they
# are made of. KILLED is a library that kills a run at one of its changes to files, or empty where it cannot be preloaded.
import os
import random
import shutil
import signal
import stat
import subprocess
import time

from harness import GOOD, PAIDMARK, REFUSED, ToolTest, main

ROUNDS = int(os.environ.get("NIGHT_ROUNDS", "8"))
SEED = int(os.environ.get("NIGHT_SEED", "20261128"))
KILLED = os.environ.get("KILLED", "")
UMASK = 0o022
SECRET = b"SECRET"
NAMES = ["a", "b", "c.txt", "报告", "e", "f g"]
FILE_MODES = [0o644, 0o600, 0o640, 0o604, 0o664, 0o444, 0o755]
FOLDER_MODES = [0o755, 0o700, 0o750, 0o711, 0o777]
OPTIONS = [[], ["--placeholder", "[{characters}]"], ["--exact"]]
# Of one size each, so that nothing but the time and the inode tells them apart.
CONTENTS = [f"前{i}\n##paidbegin##SECRET{i}##paidend##后\n" for i in range(10)]
CONTENTS += [f"前{i}\n##paidbegin##SECRET{i}##PaidEnd##后\n" for i in range(4)]  # is refused
CONTENTS += [f"免费{i}\n" * 2000 for i in range(4)]
CONTENTS = [content.encode() for content in CONTENTS]


class Night(ToolTest):
    def setUp(self):
        super().setUp()
        self.generator = random.Random(SEED)
        self.foreign = {}
        self.altered = {}  # content of outputs that somebody has written to, by tree and path
        self.known = {}
        (self.directory / "in").mkdir()

    # ---- What changes ------------------------------------------------------------------------------------------------

    def sources(self):
        """Files and folders below in, by their paths there."""
        files, folders = [], []
        top = self.directory / "in"
        for folder, below, names in os.walk(top):
            files += [os.path.relpath(os.path.join(folder, name), top) for name in names]
            folders += [os.path.relpath(os.path.join(folder, name), top) for name in below]
        return files, folders

    def any_path(self):
        """Seldom one at which or above which something of another kind is."""
        while True:
            path = "/".join(self.generator.choice(NAMES) for _ in range(self.generator.randint(1, 4)))
            above = path
            while above and not (self.directory / "in" / above).exists():
                above = os.path.dirname(above)
            is_folder = (self.directory / "in" / above).is_dir()
            if is_folder == (above != path) or self.generator.random() < 0.03:
                return path

    def make_way(self, path):
        """What is a file where a folder has to be goes, and what is at the path itself."""
        parts = path.split("/")
        for i in range(1, len(parts) + 1):
            here = self.directory / "in" / "/".join(parts[:i])
            if i == len(parts) and here.is_dir():
                shutil.rmtree(here)
            elif here.is_file() and (i < len(parts) or self.generator.random() < 0.5):
                here.unlink()

    def put(self, path, content):
        """What may not be written to is now."""
        if (self.directory / "in" / path).is_file():
            (self.directory / "in" / path).chmod(0o644)
        self.write("in/" + path, content)

    def change_source(self):
        files, folders = self.sources()
        path = self.any_path()
        action = self.generator.random()
        if 0.3 <= action < 0.55 and files:  # nothing but what is in it
            path = self.generator.choice(files)
        if action < (0.55 if len(files) < 120 else 0.3) or not files:
            self.make_way(path)
            self.put(path, self.generator.choice(CONTENTS))
        elif action < 0.65:
            (self.directory / "in" / self.generator.choice(files)).unlink()
        elif action < 0.75:
            (self.directory / "in" / self.generator.choice(files)).chmod(self.generator.choice(FILE_MODES))
        elif action < 0.82 and folders:
            (self.directory / "in" / self.generator.choice(folders)).chmod(self.generator.choice(FOLDER_MODES))
        elif action < 0.90:
            self.make_way(path)
            if (self.directory / "in" / path).parent.is_dir():
                old = self.generator.choice(self.sources()[0] or [path])
                if (self.directory / "in" / old).is_file():
                    os.replace(self.directory / "in" / old, self.directory / "in" / path)
        else:
            moment = self.generator.choice([1, 1_700_000_000, 4_000_000_000])
            os.utime(self.directory / "in" / self.generator.choice(files), (moment, moment))

    def change_output(self):
        tree = self.generator.choice(["web", "shop"])
        outputs = [path for path in self.published(tree) if path not in self.foreign.get(tree, ())]
        action = self.generator.random()
        if action < 0.3:
            path = f"foreign-{len(self.foreign)}"
            self.foreign.setdefault(tree, set()).add(path)
            self.write(f"{tree}/{path}", "not of paidmark")
        elif outputs:
            path = self.directory / tree / self.generator.choice(outputs)
            if action < 0.6:
                path.unlink()
            else:
                path.chmod(0o644)
                path.write_bytes(path.read_bytes()[::-1])
                self.altered[tree, str(path.relative_to(self.directory / tree))] = path.read_bytes()

    def take_altered_out_of_the_way(self):
        """It makes no way for a file that becomes a folder, nor for a folder that becomes a file."""
        for tree, path in self.altered:
            source = self.directory / "in" / path
            while not source.exists():
                source = source.parent
            is_in_the_way = source.is_dir() if source == self.directory / "in" / path else source.is_file()
            if is_in_the_way and (self.directory / tree / path).is_file():
                (self.directory / tree / path).unlink()

    def take_away_altered(self, expected):
        """What somebody has written to is his own, and stays, where its source went before a run came to it."""
        for (tree, path), content in self.altered.items():
            here = self.directory / tree / path
            if path not in expected[tree] and here.is_file() and here.read_bytes() == content:
                here.unlink()
                while not os.listdir(here := here.parent):
                    here.rmdir()
        self.altered = {}

    # ---- What is there, and what should be -------------------------------------------------------------------------

    def published(self, tree):
        """Content and mode of the files in a tree."""
        found = {}
        top = self.directory / tree
        for folder, _, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, name)
                if name != ".paidmark-state":
                    with open(path, "rb") as file:
                        found[os.path.relpath(path, top)] = file.read(), stat.S_IMODE(os.lstat(path).st_mode)
        return found

    def outputs_of(self, content, options):
        """The full version and the preview; None if the document is refused."""
        key = content, *options
        if key not in self.known:
            preview = self.run_tool("preview", *options, stdin=content)
            full = self.run_tool("full", *(options if "--placeholder" not in options else []), stdin=content)
            self.known[key] = (full.out, preview.out) if preview.status == GOOD else None
        return self.known[key]

    def expected(self, options):
        trees = {"web": {}, "shop": {}}
        for path in self.sources()[0]:
            source = self.directory / "in" / path
            outputs = self.outputs_of(source.read_bytes(), options)
            if outputs is not None:
                trees["shop"][path] = outputs[0], stat.S_IMODE(source.stat().st_mode) & ~UMASK
                trees["web"][path] = outputs[1], 0o666 & ~UMASK
        for tree, paths in self.foreign.items():
            for path in paths:
                trees[tree][path] = b"not of paidmark", stat.S_IMODE((self.directory / tree / path).stat().st_mode)
        return trees

    def expect_folders_let_in_nobody_else(self):
        self.assertEqual(stat.S_IMODE((self.directory / "shop").stat().st_mode), 0o700)
        for path in self.sources()[1]:
            copy = self.directory / "shop" / path
            if copy.is_dir() and any(name.startswith(path + "/") for name in self.published("shop")):
                source = stat.S_IMODE((self.directory / "in" / path).stat().st_mode)
                self.assertEqual(stat.S_IMODE(copy.stat().st_mode) & 0o077 & ~source, 0, path)

    # ---- The job ---------------------------------------------------------------------------------------------------

    def job(self, options):
        return [PAIDMARK, "split", "in", "--preview", "web", "--full", "shop", "--update", "--delete", "--withdraw",
                "-j", str(self.generator.choice([1, 2, 5])), *options]

    def run_killed(self, options):
        """While the tree goes on changing."""
        environment = dict(os.environ)
        if KILLED:
            environment.update(LD_PRELOAD=KILLED, KILL_AT=str(int(self.generator.expovariate(1 / 15))))
        process = subprocess.Popen(self.job(options), cwd=self.directory, env=environment, stderr=subprocess.DEVNULL)
        for _ in range(self.generator.randint(0, 4)):
            time.sleep(self.generator.uniform(0, 0.006))
            self.change_source()
        if not KILLED:
            process.kill()
        was_killed = process.wait() == -signal.SIGKILL
        if (self.directory / "web").is_dir():
            for path, (content, _) in self.published("web").items():
                self.assertNotIn(SECRET, content, path)
        return was_killed

    def run_whole(self, options):
        self.take_altered_out_of_the_way()
        completed = subprocess.run(self.job(options), cwd=self.directory, stderr=subprocess.PIPE, check=False)
        self.assertIn(completed.returncode, (GOOD, REFUSED), completed.stderr.decode())
        expected = self.expected(options)
        self.take_away_altered(expected)
        for tree in ("web", "shop"):
            found = self.published(tree)
            self.assertEqual(sorted(found), sorted(expected[tree]))
            for path, (content, mode) in found.items():
                wanted, wanted_mode = expected[tree][path]
                self.assertEqual(oct(mode), oct(wanted_mode), f"{tree}/{path}")
                self.assertTrue(content == wanted, f"{tree}/{path}: {content[:60]} and not {wanted[:60]}")
        self.expect_folders_let_in_nobody_else()

    def test_what_is_published_is_what_the_sources_say(self):
        old = os.umask(UMASK)
        self.addCleanup(os.umask, old)
        options = OPTIONS[0]
        killed = 0
        for _ in range(300):
            self.change_source()
        for number in range(ROUNDS):
            if self.generator.random() < 0.2:
                options = self.generator.choice(OPTIONS)
            for _ in range(self.generator.randint(0 if number else 1, 3)):
                for _ in range(self.generator.randint(1, 5)):
                    self.change_source()
                self.put("always", b"there")
                if self.generator.random() < 0.3 and (self.directory / "shop").is_dir():
                    self.change_output()
                killed += self.run_killed(options)
            self.put("always", b"there")
            with self.subTest(round=number):
                self.run_whole(options)
        if KILLED:
            self.assertGreater(killed, 0, "no run was killed before it had ended")


if __name__ == "__main__":
    main()
