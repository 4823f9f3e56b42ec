# test_written.py - files while they are written: who may read them, and what is on disk when they get their name
# SPDX-License-Identifier: MIT
#
# KILLED is the library to be preloaded (killed.c), or empty where there is none.
import errno
import os
import resource
import shutil
import signal
import stat

from harness import FAILED, GOOD, REFUSED, ToolTest, main

KILLED = os.environ["KILLED"]
SOUND = "前\n##paidbegin##SECRET##paidend##后\n"


class Written(ToolTest):
    def setUp(self):
        super().setUp()
        if not KILLED:
            self.skipTest("nothing can be preloaded here")

    def run_preloaded(self, *arguments, **variables):
        return self.run_tool(*arguments, env={"LD_PRELOAD": KILLED, **variables}, preexec_fn=lambda: os.umask(0))

    def kills(self, *arguments):
        """Kills the tool at each of its calls that change a file, in turn, until it comes to its end."""
        kill_at = 0
        while True:
            result = self.run_preloaded(*arguments, KILL_AT=str(kill_at))
            yield kill_at
            if result.status != -signal.SIGKILL:
                self.assertEqual(result.status, GOOD)
                return
            kill_at += 1

    def expect_private(self, directory, mode):
        """All files there are for nobody whom this mode shuts out."""
        for folder, _, names in os.walk(self.directory / directory):
            for name in names:
                found = stat.S_IMODE(os.lstat(os.path.join(folder, name)).st_mode)
                self.assertEqual(found & ~mode, 0, (name, oct(found)))

    def test_what_replaces_a_private_file_is_private_from_the_first_byte(self):
        self.write("in.txt", SOUND)
        (self.directory / "out").mkdir()
        for command in ("preview", "full", "rest"):
            self.write("out/a.txt", "old").chmod(0o600)
            for number in self.kills(command, "in.txt", "-o", "out/a.txt"):
                self.expect_private("out", 0o600)
            self.assertGreater(number, 2)

    def test_paid_text_of_a_private_source_is_private_from_the_first_byte(self):
        self.write("in.txt", SOUND).chmod(0o640)
        for command in ("full", "rest"):
            for number in self.kills(command, "in.txt", "-o", f"{command}.out"):
                for name in set(self.names()) - {"in.txt"}:
                    self.assertEqual(stat.S_IMODE((self.directory / name).stat().st_mode) & ~0o640, 0, name)
            self.assertGreater(number, 2)

    def test_full_versions_of_private_sources_are_private_from_the_first_byte(self):
        self.write("in/a.txt", SOUND).chmod(0o640)
        for number in self.kills("split", "in", "-d", "out", "-j1"):
            self.expect_private("out/full", 0o640)
        self.assertGreater(number, 5)

    def test_a_file_is_on_disk_before_it_has_its_name_if_that_is_asked_for(self):
        self.write("in.txt", SOUND)
        self.write("in/a.txt", SOUND)
        limits = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, limits[1]))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_CORE, limits)
        for command in (["preview", "in.txt", "-o", "new.txt"], ["full", "in.txt", "-o", "in.bak"],
                        ["split", "in", "-d", "out", "-j1"]):
            with self.subTest(command=command):
                self.assertEqual(self.run_preloaded(*command, KILL_UNSYNCED="1").status, -signal.SIGABRT)
                self.assertEqual(self.run_preloaded(*command, "--sync", KILL_UNSYNCED="1").status, GOOD)
        self.write("in.txt", SOUND.replace("paidbegin", "PaidBegin"))
        self.assertEqual(self.run_preloaded("check", "--fix", "in.txt", KILL_UNSYNCED="1").status, GOOD)


class Many(ToolTest):
    """More documents than there may be open files."""

    @staticmethod
    def have_few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))

    def split(self, *options):
        return self.run_tool("split", "in", "-d", "out", "-q", "-j1", *options, preexec_fn=self.have_few)

    def test_a_document_leaves_no_descriptor_open(self):
        for number in range(100):
            self.write(f"in/{number}.txt", SOUND)
        for options in ([], ["-u"], ["--dry-run"]):
            result = self.split(*options)
            self.assertEqual((result.status, result.err), (GOOD, ""))

    def test_a_document_that_is_looked_at_or_mended_leaves_none_open(self):
        names = [f"in/{number}.txt" for number in range(100)]
        for name in names:
            self.write(name, SOUND)
        for operands in (names, ["in"]):
            result = self.run_tool("check", "-q", *operands, preexec_fn=self.have_few)
            self.assertEqual((result.status, result.err), (GOOD, ""))
        for name in names:
            self.write(name, SOUND.replace("paidbegin", "PaidBegin"))
        self.assertEqual(self.run_tool("check", "--fix", "-q", "in", preexec_fn=self.have_few).status, GOOD)
        for name in names:
            self.write(name, b"\x89PNG\r\n\x1a\n")
        self.write("in/a.txt", SOUND)
        self.assertEqual(self.run_tool("check", "in", preexec_fn=self.have_few).status, GOOD)

    def test_one_that_becomes_no_file_leaves_none_open(self):
        environment = {**self.preload("CHANGED"), "CHANGED_READ": "in/0.txt",
                       "CHANGED_BY": 'rm in/*; mkfifo $(seq -f in/%g.txt 0 100)'}
        for number in range(101):
            self.write(f"in/{number}.txt", SOUND)
        result = self.run_tool("check", "in", env=environment, preexec_fn=self.have_few)
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: and 80 more: is not a regular file\n", result.err)
        self.assertNotIn(os.strerror(errno.EMFILE), result.err)

    def test_one_that_is_not_split_leaves_none_open(self):
        for content, status in ((b"a##paidbegin##", REFUSED), (b"\x89PNG\r\n\x1a\n" + bytes(100), GOOD),
                                ("😀".encode(), FAILED)):
            for number in range(60):
                self.write(f"in/{number}.txt", SOUND)
                self.write(f"in/{number}/a.txt", SOUND)
            self.assertEqual(self.split("--to=GBK").status, GOOD)
            for number in range(60):
                self.write(f"in/{number}.txt", content)
                self.write(f"in/{number}/a.txt", content)
            self.write("in/always.txt", SOUND)
            for options in ([], ["--withdraw"]):
                with self.subTest(content=content[:10], options=options):
                    result = self.split("--to=GBK", *options)
                    self.assertEqual(result.status, status)
                    self.assertNotIn(os.strerror(errno.EMFILE), result.err)

    def test_a_folder_that_is_refused_leaves_none_open(self):
        for number in range(60):
            self.write(f"in/{number}/a.txt", SOUND)
            self.write(f"out/full/{number}/.paidmark-state", b"paidmark-state 2 full\n")
        result = self.split()
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: and 40 more: would be among the outputs of other runs, ", result.err)
        self.assertNotIn(os.strerror(errno.EMFILE), result.err)

    def test_a_folder_that_goes_leaves_none_open(self):
        for number in range(60):
            self.write(f"in/{number}/deep/a.txt", SOUND)
        self.write("in/always.txt", SOUND)
        self.assertEqual(self.split().status, GOOD)
        for number in range(60):
            shutil.rmtree(self.directory / f"in/{number}")
        result = self.split("--delete")
        self.assertEqual((result.status, result.err), (GOOD, ""))
        self.assertEqual(sorted(os.listdir(self.directory / "out/full")), ["always.txt"])


if __name__ == "__main__":
    main()
