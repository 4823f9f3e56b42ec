# test_render.py - preview, full and rest: what goes in and what comes out
# SPDX-License-Identifier: MIT
import errno
import os
import subprocess
import threading

from harness import FAILED, GOOD, PAIDMARK, REFUSED, SOUND, UNSOUND, ToolTest, main, system_reason

# document, options, preview, full, rest
RENDERINGS = [
    ("甲##paidbegin##乙丙##paidend##丁\n", [], "甲丁\n", "甲乙丙丁\n", "乙丙"),
    ("A，##paidbegin##B\nC\n##paidend##\nD", [], "A，\nD", "A，B\nC\nD", "B\nC"),
    ("A，##paidbegin##B\nC\n##paidend##\nD", ["--exact"], "A，\nD", "A，B\nC\n\nD", "B\nC\n"),
    ("no markers\n", [], "no markers\n", "no markers\n", ""),
    ("no markers\n", ["--unmarked", "free"], "no markers\n", "no markers\n", ""),
    ("no markers\n", ["--unmarked=paid"], "", "no markers\n", "no markers\n"),
    ("", [], "", "", ""),
    ("a<!--more-->b", ["--markers", "more"], "a", "ab", "b"),
    ("a<!--members-only-->b", ["--markers", "ghost"], "a", "ab", "b"),
    ("a<paid>b</paid>c$$paidbegin$$d##paidend##e", ["--markers", "fastadmin"], "ace", "abcde", "bd"),
    ("a[b]c{d)e", ["--begin", "[", "--end", "]", "--begin={", "--end=)"], "ace", "abcde", "bd"),
    ("a ##PaidBegin## b", ["--no-lookalikes"], "a ##PaidBegin## b", "a ##PaidBegin## b", ""),
    ("a<!--more Read on-->b", ["--markers=more"], "a", "ab", "b"),
    ("a<hr x>b<hr>c", ["--divider", "<hr …>"], "a", "abc", "bc"),
    ("a[b x]c]d{e", ["--begin=[b ...]", "--end", "]", "--divider", "{"], "ad", "acde", "ce"),
]

# document, TEXT, preview
PLACEHOLDERS = [
    ("a##paidbegin##bcd##paidend##e", "[{characters} {percent} {region}/{regions}]", "a[3 60 1/1]e"),
    ("##paidbegin##bcd##paidend##", "…", "…"),
    ("a##paidbegin##b##paidend##c##paidbegin##d##paidend##e##paidbegin##fg##paidend##", "<{region} of {regions}>",
     "a<1 of 3>c<2 of 3>e<3 of 3>"),
    ("free", "{regions}", "free"),
    ("a##paidbegin##b##paidend##", "{{region}} {{{region}}", "a{region}} {1}"),
    ("```\n##paidbegin##\nb\n##paidend##\n```\n", "[…]", "```\n[…]\n```\n"),
    ("# A\r\n##paidbegin##\r\nb\r\n##paidend##\r\n", "[…]", "# A\r\n[…]\r\n"),
    ("a##paidbegin##b##paidend##", "", "a"),
    ("abc##paidbegin##defgh##paidend##", "{percent}%", "abc63%"),  # 62.5
    ("abc##paidbegin##甲\n乙##paidend##", " 还有{characters}字", "abc 还有3字"),
    ("x##paidbegin##" + "y" * 1999 + "##paidend##", "{percent}", "x99"),  # not all of it
]


class Render(ToolTest):
    def test_renderings(self):
        for document, options, preview, full, rest in RENDERINGS:
            for command, wanted in (("preview", preview), ("full", full), ("rest", rest)):
                with self.subTest(document=document, options=options, command=command):
                    result = self.run_tool(command, "-q", *options, stdin=document.encode())
                    self.expect(result, GOOD, wanted)

    def test_placeholders(self):
        for document, placeholder, wanted in PLACEHOLDERS:
            with self.subTest(document=document[:80], placeholder=placeholder):
                result = self.run_tool("preview", "-q", "--placeholder", placeholder, stdin=document.encode())
                self.expect(result, GOOD, wanted)

    def test_placeholder_stands_once_for_a_region_of_many_pieces(self):
        document = "a ##paidbegin## b ##paidbegin## c ##paidend## d ##paidend## e"
        result = self.run_tool("preview", "-qq", "--salvage", "--placeholder=[{characters}]", stdin=document.encode())
        self.expect(result, GOOD, "a [9] e")

    def test_placeholder_behind_a_divider(self):
        for document, wanted in ((b"a\n<!--more-->\nb\n", "a\n[1/1]\n"), (b"a\n<!--more-->\n", "a\n")):
            result = self.run_tool("preview", "-qq", "--salvage", "--markers=more", "--placeholder=[{region}/{regions}]",
                                   stdin=document)
            self.expect(result, GOOD, wanted)

    def test_excerpt(self):
        for characters, wanted in ((4, "一二。"), (100, "一二。三四五六"), (1, "一")):
            with self.subTest(characters=characters):
                document = "一二。三##paidbegin##秘密##paidend##四五六"
                result = self.run_tool("preview", "--excerpt", str(characters), stdin=document.encode())
                self.expect(result, GOOD, wanted)
        self.expect(self.run_tool("preview", "--excerpt=5"), GOOD)

    def test_excerpt_of_what_a_reader_sees(self):
        document = b'<p>A&nbsp;<b class="x">B</b></p>C'
        for options, wanted in (([], "<p>A"), (["--excerpt-visible"], '<p>A&nbsp;<b class="x">B</b></p>')):
            with self.subTest(options=options):
                self.expect(self.run_tool("preview", "--excerpt=%d" % (3 if options else 4), *options, stdin=document),
                            GOOD, wanted)

    def test_a_document_with_an_error_is_refused_and_nothing_is_written(self):
        self.write("in.txt", UNSOUND)
        for command in ("preview", "full", "rest"):
            with self.subTest(command=command):
                result = self.run_tool(command, "in.txt")
                self.assertEqual((result.status, result.out), (REFUSED, b""))
                self.assertIn("in.txt:1:2: error: ", result.err)
                self.assertIn(" [unclosed-begin]\n", result.err)
                result = self.run_tool(command, "in.txt", "-o", "out.txt")
                self.assertEqual((result.status, self.names()), (REFUSED, ["in.txt"]))

    def test_salvage_writes_and_still_tells(self):
        for command, wanted in (("preview", "甲"), ("full", "甲乙丙\n"), ("rest", "乙丙\n")):
            with self.subTest(command=command):
                result = self.run_tool(command, "--salvage", stdin=UNSOUND)
                self.assertEqual((result.status, result.out.decode()), (GOOD, wanted))
                self.assertIn("<stdin>:1:2: error: ", result.err)
                self.assertNotIn("refused", result.err)

    def test_unmarked_error_refuses_even_under_salvage(self):
        for options in (["--unmarked=error"], ["--unmarked=error", "--salvage"]):
            result = self.run_tool("preview", *options, stdin=b"plain\n")
            self.assertEqual((result.status, result.out), (REFUSED, b""))
            self.assertIn("[no-paid-region]", result.err)
            self.assertIn("--unmarked", result.err.splitlines()[-1])


class Input(ToolTest):
    def test_what_cannot_be_read_is_named_with_the_reason(self):
        (self.directory / "folder").mkdir()
        (self.directory / "loop").symlink_to("loop")
        for name, reason in (
            ("missing.txt", system_reason(errno.ENOENT)),
            ("loop", system_reason(errno.ELOOP)),
            ("folder/x/y", system_reason(errno.ENOENT)),
            ("", system_reason(errno.ENOENT)),
            ("x" * 300, system_reason(errno.ENAMETOOLONG)),
        ):
            for option in ([], ["-q"]):
                with self.subTest(name=name, option=option):
                    shown = name or "''"
                    self.expect(self.run_tool("preview", *option, "--", name), FAILED, err=f"paidmark: {shown}: {reason}\n")

    def test_a_directory_is_for_split(self):
        for name, word in (("folder", "folder"), ("a folder's", "'a folder'\\''s'"), ("-x", "./-x"), ("行", "行"),
                           ("$(x)", "'$(x)'")):
            with self.subTest(name=name):
                (self.directory / name).mkdir()
                self.expect(self.run_tool("preview", "--", name), FAILED,
                            err=f"paidmark: {name} is a directory; for a whole tree use `paidmark split {word} -d DIR`; "
                                "for one file, give a name in it\n")

    def test_an_unreadable_file(self):
        path = self.write("in.txt", SOUND)
        path.chmod(0)
        self.directory.chmod(0o755)
        more = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        try:
            result = self.run_tool("preview", "in.txt", **more)
        except PermissionError:
            self.skipTest("the tool lies where another user cannot reach it")
        self.expect(result, FAILED, err=f"paidmark: in.txt: {system_reason(errno.EACCES)}\n")

    def test_one_byte(self):
        self.expect(self.run_tool("full", stdin=b"x"), GOOD, b"x")

    def test_standard_input_may_be_a_directory_a_file_or_closed(self):
        self.write("in.txt", b"skipped\n" + SOUND)
        with open(self.directory / "in.txt", "rb") as file:
            os.lseek(file.fileno(), 8, os.SEEK_SET)
            self.expect(self.run_tool("preview", stdin_file=file), GOOD, "甲丁\n")
            os.lseek(file.fileno(), 1000, os.SEEK_SET)  # behind its end
            self.expect(self.run_tool("preview", stdin_file=file), GOOD)
        descriptor = os.open(self.directory, os.O_RDONLY)
        self.addCleanup(os.close, descriptor)
        self.expect(self.run_tool("preview", stdin_file=descriptor), FAILED, err=f"paidmark: <stdin>: {system_reason(errno.EISDIR)}\n")
        result = self.run_tool("preview", stdin_file=None, preexec_fn=lambda: os.close(0))
        self.expect(result, FAILED, err=f"paidmark: <stdin>: {system_reason(errno.EBADF)}\n")

    def test_a_pipe_of_any_size_is_read_to_its_end(self):
        for size in (1, 65535, 65536, 65537, 131072, 3_000_000):
            with self.subTest(size=size):
                document = b"x" * size + b"##paidbegin##y##paidend##"
                self.expect(self.run_tool("preview", stdin=document), GOOD, b"x" * size)

    def test_a_slow_pipe_is_read_to_its_end(self):
        reader, writer = os.pipe()
        script = 'for i in 1 2 3; do printf "%s" "$1"; sleep 0.05; done'
        self.start("sh", "-c", script, "sh", SOUND.decode(), stdout=writer)
        os.close(writer)
        os.set_blocking(reader, False)
        result = self.run_tool("preview", stdin_file=reader)
        os.close(reader)
        self.expect(result, GOOD, "甲丁\n" * 3)

    def test_a_file_of_proc_has_no_size_and_is_read_all_the_same(self):
        if not os.path.exists("/proc/version"):
            self.skipTest("no /proc")
        with open("/proc/version", "rb") as file:
            self.expect(self.run_tool("full", "/proc/version"), GOOD, file.read())

    def test_a_file_that_changes_while_it_is_read_is_not_taken(self):
        size = 64_000_000
        path = self.write("in.txt", b"x" * size)
        changes = {
            "grows": lambda file, turn: os.pwrite(file, b"y", size + turn),
            "shrinks": lambda file, turn: os.ftruncate(file, size - turn),
            "is written to": lambda file, turn: os.pwrite(file, b"z", turn),
        }
        for name, change in changes.items():
            with self.subTest(what=name):
                over = threading.Event()

                def keep_changing():
                    with open(path, "r+b", buffering=0) as file:
                        turn = 1
                        while not over.is_set():
                            change(file.fileno(), turn)
                            turn += 1

                thread = threading.Thread(target=keep_changing)
                thread.start()
                result = self.run_tool("preview", "in.txt")
                over.set()
                thread.join()
                self.expect(result, FAILED, err="paidmark: in.txt: changed while it was read; run it again when it is complete\n")

    def test_a_fifo_is_read(self):
        os.mkfifo(self.directory / "fifo")
        self.start("sh", "-c", 'printf %s "$1" > fifo', "sh", SOUND.decode())
        self.expect(self.run_tool("preview", "fifo"), GOOD, "甲丁\n")

    def test_many_segments_arrive_in_order(self):
        numbers = range(5000)
        document = "".join(f"{n},##paidbegin##{n};##paidend##" for n in numbers).encode()
        self.expect(self.run_tool("preview", stdin=document), GOOD, "".join(f"{n}," for n in numbers))
        self.expect(self.run_tool("rest", stdin=document), GOOD, "".join(f"{n};" for n in numbers))

    def test_a_large_document_arrives_whole(self):
        for numbers_in_piece in 3000, 10:  # of 7 bytes
            free = [f"{n:06};".encode() * numbers_in_piece for n in range(1_500_000 // numbers_in_piece)]
            paid = [piece.replace(b";", b",") for piece in free]
            document = b"".join(b"%s##paidbegin##%s##paidend##" % pair for pair in zip(free, paid))
            self.write("in.txt", document)
            renderings = {"preview": b"".join(free), "rest": b"".join(paid),
                          "full": b"".join(b"%s%s" % pair for pair in zip(free, paid))}
            for command, expected in renderings.items():
                with self.subTest(command=command, numbers_in_piece=numbers_in_piece):
                    for result in self.run_tool(command, "in.txt"), self.run_tool(command, stdin=document):
                        self.assertEqual((result.status, result.err), (GOOD, ""))
                        self.assertTrue(result.out == expected)  # a difference of megabytes is not for reading

    def test_what_waits_in_a_pipe_outlives_the_tool(self):
        document = b"".join(b"%07d" % n for n in range(2_000_000))
        self.write("in.txt", document)
        tool = self.start(PAIDMARK, "full", "in.txt", stdout=subprocess.PIPE, bufsize=0)
        awaited = len(document) - 20_000  # what is left fits into every pipe
        arrived = b""
        while len(arrived) < awaited and (more := tool.stdout.read(awaited - len(arrived))):
            arrived += more
        self.assertEqual(tool.wait(60), GOOD)
        self.assertTrue(arrived + tool.stdout.read() == document)

    def test_what_waits_in_a_pipe_is_no_memory_that_is_used_again(self):
        document = b"".join(b"%07d" % n for n in range(10_000))
        self.write("in.txt", document)
        for options, wanted in (([], document), (["--to=ISO-8859-1"], document), (["--to=UTF-16LE"], document.decode().encode("utf-16-le"))):
            with self.subTest(options=options):
                # The C library fills what is given back to it.
                tool = self.start(PAIDMARK, "full", "in.txt", *options, stdout=subprocess.PIPE, bufsize=0,
                                  env={"PATH": os.environ["PATH"], "LC_ALL": "C", "MALLOC_PERTURB_": "165"})
                awaited = len(wanted) - 20_000
                arrived = b""
                while len(arrived) < awaited and (more := tool.stdout.read(awaited - len(arrived))):
                    arrived += more
                self.assertEqual(tool.wait(60), GOOD)
                self.assertTrue(arrived + tool.stdout.read() == wanted)


if __name__ == "__main__":
    main()
