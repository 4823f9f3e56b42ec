# test_damaged.py - damaged markers that other systems let through, and well-formed ones that FastAdmin understands
# SPDX-License-Identifier: MIT
import json
import random
import re
import unittest

from harness import GOOD, REFUSED, ToolTest

# Text, and where the first problem is. SECRET is paid for in at least one plausible reading.
DAMAGED = {
    "no end marker": ("free ##paidbegin##SECRET\n", "1:6", "unclosed-begin"),
    "nested": ("free ##paidbegin##SECRET##paidbegin##SECRET##paidend##SECRET##paidend##\n", "1:25", "nested-begin"),
    "capitals": ("free ##PaidBegin##SECRET##paidend##\n", "1:6", "lookalike-marker"),
    "full width": ("free ＃＃paidbegin＃＃SECRET##paidend##\n", "1:6", "lookalike-marker"),
    "blanks": ("free ## paidbegin ##SECRET##paidend##\n", "1:6", "lookalike-marker"),
    "zero-width space": ("free ##paid\u200bbegin##SECRET##paidend##\n", "1:6", "lookalike-marker"),
    "tags inside": ("free ##<b>paidbegin</b>##SECRET##paidend##\n", "1:6", "lookalike-marker"),
    "entities": ("free &#35;&#35;paidbegin&#35;&#35;SECRET##paidend##\n", "1:6", "lookalike-marker"),
    "misspelt end": ("free ##paidbegin##SECRET##paiedend##SECRET\n", "1:25", "lookalike-marker"),
    "swapped letters": ("free ##paidbegin##SECRET##paidned##SECRET\n", "1:25", "lookalike-marker"),
    "dollars": ("free\n$$paidbegin$$SECRET$$paidend$$\n", "2:1", "lookalike-marker"),
    "tags": ("free <paid>SECRET</paid>\n", "1:6", "lookalike-marker"),
    "one sign short": ("free ##paidbegin#SECRET##paidend##\n", "1:6", "lookalike-marker"),
    "overlapping": ("free ##paidbegin##paidend##SECRET\n", "1:19", "lookalike-marker"),
    "Markdown heading": ("free\n\n## paidbegin\nSECRET\n##paidend##\n", "3:1", "lookalike-marker"),
}

BEGINS = ("##paidbegin##", "$$paidbegin$$", "<paid>")
ENDS = ("##paidend##", "$$paidend$$", "</paid>")


def fastadmin_regions(text):
    """What the addon hides: the other spellings become tags, and the text between tags is paid."""
    for begin, end in zip(BEGINS, ENDS):
        text = text.replace(begin, "<paid>").replace(end, "</paid>")
    return re.findall(r"<paid>(.*?)</paid>", text, re.IGNORECASE | re.DOTALL)


def well_formed(generator):
    def prose():
        pieces = ("报告", "。", "\n", " ", "a", "#", "$", "<b>", "x")
        return "".join(generator.choice(pieces) for _ in range(generator.randrange(1, 9)))

    text = prose()
    for _ in range(generator.randrange(1, 5)):
        text += generator.choice(BEGINS) + prose() + "付费" + generator.choice(ENDS) + prose()
    return text


class Damaged(ToolTest):
    def test_is_refused_at_its_place(self):
        for name, (text, place, code) in DAMAGED.items():
            with self.subTest(name):
                result = self.run_tool("preview", stdin=text.encode())
                self.assertEqual((result.status, result.out), (REFUSED, b""))
                self.assertRegex(result.err.splitlines()[0], rf"^<stdin>:{place}: error: .* \[{code}\]$")

    def test_shows_no_paid_text_under_salvage(self):
        for name, (text, _, _) in DAMAGED.items():
            with self.subTest(name):
                result = self.run_tool("preview", "--salvage", stdin=text.encode())
                self.assertEqual(result.status, GOOD)
                self.assertNotIn(b"SECRET", result.out)
                self.assertIn(b"SECRET", self.run_tool("full", "--salvage", stdin=text.encode()).out)


class FastAdmin(ToolTest):
    def test_regions_are_those_of_the_addon(self):
        generator = random.Random(20240229)
        for _ in range(150):
            text = well_formed(generator)
            data = text.encode()
            result = self.run_tool("info", "--json", "--exact", "--markers", "fastadmin", stdin=data)
            regions = {}
            for segment in json.loads(result.out)["segments"]:
                if segment["part"] == "paid":
                    piece = data[segment["offset"]:segment["offset"] + segment["bytes"]]
                    regions[segment["region"]] = piece.decode()
            self.assertEqual(list(regions.values()), fastadmin_regions(text), text)


if __name__ == "__main__":
    unittest.main()
