# test_source_line.py - the line of text that check shows, and the caret under it
# SPDX-License-Identifier: MIT
import sys
import unicodedata

from harness import ToolTest, main

MARGIN = "    | "
COLUMNS = 80

# line of the document with one look-alike in it, what is shown, spaces before the caret, length of the underline
LINES = [
    ("ab ##PaidBegin## c", "ab ##PaidBegin## c", 3, 13),
    ("##PaidBegin##", "##PaidBegin##", 0, 13),
    ("甲乙 ##PaidBegin##", "甲乙 ##PaidBegin##", 5, 13),
    ("＃＃paidbegin＃＃", "＃＃paidbegin＃＃", 0, 17),
    ("e\u0301 ##PaidEnd##", "e\u0301 ##PaidEnd##", 2, 11),
    ("😀 ##PaidEnd##", "😀 ##PaidEnd##", 3, 11),
    ("한 ##PaidEnd##", "한 ##PaidEnd##", 3, 11),
    ("\t##PaidEnd##", "        ##PaidEnd##", 8, 11),
    ("ab\tc\t##PaidEnd##", "ab      c       ##PaidEnd##", 16, 11),
    ("甲\t##PaidEnd##", "甲      ##PaidEnd##", 8, 11),
    ("##paid\tend##", "##paid  end##", 0, 13),
    ("\ufeffab ##PaidEnd##", "ab ##PaidEnd##", 3, 11),
    ("\x1b[2J\x07 ##PaidEnd## \x1b]0;x\x07", "\ufffd[2J\ufffd ##PaidEnd## \ufffd]0;x\ufffd", 6, 11),
    ("\u009b2J\x7f ##PaidEnd##", "\ufffd2J\ufffd ##PaidEnd##", 5, 11),
    ("\u202eab\u2066\u2028 ##PaidEnd##", "\ufffdab\ufffd\ufffd ##PaidEnd##", 6, 11),
    ("\0 ##PaidEnd##", "\ufffd ##PaidEnd##", 0, 1),
    ("a\rb ##PaidEnd##", "a\ufffdb ##PaidEnd##", 4, 11),
    ("##paid\u200bend##", "##paid\ufffdend##", 0, 12),  # the zero-width space is what is wrong
    ("a\u200bb ##PaidEnd##", "a\ufffdb ##PaidEnd##", 4, 11),  # as where it is what is wrong
    ("a\u061cb\u200e\u200f\u206a\u206f\U000e0001\U000e007f\u2060\ufeff ##PaidEnd##",
     "a\ufffdb\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd ##PaidEnd##", 12, 11),
    ("a\u200db\ufe0f ##PaidEnd##", "a\u200db\ufe0f ##PaidEnd##", 3, 11),  # what joins and varies others stays
]


class SourceLine(ToolTest):
    def shown(self, text, *options):
        """The source line and the caret line of the first problem."""
        data = text if isinstance(text, bytes) else text.encode()
        lines = self.run_tool("check", *options, stdin=data).out.decode().split("\n")
        self.assertTrue(lines[1].startswith(MARGIN) and lines[2].startswith(MARGIN), lines)
        return lines[1][len(MARGIN):], lines[2][len(MARGIN):]

    def test_the_caret_stands_under_the_place(self):
        for line, source, before, length in LINES:
            caret = " " * before + "^" + "~" * (length - 1)
            for around in ("{}", "first\n{}\nlast\n", "{}\r\nlast"):
                if around.startswith("first") and line.startswith("\ufeff"):
                    continue
                with self.subTest(line=line, around=around):
                    self.assertEqual(self.shown(around.format(line)), (source, caret))

    def test_ill_formed_text_is_shown_up_to_and_at_the_place(self):
        self.assertEqual(self.shown(b"ab\xff cd\n"), ("ab\ufffd cd", "  ^"))
        self.assertEqual(self.shown("甲".encode() + b"\xff\xff"), ("甲\ufffd\ufffd", "  ^"))

    def test_long_lines_are_cut_around_the_place(self):
        for before in (0, 20, 30, 60, 100, 400, 600, 5000):
            for after in (0, 20, 60, 600, 5000):
                with self.subTest(before=before, after=after):
                    source, caret = self.shown("a" * before + " ##PaidEnd## " + "b" * after)
                    self.assertLessEqual(len(MARGIN + source), COLUMNS)
                    self.assertEqual(source[len(caret) - 11:len(caret)], "##PaidEnd##")
                    self.assertEqual(caret.strip(), "^" + "~" * 10)
                    whole = before + 13 + after <= COLUMNS - len(MARGIN)
                    self.assertEqual("…" in source, not whole)
                    self.assertEqual(source.startswith("…"), not source.startswith(("a", " ")))

    def test_long_lines_of_wide_characters_are_cut_at_whole_ones(self):
        for before in range(30, 50):
            for after in range(30, 34):
                source, caret = self.shown("甲" * before + " ##PaidEnd## " + "乙" * after)
                columns = sum(2 if character in "甲乙" else 1 for character in source)
                self.assertLessEqual(columns, COLUMNS - len(MARGIN))
                place = source.index("##PaidEnd##")
                ahead = sum(2 if character in "甲乙" else 1 for character in source[:place])
                self.assertEqual(caret, " " * ahead + "^" + "~" * 10)

    def test_a_place_that_is_longer_than_the_line_is_cut_too(self):
        source, caret = self.shown("<!--more " + "x" * 900 + "-->")
        self.assertEqual((len(source), source[-1], caret), (74, "…", "^" + "~" * 72))

    def test_a_line_of_many_megabytes_takes_no_time(self):
        source, _ = self.shown(b"x" * 20_000_000 + b" ##PaidEnd## " + b"y" * 20_000_000)
        self.assertIn(" ##PaidEnd## ", source)

    def test_nothing_is_shown_for_a_place_without_bytes(self):
        out = self.run_tool("check", "--unmarked=error", stdin=b"text\n").out.decode()
        self.assertEqual(out, "<stdin>:1:1: error: the document has no paid region [no-paid-region]\n")


def width_of(character):
    """By another copy of the Unicode data than the tool's own table was made from."""
    code_point = ord(character)
    if code_point != 0xAD and (unicodedata.category(character) in ("Mn", "Me", "Cf") or 0x1160 <= code_point <= 0x11FF):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Width(ToolTest):
    def test_widths_are_those_of_unicode(self):
        old = unicodedata.ucd_3_2_0  # assigned long ago, so that every newer version has it, most with the same width
        tested = [
            chr(c)
            for c in (*range(0xA0, 0x3000), *range(0x3000, 0x10000, 7), *range(0x10000, 0x30000, 97))
            if old.category(chr(c)) not in ("Cn", "Cs", "Co", "Cc", "Zl", "Zp", "Nd")
            and not unicodedata.category(chr(c)).startswith("L")
            and not (0x202A <= c <= 0x202E or 0x2060 <= c <= 0x206F or c in (0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF))
        ]
        self.assertGreater(len(tested), 3000)
        wrong = []
        for begin in range(0, len(tested), 100):
            batch = tested[begin:begin + 100]
            text = "".join(f"x{character} zzz##PaidEnd##\n" for character in batch)
            lines = self.run_tool("check", stdin=text.encode()).out.decode().split("\n")
            carets = [line for line in lines if line.startswith(MARGIN)][1::2]
            self.assertEqual(len(carets), len(batch))
            for character, caret in zip(batch, carets):
                width = caret.index("^") - len(MARGIN) - 5
                if width != width_of(character):
                    wrong.append((f"U+{ord(character):04X}", width))
        # libunistring's tables are of another version than Python's, and its soft hyphen has no width.
        allowed = len(tested) // (200 if unicodedata.unidata_version != "14.0.0" else 1000)
        self.assertLessEqual(len(wrong), allowed, wrong[:20])


if __name__ == "__main__":
    main()
