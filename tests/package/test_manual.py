# test_manual.py - the man pages are well-formed, complete and installed, and their examples run
# SPDX-License-Identifier: MIT
import re
import subprocess
import unittest

from harness import CC, SHARED, STATIC, PackageTest, library_directory, only, run

PAGES = {number: SHARED / f"share/man/man{number}/paidmark.{number}" for number in (1, 3, 5)}
PAGES[7] = SHARED / "share/man/man7/paidmark-at-scale.7"
CHINESE = SHARED / "share/man/zh_CN/man1/paidmark.1"
SECTIONS = {
    1: {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "ENVIRONMENT", "EXIT STATUS", "EXAMPLES", "SEE ALSO", "BUGS"},
    3: {"NAME", "LIBRARY", "SYNOPSIS", "DESCRIPTION", "RETURN VALUES", "EXAMPLES", "SEE ALSO"},
    5: {"NAME", "DESCRIPTION", "SEE ALSO"},
    7: {"NAME", "DESCRIPTION", "SEE ALSO"},
}


def lint(page):
    """What mandoc finds, but for other manuals that are not installed on this machine, and for titles in Chinese, whose
    last character it takes for a bracket."""
    return [line for line in run("mandoc", "-Tlint", page, check=False).stdout.splitlines()
            if not re.search(r"referenced manual not found|^mandoc: (outdated mandoc.db|see )|trailing delimiter: (Nd|Sh|Ss) \\\[u", line)]


def literal_blocks(page):
    text = PAGES[page].read_text(encoding="utf-8")
    return [block.replace("\\e", "\\").replace("\\&", "") for block in
            re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", text, re.DOTALL | re.MULTILINE)]


class Manual(PackageTest):
    def groff_warnings(self, page):
        done = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page, check=False,
                   env={"LC_ALL": "C.UTF-8", "MANROFFOPT": ""}, stderr=subprocess.PIPE)
        self.assertIn("paidmark", done.stdout)
        return done.stderr.splitlines()

    def test_pages_are_clean(self):
        for page in (*PAGES.values(), CHINESE):
            with self.subTest(page=page):
                self.assertEqual(lint(page), [])
                self.assertEqual(self.groff_warnings(page), [])

    def test_a_fault_would_be_seen(self):
        page = self.directory / "bad.1"
        page.write_text(PAGES[1].read_text(encoding="utf-8") + ".Sx\n.Nonsense\n.tr \\[nonsense]x\n", encoding="utf-8")
        self.assertNotEqual(lint(page), [])
        self.assertNotEqual(self.groff_warnings(page), [])

    def test_pages_have_their_sections(self):
        for number, sections in SECTIONS.items():
            found = re.findall(r"^\.Sh (.*)$", PAGES[number].read_text(encoding="utf-8"), re.MULTILINE)
            self.assertLessEqual(sections, set(found))

    def test_pages_refer_to_pages_that_are_there(self):
        for page in PAGES.values():
            numbers = re.findall(r"^\.Xr paidmark\S* (\d)", page.read_text(encoding="utf-8"), re.MULTILINE)
            self.assertTrue(numbers)
            for number in numbers:
                self.assertIn(int(number), PAGES)

    def test_library_manual_has_the_functions_and_names_of_the_header(self):
        header = re.sub(r"/\*.*?\*/", "", only(SHARED, "paidmark.h").read_text(encoding="utf-8"), flags=re.DOTALL)
        manual = PAGES[3].read_text(encoding="utf-8")
        functions = set(re.findall(r"\b(paidmark_\w+)\(", header))
        self.assertIn("paidmark_version", functions)
        self.assertEqual(set(re.findall(r"^\.Nm (paidmark_\w+)", manual, re.MULTILINE)), functions)
        self.assertEqual(set(re.findall(r"^\.F[no] (paidmark_\w+)", manual.split(".Sh DESCRIPTION")[0], re.MULTILINE)),
                         functions)
        described = set(re.findall(r"^\.Fn (paidmark_\w+)", manual.split(".Sh DESCRIPTION")[1], re.MULTILINE))
        self.assertEqual(described, functions)
        constants = set(re.findall(r"\bPAIDMARK_[A-Z_0-9]+\b", header)) - {"PAIDMARK_H", "PAIDMARK_API"}
        constants -= {f"PAIDMARK_VERSION_{part}" for part in ("MAJOR", "MINOR", "PATCH")}
        self.assertEqual(constants - set(re.findall(r"\bPAIDMARK_[A-Z_0-9]+\b", manual)), set())
        self.assertEqual(set(re.findall(r"\bPAIDMARK_[A-Z_0-9]+\b", manual)) - constants, set())

    def test_library_prototypes_are_those_of_the_header(self):
        """As they are shown, but for spaces."""
        header = re.sub(r"/\*.*?\*/|^#.*?$", "", only(SHARED, "paidmark.h").read_text(encoding="utf-8"),
                        flags=re.DOTALL | re.MULTILINE)
        shown = run("mandoc", "-Tascii", "-O", "width=200", PAGES[3], env={"LC_ALL": "C"})
        shown = re.sub("_\b|.\b", "", shown).split("SYNOPSIS")[1].split("DESCRIPTION")[0]
        prototypes = [re.sub(r"\s", "", prototype) for prototype in re.findall(r"^PAIDMARK_API ([^;]*;)", header, re.M)]
        self.assertGreaterEqual(len(prototypes), 15)
        for prototype in prototypes:
            self.assertIn(prototype, re.sub(r"\s", "", shown))

    def test_library_example_runs(self):
        example = [block for block in literal_blocks(3) if "main(void)" in block]
        self.assertEqual(len(example), 1)
        source = self.directory / "preview.c"
        source.write_text(example[0], encoding="utf-8")
        program = self.directory / "preview"
        run(CC, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-I", STATIC / "include",
            source, library_directory(STATIC) / "libpaidmark.a", "-o", program)
        self.assertEqual(run(program, input="a##paidbegin##b##paidend##c\n"), "ac\n")
        self.assertEqual(run(program, input=""), "")
        refused = run(program, input="a##paidbegin##b\n", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("1:2: ", refused.stdout)
        self.assertIn("[unclosed-begin]", refused.stdout)

    def test_tool_examples_run(self):
        """In a directory where what they name is there."""
        reports = self.directory / "reports"
        reports.mkdir()
        report = "Sales grew.\n##paidbegin##\nBy 31 percent.\n##paidend##\n"
        (self.directory / "report.txt").write_text(report)
        (self.directory / "report.html").write_text(f"<p>{report}</p>\n")
        (reports / "one.txt").write_text(report)
        (self.directory / "old.txt").write_bytes("公开##paidbegin##付费##paidend##".encode("gb18030"))
        (self.directory / "articles.jsonl").write_text('{"id": 1, "body": "Free##paidbegin##paid##paidend##"}\n')
        (self.directory / "publish").write_text("#!/bin/sh\necho published\n")
        (self.directory / "publish").chmod(0o755)
        path = {"PATH": f"{STATIC / 'bin'}:/usr/bin:/bin"}
        text = PAGES[1].read_text(encoding="utf-8").split(".Sh EXAMPLES")[1].split("\n.Sh ")[0]
        blocks = re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", text, re.DOTALL | re.MULTILINE)
        commands = [block for block in blocks if block[0] not in "#$"]  # the others show files
        self.assertGreaterEqual(len(commands), 8)
        printed = [run("sh", "-e", "-c", block, cwd=self.directory, env=path) for block in commands]
        self.assertEqual((self.directory / "preview.txt").read_text(), "Sales grew.\n")
        self.assertEqual((self.directory / "full.txt").read_text(), "Sales grew.\nBy 31 percent.\n")
        self.assertIn("[15 more characters]", printed[1])
        self.assertEqual(printed[2], "published\n")
        self.assertEqual(printed[3], "公开")
        self.assertEqual(printed[4:6], ["Free ", "Free "])
        self.assertIn('"percent_free":', printed[6])
        index = (self.directory / "index.jsonl").read_text()
        self.assertTrue(index.startswith('{"id": 1, "paidmark":{') and index.endswith('"preview":"Free"}}\n'), index)

    def test_format_manual_names_every_problem_and_set(self):
        manual = PAGES[5].read_text(encoding="utf-8")
        header = only(SHARED, "paidmark.h").read_text(encoding="utf-8")
        codes = re.search(r"enum paidmark_problem_code \{(.*?)\}", header, re.DOTALL)[1]
        problems = {name.lower().replace("_", "-") for name in re.findall(r"PAIDMARK_PROBLEM_(\w+)", codes)}
        sets = set(re.findall(r'^ \*   "(\w+)" ', header, re.MULTILINE))
        self.assertTrue(problems and sets)
        self.assertEqual(set(re.findall(r"^\.It Cm (\S+)", manual, re.MULTILINE)), problems | sets)


if __name__ == "__main__":
    unittest.main()
