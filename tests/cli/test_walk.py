# test_walk.py - which documents operands name, for all commands that take whole trees
# SPDX-License-Identifier: MIT
import json

from harness import FAILED, GOOD, SOUND, ToolTest, main


class WalkTest(ToolTest):
    def found(self, command, *arguments, status=GOOD):
        """The documents that a command meets, as the paths by which it reports them."""
        more = ["-d", "out", "--dry-run"] if command == "split" else []
        result = self.run_tool(command, "--json", *more, *arguments)
        self.assertEqual(result.status, status, result.err)
        self.err = result.err
        lines = [json.loads(line) for line in result.out.splitlines()]
        paths = [line["file"] for line in lines if "file" in line]
        return sorted(paths) if command == "split" else paths


class Walk(WalkTest):
    def setUp(self):
        super().setUp()
        for name in ("b.md", "a.txt", ".hidden.txt", "drafts/c.txt", "drafts/old/d.txt", ".git/e.txt",
                     ".paidmark-12-3.tmp"):
            self.write("in/" + name, SOUND)

    def test_every_command_meets_the_same_documents(self):
        self.write("elsewhere/f.txt", SOUND)
        (self.directory / "in/folder").symlink_to("../elsewhere")
        (self.directory / "in/link.txt").symlink_to("a.txt")
        for options, names in (
            ([], "a.txt b.md drafts/c.txt drafts/old/d.txt"),
            (["--include", "*.txt"], "a.txt drafts/c.txt drafts/old/d.txt"),
            (["--include", "*.md", "--include=drafts/*"], "b.md drafts/c.txt"),
            (["--exclude", "old", "--exclude", "*.md"], "a.txt drafts/c.txt"),
            (["--hidden"], ".git/e.txt .hidden.txt a.txt b.md drafts/c.txt drafts/old/d.txt"),
            (["--follow"], "a.txt b.md drafts/c.txt drafts/old/d.txt folder/f.txt link.txt"),
        ):
            for command in ("check", "info", "split"):
                with self.subTest(options=options, command=command):
                    self.assertEqual(self.found(command, "in", *options), ["in/" + name for name in names.split()])

    def test_links_that_lead_in_circles_or_nowhere_are_reported(self):
        (self.directory / "in/drafts/up").symlink_to("..")
        (self.directory / "in/broken").symlink_to("nowhere")
        for command in ("check", "info", "split"):
            with self.subTest(command=command):
                self.found(command, "in", "--follow", status=FAILED)
                self.assertIn("paidmark: in/drafts/up: is a link to a directory above it\n", self.err)
                self.assertIn("paidmark: in/broken: the link leads to nothing\n", self.err)

    def test_a_file_that_is_named_may_be_hidden_but_not_excluded(self):
        for command in ("check", "info", "split"):
            with self.subTest(command=command):
                self.assertEqual(self.found(command, "in/.hidden.txt", "in/b.md", "--exclude=*.md"), ["in/.hidden.txt"])

    def test_standard_input_has_no_name_to_match(self):
        for command in ("check", "info"):
            with self.subTest(command=command):
                result = self.run_tool(command, "--json", "--include=*.txt", "-", stdin=SOUND)
                self.assertEqual((result.status, result.out.count(b'"file":"-"')), (GOOD, 1))

    def test_a_tree_that_is_deeper_than_a_path_may_be(self):
        path = self.make_deep("deep", 300, "x" * 20)
        (self.directory / "in/link").symlink_to("../deep")
        (self.directory / "out").mkdir()
        for command in ("check", "info", "split"):
            with self.subTest(command=command):
                self.assertEqual(self.found(command, "deep"), [path])
                self.assertIn("in/link" + path[4:], self.found(command, "in", "--follow"))


if __name__ == "__main__":
    main()
