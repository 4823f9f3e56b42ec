# test_problems.py - what preview, full and rest say on standard error about a text
# SPDX-License-Identifier: MIT
from harness import GOOD, REFUSED, UNSOUND, ToolTest, main

CORRECT = "paidmark: in.txt: refused, nothing was written; correct the markers, or use --salvage to hide whatever they put in doubt\n"

# document, lines on stderr before the advice
REFUSALS = [
    ("甲##paidbegin##乙", ["1:2: error: the region opened here is never closed [unclosed-begin]"]),
    ("甲\n乙##paidend##", ["2:2: error: end marker with no region open [unexpected-end]"]),
    ("a##paidbegin##b\n##paidbegin##c##paidend####paidend##",
     ["2:1: error: begin marker inside a region [nested-begin]", "1:2: note: region opened here"]),
    ("（＃＃paidbegin＃＃）",
     ["1:2: error: this resembles a marker but is none [lookalike-marker]", "1:2: note: did you mean `##paidbegin##`?"]),
    ("##paiedend##",
     ["1:1: error: this resembles a marker but is none [lookalike-marker]", "1:1: note: did you mean `##paidend##`?"]),
    ("a##paidbegin## ##paidend##b", ["1:2: error: nothing but white space in this region [empty-region]"]),
    ("a<!--more x-->b",
     ["1:2: error: a marker of another set [foreign-marker]", "1:2: note: did you forget `--markers more`?"]),
]

WARNINGS = [
    ("a##paidbegin##b##paidend##<!--more-->",
     "in.txt:1:27: warning: a marker of another set [foreign-marker]\n"
     "in.txt:1:27: note: did you forget `--markers more`?\n"),
    ("##paidbegin##b##paidend##\n",
     "in.txt:1:1: warning: nothing but white space outside the paid regions [nothing-free]\n"),
]


class Problems(ToolTest):
    def test_each_problem_has_its_place_its_notes_and_an_advice(self):
        for document, lines in REFUSALS:
            with self.subTest(document=document):
                self.write("in.txt", document)
                wanted = "".join(f"in.txt:{line}\n" for line in lines)
                self.expect(self.run_tool("preview", "in.txt"), REFUSED, err=wanted + CORRECT)

    def test_quiet_leaves_only_the_status(self):
        for document, _ in REFUSALS:
            self.expect(self.run_tool("preview", "--quiet", stdin=document.encode()), REFUSED)

    def test_warnings_do_not_refuse(self):
        for document, message in WARNINGS:
            with self.subTest(document=document):
                self.write("in.txt", document)
                result = self.run_tool("full", "in.txt")
                self.assertEqual((result.status, result.err), (GOOD, message))
                self.assertEqual(self.run_tool("full", "-q", "in.txt").err, "")

    def test_standard_input_has_a_name(self):
        self.assertIn("<stdin>:1:2: error: ", self.run_tool("preview", stdin=UNSOUND).err)
        self.assertIn("paidmark: <stdin>: refused", self.run_tool("preview", "-", stdin=UNSOUND).err)

    def test_many_problems_leave_room_for_the_advice(self):
        lines = self.run_tool("preview", stdin=b"##paidend##\n" * 250).err.splitlines()
        self.assertEqual(len(lines), 10 + 2)
        self.assertEqual(lines[9], "<stdin>:10:1: error: end marker with no region open [unexpected-end]")
        self.assertEqual(lines[10], "<stdin>: and 240 more problems")
        self.assertIn("refused", lines[11])
        lines = self.run_tool("preview", stdin=b"##paidend##\n" * 11).err.splitlines()
        self.assertEqual(lines[10], "<stdin>: and 1 more problem")

    def test_what_is_no_text_asks_for_its_charset(self):
        for data, message in (
            (b"ab\n\xff", "ill-formed UTF-8 [invalid-utf8]"),
            (b"ab\n\0", "U+0000, which no text has: this is UTF-16, or no text at all [not-text]"),
        ):
            err = self.run_tool("preview", stdin=data).err.splitlines()
            self.assertEqual(err[0], "<stdin>:2:1: error: " + message)
            self.assertIn("--from", err[-1])
            self.assertNotIn("--salvage", err[-1])

    def test_ill_formed_text_that_is_gb18030_is_told_so(self):
        for command in ("preview", "check"):
            result = self.run_tool(command, stdin="年度报告\n".encode("gb18030"))
            self.assertEqual(result.status, REFUSED)
            self.assertIn("note: the file looks like GB18030; try --from GB18030, or --from auto\n",
                          result.err + result.out.decode())
        self.assertNotIn("GB18030", self.run_tool("preview", stdin=b"ab\xff").err)

    def test_a_file_name_cannot_drive_the_terminal(self):
        for name, shown in (
            ("evil\x1b[2J.txt", "evil\ufffd[2J.txt"),
            ("line\nbreak", "line\ufffdbreak"),
            ("\u202eright", "\ufffdright"),
            ("c1\u009b2J", "c1\ufffd2J"),
            (b"\xff\xfe.txt", "\ufffd\ufffd.txt"),
            ("报告.txt", "报告.txt"),
        ):
            with self.subTest(name=name):
                path = name if isinstance(name, bytes) else name.encode()
                with open(bytes(self.directory) + b"/" + path, "wb") as file:
                    file.write(UNSOUND)
                err = self.run_tool("preview", path).err
                self.assertTrue(err.startswith(f"{shown}:1:2: error: "), err)
                self.assertTrue(err.splitlines()[-1].startswith(f"paidmark: {shown}: refused"), err)
                self.assertTrue(self.run_tool("preview", path + b"x").err.startswith(f"paidmark: {shown}x: No such"))

    def test_a_token_cannot_drive_the_terminal(self):
        err = self.run_tool("preview", "--begin", "<\x1b[2J>", "--end", "</>", stdin=b"##paidbegin##").err
        self.assertIn("did you mean `<\ufffd[2J>`?\n", err)


if __name__ == "__main__":
    main()
