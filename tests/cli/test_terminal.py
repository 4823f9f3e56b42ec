# test_terminal.py - what changes on a terminal: color, and the signs of the bar
# SPDX-License-Identifier: MIT
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import time
import unicodedata

from harness import GOOD, PAIDMARK, SOUND, UNSOUND, ToolTest, main

RED, GREEN, MAGENTA, CYAN, PLAIN = "\x1b[1;31m", "\x1b[1;32m", "\x1b[1;35m", "\x1b[1;36m", "\x1b[0m"
COLOR_OF = {"error": RED, "warning": MAGENTA, "note": CYAN}

# options, environment, whether the terminal gets color
COLORS = [
    ([], {"TERM": "xterm"}, True),
    ([], {"TERM": "dumb"}, False),
    ([], {}, False),
    ([], {"TERM": "xterm", "NO_COLOR": "1"}, False),
    ([], {"TERM": "xterm", "NO_COLOR": ""}, True),
    (["--color=auto"], {"TERM": "xterm"}, True),
    (["--color=never"], {"TERM": "xterm"}, False),
    (["--color=always"], {"TERM": "dumb", "NO_COLOR": "1"}, True),
]


def width_of(text):
    return sum(0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


class Terminal(ToolTest):
    def run_on_terminal(self, *arguments, env, columns=0):
        """Standard output and standard error are one terminal, of so many columns; gives what it shows."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        shown = []

        def read_all():
            try:
                while data := os.read(ours, 65536):
                    shown.append(data)
            except OSError:  # how Linux says that the other side is closed
                pass

        process = subprocess.Popen([PAIDMARK, *arguments], cwd=self.directory, stdin=subprocess.DEVNULL, stdout=theirs,
                                   stderr=theirs, env={"PATH": os.environ["PATH"], **env})
        os.close(theirs)
        thread = threading.Thread(target=read_all)
        thread.start()
        process.wait()
        thread.join()
        os.close(ours)
        return b"".join(shown).decode().replace("\r\n", "\n")

    def test_a_terminal_is_no_log_that_others_read(self):
        self.write("in.txt", "SECRET ##paidend##")
        self.assertIn("    | SECRET ##paidend##\n", self.run_on_terminal("check", "in.txt", env={"CI": "true"}))

    def test_a_diff_names_its_file_harmlessly(self):
        self.write("a\x9b2J\u202eb", "##PaidBegin##a##paidend##")
        shown = self.run_on_terminal("check", "--fix", "--dry-run", "a\x9b2J\u202eb", env={"LC_ALL": "C"})
        self.assertIn("--- a\ufffd2J\ufffdb\n+++ a\ufffd2J\ufffdb\n@@ -1,1 +1,1 @@\n", shown)

    def test_reading_from_a_terminal_is_said(self):
        line = "paidmark: reading standard input; end it with Ctrl-D, or name a file\n"
        for command in (["preview"], ["check"], ["info"], ["records"], ["check", "--files0-from", "-"]):
            for options, times in (([], 1), (["-q"], 0)):
                ours, theirs = pty.openpty()
                os.write(ours, b"\x04")
                with self.subTest(command=command, options=options):
                    result = self.run_tool(*command, *options, stdin_file=theirs)
                    self.assertEqual(result.err.count(line), times, result.err)
                os.close(theirs)
                os.close(ours)

    def test_a_terminal_that_is_read_does_not_become_the_one_of_the_tool(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, theirs)
        tool = self.start(PAIDMARK, "full", os.ttyname(theirs), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          start_new_session=True)
        os.write(ours, b"x\n")
        self.assertEqual(os.read(ours, 1), b"x")  # the echo
        while struct.unpack("i", fcntl.ioctl(theirs, termios.FIONREAD, b"\0" * 4))[0] > 0:
            time.sleep(0.001)  # it has not been read, and so perhaps not been opened
        self.assertEqual(os.tcgetpgrp(ours), 0)
        os.write(ours, b"\x04")
        self.assertEqual((tool.stdout.read(), tool.wait()), (b"x\n", GOOD))

    def test_color_on_a_terminal(self):
        self.write("in.txt", UNSOUND)
        for command in ("preview", "check", "info"):
            for options, env, colored in COLORS:
                with self.subTest(command=command, options=options, env=env):
                    shown = self.run_on_terminal(command, *options, "in.txt", env=env)
                    self.assertEqual(RED in shown, colored)
                    self.assertEqual("\x1b" in shown, colored)

    def test_no_color_in_a_pipe_unless_asked_for(self):
        for options, colored in (([], False), (["--color=auto"], False), (["--color=always"], True)):
            result = self.run_tool("preview", *options, stdin=UNSOUND, env={"TERM": "xterm"})
            self.assertEqual("\x1b" in result.err, colored)
            result = self.run_tool("check", *options, stdin=UNSOUND, env={"TERM": "xterm"})
            self.assertEqual(b"\x1b" in result.out, colored)
            self.assertNotIn("\x1b", result.err)

    def test_what_has_color_and_which(self):
        for document in (UNSOUND, b"x ##PaidEnd## y ##paidbegin####paidbegin##", b"##paidbegin##x##paidend##"):
            plain = self.run_tool("check", stdin=document).out.decode()
            colored = re.sub(r"(?<=\d: )(error|warning|note):", lambda word: COLOR_OF[word[1]] + word[0] + PLAIN, plain)
            colored = re.sub(r"(?<=    \| )( *\^~*)$", GREEN + r"\1" + PLAIN, colored, flags=re.MULTILINE)
            self.assertEqual(self.run_tool("check", "--color=always", stdin=document).out.decode(), colored)
        plain = self.run_tool("info", stdin=UNSOUND).out.decode()
        colored = plain.replace("refused", RED + "refused" + PLAIN)
        self.assertEqual(self.run_tool("info", "--color=always", stdin=UNSOUND).out.decode(), colored)

    def test_a_bar_of_blocks_where_the_terminal_has_them(self):
        self.write("in.txt", SOUND)
        for locale, sign in (("C.UTF-8", "█"), ("C", "#")):
            shown = self.run_on_terminal("info", "in.txt", env={"LC_ALL": locale, "TERM": "dumb"})
            self.assertEqual([each for each in "█#" if each in shown], [sign])
        self.assertIn(b"#", self.run_tool("info", "in.txt", env={"LC_ALL": "C.UTF-8"}).out)

    def test_lines_of_info_fit(self):
        names = ["a.txt", "x" * 100 + "end", "报告" * 30, "报" + "告e\u0301" * 40 + ".txt", "e" + "\u0301" * 100]
        for name in names:
            self.write(name, SOUND)
        for options, mark in (([], 0), (["--salvage"], len("  salvaged"))):
            for columns in (75, 79, 80, 81, 100, 103, 104, 110, 119, 200):
                if columns - mark < 75:
                    continue
                with self.subTest(columns=columns, options=options):
                    lines = self.run_on_terminal("info", *options, *names, env={"LC_ALL": "C"}, columns=columns).splitlines()
                    bars = {re.search(r"[.#+]*$", line)[0] for line in lines[:-1]}
                    bar = min(24, max(8, columns - mark - 79))
                    self.assertEqual({len(each) for each in bars}, {bar})
                    begins = {width_of(line[:re.search(r" characters", line).start()]) for line in lines}
                    self.assertEqual(len(begins), 1)
                    for line, name in zip(lines, names):
                        self.assertLessEqual(width_of(line), columns - mark)
                        shown = re.match(r"(.*?) +5 characters", line)[1]
                        if shown != name:
                            self.assertGreaterEqual(width_of(shown), min(64, columns - mark - 47 - bar) - 2)
                            head, tail = shown.split("…")
                            self.assertTrue(head and name.startswith(head) and name.endswith(tail), shown)
                            self.assertNotEqual(tail[:1], "\u0301")
                    self.assertIn("total of 5 documents", lines[-1])

    def test_lines_of_info_fit_where_documents_are_refused(self):
        names = ["a.txt", "damaged-report.txt", "报告" * 30]
        for name in names:
            self.write(name, UNSOUND)
        self.write("sound.txt", SOUND)
        for columns, advised, lines_of_total in ((76, 1, 2), (80, 1, 2), (92, 2, 2), (120, 2, 1), (300, 3, 1)):
            with self.subTest(columns=columns):
                shown = self.run_on_terminal("info", *names, "sound.txt", env={}, columns=columns)
                for line in shown.splitlines():
                    self.assertLessEqual(width_of(line), columns)
                self.assertEqual(shown.count("refused: 1 error"), 3)
                self.assertEqual(shown.count("see `paidmark check "), advised)
                self.assertEqual(len(shown.splitlines()), 4 + lines_of_total)
                self.assertTrue(shown.endswith("  3 refused, not counted\n"), shown)

    def test_totals_come_after_what_they_count(self):
        self.write("in.txt", UNSOUND)
        shown = self.run_on_terminal("check", "in.txt", env={})
        self.assertTrue(shown.splitlines()[-1].startswith("paidmark: 1 error in "))


if __name__ == "__main__":
    main()
