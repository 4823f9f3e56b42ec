# test_walk.py - which documents operands name, for all commands that take whole trees
# SPDX-License-Identifier: MIT
import errno
import json
import os
import resource
import shutil
import subprocess
import time

from harness import FAILED, GOOD, REFUSED, SOUND, ToolTest, main, system_reason


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

    def test_patterns_are_those_of_gitignore(self):
        for pattern, names in (
            ("drafts", "b.md a.txt"),
            ("drafts/", "b.md a.txt"),
            ("/drafts", "b.md a.txt"),
            ("./drafts", "b.md a.txt"),
            ("/drafts/", "b.md a.txt"),
            ("**/drafts", "b.md a.txt"),
            ("**/drafts/", "b.md a.txt"),
            ("drafts/**", "b.md a.txt"),
            ("drafts/*", "b.md a.txt"),
            ("drafts/*.txt", "b.md a.txt drafts/old/d.txt"),
            ("drafts/**/*.txt", "b.md a.txt"),
            ("**/*.txt", "b.md"),
            ("*/*.txt", "b.md a.txt drafts/old/d.txt"),
            ("*/*/*.txt", "b.md a.txt drafts/c.txt"),
            ("/*.txt", "b.md drafts/c.txt drafts/old/d.txt"),
            ("**/old/d.txt", "b.md a.txt drafts/c.txt"),
            ("**/**/old/**/**/d.txt", "b.md a.txt drafts/c.txt"),
            ("drafts//old", "b.md a.txt drafts/c.txt"),
            ("drafts/./old/", "b.md a.txt drafts/c.txt"),
            ("*.{txt,md}", ""),
            ("{a,b}.*", "drafts/c.txt drafts/old/d.txt"),
            ("{a,{b,c}}.{txt,md}", "drafts/old/d.txt"),
            ("drafts/{c.txt,old/}", "b.md a.txt"),
            ("[ab].*", "drafts/c.txt drafts/old/d.txt"),
            ("[!ab].*", "b.md a.txt"),
            ("?.md", "a.txt drafts/c.txt drafts/old/d.txt"),
        ):
            for command in ("check", "info", "split"):
                with self.subTest(pattern=pattern, command=command):
                    found = self.found(command, "in", "--exclude", pattern, status=GOOD if names else FAILED)
                    self.assertEqual(found, sorted("in/" + name for name in names.split()))

    def test_signs_of_patterns_may_stand_for_themselves(self):
        for name in ("x{", "x}", "x,y", "x*"):
            self.write("in/" + name, SOUND)
        for pattern, names in (
            (r"x\{", "x{"),
            (r"{x\{,b.md}", "b.md x{"),
            (r"{x\},b.md}", "b.md x}"),
            (r"{x\,y,b.md}", "b.md x,y"),
            (r"{b.md,x\,y}", "b.md x,y"),
            ("x}", "x}"),
            ("x,y", "x,y"),
            (r"{\x,y}\*", "x*"),
            ("././c.txt", "drafts/c.txt"),
        ):
            with self.subTest(pattern=pattern):
                self.assertEqual(self.found("check", "in", "--include", pattern), ["in/" + name for name in names.split()])

    def test_a_thousand_alternatives_are_not_too_many(self):
        digits = "{" + ",".join("0123456789") + "}"
        self.write("in/999", SOUND)
        self.assertEqual(self.found("check", "in", "--include", digits * 3), ["in/999"])
        self.expect(self.run_tool("check", "in", "--include", f"{digits * 3}", "--include=x"), FAILED,
                    err="paidmark: --include x: has too many alternatives\npaidmark: see paidmark check --help\n")

    def test_a_folder_that_is_included_is_so_with_all_that_is_in_it(self):
        self.write("in/drafts/a*", SOUND)
        for pattern, names in (
            ("drafts/", "drafts/a* drafts/c.txt drafts/old/d.txt"),
            ("old/", "drafts/old/d.txt"),
            ("/drafts/old/", "drafts/old/d.txt"),
            ("drafts/**", "drafts/a* drafts/c.txt drafts/old/d.txt"),
            ("**/*.txt", "a.txt drafts/c.txt drafts/old/d.txt"),
            ("*.{txt,md}", "a.txt b.md drafts/c.txt drafts/old/d.txt"),
            ("*r*.txt", ""),
            ("drafts", ""),
            ("a\\*", "drafts/a*"),
        ):
            for command in ("check", "info", "split"):
                with self.subTest(pattern=pattern, command=command):
                    found = self.found(command, "in", "--include", pattern, status=GOOD if names else FAILED)
                    self.assertEqual(found, ["in/" + name for name in names.split()])

    def test_a_pattern_that_matches_nothing_stops_everything(self):
        for options, said in (
            (["--exclude=draft/"], "--exclude draft/ matched nothing"),
            (["--exclude=a.txt/"], "--exclude a.txt/ matched nothing"),
            (["--exclude=in/drafts"], "--exclude in/drafts matched nothing"),
            (["--exclude=*.{tex,html}"], "--exclude *.{tex,html} matched nothing"),
            (["--exclude=drafts", "--exclude=x"], "--exclude x matched nothing"),
            (["--include=*.txt", "--include=*.rst"], "--include *.rst matched nothing"),
        ):
            for command in ("check", "info", "split"):
                with self.subTest(options=options, command=command):
                    more = ["-d", "out"] if command == "split" else []
                    self.expect(self.run_tool(command, "in", *more, *options), FAILED, err=f"paidmark: {said}\n")
        self.assertEqual(self.names(), ["in"])
        self.assertEqual(self.found("check", "in", "--exclude=*.{tex,md}", "--include=*.txt", "--include=a.*"),
                         ["in/a.txt", "in/drafts/c.txt", "in/drafts/old/d.txt"])

    def test_a_pattern_that_only_the_last_document_matches(self):
        self.write("one/a.txt", SOUND)
        self.write("two/y.txt", SOUND)
        self.write("two/z.txt", SOUND)
        for options in (["--include=a.txt", "--include=z.txt"], ["--include=z.txt", "--include=a.txt"],
                        ["--exclude=y.txt"], ["--include=*.txt", "--exclude={one/x,y.txt,q}"], ["--exclude={y.txt,/y.*}"]):
            for command in ("check", "info", "split"):
                with self.subTest(options=options, command=command):
                    self.assertEqual(self.found(command, "one", "two", *options), ["one/a.txt", "two/z.txt"])

    def test_a_half_of_braces_that_leaves_out_nothing_is_told(self):
        for pattern, half in (("*.{md,tex}", "*.tex"), ("*.{tex,md}", "*.tex"), ("{drafts/,old-drafts/}", "old-drafts/"), ("{/drafts,/a}", "/a"),
                              ("{drafts,a}/**/c.txt", "a/**/c.txt")):
            for command in ("check", "info", "split"):
                with self.subTest(pattern=pattern, command=command):
                    more = ["-d", "out"] if command == "split" else []
                    result = self.run_tool(command, "in", *more, "--exclude", pattern)
                    self.assertEqual(result.status, GOOD)
                    self.assertTrue(result.err.startswith(f"paidmark: --exclude {pattern}: {half} matched nothing\n"))
                    self.assertEqual(self.run_tool(command, "in", *more, "-q", "--exclude", pattern).err, "")

    def test_no_document_is_a_failure(self):
        (self.directory / "empty/below").mkdir(parents=True)
        for arguments, said in (
            (["empty"], "empty"),
            (["empty", "empty/below"], "empty and 1 more"),
            (["in", "--include=r", "--include=*.tex"], "in matches --include r, *.tex"),
            (["in/a.txt", "--exclude=a.txt"], "in/a.txt\npaidmark: --exclude a.txt leaves out what is there"),
            (["in", "--exclude=*", "--include=x"], "in matches --include x\npaidmark: --exclude * leaves out what is there"),
            (["empty", "in/a.txt", "--include=*.{tex,rst}", "--exclude=*.{txt,md}", "--exclude=*", "-q"],
             "empty and 1 more matches --include *.{tex,rst}\npaidmark: --exclude *.{txt,md}, * leaves out what is there"),
        ):
            for command in ("check", "info", "split"):
                with self.subTest(arguments=arguments, command=command):
                    more = ["-d", "out"] if command == "split" else []
                    self.expect(self.run_tool(command, *arguments, *more), FAILED,
                                err=f"paidmark: no document in {said}\n")

    def test_a_pattern_that_matches_nothing_is_told_beside_one_that_leaves_out_all(self):
        self.expect(self.run_tool("check", "in", "--exclude=x", "--exclude=*"), FAILED,
                    err="paidmark: --exclude x matched nothing\npaidmark: no document in in\n"
                        "paidmark: --exclude * leaves out what is there\n")

    def test_what_cannot_be_looked_at_is_reported_as_itself(self):
        result = self.run_tool("check", "nowhere", "--include=*.txt")
        self.assertEqual((result.status, result.out), (FAILED, b""))
        self.assertNotIn("matches", result.err)

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

    def test_a_list_names_the_documents(self):
        self.write("in/a\nb.txt", SOUND)
        for names, found in (("in/b.md\0in/drafts\0", ["in/b.md", "in/drafts/c.txt", "in/drafts/old/d.txt"]),
                             ("in/a\nb.txt", ["in/a\nb.txt"])):
            self.write("list", names)
            for command in ("check", "info", "split"):
                with self.subTest(names=names, command=command):
                    self.assertEqual(self.found(command, "--files0-from", "list"), found)
            result = self.run_tool("info", "--json", "--files0-from=-", stdin=names.encode())
            self.assertEqual([json.loads(line)["file"] for line in result.out.splitlines()], found)
        self.assertEqual(self.found("check", "--files0-from=list", "--exclude=*.txt", status=FAILED), [])

    def test_a_list_that_names_nothing_or_standard_input_is_a_failure(self):
        for names, complaint in (("", "names no document"), ("a\0\0", "has an empty name in it"), ("\0", "has an empty name in it"),
                                 ("a\0-\0", "has standard input in it; a file of that name is written ./-")):
            for command in ("check", "info"):
                with self.subTest(names=names, command=command):
                    self.expect(self.run_tool(command, "--files0-from=-", stdin=names.encode()), FAILED,
                                err=f"paidmark: <stdin>: {complaint}\n")
        self.expect(self.run_tool("check", "--files0-from=nowhere"), FAILED,
                    err=f"paidmark: nowhere: {system_reason(errno.ENOENT)}\n")

    def test_a_pipe_that_is_named_is_a_document(self):
        for command in ("check", "info"):
            self.assertEqual(self.run_tool(command, "--json", "/dev/stdin", "in/a.txt", stdin=SOUND).status, GOOD)

    def test_standard_input_has_no_name_to_match(self):
        for command in ("check", "info"):
            with self.subTest(command=command):
                result = self.run_tool(command, "--json", "--include=*.txt", "-", stdin=SOUND)
                self.assertEqual((result.status, result.out.count(b'"file":"-"')), (GOOD, 1))
                self.assertEqual(self.run_tool(command, "--exclude=x", "-", stdin=SOUND).status, GOOD)
                for operands in (["-", "in"], ["in", "-"]):
                    self.expect(self.run_tool(command, "--exclude=x", *operands, stdin=SOUND), FAILED,
                                err="paidmark: --exclude x matched nothing\n")

    def test_a_tree_that_is_deeper_than_a_path_may_be(self):
        path = self.make_deep("deep", 300, "x" * 20)
        (self.directory / "in/link").symlink_to("../deep")
        (self.directory / "out").mkdir()
        for command in ("check", "info", "split"):
            with self.subTest(command=command):
                self.assertEqual(self.found(command, "deep"), [path])
                self.assertIn("in/link" + path[4:], self.found(command, "in", "--follow"))

    def test_a_tree_that_is_deeper_than_files_may_be_open_at_first(self):
        path = self.make_deep("deep", 50, "x")
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        for command in (["check"], ["info"], ["split", "-d", "out"]):
            result = self.run_tool(*command, "--json", "deep",
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (20, most)))
            self.assertEqual(result.status, GOOD, result.err)
            self.assertIn(path.encode(), result.out)

    def test_a_link_to_where_no_path_leads_back_from(self):
        path = self.make_deep("deep", 500, "xxxxx")
        (self.directory / "in/link.txt").symlink_to("../" + path)
        for command in ("check", "info"):
            with self.subTest(command=command):
                self.assertNotIn("in/link.txt", self.found(command, "in", "--follow", status=FAILED))
                self.assertIn(f"paidmark: in/link.txt: {system_reason(errno.ENAMETOOLONG)}\n", self.err)


# The beginning of a file, and what it is said to be.
BINARY = {
    "report.docx": (b"PK\3\4\x14\0\6\0", "is a Word document or a zip archive; save it as plain text in UTF-8"),
    "report.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "is a Word document or a zip archive; save it as plain text in UTF-8"),
    "report.rtf": (b"{\\rtf1\\ansi text}", "is in Rich Text Format; save it as plain text in UTF-8"),
    "report.pdf": (b"%PDF-1.7\n", "is a PDF; save it as plain text in UTF-8"),
    "p.png": (b"\x89PNG\r\n\x1a\n\0\0", "is a binary file; leave it out with --exclude"),
    "p.jpg": (b"\xff\xd8\xff\xe0\0", "is a binary file; leave it out with --exclude"),
    "p.gif": (b"GIF89a", "is a binary file; leave it out with --exclude"),
    "p.gz": (b"\x1f\x8b\x08\0", "is a binary file; leave it out with --exclude"),
}


class Binary(WalkTest):
    def setUp(self):
        super().setUp()
        for name, (beginning, _) in BINARY.items():
            self.write("in/" + name, beginning)
        self.write("in/a.txt", SOUND)

    def test_is_passed_over_with_a_count_on_a_walk(self):
        self.write("in/program", b"\x7fELF\2\1\1\0\0\0\xff\xfe")
        for options in ([], ["--from=auto"]):
            for command in ("check", "info", "split"):
                with self.subTest(command=command, options=options):
                    self.assertEqual(self.found(command, "in", *options), ["in/a.txt"])
                    self.assertIn("9 binary files left out\n", self.err)
        lines = self.run_tool("info", "in", stderr=subprocess.STDOUT).out.splitlines()
        self.assertIn(b"binary files left out", lines[-1])  # behind the lines of documents, in whatever both come
        result = self.run_tool("split", "in", "-d", "out", "--json")
        self.assertEqual(json.loads(result.out.splitlines()[-1])["summary"]["binary_files"], 9)
        self.assertEqual([path.name for path in (self.directory / "out/full").iterdir()], ["a.txt"])

    def test_is_no_document_where_there_is_none_beside_it(self):
        (self.directory / "in/a.txt").unlink()
        for command in ("check", "info", "split"):
            result = self.run_tool(command, "in", *(["-d", "out"] if command == "split" else []))
            self.assertEqual(result.status, FAILED)
            self.assertIn("paidmark: no document in in\n", result.err)
            self.assertIn("8 binary files left out\n", result.err)

    def test_is_a_failure_where_it_is_named(self):
        for name, (beginning, complaint) in BINARY.items():
            for options in ([], ["--from=auto"], ["--from=latin1"]):
                for command in ("preview", "check", "info"):
                    with self.subTest(name=name, options=options, command=command):
                        result = self.run_tool(command, *options, "in/" + name)
                        self.assertEqual((result.status, result.out), (FAILED, b""))
                        self.assertEqual(result.err.splitlines()[0], f"paidmark: in/{name}: {complaint}")
                        self.assertEqual(self.run_tool(command, *options, stdin=beginning).status, FAILED)
            result = self.run_tool("split", "in/" + name, "-d", "out")
            self.assertEqual(result.status, FAILED)
            self.assertIn(f"paidmark: in/{name}: {complaint}\n", result.err)

    def test_text_with_a_byte_of_zero_is_refused_and_suggests_no_charset(self):
        self.write("in/b.txt", "文\0字".encode())
        self.write("in/c.txt", "文\0字\n".encode("gb18030"))
        result = self.run_tool("check", "in")
        self.assertEqual(result.status, REFUSED)
        self.assertIn(b"in/b.txt:1:2: error: ", result.out)
        self.assertIn("9 binary files left out\n", result.err)
        for options in ([], ["--from=auto"]):
            result = self.run_tool("preview", *options, "in/c.txt")
            self.assertEqual((result.status, result.out), (REFUSED, b""))
            self.assertNotIn("GB18030", result.err)

    def test_documents_without_markers_are_counted(self):
        self.write("in/b.txt", "free <paid>not free</paid>")
        self.write("in/c.txt", "free")
        for options, count in ((["--markers=fastadmin"], 1), (["--markers=fastadmin", "--unmarked=paid"], 0)):
            for command in ("check", "split"):
                with self.subTest(options=options, command=command):
                    more = ["-d", "out", "--dry-run"] if command == "split" else []
                    err = self.run_tool(command, *options, *more, "in", "--exclude=p.*", "--exclude=report.*").err
                    said = f"; {count} without markers\n" if count else ""
                    self.assertTrue(err.endswith(said) if said else "without" not in err, err)


class Changed(ToolTest):
    """Somebody writes to a document when something of it has been read."""

    def expect_failure(self, command, **variables):
        path = self.write("in/a.txt", SOUND)
        os.utime(path, ns=(0, 1_000_000_000_000_001))
        time.sleep(0.02)  # a tick of the clock of files
        with self.subTest(command=command, **variables):
            result = self.run_tool(*command, env={"CHANGED_READ": "in/a.txt", **variables, **self.preload("CHANGED")})
            self.assertEqual((result.status, result.out), (FAILED, b""))
            self.assertIn("paidmark: in/a.txt: changed while it was read; run it again when it is complete\n", result.err)
            self.assertEqual([path.name for path in self.directory.rglob("*.txt")], ["a.txt"])

    def test_is_taken_by_no_command(self):
        for command in (["preview", "in/a.txt"], ["check", "in/a.txt"], ["check", "in"], ["info", "in"],
                        ["split", "in", "-d", "out"]):
            self.expect_failure(command, CHANGED_BY="printf x >> in/a.txt")

    def test_is_noticed_in_any_way(self):
        overwrite = "printf x | dd conv=notrunc status=none of=in/a.txt"
        for change in (": > in/a.txt", overwrite, f"{overwrite}; touch -d @1000000.000000001 in/a.txt",
                       "touch -d @1000000.000000002 in/a.txt"):
            self.expect_failure(["check", "in/a.txt"], CHANGED_BY=change)

    def test_is_not_as_long_as_is_told(self):
        for difference in ("-1", "1"):
            self.expect_failure(["check", "in/a.txt"], CHANGED_SIZE=difference)

    def test_what_stands_where_a_document_was_is_not_waited_for_nor_followed(self):
        for change, message in (("mkfifo in/b.txt", "is not a regular file"), ("mkdir in/b.txt", system_reason(errno.EISDIR)),
                                ("ln -s a.txt in/b.txt", "is a symbolic link, which is not followed"),
                                (":", system_reason(errno.ENOENT))):
            for command in (["check", "in"], ["split", "in", "-d", "out", "-j1"]):
                with self.subTest(command=command, change=change):
                    for name in ("a.txt", "b.txt"):
                        self.write(f"in/{name}", SOUND)
                    environment = {"CHANGED_READ": "in/a.txt", "CHANGED_BY": f"rm in/b.txt; {change}",
                                   **self.preload("CHANGED")}
                    result = self.run_tool(*command, env=environment)
                    self.assertEqual(result.status, FAILED)
                    self.assertIn(f"paidmark: in/b.txt: {message}\n", result.err)
                    shutil.rmtree(self.directory / "in")


if __name__ == "__main__":
    main()
