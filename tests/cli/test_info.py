# test_info.py - info: how much is free, as a line and as JSON
# SPDX-License-Identifier: MIT
import json

from harness import FAILED, GOOD, REFUSED, SOUND, UNSOUND, ToolTest, main

# free and paid stretches as counts of characters -> percent free, bar of 24 columns
BARS = [
    ([("free", 24)], 100, "........................"),
    ([("paid", 24)], 0, "########################"),
    ([("free", 12), ("paid", 12)], 50, "............############"),
    ([("free", 1000), ("paid", 2000), ("free", 1000)], 50, "......############......"),
    ([("free", 1), ("paid", 1)], 50, "............############"),
    ([("free", 25), ("paid", 23)], 52, "............+###########"),
    ([("free", 100), ("paid", 1), ("free", 99)], 99, "............+..........."),  # not all of it
    ([("paid", 199), ("free", 1)], 1, "#######################+"),  # not none of it
    ([("paid", 999), ("free", 1)], 1, "#######################+"),
    ([("paid", 1), ("free", 2)], 67, "########................"),
    ([], 100, "........................"),
]


def document_of(stretches):
    return "".join("x" * count if part == "free" else "##paidbegin##" + "y" * count + "##paidend##"
                   for part, count in stretches)


class Info(ToolTest):
    def test_lines(self):
        for stretches, percent, bar in BARS:
            with self.subTest(stretches=stretches):
                self.write("in.txt", document_of(stretches))
                characters = sum(count for _, count in stretches)
                regions = sum(part == "paid" for part, _ in stretches)
                wanted = "%-32s  %9d character%s %3d%% free %4d region%s  %s\n" % (
                    "in.txt", characters, " " if characters == 1 else "s", percent, regions,
                    " " if regions == 1 else "s", bar)
                self.expect(self.run_tool("info", "in.txt"), GOOD, wanted)

    def test_several_documents_line_up_and_add_up(self):
        self.write("报告.txt", SOUND)
        self.write("b.txt", "x" * 10)
        self.write("c.txt", UNSOUND)
        result = self.run_tool("info", "报告.txt", "b.txt", "c.txt")
        self.expect(
            result,
            REFUSED,
            "报告.txt                                  5 characters  60% free    1 region   ....+#########+.........\n"
            "b.txt                                    10 characters 100% free    0 regions  ........................\n"
            "c.txt                             refused: 1 error; see `paidmark check c.txt`\n"
            "total of 2 documents                     15 characters  87% free    1 region   1 refused, not counted\n",
        )

    def test_salvaged_documents_are_marked(self):
        result = self.run_tool("info", "--salvage", stdin=UNSOUND)
        self.assertEqual((result.status, result.err), (GOOD, ""))
        self.assertTrue(result.out.endswith(b"  salvaged\n"))

    def test_status(self):
        self.write("good.txt", SOUND)
        self.write("bad.txt", UNSOUND)
        for arguments, status in (
            (["good.txt"], GOOD),
            (["bad.txt", "good.txt"], REFUSED),
            (["--salvage", "bad.txt"], GOOD),
            (["missing", "bad.txt"], FAILED),
        ):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.run_tool("info", *arguments).status, status)
                silent = self.run_tool("info", "-qq", *arguments)
                self.assertEqual((silent.status, silent.out, silent.err), (status, b"", ""))

    def test_quiet_leaves_documents_with_errors(self):
        self.write("good.txt", SOUND)
        self.write("bad.txt", UNSOUND)
        self.expect(self.run_tool("info", "-q", "good.txt", "bad.txt"), REFUSED,
                    f"{'bad.txt':32}  refused: 1 error; see `paidmark check bad.txt`\n")
        out = self.run_tool("info", "-q", "--json", "good.txt", "bad.txt").out
        self.assertEqual([json.loads(line)["file"] for line in out.splitlines()], ["bad.txt"])

    def test_the_total_tells_what_is_not_in_it(self):
        self.write("good.txt", SOUND)
        self.write("bad.txt", UNSOUND)
        self.write("ill.txt", b"\xff")
        out = self.run_tool("info", "--salvage", "good.txt", "bad.txt", "ill.txt", "missing").out.decode()
        self.assertTrue(out.endswith("  1 salvaged, 1 refused, not counted, 1 could not be read\n"), out)
        out = self.run_tool("info", "bad.txt", "ill.txt").out.decode()
        self.assertEqual(out.splitlines()[-1].split(), "total of 0 documents 2 refused, not counted".split())

    def test_a_hostile_name_is_harmless(self):
        self.write("evil\x1b[2J\n.txt", SOUND)
        out = self.run_tool("info", ".").out.decode()
        self.assertTrue(out.startswith("./evil\ufffd[2J\ufffd.txt" + " " * 16), out)

    def test_json_of_a_sound_document(self):
        self.write("in.txt", "甲##paidbegin##乙丙##paidend##\n<!--more-->丁##paidbegin##x##paidend##")
        self.expect(
            self.run_tool("info", "--json", "in.txt"),
            GOOD,
            '{"file":"in.txt","status":"ok","bytes":73,"regions":2,"free":{"bytes":18,"characters":14},'
            '"paid":{"bytes":7,"characters":3},"percent_free":82,"segments":['
            '{"part":"free","offset":0,"bytes":3,"characters":1},'
            '{"part":"paid","region":1,"offset":16,"bytes":6,"characters":2},'
            '{"part":"free","offset":33,"bytes":15,"characters":13},'
            '{"part":"paid","region":2,"offset":61,"bytes":1,"characters":1}],'
            '"problems":[{"code":"foreign-marker","severity":"warning","offset":34,"bytes":11,"line":2,"column":1,'
            '"message":"this is a marker of the set more; if you mean those, use --markers more",'
            '"suggestion":"more"}],"problems_omitted":0}\n',
        )

    def test_json_of_a_refused_document(self):
        result = self.run_tool("info", "--json", stdin=UNSOUND)
        self.assertEqual(result.status, REFUSED)
        description = json.loads(result.out)
        self.assertEqual(
            [description[name] for name in ("file", "status", "bytes", "regions", "free", "paid", "percent_free", "segments")],
            ["-", "refused", len(UNSOUND), 0, None, None, None, []],
        )

    def test_json_has_one_line_for_each_document_and_no_total(self):
        self.write("t/a", SOUND)
        self.write("t/b", UNSOUND)
        self.write("t/c", b"")
        out = self.run_tool("info", "--json", "t").out.decode()
        self.assertEqual([json.loads(line)["status"] for line in out.splitlines()], ["ok", "refused", "ok"])

    def test_segments_give_the_renderings(self):
        text = "头##paidbegin##乙\r\n##paidend##\r\n尾##paidbegin##x##paidend##".encode()
        self.write("in.txt", text)
        segments = json.loads(self.run_tool("info", "--json", "in.txt").out)["segments"]
        for command, parts in (("preview", {"free"}), ("full", {"free", "paid"}), ("rest", {"paid"})):
            wanted = b"".join(text[s["offset"]:s["offset"] + s["bytes"]] for s in segments if s["part"] in parts)
            self.expect(self.run_tool(command, "in.txt"), GOOD, wanted)


if __name__ == "__main__":
    main()
