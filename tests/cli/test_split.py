# test_split.py - whole trees: what is written where, what is not, and what is left when things go wrong
# SPDX-License-Identifier: MIT
import errno
import fcntl
import json
import os
import pty
import random
import re
import resource
import shlex
import shutil
import signal
import stat
import struct
import subprocess
import threading
import time
import unittest

from harness import FAILED, GOOD, PAIDMARK, REFUSED, SOUND, UNSOUND, ToolTest, main, system_reason

PREVIEW = "甲丁\n".encode()
FULL = "甲乙丙丁\n".encode()
NOBODY = {"user": 65534, "group": 65534, "extra_groups": []}


def document(number, generation=0):
    """A sound document, the same for the same numbers, and its two versions."""
    head, tail = f"报告{number} 第{generation}版\n", "结束。\n" * (number % 7 + 1)
    paid = "付费内容。\n" * (number % 50 + 1)
    return ((head + "##paidbegin##" + paid + "##paidend##" + tail).encode(), (head + tail).encode(),
            (head + paid + tail).encode())


class SplitTest(ToolTest):
    def split(self, *arguments, **more):
        return self.run_tool("split", *arguments, **more)

    def tree(self, name):
        """The files below a directory, by their paths in it, but for the state."""
        top = self.directory / name
        found = {}
        for folder, _, files in os.walk(os.fsencode(top)):
            for file in files:
                path = os.path.join(folder, file)
                if file == b".paidmark-state":
                    continue
                with open(path, "rb") as stream:
                    found[os.path.relpath(path, os.fsencode(top))] = stream.read()
        return found

    def paths(self, name):
        return sorted(os.fsdecode(path) for path in self.tree(name))

    def temporaries(self, name):
        return [path for path in self.paths(name) if ".paidmark-" in path]

    def write_archive(self, top, folders, documents, generation=0):
        for folder in range(folders):
            for number in range(documents):
                self.write(f"{top}/{folder:03}/{number:04}.txt", document(folder + number, generation)[0])

    def expect_error(self, result, *messages):
        """Before any document is looked at."""
        self.assertEqual((result.status, result.out), (FAILED, b""))
        for message in messages:
            self.assertIn(message, result.err)
        self.assertNotIn("document:", result.err)
        self.assertNotIn("documents:", result.err)


class Versions(SplitTest):
    def test_every_document_comes_out_as_preview_and_full_make_it(self):
        names = ["a.txt", "sub/b.txt", "sub/deep/er/c", "with space.md", "行/报告.txt", "-x", "%s%n"]
        for number, name in enumerate(names):
            self.write("in/" + name, document(number)[0])
        odd = os.fsencode(self.directory / "in") + b"/\xff\x01\n'odd"
        with open(odd, "wb") as file:
            file.write(SOUND)
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.assertEqual(self.tree("out/full").keys(), self.tree("in").keys())
        self.assertEqual(self.tree("out/preview").keys(), self.tree("in").keys())
        for name in self.tree("in"):
            for version in ("preview", "full"):
                alone = self.run_tool(version, os.path.join(b"in", name))
                self.assertEqual(self.tree("out/" + version)[name], alone.out, (version, name))

    def test_options_mean_what_they_mean_for_one_document(self):
        self.write("in/a.txt", "甲##paidbegin##乙##paidend##丙\n")
        self.write("in/b.txt", "甲##paidbegin##乙\n")
        self.write("in/c.txt", "甲[乙]丙\n")
        for options in (
            ["--salvage"],
            ["--begin", "[", "--end", "]", "--no-lookalikes", "--salvage"],
            ["--unmarked", "paid", "--salvage"],
            ["--placeholder", "<{characters} {region}/{regions}>", "--salvage"],
            ["--to", "GB18030", "--salvage"],
            ["--to", "UTF-16", "--exact", "--salvage"],
        ):
            with self.subTest(options=options):
                self.assertEqual(self.split("in", "-d", "out", *options).status, GOOD)
                for name in ("a.txt", "b.txt", "c.txt"):
                    for version in ("preview", "full"):
                        mine = list(options)
                        if version == "full" and "--placeholder" in mine:
                            mine = ["--salvage"]
                        alone = self.run_tool(version, "in/" + name, *mine)
                        self.assertEqual(self.read(f"out/{version}/{name}"), alone.out)

    def test_warnings_of_a_document_that_is_split(self):
        self.write("in/a.txt", "##paidbegin##a##paidend##\n")
        result = self.split("in", "-d", "out")
        self.assertEqual(result.status, GOOD)
        self.assertIn("in/a.txt:1:1: warning: nothing but white space outside the paid regions [nothing-free]\n", result.err)

    def test_documents_in_another_charset(self):
        self.write("in/a.txt", "甲##paidbegin##乙丙##paidend##丁\n".encode("gb18030"))
        self.write("in/b.txt", SOUND)
        self.assertEqual(self.split("in", "-d", "out", "--from", "auto").status, GOOD)
        self.assertEqual(self.tree("out/preview"), {b"a.txt": PREVIEW, b"b.txt": PREVIEW})

    def test_the_number_of_workers_makes_no_difference(self):
        self.write_archive("in", 30, 20)
        self.write("in/bad.txt", UNSOUND)
        results = [self.split("in", "-d", f"out{jobs}", "-j", str(jobs)) for jobs in (1, 2, 7)]
        self.assertEqual([result.status for result in results], [REFUSED] * 3)
        one = self.tree("out1")
        self.assertEqual(len(one), 2 * 30 * 20)
        self.assertEqual(self.tree("out2"), one)
        self.assertEqual(self.tree("out7"), one)

    @unittest.skipUnless(os.path.isdir("/proc/self/task"), "nothing tells the threads of a process")
    def test_several_workers_are_threads_of_their_own(self):
        for number in range(600):  # whose report is more than a pipe and a buffer hold
            self.write(f"in/{'x' * 220}{number}", b"x")
        threads = []
        for jobs in (1, 2):
            process = self.start(PAIDMARK, "split", "in", "-d", "out", "--dry-run", "--json", f"-j{jobs}", stdout=subprocess.PIPE)
            process.stdout.read(1)
            threads.append(len(os.listdir(f"/proc/{process.pid}/task")))
            process.kill()
        self.assertGreater(threads[1], threads[0])  # that which waits for its report to be read is left

    def test_files_and_directories_together(self):
        self.write("x/y/a.txt", SOUND)
        self.write("in/b.txt", SOUND)
        self.write("other/sub/c.txt", SOUND)
        self.assertEqual(self.split("x/y/a.txt", "in/", "./other", "-d", "out").status, GOOD)
        self.assertEqual(self.paths("out/full"), ["a.txt", "b.txt", "sub/c.txt"])
        self.assertEqual(self.paths("out/preview"), ["a.txt", "b.txt", "sub/c.txt"])

    def test_no_folder_is_made_for_nothing(self):
        self.write("in/empty-of-good/bad.txt", UNSOUND)
        (self.directory / "in/empty").mkdir()
        self.assertEqual(self.split("in", "-d", "out").status, REFUSED)
        self.assertEqual(sorted(os.listdir(self.directory / "out/full")), [])

    def test_sync_changes_nothing_but_when_it_is_on_disk(self):
        self.write_archive("in", 3, 5)
        self.assertEqual(self.split("in", "-d", "out", "--sync").status, GOOD)
        self.assertEqual(len(self.paths("out")), 30)

    @unittest.skipIf("SANITIZED" in os.environ, "sanitizers have memory of their own")
    def test_memory_does_not_grow_with_the_number_of_files(self):
        def kilobytes(top):
            arguments = [PAIDMARK, "split", top, "-qd", "out-" + top, "-j2"]
            process = subprocess.Popen(arguments, cwd=self.directory)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(process.returncode, GOOD)
            return usage.ru_maxrss

        for number in range(10_000):
            name = f"{number:05}-{'x' * 240}"
            if number == 0:
                self.write("few/" + name, b"x")
                self.write("many/" + name, b"x")
            else:
                (self.directory / "many" / name).write_bytes(b"x")
        few, many = kilobytes("few"), kilobytes("many")
        self.assertLess(many - few, 1000)


class Readers(SplitTest):
    """Nobody can read a full version who cannot read its source."""

    def mode_of(self, path):
        return stat.S_IMODE(os.lstat(self.directory / path).st_mode)

    def expect_modes(self, modes):
        self.assertEqual({path: oct(self.mode_of(path)) for path in modes},
                         {path: oct(mode) for path, mode in modes.items()})

    def set_list(self, path, text, kind="access"):
        """An access control list: tag, user or group, permissions."""
        entries = {"user": 0x01, "named-user": 0x02, "group": 0x04, "named-group": 0x08, "mask": 0x10, "other": 0x20}
        packed = struct.pack("<I", 2)
        for entry in text.split():
            tag, permissions, *who = entry.split(":")
            packed += struct.pack("<HHI", entries[tag], int(permissions), int(who[0]) if who else 0xFFFFFFFF)
        try:
            os.setxattr(self.directory / path, "system.posix_acl_" + kind, packed)
        except OSError as error:
            self.skipTest(f"no access control lists here: {error}")

    def has_list(self, path):
        return "system.posix_acl_access" in os.listxattr(self.directory / path)

    def test_permissions_are_those_of_the_source_less_the_umask(self):
        for name, mode in (("a", 0o644), ("b", 0o600), ("c", 0o444), ("d", 0o666), ("e", 0o755), ("f", 0o604)):
            self.write("in/sub/" + name, SOUND).chmod(mode)
        for umask in (0o022, 0o027, 0o077, 0o000):
            out = f"out-{umask:o}"
            self.assertEqual(self.split("in", "-d", out, preexec_fn=lambda: os.umask(umask)).status, GOOD)
            for name, mode in (("a", 0o644), ("b", 0o600), ("c", 0o444), ("d", 0o666), ("e", 0o755), ("f", 0o604)):
                self.expect_modes({f"{out}/full/sub/{name}": mode & ~umask, f"{out}/preview/sub/{name}": 0o666 & ~umask})
            self.expect_modes({out: 0o777 & ~umask, f"{out}/preview": 0o777 & ~umask,
                               f"{out}/preview/sub": 0o777 & ~umask, f"{out}/full": 0o700})

    def test_an_old_full_version_of_a_refused_document_lets_nobody_read_who_may_not_read_the_source(self):
        for name, mode in (("a", 0o644), ("b", 0o600)):
            self.write("in/" + name, SOUND).chmod(mode)
        time.sleep(0.02)  # after which the outputs are vouched for
        self.assertEqual(self.split("in", "-d", "out", preexec_fn=lambda: os.umask(0o022)).status, GOOD)
        for name, mode in (("a", 0o600), ("b", 0o644)):
            self.write("in/" + name, UNSOUND).chmod(mode)
        self.assertEqual(self.split("in", "-d", "out", "--dry-run").status, REFUSED)
        self.expect_modes({"out/full/a": 0o644})
        self.assertEqual(self.split("in", "-d", "out").status, REFUSED)
        self.expect_modes({"out/full/a": 0o600, "out/full/b": 0o600, "out/preview/a": 0o644})
        (self.directory / "out/full/a").chmod(0o644)
        self.write("out/full/a", b"edited, and no output to be withdrawn any more")
        self.assertEqual(self.split("in", "-d", "out", "--withdraw").status, REFUSED)
        self.expect_modes({"out/full/a": 0o600})

    def test_an_old_full_version_of_a_document_that_fails_lets_nobody_read_who_may_not_read_the_source(self):
        for name in ("a", "b"):
            self.write("in/" + name, SOUND).chmod(0o644)
        self.assertEqual(self.split("in", "-d", "out", "--to", "GBK", preexec_fn=lambda: os.umask(0o022)).status, GOOD)
        self.expect_modes({"out/full/a": 0o644, "out/full/b": 0o644})
        self.write("in/a", SOUND + "😀".encode()).chmod(0o600)
        (self.directory / "in/b").chmod(0o600)
        (self.directory / "out/preview/b").unlink()
        (self.directory / "out/preview/b").mkdir()
        self.assertEqual(self.split("in", "-d", "out", "--to", "GBK").status, FAILED)
        self.expect_modes({"out/full/a": 0o600, "out/full/b": 0o600})

    def test_an_old_full_version_whose_new_one_cannot_be_claimed_is_closed_too(self):
        for options in ((), ("--withdraw",)):
            with self.subTest(options=options):
                self.write("in/a", SOUND).chmod(0o644)
                self.assertEqual(self.split("in", "-d", "out", preexec_fn=lambda: os.umask(0o022)).status, GOOD)
                self.expect_modes({"out/full/a": 0o644})
                self.write("in/a", SOUND + b"More.").chmod(0o600)
                size = os.stat(self.directory / "out/.paidmark-state").st_size
                result = self.split("in", "-d", "out", "-q", *options,
                                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
                self.expect(result, FAILED, err=f"paidmark: in/a: {system_reason(errno.EFBIG)}\n")
                self.expect_modes({"out/full/a": 0o600})
                self.assertEqual(self.read("out/full/a"), FULL)

    def test_folders_let_nobody_in_whom_those_of_the_source_shut_out(self):
        for name, mode in (("open", 0o755), ("closed", 0o700), ("closed/open", 0o755), ("group", 0o750), ("odd", 0o555),
                           ("write", 0o777)):
            self.write(f"in/{name}/a", SOUND).parent.chmod(mode)
        self.assertEqual(self.split("in", "-d", "out", preexec_fn=lambda: os.umask(0o022)).status, GOOD)
        self.expect_modes({"out/full": 0o700, "out/full/open": 0o755, "out/full/closed": 0o700,
                           "out/full/closed/open": 0o755, "out/full/group": 0o750, "out/full/odd": 0o755,
                           "out/full/write": 0o755, "out/preview/closed": 0o755})
        (self.directory / "out/full").chmod(0o755)
        (self.directory / "out/full/closed").chmod(0o755)
        (self.directory / "out/full/open").chmod(0o711)
        (self.directory / "in/group").chmod(0o700)
        self.assertEqual(self.split("in", "-d", "out", "-u").status, GOOD)
        self.expect_modes({"out/full": 0o755, "out/full/open": 0o711, "out/full/closed": 0o700, "out/full/group": 0o700})

    def test_what_is_directly_in_a_path_lets_nobody_in_whom_the_path_shuts_out(self):
        for name in ("a", "b", "sub/c"):
            self.write("in/" + name, SOUND).chmod(0o644)
        (self.directory / "in/sub").chmod(0o755)
        (self.directory / "in").chmod(0o711)
        (self.directory / "out/full").mkdir(parents=True)
        (self.directory / "out/full").chmod(0o755)
        mask = lambda: os.umask(0o022)
        open_modes = {"out/full": 0o755, "out/full/a": 0o644, "out/full/b": 0o644, "out/full/sub": 0o755}
        self.assertEqual(self.split("in", "-d", "out", preexec_fn=mask).status, GOOD)
        self.expect_modes(open_modes)
        self.write("in/b", UNSOUND)
        (self.directory / "in").chmod(0o700)
        self.assertEqual(self.split("in", "-d", "out", "--dry-run", preexec_fn=mask).status, REFUSED)
        self.expect_modes(open_modes)
        self.assertEqual(self.split("in", "-d", "out", "-u", preexec_fn=mask).status, REFUSED)
        self.expect_modes({"out/full": 0o755, "out/full/a": 0o600, "out/full/b": 0o600, "out/full/sub": 0o700,
                           "out/preview/a": 0o644, "out/preview/sub": 0o755})
        self.assertEqual(self.split("in", "--full", "F", preexec_fn=mask).status, REFUSED)
        self.expect_modes({"F/a": 0o600, "F/sub": 0o700})
        # What is above a document that is a PATH itself does not count.
        self.assertEqual(self.split("in/a", "--full", "F", preexec_fn=mask).status, GOOD)
        self.expect_modes({"F/a": 0o644})

    def test_the_list_of_a_path_lets_nobody_in(self):
        self.write("in/a", SOUND).chmod(0o644)
        self.set_list("in", "user:7 named-user:0:12345 group:5 mask:5 other:5")
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.expect_modes({"out/full/a": 0o600})

    def test_the_group_of_a_path_reads_what_everybody_may_and_that_group_may(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        for name, mode, group in (("all", 0o644, 54321), ("same", 0o640, 12345), ("other", 0o640, 54321),
                                  ("none", 0o600, 12345)):
            path = self.write("in/" + name, SOUND)
            os.chown(path, 0, group)
            path.chmod(mode)
        os.chown(self.directory / "in", 0, 12345)
        (self.directory / "in").chmod(0o750)
        time.sleep(0.02)
        self.assertEqual(self.split("in", "-d", "out", preexec_fn=lambda: os.umask(0o022)).status, GOOD)
        self.expect_modes({"out/full/all": 0o640, "out/full/same": 0o640, "out/full/other": 0o600, "out/full/none": 0o600})
        for name in ("all", "same"):
            self.assertEqual(os.stat(self.directory / "out/full" / name).st_gid, 12345)
        self.assertIn("4 skipped", self.split("in", "-d", "out", "-u").err)

    def test_no_full_version_goes_into_a_directory_of_a_stranger(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        self.write("in/sub/deep/a", SOUND)
        self.write("in/b", SOUND)
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        stranger = self.directory / "out/full/sub"
        os.chown(stranger, NOBODY["user"], NOBODY["group"])
        (stranger / "deep/a").unlink()
        sentence = ("would be in a directory that belongs to neither you, nor root, nor the owner of the source's; remove "
                    "that or change its owner")
        for options in ([], ["-u"]):
            self.expect(self.split("in", "-d", "out", "-q", *options), FAILED,
                        err=f"paidmark: out/full/sub/deep/a: {sentence}\n")
            self.assertEqual(self.paths("out/full"), ["b"])
        self.write("in/sub/deep/a", UNSOUND)
        self.assertEqual(self.split("in", "-d", "out", "--withdraw").status, FAILED)
        self.assertEqual(self.paths("out/preview"), ["b"])
        self.write("in/sub/deep/a", SOUND)
        os.chown(self.directory / "in/sub", NOBODY["user"], NOBODY["group"])
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        # The tree itself may be another's, but not of one who could put it there.
        os.chown(self.directory / "out/full", NOBODY["user"], NOBODY["group"])
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        (self.directory / "out").chmod(0o1777)
        self.expect(self.split("in", "-d", "out", "-q"), FAILED, err=f"paidmark: out/full: {sentence}\n")

    def test_the_mask_of_the_user_holds_for_each_new_file(self):
        for name in ("a", "b", "c"):
            self.write("in/" + name, SOUND).chmod(0o644)
        self.assertEqual(self.split("in", "-d", "out", "-j1", preexec_fn=lambda: os.umask(0o027)).status, GOOD)
        self.expect_modes({f"out/{version}/{name}": 0o640 for version in ("preview", "full") for name in ("a", "b", "c")})

    def test_another_group_reads_only_what_everybody_reads(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        for name, mode in (("a", 0o640), ("b", 0o644), ("c", 0o604)):
            path = self.write("in/sub/" + name, SOUND)
            path.chmod(mode)
            os.chown(path, NOBODY["user"], 12345)
        os.chown(self.directory / "in/sub", NOBODY["user"], 12345)
        (self.directory / "in/sub").chmod(0o750)
        (self.directory / "out/full").mkdir(parents=True)
        for path in ("out", "out/full"):
            os.chown(self.directory / path, NOBODY["user"], 54321)
            (self.directory / path).chmod(0o2755)
        self.directory.chmod(0o777)
        mask = lambda: os.umask(0o022)
        try:
            result = self.split("in", "-d", "out", **NOBODY, preexec_fn=mask)
        except PermissionError:
            self.skipTest("the tool lies where another user cannot reach it")
        self.assertEqual(result.status, GOOD)
        self.expect_modes({"out/full/sub/a": 0o600, "out/full/sub/b": 0o644, "out/full/sub/c": 0o600})
        self.assertEqual(self.mode_of("out/full/sub") & 0o777, 0o700)
        # Who may give away the group of the source does.
        self.assertEqual(self.split("in", "-d", "out", preexec_fn=mask).status, GOOD)
        self.expect_modes({"out/full/sub/a": 0o640, "out/full/sub/b": 0o644, "out/full/sub/c": 0o604})
        self.assertEqual(os.stat(self.directory / "out/full/sub/a").st_gid, 12345)

    def test_the_real_way_to_what_a_link_leads_to_lets_in_no_more(self):
        """The folder that the walk comes from may lie in a closed one, as it does here: what is above PATH is not counted."""
        self.directory.chmod(0o700)
        for name in ("closed/open/a", "closed/b", "open/c", "in/sub/deep/d", "in/sub/deep/e"):
            self.write(name, SOUND).chmod(0o644)
        for name, mode in (("in", 0o755), ("closed/open", 0o755), ("open", 0o755), ("in/sub", 0o755), ("in/sub/deep", 0o755)):
            (self.directory / name).chmod(mode)
        for link, target in (("folder", "../closed/open"), ("b", "../closed/b"), ("c", "../open/c"), ("up", "sub/deep"),
                             ("e", "sub/deep/e"), ("sub/f", "../../alias"), ("twice", "../open/alias")):
            (self.directory / "in" / link).symlink_to(target)
        (self.directory / "alias").symlink_to("closed/b")
        (self.directory / "open/alias").symlink_to("../closed/open")
        time.sleep(0.02)
        for closed, mode, sub in ((0o755, 0o644, 0o755), (0o711, 0o644, 0o755), (0o700, 0o600, 0o700)):
            (self.directory / "closed").chmod(closed)
            (self.directory / "in/sub").chmod(sub)
            for options in (["-u"], []):
                with self.subTest(closed=closed, options=options):
                    self.assertEqual(self.split("in", "-d", "out", "--follow", *options,
                                                preexec_fn=lambda: os.umask(0o022)).status, GOOD)
                    self.expect_modes({"out/full/folder": sub, "out/full/twice": sub, "out/full/b": mode, "out/full/c": 0o644,
                                       "out/full/up": sub, "out/full/e": mode, "out/full/sub": sub, "out/full/sub/f": mode})

    def test_access_control_lists_let_nobody_in(self):
        self.write("in/a", SOUND)
        self.write("in/b", SOUND)
        self.write("in/sub/c", SOUND)
        self.set_list("in/a", "user:6 named-user:4:12345 group:0 mask:4 other:0")
        self.set_list("in/b", "user:6 named-user:0:12345 group:4 mask:4 other:4")
        self.set_list("in/sub", "user:7 named-user:0:12345 group:5 mask:5 other:5")
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.expect_modes({"out/full/a": 0o600, "out/full/b": 0o600, "out/full/sub": 0o700})
        for name in ("a", "b"):
            result = self.run_tool("full", "in/" + name, "-o", "new-" + name)
            self.assertEqual(result.status, GOOD)
            self.expect_modes({"new-" + name: 0o600})

    def test_a_list_that_the_output_directory_hands_on_lets_nobody_in(self):
        for name, mode in (("a", 0o600), ("b", 0o640), ("sub/c", 0o644)):
            self.write("in/" + name, SOUND).chmod(mode)
        (self.directory / "in/sub").chmod(0o750)
        (self.directory / "out/full").mkdir(parents=True)
        for path in ("out/full", "."):
            self.set_list(path, "user:7 named-user:7:12345 group:7 mask:7 other:7", "default")
        mask = lambda: os.umask(0o022)
        self.assertEqual(self.split("in", "-d", "out", preexec_fn=mask).status, GOOD)
        self.expect_modes({"out/full/a": 0o600, "out/full/b": 0o640, "out/full/sub": 0o750, "out/full/sub/c": 0o644})
        for name in ("a", "b", "sub", "sub/c"):
            self.assertFalse(self.has_list("out/full/" + name), name)
        self.assertEqual(self.run_tool("full", "in/b", "-o", "new", preexec_fn=mask).status, GOOD)
        self.expect_modes({"new": 0o640})
        self.assertFalse(self.has_list("new"))


class Places(SplitTest):
    """Previews and full versions in places of their own."""

    def setUp(self):
        super().setUp()
        self.write("in/a.txt", SOUND)
        self.write("in/sub/b.txt", SOUND)
        time.sleep(0.02)

    def test_each_tree_in_its_place(self):
        for options, trees in ((["--preview", "web", "--full", "shop"], {"web": PREVIEW, "shop": FULL}),
                               (["--preview", "web"], {"web": PREVIEW}), (["--full", "shop"], {"shop": FULL})):
            with self.subTest(options=options):
                for name in ("web", "shop"):
                    shutil.rmtree(self.directory / name, ignore_errors=True)
                home = "shop" if "--full" in options else "web"
                self.assertEqual(self.split("in", *options, preexec_fn=lambda: os.umask(0o022)).status, GOOD)
                self.assertEqual(self.names(), sorted(["in", *trees]))
                for tree, content in trees.items():
                    self.assertEqual(self.tree(tree), {b"a.txt": content, b"sub/b.txt": content})
                    self.assertEqual(stat.S_IMODE(os.stat(self.directory / tree).st_mode),
                                     0o700 if tree == "shop" else 0o755)
                    state = self.directory / tree / ".paidmark-state"
                    self.assertEqual(stat.S_IMODE(state.stat().st_mode), 0o600)
                    self.assertEqual(len(self.read(f"{tree}/.paidmark-state")) > 100, tree == home)
                self.assertIn("2 skipped", self.split("in", *options, "-u").err)
                (self.directory / "in/a.txt").rename(self.directory / "a.txt")
                result = self.split("in", *options, "-u", "--delete")
                self.assertIn(f"paidmark: {len(trees)} output{'s' * (len(trees) > 1)} without a source", result.err)
                for tree, content in trees.items():
                    self.assertEqual(self.tree(tree), {b"sub/b.txt": content})
                (self.directory / "a.txt").rename(self.directory / "in/a.txt")
                time.sleep(0.02)

    def test_a_place_may_be_a_link(self):
        (self.directory / "htdocs").mkdir()
        (self.directory / "web").symlink_to("htdocs")
        self.assertEqual(self.split("in", "--preview", "web").status, GOOD)
        self.assertEqual(self.paths("htdocs"), ["a.txt", "sub/b.txt"])

    def test_what_is_in_the_way_in_a_place_that_is_a_link_is_named(self):
        self.write("htdocs/sub/in-the-way", b"a file")
        (self.directory / "web").symlink_to("htdocs")
        self.write("in/sub/in-the-way/a/b.txt", SOUND)
        result = self.split("in", "--preview", "web", "-q")
        self.expect(result, FAILED, err="paidmark: web/sub/in-the-way: is a file where a directory has to be; remove it\n")
        self.assertEqual(self.paths("htdocs"), ["a.txt", "sub/b.txt", "sub/in-the-way"])

    def test_leftovers_in_places_are_removed(self):
        for place in (["--full", "shop"], ["--preview", "web"], ["--full", "shop", "--preview", "web"], ["-d", "out"]):
            names = [f"{name}/.paidmark-1-2.tmp" for name in place[1::2] + ["out/full", "out/preview"]]
            for name in names:
                self.write(name, b"leftover")
            for more in (["--dry-run"], []):
                self.assertEqual(self.split("in", *place, *more).status, GOOD)
                left = [name for name in names if (self.directory / name).exists()]
                if more:
                    self.assertEqual(left, names)
            self.assertEqual(left, [] if place[0] == "-d" else names[-2:])
            shutil.rmtree(self.directory / "out")

    def test_one_of_the_outputs_only(self):
        self.write("in/c.txt", UNSOUND)
        for place in (["--full", "shop"], ["--preview", "web"]):
            with self.subTest(place=place):
                self.write("in/c.txt", SOUND)
                self.assertEqual(self.split("in", *place).status, GOOD)
                self.write("in/c.txt", UNSOUND)
                result = self.split("in", *place)
                self.assertRegex(result.err, f"paidmark: in/c.txt: refused; {place[1]}/c.txt of .* stays\n")
                self.assertIn("paidmark: 1 output of a refused or failed document stays; --withdraw removes it\n", result.err)
                result = self.split("in", *place, "--withdraw")
                self.assertEqual(self.paths(place[1]), ["a.txt", "sub/b.txt"])

    def test_wrong_places(self):
        for options, message in (
            (["-d", "out", "--full", "shop"], "--directory does not go with --preview and --full"),
            (["-d", "out", "--preview", "web"], "--directory does not go with --preview and --full"),
            (["--full", ""], "the name of a directory for outputs is empty"),
            (["--full", "shop", "--preview", ""], "the name of a directory for outputs is empty"),
            (["--full", "in/shop"], "paidmark: the outputs would lie in in/shop, inside the source in"),
            (["--full", "shop", "--preview", "in/web"], "paidmark: the outputs would lie in in/web, inside the source in"),
        ):
            with self.subTest(options=options):
                self.expect_error(self.split("in", *options), message)
                self.assertEqual(self.names(), ["in"])
        for full, preview in (("web", "web"), ("web/shop", "web"), ("shop", "shop/web")):
            for name in ("web", "shop"):
                shutil.rmtree(self.directory / name, ignore_errors=True)
            for name in (full, preview):
                (self.directory / name).mkdir(parents=True, exist_ok=True)
            self.expect_error(self.split("in", "--full", full, "--preview", preview),
                              "paidmark: --preview and --full: one lies in the other; give two directories apart\n")
            self.assertEqual((self.paths("web") if full == "web" else self.paths(full)), [])
        self.assertEqual(self.split("in", "--full", "a", "--preview", "b").status, GOOD)
        for source in ("a", "b/sub"):
            self.expect_error(self.split(source, "--full", "a", "--preview", "b"), "lies among the outputs")

    def test_a_place_has_one_run_at_a_time(self):
        for tree in ("web", "shop"):
            with open(self.write(tree + "/.paidmark-state", b""), "r+b") as state:
                fcntl.lockf(state, fcntl.LOCK_EX)
                self.expect_error(self.split("in", "--preview", "web", "--full", "shop"),
                                  f"(process {os.getpid()}) is writing to {tree}; wait for it\n")
        self.assertEqual(self.split("in", "--preview", "web", "--full", "shop").status, GOOD)

    def test_links_into_either_place_are_not_followed(self):
        self.assertEqual(self.split("in", "--preview", "web", "--full", "shop").status, GOOD)
        (self.directory / "in/one").symlink_to("../web/a.txt")
        (self.directory / "in/two").symlink_to("../shop/sub")
        result = self.split("in", "--preview", "web", "--full", "shop", "--follow")
        self.assertEqual(result.status, FAILED)
        self.assertEqual(result.err.count("in the output directory"), 2)


class KindsOfPlaces(SplitTest):
    """Previews may be public: full versions never go where previews went, nor previews where full versions are."""

    OF_DIRECTORY = "{} is of the outputs of runs with -d; give that, not --full or --preview\n"
    OWN_STATE = "{} has a state of its own, from runs with --full or --preview; give these, not -d\n"
    PREVIEWS = "{} has the previews of other runs, which may be public; give --full another directory\n"
    FULL = "{} has the full versions of other runs; give --preview another directory\n"

    def setUp(self):
        super().setUp()
        self.write("in/a.txt", SOUND)

    def split_in(self, *options):
        self.assertEqual(self.split("in", "-q", *options).status, GOOD)

    def everything(self):
        return {str(path): path.read_bytes() for path in self.directory.rglob("*") if path.is_file()}

    def expect_refused(self, options, message, *names):
        before = self.everything()
        for more in ([], ["-u"], ["--dry-run"]):
            with self.subTest(options=options, more=more):
                self.expect(self.split("in", *options, *more), FAILED, err="paidmark: " + message.format(*names))
                self.assertEqual(self.everything(), before)

    def expect_kinds(self):
        for options, message, name in ((["-d", "web"], self.OWN_STATE, "web"), (["--full", "web"], self.PREVIEWS, "web"),
                                       (["-d", "both"], self.OWN_STATE, "both"),
                                       (["--full", "both"], self.PREVIEWS, "both"),
                                       (["-d", "shop"], self.OWN_STATE, "shop"), (["--preview", "shop"], self.FULL, "shop"),
                                       (["--preview", "shop", "--full", "both"], self.PREVIEWS, "both"),
                                       (["--full", "new", "--preview", "shop"], self.FULL, "shop"),
                                       (["--preview", "only"], self.FULL, "only"), (["-d", "only"], self.OWN_STATE, "only"),
                                       (["--full", "out"], self.OF_DIRECTORY, "out"),
                                       (["--preview", "out"], self.OF_DIRECTORY, "out")):
            self.expect_refused(options, message, name)
        for options in (["--preview", "web"], ["--full", "shop", "--preview", "both"], ["--full", "only"], ["-d", "out"]):
            self.split_in(*options)

    def split_into_all(self):
        time.sleep(0.02)  # after which the outputs are vouched for
        self.split_in("--preview", "web")
        self.split_in("--full", "shop", "--preview", "both")
        self.split_in("--full", "only")
        self.split_in("-d", "out")

    def test_a_run_says_again_what_a_place_is_where_a_loss_of_power_took_that(self):
        self.split_into_all()
        for name in ("web", "shop", "both", "only", "out"):
            self.write(f"{name}/.paidmark-state", bytes(100))
        self.split_into_all()
        self.expect_kinds()

    def test_a_place_stays_what_it_is(self):
        self.split_into_all()
        self.expect_kinds()
        self.assertEqual([self.read(f"{name}/.paidmark-state").splitlines()[0].split()[2] for name in
                          ("web", "shop", "both", "only", "out")], [b"preview", b"full", b"preview", b"full", b"trees"])

    def forget_kind(self, name):
        state = self.directory / name / ".paidmark-state"
        _, *lines = state.read_bytes().splitlines(True)
        state.write_bytes(b"paidmark-state 1\n" + b"".join(lines) if lines else b"")

    def test_a_state_that_did_not_say(self):
        self.split_into_all()
        before = self.everything()
        for name in ("web", "shop", "only", "out", "both"):
            self.forget_kind(name)
        self.assertIn("1 skipped", self.split("in", "-u", "--dry-run", "-d", "out").err)
        self.split_in("--full", "shop", "--preview", "both")
        self.expect_kinds()
        for path in before:
            if path.endswith("state"):
                self.assertEqual(self.everything()[path].splitlines()[0], before[path].splitlines()[0])

    def test_a_state_that_did_not_say_where_all_outputs_are_gone(self):
        for options, outputs in ((["-d", "out"], ["out/full", "out/preview"]), (["--full", "shop"], ["shop/a.txt"]),
                                 (["--full", "a", "--preview", "b"], ["a/a.txt", "b/a.txt"])):
            self.split_in(*options)
            self.forget_kind(options[1])
            for output in outputs:
                subprocess.run(["rm", "-r", self.directory / output], check=True)
            self.split_in(*options)

    def test_a_state_that_cannot_be_read_still_says_what_it_is_of(self):
        self.split_into_all()
        for name in ("web", "shop", "only", "out"):
            with open(self.directory / name / ".paidmark-state", "ab") as state:
                state.write(b"no line\n")
        self.expect_kinds()

    def test_a_lock_remembers_nothing(self):
        self.split_in("--full", "shop", "--preview", "web")
        self.write("web/own.txt", b"own")
        self.assertIn("paidmark: 1 output of unknown origin stays\n",
                      self.split("in", "--preview", "web", "--delete").err.replace("2 outputs", "1 output"))
        self.assertTrue((self.directory / "web/own.txt").exists())

    def test_a_place_in_another_of_another_kind(self):
        self.split_in("--preview", "web")
        self.split_in("--full", "shop")
        self.split_in("-d", "out")
        top = self.directory.resolve()
        for options, name, tree in ((["-d", "web/new"], "web/new", "web"), (["--full", "web/new"], "web/new", "web"),
                                    (["-d", "shop/new"], "shop/new", "shop"),
                                    (["--preview", "shop/new"], "shop/new", "shop"),
                                    (["--full", "out/preview/new"], "out/preview/new", "out/preview"),
                                    (["-d", "out/preview/new"], "out/preview/new", "out/preview"),
                                    (["--full", "w2", "--preview", "out/full/new"], "out/full/new", "out/full")):
            with self.subTest(options=options):
                self.expect(self.split("in", *options), FAILED, err=f"paidmark: {name} lies among the outputs in {top / tree}; "
                                                                    "give a directory outside of them\n")
                self.assertEqual(os.listdir(self.directory / name), [])
        for name in ("out/full", "out/preview"):
            self.expect(self.split("in", "-d", name), FAILED, err=f"paidmark: {name} lies among the outputs in {name}; "
                                                                  "give a directory outside of them\n")
        for options in (["--preview", "web/en"], ["--full", "shop/en"], ["-d", "out/more"], ["-d", "out"]):
            self.split_in(*options)

    def test_a_place_in_the_way_of_another(self):
        (self.directory / "site").mkdir()
        self.split_in("--preview", "site/web")
        self.split_in("-d", "site/out")
        previews = self.tree("site")
        for name in ("src/web/a.txt", "src/out/preview/b.txt", "src/out/full/c.txt"):
            self.write(name, SOUND)
        for place in ("--full", "--preview"):
            for source in (SOUND, UNSOUND):
                self.write("src/web/a.txt", source)
                with self.subTest(place=place, source=source):
                    result = self.split("src", place, "site", "--withdraw")
                    self.assertEqual(result.status, FAILED)
                    for name in ("web/a.txt", "out/preview/b.txt", "out/full/c.txt"):
                        self.assertIn(f"paidmark: site/{name}: would be among the outputs of other runs, in a directory with a "
                                      "state of its own; give another one\n", result.err)
                    self.assertEqual(self.tree("site"), previews)
            (self.directory / "site/.paidmark-state").unlink()

    def test_a_directory_with_files_of_others(self):
        for options in (["--full", "a"], ["--preview", "b"], ["-d", "c"], ["--full", "d", "--preview", "e"]):
            for name in options[1::2]:
                self.write(name + "/own.txt", b"own")
            self.assertEqual(self.split("in", *options, "--dry-run").status, GOOD)
            self.split_in(*options)
            self.split_in(*options)


class OutputsAsSources(SplitTest):
    """Full versions have no markers: as sources they would be free documents."""

    LEFT_OUT = "holds outputs of paidmark split, not sources, and is left out\n"

    def setUp(self):
        super().setUp()
        self.write("site/src/a.txt", SOUND)

    def split_site(self, *options):
        self.assertEqual(self.split("site/src", "-q", *options).status, GOOD)

    def test_the_first_of_them_is_named_where_there_is_no_document(self):
        for folder in ("one", "two"):
            (self.directory / folder).mkdir()
            self.split_site("--full", f"{folder}/shop")
        for first, second in (("one", "two"), ("two", "one")):
            self.expect(self.split(first, second, "-d", "out"), FAILED,
                        err=f"paidmark: {first}/shop: {self.LEFT_OUT}paidmark: no document in {first} and 1 more\n")

    def test_trees_met_in_a_walk_are_left_out_and_named(self):
        for options, trees in ((["-d", "site/build"], ["site/build/full", "site/build/preview"]),
                               (["--full", "site/shop", "--preview", "site/web"], ["site/shop", "site/web"]),
                               (["--full", "site/shop"], ["site/shop"]), (["--preview", "site/web"], ["site/web"])):
            with self.subTest(options=options):
                self.split_site(*options)
                result = self.split("site", "-d", "out", "--hidden", "--json")
                self.assertEqual(result.status, GOOD)
                self.assertEqual(result.err.count(self.LEFT_OUT), len(trees))
                for tree in trees:
                    self.assertIn(f"paidmark: {tree}: {self.LEFT_OUT}", result.err)
                self.assertIn(f"; {len(trees)} director{'y' if len(trees) == 1 else 'ies'} of outputs left out\n",
                              result.err)
                self.assertEqual(json.loads(result.out.splitlines()[-1])["summary"]["held_outputs"], len(trees))
                self.assertEqual(self.paths("out"), ["full/src/a.txt", "preview/src/a.txt"])
                for name in ("build", "shop", "web"):
                    shutil.rmtree(self.directory / "site" / name, ignore_errors=True)

    def test_trees_that_are_left_out_collide_with_nothing(self):
        self.split_site("-d", "site/build")
        self.write("more/build/full/a.txt", SOUND)
        self.assertEqual(self.split("site", "more", "-d", "out").status, GOOD)
        self.assertEqual(self.paths("out/full"), ["build/full/a.txt", "src/a.txt"])

    def test_outputs_of_outputs_have_no_source_any_more(self):
        self.split_site("-d", "build")
        shutil.copytree(self.directory / "build", self.directory / "site/build")
        state = self.directory / "site/build/.paidmark-state"
        state.rename(self.directory / "kept")
        self.assertEqual(self.split("site", "-qd", "out").status, GOOD)
        self.assertIn("preview/build/full/a.txt", self.paths("out"))
        (self.directory / "kept").rename(state)
        self.assertEqual(self.split("site", "-qd", "out", "--delete").status, GOOD)
        self.assertEqual(self.paths("out"), ["full/src/a.txt", "preview/src/a.txt"])

    def test_nothing_but_outputs(self):
        self.split_site("-d", "build")
        self.expect_error(self.split("build", "-d", "out"), "paidmark: build/", self.LEFT_OUT,
                          "paidmark: no document in build\n")
        self.assertEqual(self.names(), ["build", "site"])

    def test_a_path_among_outputs_is_an_error(self):
        self.split_site("-d", "build")
        self.split_site("--full", "shop", "--preview", "web")
        self.write("build/full/sub/b.txt", SOUND)
        (self.directory / "link").symlink_to("build/full/a.txt")
        self.write("list", b"site/src/a.txt\0shop/a.txt\0")
        for source, tree in (("build/full", "build/full"), ("build/preview", "build/preview"),
                             ("build/full/a.txt", "build/full"), ("build/full/sub", "build/full"),
                             ("link", "build/full"), ("shop", "shop"), ("web/a.txt", "web"),
                             ("--files0-from=list", "shop")):
            with self.subTest(source=source):
                self.expect_error(self.split(source, "-d", "out"),
                                  f"lies among the outputs in {self.directory.resolve() / tree}; "
                                  "give a source outside of them\n")
                self.assertFalse((self.directory / "out").exists())

    def test_links_to_outputs_are_left_out(self):
        self.split_site("-d", "build")
        for name, target in (("file.txt", "build/full/a.txt"), ("tree", "build/full"), ("both", "build")):
            (self.directory / "site/src" / name).symlink_to(self.directory / target)
        result = self.split("site/src", "-d", "out", "--follow")
        self.assertEqual(result.status, GOOD)
        self.assertIn("; 4 directories of outputs left out\n", result.err)
        self.assertEqual(self.paths("out"), ["full/a.txt", "preview/a.txt"])

    def test_sources_beside_the_trees_stay_sources(self):
        for options in ([], ["-u"], ["--delete"]):
            self.assertEqual(self.split("site/src", "-d", "site", *options).status, GOOD)
        result = self.split("site", "-d", "out")
        self.assertEqual(result.status, GOOD)
        self.assertEqual(self.paths("out"), ["full/src/a.txt", "preview/src/a.txt"])
        self.write("site/src/full/b.txt", SOUND)
        self.assertEqual(self.split("site/src/full", "-d", "more").status, GOOD)

    def test_a_state_that_does_not_say_or_may_not_be_read(self):
        for places, trees in ((["-d", "site/build"], 2), (["--full", "site/shop"], 1)):
            self.split_site(*places)
            state = self.directory / places[1] / ".paidmark-state"
            whole = state.read_bytes()
            for content in (whole.replace(whole[:whole.index(b"\n")], b"paidmark-state 1"), b"\0" + whole[1:], b""):
                state.write_bytes(content)
                result = self.split("site", "-d", "out")
                self.assertIn(self.LEFT_OUT, result.err)
                self.assertEqual(self.paths("out"), ["full/src/a.txt", "preview/src/a.txt"])
            shutil.rmtree(self.directory / places[1])


class Case(SplitTest):
    """Names that the file system of the outputs takes for the same."""

    def split_folding(self, *arguments):
        return self.split(*arguments, env=self.preload("FOLD_NAMES"))

    def test_no_two_sources_share_an_output(self):
        self.write("in/A.txt", SOUND)
        self.write("in/Ä/b", SOUND)
        self.write("in/ä/c", SOUND)
        self.assertEqual(self.split_folding("in", "-d", "folds").status, GOOD)
        self.assertEqual(self.split_folding("in", "-d", "folds", "-u").status, GOOD)
        before = self.tree("folds")
        for name in ("a.txt", "A.TXT/x", "Ä/B", "a\u0308/b"):
            path = self.write("in/" + name, UNSOUND)
            for options in ([], ["-u"], ["-j1"]):
                result = self.split_folding("in", "-d", "folds", *options)
                self.assertEqual(result.status, FAILED)
                self.assertRegex(result.err, "has the same output as .*, for the file system of the outputs takes their "
                                             "names for the same; rename one\n")
                self.assertEqual(self.tree("folds"), before)
            path.unlink()
            if path.parent.name not in ("in", "Ä", "ä"):
                path.parent.rmdir()
        self.assertEqual(self.split_folding("in", "-d", "folds").status, GOOD)

    def test_no_source_takes_the_place_of_the_state(self):
        self.write("in/a.txt", SOUND)
        for name in (".PaidMark-State", ".paidmar\N{KELVIN SIGN}-state"):
            path = self.write("in/" + name, SOUND)
            for operand in ("in", "in/" + name):
                self.expect_error(self.split_folding(operand, "--full", "folds", "--hidden"),
                                  f"paidmark: the source in/{name} has a name that paidmark keeps for itself")
            path.unlink()

    def test_the_file_system_of_either_place_may_do_that(self):
        for name in ("A.txt", "a.txt"):
            self.write("in/" + name, SOUND)
        for places in (["--full", "folds", "--preview", "web"], ["--full", "shop", "--preview", "folds"],
                       ["--preview", "folds"], ["-d", "folds"]):
            with self.subTest(places=places):
                self.expect_error(self.split_folding("in", *places), "for the file system of the outputs takes their names")
                shutil.rmtree(self.directory / "folds")

    def test_elsewhere_case_makes_a_difference(self):
        for name in ("A.txt", "a.txt"):
            self.write("in/" + name, SOUND)
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.assertEqual(self.paths("out/full"), ["A.txt", "a.txt"])


class Names(SplitTest):
    def setUp(self):
        super().setUp()
        for name in ("a.txt", "b.md", ".hidden.txt", "drafts/c.txt", "drafts/old/d.txt", ".git/e.txt",
                     ".paidmark-12-3.tmp"):
            self.write("in/" + name, SOUND)

    def chosen(self, *options):
        shutil.rmtree(self.directory / "out", ignore_errors=True)
        self.assertEqual(self.split("in", "-d", "out", *options).status, GOOD)
        self.assertEqual(self.paths("out/preview"), self.paths("out/full"))
        return self.paths("out/full")

    def test_patterns(self):
        for options, names in (
            ([], ["a.txt", "b.md", "drafts/c.txt", "drafts/old/d.txt"]),
            (["--include", "*.txt"], ["a.txt", "drafts/c.txt", "drafts/old/d.txt"]),
            (["--include", "*.md", "--include=a.*"], ["a.txt", "b.md"]),
            (["--include", "drafts/*.txt"], ["drafts/c.txt"]),
            (["--include", "*/*/?.txt"], ["drafts/old/d.txt"]),
            (["--exclude", "*.md"], ["a.txt", "drafts/c.txt", "drafts/old/d.txt"]),
            (["--exclude", "drafts"], ["a.txt", "b.md"]),
            (["--exclude", "drafts/old"], ["a.txt", "b.md", "drafts/c.txt"]),
            (["--exclude", "old"], ["a.txt", "b.md", "drafts/c.txt"]),
            (["--include", "*.txt", "--exclude", "[bc].*"], ["a.txt", "drafts/old/d.txt"]),
            (["--hidden"], [".git/e.txt", ".hidden.txt", "a.txt", "b.md", "drafts/c.txt", "drafts/old/d.txt"]),
        ):
            with self.subTest(options=options):
                self.assertEqual(self.chosen(*options), names)

    def test_a_file_that_is_named_may_be_hidden_but_not_excluded(self):
        self.assertEqual(self.split("in/.hidden.txt", "in/b.md", "-d", "out", "--exclude=*.md").status, GOOD)
        self.assertEqual(self.paths("out/full"), [".hidden.txt"])

    def test_links_and_special_files_are_passed_over(self):
        (self.directory / "in/link.txt").symlink_to("a.txt")
        (self.directory / "in/broken").symlink_to("nowhere")
        (self.directory / "in/folder").symlink_to("drafts")
        os.mkfifo(self.directory / "in/fifo")
        self.assertEqual(self.chosen(), ["a.txt", "b.md", "drafts/c.txt", "drafts/old/d.txt"])

    def test_links_are_followed_when_asked_for(self):
        self.write("elsewhere/f.txt", SOUND)
        (self.directory / "in/link.txt").symlink_to("a.txt")
        (self.directory / "in/folder").symlink_to("../elsewhere")
        self.assertEqual(self.chosen("--follow"),
                         ["a.txt", "b.md", "drafts/c.txt", "drafts/old/d.txt", "folder/f.txt", "link.txt"])

    def test_links_that_lead_in_circles_or_nowhere_are_reported(self):
        (self.directory / "in/drafts/up").symlink_to("..")
        (self.directory / "in/broken").symlink_to("nowhere")
        result = self.split("in", "-d", "out", "--follow")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: in/drafts/up: is a link to a directory above it\n", result.err)
        self.assertIn("paidmark: in/broken: the link leads to nothing\n", result.err)
        self.assertEqual(self.paths("out/full"), ["a.txt", "b.md", "drafts/c.txt", "drafts/old/d.txt"])

    def test_links_into_the_output_are_not_followed(self):
        self.write("out/full/x.txt", SOUND)
        (self.directory / "in/loop").symlink_to("../out/full")
        (self.directory / "in/one").symlink_to("../out/full/x.txt")
        (self.directory / "in/above").symlink_to("..")
        result = self.split("in", "-d", "out", "--follow", "--exclude=in")
        self.assertEqual(result.status, FAILED)
        for name in ("loop", "one", "above/out"):
            self.assertIn(f"paidmark: in/{name}: is in the output directory\n", result.err)
        self.assertEqual(self.paths("out/full"), ["a.txt", "b.md", "drafts/c.txt", "drafts/old/d.txt", "x.txt"])

    def test_operands_that_are_no_documents(self):
        os.mkfifo(self.directory / "fifo")
        result = self.split("fifo", "missing", "in/a.txt", "/dev/null", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: fifo: is not a regular file\n", result.err)
        self.assertIn("paidmark: /dev/null: is not a regular file\n", result.err)
        self.assertIn("paidmark: missing: No such file or directory\n", result.err)
        self.assertEqual(self.paths("out/full"), ["a.txt"])


class Refusals(SplitTest):
    """Nothing is written when the places are wrong."""

    def setUp(self):
        super().setUp()
        self.write("in/a.txt", SOUND)
        self.write("in/sub/b.txt", SOUND)

    def expect_untouched(self, before):
        self.assertEqual(self.tree("."), before)

    def test_usage(self):
        for arguments, message in (
            (["in"], "--directory DIR is needed"),
            (["-d", "out"], "a file or directory is needed"),
            (["in", "-d", ""], "the name of a directory for outputs is empty"),
            (["-", "-d", "out"], "standard input has no name to write under"),
            (["in", "-", "-d", "out"], "standard input has no name to write under"),
            (["in", "-d", "out", "-j", "0"], "--jobs 0: give a whole number, 1 or more"),
            (["in", "-d", "out", "-j", "x"], "--jobs x: give a whole number, 1 or more"),
            (["in", "-d", "out", "-j", "100000"], "--jobs 100000: is too large"),
            (["in", "-d", "out", "--excerpt", "5"], "--excerpt: does not apply to split"),
        ):
            with self.subTest(arguments=arguments):
                before = self.tree(".")
                self.expect_error(self.split(*arguments), message)
                self.expect_untouched(before)

    def test_an_output_directory_among_the_sources(self):
        (self.directory / "link").symlink_to("in/sub")
        (self.directory / "alias").symlink_to("in")
        before = self.tree(".")
        for source, output in (
            ("in", "in"), ("in", "in/out"), ("in", "in/sub"), ("in", "in/sub/out/"), ("in", "./in/../in/out"),
            (".", "out"), (".", "in/sub/out"), ("in", "link"), ("in", "link/out"), ("alias", "in/out"), ("in", "alias/sub/out"),
            (str(self.directory), "out"), ("/", "out"), ("in/sub/..", "in/new"),
        ):
            with self.subTest(source=source, output=output):
                self.expect_error(self.split(source, "-d", output),
                                  f"paidmark: the outputs would lie in {output}, inside the source {source}; "
                                  "give a -d outside of it\n")
                self.expect_untouched(before)

    def test_a_source_among_the_outputs(self):
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        (self.directory / "file-link").symlink_to("out/full/a.txt")
        (self.directory / "link").symlink_to("out/preview")
        before = self.tree(".")
        for source in ("out/full", "out/preview/sub", "out/full/a.txt", "link", "link/sub/b.txt", "file-link",
                       "in/../out/full/sub"):
            with self.subTest(source=source):
                self.expect_error(self.split(source, "-d", "out"), f"paidmark: the source {source} lies among the outputs in out; "
                                  "give a source outside of them\n")
                self.expect_untouched(before)

    def test_a_source_with_a_name_of_paidmark(self):
        for name in (".paidmark-state", ".paidmark-1-2.tmp"):
            self.write("more/" + name, SOUND)
            self.expect_error(self.split("more/" + name, "-d", "out"),
                              f"the source more/{name} has a name that paidmark keeps for itself")
        self.assertFalse((self.directory / "out").exists())

    def test_a_source_beside_the_trees_is_no_problem(self):
        self.write("out/source/a.txt", SOUND)
        self.assertEqual(self.split("out/source", "-d", "out").status, GOOD)
        self.assertEqual(self.paths("out/full"), ["a.txt"])

    def test_two_sources_of_one_output(self):
        self.write("other/sub/b.txt", SOUND)
        self.write("other/c.txt", SOUND)
        self.write("third/a.txt/x.txt", SOUND)
        self.write("third/a.txt/y.txt", SOUND)
        self.write("lonely/a.txt", SOUND)
        before = self.tree(".")
        for operands, message in (
            (["in", "other"], "paidmark: other/sub/b.txt: has the same output as in/sub/b.txt; "
             "split the folder above them, or give each its own -d"),
            (["other", "in/"], "paidmark: in/sub/b.txt: has the same output as other/sub/b.txt"),
            (["in", "in"], "paidmark: in and in both have in/sub/b.txt; give it once\n"),
            (["in", "in/a.txt"], "paidmark: in and in/a.txt both have in/a.txt; give it once\n"),
            (["in/a.txt", "other/../in"], "paidmark: in/a.txt and other/../in both have in/a.txt; give it once\n"),
            (["in/a.txt", "lonely/a.txt"], "paidmark: lonely/a.txt: has the same output as in/a.txt"),
            (["in", "lonely/a.txt"], "paidmark: lonely/a.txt: has the same output as in/a.txt"),
            (["lonely/a.txt", "in"], "paidmark: in/a.txt: has the same output as lonely/a.txt"),
            (["in", "third"], "paidmark: third/a.txt/: has the same output as in/a.txt"),
            (["third", "in"], "paidmark: in/a.txt: has the same output as third/a.txt"),
        ):
            with self.subTest(operands=operands):
                result = self.split(*operands, "-d", "out")
                self.expect_error(result, message)
                self.assertEqual(result.err.count(message), 1)
                self.expect_untouched(before)
                self.assertFalse((self.directory / "out").exists())

    def test_of_many_that_collide_ten_are_named(self):
        for number in range(70):
            for source in ("two", "one"):
                self.write(f"{source}/sub/{number:02}.txt", SOUND)
        result = self.split("two", "one", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertEqual(result.err.splitlines(), [
            f"paidmark: one/sub/{number:02}.txt: has the same output as two/sub/{number:02}.txt; split the folder above them, "
            "or give each its own -d" for number in range(10)] + ["paidmark: and 60 more"])
        for number in range(10, 70):
            (self.directory / f"two/sub/{number}.txt").unlink()
        self.assertEqual(len(self.split("two", "one", "-d", "out").err.splitlines()), 10)

    def test_what_is_not_taken_does_not_collide(self):
        self.write("other/a.txt", SOUND)
        self.write("other/c.txt", SOUND)
        (self.directory / "third").mkdir()
        (self.directory / "third/sub").symlink_to("../in/sub")
        (self.directory / "third/c.txt").mkdir()
        self.assertEqual(self.split("in", "other", "third", "-d", "out", "--exclude", "a.txt").status, GOOD)
        self.assertEqual(self.paths("out/full"), ["c.txt", "sub/b.txt"])
        self.expect_error(self.split("in", "third", "-d", "out", "--follow"), "in and third both have in/sub/b.txt; give it once")

    def test_links_below_the_output_are_not_followed(self):
        self.write("outside/keep.txt", b"keep")
        (self.directory / "out").mkdir()
        (self.directory / "out/full").symlink_to("../outside")
        self.expect_error(self.split("in", "-d", "out"),
                          "paidmark: out/full: is a symbolic link, which is not followed\n")
        (self.directory / "out/full").unlink()
        (self.directory / "out/full").mkdir()
        (self.directory / "out/full/sub").symlink_to("../../outside")
        (self.directory / "out/full/a.txt").symlink_to("../../outside/keep.txt")
        result = self.split("in", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: out/full/sub/b.txt: is a symbolic link, which is not followed\n", result.err)
        self.assertEqual(self.tree("outside"), {b"keep.txt": b"keep"})
        self.assertFalse((self.directory / "out/full/a.txt").is_symlink())
        self.assertEqual(self.read("out/full/a.txt"), FULL)
        self.assertEqual(self.temporaries("out"), [])

    def test_one_run_at_a_time(self):
        with open(self.write("out/.paidmark-state", b""), "r+b") as state:
            fcntl.lockf(state, fcntl.LOCK_EX)
            self.expect_error(self.split("in", "-d", "out"), f"paidmark: another paidmark split (process {os.getpid()}) "
                                                             "is writing to out; wait for it\n")
            self.assertEqual(self.names(), ["in", "out"])
            self.assertEqual(os.listdir(self.directory / "out"), [".paidmark-state"])
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)

    def test_a_run_keeps_its_lock_whatever_it_looks_at(self):
        """Whether a folder that is there, such as F/full, is a tree of other runs is to be seen in F."""
        places = ["--full", "F", "--preview", "W"]
        self.write_archive("in", 1, 2000)  # whose report is more than a pipe and a buffer hold
        for folder, owner in ("000", r" \(process {}\)"), ("full", ""):
            os.rename(self.directory / "in/000", self.directory / "in" / folder)
            self.assertEqual(self.split("in", *places).status, GOOD)
            process = self.start(PAIDMARK, "split", "in", *places, "--json", stdout=subprocess.PIPE)
            process.stdout.read(1)
            result = self.split("in/a.txt", *places)
            self.assertEqual((result.status, process.poll()), (FAILED, None))
            self.assertRegex(result.err, f"another paidmark split{owner.format(process.pid)} is writing to F; wait for it")
            process.kill()
            process.wait()

    def test_who_may_not_write_cannot_lock(self):
        self.assertEqual(self.split("in", "-d", "out", preexec_fn=lambda: os.umask(0)).status, GOOD)
        state = self.directory / "out/.paidmark-state"
        self.assertEqual(stat.S_IMODE(state.stat().st_mode), 0o600)
        state.chmod(0o666)
        descriptor = os.open(self.directory / "out", os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        finally:
            os.close(descriptor)
        self.assertEqual(stat.S_IMODE(state.stat().st_mode), 0o600)

    def test_dry_run_writes_nothing_and_judges_everything(self):
        self.write("in/bad.txt", UNSOUND)
        before = self.tree(".")
        result = self.split("in", "-d", "out", "--dry-run")
        self.assertEqual(result.status, REFUSED)
        self.assertIn("in/bad.txt:1:2: error: ", result.err)
        self.assertIn("3 documents: 2 sound, 1 refused, 0 failed, 0 skipped;", result.err)
        self.expect_untouched(before)
        self.assertEqual(self.names(), ["in"])


class Update(SplitTest):
    def setUp(self):
        super().setUp()
        self.write_archive("in", 2, 3)
        time.sleep(0.02)  # a tick of the clock of files
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        time.sleep(0.02)

    def update(self):
        """Which documents are split again."""
        result = self.split("in", "-d", "out", "--update", "--json")
        self.assertEqual(result.status, GOOD)
        lines = [json.loads(line) for line in result.out.splitlines()]
        return sorted(line["file"] for line in lines if line.get("status") == "ok")

    def test_only_what_has_changed(self):
        self.assertEqual(self.update(), [])
        self.write("in/000/0001.txt", document(7)[0])
        time.sleep(0.02)
        self.assertEqual(self.update(), ["in/000/0001.txt"])
        self.assertEqual(self.read("out/full/000/0001.txt"), document(7)[2])
        self.assertEqual(self.update(), [])

    def test_one_output_missing_or_not_a_file(self):
        (self.directory / "out/preview/001/0002.txt").unlink()
        (self.directory / "out/full/000/0000.txt").unlink()
        (self.directory / "out/full/000/0000.txt").symlink_to("../../../in/000/0000.txt")
        time.sleep(0.02)
        self.assertEqual(self.update(), ["in/000/0000.txt", "in/001/0002.txt"])
        self.assertEqual(self.update(), [])

    def test_a_source_that_is_as_new_as_its_outputs_is_not_trusted(self):
        """It may change once more and look the same."""
        os.utime(self.directory / "in/000/0000.txt", (4e9, 4e9))
        for _ in range(2):
            self.assertEqual(self.update(), ["in/000/0000.txt"])
        os.utime(self.directory / "in/000/0000.txt", (1, 1))
        time.sleep(0.02)
        self.assertEqual(self.update(), ["in/000/0000.txt"])
        self.assertEqual(self.update(), [])

    def test_a_source_that_is_as_new_as_its_reading_is_not_trusted(self):
        self.assertEqual(self.split("in", "-d", "out", env=self.preload("STOPPED_CLOCK")).status, GOOD)
        self.assertEqual(len(self.update()), 6)
        self.assertEqual(self.update(), [])

    def test_a_source_has_to_be_older_than_its_reading_and_its_outputs(self):
        clock = self.preload("STOPPED_CLOCK")
        for number, moment in enumerate((0.5, 1.5, 3e9)):
            os.utime(self.directory / f"in/000/000{number}.txt", (moment, moment))
        for at in ("1", "5000000000"):
            self.assertEqual(self.split("in", "-d", "out", env={**clock, "STOPPED_AT": at}).status, GOOD)
            again = [f"in/{folder:03}/000{number}.txt" for folder in range(2) for number in range(3)]
            self.assertEqual(self.update(), again if at == "1" else ["in/000/0002.txt"])

    def test_a_source_of_a_whole_second_has_to_be_two_seconds_older(self):
        """As on a file system that keeps even seconds only. Where no run fits in a second there is nothing to see."""
        for seconds, more, is_settled in ((0, 0, False), (1, 0, False), (2, 0, True), (2, 999999999, True), (1, 999999999, True)):
            for _ in range(20):
                now = int(time.time())
                os.utime(self.directory / "in/000/0001.txt", ns=(0, (now - seconds) * 10**9 + more))
                time.sleep(0.02)
                self.assertEqual(self.split("in", "-d", "out").status, GOOD)
                if int(os.stat(self.directory / "out/full/000/0001.txt").st_mtime) == now:
                    lines = self.read("out/.paidmark-state").decode().splitlines()
                    last = [line for line in lines if line.endswith(" 000/0001.txt")][-1]
                    self.assertEqual(last[0], "=" if is_settled else "+", (seconds, more))
                    break

    def test_permissions_that_only_some_sources_have(self):
        for number, mode in enumerate((0o755, 0o700, 0o444)):
            (self.directory / f"in/000/000{number}.txt").chmod(mode)
        time.sleep(0.02)
        self.assertEqual(len(self.update()), 3)
        self.assertEqual(self.update(), [])

    def test_a_link_that_is_an_operand(self):
        (self.directory / "link.txt").symlink_to("in/000/0001.txt")
        self.assertEqual(self.split("link.txt", "-d", "out").status, GOOD)
        self.assertIn("1 skipped", self.split("link.txt", "-d", "out", "-u").err)
        (self.directory / "link.txt").unlink()
        (self.directory / "link.txt").symlink_to("in/000/0002.txt")
        self.assertIn("1 split", self.split("link.txt", "-d", "out", "-u").err)

    def test_a_link_that_is_followed(self):
        (self.directory / "in/000/link.txt").symlink_to("0001.txt")
        self.assertEqual(self.split("in", "-d", "out", "--follow").status, GOOD)
        self.assertIn("7 skipped", self.split("in", "-d", "out", "--follow", "-u").err)
        self.assertIn("6 skipped", self.split("in", "-d", "out", "-u").err)

    def test_no_folder_is_made_to_look_into(self):
        for tree in ("full", "preview"):
            shutil.rmtree(self.directory / "out" / tree / "000")
        for number in range(3):
            self.write(f"in/000/{number:04}.txt", UNSOUND)
        self.assertEqual(self.split("in", "-d", "out", "-u").status, REFUSED)
        for tree in ("full", "preview"):
            self.assertEqual(os.listdir(self.directory / "out" / tree), ["001"])

    def test_no_other_run_comes_between_a_new_state_and_its_lock(self):
        other = ["split", "in", "-d", "new", "--placeholder", "…"]
        command = shlex.join([PAIDMARK, *other]) + " >other 2>&1"
        result = self.split("in", "-d", "new", env={"CHANGED_BY": command, **self.preload("CHANGED")})
        self.assertEqual(result.status, GOOD)
        self.assertIn(b"is writing to new; wait for it\n", self.read("other"))
        self.assertIn("6 documents: 6 split", self.run_tool(*other, "--update").err)

    def test_a_clock_that_was_ahead(self):
        for tree in ("full", "preview"):
            os.utime(self.directory / f"out/{tree}/000/0001.txt", (4e9, 4e9))
        self.write("in/000/0001.txt", document(7)[0])
        time.sleep(0.02)
        self.assertEqual(self.update(), ["in/000/0001.txt"])
        self.assertEqual(self.read("out/full/000/0001.txt"), document(7)[2])

    def test_an_output_that_was_edited(self):
        self.write("out/preview/000/0001.txt", b"of another size")
        path = self.directory / "out/full/001/0000.txt"
        path.write_bytes(path.read_bytes().replace(b"1", b"2"))
        time.sleep(0.02)
        self.assertEqual(self.update(), ["in/000/0001.txt", "in/001/0000.txt"])
        self.assertEqual(self.read("out/preview/000/0001.txt"), document(1)[1])
        self.assertEqual(self.update(), [])

    def expect_everything_again(self, result, reason, documents=6):
        self.assertEqual(result.status, GOOD)
        self.assertIn(f"paidmark: out{reason}\n", result.err)
        self.assertIn(f"6 documents: {documents} split", result.err)

    def test_other_options(self):
        other = ["--placeholder", "a\\\nb"]
        self.expect_everything_again(self.split("in", "-d", "out", "-u", *other),
                                     ": options changed since the last run: everything is done again")
        self.assertIn(b"a\\\nb", self.read("out/preview/000/0001.txt"))
        self.assertIn("6 skipped", self.split("in", "-d", "out", "-u", *other).err)
        self.assertEqual(self.split("in/000", "-d", "elsewhere").status, GOOD)
        self.expect_everything_again(self.split("in", "-d", "out", "-u"),
                                     ": options changed since the last run: everything is done again")
        self.assertEqual(self.read("out/preview/000/0001.txt"), document(1)[1])

    def test_each_option_that_decides(self):
        """And nothing that does not."""
        again = "paidmark: new: options changed since the last run: everything is done again\n"
        self.write("free/a.txt", "free\n")
        time.sleep(0.02)
        self.assertEqual(self.split("free", "-d", "new").status, GOOD)
        for options in (["--markers=more"], ["--begin=[[", "--end=]]"], ["--begin=[[", "--end=]"], ["--begin=[", "--end=]"],
                        ["--divider=[["], ["--salvage"], ["--exact"], ["--no-lookalikes"], ["--unmarked=paid"],
                        ["--from=UTF-8"], ["--to=UTF-16"], ["--placeholder="], ["--placeholder=x"]):
            with self.subTest(options=options):
                self.assertIn(again, self.split("free", "-u", "-d", "new", *options).err)
                for more in (["--quiet", "--json"], ["--hidden", "--follow", "-j2", "--sync", "--delete", "--withdraw"]):
                    result = self.split("free", "-u", "-d", "new", *options, *more)
                    self.assertEqual(result.status, GOOD)
                    self.assertNotIn("again", result.err)
                self.assertIn("1 skipped", result.err)

    def test_other_options_for_a_part_of_it(self):
        (self.directory / "part").mkdir()
        os.rename(self.directory / "in/000", self.directory / "part/000")
        time.sleep(0.02)
        self.assertEqual(self.split("part", "-d", "out", "--salvage").status, GOOD)
        os.rename(self.directory / "part/000", self.directory / "in/000")
        time.sleep(0.02)
        self.expect_everything_again(self.split("in", "-d", "out", "-u"),
                                     ": options changed since 3 documents were split: they are done again", 3)

    def test_another_version(self):
        state = self.read("out/.paidmark-state")
        version = self.run_tool("--version").out.split()[1]
        self.write("out/.paidmark-state", state.replace(b"recipe paidmark " + version, b"recipe paidmark 0.0.9"))
        self.expect_everything_again(self.split("in", "-d", "out", "-u"),
                                     ": paidmark changed since the last run: everything is done again")

    def test_a_state_that_is_of_no_use(self):
        whole = self.read("out/.paidmark-state")
        for state, reason in (
            (None, "/.paidmark-state is not there: everything is done again"),
            (b"", "/.paidmark-state is not there: everything is done again"),
            (b"paidmark-state", "/.paidmark-state cannot be read: everything is done again"),
            (b"\0" * 4096, "/.paidmark-state cannot be read: everything is done again"),
            (whole + b"\0\n", "/.paidmark-state cannot be read: everything is done again"),
            (whole + b"= 1 1 x y z ../up\n", "/.paidmark-state cannot be read: everything is done again"),
            (whole + b"= 2 1 x y z name\n", "/.paidmark-state cannot be read: everything is done again"),
            (whole + b"+ 2 name\n", "/.paidmark-state cannot be read: everything is done again"),
            (whole + b"+ 100000001 name\n", "/.paidmark-state cannot be read: everything is done again"),
            (whole + b"+ 1: name\n", "/.paidmark-state cannot be read: everything is done again"),
            (whole + b"+ name\n", "/.paidmark-state cannot be read: everything is done again"),
            (whole + b"mount 2 name\n", "/.paidmark-state cannot be read: everything is done again"),
            (whole.replace(b"state 2", b"state 3"), "/.paidmark-state is of a newer paidmark: everything is done again"),
        ):
            with self.subTest(state=state):
                (self.directory / "out/.paidmark-state").unlink()
                if state is not None:
                    self.write("out/.paidmark-state", state)
                self.expect_everything_again(self.split("in", "-d", "out", "-u"), reason)
                time.sleep(0.02)
                self.assertEqual(self.update(), [])

    def expect_finding(self, state, finding):
        """None: it is read."""
        self.write("out/.paidmark-state", state)
        err = self.split("in", "-d", "out", "-u", "--dry-run").err
        told = [line.partition("/.paidmark-state ")[2] for line in err.splitlines() if "/.paidmark-state " in line]
        self.assertEqual(told, [] if finding is None else [finding + ": everything is done again"], state[-60:])
        if finding is None:
            self.assertIn("6 skipped", err)

    def test_lines_of_a_state(self):
        whole = self.read("out/.paidmark-state")
        good = [f"{begin} {path}" for begin in ("+ 1", "?", "-", "= 1 0 a b c") for path in
                ("x", "x/y", ".x", "..x", "x.", "x..", "...", ".../x", "x/..y", "x/...", "x y/z ")]
        good += ["mount 1 x", "place 1 " + "x" * 79, "root ", "recipe ", "+ 00000001 x", "+ 0 x", "= 1 1    x"]
        self.expect_finding(whole + "".join(line + "\n" for line in good).encode(), None)
        bad = ["+ 1 " + path for path in ("", ".", "..", "./x", "../x", "x/.", "x/..", "x/./y", "x/../y", "/x", "x//y", "x/", "/")]
        bad += ["", " ", "+", "+1 x", "x 1 x", "+ 1", "+ 1x", "+ 100000000 x", "= 0 1 a b c x", "= 1 2 a b c x", "= 1 1 a b x",
                "= 1 1 a b c", "= 1 a b c x", "?x", "? ../x", "place 0 x", "place 2 x", "place x", "place 1 " + "x" * 80,
                "mount 0 x", "mount 2 x", "mount x", "recipes", "roots x"]
        for line in bad:
            self.expect_finding(whole + line.encode() + b"\n", "cannot be read")

    def test_the_first_line_of_a_state(self):
        _, rest = self.read("out/.paidmark-state").split(b"\n", 1)
        for head, finding in ((b"paidmark-state 2 trees", None), (b"paidmark-state 1", None),
                              (b"paidmark-state 0", "cannot be read"), (b"paidmark-state 1 x", "cannot be read"),
                              (b"paidmark-state 2", "cannot be read"), (b"paidmark-state 2 ", "cannot be read"),
                              (b"paidmark-state 2 tree", "cannot be read"), (b"paidmark-states", "cannot be read"),
                              (b"paidmark-state 3 x", "is of a newer paidmark"), (b"paidmark-state 10", "is of a newer paidmark")):
            self.expect_finding(head + b"\n" + rest, finding)

    def test_a_state_of_many_short_lines(self):
        state = self.read("out/.paidmark-state").splitlines()
        many = [b"+ 0 %d" % number for number in range(1500)] + [b"? x/%d" % number for number in range(1500)]
        self.write("out/.paidmark-state", b"".join(line + b"\n" for line in state + many * 3))
        self.assertIn("6 skipped", self.split("in", "-d", "out", "-u").err)
        kept = self.read("out/.paidmark-state").splitlines()
        self.assertEqual([line for line in kept if line[:2] in (b"+ ", b"? ")], many)

    def test_a_state_of_as_many_paths_as_its_table_has_room_for_at_first(self):
        self.write("in/new.txt", SOUND)  # is looked up where every place may be taken
        state = self.read("out/.paidmark-state")
        for count in range(1017, 1020):
            self.write("out/.paidmark-state", state + b"".join(b"? x/%d\n" % number for number in range(count)))
            self.assertIn("1 sound, 0 refused, 0 failed, 6 skipped", self.split("in", "-d", "out", "-u", "--dry-run").err)

    def test_a_file_of_somebody_else_with_the_name_of_the_state(self):
        for text in (b"my own notes\n", b"x", b"paidmark-stare\n"):
            self.write("out/.paidmark-state", text)
            self.expect_error(self.split("in", "-d", "out"), "out/.paidmark-state: was not written by paidmark; remove it")
            self.assertEqual(self.read("out/.paidmark-state"), text)

    def test_something_else_than_a_file_with_the_name_of_the_state(self):
        state = self.directory / "out/.paidmark-state"
        state.rename(self.directory / "state")
        before = self.read("state")
        state.symlink_to("../state")
        for reason in ("is a symbolic link, which is not followed", "is not a regular file"):
            for options in ([], ["--dry-run"]):
                self.expect_error(self.split("in", "-d", "out", *options), f"paidmark: out/.paidmark-state: {reason}\n")
            state.unlink()
            os.mkfifo(state)
        self.assertEqual(self.read("state"), before)

    def test_a_state_that_is_replaced_before_it_is_locked(self):
        self.write("in/new.txt", SOUND)
        time.sleep(0.02)
        number = os.stat(self.directory / "out/.paidmark-state").st_ino
        command = "cp out/.paidmark-state other && mv other out/.paidmark-state"
        result = self.split("in", "-d", "out", "-u", env={"CHANGED_LOCK": "", "CHANGED_BY": command, **self.preload("CHANGED")})
        self.assertIn("1 split", result.err)
        self.assertNotEqual(os.stat(self.directory / "out/.paidmark-state").st_ino, number)
        self.assertEqual(self.update(), [])

    def test_half_a_line_at_the_end_of_the_state_counts_for_nothing(self):
        state = self.read("out/.paidmark-state")
        for cut in range(state.index(b"\n= ") + 1, len(state), 17):
            self.write("out/.paidmark-state", state[:cut])
            self.update()
            self.assertEqual(self.update(), [])

    def test_the_state_does_not_grow_for_ever(self):
        self.write_archive("in", 10, 30)
        time.sleep(0.02)
        sizes = []
        for _ in range(15):
            self.assertEqual(self.split("in", "-qd", "out").status, GOOD)
            sizes.append(len(self.read("out/.paidmark-state")))
        self.assertLess(max(sizes), 10 * sizes[0])
        self.assertLess(min(sizes[5:]), max(sizes[:5]))
        self.assertEqual(self.update(), [])

    def test_a_state_that_is_for_the_most_part_outdated_is_shortened(self):
        head, lines = [], []
        for line in self.read("out/.paidmark-state").splitlines(True):
            (lines if line[:2] in (b"+ ", b"= ") else head).append(line)
        self.assertEqual(len(lines), 12)
        for count, left in ((1009, 1009), (1010, 6)):
            self.write("out/.paidmark-state", b"".join(head + (lines * 100)[-count:]))
            self.assertEqual(self.update(), [])
            state = self.read("out/.paidmark-state").splitlines()
            self.assertEqual(len([line for line in state if line[:2] in (b"+ ", b"= ")]), left)

    def test_a_state_that_is_shortened_keeps_all_that_counts(self):
        lines = self.read("out/.paidmark-state").decode().splitlines()
        form, recipe, root, place = [line for line in lines if line[0] not in "+="]
        written = [line for line in lines if line[0] == "="]
        head = [form, recipe, "recipe an\\nother", root, "root /some\\nwhere", "mount 1 a\\\\disk", place, "place 3 1.2.3.4"]
        more = ["= 2 0 a.1 - ~b.2 x/y", "= 2 2 a.1 b.2 b.3 x/z", "+ 2 \\nv", "? w w"]
        gone = ["? u", "- u", "+ 1 w w", "+ 1 x/y"]
        self.write("out/.paidmark-state", "".join(line + "\n" for line in head + written + gone * 300 + more))
        self.assertIn("6 skipped", self.split("in", "-d", "out", "-u").err)
        entries = written + [more[3], more[0], *more[1:3]]  # in the order in which their paths came first
        self.assertEqual(self.read("out/.paidmark-state").decode().splitlines(), head + entries)

    def test_names_that_are_no_text(self):
        folder = os.fsencode(self.directory) + b"/in/\xff\n\\n"
        os.mkdir(folder)
        for name in (b"a\nb", b"a\\nb", b"\\", b" = + 1", b"\xfe"):
            with open(folder + b"/" + name, "wb") as file:
                file.write(SOUND)
        time.sleep(0.02)
        self.assertEqual(len(self.update()), 5)
        self.assertEqual(self.update(), [])

    def test_an_old_file_moved_here_is_seen(self):
        old = self.write("old.txt", document(9)[0])
        os.utime(old, (1, 1))
        os.replace(old, self.directory / "in/000/0002.txt")
        self.assertEqual(self.update(), ["in/000/0002.txt"])

    def test_a_refused_document_keeps_its_old_outputs_and_is_tried_again(self):
        self.write("in/000/0001.txt", UNSOUND)
        for _ in range(2):
            result = self.split("in", "-d", "out", "-u")
            self.assertEqual(result.status, REFUSED)
            self.assertIn("1 refused, 0 failed, 5 skipped", result.err)
            self.assertEqual(self.read("out/full/000/0001.txt"), document(1)[2])


class OldOutputs(SplitTest):
    """Outputs of earlier runs that this one does not replace."""

    def setUp(self):
        super().setUp()
        for name in ("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"):
            self.write("in/" + name, SOUND)
        time.sleep(0.02)
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)

    def minute(self, path):
        return time.strftime("%Y-%m-%d %H:%M", time.gmtime((self.directory / path).stat().st_mtime))

    def expect_outputs(self, *names):
        self.assertEqual(self.paths("out/full"), sorted(names))
        self.assertEqual(self.paths("out/preview"), sorted(names))

    def test_outputs_without_a_source_are_counted_in_every_run_and_removed_on_demand(self):
        (self.directory / "in/b.txt").unlink()
        shutil.rmtree(self.directory / "in/sub")
        for options in ([], ["-u"], ["--salvage"], ["--dry-run"], []):
            result = self.split("in", "-d", "out", *options)
            self.assertEqual(result.status, GOOD)
            self.assertEqual(result.err.count("paidmark: 6 outputs have no source any more; --delete removes them\n"), 1)
            self.assertNotIn("removed", result.err)
            self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        self.assertEqual(self.split("in", "-qd", "out", "--delete", "--dry-run").err, "")
        result = self.split("in", "-d", "out", "--delete", "--dry-run")
        for path in ("full/b.txt", "preview/b.txt", "full/sub/c.txt", "preview/sub/deep/d.txt"):
            self.assertIn(f"paidmark: out/{path}: has no source any more and would be removed\n", result.err)
        self.assertIn("paidmark: 6 outputs without a source would be removed\n", result.err)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        result = self.split("in", "-d", "out", "--delete", "-u")
        self.assertEqual(result.status, GOOD)
        self.assertIn("paidmark: 6 outputs without a source were removed\n", result.err)
        self.assertNotIn("would be removed", result.err)
        self.expect_outputs("a.txt")
        for tree in ("full", "preview"):
            self.assertEqual(os.listdir(self.directory / "out" / tree), ["a.txt"])
        result = self.split("in", "-d", "out", "--delete", "-u")
        self.assertNotIn("source", result.err)

    def test_a_source_that_is_left_out_now_has_no_outputs(self):
        self.assertEqual(self.split("in", "-d", "out", "--exclude", "sub", "--delete").status, GOOD)
        self.expect_outputs("a.txt", "b.txt")
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_a_document_that_becomes_a_binary_file_is_no_source_any_more(self):
        self.write("in/b.txt", b"PK\x03\x04" + bytes(range(256)))
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        self.assertEqual(self.split("in", "-d", "out", "--withdraw").status, GOOD)
        self.expect_outputs("a.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_outputs_of_a_document_that_has_become_a_binary_file_are_deleted(self):
        self.write("in/b.txt", b"PK\x03\x04" + bytes(range(256)))
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.expect_outputs("a.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_a_binary_file_of_another_directory_has_no_outputs(self):
        self.write("other/a.txt", b"PK\x03\x04" + bytes(range(256)))
        self.write("other/e.txt", SOUND)
        for options in ([], ["--delete"], ["--delete", "--withdraw"]):
            self.assertEqual(self.split("other", "-d", "out", *options).status, GOOD)
            self.expect_outputs("a.txt", "b.txt", "e.txt", "sub/c.txt", "sub/deep/d.txt")
        (self.directory / "in/a.txt").unlink()
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.expect_outputs("b.txt", "e.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_other_sources_than_before_leave_the_rest_alone(self):
        self.write("more/e.txt", SOUND)
        (self.directory / "in/b.txt").unlink()
        for operands in (["more"], ["in/a.txt"], ["in/sub"], ["more", "in/a.txt"]):
            result = self.split(*operands, "-d", "out", "--delete")
            self.assertEqual(result.status, GOOD)
            self.assertNotIn("source", result.err)
        self.assertIn("b.txt", self.paths("out/preview"))
        shutil.rmtree(self.directory / "more")
        (self.directory / "more").mkdir()
        self.write("more/f.txt", SOUND)
        for same in ("in", "./in/", str(self.directory) + "//in/."):
            self.assertEqual(self.split(same, "more", "-d", "out", "--delete").status, GOOD)
            self.expect_outputs("a.txt", "c.txt", "deep/d.txt", "f.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_a_document_that_has_lost_its_markers_is_told(self):
        told = ": had a paid part when it was split last, and has no marker now: all of it is free\n"
        self.write("in/free.txt", b"free\n")
        time.sleep(0.02)
        self.assertNotIn(told, self.split("in", "-d", "out").err)
        shutil.copyfile(self.directory / "out/full/a.txt", self.directory / "in/a.txt")
        self.write("in/b.txt", "##paidbegin##丁##paidend##")
        self.write("in/free.txt", b"freer\n")
        for options, count in (["--dry-run"], 1), (["-q", "--dry-run"], 0), (["-u"], 1), ([], 0):
            time.sleep(0.02)
            result = self.split("in", "-d", "out", *options)
            self.assertEqual((result.status, result.err.count(told), result.err.count("in/a.txt" + told)),
                             (GOOD, count, count))

    def test_a_preview_of_an_earlier_source_tells_nothing_about_its_paid_part(self):
        for moment in (1, 4e9):  # the second is none that the state can vouch for
            os.utime(self.write("in/abc", b"free\n"), (moment, moment))
            time.sleep(0.02)
            self.assertEqual(self.split("in", "--full", "F", "--preview", "W").status, GOOD)
            self.write("in/abc", b"freer\n")
            time.sleep(0.02)
            self.assertEqual(self.split("in", "--full", "F").status, GOOD)
            self.assertRegex(self.read("F/.paidmark-state"), rb"(?m) ~[^ ]* abc$")
            self.assertNotIn("had a paid part", self.split("in", "--full", "F").err)

    def test_a_directory_by_another_name_is_the_same(self):
        (self.directory / "x").mkdir()
        (self.directory / "link").symlink_to("in")
        for name, removed in (("x/../in", "a.txt"), ("link", "b.txt"), ("link/../in", "sub/c.txt")):
            (self.directory / "in" / removed).unlink()
            self.assertIn("2 outputs have no source any more", self.split("in", "-d", "out").err)
            self.assertIn("2 outputs without a source were removed", self.split(name, "-d", "out", "--delete").err)
        self.expect_outputs("sub/deep/d.txt")

    def test_a_link_that_leads_elsewhere_now_is_another_directory(self):
        (self.directory / "link").symlink_to("in")
        self.assertNotIn("source", self.split("link", "-d", "out").err)
        self.write("other/e.txt", SOUND)
        (self.directory / "link").unlink()
        (self.directory / "link").symlink_to("other")
        self.assertNotIn("source", self.split("link", "-d", "out", "--delete").err)
        self.expect_outputs("a.txt", "b.txt", "e.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_a_link_that_was_split_stands_for_what_it_leads_to_now(self):
        self.write("one/e.txt", SOUND)
        self.write("two/f.txt", SOUND)
        for target in ("one", "two"):
            (self.directory / "new").symlink_to(target)
            (self.directory / "new").rename(self.directory / "current")
            self.assertEqual(self.split("current", "-d", "out", "--delete").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "f.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_a_directory_that_was_renamed_takes_its_outputs_along(self):
        born = subprocess.run(["stat", "-c", "%W", self.directory / "in"], check=True, stdout=subprocess.PIPE).stdout
        (self.directory / "in").rename(self.directory / "new")
        (self.directory / "new/b.txt").unlink()
        result = self.split("new", "-d", "out", "--delete")
        self.assertEqual(result.status, GOOD)
        if born.strip() in (b"0", b"-", b"?"):  # what the file system does not tell nobody can go by
            self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        else:
            self.assertIn("2 outputs without a source were removed", result.err)
            self.expect_outputs("a.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_another_directory_with_the_number_of_one_that_is_gone(self):
        """As the top of another disk, or one that was made after the other was removed."""
        shutil.rmtree(self.directory / "in")
        self.write("new/e.txt", SOUND)
        number = os.stat(self.directory / "new")
        state = self.read("out/.paidmark-state")
        place = re.search(rb"^place 1 (.*)$", state, re.M)[1]
        _, _, *born = place.split(b".")
        self.write("out/.paidmark-state", state.replace(place, b".".join([b"%x" % number.st_dev, b"%x" % number.st_ino, *born])))
        self.assertNotIn("source", self.split("new", "-d", "out", "--delete").err)
        self.expect_outputs("a.txt", "b.txt", "e.txt", "sub/c.txt", "sub/deep/d.txt")

    UNMOUNTED = "/in/disk/: has none of the documents that were on a disk mounted there; their outputs stay\n"

    def run_with_disk(self, script):
        """With a file system of its own at in/disk."""
        (self.directory / "in/disk").mkdir()
        unshare = shutil.which("unshare")
        if unshare is None:
            self.skipTest("no unshare")
        mount = "mount -t tmpfs -o size=1m none in/disk || exit 77\n"
        completed = subprocess.run([unshare, "-m", "sh", "-c", mount + script, PAIDMARK], cwd=self.directory, check=False,
                                   stderr=subprocess.PIPE, timeout=60)
        if completed.returncode in (1, 77):
            self.skipTest("no small file system may be mounted here: " + completed.stderr.decode().strip())
        return completed

    def test_another_disk_with_nothing_but_pictures_is_not_the_one_that_was_there(self):
        """It may have all numbers of the first one."""
        result = self.run_with_disk('cp in/a.txt in/disk/e.txt; "$0" split in -qd out || exit; umount in/disk; '
                                    'mount -t tmpfs -o size=1m none in/disk; printf "\\211PNG\\r\\n\\032\\n" > in/disk/e.png; '
                                    '"$0" split in -qd out --delete')
        self.assertEqual(result.returncode, FAILED)
        self.assertIn(self.UNMOUNTED, result.stderr.decode())
        self.expect_outputs("a.txt", "b.txt", "disk/e.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_what_is_on_a_disk_below_that_is_not_there_is_not_gone(self):
        result = self.run_with_disk('mkdir in/disk/sub; cp in/a.txt in/disk/sub/e.txt; cp in/a.txt in/disk/f.txt; '
                                    'cp in/a.txt in/disk/g.txt; sleep 0.02; "$0" split in -d out || exit; '
                                    'rm in/disk/g.txt; "$0" split in -d out --delete')
        self.assertEqual(result.returncode, GOOD)
        self.expect_outputs("a.txt", "b.txt", "disk/f.txt", "disk/sub/e.txt", "sub/c.txt", "sub/deep/d.txt")
        (self.directory / "in/b.txt").unlink()
        for options in ([], ["-u", "--delete"], ["--delete", "--json"], ["--delete", "--exclude", "disk"]):
            result = self.split("in", "-d", "out", *options)
            self.assertEqual(result.status, FAILED)
            self.assertEqual(result.err.count(self.UNMOUNTED), 1)
        self.assertEqual(self.read("out/.paidmark-state").count(b"\nmount "), 1)
        self.expect_outputs("a.txt", "disk/f.txt", "disk/sub/e.txt", "sub/c.txt", "sub/deep/d.txt")
        self.assertEqual(self.split("in/sub", "-d", "out", "--delete").status, GOOD)
        for tree in ("full", "preview"):
            result = self.split("in", "-d", "out", "--delete")
            self.assertEqual((result.status, result.err.count(self.UNMOUNTED)), (FAILED, 1))
            shutil.rmtree(self.directory / "out" / tree / "disk")
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)

    def test_a_disk_on_a_disk_is_below_the_same_directory(self):
        result = self.run_with_disk('mkdir in/disk/deep; mount -t tmpfs -o size=1m none in/disk/deep; cp in/a.txt in/disk/e.txt; '
                                    'cp in/a.txt in/disk/deep/f.txt; "$0" split in -d out')
        self.assertEqual(result.returncode, GOOD)
        mounts = [line for line in self.read("out/.paidmark-state").split(b"\n") if line.startswith(b"mount ")]
        self.assertEqual(mounts, [b"mount 1 disk/", b"mount 1 disk/deep/"])

    def test_a_directory_with_the_name_of_a_disk_below_another_is_not_that(self):
        self.write("new/e.txt", SOUND)
        with open(self.directory / "out/.paidmark-state", "ab") as state:
            state.write(b"mount 1 new\n")
        self.assertEqual(self.split("new", "-d", "out").status, GOOD)
        self.assertIn(f"\nroot {self.directory.resolve() / 'new'}\n".encode(), self.read("out/.paidmark-state"))

    def test_a_document_that_was_an_operand_keeps_its_directory(self):
        self.assertEqual(self.split("in/b.txt", "-d", "out").status, GOOD)
        (self.directory / "in/b.txt").unlink()
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.expect_outputs("a.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_outputs_go_with_the_directory_of_a_document_that_is_not_split_again(self):
        self.write("single/e.txt", SOUND)
        self.write("in/b.txt", UNSOUND)
        time.sleep(0.02)
        self.assertEqual(self.split("single/e.txt", "-d", "out").status, GOOD)
        os.rename(self.directory / "in", self.directory / "moved")
        self.assertIn("3 skipped", self.split("moved", "-ud", "out").err)
        self.assertIn("1 skipped", self.split("single", "-ud", "out").err)
        self.write("single/f.txt", SOUND)
        for path in ("moved/a.txt", "moved/b.txt", "single/e.txt"):
            (self.directory / path).unlink()
        self.assertEqual(self.split("moved", "single", "-ud", "out", "--delete").status, GOOD)
        self.expect_outputs("f.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_nothing_is_removed_where_something_cannot_be_looked_at(self):
        (self.directory / "in/b.txt").unlink()
        (self.directory / "in/broken").symlink_to("nowhere")
        result = self.split("in", "-d", "out", "--delete", "--follow")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: not all sources could be looked at, so nothing is removed by --delete\n", result.err)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def put_empty_directory(self):
        """As under a disk that is not mounted: an empty directory, but not the one that was split."""
        (self.directory / "empty").mkdir()
        (self.directory / "in").rename(self.directory / "mounted")
        (self.directory / "empty").rename(self.directory / "in")

    def test_nothing_is_removed_where_there_is_no_document_at_all(self):
        self.put_empty_directory()
        result = self.split("in", "-d", "out", "--delete")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: no document in in\n", result.err)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        (self.directory / "in").rmdir()
        (self.directory / "mounted").rename(self.directory / "in")
        self.assertEqual(self.split("in", "-d", "out", "-u", "--delete").status, GOOD)

    def test_a_directory_that_was_emptied_has_no_outputs_any_more(self):
        for path in ("a.txt", "b.txt", "sub"):
            path = self.directory / "in" / path
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.expect(self.split("in", "-d", "out"), FAILED, err="paidmark: no document in in\n")
        self.assertEqual(self.split("in", "-d", "out", "--delete", "--include", "*.txt").status, FAILED)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        result = self.split("in", "-d", "out", "--delete")
        self.assertEqual(result.status, GOOD)
        self.assertIn("paidmark: 8 outputs without a source were removed\n", result.err)
        self.expect_outputs()
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        (self.directory / "other").mkdir()
        self.assertEqual(self.split("other", "-d", "out", "--delete").status, FAILED)

    def test_each_of_several_directories_may_be_emptied(self):
        self.write("more/e.txt", SOUND)
        self.assertEqual(self.split("more", "-d", "out").status, GOOD)
        self.write("last/f.txt", SOUND)
        self.assertEqual(self.split("last", "-d", "out").status, GOOD)
        for folder, name, left in (("more", "e.txt", ["f.txt"]), ("last", "f.txt", [])):
            (self.directory / folder / name).unlink()
            self.assertEqual(self.split(folder, "-d", "out", "--delete").status, GOOD)
            self.expect_outputs("a.txt", "b.txt", *left, "sub/c.txt", "sub/deep/d.txt")

    def test_nothing_is_removed_where_there_are_only_pictures(self):
        self.put_empty_directory()
        self.write("in/disk.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
        for more in ((), ("--exclude", "*.txt")):
            result = self.split("in", "-d", "out", "--delete", *more)
            self.assertEqual(result.status, FAILED)
            self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        self.assertIn("paidmark: no document in in\n", self.split("in", "-d", "out").err)

    def test_nothing_is_removed_of_a_directory_that_is_left_out_altogether(self):
        self.write("more/e.html", SOUND)
        self.assertEqual(self.split("in", "more", "-d", "out").status, GOOD)
        for pattern in (("--exclude", "*.html"), ("--include", "*.txt")):
            self.assertEqual(self.split("in", "more", "-d", "out", "--delete", *pattern).status, GOOD)
            self.expect_outputs("a.txt", "b.txt", "e.html", "sub/c.txt", "sub/deep/d.txt")

    def test_what_is_left_out_altogether_stays(self):
        self.assertEqual(self.split("in", "-d", "out", "--delete", "--exclude", "*").status, FAILED)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_nothing_is_removed_of_a_directory_without_a_document(self):
        self.write("more/e.txt", SOUND)
        self.put_empty_directory()
        self.assertEqual(self.split("more", "in", "-d", "out", "--delete").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "e.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_a_document_of_another_place_that_is_an_operand_takes_over_no_directory(self):
        (self.directory / "in/b.txt").unlink()
        self.write("more/b.txt", SOUND)
        self.assertEqual(self.split("more/b.txt", "-d", "out").status, GOOD)
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_a_document_that_is_an_operand_behind_a_directory_is_not_of_that_one(self):
        self.write("more/e.txt", SOUND)
        self.assertEqual(self.split("in", "more/e.txt", "-d", "out").status, GOOD)
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "e.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_what_paidmark_did_not_write_stays(self):
        self.write("out/full/own.txt", b"own")
        self.write("out/preview/sub/own.txt", b"own")
        shutil.rmtree(self.directory / "in/sub")
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.assertEqual(self.paths("out/full"), ["a.txt", "b.txt", "own.txt"])
        self.assertEqual(self.paths("out/preview"), ["a.txt", "b.txt", "sub/own.txt"])

    def test_what_was_there_before_the_state_is_counted_and_stays(self):
        (self.directory / "out/.paidmark-state").unlink()
        shutil.rmtree(self.directory / "in/sub")
        for _ in range(3):
            result = self.split("in", "-d", "out", "--delete")
            self.assertEqual(result.status, GOOD)
            self.assertIn("paidmark: 4 outputs of unknown origin stay\n", result.err)
            self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        self.write("in/sub/c.txt", SOUND)
        result = self.split("in", "-d", "out")
        self.assertIn("paidmark: 2 outputs of unknown origin stay\n", result.err)
        shutil.rmtree(self.directory / "in/sub")
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "sub/deep/d.txt")

    def test_leftovers_in_a_folder_without_a_source_are_removed(self):
        for name in ("full/sub/.paidmark-1-2.tmp", "preview/sub/deep/.paidmark-3-4.tmp"):
            self.write("out/" + name, b"leftover")
        shutil.rmtree(self.directory / "in/sub")
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        for tree in ("full", "preview"):
            self.assertEqual(sorted(os.listdir(self.directory / "out" / tree)), ["a.txt", "b.txt"])

    def test_links_that_have_come_into_the_outputs_lead_to_no_removal(self):
        shutil.rmtree(self.directory / "out/preview/sub")
        self.write("elsewhere/c.txt", b"keep")
        (self.directory / "out/preview/sub").symlink_to("../../elsewhere")
        shutil.rmtree(self.directory / "in/sub")
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.assertEqual(self.tree("elsewhere"), {b"c.txt": b"keep"})

    def test_a_refused_document_is_told_with_what_stays_of_it(self):
        self.write("in/a.txt", UNSOUND)
        result = self.split("in", "-d", "out", env={"TZ": "UTC"})
        self.assertEqual(result.status, REFUSED)
        self.assertIn(f"paidmark: in/a.txt: refused; out/preview/a.txt of {self.minute('out/preview/a.txt')} stays\n", result.err)
        self.assertIn("paidmark: 2 outputs of refused or failed documents stay; --withdraw removes them\n", result.err)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_outputs_of_a_refused_document_are_withdrawn(self):
        self.write("in/a.txt", UNSOUND)
        result = self.split("in", "-d", "out", "--withdraw", "--dry-run")
        self.assertEqual(result.status, REFUSED)
        self.assertRegex(result.err, r"in/a.txt: refused; out/preview/a.txt of \S+ \S+ would be removed\n")
        self.assertIn("paidmark: 2 outputs of refused or failed documents would be removed\n", result.err)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        result = self.split("in", "-d", "out", "--withdraw", "-u")
        self.assertEqual(result.status, REFUSED)
        self.assertRegex(result.err, r"in/a.txt: refused; out/preview/a.txt of \S+ \S+ is removed\n")
        self.assertIn("paidmark: 2 outputs of refused or failed documents were removed\n", result.err)
        self.expect_outputs("b.txt", "sub/c.txt", "sub/deep/d.txt")
        result = self.split("in", "-d", "out", "--withdraw", "-u")
        self.assertNotIn("outputs", result.err)
        self.write("in/a.txt", SOUND)
        self.assertEqual(self.split("in", "-d", "out", "--withdraw", "-u").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_an_output_that_cannot_be_removed_is_a_failure(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        (self.directory / "in/b.txt").unlink()
        self.write("in/a.txt", UNSOUND).chmod(0o600)
        for name in ("out", "in"):
            for folder, _, files in os.walk(self.directory / name):
                for path in (folder, *(os.path.join(folder, file) for file in files)):
                    os.chown(path, NOBODY["user"], NOBODY["group"])
            (self.directory / name).chmod(0o777)
        for tree in ("full", "preview"):
            (self.directory / "out" / tree).chmod(0o555)
        self.directory.chmod(0o777)
        try:
            result = self.split("in", "-d", "out", "--delete", "--withdraw", "-u", **NOBODY)
        except PermissionError:
            self.skipTest("the tool lies where another user cannot reach it")
        self.assertEqual(result.status, FAILED)
        for name in ("a.txt", "b.txt"):
            self.assertIn(f"paidmark: out/preview/{name}: Permission denied\n", result.err)
        self.assertEqual((self.directory / "out/full/a.txt").stat().st_mode & 0o777, 0o600)
        (self.directory / "out/preview").chmod(0o755)
        self.assertEqual(self.split("in", "-d", "out", "--delete", "-u").status, REFUSED)
        self.assertNotIn("b.txt", self.paths("out/preview"))

    def test_outputs_in_a_place_that_a_run_has_not_got_are_not_forgotten(self):
        places = ("--full", "F", "--preview", "W")
        self.assertEqual(self.split("in", *places).status, GOOD)
        (self.directory / "in/a.txt").unlink()
        self.assertEqual(self.split("in", "--full", "F", "--delete").status, GOOD)
        self.assertIn("a.txt", self.paths("W"))
        self.assertEqual(self.split("in", *places, "--delete").status, GOOD)
        self.assertNotIn("a.txt", self.paths("W"))

    def test_a_document_that_fails_is_told_with_what_stays_of_it(self):
        result = self.split("in", "-d", "out", "--to", "ISO-8859-1", env={"TZ": "UTC"})
        self.assertEqual(result.status, FAILED)
        self.assertIn(f"paidmark: in/a.txt: failed; out/preview/a.txt of {self.minute('out/preview/a.txt')} stays\n", result.err)
        self.assertIn("paidmark: 8 outputs of refused or failed documents stay; --withdraw removes them\n", result.err)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_outputs_of_a_document_that_fails_are_withdrawn(self):
        self.write("in/b.txt", "free\n##paidbegin##paid##paidend##\n")
        options = ("in", "-d", "out", "--to", "ISO-8859-1", "--withdraw")
        result = self.split(*options, "--dry-run")
        self.assertRegex(result.err, r"in/a.txt: failed; out/preview/a.txt of \S+ \S+ would be removed\n")
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        result = self.split(*options)
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: 6 outputs of refused or failed documents were removed\n", result.err)
        self.expect_outputs("b.txt")

    def test_an_unreadable_document_takes_its_outputs_along(self):
        who = NOBODY if os.geteuid() == 0 else {}
        if who:  # for whom alone nothing is unreadable
            for folder, _, names in os.walk(self.directory):
                for name in [".", *names]:
                    os.chown(os.path.join(folder, name), who["user"], who["group"])
        (self.directory / "in/a.txt").chmod(0)
        try:
            result = self.split("in", "-d", "out", **who)
        except PermissionError:
            self.skipTest("the tool lies where another user cannot reach it")
        self.assertRegex(result.err, r"in/a.txt: Permission denied\npaidmark: in/a.txt: failed; out/preview/a.txt of .* stays\n")
        self.assertEqual((self.directory / "out/full/a.txt").stat().st_mode & 0o077, 0)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
        result = self.split("in", "-d", "out", "--withdraw", "--json", **who)
        self.assertEqual(result.status, FAILED)
        self.assertEqual([line["status"] for line in map(json.loads, result.out.splitlines()) if "output" in line],
                         ["withdrawn", "withdrawn"])
        self.expect_outputs("b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_what_is_not_of_paidmark_stays_where_a_document_is_refused_from_the_start(self):
        for name in ("before.txt", "after.txt"):
            self.write("more/" + name, UNSOUND)
        self.write("new/preview/before.txt", b"own")
        self.assertEqual(self.split("more", "-d", "new").status, REFUSED)
        self.write("new/preview/after.txt", b"own")
        result = self.split("more", "-d", "new", "--withdraw")
        self.assertIn("refused; new/preview/after.txt of", result.err)
        self.assertNotIn("is removed", result.err)
        self.assertIn("paidmark: 2 outputs of unknown origin stay\n", result.err)
        for name in ("before.txt", "after.txt"):
            (self.directory / "more" / name).unlink()
        self.write("more/sound.txt", SOUND)
        self.assertEqual(self.split("more", "-d", "new", "--delete").status, GOOD)
        self.assertEqual(self.paths("new/preview"), ["after.txt", "before.txt", "sound.txt"])

    def test_a_tree_of_outputs_has_one_state(self):
        self.write("out/full/.paidmark-1-1.tmp", b"of a run that may be going on")
        for options in (["--full", "out/full"], ["--preview", "out/preview"], ["--full", "out/preview"],
                        ["--preview", "W", "--full", "out/full"], ["--full", "out/full", "--dry-run"]):
            tree = "out/preview" if "out/preview" in options else "out/full"
            self.expect(self.split("in", *options), FAILED,
                        err=f"paidmark: {tree} is of the outputs of runs with -d; give that, not --full or --preview\n")
            self.assertEqual([name for name in os.listdir(self.directory / tree) if "state" in name], [])
        self.assertIn(".paidmark-1-1.tmp", os.listdir(self.directory / "out/full"))
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.assertNotIn(".paidmark-1-1.tmp", os.listdir(self.directory / "out/full"))
        self.assertEqual(self.split("in", "--full", "new/full", "--preview", "new/preview").status, FAILED)
        (self.directory / "new").mkdir()
        self.assertEqual(self.split("in", "--full", "new/full", "--preview", "new/preview").status, GOOD)
        self.expect(self.split("in", "-d", "new"), FAILED,
                    err="paidmark: new/full has a state of its own, from runs with --full or --preview; give these, not -d\n")
        self.assertEqual(sorted(os.listdir(self.directory / "new")), ["full", "preview"])
        self.assertEqual(self.split("in", "--full", "new/full", "--preview", "new/preview").status, GOOD)

    def test_a_run_that_writes_one_of_the_outputs_does_not_forget_the_other(self):
        places = ("--full", "F", "--preview", "W")
        for only in (("--full", "F"), ("--full", "F", "-u")):
            for name in ("a.txt", "b.txt"):
                self.write("in/" + name, SOUND)
            time.sleep(0.02)
            self.assertEqual(self.split("in", *places).status, GOOD)
            for name in ("a.txt", "b.txt"):
                self.write("in/" + name, SOUND.replace("丁".encode(), "戊".encode()))
            time.sleep(0.02)
            self.assertEqual(self.split("in", *only).status, GOOD)
            self.assertEqual(self.split("in", *only).status, GOOD)
            (self.directory / "in/a.txt").unlink()
            self.assertEqual(self.split("in", *places, "-u", "--delete").status, GOOD)
            self.assertNotIn("a.txt", self.paths("W"))
            self.assertEqual(self.read("W/b.txt"), "甲戊\n".encode())
            result = self.split("in", *only, "-u")
            self.assertIn(" 0 split, 0 refused, 0 failed, 3 skipped", result.err)

    def test_a_file_that_has_come_in_the_place_of_an_output_stays(self):
        (self.directory / "in/a.txt").unlink()
        self.write("own", b"my own page")
        os.replace(self.directory / "own", self.directory / "out/preview/a.txt")
        for _ in range(2):
            result = self.split("in", "-d", "out", "--delete")
            self.assertIn("paidmark: 1 output of unknown origin stays\n", result.err)
        self.assertEqual(self.read("out/preview/a.txt"), b"my own page")
        self.assertNotIn("a.txt", self.paths("out/full"))

    def replace_output(self, path):
        self.write("own", b"my own page")
        os.replace(self.directory / "own", self.directory / path)

    def test_a_file_that_has_come_in_the_place_of_an_output_is_not_withdrawn(self):
        for name, source in (("a.txt", UNSOUND), ("b.txt", b"PK\x03\x04" + bytes(range(256)))):
            self.write("in/" + name, source)
            self.replace_output("out/preview/" + name)
        result = self.split("in", "-d", "out", "--withdraw")
        self.assertEqual(result.status, REFUSED)
        self.assertRegex(result.err, r"in/a.txt: refused; out/preview/a.txt of \S+ \S+ stays\n")
        self.assertIn("paidmark: 2 outputs of unknown origin stay\n", result.err)
        self.assertEqual(self.paths("out/full"), ["sub/c.txt", "sub/deep/d.txt"])
        for name in ("a.txt", "b.txt"):
            self.assertEqual(self.read("out/preview/" + name), b"my own page")

    def test_what_is_in_a_tree_that_no_run_has_written_to_is_not_withdrawn(self):
        self.write("in/a.txt", UNSOUND)
        self.write("W/a.txt", b"my own page")
        self.write("W/b.txt", b"my own page")
        self.assertEqual(self.split("in/b.txt", "--full", "F").status, GOOD)
        self.write("in/b.txt", UNSOUND)
        result = self.split("in", "--full", "F", "--preview", "W", "--withdraw")
        self.assertEqual(result.status, REFUSED)
        self.assertEqual((self.read("W/a.txt"), self.read("W/b.txt")), (b"my own page", b"my own page"))
        self.assertNotIn("b.txt", self.paths("F"))

    def test_what_is_not_of_paidmark_stays_where_a_document_could_not_be_written(self):
        self.write("W/a.txt", b"my own page")
        (self.directory / "F/a.txt").mkdir(parents=True)
        places = ("--full", "F", "--preview", "W")
        self.assertEqual(self.split("in", *places).status, FAILED)
        self.write("in/a.txt", UNSOUND)
        self.assertEqual(self.split("in", *places, "--withdraw").status, REFUSED)
        self.assertEqual(self.read("W/a.txt"), b"my own page")

    def test_a_file_that_has_come_in_the_place_of_an_output_makes_no_way(self):
        shutil.rmtree(self.directory / "in/sub")
        self.write("in/sub", SOUND)
        (self.directory / "in/a.txt").unlink()
        self.write("in/a.txt/x", SOUND)
        for name in ("a.txt", "sub/c.txt"):
            self.replace_output("out/preview/" + name)
        result = self.split("in", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: out/preview/sub: Is a directory\n", result.err)
        self.assertIn("paidmark: out/preview/a.txt: is a file where a directory has to be; remove it\n", result.err)
        for name in ("a.txt", "sub/c.txt"):
            self.assertEqual(self.read("out/preview/" + name), b"my own page")

    def test_json(self):
        (self.directory / "in/b.txt").unlink()
        self.write("in/a.txt", UNSOUND)
        self.write("out/full/sub/c.txt", b"x")
        for options, statuses in (([], ("kept", "stale")), (["--delete", "--withdraw"], ("withdrawn", "deleted"))):
            written = time.gmtime((self.directory / "out/full/b.txt").stat().st_mtime)
            result = self.split("in", "-d", "out", "--json", *options)
            lines = [json.loads(line) for line in result.out.splitlines()]
            outputs = {line["output"]: line for line in lines if "output" in line}
            self.assertEqual({path: line["status"] for path, line in outputs.items()},
                             {f"out/{tree}/{name}.txt": status for tree in ("full", "preview")
                              for name, status in zip("ab", statuses)})
            self.assertEqual(outputs["out/full/b.txt"]["modified"],
                             time.strftime("%Y-%m-%dT%H:%M:%SZ", written))
            for status in ("kept", "stale", "withdrawn", "deleted"):
                self.assertEqual(lines[-1]["summary"][status], 2 if status in statuses else 0)

    def test_a_source_that_becomes_a_directory_and_a_file_again(self):
        for _ in range(2):
            (self.directory / "in/b.txt").unlink()
            self.write("in/b.txt/x", SOUND)
            self.write("in/b.txt/y/z", SOUND)
            result = self.split("in", "-d", "out", "-u")
            self.assertEqual(result.status, GOOD)
            self.expect_outputs("a.txt", "b.txt/x", "b.txt/y/z", "sub/c.txt", "sub/deep/d.txt")
            self.assertNotIn("outputs", result.err)
            shutil.rmtree(self.directory / "in/b.txt")
            self.write("in/b.txt", SOUND)
            result = self.split("in", "-d", "out", "-u")
            self.assertEqual(result.status, GOOD)
            self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
            self.assertNotIn("outputs", result.err)

    def test_what_is_not_of_paidmark_is_not_removed_for_a_file_or_a_directory(self):
        self.write("out/full/sub/own", b"own")
        shutil.rmtree(self.directory / "in/sub")
        self.write("in/sub", SOUND)
        self.write("out/full/new", b"own")
        self.write("in/new/x", SOUND)
        result = self.split("in", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: out/full/sub: Is a directory\n", result.err)
        self.assertIn("paidmark: out/full/new: is a file where a directory has to be; remove it\n", result.err)
        self.assertEqual((self.read("out/full/sub/own"), self.read("out/full/new")), (b"own", b"own"))

    def test_what_is_of_another_directory_is_not_removed_for_a_file(self):
        self.write("other/sub", SOUND)
        self.write("other/a.txt/x", SOUND)
        result = self.split("other", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: out/full/sub: Is a directory\n", result.err)
        self.assertIn("paidmark: out/full/a.txt: is a file where a directory has to be; remove it\n", result.err)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_what_only_begins_like_it_is_not_removed_for_a_file(self):
        for name in ("sub/c.txt", "subway/e.txt", "su/f.txt", "deep/sub/g.txt", "x/sub/deep/h.txt"):
            self.write("in/" + name, SOUND)
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        for name in ("sub", "subway", "su", "deep", "x"):
            shutil.rmtree(self.directory / "in" / name)
        self.write("in/sub", SOUND)
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "deep/sub/g.txt", "su/f.txt", "sub", "subway/e.txt", "x/sub/deep/h.txt")
        self.write("in/x/sub", SOUND)
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "deep/sub/g.txt", "su/f.txt", "sub", "subway/e.txt", "x/sub")

    def test_a_document_that_is_an_operand_makes_no_way_where_a_directory_is(self):
        """Nor where the state says that nobody knows the directory of what is below."""
        state = self.directory / "out/.paidmark-state"
        state.write_bytes(re.sub(rb"(?m)^(= 1|[+]) 1 (.*sub/)", rb"\1 0 \2", state.read_bytes()))
        self.write("other/sub", SOUND)
        self.assertEqual(self.split("other/sub", "-d", "out").status, FAILED)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_what_the_state_forgets_is_not_of_paidmark_any_more(self):
        (self.directory / "in/b.txt").unlink()
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        self.write("out/full/b.txt", b"own")
        for options in ([], ["--delete"], ["--delete", "-u"]):
            self.assertNotIn("output", self.split("in", "-d", "out", *options).err)
        self.assertEqual(self.read("out/full/b.txt"), b"own")

    def test_something_else_in_the_place_of_an_output_stays(self):
        for name in ("a.txt", "b.txt", "sub/c.txt"):
            (self.directory / "in" / name).unlink()
        self.write("in/e.txt", SOUND)
        for name in ("full/a.txt", "preview/sub"):
            path = self.directory / "out" / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.write("out/full/a.txt/x", b"own")
        self.write("out/preview/sub", b"own")
        result = self.split("in", "-d", "out", "--delete")
        self.assertEqual(result.status, FAILED)  # for preview/sub/deep/d.txt
        self.assertNotIn("c.txt", result.err)
        self.assertNotIn("a.txt", result.err)
        self.assertEqual(self.paths("out"), ["full/a.txt/x", "full/e.txt", "full/sub/deep/d.txt", "preview/e.txt",
                                             "preview/sub"])

    def test_something_else_in_the_place_of_an_output_of_a_refused_document_stays(self):
        self.write("in/a.txt", UNSOUND)
        self.write("in/b.txt", UNSOUND)
        self.write("mine", b"own").chmod(0o644)
        for name in ("a.txt", "b.txt"):
            (self.directory / "out/full" / name).unlink()
        (self.directory / "out/full/a.txt").symlink_to("../../mine")
        self.write("out/full/b.txt/x", b"own")
        for options in ([], ["--withdraw"]):
            result = self.split("in", "-d", "out", *options)
            self.assertIn(" 2 refused, 0 failed,", result.err)
            self.assertTrue((self.directory / "out/full/a.txt").is_symlink())
            self.assertEqual(self.read("out/full/b.txt/x"), b"own")
            self.assertEqual(stat.S_IMODE(os.stat(self.directory / "mine").st_mode), 0o644)
        self.assertEqual(self.paths("out/preview"), ["sub/c.txt", "sub/deep/d.txt"])

    def test_refused_documents_where_no_directory_can_be(self):
        self.write("in/sub/bad.txt", UNSOUND)
        for kind in ("file", "link"):
            shutil.rmtree(self.directory / "out")
            self.write("out/full/sub", b"in the way") if kind == "file" else (self.directory / "out/full").mkdir(parents=True)
            if kind == "link":
                (self.directory / "out/full/sub").symlink_to("../../in")
            for options in ([], ["-j1"], ["--withdraw", "-j1"]):
                result = self.split("in", "-d", "out", *options)
                self.assertIn(" 1 refused, 2 failed,", result.err)
                self.assertEqual(result.err.count("bad.txt: refused;"), 1)
                self.assertNotIn("/bad.txt: is ", result.err)
            for name in ("sub/c.txt", "sub/deep/d.txt"):
                self.write("in/" + name, UNSOUND)
            self.assertIn(" 3 refused, 0 failed,", self.split("in", "-d", "out").err)
            for name in ("sub/c.txt", "sub/deep/d.txt"):
                self.write("in/" + name, SOUND)

    def test_a_document_that_is_an_operand_is_told_with_what_stays_of_it(self):
        self.assertEqual(self.split("in/sub/c.txt", "-d", "out").status, GOOD)
        self.write("in/sub/c.txt", UNSOUND)
        self.assertRegex(self.split("in/sub/c.txt", "-d", "out").err, r"in/sub/c.txt: refused; out/preview/c.txt of .* stays\n")
        self.write("in/sub/c.txt", SOUND)
        (self.directory / "out/preview/c.txt").unlink()
        (self.directory / "out/preview/c.txt").mkdir()
        self.expect(self.split("in/sub/c.txt", "-d", "out", "-q"), FAILED, err="paidmark: out/preview/c.txt: Is a directory\n")

    def test_a_full_version_that_is_gone_needs_no_other_readers(self):
        (self.directory / "out/full/a.txt").unlink()
        (self.directory / "out/preview/a.txt").unlink()
        (self.directory / "out/preview/a.txt").mkdir()
        self.expect(self.split("in", "-d", "out", "-q"), FAILED, err="paidmark: out/preview/a.txt: Is a directory\n")

    def test_a_document_takes_its_outputs_along_to_the_first_directory_of_a_state(self):
        for again in ([], ["-u"]):
            self.write("single/e.txt", SOUND)
            self.write("single/f.txt", SOUND)
            time.sleep(0.02)
            self.assertEqual(self.split("single/e.txt", "-d", "new").status, GOOD)
            for source in ("single", "single/e.txt"):
                self.assertEqual(self.split(source, *again, "-d", "new").status, GOOD)
            (self.directory / "single/e.txt").unlink()
            self.assertIn("2 outputs without a source were removed", self.split("single", "-ud", "new", "--delete").err)
            shutil.rmtree(self.directory / "new")

    def test_leftovers_in_folders_with_names_that_are_alike_are_removed(self):
        for folder in ("s1/a", "s1", "s2", "s4", "s10"):
            self.write(f"in/{folder}/x.txt", SOUND)
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        for folder in ("s1/a", "s1", "s2", "s4", "s10"):
            shutil.rmtree(self.directory / "in" / folder)
            for tree in ("full", "preview"):
                self.write(f"out/{tree}/{folder}/.paidmark-1-2.tmp", b"leftover")
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.assertEqual(len(self.temporaries("out")), 10)
        self.assertEqual(self.split("in", "-d", "out", "--delete").status, GOOD)
        for tree in ("full", "preview"):
            self.assertEqual(sorted(os.listdir(self.directory / "out" / tree)), ["a.txt", "b.txt", "sub"])

    def test_an_empty_directory_stays_unless_outputs_are_deleted(self):
        shutil.rmtree(self.directory / "in/sub/deep")
        for tree in ("full", "preview"):
            (self.directory / "out" / tree / "sub/deep/d.txt").unlink()
        for options, stays in (([], True), (["--delete", "--dry-run"], True), (["--delete"], False)):
            self.assertEqual(self.split("in", "-d", "out", *options).status, GOOD)
            self.assertEqual((self.directory / "out/full/sub/deep").exists(), stays)

    def test_hidden_outputs_of_unknown_origin_are_counted_and_nothing_but_files(self):
        for name in (".x/e.txt", ".hidden"):
            self.write("in/" + name, SOUND)
        self.assertEqual(self.split("in", "-d", "out", "--hidden").status, GOOD)
        (self.directory / "out/.paidmark-state").unlink()
        os.mkfifo(self.directory / "out/full/fifo")
        (self.directory / "out/full/link").symlink_to("a.txt")
        for _ in range(2):
            self.assertIn("paidmark: 4 outputs of unknown origin stay\n", self.split("in", "-d", "out").err)

    def test_one_output_that_cannot_be_removed_is_not_forgotten(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        (self.directory / "in/b.txt").unlink()
        for tree in ("full", "preview"):
            for folder, _, files in os.walk(self.directory):
                for path in (folder, *(os.path.join(folder, file) for file in files)):
                    os.chown(path, NOBODY["user"], NOBODY["group"])
            self.assertEqual(self.split("in", "-d", "out", "-u").status, GOOD)
            (self.directory / "out" / tree).chmod(0o555)
            try:
                result = self.split("in", "-d", "out", "-u", "--delete", **NOBODY)
            except PermissionError:
                self.skipTest("the tool lies where another user cannot reach it")
            self.assertIn(f"paidmark: out/{tree}/b.txt: Permission denied\n", result.err)
            (self.directory / "out" / tree).chmod(0o755)
            self.assertIn("1 output without a source was removed", self.split("in", "-d", "out", "-u", "--delete").err)
            self.write("in/b.txt", SOUND)
            self.assertEqual(self.split("in", "-d", "out", "-u").status, GOOD)
            (self.directory / "in/b.txt").unlink()

    def test_what_a_killed_run_has_written_is_known(self):
        """It is killed in the middle of a folder, where it cannot go on since nobody reads its report."""
        for number in range(600):
            self.write(f"in/{number:0200}", SOUND)
        process = self.start(PAIDMARK, "split", "in", "-d", "out", "--json", "-j1", stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
        count, last = 0, -1
        while count != last or count < 20:
            time.sleep(0.2)
            count, last = len(os.listdir(self.directory / "out/preview")), count
        process.kill()
        process.wait()
        self.assertLess(count, 600)
        for number in range(600):
            (self.directory / f"in/{number:0200}").unlink()
        self.assertEqual(self.split("in", "-d", "out", "--delete", "-u").status, GOOD)
        self.expect_outputs("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")

    def test_what_is_not_vouched_for_is_known(self):
        state = self.read("out/.paidmark-state")
        self.write("out/.paidmark-state", b"".join(line for line in state.splitlines(True) if not line.startswith(b"=")))
        shutil.rmtree(self.directory / "in/sub")
        self.assertEqual(self.split("in", "-d", "out", "--delete", "-u").status, GOOD)
        self.expect_outputs("a.txt", "b.txt")


class Trouble(SplitTest):
    def run_as_nobody(self, *arguments):
        """Root may read and write everything."""
        if os.geteuid() != 0:
            return self.split(*arguments)
        self.directory.chmod(0o777)
        try:
            return self.split(*arguments, **NOBODY)
        except PermissionError:
            self.skipTest("the tool lies where another user cannot reach it")

    def test_twenty_bad_documents_among_a_thousand(self):
        self.write_archive("in", 10, 100)
        self.assertEqual(self.run_as_nobody("in", "-d", "out", "-q").status, GOOD)
        bad = [f"{number % 10:03}/{number * 5:04}.txt" for number in range(20)]
        for number, name in enumerate(bad):
            path = self.write("in/" + name, UNSOUND if number % 2 else SOUND)
            if number % 2 == 0:
                path.chmod(0)
        for name in self.paths_without_reading("in"):
            if name not in bad:
                self.write("in/" + name, document(5, 1)[0])
        result = self.run_as_nobody("in", "-d", "out", "-j3")
        self.assertEqual(result.status, FAILED)
        self.assertIn("1000 documents: 980 split, 10 refused, 10 failed, 0 skipped;", result.err)
        for number, name in enumerate(bad):
            folder, file = int(name[:3]), int(name[4:8])
            self.assertEqual(self.read("out/full/" + name), document(folder + file)[2])
            self.assertEqual(self.read("out/preview/" + name), document(folder + file)[1])
            expected = f"in/{name}:1:2: error: " if number % 2 else f"paidmark: in/{name}: Permission denied\n"
            self.assertEqual(result.err.count(expected), 1)
        for name in self.paths("out/full"):
            if name not in bad:
                self.assertEqual(self.read("out/full/" + name), document(5, 1)[2])
        self.assertEqual(self.temporaries("out"), [])

    def paths_without_reading(self, top):
        return sorted(os.path.relpath(os.path.join(folder, file), self.directory / top)
                      for folder, _, files in os.walk(self.directory / top) for file in files)

    def test_reports_of_workers_do_not_mix(self):
        for number in range(200):
            self.write(f"in/{number % 20:02}/{number:03}.txt", "甲##paidbegin##\n##paidbegin##乙\n")
        result = self.split("in", "-d", "out", "-j8")
        self.assertEqual(result.status, REFUSED)
        lines = result.err.splitlines()[:-2]  # without what was left out, and the summary
        first = self.split("in/00/000.txt", "-d", "out").err.splitlines()[:-1]
        self.assertEqual(len(lines), 20 * len(first))
        for begin in range(0, len(lines), len(first)):
            files = {re.match(r"(?:paidmark: )?(in/[0-9/]+\.txt)", line).group(1)
                     for line in lines[begin:begin + len(first)]}
            self.assertEqual(len(files), 1)

    def test_documents_come_in_the_order_of_their_names(self):
        names = [f"{folder}{number:02}.txt" for folder in ("", "B/", "a/", "a/b/") for number in range(10)]
        random.Random(1).shuffle(names)
        for name in names:
            self.write("in/" + name, SOUND)
        for jobs in ("1", "3"):
            result = self.split("in", "-d", "out" + jobs, "--json", "-j", jobs)
            files = [line["file"] for line in map(json.loads, result.out.splitlines()) if "file" in line]
            self.assertEqual(files, sorted("in/" + name for name in names))
        lines = self.read("out1/.paidmark-state").decode().splitlines()
        claimed = [line.split(" ")[2] for line in lines if line[0] == "+"]
        self.assertEqual(list(dict.fromkeys(claimed)), sorted(names))  # twice, if written a moment before

    def test_reports_come_in_the_order_of_the_documents(self):
        for number in range(600):
            bad = "甲##paidbegin##\n" if number % 7 == 0 else "a##paidbegin##b##paidend##\n" * (number % 50)
            self.write(f"in/{number % 13:02}/{number:03}.txt", bad)
        self.write("out/full/03", b"in the way")
        reports = set()
        for jobs in (1, 2, 8, 8):
            result = self.split("in", "missing", "-d", "out", "--json", f"-j{jobs}")
            plain = self.split("in", "missing", "-d", "out", f"-j{jobs}")
            self.assertEqual((result.status, plain.status), (FAILED, FAILED))
            # Without the time it took.
            reports.add((result.out.rsplit(b"\n", 2)[0], result.err.rsplit("\n", 2)[0], plain.err.rsplit("\n", 2)[0]))
        self.assertEqual(len(reports), 1)
        self.assertEqual(len(result.out.splitlines()), 600 + 1 + 1)

    def test_a_failure_comes_in_the_order_of_the_documents_of_its_folder(self):
        self.write("in/a.txt", SOUND)
        (self.directory / "in/b.txt").symlink_to("nowhere")
        self.write("in/c.txt", SOUND)
        result = self.split("in", "--follow", "-d", "out", "--json")
        self.assertEqual([json.loads(line).get("file") for line in result.out.splitlines()],
                         ["in/a.txt", "in/b.txt", "in/c.txt", None])

    def test_messages_that_are_alike_are_summed_up(self):
        for number in range(25):
            self.write(f"in/a/{number:02}", "年度报告".encode("gb18030"))
            self.write(f"in/b/{number:02}", UNSOUND)
            self.write(f"in/sub/{number:02}", SOUND)
        self.write("in/c", "a##paidend##")
        self.write("out/full/sub", b"in the way")
        result = self.split("in", "-d", "out")
        lines = result.err.splitlines()
        for begin, count in (("paidmark: in/a/", 20), ("paidmark: in/b/", 20), ("paidmark: in/c", 1),
                             ("paidmark: out/full/sub: is a file where a directory has to be", 20)):
            self.assertEqual(sum(line.startswith(begin) for line in lines), count, begin)
        self.assertEqual(sorted(line for line in lines[:-1] if re.match(r"paidmark: (and )?\d", line) and
                                 "unknown origin" not in line), [
            "paidmark: 25 documents look like GB18030; try --from auto",
            "paidmark: and 5 more documents with invalid-utf8",
            "paidmark: and 5 more documents with unclosed-begin; `paidmark check` shows all",
            "paidmark: and 5 more: is a file where a directory has to be; remove it"])
        self.assertIn("51 refused, 25 failed", lines[-1])
        for line in self.split("in", "-d", "out", "--json").out.splitlines()[:-1]:
            self.assertIn(json.loads(line)["status"], ("refused", "failed", "found"))

    def test_permissions_taken_away(self):
        self.write_archive("in", 4, 5)
        self.assertEqual(self.run_as_nobody("in", "-d", "out", "-q").status, GOOD)
        before = self.tree("out")
        self.write_archive("in", 4, 5, 1)
        (self.directory / "out/preview/001").chmod(0o555)
        (self.directory / "out/full/002").chmod(0)
        (self.directory / "in/003").chmod(0)
        result = self.run_as_nobody("in", "-d", "out")
        for path in ("out/preview/001", "out/full/002", "in/003"):
            (self.directory / path).chmod(0o755)
        self.assertEqual(result.status, FAILED)
        self.assertIn("16 documents: 5 split, 0 refused, 11 failed", result.err)
        for message in ("out/preview/001/0000.txt: Permission denied", "out/full/002/0003.txt: Permission denied",
                        "in/003: Permission denied"):
            self.assertIn(message, result.err)
        after = self.tree("out")
        self.assertEqual(after.keys(), before.keys())
        for name, content in after.items():
            folder, number = int(name.split(b"/")[1]), int(name[-8:-4])
            generation = 1 if folder == 0 else 0
            self.assertEqual(content, document(folder + number, generation)[1 if name.startswith(b"pre") else 2])

    def test_a_full_disk(self):
        self.write_archive("in", 10, 40)
        (self.directory / "disk").mkdir()
        (self.directory / "kept").mkdir()
        script = ('mount -t tmpfs -o size=1m none disk || exit 77; "$0" split in -d disk/out -j2; status=$?; '
                  'cp -a disk/out kept/; exit $status')
        unshare = shutil.which("unshare")
        if unshare is None:
            self.skipTest("no unshare")
        completed = subprocess.run([unshare, "-m", "sh", "-c", script, PAIDMARK], cwd=self.directory, check=False,
                                   stderr=subprocess.PIPE, timeout=60)
        if completed.returncode in (1, 77) and b"No space" not in completed.stderr:
            self.skipTest("no small file system may be mounted here: " + completed.stderr.decode().strip())
        self.assertEqual(completed.returncode, FAILED)
        lines = completed.stderr.decode().splitlines()
        self.assertEqual(sum(line.endswith(": No space left on device") for line in lines), 1)
        self.assertRegex(lines[-2], r"^paidmark: stopped: \d+ done; run again with --update to go on$")
        done = int(re.search(r"stopped: (\d+)", lines[-2])[1])
        self.assertLess(done, 400)
        self.assertIn(f"{done} documents", lines[-1])
        self.assertEqual(self.temporaries("kept"), [])
        kept = self.tree("kept/out")
        self.assertGreater(len(kept), 20)
        for name, content in kept.items():
            folder, number = int(name.split(b"/")[1]), int(name[-8:-4])
            self.assertEqual(content, document(folder + number)[1 if name.startswith(b"pre") else 2])
            other = b"full" + name[7:] if name.startswith(b"preview") else b"preview" + name[4:]
            self.assertIn(other, kept)

    def test_a_file_that_changes_while_it_is_read(self):
        path = self.write("in/big.txt", b"")
        os.truncate(path, 200_000_000)
        self.write("in/small.txt", SOUND)
        self.write("out/full/big.txt", b"old")
        stop = threading.Event()

        def grow():
            size = 200_000_000
            while not stop.is_set():
                size += 1
                os.truncate(path, size)

        thread = threading.Thread(target=grow)
        thread.start()
        try:
            result = self.split("in", "-d", "out")
        finally:
            stop.set()
            thread.join()
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: in/big.txt: changed while it was read; run it again when it is complete\n", result.err)
        self.assertEqual(self.tree("out"), {b"full/big.txt": b"old", b"full/small.txt": FULL,
                                            b"preview/small.txt": PREVIEW})

    def test_an_old_full_version_that_cannot_be_opened_is_named_with_the_reason(self):
        self.write("in/a.txt", SOUND)
        self.assertEqual(self.run_as_nobody("in", "-d", "out").status, GOOD)
        self.write("in/a.txt", UNSOUND)
        (self.directory / "out/full/a.txt").chmod(0)
        result = self.run_as_nobody("in", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: out/full/a.txt: Permission denied\n", result.err)

    def test_a_directory_where_an_output_should_be(self):
        self.write("in/a.txt", SOUND)
        self.write("in/b.txt", SOUND)
        (self.directory / "out/preview/a.txt").mkdir(parents=True)
        self.write("out/full/b.txt/x", b"x")
        result = self.split("in", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: out/preview/a.txt: Is a directory\n", result.err)
        self.assertIn("paidmark: out/full/b.txt: Is a directory\n", result.err)
        self.assertEqual(self.tree("out"), {b"full/b.txt/x": b"x"})

    def test_a_preview_that_cannot_get_its_name_leaves_the_full_version_as_it_was(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        for name in ("a.txt", "b.txt", "c.txt"):
            self.write("in/" + name, SOUND)
        self.write("out/full/a.txt", b"old")
        self.write("out/full/c.txt", b"old")
        for name in ("a.txt", "b.txt"):
            self.write("out/preview/" + name, b"of another user")
        for path in ("out", "out/full", "out/full/a.txt", "out/full/c.txt"):
            os.chown(self.directory / path, NOBODY["user"], NOBODY["group"])
        (self.directory / "out/preview").chmod(0o1777)
        result = self.run_as_nobody("in", "-d", "out")
        self.assertEqual(result.status, FAILED)
        for name in ("a.txt", "b.txt"):
            self.assertIn(f"paidmark: out/preview/{name}: Operation not permitted\n", result.err)
        self.assertEqual(self.tree("out"), {b"full/a.txt": b"old", b"full/c.txt": FULL, b"preview/c.txt": PREVIEW,
                                            b"preview/a.txt": b"of another user", b"preview/b.txt": b"of another user"})

    def test_a_file_where_a_directory_should_be(self):
        self.write("in/sub/a.txt", SOUND)
        self.write("in/b.txt", SOUND)
        self.write("out/full/sub", b"in the way")
        result = self.split("in", "-d", "out")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: out/full/sub: is a file where a directory has to be; remove it\n", result.err)
        self.assertEqual(self.tree("out"), {b"full/sub": b"in the way", b"full/b.txt": FULL,
                                            b"preview/b.txt": PREVIEW})

    def test_an_output_directory_that_cannot_be_made(self):
        self.write("in/a.txt", SOUND)
        self.write("file", b"")
        self.write("out/preview", b"")
        for options, reason in ((["-d", "missing/out"], "missing/out: No such file or directory"),
                                (["-d", "file"], "file: Not a directory"),
                                (["-d", "out"], "out/preview: Not a directory"),
                                (["--full", "new", "--preview", "missing/web"], "missing/web: No such file or directory"),
                                (["--full", "new", "--preview", "file"], "file: Not a directory")):
            for more in ([], ["--delete"]):
                self.expect(self.split("in", *options, *more), FAILED, err=f"paidmark: {reason}\n")
        self.assertEqual((self.paths("out"), os.listdir(self.directory / "new")), (["preview"], []))

    def test_a_character_that_the_charset_of_the_output_has_not_got(self):
        self.write("in/a.txt", "甲😀\n")
        self.write("in/b.txt", SOUND)
        result = self.split("in", "-d", "out", "--to", "GBK")
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: in/a.txt:1:2: U+1F600 is not in GBK; use --to gb18030 or --to utf-8, which have it\n", result.err)
        self.assertEqual(self.paths("out/full"), ["b.txt"])

    def test_a_deep_tree_ends_or_is_reported(self):
        self.make_deep("in", 400, "d")
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.assertEqual(self.read("out/full/" + "d/" * 400 + "a.txt"), FULL)


class Ends(SplitTest):
    def check_versions(self, top, generations):
        """Only whole files under final names, each of an old or the new version; gives how many are temporary."""
        temporaries = 0
        for name, content in self.tree(top).items():
            if b".paidmark-" in name:
                temporaries += 1
                continue
            folder, number = int(name.split(b"/")[1]), int(name[-8:-4])
            version = 1 if name.startswith(b"preview") else 2
            whole = [document(folder + number, generation)[version] for generation in generations]
            self.assertTrue(content in whole, f"{name} has {len(content)} bytes, neither old nor new")
        return temporaries

    def test_kill_at_random_moments(self):
        generator = random.Random(20240501)
        self.write_archive("in", 20, 30, 0)
        began = time.monotonic()
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        whole_run = time.monotonic() - began
        os.rename(self.directory / "out", self.directory / "old")
        self.write_archive("in", 20, 30, 1)
        began = time.monotonic()
        found = killed = runs = 0
        while runs < 60 and (time.monotonic() < began + 10 or killed == 0):
            self.make_old_outputs()
            process = subprocess.Popen([PAIDMARK, "split", "in", "-qd", "out", "-j2"], cwd=self.directory)
            time.sleep(generator.uniform(0, whole_run))
            process.kill()
            killed += process.wait() == -signal.SIGKILL
            found += self.check_versions("out", (0, 1)) > 0
            runs += 1
            if runs % 5 == 0:
                self.assertEqual(self.split("in", "-d", "out").status, GOOD)
                self.assertEqual(self.check_versions("out", (1,)), 0)
        self.assertGreater(killed, 0, "no run was killed before it had ended")

    def make_old_outputs(self):
        """Half of them, so that there are folders that are new."""
        shutil.rmtree(self.directory / "out", ignore_errors=True)
        shutil.copytree(self.directory / "old", self.directory / "out", copy_function=os.link,
                        ignore=shutil.ignore_patterns("01?"))

    def test_leftovers_are_removed_and_nothing_else(self):
        self.write("in/sub/a.txt", SOUND)
        self.write("in/b.txt", SOUND)
        kept = ["full/.paidmark-1.tmp", "full/.paidmark-1-2.tmp.txt", "full/sub/x.paidmark-1-2.tmp", "full/other.txt",
                "preview/sub/.paidmark--2.tmp", "elsewhere/.paidmark-1-2.tmp"]
        for name in kept:
            self.write("out/" + name, b"keep")
        pid = os.getpid()  # of a process that lives
        for name in ("full/.paidmark-1-2.tmp", f"full/sub/.paidmark-{pid}-1.tmp", "preview/.paidmark-99999999-77.tmp",
                     "preview/sub/.paidmark-2-1.tmp"):
            self.write("out/" + name, b"leftover")
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        outputs = [f"{tree}/{name}" for tree in ("full", "preview") for name in ("b.txt", "sub/a.txt")]
        self.assertEqual(self.paths("out"), sorted(kept + outputs))

    def test_what_another_command_is_writing_in_the_output_is_no_leftover(self):
        self.write("in/a.txt", SOUND)
        (self.directory / "out/preview").mkdir(parents=True)
        targets = [f"out/preview/{name}" for name in "wxyz"]
        process = self.start(os.environ["HOLD_TEMPORARIES"], *targets, stdout=subprocess.PIPE)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        held = self.temporaries("out")
        self.assertEqual(len(held), 2)
        self.write("out/preview/.paidmark-1-2.new", b"of a run that was killed")
        self.assertEqual(self.split("in", "-d", "out").status, GOOD)
        self.assertEqual(self.temporaries("out"), held)
        shutil.copytree(self.directory / "out/preview", self.directory / "copy")
        self.assertEqual(self.split("copy", "-d", "elsewhere", "--hidden").status, GOOD)
        self.assertEqual(self.paths("elsewhere/full"), ["a.txt", "w"])

    def test_signals_leave_nothing_half_written(self):
        generator = random.Random(20240502)
        self.write_archive("in", 20, 30, 0)
        began = time.monotonic()
        self.assertEqual(self.split("in", "-d", "out", "-q").status, GOOD)
        whole_run = time.monotonic() - began
        run = stopped = 0
        while run < 18 or (run < 200 and stopped == 0):
            # A run that is stopped early leaves no folder at all.
            shutil.rmtree(self.directory / "out", ignore_errors=True)
            number = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[run % 3]
            process = subprocess.Popen([PAIDMARK, "split", "in", "-qd", "out", "-j8"], cwd=self.directory)
            time.sleep(generator.uniform(0, whole_run))
            process.send_signal(number)
            status = process.wait(timeout=30)
            self.assertIn(status, (-number, GOOD))
            stopped += status == -number
            run += 1
            if not (self.directory / "out").exists():
                continue
            self.assertEqual(self.check_versions("out", (0,)), 0)
            self.assertEqual(self.paths("out/full"), self.paths("out/preview"))
        self.assertGreater(stopped, 0, "no run was stopped before it had ended")

    def test_a_run_that_is_stopped_says_how_far_it_came(self):
        self.write_archive("in", 20, 100)  # whose report is more than a pipe and a buffer hold
        controller, terminal = pty.openpty()
        self.addCleanup(os.close, controller)
        for stderr, options, pattern in (
            (subprocess.PIPE, [], r"paidmark: stopped: \d+ done; run again with --update to go on\n"),
            (subprocess.PIPE, ["--dry-run"], r"paidmark: stopped: \d+ done\n"),
            (terminal, [], r"[^\n]*\x1b\[Kpaidmark: stopped: \d+ of 2000 done; run again with --update to go on\r\n"),
        ):
            with self.subTest(options=options, terminal=stderr == terminal):
                process = self.start(PAIDMARK, "split", "in", "-d", "out", "--json", *options, stdout=subprocess.PIPE,
                                     stderr=stderr, env={"TERM": "xterm"})
                process.stdout.read(1)
                seen = b""
                while stderr == terminal and b"of 2000" not in seen:
                    seen += os.read(controller, 1000)
                process.send_signal(signal.SIGINT)
                self.assertEqual(process.wait(), -signal.SIGINT)
                if stderr == terminal:
                    while not seen.endswith(b"\n"):
                        seen += os.read(controller, 1000)
                else:
                    seen = process.stderr.read()
                    process.stderr.close()
                self.assertRegex(seen.decode(), "^" + pattern + "$")
        os.close(terminal)

    def test_a_reader_of_the_report_that_has_gone_leaves_nothing_half_written(self):
        self.write_archive("in", 20, 100)
        for jobs in (1, 2, 8, 8, 8, 8):
            shutil.rmtree(self.directory / "out", ignore_errors=True)
            reader, writer = os.pipe()
            os.close(reader)
            try:
                result = self.split("in", "-d", "out", "--json", f"-j{jobs}", stdout=writer)
            finally:
                os.close(writer)
            self.assertEqual((result.status, result.err), (-signal.SIGPIPE, ""))
            self.assertEqual(self.check_versions("out", (0,)), 0)
            self.assertEqual(self.paths("out/full"), self.paths("out/preview"))


class Reports(SplitTest):
    def setUp(self):
        super().setUp()
        self.write("in/a.txt", SOUND)
        self.write("in/b.txt", UNSOUND)
        self.write("in/sub/c.txt", SOUND)

    def test_summary(self):
        result = self.split("in", "missing", "-d", "out")
        self.assertEqual((result.status, result.out), (FAILED, b""))
        self.assertRegex(result.err.splitlines()[-1],
                         r"^paidmark: 4 documents: 2 split, 1 refused, 1 failed, 0 skipped; "
                         r"97 bytes read, 40 bytes written, \d+\.\d\d s$")

    def test_quiet(self):
        self.write("in/warning.txt", "##paidbegin##a##paidend##")
        err = self.split("in", "-qd", "out").err
        self.assertRegex(err, r"^in/b.txt:1:2: error: .*\npaidmark: in/b.txt: refused; .*\n$")
        result = self.split("in", "missing", "-qd", "out", "--json", "-u")
        self.assertEqual((result.status, result.err), (FAILED, "paidmark: missing: No such file or directory\n"))
        lines = [json.loads(line) for line in result.out.splitlines()]
        self.assertEqual([(line["file"], line["status"]) for line in lines],
                         [("in/b.txt", "refused"), ("missing", "failed")])
        self.expect(self.split("in", "-qqd", "out"), REFUSED)
        self.expect(self.split("in", "missing", "-qqd", "out", "--json"), FAILED)

    def test_salvaged_documents_are_counted(self):
        result = self.split("in", "--salvage", "-d", "out", "--json")
        self.assertEqual(result.status, GOOD)
        self.assertIn("3 documents: 3 split (1 salvaged), 0 refused", result.err)
        self.assertEqual(json.loads(result.out.splitlines()[-1])["summary"]["salvaged"], 1)

    def test_json(self):
        time.sleep(0.02)
        self.assertEqual(self.split("in/a.txt", "-qd", "out").status, GOOD)
        result = self.split("in", "missing", "-d", "out", "--json", "-u")
        self.assertEqual(result.status, FAILED)
        lines = [json.loads(line) for line in result.out.splitlines()]
        documents = {line["file"]: line for line in lines[:-1]}
        self.assertEqual({file: line["status"] for file, line in documents.items()},
                         {"in/a.txt": "skipped", "in/b.txt": "refused", "in/sub/c.txt": "ok", "missing": "failed"})
        self.assertEqual(documents["missing"]["reason"], "No such file or directory")
        self.assertEqual(documents["in/b.txt"]["problems"][0]["code"], "unclosed-begin")
        summary = lines[-1]["summary"]
        self.assertLess(summary.pop("milliseconds"), 60_000)
        self.assertEqual(summary, {"documents": 4, "split": 1, "salvaged": 0, "refused": 1, "failed": 1, "skipped": 1,
                                   "without_markers": 0, "binary_files": 0, "held_outputs": 0,
                                   "kept": 0, "withdrawn": 0, "stale": 0, "deleted": 0, "found": 0,
                                   "bytes_read": len(SOUND) + len(UNSOUND), "bytes_written": len(PREVIEW) + len(FULL)})

    def run_on_terminal(self, *arguments, term="xterm"):
        """What a terminal on stderr gets to see."""
        controller, terminal = pty.openpty()
        seen = []

        def read():
            try:
                while data := os.read(controller, 65536):
                    seen.append(data)
            except OSError:
                pass

        thread = threading.Thread(target=read)
        thread.start()
        try:
            result = self.split(*arguments, stderr=terminal, env={"TERM": term})
        finally:
            os.close(terminal)
            thread.join()
            os.close(controller)
        return result, b"".join(seen).decode()

    def test_progress_is_for_terminals_and_goes_away(self):
        self.write_archive("in", 20, 50)
        (self.directory / "in/big").mkdir()
        for number in range(4):
            path = self.write(f"in/big/{number}", b"")
            # Long enough to be shown; builds that count lines, look at each access or are not optimised take many times as
            # long for a byte.
            slow = {"COUNTS_LINES", "SANITIZED", "UNOPTIMIZED"} & os.environ.keys()
            os.truncate(path, 5_000_000 if "COUNTS_LINES" in slow else 30_000_000 if slow else 150_000_000)
        options = ["in", "--dry-run", "-d", "out", "-j1"]
        result, seen = self.run_on_terminal(*options)
        self.assertEqual(result.status, REFUSED)
        # How soon the total is known is a matter of timing; the two forms are not.
        self.assertRegex(seen, r"\r\x1b\[K\d+( of 1007)? documents")
        for line in re.findall(r"\r\x1b\[K(\d[^\r]*)", seen):
            self.assertRegex(line, r"^\d+ (documents(, \d+ refused)?, \d+/s|of 1007 documents \(\d+%\)(, \d+ refused)?, \d+/s"
                                   r"(, (\d+ h )?(\d+ min )?(\d+ s )?left)?)")
        lines = seen.split("\r\n")
        self.assertTrue(lines[-2].rpartition("\x1b[K")[2].startswith("paidmark: 1007 documents"), lines)
        self.assertNotIn("left", seen[seen.rindex("\x1b[K"):])
        for more, term in (([], "dumb"), (["-q"], "xterm")):
            self.assertNotIn("\r\x1b", self.run_on_terminal(*options, *more, term=term)[1])
        self.assertNotIn("\r", self.split(*options).err)


if __name__ == "__main__":
    main()
