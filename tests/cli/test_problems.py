# test_problems.py - what preview, full and rest say on standard error about a text
# SPDX-License-Identifier: MIT
import json

from harness import FAILED, GOOD, REFUSED, UNSOUND, ToolTest, main

def correct(errors):
    return (f"paidmark: in.txt: refused; correct the markers ({errors} error{'s' if errors > 1 else ''} above), "
            "or hide what is in doubt with --salvage\n")


ONLY_NAMED = "note: if the text only names the marker, see --no-lookalikes"
FOREIGN = "this is a marker of the set more; if you mean those, use --markers more [foreign-marker]"
FASTADMIN = "this is a marker of the set fastadmin; if you mean those, use --markers fastadmin [lookalike-marker]"


def damaged(token):
    return f"damaged marker: this looks like `{token}` but is not exactly that [lookalike-marker]"


# document, lines on stderr before the advice
REFUSALS = [
    ("甲##paidbegin##乙", ["1:2: error: no `##paidend##` up to the end of the document closes this [unclosed-begin]"]),
    ("甲\n乙##paidend##", ["2:2: error: this end marker closes nothing: no begin marker before it is open [unexpected-end]"]),
    ("a##paidbegin##b\n##paidbegin##c##paidend####paidend##",
     ["2:1: error: another begin marker while the first is still open [nested-begin]",
      "1:2: note: the first begin marker; close it before the other, or remove one of them"]),
    ("（＃＃paidbegin＃＃）",
     ["1:2: error: " + damaged("##paidbegin##"), "1:2: " + ONLY_NAMED]),
    ("##paiedend##",
     ["1:1: error: " + damaged("##paidend##"), "1:1: " + ONLY_NAMED]),
    ("<paid>a</paid>", ["1:1: error: " + FASTADMIN, "1:1: " + ONLY_NAMED, "1:8: error: " + FASTADMIN]),
    ("a##paidbegin## ##paidend##b", ["1:2: error: nothing but white space in this region [empty-region]"]),
    ("a<!--more x-->b",
     ["1:2: error: " + FOREIGN]),
]

WARNINGS = [
    ("a##paidbegin##b##paidend##<!--more-->",
     f"in.txt:1:27: warning: {FOREIGN}\n"),
    ("##paidbegin##b##paidend##\n",
     "in.txt:1:1: warning: nothing but white space outside the paid regions [nothing-free]\n"),
]


# document, lines on stderr; what a damaged marker has upset is a note of it
CONSEQUENCES = [
    ("a ##PaidBegin## b\n##paidend## c",
     ["1:3: error: " + damaged("##paidbegin##"), "2:1: note: so this end marker closes nothing [unexpected-end]",
      "1:3: " + ONLY_NAMED]),
    ("a ##paidbegin## b ##PaidEnd## c\n##paidbegin## d ##paidend##",
     ["1:19: error: " + damaged("##paidend##"),
      "2:1: note: so the region before this begin marker is still open [nested-begin]",
      "1:3: note: so nothing closes what is opened here [unclosed-begin]", "1:19: " + ONLY_NAMED]),
    ("##paidbegin## a ##paidend## b ##paidbegin## c\n##paidbegin## d ##paidbegin## e ##paidend##",
     ["2:1: error: another begin marker while the first is still open [nested-begin]",
      "1:31: note: the first begin marker; close it before the other, or remove one of them",
      "1:31: note: so nothing closes what is opened here [unclosed-begin]",
      "2:17: error: another begin marker while the first is still open [nested-begin]",
      "1:31: note: the first begin marker; close it before the other, or remove one of them"]),
    # of another region than the one that stays open
    ("a ##paidbegin## b ##paidbegin## c ##paidend## d ##paidend##\n##paidbegin## e",
     ["1:19: error: another begin marker while the first is still open [nested-begin]",
      "1:3: note: the first begin marker; close it before the other, or remove one of them",
      "2:1: error: no `##paidend##` up to the end of the document closes this [unclosed-begin]"]),
    # one inside the other: the end marker belongs to the last
    ("##PaidBegin## ##PaidBegin## a ##paidend##\n##paidend## ##paidend##",
     ["1:1: error: " + damaged("##paidbegin##"), "2:1: note: so this end marker closes nothing [unexpected-end]",
      "1:1: " + ONLY_NAMED, "1:15: error: " + damaged("##paidbegin##"),
      "1:31: note: so this end marker closes nothing [unexpected-end]",
      "2:13: error: this end marker closes nothing: no begin marker before it is open [unexpected-end]"]),
    # damaged both, so neither is to blame for what comes behind
    ("##PaidBegin## a ##PaidEnd##\n##paidend##",
     ["1:1: error: " + damaged("##paidbegin##"), "1:1: " + ONLY_NAMED, "1:17: error: " + damaged("##paidend##"),
      "2:1: error: this end marker closes nothing: no begin marker before it is open [unexpected-end]"]),
    # closed before the damaged one
    ("x ##paidbegin## a ##PaidEnd## ##paidend## ##paidbegin## b",
     ["1:19: error: " + damaged("##paidend##"), "1:19: " + ONLY_NAMED,
      "1:43: error: no `##paidend##` up to the end of the document closes this [unclosed-begin]"]),
]


class Problems(ToolTest):
    def test_each_problem_has_its_place_its_notes_and_an_advice(self):
        for document, lines in REFUSALS:
            with self.subTest(document=document):
                self.write("in.txt", document)
                wanted = "".join(f"in.txt:{line}\n" for line in lines)
                self.expect(self.run_tool("preview", "in.txt"), REFUSED, err=wanted + correct(wanted.count(": error: ")))

    def test_one_cause_is_one_error(self):
        for document, lines in CONSEQUENCES:
            with self.subTest(document=document):
                err = self.run_tool("preview", stdin=document.encode()).err.splitlines()
                self.assertEqual(err[:-1], [f"<stdin>:{line}" for line in lines])

    def test_a_marker_of_a_named_set_is_called_so(self):
        tokens = {"default": ["##paidbegin##", "##paidend##"],
                  "fastadmin": ["$$paidbegin$$", "$$paidend$$", "<paid>", "</paid>"],
                  "ghost": ["<!--members-only-->"], "more": ["<!--more-->"]}
        for used in ("default", "ghost", "more"):
            for name, each in ((name, each) for name in tokens for each in tokens[name] if name != used):
                with self.subTest(used=used, token=each):
                    err = self.run_tool("preview", "--markers", used, stdin=b"a " + each.encode()).err
                    self.assertIn(f"this is a marker of the set {name}; if you mean those, use --markers {name} [", err)

    def test_a_pair_without_an_end_of_one_name(self):
        err = self.run_tool("preview", "--markers", "fastadmin", stdin=b"a <paid> b").err
        self.assertIn("error: no end marker up to the end of the document closes this [unclosed-begin]", err)

    def test_quiet_leaves_errors_and_twice_only_the_status(self):
        for document, _ in REFUSALS:
            self.write("in.txt", document)
            self.assertEqual(self.run_tool("preview", "-q", "in.txt").err, self.run_tool("preview", "in.txt").err)
            self.expect(self.run_tool("preview", "-qq", "in.txt"), REFUSED)
        self.expect(self.run_tool("preview", "-qq", "missing"), FAILED)

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
        self.assertEqual(lines[9], "<stdin>:10:1: error: this end marker closes nothing: no begin marker before it is open [unexpected-end]")
        self.assertEqual(lines[10], "<stdin>: and 240 more problems")
        self.assertIn("refused", lines[11])
        lines = self.run_tool("preview", stdin=b"##paidend##\n" * 11).err.splitlines()
        self.assertEqual(lines[10], "<stdin>: and 1 more problem")

    def test_what_is_no_text_asks_for_its_charset(self):
        for data, message in (
            (b"ab\n\xff", "not UTF-8 (byte 0xFF at offset 3) [invalid-utf8]"),
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
        problems = json.loads(self.run_tool("check", "--json", stdin="年度报告\n".encode("gb18030")).out)["problems"]
        self.assertEqual(problems[0]["hint"], "the file looks like GB18030; try --from GB18030, or --from auto")

    def test_a_file_name_cannot_drive_the_terminal(self):
        for name, shown in (
            ("evil\x1b[2J.txt", "evil\ufffd[2J.txt"),
            ("line\nbreak", "line\ufffdbreak"),
            ("\u202eright", "\ufffdright"),
            ("c1\u009b2J", "c1\ufffd2J"),
            ("\u061ca\u200eb\u200fc\u206ad\U000e0041e", "\ufffda\ufffdb\ufffdc\ufffdd\ufffde"),
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
        err = self.run_tool("preview", "--begin", "<\x1b[2J>", "--end", "</>", stdin=b"##PaidBegin##").err
        self.assertIn("this looks like `<\ufffd[2J>` but", err)


if __name__ == "__main__":
    main()
