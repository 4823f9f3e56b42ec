# test_output.py - where the text goes: whole or not at all
# SPDX-License-Identifier: MIT
import errno
import fcntl
import os
import random
import resource
import signal
import stat
import struct
import subprocess
import threading
import time

from harness import FAILED, GOOD, PAIDMARK, REFUSED, SOUND, UNSOUND, ToolTest, main, system_reason

PREVIEW = "甲丁\n".encode()


class StandardOutput(ToolTest):
    def test_a_full_disk_is_a_failure_whatever_is_printed(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        self.write("in.txt", SOUND)
        for number in range(400):  # of which the lines are more than a buffer holds
            self.write(f"many/{number}" + "x" * 200, UNSOUND)
        for arguments in (
            ["check", "many"],
            ["check", "many/0" + "x" * 200],
            ["info", "many", "in.txt"],
            ["preview", "in.txt"],
            ["preview", "in.txt", "-o", "-"],
            ["info", "in.txt"],
            ["info", "--json", "in.txt"],
            ["check", "--json", "-q", "in.txt", "--unmarked=error"],
            ["--help"],
            ["help", "full"],
            ["--version"],
        ):
            with self.subTest(arguments=arguments), open("/dev/full", "wb") as full:
                result = self.run_tool(*arguments, stdout=full)
                if "-q" in arguments:  # prints nothing, so nothing is lost
                    self.assertEqual((result.status, result.err), (GOOD, ""))
                else:
                    self.assertEqual(result.status, FAILED)
                    self.assertIn(f"paidmark: <stdout>: {system_reason(errno.ENOSPC)}\n", result.err)

    def test_a_closed_standard_output_is_a_failure_and_hits_no_other_file(self):
        self.write("in.txt", SOUND)
        result = self.run_tool("preview", "in.txt", stdout=None, preexec_fn=lambda: os.close(1))
        self.assertEqual((result.status, result.err), (FAILED, f"paidmark: <stdout>: {system_reason(errno.EBADF)}\n"))
        result = self.run_tool("preview", "in.txt", "-o", "out.txt", stdout=None, preexec_fn=lambda: os.close(1))
        self.assertEqual((result.status, result.err), (GOOD, ""))
        self.assertEqual((self.read("in.txt"), self.read("out.txt")), (SOUND, PREVIEW))

    def test_where_there_is_nothing_to_write_a_closed_standard_output_is_no_failure(self):
        for options in ([], ["--excerpt=5"]):
            result = self.run_tool("preview", *options, stdout=None, preexec_fn=lambda: os.close(1))
            self.assertEqual((result.status, result.err), (GOOD, ""))

    def test_a_closed_standard_error_hits_no_other_file(self):
        self.write("in.txt", UNSOUND)
        result = self.run_tool("preview", "--salvage", "in.txt", "-o", "out.txt", stderr=None,
                               preexec_fn=lambda: os.close(2))
        self.assertEqual((result.status, self.read("out.txt")), (GOOD, "甲".encode()))

    def run_without_reader(self, **more):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            return self.run_tool("full", stdin=SOUND, stdout=writer, **more)
        finally:
            os.close(writer)

    def test_a_reader_that_has_gone_ends_the_tool_quietly(self):
        result = self.run_without_reader()
        self.assertEqual((result.status, result.err), (-signal.SIGPIPE, ""))
        ignore = lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        result = self.run_without_reader(restore_signals=False, preexec_fn=ignore)
        self.assertEqual((result.status, result.err), (FAILED, ""))

    def test_a_slow_reader_of_a_pipe_that_does_not_block_gets_everything(self):
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        text = b"0123456789" * 500_000
        received = []

        def read_slowly():
            time.sleep(0.1)
            with os.fdopen(reader, "rb") as file:
                received.append(file.read())

        thread = threading.Thread(target=read_slowly)
        thread.start()
        result = self.run_tool("full", stdin=text, stdout=writer)
        os.close(writer)
        thread.join()
        self.assertEqual((result.status, received), (GOOD, [text]))


class OutputFile(ToolTest):
    def setUp(self):
        super().setUp()
        self.write("in.txt", SOUND)

    def test_a_new_file_has_the_mode_of_the_umask(self):
        for umask, mode in ((0o022, 0o644), (0o077, 0o600), (0o000, 0o666)):
            with self.subTest(umask=oct(umask)):
                self.expect(self.run_tool("preview", "in.txt", "-o", "out.txt", preexec_fn=lambda: os.umask(umask)), GOOD)
                self.assertEqual(self.read("out.txt"), PREVIEW)
                self.assertEqual(stat.S_IMODE(os.stat(self.directory / "out.txt").st_mode), mode)
                (self.directory / "out.txt").unlink()

    def test_a_new_file_with_paid_text_is_for_no_more_people_than_its_source(self):
        for command, mode in (("full", 0o640), ("rest", 0o640), ("preview", 0o644)):
            with self.subTest(command=command):
                (self.directory / "in.txt").chmod(0o740)
                self.assertEqual(self.run_tool(command, "in.txt", "-o", command, preexec_fn=lambda: os.umask(0o022)).status,
                                 GOOD)
                self.assertEqual(stat.S_IMODE(os.stat(self.directory / command).st_mode), mode)
        self.expect(self.run_tool("full", "-o", "out.txt", stdin=SOUND, preexec_fn=lambda: os.umask(0o022)), GOOD)
        self.assertEqual(stat.S_IMODE(os.stat(self.directory / "out.txt").st_mode), 0o644)
        (self.directory / "in.txt").chmod(0o747)
        self.expect(self.run_tool("full", "in.txt", "-o", "text", preexec_fn=lambda: os.umask(0)), GOOD)
        self.assertEqual(stat.S_IMODE(os.stat(self.directory / "text").st_mode), 0o646)

    def test_a_file_that_is_replaced_keeps_its_mode(self):
        for mode in (0o600, 0o640, 0o664, 0o444, 0o755):
            with self.subTest(mode=oct(mode)):
                path = self.write("out.txt", b"old")
                path.chmod(mode)
                inode = path.stat().st_ino
                self.expect(self.run_tool("preview", "in.txt", "--output", "out.txt"), GOOD)
                self.assertEqual(self.read("out.txt"), PREVIEW)
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode)
                self.assertNotEqual(path.stat().st_ino, inode)
                path.unlink()

    def test_a_file_that_is_replaced_keeps_its_owner_if_it_can(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        for owner, group in ((12345, 54321), (12345, os.getegid()), (0, 54321)):
            path = self.write("out.txt", b"old")
            path.chmod(0o664)
            os.chown(path, owner, group)
            self.expect(self.run_tool("preview", "in.txt", "-o", "out.txt"), GOOD)
            after = path.stat()
            self.assertEqual((after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)), (owner, group, 0o664))

    def test_another_group_gets_no_more_than_everybody(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        self.directory.chmod(0o777)
        path = self.write("out.txt", b"old")
        path.chmod(0o664)
        os.chown(path, 65534, 54321)
        try:
            result = self.run_tool("full", "in.txt", "-o", "out.txt", user=65534, group=65534, extra_groups=[])
        except PermissionError:
            self.skipTest("the tool lies where another user cannot reach it")
        self.expect(result, GOOD)
        self.assertEqual(path.stat().st_gid, 65534)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o644)

    def test_what_is_replaced_by_paid_text_is_then_for_no_more_people_than_its_source(self):
        (self.directory / "in.txt").chmod(0o640)
        for command, mode in (("full", 0o640), ("rest", 0o640), ("preview", 0o666)):
            with self.subTest(command=command):
                path = self.write("out.txt", b"old")
                path.chmod(0o666)
                self.expect(self.run_tool(command, "in.txt", "-o", "out.txt"), GOOD)
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode)

    def test_the_owner_of_what_is_replaced_by_paid_text_gets_it_only_if_he_has_it(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        for owner, new_owner in ((12345, 0), (23456, 23456)):
            path = self.write("out.txt", b"old")
            os.chown(path, owner, 0)
            os.chown(self.directory / "in.txt", 23456, 0)
            self.expect(self.run_tool("full", "in.txt", "-o", "out.txt"), GOOD)
            self.assertEqual(path.stat().st_uid, new_owner)

    def test_a_list_of_what_is_replaced_is_not_taken_for_the_mode_of_its_group(self):
        path = self.write("out.txt", b"old")
        lists = struct.pack("<IHHIHHIHHIHHIHHI", 2, 1, 6, 0xFFFFFFFF, 2, 4, 12345, 4, 0, 0xFFFFFFFF, 0x10, 4, 0xFFFFFFFF,
                            0x20, 0, 0xFFFFFFFF)
        try:
            os.setxattr(path, "system.posix_acl_access", lists)
        except OSError as error:
            self.skipTest(f"no access control lists here: {error}")
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o640)
        self.expect(self.run_tool("preview", "in.txt", "-o", "out.txt"), GOOD)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)

    def test_where_everybody_may_write_no_link_is_followed_and_no_file_kept_that_others_have_put_there(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        self.write("mine.txt", b"old")
        shared = self.directory / "shared"
        shared.mkdir()
        for mode in (0o1777, 0o777, 0o1775):
            shared.chmod(mode)
            for name in ("link", "dangling"):
                (shared / name).symlink_to("../mine.txt" if name == "link" else "../new.txt")
                os.lchown(shared / name, 12345, 12345)
                self.expect(self.run_tool("full", "in.txt", "-o", f"shared/{name}"), FAILED,
                            err=f"paidmark: shared/{name}: is a symbolic link, which is not followed\n")
                (shared / name).unlink()
            self.assertEqual((self.read("mine.txt"), self.names()), (b"old", ["in.txt", "mine.txt", "shared"]))
            path = self.write("shared/file", b"")
            os.mkfifo(shared / "fifo")
            for name in ("file", "fifo"):
                os.chown(shared / name, 12345, 12345)
            self.expect(self.run_tool("preview", "in.txt", "-o", "shared/file", preexec_fn=lambda: os.umask(0o077)), GOOD)
            self.assertEqual((path.stat().st_uid, stat.S_IMODE(path.stat().st_mode)), (0, 0o600))
            self.expect(self.run_tool("full", "in.txt", "-o", "shared/fifo"), FAILED,
                        err=f"paidmark: shared/fifo: {system_reason(errno.EACCES)}\n")
            (shared / "own").symlink_to("../mine.txt")
            self.expect(self.run_tool("preview", "in.txt", "-o", "shared/own"), GOOD)
            self.assertEqual(self.read("mine.txt"), PREVIEW)
            self.write("mine.txt", b"old")
            for name in ("file", "fifo", "own"):
                (shared / name).unlink()

    def test_links_are_followed_and_stay(self):
        (self.directory / "sub").mkdir()
        self.write("sub/target.txt", b"old")
        for link, points_to, target in (
            ("direct", "sub/target.txt", "sub/target.txt"),
            ("second", "direct", "sub/target.txt"),
            ("absolute", str(self.directory / "sub/target.txt"), "sub/target.txt"),
            ("sub/inner", "target.txt", "sub/target.txt"),
            ("dangling", "sub/new.txt", "sub/new.txt"),
        ):
            with self.subTest(link=link):
                (self.directory / link).symlink_to(points_to)
                self.expect(self.run_tool("preview", "in.txt", "-o", link), GOOD)
                self.assertTrue((self.directory / link).is_symlink())
                self.assertFalse((self.directory / target).is_symlink())
                self.assertEqual(self.read(target), PREVIEW)
                self.write(target, b"old")

    def test_paid_text_is_not_written_among_previews(self):
        self.write("src/in.txt", SOUND)
        for options, previews in ((["-d", "out"], "out/preview"), (["--preview", "web"], "web")):
            self.expect(self.run_tool("split", "-q", "src", *options), GOOD)
            link = "link-to-" + options[1]
            os.symlink(f"{previews}/in.txt", self.directory / link)
            for name in (f"{previews}/in.txt", f"{previews}/new.txt", link):
                for command in ("full", "rest"):
                    result = self.run_tool(command, "src/in.txt", "-o", name)
                    self.expect(result, FAILED, err=f"paidmark: {name}: would be among previews of paidmark split, and "
                                "has paid text; give it another place\n")
                self.expect(self.run_tool("preview", "src/in.txt", "-o", name), GOOD)
        self.expect(self.run_tool("full", "src/in.txt", "-o", "out/full/in.txt"), GOOD)

    def test_the_input_is_never_the_output(self):
        (self.directory / "sub").mkdir()
        (self.directory / "soft").symlink_to("in.txt")
        (self.directory / "softer").symlink_to("soft")
        os.link(self.directory / "in.txt", self.directory / "hard")
        for name in ("in.txt", "./in.txt", "sub/../in.txt", "soft", "softer", "hard", str(self.directory / "in.txt")):
            with self.subTest(name=name):
                self.expect(self.run_tool("full", "in.txt", "-o", name), FAILED,
                            err=f"paidmark: {name}: is the input itself; give the output another name\n")
                self.assertEqual(self.read("in.txt"), SOUND)
        with open(self.directory / "in.txt", "rb") as file:
            self.expect(self.run_tool("full", "-o", "hard", stdin_file=file), FAILED,
                        err="paidmark: hard: is the input itself; give the output another name\n")
        self.assertEqual(self.names(), ["hard", "in.txt", "soft", "softer", "sub"])

    def test_files_may_have_any_date(self):
        for seconds in (-(1 << 31) - 1, 1 << 31, 4_000_000_000):
            for name, content in (("in.txt", SOUND), ("out.txt", b"old")):
                os.utime(self.write(name, content), (seconds, seconds))
            with self.subTest(seconds=seconds):
                self.expect(self.run_tool("preview", "in.txt", "-o", "out.txt"), GOOD)
                self.assertEqual(self.read("out.txt"), PREVIEW)

    def test_what_is_no_regular_file_is_written_to_and_stays(self):
        self.expect(self.run_tool("preview", "in.txt", "-o", "/dev/null"), GOOD)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))
        if os.path.exists("/dev/full"):
            self.expect(self.run_tool("preview", "in.txt", "-o", "/dev/full"), FAILED,
                        err=f"paidmark: /dev/full: {system_reason(errno.ENOSPC)}\n")
        os.mkfifo(self.directory / "fifo")
        reader = self.start("cat", "fifo", stdout=subprocess.PIPE)
        self.expect(self.run_tool("preview", "in.txt", "-o", "fifo"), GOOD)
        self.assertEqual(reader.communicate(timeout=30)[0], PREVIEW)
        self.assertEqual(self.names(), ["fifo", "in.txt"])

    def test_standard_output_by_its_other_names(self):
        for name in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
            with self.subTest(name=name):
                self.expect(self.run_tool("preview", "in.txt", "-o", name), GOOD, PREVIEW)
        self.expect(self.run_tool("preview", "in.txt", "-o", "/dev/stderr"), GOOD, err=PREVIEW.decode())
        self.assertEqual(self.names(), ["in.txt"])

    def test_a_file_that_a_descriptor_goes_to_keeps_what_is_in_it(self):
        (self.directory / "link").symlink_to("page")
        for name, redirection in (("/dev/stdout", "> page"), ("/dev/stdout", ">> page"), ("/dev/fd/1", "> page"),
                                  ("/proc/self/fd/1", "> page"), ("/dev/fd/7", "> page 7>&1"), ("page", "> page"),
                                  ("./page", ">> page"), ("link", "> page"), ("/dev/stderr", "2> page 1>&2"),
                                  ("page", "2> page 1>&2")):
            with self.subTest(name=name, redirection=redirection):
                old = "old\n" if ">>" in redirection else ""
                self.write("page", "old\n")
                script = f'{{ echo head; "$0" preview in.txt -o {name}; echo foot; }} {redirection}'
                subprocess.run(["sh", "-c", script, PAIDMARK], cwd=self.directory, check=True)
                self.assertEqual(self.read("page").decode(), old + "head\n甲丁\nfoot\n")

    def test_a_descriptor_that_is_not_there_is_named(self):
        for number in (77, 9999):
            self.expect(self.run_tool("preview", "in.txt", "-o", f"/dev/fd/{number}"), FAILED,
                        err=f"paidmark: /dev/fd/{number}: {system_reason(errno.EBADF)}\n")

    def test_a_descriptor_of_two_digits(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        high = fcntl.fcntl(writer, fcntl.F_DUPFD, 70)
        os.close(writer)
        self.expect(self.run_tool("preview", "in.txt", "-o", f"/dev/fd/{high}", pass_fds=[high]), GOOD)
        os.close(high)
        self.assertEqual(os.read(reader, 100), PREVIEW)

    def test_a_file_that_only_the_named_descriptor_goes_to(self):
        for folder in ("/dev/fd", "/proc/self/fd"):
            self.write("page", "old\n")
            script = f'"$0" preview in.txt -o {folder}/7 7>> page'
            subprocess.run(["sh", "-c", script, PAIDMARK], cwd=self.directory, check=True)
            self.assertEqual(self.read("page"), b"old\n" + PREVIEW)

    def test_what_is_beside_the_descriptors_is_none(self):
        for name, reason in (("/dev/fd/1x", errno.ENOENT), ("/dev/fd/x", errno.ENOENT), ("/dev/fd/10000", errno.ENOENT),
                             ("/dev/fd/", errno.EISDIR)):
            with self.subTest(name=name):
                self.expect(self.run_tool("preview", "in.txt", "-o", name), FAILED,
                            err=f"paidmark: {name}: {system_reason(reason)}\n")

    def test_the_input_is_never_standard_output(self):
        for mode, left in (("wb", b""), ("ab", SOUND), ("r+b", SOUND)):
            for arguments in (["preview", "in.txt"], ["full", "in.txt", "-o", "/dev/stdout"], ["check", "in.txt"],
                              ["info", "."], ["split", ".", "-d", "../out-of-it", "--dry-run"]):
                with self.subTest(mode=mode, arguments=arguments):
                    self.write("in.txt", SOUND)
                    with open(self.directory / "in.txt", mode) as file:
                        result = self.run_tool(*arguments, stdout=file)
                    self.assertEqual((result.status, self.read("in.txt")), (FAILED, left))
                    self.assertIn("in.txt: is where standard output goes; give the output another name\n", result.err)
        self.write("in.txt", SOUND)
        with open(self.directory / "in.txt", "rb") as source, open(self.directory / "in.txt", "ab") as file:
            self.expect(self.run_tool("full", stdin_file=source, stdout=file), FAILED, out=None,
                        err="paidmark: <stdin>: is where standard output goes; give the output another name\n")
            self.expect(self.run_tool("full", "in.txt", "-o", "/dev/fd/" + str(file.fileno()), pass_fds=[file.fileno()]),
                        FAILED, err=f"paidmark: /dev/fd/{file.fileno()}: is the input itself; give the output another name\n")
        self.assertEqual(self.read("in.txt"), SOUND)

    def test_what_cannot_be_written_is_named_with_the_reason(self):
        (self.directory / "folder").mkdir()
        (self.directory / "loop").symlink_to("loop")
        before = self.names()
        for name, reason in (
            ("folder", system_reason(errno.EISDIR)),
            ("folder/", system_reason(errno.EISDIR)),
            ("new/", system_reason(errno.EISDIR)),
            ("missing/out.txt", system_reason(errno.ENOENT)),
            ("in.txt/out.txt", system_reason(errno.ENOTDIR)),
            ("loop", system_reason(errno.ELOOP)),
        ):
            with self.subTest(name=name):
                self.expect(self.run_tool("preview", "in.txt", "-o", name), FAILED, err=f"paidmark: {name}: {reason}\n")
        self.assertEqual(self.names(), before)

    def test_a_name_as_long_as_a_name_can_be(self):
        name = "x" * 255
        self.expect(self.run_tool("preview", "in.txt", "-o", name), GOOD)
        self.assertEqual(self.read(name), PREVIEW)

    def test_a_directory_that_may_not_be_written(self):
        folder = self.directory / "folder"
        folder.mkdir()
        self.write("folder/out.txt", b"old")
        folder.chmod(0o555)
        self.directory.chmod(0o755)
        more = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        try:
            result = self.run_tool("preview", "in.txt", "-o", "folder/out.txt", **more)
        except PermissionError:
            self.skipTest("the tool lies where another user cannot reach it")
        folder.chmod(0o755)
        self.expect(result, FAILED, err=f"paidmark: folder/out.txt: {system_reason(errno.EACCES)}\n")
        self.assertEqual((os.listdir(folder), self.read("folder/out.txt")), (["out.txt"], b"old"))

    def test_a_write_that_fails_halfway_leaves_the_old_file_and_nothing_else(self):
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        self.write("long.txt", b"x" * 500_000)
        for old in (b"old", None):
            with self.subTest(old=old):
                if old is not None:
                    self.write("out.txt", old)
                result = self.run_tool("preview", "long.txt", "-o", "out.txt", preexec_fn=limit)
                self.expect(result, FAILED, err=f"paidmark: out.txt: {system_reason(errno.EFBIG)}\n")
                if old is not None:
                    self.assertEqual(self.read("out.txt"), old)
                    (self.directory / "out.txt").unlink()
                self.assertEqual(self.names(), ["in.txt", "long.txt"])

    def test_a_refused_document_leaves_the_old_file(self):
        self.write("in.txt", UNSOUND)
        self.write("out.txt", b"old")
        self.assertEqual(self.run_tool("preview", "-q", "in.txt", "-o", "out.txt").status, REFUSED)
        self.assertEqual((self.read("out.txt"), self.names()), (b"old", ["in.txt", "out.txt"]))

    def test_leftovers_of_a_killed_run_are_in_nobodys_way(self):
        # The process id of the tool is not known before; its first number is. So all names are taken that it may try.
        script = 'i=0; while [ $i -lt 5 ]; do : > ".paidmark-$$-$i.new"; i=$((i+1)); done; exec "$0" "$@"'
        result = subprocess.run(["sh", "-c", script, PAIDMARK, "preview", "in.txt", "-o", "out.txt"],
                                cwd=self.directory, check=False)
        self.assertEqual((result.returncode, self.read("out.txt")), (GOOD, PREVIEW))
        self.assertEqual(len(self.names()), 2 + 5)

    def test_what_another_run_takes_for_a_leftover_is_written_anew(self):
        result = self.run_tool("preview", "in.txt", "-o", "out.txt", env={"CHANGED_NEW": "", **self.preload("CHANGED")})
        self.expect(result, GOOD)
        self.assertEqual(self.read("out.txt"), PREVIEW)
        self.assertEqual(self.names(), ["in.txt", "out.txt"])


class Signals(ToolTest):
    def setUp(self):
        super().setUp()
        limits = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, limits[1]))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_CORE, limits)

    def hold(self, **more):
        """A process that holds temporaries for c.txt and d.txt, has given up that for b.txt, and has named a.txt."""
        process = self.start(os.environ["HOLD_TEMPORARIES"], "a.txt", "b.txt", "c.txt", "d.txt", stdout=subprocess.PIPE,
                             **more)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        self.assertEqual(len(self.names()), 3)
        return process

    def test_a_signal_removes_temporaries_and_ends_the_process(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE, signal.SIGALRM,
                       signal.SIGXCPU, signal.SIGUSR1, signal.SIGUSR2):
            with self.subTest(signal=number):
                process = self.hold()
                process.send_signal(number)
                self.assertEqual(process.wait(timeout=30), -number)
                self.assertEqual(self.names(), ["a.txt"])

    def test_a_signal_that_is_ignored_stays_ignored(self):
        def ignore():
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)

        process = self.hold(restore_signals=False, preexec_fn=ignore)
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGPIPE)
        time.sleep(0.1)
        self.assertIsNone(process.poll())
        process.terminate()
        self.assertEqual(process.wait(timeout=30), -signal.SIGTERM)
        self.assertEqual(self.names(), ["a.txt"])

    def test_a_run_that_is_stopped_at_any_moment_leaves_the_old_file_or_the_new_one(self):
        generator = random.Random(20240501)
        new = b"new text\n" * 2_000_000
        self.write("in.txt", new)
        began = time.monotonic()
        self.run_tool("full", "in.txt", "-o", "out.txt")
        whole_run = time.monotonic() - began
        for _ in range(20):
            self.write("out.txt", b"old")
            process = self.start(PAIDMARK, "full", "in.txt", "-o", "out.txt")
            time.sleep(generator.uniform(0, whole_run))
            process.send_signal(generator.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP]))
            process.wait(timeout=30)
            self.assertEqual(self.names(), ["in.txt", "out.txt"])
            self.assertIn(self.read("out.txt"), (b"old", new))


if __name__ == "__main__":
    main()
