# test_fix.py - check --fix: damaged markers are mended in the files, or the document is left with the reason
# SPDX-License-Identifier: MIT
import errno
import itertools
import json
import os
import random
import shutil
import signal
import stat
import subprocess

from harness import FAILED, GOOD, REFUSED, ToolTest, main, system_reason

BEGIN, END = "##paidbegin##", "##paidend##"

# What is done to a marker, and that it is clear what it was.
DAMAGES = {
    "full width": lambda marker: marker.replace("#", "＃"),
    "full width throughout": lambda marker: "".join(chr(ord(each) + 0xFEE0) for each in marker),
    "capitals": lambda marker: marker.replace("paidb", "PaidB").replace("paide", "PaidE"),
    "upper case": str.upper,
    "blanks inside": lambda marker: marker.replace("##p", "## p").replace("n##", "n ##").replace("d##", "d ##"),
    "blank in the name": lambda marker: marker.replace("paid", "paid "),
    "broken over lines": lambda marker: marker.replace("paid", "paid\n"),
    "broken in a quotation": lambda marker: marker.replace("paid", "paid\r\n> "),
    "escaped for Markdown": lambda marker: marker.replace("#", "\\#"),
    "escaped for HTML": lambda marker: marker.replace("#", "&#35;"),
    "escaped for addresses": lambda marker: marker.replace("#", "%23"),
    "a sign lost": lambda marker: marker[1:],
    "one sign on each side": lambda marker: marker[1:-1],
    "letters swapped": lambda marker: marker.replace("ai", "ia"),
    "a letter lost": lambda marker: marker.replace("ai", "a"),
    "an invisible sign": lambda marker: marker.replace("paid", "pa\u200bid"),
    "other alphabet": lambda marker: marker.replace("a", "а"),
}

# Sound ones.
DOCUMENTS = [
    f"甲{BEGIN}乙{END}丙\n",
    f"甲\n{BEGIN}\n乙\n{END}\n丙\n{BEGIN}丁{END}",
    f"\ufeff{BEGIN}\r\n乙\r\n{END}\r\n丙\r\n",
    f"a {BEGIN}b{END}{BEGIN}c{END} d {BEGIN} e\n\n{END}",
    f"\n\n{'x' * 300} {BEGIN}\n{'公开' * 100}\n{END}\n" + "行\n" * 20 + f"{BEGIN}z{END}\n" + "行\n" * 20,
]


def apply_diff(diff, old):
    """What a unified diff of one file makes of it, strictly."""
    lines = diff.split(b"\n")
    source = old.split(b"\n")
    made, at = [], 0
    assert lines.pop() == b"" and lines[0].startswith(b"--- ") and lines[1].startswith(b"+++ ")
    index = 2
    while index < len(lines):
        head = lines[index].split()
        assert head[0] == head[3] == b"@@", lines[index]
        (first, count), (new_first, new_count) = (map(int, part[1:].split(b",")) for part in head[1:3])
        made += source[at:first - 1]
        at = first - 1
        assert len(made) == new_first - 1, (lines[index], len(made))
        index += 1
        while count > 0 or new_count > 0 or (index < len(lines) and lines[index].startswith(b"\\")):
            sign, line = lines[index][:1], lines[index][1:]
            if sign in b" -" and sign:
                assert source[at] == line, (source[at], line)
                at += 1
                count -= 1
            if sign in b" +" and sign:
                made.append(line)
                new_count -= 1
            index += 1
    return b"\n".join(made + source[at:])


class FixTest(ToolTest):
    def fix(self, *arguments, **more):
        return self.run_tool("check", "--fix", *arguments, **more)

    def expect_mended(self, before, after, *options):
        """That the diff tells what is written then."""
        before, after = (text if isinstance(text, bytes) else text.encode() for text in (before, after))
        self.write("in.txt", before)
        shown = self.fix("--dry-run", *options, "in.txt")
        self.assertEqual((shown.status, self.read("in.txt")), (REFUSED, before), shown.err)
        self.assertEqual(apply_diff(shown.out, before), after)
        result = self.fix(*options, "in.txt")
        self.assertEqual((result.status, result.out), (GOOD, b""), result.err)
        self.assertEqual(self.read("in.txt"), after)
        self.assertEqual(self.names(), ["in.txt"])

    def expect_left(self, text, reason, *options):
        data = text if isinstance(text, bytes) else text.encode()
        path = self.write("in.txt", data)
        identity = path.stat().st_ino
        result = self.fix(*options, "in.txt")
        said = [line for line in result.err.splitlines() if "not mended" in line]
        self.assertEqual(result.status, REFUSED, result.err)
        self.assertEqual(len(said), 1, result.err)
        self.assertIn(reason, said[0])
        self.assertEqual((self.read("in.txt"), path.stat().st_ino), (data, identity))
        self.assertNotIn("; mended", result.err)


class Mending(FixTest):
    def test_a_document_is_mended_and_that_is_said(self):
        self.write("in.txt", "甲＃＃paidbegin＃＃乙\n##Paid End##丙\n")
        self.expect(self.fix("in.txt"), GOOD,
                    err="paidmark: in.txt: mended: 2 markers\npaidmark: no errors in 1 document; mended: 2 markers\n")
        self.assertEqual(self.read("in.txt").decode(), "甲##paidbegin##乙\n##paidend##丙\n")
        self.expect(self.fix("in.txt"), GOOD, err="paidmark: no errors in 1 document\n")

    def test_a_sound_document_is_not_touched(self):
        path = self.write("in.txt", DOCUMENTS[0])
        before = path.stat()
        self.assertEqual(self.fix("in.txt").status, GOOD)
        self.assertEqual((path.stat().st_ino, path.stat().st_mtime_ns), (before.st_ino, before.st_mtime_ns))

    def test_whatever_damages_one_marker_the_sound_document_comes_back(self):
        for (name, damage), text in itertools.product(DAMAGES.items(), DOCUMENTS):
            parts = text.split("##paid")
            for i in range(1, len(parts)):
                marker = BEGIN if parts[i].startswith("begin") else END
                damaged = damage(marker)
                self.assertNotEqual(damaged, marker)
                before = "##paid".join(parts[:i]) + damaged + ("##paid".join([marker[6:] + parts[i][len(marker) - 6:]]
                                                                             + parts[i + 1:])[len(marker) - 6:])
                with self.subTest(damage=name, text=before[:80]):
                    self.expect_mended(before, text)

    def test_a_converter_that_damages_all_is_undone(self):
        for (name, damage), text in itertools.product(DAMAGES.items(), DOCUMENTS):
            if name.endswith(("sign lost", "each side")) and END + BEGIN in text:
                continue  # whose sign is it?
            with self.subTest(damage=name, text=text[:40]):
                self.expect_mended(text.replace(BEGIN, damage(BEGIN)).replace(END, damage(END)), text)

    def test_other_sets(self):
        for options, before, after in (
            (["--markers=fastadmin"], "a<Paid>b</ paid>c<paid>d&lt;/paid&gt;", "a<paid>b</paid>c<paid>d</paid>"),
            (["--markers=fastadmin"], "a$$PaidBegin$$b$$paid end$$", "a$$paidbegin$$b$$paidend$$"),
            (["--markers=more"], "a\n<!—More—>\nb\n", "a\n<!--more-->\nb\n"),
            (["--markers=more"], "a\n&lt;!--more--&gt;\nb\n", "a\n<!--more-->\nb\n"),
            (["--markers=more"], "a <!-- More --> b\n", "a <!--more--> b\n"),
            (["--markers=ghost"], "a<!--Members-Only-->b", "a<!--members-only-->b"),
            (["--begin=【付费开始】", "--end=【付费结束】"], "a［付费开始］b【付费 结束】c", "a【付费开始】b【付费结束】c"),
            (["--begin=<!--付费开始 ...-->", "--end=<!--付费结束-->"], "a<!--付费开始 x-->b&lt;!--付费结束--&gt; c",
             "a<!--付费开始 x-->b<!--付费结束--> c"),
            (["--begin=<!--付费开始-->", "--end=<!--付费结束 ...-->"], "a&lt;!--付费开始--&gt; b<!--付费结束 x-->c",
             "a<!--付费开始--> b<!--付费结束 x-->c"),
            (["--unmarked=error"], "a##PaidBegin##b##PaidEnd##", "a##paidbegin##b##paidend##"),
            (["--exact", "--salvage"], "a\n##PaidBegin##\nb\n##paidend##", "a\n##paidbegin##\nb\n##paidend##"),
        ):
            with self.subTest(before=before):
                self.expect_mended(before, after, *options)
        for sign in "@[`{":  # they stand beside the letters in ASCII
            self.expect_mended(f"a{sign}PaidBegin{sign}b##otherend##", f"a{sign}paidbegin{sign}b##otherend##",
                               f"--begin={sign}paidbegin{sign}", "--end=##otherend##")

    def test_nothing_of_the_document_before_counts(self):
        self.write("a.txt", " " * 100)
        self.write("b.txt", "a<!--付费开始-->b&lt;!--付费结束--&gt;")
        result = self.fix("--begin=<!--付费开始-->", "--end=<!--付费结束 ...-->", "a.txt", "b.txt")
        self.assertEqual((result.status, self.read("b.txt").decode()), (GOOD, "a<!--付费开始-->b<!--付费结束-->"), result.err)

    def test_more_markers_than_problems_are_kept(self):
        self.expect_mended("＃＃paidbegin＃＃a##paidend##b\n" * 150, "##paidbegin##a##paidend##b\n" * 150)

    def test_a_document_of_mebibytes(self):
        filler = "行行行行行行行行行\n" * 100000
        self.expect_mended(f"{filler}##paidBegin##a\n{filler}##paid end##{filler}",
                           f"{filler}##paidbegin##a\n{filler}##paidend##{filler}")

    def test_all_of_a_tree(self):
        self.write("tree/a.txt", "f##PaidBegin##a##paidend##")
        self.write("tree/deep/b.txt", "f##PaidBegin##a##PaidEnd##")
        self.write("tree/deep/c.txt", "##PaidBegin##a")
        self.write("tree/picture.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
        result = self.fix("tree")
        self.assertEqual(result.status, REFUSED)
        self.assertEqual(result.err.splitlines(), [
            "paidmark: tree/a.txt: mended: 1 marker",
            "paidmark: tree/deep/b.txt: mended: 2 markers",
            "paidmark: tree/deep/c.txt: not mended: it would still be refused for unclosed-begin; correct that first",
            "paidmark: 1 error in 1 of 3 documents; 1 binary file left out; mended: 3 markers",
        ])
        self.assertEqual(self.read("tree/deep/b.txt"), b"f##paidbegin##a##paidend##")

    def test_a_list_of_names(self):
        self.write("-", "##PaidBegin##a##paidend##")
        self.assertEqual(self.fix("--files0-from=-", stdin=b"./-\0").status, GOOD)
        self.assertEqual(self.read("-"), b"##paidbegin##a##paidend##")


class Leaving(FixTest):
    def test_what_was_paid_for_does_not_become_free(self):
        between = "would be free only for two damaged markers"
        for text, reason in (
            ("a##paidbegin##x ##paid end## SECRET ##paid begin## y##paidend##b", between),
            ("a##paidbegin##x paidend SECRET paidbegin y##paidend##b", "may be text"),
            ("a##paidbegin##x ##paidend SECRET paidbegin## y##paidend##b", "may be text"),
            ("＃＃paidbegin＃＃x##paid end##SECRET##paid begin##y＃＃paidend＃＃", between),
            ("＃＃paidbegin＃＃x＃＃paidend＃＃SECRET＃＃paidbegin＃＃y＃＃paidend＃＃##paidbegin##z##paidend##", between),
        ):
            with self.subTest(text=text):
                self.expect_left(text, reason)

    def test_nothing_becomes_free_by_words_in_the_paid_text(self):
        """Whatever stands in a region that exact markers make, in whatever order."""
        numbers = random.Random(7)
        words = [damage(marker) for damage in DAMAGES.values() for marker in (BEGIN, END)]
        words += ["paidbegin", "#paidend", "paidbegin##", "</paid>", "<paid>"]
        for _ in range(60):
            inside = " SECRET ".join(["", *numbers.choices(words, k=numbers.randint(1, 4)), ""])
            data = f"a{BEGIN}{inside}{END}b".encode()
            self.write("in.txt", data)
            self.fix("in.txt")
            self.assertEqual(self.read("in.txt"), data)

    def test_what_is_free_after_mending_was_free_without_the_damaged_markers_or_is_beside_an_exact_one(self):
        """Random turns of markers, some damaged: a sound document comes back, or the same one."""
        numbers = random.Random(11)
        mended = left = 0
        for _ in range(120):
            sound = "".join(f"f{i}{BEGIN}p{i}{END}" for i in range(numbers.randint(1, 3))) + "f"
            pieces = sound.replace(BEGIN, "|b|").replace(END, "|e|").split("|")
            damaged = "".join(self.damage(numbers, piece) for piece in pieces)
            if damaged == sound:
                continue
            self.write("in.txt", damaged)
            result = self.fix("in.txt")
            if self.read("in.txt") == sound.encode():
                mended += 1
            else:
                left += 1
                self.assertEqual(self.read("in.txt"), damaged.encode())
                self.assertIn("not mended", result.err)
        self.assertGreater(mended, 30)
        self.assertGreater(left, 10)

    @staticmethod
    def damage(numbers, piece):
        marker = {"b": BEGIN, "e": END}.get(piece, piece)
        if marker == piece or numbers.random() < 0.4:
            return marker
        return numbers.choice(list(DAMAGES.values()))(marker)

    def test_errors_that_need_somebody_stay_and_so_does_the_rest(self):
        for text, code in (
            ("##PaidBegin##a", "unclosed-begin"),
            ("a##paid end##", "unexpected-end"),
            ("##paidbegin##a##PaidBegin##b##paidend##", "nested-begin"),
            ("##PaidBegin##a##paidend##b##paidend##", "unexpected-end"),
            ("##PaidBegin## ##paidend##a", "empty-region"),
            (b"##PaidBegin##a##paidend##\xff", "invalid-utf8"),
            (b"##PaidBegin##a##paidend##\0", "not-text"),
        ):
            with self.subTest(code=code):
                self.expect_left(text, f"in.txt: not mended: it would still be refused for {code}; correct that first")

    def test_markers_of_other_sets(self):
        for options, text in (
            ([], "a$$paidbegin$$b$$paidend$$"),
            ([], "a<paid>b</paid>"),
            (["--markers=more"], "a##paidbegin##b"),
            (["--markers=more"], "a##PaidEnd##b"),
        ):
            with self.subTest(text=text):
                self.expect_left(text, "in.txt:1:2: not mended: this looks like a marker of another set", *options)

    def test_names_without_signs_on_both_sides(self):
        for text in ("a\npaidbegin b ##paidend##", "a\n##paidbegin b##paidend##", "a\npaidbegin## b##paidend##",
                     "a\n##paidbegin2## b##paidend##"):
            with self.subTest(text=text):
                self.expect_left(text, "in.txt:2:1: not mended: without a sign on both sides")
        for letter in "AZaz":
            for name, damaged in ((f"{letter}-paid-part", f"{letter}-paid-part##"),
                                  (f"paid-part-{letter}", f"##paid-part-{letter}")):
                with self.subTest(damaged=damaged):
                    self.expect_left(f"a\n{damaged} b##otherend##", "in.txt:2:1: not mended: without a sign on both sides",
                                     f"--begin=##{name}##", "--end=##otherend##")

    def test_text_that_is_no_marker_in_the_place_of_one(self):
        for options, text in (
            ([], 'a##paid<a href="SECRET">begin</a>##b##paidend##'),
            (["--markers=fastadmin"], "a<p<b>ai</b>d>b</paid>"),
            (["--begin=<!--付费开始 ...-->", "--end=<!--付费结束-->"], "a<!—付费开始 x—>b<!--付费结束-->"),
            (["--begin=<!--付费开始 ...-->", "--end=<!--付费结束-->"], "a<!—付费开始\tx—>b<!--付费结束-->"),
            (["--begin=<!--付费开始-->", "--end=<!--付费结束 ...-->"], "a<!--付费开始-->b<!—付费结束 x—>"),
            (["--begin={{", "--end=}}", "--begin=<!--付费开始 ...-->", "--end=<!--付费结束-->"],
             "a<!—付费开始 x—>b<!--付费结束-->"),
            (["--markers=more"], "a <!--mor&#101; of it--> b"),
        ):
            with self.subTest(text=text):
                self.expect_left(text, "other text may be in this marker", *options)

    def test_a_marker_that_would_be_another_one(self):
        options = ["--markers=default", "--divider=[[vip ...]]"]
        self.expect_left("a[[vip ##paid\nbegin##]] b", "this would be another marker", *options)
        self.expect_mended("a[[vip]] ##paid\nbegin##]] b##paidend##", "a[[vip]] ##paidbegin##]] b##paidend##", *options)

    def test_other_charsets(self):
        for charset in ("GB18030", "UTF-16"):
            self.expect_left("甲##PaidBegin##乙##paidend##".encode(charset), "in.txt: not mended: it is not in UTF-8",
                             "--from", charset)
        self.expect_left("甲##PaidBegin##乙##paidend##".encode("utf-8-sig").decode().encode("utf-16"),
                         "in.txt: not mended: it is not in UTF-8")
        self.expect_mended("甲##PaidBegin##乙##paidend##", "甲##paidbegin##乙##paidend##", "--from=auto")
        self.write("in.txt", "甲".encode("gb18030") + b"\xff##PaidBegin##")
        self.assertNotIn("mended", self.fix("--from=GB18030", "in.txt").err)


class Diff(FixTest):
    def shown(self, *arguments, **more):
        return self.fix("--dry-run", *arguments, **more)

    def test_hunks(self):
        self.write("in.txt", "1\n2\n3\n4\n##PaidBegin##5\n6\n7\n8\n9\n10\n11\n##paid\nend##12\n13")
        result = self.shown("in.txt")
        self.assertEqual(result.out.decode(),
                         "--- in.txt\n+++ in.txt\n@@ -2,13 +2,12 @@\n 2\n 3\n 4\n-##PaidBegin##5\n+##paidbegin##5\n"
                         " 6\n 7\n 8\n 9\n 10\n 11\n-##paid\n-end##12\n+##paidend##12\n 13\n"
                         "\\ No newline at end of file\n")
        self.assertEqual(result.err.splitlines()[-1], "paidmark: 2 errors in 1 of 1 documents; would be mended: 2 markers")
        self.assertIn("in.txt:5:1: error: damaged marker", result.err)
        self.write("in.txt", "##PaidBegin##\n1\n2\n3\n4\n5\n6\n7\n8\n##PaidEnd##")
        self.assertEqual(self.shown("in.txt").out.decode(),
                         "--- in.txt\n+++ in.txt\n@@ -1,4 +1,4 @@\n-##PaidBegin##\n+##paidbegin##\n 1\n 2\n 3\n"
                         "@@ -7,4 +7,4 @@\n 6\n 7\n 8\n-##PaidEnd##\n\\ No newline at end of file\n+##paidend##\n"
                         "\\ No newline at end of file\n")

    def test_other_programs_take_it(self):
        names = ("plain.txt", "two words.txt", 'quo"ted\\.txt', "文件.txt", "deep/tab\there.txt")
        for name in names:
            self.write(name, "\ufeff甲\r\n\r\n##Paid\r\nBegin##乙\r\n" + "行\r\n" * 9 + "\\#\\#paidend\\#\\#")
        for program in (["patch", "-s", "-p0", "--binary"], ["git", "apply", "-p0"]):
            if shutil.which(program[0]) is None:
                continue
            with self.subTest(program=program):
                before = {name: self.read(name) for name in names}
                diff = self.shown(*names).out
                subprocess.run(program, cwd=self.directory, input=diff, check=True,
                               env={**os.environ, "GIT_CEILING_DIRECTORIES": str(self.directory.parent)})
                applied = {name: self.read(name) for name in names}
                for name in names:
                    self.write(name, before[name])
                self.assertEqual(self.fix(*names).status, GOOD)
                self.assertEqual(applied, {name: self.read(name) for name in names})
                for name in names:
                    self.write(name, before[name])

    def test_no_text_is_shown_where_others_may_read_it(self):
        self.write("in.txt", "SECRET##PaidBegin##SECRET##paidend##")
        for options, environment in ((["--no-source"], {}), ([], {"CI": "true"})):
            result = self.shown(*options, "in.txt", env=environment)
            self.assertEqual(result.status, REFUSED)
            self.assertNotIn("SECRET", result.out.decode() + result.err)
            self.assertIn("paidmark: in.txt: would be mended: 1 marker\n", result.err)
        self.assertEqual(self.shown("-qq", "in.txt").out, b"")

    def test_nothing_is_written(self):
        path = self.write("in.txt", "##PaidBegin##a##paidend##")
        before = path.stat()
        self.assertEqual(self.shown("in.txt").status, REFUSED)
        self.assertEqual((path.stat().st_ino, path.stat().st_mtime_ns, self.names()),
                         (before.st_ino, before.st_mtime_ns, ["in.txt"]))


class Saying(FixTest):
    def test_json_is_of_what_is_in_the_file(self):
        self.write("in.txt", "f##PaidBegin##a##paidend##")
        shown = self.fix("--dry-run", "--json", "in.txt")
        self.assertEqual(json.loads(shown.out)["status"], "refused")
        self.assertIn("would be mended: 1 marker", shown.err)
        result = self.fix("--json", "in.txt")
        answer = json.loads(result.out)
        self.assertEqual((answer["file"], answer["status"], answer["problems"]), ("in.txt", "ok", []))
        self.assertEqual(answer["bytes"], len(self.read("in.txt")))

    def test_quiet(self):
        self.write("in.txt", "##PaidBegin##a##paidend##")
        self.expect(self.fix("-q", "in.txt"), GOOD)
        self.write("in.txt", "##PaidBegin##a")
        self.assertEqual(self.fix("-q", "in.txt").err,
                         "paidmark: in.txt: not mended: it would still be refused for unclosed-begin; correct that first\n")
        self.expect(self.fix("-qq", "in.txt"), REFUSED)

    def test_wrong_use(self):
        self.write("in.txt", "##PaidBegin##a##paidend##")
        for arguments, complaint in (
            (["--fix"], "--fix: standard input cannot be mended; name files or directories"),
            (["--fix", "in.txt", "-"], "--fix: standard input cannot be mended; name files or directories"),
            (["--dry-run", "in.txt"], "--dry-run: needs --fix"),
            (["--fix", "--no-lookalikes", "in.txt"], "--fix: does not go with --no-lookalikes"),
        ):
            self.expect(self.run_tool("check", *arguments, stdin=b"##PaidBegin##"), FAILED,
                        err=f"paidmark: {complaint}\npaidmark: see paidmark check --help\n")
        self.assertEqual(self.run_tool("info", "--fix", "in.txt").status, FAILED)
        self.assertEqual(self.read("in.txt"), b"##PaidBegin##a##paidend##")


class Files(FixTest):
    BEFORE, AFTER = b"##PaidBegin##a##paidend##", b"##paidbegin##a##paidend##"

    def test_mode_and_owner_stay(self):
        path = self.write("in.txt", self.BEFORE)
        if os.geteuid() == 0:
            os.chown(path, 65534, 65533)
        for mode in (0o640, 0o604, 0o755, 0o600):
            path.write_bytes(self.BEFORE)
            path.chmod(mode)
            before = path.stat()
            self.assertEqual(self.fix("in.txt").status, GOOD)
            after = path.stat()
            self.assertEqual((stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid), (mode, before.st_uid, before.st_gid))
            self.assertEqual(self.read("in.txt"), self.AFTER)

    def test_links(self):
        path = self.write("there/in.txt", self.BEFORE)
        os.symlink("there/in.txt", self.directory / "link")
        os.link(path, self.directory / "hard")
        self.assertEqual(self.fix("link").status, GOOD)
        self.assertTrue((self.directory / "link").is_symlink())
        self.assertEqual((self.read("there/in.txt"), self.read("hard")), (self.AFTER, self.BEFORE))
        self.write("tree/in.txt", self.AFTER)
        os.symlink("../hard", self.directory / "tree/link")
        self.assertEqual(self.fix("tree").status, GOOD)
        self.assertEqual(self.read("hard"), self.BEFORE)
        self.assertEqual(self.fix("--follow", "tree").status, GOOD)
        self.assertEqual(self.read("hard"), self.AFTER)

    def test_what_is_no_regular_file(self):
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        os.write(writing, self.BEFORE)
        os.close(writing)
        result = self.fix(f"/dev/fd/{reading}", pass_fds=[reading])
        self.assertEqual(result.status, FAILED)
        self.assertIn(f"paidmark: /dev/fd/{reading}: is not a regular file\n", result.err)

    def test_read_only(self):
        path = self.write("in.txt", self.BEFORE)
        path.chmod(0o444)
        result = self.fix("in.txt")
        if os.geteuid() == 0:
            self.assertEqual((result.status, self.read("in.txt")), (GOOD, self.AFTER))
            self.skipTest("root reads everything")
        self.assertEqual(result.status, FAILED)
        self.assertIn(f"paidmark: in.txt: {system_reason(errno.EACCES)}\n", result.err)
        self.assertIn("1 error in 1 of 1 documents\n", result.err)
        self.assertEqual(self.read("in.txt"), self.BEFORE)

    def test_a_file_that_somebody_writes_to_meanwhile_is_left(self):
        self.write("in.txt", self.BEFORE)
        result = self.fix("in.txt", env=self.preload("CHANGED"))
        self.assertEqual(result.status, FAILED)
        self.assertIn("paidmark: in.txt: changed while it was read; run it again when it is complete\n", result.err)
        self.assertEqual((self.read("in.txt"), self.names()), (self.BEFORE + b"more", ["in.txt"]))

    def test_what_has_gone_or_is_another_file_meanwhile_is_left(self):
        changed = "changed while it was read; run it again when it is complete"
        for change, left, message in (("rm in.txt", [], system_reason(errno.ENOENT)),
                                      ("cp -p in.txt other; mv other in.txt", ["in.txt"], changed)):
            self.write("in.txt", self.BEFORE)
            result = self.fix("in.txt", env={"CHANGED_BY": change, **self.preload("CHANGED")})
            self.assertEqual((result.status, self.names()), (FAILED, left))
            self.assertIn(f"paidmark: in.txt: {message}\n", result.err)
        self.assertEqual(self.read("in.txt"), self.BEFORE)

    def test_a_kill_leaves_the_old_file_or_the_new_one(self):
        environment = self.preload("KILLED")
        found = []
        for at in itertools.count():
            self.write("in.txt", self.BEFORE)
            status = self.fix("in.txt", env={**environment, "KILL_AT": str(at)}).status
            found.append(self.read("in.txt"))
            for name in self.names():
                if name != "in.txt":
                    self.assertTrue(name.startswith(".paidmark-"), name)
            if status == GOOD:
                break
            self.assertEqual(status, -signal.SIGKILL)
        self.assertGreater(len(found), 3)
        self.assertEqual({*found[:-1]}, {self.BEFORE})
        self.assertEqual(found[-1], self.AFTER)

    def test_a_signal_at_any_step_leaves_no_other_file(self):
        environment = {**self.preload("KILLED"), "KILL_SIGNAL": str(int(signal.SIGTERM))}
        for at in range(5):
            self.write("in.txt", self.BEFORE)
            status = self.fix("in.txt", env={**environment, "KILL_AT": str(at)}).status
            self.assertIn(status, (GOOD, -signal.SIGTERM))
            self.assertEqual(self.names(), ["in.txt"])
            self.assertIn(self.read("in.txt"), (self.BEFORE, self.AFTER))

    def test_a_file_that_cannot_be_written_does_not_stop_the_others(self):
        self.write("a.txt", b"##PaidBegin##" + b"a" * 100000 + b"##paidend##")
        self.write("b.txt", self.BEFORE)
        limited = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", os.environ["PAIDMARK"], "check", "--fix", "a.txt", "b.txt"]
        completed = subprocess.run(limited, cwd=self.directory, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
        self.assertEqual(completed.returncode, FAILED, completed.stderr)
        self.assertIn(f"paidmark: a.txt: {system_reason(errno.EFBIG)}\n".encode(), completed.stderr)
        self.assertEqual((self.read("a.txt")[:13], self.read("b.txt")), (b"##PaidBegin##", self.AFTER))
        self.assertEqual(self.names(), ["a.txt", "b.txt"])


if __name__ == "__main__":
    main()
