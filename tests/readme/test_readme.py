# test_readme.py - README.md is true: its examples run, its commands are those of CI, and the Chinese one has the same
# SPDX-License-Identifier: MIT
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

os.environ["LC_ALL"] = "C"
SOURCE = pathlib.Path(os.environ["SOURCE"])
PAIDMARK = pathlib.Path(os.environ["PAIDMARK"])
README = (SOURCE / "README.md").read_text(encoding="utf-8")
CHINESE = (SOURCE / "README.zh-CN.md").read_text(encoding="utf-8")
REPORT = SOURCE / "tests/reports/annual-work-report.txt"


def blocks(language, text=README):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def section(title, text=README):
    return text.split(f"\n{title}\n")[1].split("\n## ")[0]


def codes_of_rows(text):
    return [tuple(re.findall("`([^`]+)`", line)) for line in text.splitlines() if re.match(r"\|.*`", line)]


def block_with(language, word):
    found = [block for block in blocks(language) if word in block]
    assert len(found) == 1, f"{len(found)} blocks of {language} have {word!r}"
    return found[0]


class Readme(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def test_c_example_prints_what_its_comment_says(self):
        example = block_with("c", "int main")
        (self.directory / "example.c").write_text(example, encoding="utf-8")
        command = [*shlex.split(os.environ["CC"]), *shlex.split(os.environ["CFLAGS"]), "example.c",
                   "-I", SOURCE / "include", os.environ["LIBRARY"], "-o", "example"]
        subprocess.run(command, cwd=self.directory, check=True)
        printed = subprocess.run(["./example"], cwd=self.directory, check=True, capture_output=True).stdout.decode()
        self.assertEqual(printed, "Free for all. \n")
        self.assertIn(f"/* {printed.strip()} */", example)

    def run_as_after_the_demo(self, command):
        """In a directory where the tool and the reports have the paths that they have in a checkout."""
        (self.directory / "build/demo/cli").mkdir(parents=True, exist_ok=True)
        for name, target in (("build/demo/cli/paidmark", PAIDMARK), ("tests", SOURCE / "tests")):
            if not (self.directory / name).is_symlink():
                (self.directory / name).symlink_to(target)
        return subprocess.run(["sh", "-ec", command], cwd=self.directory, capture_output=True)

    def test_pictures_show_what_the_tool_shows(self):
        made = subprocess.run([sys.executable, "-B", SOURCE / "tests/readme/make_pictures.py", PAIDMARK, "--check"],
                              capture_output=True)
        self.assertEqual(made.returncode, 0, made.stderr.decode())
        shown = re.findall(r'"(tests/readme/pictures/[^"]+)"', README + CHINESE)
        self.assertGreaterEqual(len(shown), 8)
        for picture in shown:
            self.assertTrue((SOURCE / picture).is_file(), picture)

    def test_commands_of_the_demo_tool_succeed(self):
        commands = [block for block in blocks("sh") if "build/demo/cli/paidmark " in block]
        self.assertGreaterEqual(len(commands), 3)
        for command in commands:
            with self.subTest(command=command):
                done = self.run_as_after_the_demo(command)
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                self.assertNotIn(b"Paid.", done.stdout)
        report = REPORT.read_bytes()
        preview = (self.directory / "build/preview.txt").read_bytes()
        self.assertEqual(preview, report[:report.index(b"##paidbegin##")] + report[report.index(b"##paidend##") + 11:])
        for full in ("build/reports/full", "build/sold"):
            self.assertNotIn(b"##paid", (self.directory / full / REPORT.name).read_bytes())
        for cut in ("build/reports/preview", "build/www"):
            self.assertEqual((self.directory / cut / REPORT.name).read_bytes(), preview)

    def test_ci_runs_the_test_command_to_the_letter(self):
        command = block_with("sh", "--preset test")
        self.assertIn(command, (SOURCE / ".ci/run").read_text(encoding="utf-8").splitlines(keepends=True))

    def test_its_presets_work_in_a_folder_with_a_blank_in_its_name(self):
        presets = json.loads((SOURCE / "CMakePresets.json").read_text(encoding="utf-8"))["configurePresets"]
        flags = [value.replace("${sourceDir}", "/with space") for preset in presets
                 for name, value in preset.get("cacheVariables", {}).items()
                 if name.endswith("_FLAGS") and "${sourceDir}" in value]
        self.assertGreaterEqual(len(flags), 1)
        for each in flags:
            words = shlex.split(each)
            self.assertEqual([word for word in words if "/with" in word], [word for word in words if "/with space" in word])

    def test_examples_of_the_format_are_what_the_tool_gives(self):
        rows = re.findall(r"^\| `(.*?)` \| (.*?) \| (.*?) \|$", section("## The format by example"), re.MULTILINE)
        self.assertGreaterEqual(len(rows), 5)
        for document, preview, full in rows:
            for command, expected in (("preview", preview), ("full", full)):
                self.check_row(command, document.replace("⏎", "\n"), expected)

    def test_first_example_is_what_the_tool_gives(self):
        for text in (README, CHINESE):
            document, preview, full = re.findall(r"(?m)^\| .*? \| `(.*)` \|$", text)[:3]
            self.assertIn("##paidbegin##", document)
            self.check_row("preview", document, preview)
            self.check_row("full", document, full)

    def test_the_chinese_one_has_the_same_commands_and_tables(self):
        commands = blocks("sh", CHINESE)
        self.assertGreaterEqual(len(commands), 6)
        self.assertEqual(commands, [block for block in blocks("sh") if block in commands])
        for title in ("## The format by example", "## The command-line tool"):
            rows = codes_of_rows(section(title))
            self.assertGreaterEqual(len(rows), 6)
            self.assertLessEqual(set(rows), set(codes_of_rows(CHINESE)))

    def test_the_chinese_one_explains_problems_that_there_are(self):
        codes = [row[0] for row in codes_of_rows(CHINESE.split("### 报错了怎么改")[1].split("\n## ")[0])]
        names = re.findall(r"\{\"([a-z0-9-]+)\"", (SOURCE / "lib/messages.c").read_text(encoding="utf-8"))
        self.assertGreaterEqual(len(codes), 5)
        self.assertLessEqual(set(codes), set(names))

    def test_php_is_that_of_the_bindings(self):
        example = (SOURCE / "lib/bindings/php/examples/fastadmin/README.md").read_text(encoding="utf-8")
        for block in blocks("php", CHINESE):
            self.assertIn(block.strip(), example)

    def check_row(self, command, document, expected):
        result = subprocess.run([PAIDMARK, command], input=document.encode(), capture_output=True)
        if expected.startswith("refused"):
            self.assertEqual((result.returncode, result.stdout), (1, b""))
            for name in re.findall(r"`(.*?)`", expected):
                self.assertIn(f"[{name}]", result.stderr.decode())
        else:
            self.assertEqual((result.returncode, result.stdout.decode()), (0, expected.strip("`").replace("⏎", "\n")))


if __name__ == "__main__":
    unittest.main()
