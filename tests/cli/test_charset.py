# test_charset.py - documents and outputs in other charsets than UTF-8
# SPDX-License-Identifier: MIT
import codecs
import json

from harness import FAILED, GOOD, REFUSED, ToolTest, main

REPORT = "年度工作报告\n重点##paidbegin##内容：增长\n##paidend##\n结束\n"
PREVIEW = "年度工作报告\n重点\n结束\n"
FULL = "年度工作报告\n重点内容：增长\n结束\n"

# name for the tool, name for Python
CHARSETS = [
    ("GB18030", "gb18030"),
    ("gbk", "gbk"),
    ("UTF-16BE", "utf-16-be"),
    ("UTF-16LE", "utf-16-le"),
    ("UTF-32BE", "utf-32-be"),
    ("UTF-32LE", "utf-32-le"),
]
# In Japanese and traditional characters, which these have.
OTHERS = [("Shift_JIS", "shift_jis"), ("ISO-2022-JP", "iso2022_jp"), ("EUC-JP", "euc_jp")]
OTHER_REPORT = "報告\n##paidbegin##内容##paidend##終\n"

MARKS = [
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
]


class From(ToolTest):
    def test_one_report_in_every_charset_gives_one_preview(self):
        for name, codec in CHARSETS:
            with self.subTest(charset=name):
                document = REPORT.encode(codec)
                self.expect(self.run_tool("preview", "--from", name, stdin=document), GOOD, PREVIEW)
                self.expect(self.run_tool("full", "--from", name, stdin=document), GOOD, FULL)
        for name, codec in OTHERS:
            with self.subTest(charset=name):
                document = OTHER_REPORT.encode(codec)
                self.expect(self.run_tool("preview", "--from", name, stdin=document), GOOD, "報告\n終\n")

    def test_byte_order_marks_are_obeyed(self):
        for mark, codec in MARKS:
            for options in ([], ["--from=auto"], ["--from=utf-8"]):
                with self.subTest(codec=codec, options=options):
                    self.expect(self.run_tool("preview", *options, stdin=mark + REPORT.encode(codec)), GOOD, PREVIEW)
        marked = codecs.BOM_UTF8 + REPORT.encode()
        self.expect(self.run_tool("preview", stdin=marked), GOOD, codecs.BOM_UTF8 + PREVIEW.encode())

    def test_wide_text_without_a_mark_is_refused(self):
        document = "free ##PaidBegin##secret##paidend##\n"
        for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            for options in ([], ["--from=auto"], ["--from=utf-8"], ["--from=GBK"]):
                with self.subTest(codec=codec, options=options):
                    result = self.run_tool("preview", "--salvage", *options, stdin=document.encode(codec))
                    self.assertEqual((result.status, result.out), (REFUSED, b""))
                    self.assertIn("[invalid-input]", result.err)
        result = self.run_tool("preview", "--salvage", stdin=b"p\0aid\0 p\0 a\0 i\0 d\0.")
        self.assertEqual((result.status, result.out), (REFUSED, b""))
        self.assertIn("[not-text]", result.err)

    def test_wide_text_without_a_mark_is_told_so(self):
        document = "年度报告\n工作##paidbegin##增长##paidend##\n".encode("utf-16-le")
        for options in ([], ["--from=auto"], ["--from=GBK"], ["--from=utf-16"], ["--from=UTF-16BE"]):
            with self.subTest(options=options):
                for text in (document, "年度工作报告 2026\n".encode("utf-16-le")):
                    if "BE" in str(options):
                        text = codecs.BOM_UTF16_LE + text
                    result = self.run_tool("check", *options, stdin=text)
                    self.assertEqual(result.status, REFUSED)
                    if options != ["--from=GBK"]:
                        self.assertIn(b"[invalid-input]\n", result.out)
                        self.assertIn(b"note: the file looks like UTF-16LE; try --from UTF-16LE\n", result.out)
                        hint = json.loads(self.run_tool("check", "--json", *options, stdin=text).out)["problems"][0]["hint"]
                        self.assertEqual(hint, "the file looks like UTF-16LE; try --from UTF-16LE")
                        self.assertEqual(self.run_tool("check", "--from=UTF-16LE", stdin=text).status, GOOD)

    def test_utf8_that_is_said_to_be_something_else_is_refused(self):
        document = "年报\n＃＃paidbegin##SECRET＃＃paidend＃＃".encode() + b"." * 3  # of a size that UTF-32 can have
        for name in ("GB18030", "ISO-8859-1", "KOI8-R", "UTF-16", "UTF-16LE"):
            for options in ([], ["--salvage"], ["--unmarked=paid"]):
                with self.subTest(charset=name, options=options):
                    result = self.run_tool("preview", "--from", name, "--to", name, *options, stdin=document)
                    self.assertEqual((result.status, result.out), (REFUSED, b""))
                    self.assertIn("1:1: error: byte 0 is not well-formed in the charset of the input [invalid-input]\n",
                                  result.err)
                    self.assertIn("note: the file looks like UTF-8; try --from UTF-8\n", result.err)
        self.assertIn("damaged marker", self.run_tool("preview", "--from", "UTF-8", stdin=document).err)

    def test_an_ill_formed_document_in_the_charset_it_is_said_to_be_in_has_no_hint(self):
        for options, mark in ((["--from=UTF-16LE"], b""), ([], codecs.BOM_UTF16_LE)):
            text = mark + "年度工作报告 2026\n".encode("utf-16-le") + b"\x00\xd8"
            out = self.run_tool("check", *options, stdin=text).out
            self.assertIn(b"[invalid-input]\n", out)
            self.assertNotIn(b"note:", out)

    def test_auto(self):
        for codec in ("utf-8", "gb18030"):
            self.expect(self.run_tool("preview", "--from", "auto", stdin=REPORT.encode(codec)), GOOD, PREVIEW)
        result = self.run_tool("check", "--json", "--from", "auto", stdin="##paidend##年度报告".encode("gb18030"))
        self.assertEqual([problem["code"] for problem in json.loads(result.out)["problems"]], ["unexpected-end"])
        # What is ill-formed comes behind more errors than are kept.
        result = self.run_tool("check", "--json", "--from", "auto", stdin=("##paidend##" * 150 + "年度报告").encode("gb18030"))
        self.assertEqual(json.loads(result.out)["problems_omitted"], 50)

    def test_a_document_in_another_charset_is_refused_with_its_place(self):
        self.write("in.txt", "年度\n报".encode("gbk") + b"\xff\xff" + b"##paidbegin##x")
        result = self.run_tool("preview", "--from", "GBK", "in.txt")
        self.assertEqual((result.status, result.out), (REFUSED, b""))
        self.assertEqual(
            result.err,
            "in.txt:2:2: error: byte 7 is not well-formed in the charset of the input [invalid-input]\n"
            "paidmark: in.txt: refused; save it as plain text in UTF-8, or say with --from what it is written in\n",
        )
        self.assertEqual(self.run_tool("preview", "-qq", "--from", "GBK", "in.txt").err, "")
        self.assertEqual(self.run_tool("preview", "--salvage", "--from", "GBK", "in.txt").status, REFUSED)

    def test_check_and_info_know_such_a_document(self):
        self.write("in.txt", "年".encode("gbk") + b"\xff\xff")
        result = self.run_tool("check", "--from", "GBK", "in.txt")
        self.assertEqual(result.status, REFUSED)
        self.assertEqual(
            (result.out, result.err),
            (b"in.txt:1:2: error: byte 2 is not well-formed in the charset of the input [invalid-input]\n",
             "paidmark: 1 error in 1 of 1 documents\n"),
        )
        for command in ("check", "info"):
            description = json.loads(self.run_tool(command, "--json", "--from", "GBK", "in.txt").out)
            self.assertEqual((description["status"], description["bytes"], description["free"]), ("refused", 4, None))
            self.assertEqual(description.get("segments", []), [])
            problem = description["problems"][0]
            self.assertEqual([problem[name] for name in ("code", "offset", "line", "column")], ["invalid-input", 2, 1, 2])
        self.assertIn(b"refused: 1 error;", self.run_tool("info", "--from", "GBK", "in.txt").out)

    def test_such_a_document_leaves_nothing_for_the_next(self):
        self.write("a.txt", REPORT.encode("gbk"))
        self.write("b.txt", b"\xff\xff")
        out = self.run_tool("info", "--json", "--from", "GBK", "a.txt", "b.txt", "a.txt").out
        first, second, third = (json.loads(line) for line in out.splitlines())
        self.assertEqual(first, third)
        self.assertEqual(second, json.loads(self.run_tool("info", "--json", "--from", "GBK", "b.txt").out))
        self.assertEqual(second["status"], "refused")
        totals = [self.run_tool("info", "--from", "GBK", *names).out.splitlines()[-1].split(b" refused")[0]
                  for names in (("a.txt", "b.txt", "a.txt"), ("b.txt", "a.txt", "a.txt"))]
        self.assertEqual(totals[0], totals[1])

    def places_of(self, description):
        """Each with an offset: segments, problems, and what problems have to do with."""
        problems = description["problems"]
        return description.get("segments", []) + problems + [p["related"] for p in problems if "related" in p]

    def expect_places(self, options, document, text):
        """Places in the file and in the text are the same stretch of it."""
        utf8, count = text.encode(), 0
        codec = options["codec"]
        for command in ("info", "check"):
            out = self.run_tool(command, "--json", "--from", options["name"], stdin=document).out
            for place in self.places_of(json.loads(out)):
                count += 1
                if "bytes" not in place:
                    self.assertEqual(document[:place["offset"]].decode(codec).encode(), utf8[:place["text_offset"]])
                    continue
                piece = document[place["offset"]:place["offset"] + place["bytes"]]
                wanted = utf8[place["text_offset"]:place["text_offset"] + place["text_bytes"]]
                self.assertEqual(piece.decode(codec).encode(), wanted)
        return count

    def test_places_are_told_in_the_file_and_in_the_text(self):
        for charsets, report in ((CHARSETS, REPORT), (OTHERS, OTHER_REPORT)):
            for name, codec in charsets:
                # One far into the text, and what comes behind others in the list though it stands before them.
                for text in (report, report * 700, report + "##PaidEnd## ##paidbegin##報##paidbegin##",
                             report * 700 + "##paidbegin##" + report):
                    with self.subTest(charset=name, bytes=len(text)):
                        options = {"name": name, "codec": codec}
                        self.assertGreater(self.expect_places(options, text.encode(codec), text), 2)

    def test_places_behind_a_byte_order_mark(self):
        for mark, codec in MARKS:
            segments = json.loads(self.run_tool("info", "--json", stdin=mark + REPORT.encode(codec)).out)["segments"]
            self.assertEqual((segments[0]["offset"], segments[0]["text_offset"]), (len(mark), 0))
            self.assertEqual(segments[-1]["offset"] + segments[-1]["bytes"], len(mark + REPORT.encode(codec)))
        # That of UTF-8 is a part of the text.
        segments = json.loads(self.run_tool("info", "--json", stdin=codecs.BOM_UTF8 + REPORT.encode()).out)["segments"]
        self.assertEqual((segments[0]["offset"], "text_offset" in segments[0]), (0, False))

    def test_places_where_one_character_becomes_two(self):
        # U+00CA U+0304 is one character of Big5-HKSCS, and U+304B U+309A one of EUC-JISX0213.
        for name, codec, character in (("BIG5-HKSCS", "big5hkscs", "\u00ca\u0304"), ("EUC-JISX0213", "euc_jisx0213", "か゚")):
            text = f"{character}##paidbegin##{character}{character}##paidend##{character}x"
            if self.run_tool("check", "--from", name).status == FAILED:
                continue  # the iconv of this libc has not got it
            with self.subTest(charset=name):
                self.expect_places({"name": name, "codec": codec}, text.encode(codec), text)

    def test_wide_text_in_another_charset_is_told_where_it_is_in_the_file(self):
        document = "年".encode("gbk") + "##paid".encode("utf-16-le")
        problem = json.loads(self.run_tool("check", "--json", "--from=GBK", stdin=document).out)["problems"][0]
        self.assertEqual((problem["code"], problem["offset"], problem["bytes"]),
                         ("invalid-input", document.index(b"p"), 1))
        self.assertNotIn("text_offset", problem)
        self.assertIn(b"error: byte 6 is not", self.run_tool("check", "--from=GBK", stdin=document).out)

    def test_the_line_of_a_problem_is_shown_in_utf8(self):
        document = "年 ##PaidEnd##\n".encode("gbk")
        out = self.run_tool("check", "--from", "GBK", stdin=document).out.decode()
        self.assertEqual(out.splitlines()[1:3], ["    | 年 ##PaidEnd##", "    |    ^~~~~~~~~~~"])


class To(ToolTest):
    def setUp(self):
        super().setUp()
        if "GBK: no conversion" in self.run_tool("full", "--to", "GBK", stdin=b"x").err:
            self.skipTest("this iconv reads the charsets of the tests and does not write them")

    def test_the_output_in_every_charset(self):
        for name, codec in CHARSETS:
            with self.subTest(charset=name):
                self.expect(self.run_tool("full", "--to", name, stdin=REPORT.encode()), GOOD, FULL.encode(codec))
        self.expect(self.run_tool("full", "--to", "utf8", stdin=REPORT.encode()), GOOD, FULL)

    def test_shift_states_end_with_the_output(self):
        result = self.run_tool("preview", "--to", "ISO-2022-JP", stdin="報##paidbegin##内##paidend##告".encode())
        self.assertEqual((result.status, result.out.decode("iso2022_jp")), (GOOD, "報告"))
        self.assertTrue(result.out.endswith(b"\x1b(B"))

    def test_placeholders_and_excerpts_are_converted(self):
        text = "报##paidbegin##内##paidend##告".encode()
        self.expect(self.run_tool("preview", "--to=GBK", "--placeholder", "［{characters}字］", stdin=text), GOOD,
                    "报［1字］告".encode("gbk"))
        self.expect(self.run_tool("preview", "--to=GBK", "--excerpt=1", stdin=text), GOOD, "报".encode("gbk"))

    def test_what_the_charset_does_not_have_stops_everything(self):
        self.write("in.txt", "好\n好😀##paidbegin##x##paidend##\n")
        self.expect(self.run_tool("preview", "--to", "GBK", "in.txt", "-o", "out.txt"), FAILED,
                    err="paidmark: in.txt:2:2: U+1F600 is not in GBK; use --to gb18030 or --to utf-8, which have it\n")
        self.assertEqual(self.names(), ["in.txt"])
        self.expect(self.run_tool("preview", "--to", "GBK", "--placeholder", "😀", stdin=b"a##paidbegin##x##paidend##"),
                    FAILED, err="paidmark: <stdin>: U+1F600 is not in GBK; use --to gb18030 or --to utf-8, which have it\n")
        self.expect(self.run_tool("rest", "--to", "GBK", "in.txt"), GOOD, "x")
        for document, place in (("a##paidbegin##\n😀##paidend##", "2:1"), ("a##paidbegin##b##paidend##c😀", "1:28")):
            self.expect(self.run_tool("full", "--to", "GBK", stdin=document.encode()), FAILED,
                        err=f"paidmark: <stdin>:{place}: U+1F600 is not in GBK; use --to gb18030 or --to utf-8, which have it\n")


if __name__ == "__main__":
    main()
