# test_settings.py - a site's settings in .paidmark: found, read, and the same for every command
# SPDX-License-Identifier: MIT
import errno
import json
import os
import time

from harness import FAILED, GOOD, REFUSED, SOUND, ToolTest, main, system_reason

POST = b"free<!--more-->not free"


class SettingsTest(ToolTest):
    def told(self, folder=""):
        return f"paidmark: with the settings of {os.path.realpath(self.directory / folder)}/.paidmark\n"

    def path(self, folder=""):
        return f"{os.path.realpath(self.directory / folder)}/.paidmark"

    def found(self, command, *arguments, status=GOOD):
        """The documents that a command meets."""
        more = ["-d", self.directory / "out", "--dry-run"] if command == "split" else []
        result = self.run_tool(command, "--json", *more, *arguments)
        self.assertEqual(result.status, status, result.err)
        self.err = result.err
        return sorted(line["file"] for line in map(json.loads, result.out.splitlines()) if "file" in line)


class Reading(SettingsTest):
    def setUp(self):
        super().setUp()
        self.write("site/.paidmark", "markers = more\n")
        self.write("site/posts/2026/a.txt", POST)

    def test_links_that_are_followed_lead_to_no_other_settings(self):
        self.write("other/.paidmark", "markers = default\n")
        self.write("other/sub/b.txt", SOUND)
        self.write("plain/deep/c.txt", SOUND)
        posts = self.directory / "site/posts"
        (posts / "a.txt").symlink_to("2026/a.txt")
        (posts / "this year").symlink_to("2026")
        inside = ["site/posts/2026/a.txt", "site/posts/a.txt", "site/posts/this year/a.txt"]
        self.assertEqual(self.found("check", "site", "--follow"), inside)
        (posts / "b.txt").symlink_to("../../other/sub/b.txt")
        (posts / "sub").symlink_to(self.directory / "other/sub")
        (posts / "c.txt").symlink_to("../../plain/deep/c.txt")
        (self.directory / "plain/b.txt").symlink_to("../other/sub/b.txt")
        for command in ("check", "info", "split"):
            found = self.found(command, "site", "--follow", status=FAILED)
            self.assertEqual([name for name in found if name in inside], inside)
            for name in ("b.txt", "sub", "c.txt"):
                self.assertIn(f"paidmark: site/posts/{name}: leads to where other settings, or none, are the nearest; "
                              "run on that by itself, or use --no-config\n", self.err)
        self.found("check", "plain", "--follow", status=FAILED)
        self.assertIn("paidmark: plain/b.txt: leads to where other settings", self.err)
        self.assertEqual(len(self.found("check", "plain", "--follow", "--no-config")), 2)

    def test_every_command_has_them(self):
        for operand in ("site/posts/2026/a.txt", "site/posts/2026/../2026/a.txt", str(self.directory / "site/posts/2026/a.txt")):
            self.expect(self.run_tool("preview", operand), GOOD, "free")
            self.expect(self.run_tool("full", operand), GOOD, "freenot free")
            self.expect(self.run_tool("rest", operand), GOOD, "not free")
            self.assertEqual(self.run_tool("check", operand).status, GOOD)
            self.assertIn(b" 1 region ", self.run_tool("info", operand).out)
        for operand in ("site", "site/posts", "site/posts/2026/", "site/posts/2026/a.txt"):
            with self.subTest(operand=operand):
                self.assertEqual(self.run_tool("check", operand).status, GOOD)
                result = self.run_tool("split", operand, "-d", "out")
                self.assertEqual((result.status, result.err.endswith(self.told("site"))), (GOOD, True))
        self.assertEqual(self.read("out/preview/a.txt"), b"free")

    def test_standard_input_has_those_of_the_working_directory(self):
        os.chdir(self.directory / "site/posts")
        self.addCleanup(os.chdir, "/")
        self.directory = self.directory / "site/posts"
        self.expect(self.run_tool("preview", stdin=POST), GOOD, "free")
        self.expect(self.run_tool("preview", "-", stdin=POST), GOOD, "free")
        self.write("list", "2026/a.txt\0")
        self.assertEqual(self.run_tool("check", "--files0-from=list").status, GOOD)
        record = json.loads(self.run_tool("records", stdin=b'{"text":"free<!--more-->not free"}\n').out)
        self.assertEqual(record["paidmark"]["preview"], "free")

    def test_the_nearest_file_counts_and_no_other(self):
        self.write("site/posts/.paidmark", "from = utf-8\n")
        self.assertEqual(self.run_tool("preview", "site/posts/2026/a.txt").status, REFUSED)
        self.write("site/posts/2026/.paidmark", "markers = more\n")
        self.assertEqual(self.run_tool("preview", "site/posts/2026/a.txt").status, GOOD)

    def test_a_link_has_those_of_what_it_leads_to(self):
        (self.directory / "latest.txt").symlink_to("site/posts/2026/a.txt")
        (self.directory / "site/posts/2026/here.txt").symlink_to("../../../other.txt")
        self.write("other.txt", POST)
        self.expect(self.run_tool("preview", "latest.txt"), GOOD, "free")
        self.assertEqual(self.run_tool("preview", "site/posts/2026/here.txt").status, REFUSED)

    def test_no_config_does_without(self):
        self.assertEqual(self.run_tool("preview", "--no-config", "site/posts/2026/a.txt").status, REFUSED)
        self.write("site/posts/.paidmark", "nonsense\n")
        self.assertEqual(self.run_tool("check", "--no-config", "--markers=more", "site").status, GOOD)

    def test_the_command_line_wins(self):
        self.write("site/.paidmark", "markers = default\nfrom = GBK\nto = GBK\nunmarked = error\ninclude = *.md\n")
        for command in ("preview", "check"):
            self.assertEqual(self.run_tool(command, "--markers=more", "--from=utf-8", "site/posts/2026/a.txt", "--unmarked=free",
                                           *(["--include=*.txt"] if command == "check" else [])).status, GOOD)
        self.write("site/posts/b.md", "报告".encode("gbk"))
        self.expect(self.run_tool("preview", "--unmarked=free", "site/posts/b.md"), GOOD, "报告".encode("gbk"))
        self.expect(self.run_tool("preview", "--unmarked=free", "--to=utf-8", "site/posts/b.md"), GOOD, "报告")
        self.assertEqual(self.found("check", "--markers=more", "--from=utf-8", "--include=*.txt", "site"),
                         ["site/posts/2026/a.txt"])

    def test_what_is_left_out_and_own_markers_add_up(self):
        self.write("site/.paidmark", "exclude = drafts/\ndivider = <!-- cut here -->\nbegin = [[paid-part]]\nend = [[/paid-part]]\n")
        for name in ("a.txt", "b.txt", "drafts/c.txt"):
            self.write("site/" + name, "a [[paid-part]]b[[/paid-part]] c<!-- cut here -->d")
        self.assertEqual(self.found("check", "site", "--exclude=b.txt", "--exclude=posts"), ["site/a.txt"])
        self.expect(self.run_tool("preview", "site/a.txt"), GOOD, "a  c")
        self.expect(self.run_tool("preview", "site/a.txt", "--markers=more"), GOOD, "a  c")
        self.expect(self.run_tool("preview", "site/a.txt", "--divider=<!-- here-we-stop -->"), GOOD, "a  c")

    def test_blank_lines_comments_and_line_ends(self):
        self.write("site/.paidmark", b"\xef\xbb\xbf# a comment\r\n\r\n  \t# = another\r\n\tmarkers=more \t\r\nexact\r\n"
                                     b"begin = ##paidtext##\r\nend=== /paidtext ===\r\nno-lookalikes")
        self.expect(self.run_tool("preview", "site/posts/2026/a.txt"), GOOD, "free")
        self.write("site/b.txt", "a\n##paidtext##\nb\n== /paidtext ===\nc ##Paidbegin## <!--more-->d")
        self.expect(self.run_tool("preview", "site/b.txt"), GOOD, "a\n\nc ##Paidbegin## ")

    def test_one_with_next_to_nothing_in_it(self):
        self.write("site/posts/.paidmark", "markers = ghost\n")
        for text in ("", "\n", "\r", "#", "\n\n", "\ufeff"):
            self.write("site/posts/2026/.paidmark", text)
            self.expect(self.run_tool("preview", "--markers=more", "site/posts/2026/a.txt"), GOOD, "free")
            self.assertEqual(self.run_tool("preview", "site/posts/2026/a.txt").status, REFUSED)

    def test_what_is_wrong_in_it_is_named_with_its_line(self):
        for line, complaint in (
            ("marker = more", "marker: no such setting"),
            ("= more", "'': no such setting"),
            ("output = x", "output: no such setting"),
            ("directory = x", "directory: no such setting"),
            ("placeholder = x", "placeholder: no such setting"),
            ("no-config", "no-config: no such setting"),
            ("markers", "markers: needs a value"),
            ("exact = yes", "exact: takes no value"),
            ("exclude = drafts/  # none", "exclude: takes no quotation marks, and a comment only on a line of its own"),
            ('exclude = "drafts/"', "exclude: takes no quotation marks, and a comment only on a line of its own"),
            ("exclude = 'drafts/'", "exclude: takes no quotation marks, and a comment only on a line of its own"),
            ('include = "*.txt"', "include: takes no quotation marks, and a comment only on a line of its own"),
            ("unmarked = maybe", "unmarked: is none of free, paid, error"),
            ("begin = [[paid-part]]", "begin: needs an end"),
            ("end = [[/paid-part]]", "end: has no --begin ahead of it"),
        ):
            with self.subTest(line=line):
                self.write("site/.paidmark", "# one\n\n" + line)
                for command in ("preview", "check"):
                    self.expect(self.run_tool(command, "site/posts/2026/a.txt"), FAILED,
                                err=f"paidmark: {self.path('site')}:3: {complaint}\n")
        self.write("site/.paidmark", "exclude = {a\n")
        self.assertEqual(self.run_tool("preview", "--markers=more", "site/posts/2026/a.txt").status, GOOD)  # has no use for it
        for pattern in ("{a", "{a\\"):  # what is in the next line does not end it
            self.write("site/.paidmark", f"exclude = {pattern}\nexclude = b}}\n")
            self.assertIn(":1: exclude: has a { without its }", self.run_tool("check", "site").err)
        self.write("site/.paidmark", "divider = " + "x" * 65)
        self.assertIn(f"paidmark: {self.path('site')}: a token is", self.run_tool("check", "site").err)

    def test_it_is_told_where_it_may_be_news(self):
        self.assertTrue(self.run_tool("check", "site").err.endswith(self.told("site")))
        self.assertEqual(self.run_tool("check", "-q", "site").err, "")
        self.assertEqual(self.run_tool("preview", "site/posts/2026/a.txt").err, "")
        self.write("site/b.txt", "<!--more-->a<!--/more-->")
        summary = json.loads(self.run_tool("split", "--json", "site", "-d", "out").out.splitlines()[-1])["summary"]
        self.assertEqual(summary["settings"], self.path("site"))
        self.write("site/.paidmark", "unmarked = error\n")
        self.write("site/c.txt", "free")
        self.assertTrue(self.run_tool("preview", "site/c.txt").err.endswith(self.told("site")))

    def test_outputs_are_made_anew_when_they_have_changed(self):
        self.write("site/.paidmark", "markers = more\nexact\n")
        time.sleep(0.02)  # a tick of the clock of files
        self.assertEqual(self.run_tool("split", "site", "-d", "out", "-qu").status, GOOD)
        self.assertIn(" 0 split,", self.run_tool("split", "site", "-d", "out", "-u").err)
        self.write("site/.paidmark", "markers = more\n")
        self.assertIn(" 1 split,", self.run_tool("split", "site", "-d", "out", "-u").err)


class Patterns(SettingsTest):
    def setUp(self):
        super().setUp()
        for name in ("a.txt", "drafts/b.txt", "posts/c.txt", "posts/drafts/d.txt", "posts/old/e.txt"):
            self.write("site/" + name, SOUND)

    def test_are_for_paths_from_the_folder_of_the_file(self):
        every = ["site/a.txt", "site/drafts/b.txt", "site/posts/c.txt", "site/posts/drafts/d.txt", "site/posts/old/e.txt"]
        for pattern, left_out in (("exclude = drafts/", [1, 3]), ("exclude = /drafts", [1]), ("exclude = posts/old", [4]),
                                  ("exclude = posts/**/*.txt", [2, 3, 4]), ("exclude = old", [4]), ("include = posts/", [0, 1]),
                                  ("include = posts/old/\ninclude = a.txt", [1, 2, 3])):
            self.write("site/.paidmark", pattern + "\n")
            left = [name for i, name in enumerate(every) if i not in left_out]
            for command in ("check", "split"):
                with self.subTest(pattern=pattern, command=command):
                    self.assertEqual(self.found(command, "site"), left)
                    for name in every:  # as itself, or by its folder
                        self.assertEqual(self.found(command, name, status=GOOD if name in left else FAILED),
                                         [name] if name in left else [])
                    below = [name for name in left if name.startswith("site/posts/")]
                    self.assertEqual(self.found(command, "site/posts", status=GOOD if below else FAILED), below)
                    below = [name for name in left if name.startswith("site/posts/old/")]
                    self.assertEqual(self.found(command, "site/posts/old/", status=GOOD if below else FAILED), below)

    def test_may_match_nothing(self):
        self.write("site/.paidmark", "exclude = nothing/\ninclude = *.txt\ninclude = *.md\nhidden\n")
        self.assertEqual(len(self.found("check", "site")), 5)
        self.assertEqual(self.found("check", "site/posts", "--exclude=drafts"), ["site/posts/c.txt", "site/posts/old/e.txt"])

    def test_do_not_concern_one_document_that_is_asked_for(self):
        self.write("site/.paidmark", "exclude = drafts/\n")
        self.expect(self.run_tool("preview", "site/drafts/b.txt"), GOOD, "甲丁\n")


class Which(SettingsTest):
    def test_a_folder_with_its_own_is_not_entered(self):
        for name in ("site/a.txt", "site/blog/b.txt", "site/blog/deep/c.txt"):
            self.write(name, SOUND)
        self.write("site/blog/.paidmark", "")
        for command in ("check", "info", "split"):
            with self.subTest(command=command):
                self.assertEqual(self.found(command, "site", status=FAILED)[:1], ["site/a.txt"])
                self.assertIn("paidmark: site/blog: has a .paidmark of its own; run on it by itself, or use --no-config\n", self.err)
                self.assertEqual(self.found(command, "site/blog"), ["site/blog/b.txt", "site/blog/deep/c.txt"])
                self.assertEqual(len(self.found(command, "site", "--no-config")), 3)
                self.assertEqual(self.found(command, "site", "--exclude=blog"), ["site/a.txt"])

    def test_documents_with_different_ones_do_not_go_together(self):
        for name in ("a/1.txt", "a/2.txt", "a/deep/3.txt", "b/4.txt", "5.txt"):
            self.write(name, SOUND)
        self.write("a/.paidmark", "")
        self.write("a/deep/.paidmark", "")
        for operands, first, second in (
            (["a/1.txt", "a/2.txt", "b/4.txt"], f"a/1.txt has {self.path('a')}", "b/4.txt has no .paidmark"),
            (["b/4.txt", "5.txt", "a"], "b/4.txt has no .paidmark", f"a has {self.path('a')}"),
            (["a/deep", "a/1.txt"], f"a/deep has {self.path('a/deep')}", f"a/1.txt has {self.path('a')}"),
            (["-", "a/1.txt"], "<stdin> has no .paidmark", f"a/1.txt has {self.path('a')}"),
        ):
            with self.subTest(operands=operands):
                self.expect(self.run_tool("check", *operands), FAILED,
                            err=f"paidmark: {first} and {second}; run them apart, or use --no-config\n")
                self.assertEqual(self.run_tool("check", "--no-config", *operands, stdin=SOUND).status, GOOD)
        self.assertEqual(self.run_tool("check", "nowhere/x", "a/1.txt", "a/2.txt").err.count(".paidmark"), 1)

    def test_what_is_out_of_reach_has_no_say(self):
        self.write("a/1.txt", SOUND)
        self.write("a/.paidmark", "")
        (self.directory / "loop").symlink_to("loop")
        for operand, reason in (("nowhere", errno.ENOENT), ("a/1.txt/x", errno.ENOTDIR), ("loop", errno.ELOOP),
                                ("x" * 300, errno.ENAMETOOLONG)):
            for operands in ([operand, "a/1.txt"], ["a/1.txt", operand]):
                self.expect(self.run_tool("check", *operands), FAILED, err=f"paidmark: {operand}: {system_reason(reason)}\n"
                            f"paidmark: no errors in 1 document; 1 path could not be read\n{self.told('a')}")
                self.assertEqual(self.found("check", *operands, status=FAILED), ["a/1.txt"])
            self.assertIn("no errors in 1 document;", self.run_tool("check", operand, "-", stdin=SOUND).err)

    def test_files_of_folders_that_are_alike_do_not_go_together_either(self):
        for name in ("ab/1.txt", "ac/2.txt", "a/3.txt", "abc/4.txt"):
            self.write(name, SOUND)
        self.write("ab/.paidmark", "")
        for name in ("ac/2.txt", "a/3.txt", "abc/4.txt"):
            for operands in (["ab/1.txt", name], [name, "ab/1.txt"]):
                self.assertIn("run them apart", self.run_tool("check", *operands).err)


class Trust(SettingsTest):
    UNTRUSTED = "belongs to another user or can be changed by anybody; use --no-config to do without it"

    def setUp(self):
        super().setUp()
        self.write("above/site/a.txt", SOUND)
        self.file = self.write("above/.paidmark", "")

    def expect_refused(self, reason):
        for command in ("preview", "check"):
            self.expect(self.run_tool(command, "above/site/a.txt"), FAILED, err=f"paidmark: {self.path('above')}: {reason}\n")
        self.assertEqual(self.run_tool("check", "--no-config", "above/site/a.txt").status, GOOD)

    def test_none_that_anybody_can_change(self):
        self.file.chmod(0o666)
        self.expect_refused(self.UNTRUSTED)
        self.file.chmod(0o664)
        self.assertEqual(self.run_tool("check", "above/site/a.txt").status, GOOD)

    def test_none_of_another_user_who_does_not_own_the_documents(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        os.chown(self.file, 12345, 12345)
        self.expect_refused(self.UNTRUSTED)
        os.chown(self.directory / "above/site", 12345, 12345)
        self.assertEqual(self.run_tool("check", "above/site/a.txt").status, GOOD)

    def test_for_standard_input_none_of_who_owns_the_directory(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        os.chown(self.file, 12345, 12345)
        os.chown(self.directory / "above", 12345, 12345)
        os.chdir(self.directory / "above")
        self.addCleanup(os.chdir, "/")
        self.directory = self.directory / "above"
        for command in ("preview", "check", "records"):
            self.expect(self.run_tool(command, stdin=SOUND), FAILED, err=f"paidmark: {self.path()}: {self.UNTRUSTED}\n")

    def test_no_link_and_nothing_but_a_small_file_of_text(self):
        self.file.unlink()
        self.file.symlink_to("/dev/null")
        self.expect_refused("is a symbolic link, which is not followed")
        self.file.unlink()
        self.file.mkdir()
        self.expect_refused("is not a regular file")
        self.file.rmdir()
        os.mkfifo(self.file)
        self.expect_refused("is not a regular file")
        self.file.unlink()
        self.file.write_bytes(b"#" * 65537)
        self.expect_refused(system_reason(errno.EFBIG))
        self.file.write_bytes(b"#" * 65536)
        self.assertEqual(self.run_tool("check", "above/site/a.txt").status, GOOD)
        self.file.write_bytes(b"exact\0")
        self.expect_refused("has U+0000 in it, which no text has")

    def test_one_that_cannot_be_read_stops_everything(self):
        if os.geteuid() == 0:
            self.skipTest("root reads everything")
        self.file.chmod(0)
        self.expect_refused(system_reason(errno.EACCES))


if __name__ == "__main__":
    main()
