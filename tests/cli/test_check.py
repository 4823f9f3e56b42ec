# test_check.py - check: problems in many documents, as text and as JSON
# SPDX-License-Identifier: MIT
import errno
import json
import os
import subprocess

from harness import FAILED, GOOD, REFUSED, SOUND, UNSOUND, ToolTest, main, system_reason

NESTED = "free ##paidbegin## a ##paidbegin## b ##paidend##\n"


class Check(ToolTest):
    def test_a_sound_document_leaves_nothing_to_say(self):
        self.write("in.txt", SOUND)
        self.expect(self.run_tool("check", "in.txt"), GOOD, err="paidmark: no errors in 1 document\n")

    def test_problems_are_the_result_and_totals_are_a_message(self):
        self.write("in.txt", NESTED)
        self.expect(
            self.run_tool("check", "in.txt"),
            REFUSED,
            "in.txt:1:22: error: another begin marker while the first is still open [nested-begin]\n"
            "    | free ##paidbegin## a ##paidbegin## b ##paidend##\n"
            "    |                      ^~~~~~~~~~~~~\n"
            "in.txt:1:6: note: the first begin marker; close it before the other, or remove one of them\n"
            "    | free ##paidbegin## a ##paidbegin## b ##paidend##\n"
            "    |      ^~~~~~~~~~~~~\n"
            "in.txt:1:6: note: so nothing closes what is opened here [unclosed-begin]\n",
            "paidmark: 1 error in 1 of 1 documents\n",
        )

    def test_paid_text_that_is_free_as_well(self):
        self.write("in.txt", "All that is paid for.\n##paidbegin##\nAll that is paid for.\n##paidend##\n")
        self.expect(
            self.run_tool("check", "in.txt"), GOOD,
            "in.txt:3:1: warning: paid text that stands in the free text, too [also-free]\n"
            "    | All that is paid for.\n"
            "    | ^~~~~~~~~~~~~~~~~~~~~\n"
            "in.txt:1:1: note: here it is free; if it is meant to be, see --no-also-free\n"
            "    | All that is paid for.\n"
            "    | ^~~~~~~~~~~~~~~~~~~~~\n",
            "paidmark: no errors in 1 document, 1 warning\n")
        self.expect(self.run_tool("check", "-q", "in.txt"), GOOD)
        self.expect(self.run_tool("check", "--no-also-free", "in.txt"), GOOD, err="paidmark: no errors in 1 document\n")
        self.expect(self.run_tool("preview", "in.txt"), GOOD, "All that is paid for.\n")
        self.write(".paidmark", "no-also-free\n")
        self.assertEqual(self.run_tool("check", "in.txt").out, b"")

    def test_quiet_leaves_errors_and_twice_only_the_status(self):
        self.write("good.txt", SOUND)
        self.write("bad.txt", "a##paidend##")
        self.write("both.txt", "##paidbegin##a")
        self.write("warning.txt", "##paidbegin##a##paidend##")
        for option, out in (([], b"bad.txt:1:2: error: "), (["--json"], b'{"file":"bad.txt","status":"refused"')):
            for good in ("good.txt", "warning.txt"):
                self.expect(self.run_tool("check", "-q", *option, good), GOOD)
            result = self.run_tool("check", "-q", *option, "good.txt", "bad.txt", "missing")
            self.assertTrue(result.out.startswith(out), result.out)
            self.assertEqual((result.status, result.err), (FAILED, f"paidmark: missing: {system_reason(errno.ENOENT)}\n"))
            self.expect(self.run_tool("check", "-qq", *option, "good.txt"), GOOD)
            self.expect(self.run_tool("check", "-qq", *option, "bad.txt"), REFUSED)
            self.expect(self.run_tool("check", "-q", "--quiet", *option, "bad.txt", "missing"), FAILED)
        self.assertIn(b"warning: ", self.run_tool("check", "both.txt").out)
        self.assertEqual(self.run_tool("check", "-q", "both.txt").out.count(b"both.txt:"), 1)
        self.assertIn("no such option", self.run_tool("check", "-qq", "--bogus").err)

    def test_totals(self):
        self.write("bad.txt", "a##paidend##")
        for arguments, totals in (
            (["missing"], "1 path could not be read"),
            (["missing", "lost", "bad.txt"], "1 error in 1 of 1 documents; 2 paths could not be read"),
            (["--salvage", "bad.txt", "bad.txt"], "2 errors in 2 of 2 documents, 2 salvaged"),
        ):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.run_tool("check", *arguments).err.splitlines()[-1], "paidmark: " + totals)

    def test_totals_come_behind_what_they_count(self):
        result = self.run_tool("check", stdin=UNSOUND, stderr=subprocess.STDOUT)
        self.assertTrue(result.out.startswith(b"<stdin>:1:2: error: "), result.out)
        self.assertTrue(result.out.endswith(b"\npaidmark: 1 error in 1 of 1 documents\n"), result.out)

    def test_many_failures_that_are_alike_are_summed_up(self):
        reason = system_reason(errno.ENOENT)
        for count, more in ((20, []), (21, [f"paidmark: and 1 more: {reason}"]), (23, [f"paidmark: and 3 more: {reason}"])):
            lines = self.run_tool("check", *(f"missing{number:02}" for number in range(count))).err.splitlines()
            self.assertEqual(lines, [f"paidmark: missing{number:02}: {reason}" for number in range(20)] + more +
                             [f"paidmark: {count} paths could not be read"])

    def test_status(self):
        self.write("good.txt", SOUND)
        self.write("bad.txt", UNSOUND)
        self.write("warning.txt", "##paidbegin##a##paidend##")
        for arguments, status in (
            (["good.txt"], GOOD),
            (["warning.txt"], GOOD),
            (["bad.txt"], REFUSED),
            (["--salvage", "bad.txt"], REFUSED),
            (["--unmarked=error", "good.txt"], GOOD),
            (["good.txt", "bad.txt"], REFUSED),
            (["bad.txt", "good.txt"], REFUSED),
            (["missing", "good.txt"], FAILED),
            (["bad.txt", "missing", "bad.txt"], FAILED),
        ):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.run_tool("check", *arguments).status, status)

    def test_an_unreadable_file_stops_no_other(self):
        self.write("bad.txt", UNSOUND)
        result = self.run_tool("check", "missing", "bad.txt")
        self.assertIn(b"bad.txt:1:2: error: ", result.out)
        self.assertEqual(
            result.err,
            f"paidmark: missing: {system_reason(errno.ENOENT)}\npaidmark: 1 error in 1 of 1 documents; 1 path could not be read\n",
        )

    def test_standard_input(self):
        for operands in ([], ["-"]):
            result = self.run_tool("check", *operands, stdin=UNSOUND)
            self.assertEqual(result.status, REFUSED)
            self.assertTrue(result.out.startswith(b"<stdin>:1:2: error: "))

    def test_problems_that_were_only_counted_count(self):
        result = self.run_tool("check", stdin=b"##paidend##\n" * 250)
        self.assertEqual(result.out.splitlines()[-1], b"<stdin>: and 150 more problems")
        self.assertEqual(result.err, "paidmark: 250 errors in 1 of 1 documents\n")


class NoSource(ToolTest):
    def test_no_text_of_the_document_is_shown_but_places_and_messages_stay(self):
        for document in ("SECRET ##paidbegin## SECRET ##paidbegin##\n", "SECRET ##PaidEnd## SECRET\n",
                         b"SECRET \xff SECRET", "SECRET ".encode() + "秘密".encode("gb18030")):
            data = document if isinstance(document, bytes) else document.encode()
            shown, hidden = (self.run_tool("check", *options, stdin=data) for options in ([], ["--no-source"]))
            self.assertIn(b"SECRET", shown.out)
            kept = [line for line in shown.out.splitlines(keepends=True) if not line.startswith(b"    | ")]
            self.assertEqual((hidden.status, hidden.out, hidden.err), (shown.status, b"".join(kept), shown.err))
            on_server = self.run_tool("check", stdin=data, env={"CI": "true"})
            self.assertEqual((on_server.status, on_server.out, on_server.err), (hidden.status, hidden.out, hidden.err))
            self.assertEqual(self.run_tool("check", stdin=data, env={"CI": ""}).out, shown.out)


class Lines(ToolTest):
    """Lines of text, and which are left out."""

    def test_the_line_of_a_cause_is_not_shown_again(self):
        out = self.run_tool("check", stdin=b"x ##PaidBegin## y ##paidend##\n").out.decode()
        self.assertEqual(out.count("    | x"), 1)
        out = self.run_tool("check", stdin=b"x ##paidbegin## y\n##paidbegin## z\n").out.decode()
        self.assertEqual(out.count("    | x"), 1)
        out = self.run_tool("check", stdin=b"x ##PaidBegin## y\nz ##paidend##\n").out.decode()
        self.assertIn("note: so this end marker closes nothing [unexpected-end]\n"
                      "    | z ##paidend##\n    |   ^~~~~~~~~~~\n", out)

    def test_what_follows_from_an_error_is_not_counted_as_another(self):
        document = b"x ##PaidBegin## y\nz ##paidend##\n"
        self.assertEqual(self.run_tool("check", stdin=document).err, "paidmark: 1 error in 1 of 1 documents\n")
        self.assertIn("correct the markers (1 error above)", self.run_tool("preview", stdin=document).err)
        self.assertIn("refused: 1 error;", self.run_tool("info", stdin=document).out.decode())
        self.assertEqual(self.run_tool("check", stdin=2 * document).err, "paidmark: 2 errors in 1 of 1 documents\n")

    def test_the_first_begin_marker_is_underlined_up_to_its_tail(self):
        document = b"<!--kg-gated-block:begin x-->a <!--kg-gated-block:begin--> b <!--kg-gated-block:end-->"
        out = self.run_tool("check", "--markers", "ghost", stdin=document).out.decode().splitlines()
        note = next(i for i, line in enumerate(out) if ": note: the first begin marker" in line)
        self.assertEqual(out[note + 2], "    | ^" + "~" * (len("<!--kg-gated-block:begin") - 1))

    def test_a_line_that_looks_like_gb18030_is_shown_as_what_it_is(self):
        # The beginning may be well-formed UTF-8, even up to the middle of a character.
        for before, text in ((b"", "年报"), (b"x ", "年报"), ("石头".encode("gb18030"), "年报"),
                             (b"\xe4\xb8", b"\xad\x9f".decode("gb18030"))):
            with self.subTest(before=before):
                line = before + text.encode("gb18030") + b" end"
                out = self.run_tool("check", stdin=b"first\n" + line + b"\nlast\n").out.decode().splitlines()
                columns = len(before) if before.isascii() else len(before.decode("gb18030")) * 2
                self.assertEqual(out[1:3], ["    | " + line.decode("gb18030"), "    | " + " " * columns + "^~"])


class WeakTokens(ToolTest):
    BETTER = "; a token wants a name of seven letters or more, and signs on both sides\n"
    TOTALS = "paidmark: no errors in 1 document; 1 without markers\n"

    def weak(self, *options):
        result = self.run_tool("check", *options, stdin=b"text\n")
        self.assertEqual((result.status, result.out), (GOOD, b""))
        return result.err

    def expect_weak(self, tokens, *options):
        named = ", ".join(f"`{token}`" for token in tokens)
        note = f"paidmark: note: when damaged these may go unnoticed: {named}{self.BETTER}" if tokens else ""
        self.assertEqual(self.weak(*options), note + self.TOTALS)

    def test_are_named_in_one_note(self):
        self.expect_weak(["##teaser##", "{{/}}"], "--begin", "##teaser##", "--end", "{{/}}", "--divider", "{{paid-part}}")
        self.expect_weak(["[[here]]"], "--markers", "more", "--divider", "[[here]]")

    def test_names_of_seven_letters_with_signs_on_both_sides_are_none(self):
        for token in ("##paidtext##", "<!--paid 1234-->", "%% from here %%", "【付费开始】", "——여기부터——", "<paidpart …>"):
            with self.subTest(token):
                self.expect_weak([], "--divider", token)

    def test_what_is_missing(self):
        for token in ("##teaser##", "【付费】", "##ｔｅａｓｅｒ##", "paidbegin##", "### BEGIN SOLUTION", "## paid-begin", "####"):
            with self.subTest(token):
                self.expect_weak([token], "--divider", token)

    def test_nothing_is_said_where_it_does_not_matter(self):
        self.expect_weak([])
        self.expect_weak([], "--markers", "more,fastadmin")
        self.expect_weak([], "--divider", "##x##", "--no-lookalikes")
        self.assertEqual(self.weak("-q", "--divider", "##x##"), "")
        self.assertEqual(self.run_tool("info", "--divider", "##x##", stdin=b"text\n").err, "")

    def test_what_steers_a_terminal_is_not_printed(self):
        self.expect_weak(["#\ufffd#"], "--divider", "#\x1b#")


class Trees(ToolTest):
    def checked(self, *operands):
        result = self.run_tool("check", "--json", *operands)
        return [json.loads(line)["file"] for line in result.out.splitlines()], result

    def test_warnings_that_were_only_counted_are_no_errors(self):
        document = b"free##paidbegin##paid##paidend##" + b"<!--more-->" * 150
        result = self.run_tool("check", "-q", stdin=document)
        self.assertEqual(result.status, GOOD)
        result = self.run_tool("check", stdin=document)
        self.assertEqual(result.err, "paidmark: no errors in 1 document, 150 warnings\n")

    def test_a_directory_is_taken_whole_and_in_order(self):
        for name in ("t/b.txt", "t/a.txt", "t/B.txt", "t/sub/deep/x", "t/sub/y", "t/甲", "t/.hidden", "t/.git/x", "t/sub.txt"):
            self.write(name, SOUND)
        (self.directory / "t/link.txt").symlink_to("a.txt")
        (self.directory / "t/up").symlink_to("..")
        (self.directory / "t/dangling").symlink_to("nowhere")
        os.mkfifo(self.directory / "t/fifo")
        wanted = ["t/B.txt", "t/a.txt", "t/b.txt", "t/sub/deep/x", "t/sub/y", "t/sub.txt", "t/甲"]
        files, result = self.checked("t")
        self.assertEqual((files, result.status), (wanted, GOOD))
        self.assertEqual(self.checked("t/")[0], wanted)
        self.assertEqual(self.checked("./t")[0], ["./" + name for name in wanted])

    def test_what_is_named_is_taken_though_it_is_hidden_or_a_link(self):
        self.write("t/.hidden", SOUND)
        self.write("t/.git/x", SOUND)
        (self.directory / "link").symlink_to("t/.hidden")
        (self.directory / "folder").symlink_to("t/.git")
        files, _ = self.checked("t/.hidden", "t/.git", "link", "folder")
        self.assertEqual(files, ["t/.hidden", "t/.git/x", "link", "folder/x"])

    def test_an_empty_directory_and_a_deep_one(self):
        (self.directory / "empty").mkdir()
        self.assertEqual(self.checked("empty")[0], [])
        deep = "d/" * 300 + "x"
        self.write(deep, SOUND)
        self.assertEqual(self.checked("d")[0], [deep])

    def test_an_unreadable_directory_stops_no_other(self):
        self.write("t/a/x", SOUND)
        self.write("t/b/x", SOUND)
        (self.directory / "t/a").chmod(0)
        self.directory.chmod(0o755)
        more = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        try:
            result = self.run_tool("check", "--json", "t", **more)
        except PermissionError:
            self.skipTest("the tool lies where another user cannot reach it")
        (self.directory / "t/a").chmod(0o755)
        self.assertEqual(result.status, FAILED)
        self.assertIn(f"paidmark: t/a: {system_reason(errno.EACCES)}\n", result.err)
        self.assertEqual([json.loads(line)["file"] for line in result.out.splitlines()], ["t/b/x"])


class Json(ToolTest):
    def test_the_object_field_by_field(self):
        self.write("in.txt", NESTED + "##PaidEnd##\n")
        result = self.run_tool("check", "--json", "in.txt")
        self.assertEqual(
            result.out.decode(),
            '{"file":"in.txt","status":"refused","bytes":61,"regions":0,"free":null,"paid":null,"percent_free":null,'
            '"problems":['
            '{"code":"nested-begin","severity":"error","offset":21,"bytes":13,"line":1,"column":22,'
            '"message":"another begin marker while the first is still open","related":{"offset":5,"line":1,"column":6}},'
            '{"code":"lookalike-marker","severity":"error","offset":49,"bytes":11,"line":2,"column":1,'
            '"message":"damaged marker: this looks like `##paidend##` but is not exactly that",'
            '"suggestion":"##paidend##"},'
            '{"code":"unclosed-begin","severity":"error","offset":5,"bytes":13,"line":1,"column":6,'
            '"message":"no `##paidend##` up to the end of the document closes this","follows_from":1}],"problems_omitted":0}\n',
        )

    def test_a_sound_document_and_a_salvaged_one(self):
        self.expect(
            self.run_tool("check", "--json", "-", stdin=SOUND),
            GOOD,
            '{"file":"-","status":"ok","bytes":%d,"regions":1,"free":{"bytes":7,"characters":3},'
            '"paid":{"bytes":6,"characters":2},"percent_free":60,"problems":[],"problems_omitted":0}\n' % len(SOUND),
            "paidmark: no errors in 1 document\n",
        )
        result = self.run_tool("check", "--json", "--salvage", stdin=UNSOUND)
        self.assertEqual((result.status, json.loads(result.out)["status"]), (REFUSED, "salvaged"))

    def test_file_names_of_every_kind_are_read_back_as_they_are(self):
        for name in (b'quote"back\\slash', b"tab\tbell\x07line\n", b"\xff\x80lone", "报告😀".encode(), b"\xed\xa0\x80",
                     b"cut\xe6\x8a", b"del\x7f", "c1\u009b".encode()):
            with self.subTest(name=name):
                with open(bytes(self.directory) + b"/" + name, "wb") as file:
                    file.write(SOUND)
                out = self.run_tool("check", "--json", "--", name).out
                self.assertEqual(out.count(b"\n"), 1)
                description = json.loads(out.decode("utf-8"))
                self.assertEqual(description["file"], name.decode("utf-8", "replace"))
                # The bytes where the text does not tell them.
                self.assertEqual(bytes.fromhex(description.get("file_hex", "")),
                                 name if "\ufffd" in description["file"] else b"")

    def test_tokens_of_every_kind_are_read_back_as_they_are(self):
        token = '<"paid\\begin\x01">'
        out = self.run_tool("check", "--json", "--begin", token, "--end", "</>", stdin=b"##PaidBegin##").out
        self.assertEqual(json.loads(out)["problems"][0]["suggestion"], token)

    def test_omitted_problems_are_counted(self):
        description = json.loads(self.run_tool("check", "--json", stdin=b"##paidend##" * 250).out)
        self.assertEqual((len(description["problems"]), description["problems_omitted"]), (100, 150))


if __name__ == "__main__":
    main()
