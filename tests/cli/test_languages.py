# test_languages.py - what the tool says in Chinese, and that nothing it can say is left out of the catalogue
# SPDX-License-Identifier: MIT
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import unittest

from harness import FAILED, PAIDMARK, REFUSED, SOUND, UNSOUND, ToolTest

SOURCE = pathlib.Path(os.environ["SOURCE"])
CATALOGUE = SOURCE / "cli/po/zh_CN.po"
COMMANDS = ("preview", "full", "rest", "split", "check", "info", "records")

DAMAGED = "甲＃＃paidbegin＃＃乙##paidend##丙\n"


def gettext(*arguments, **more):
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                          **more)


def columns(text):
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


class Catalogue(unittest.TestCase):
    def test_has_every_sentence_of_the_sources(self):
        with tempfile.TemporaryDirectory() as directory:
            template = pathlib.Path(directory) / "paidmark.pot"
            template.write_text(gettext(sys.executable, "-B", SOURCE / "cli/po/catalogue.py").stdout, encoding="utf-8")
            self.assertGreater(template.read_text(encoding="utf-8").count("msgid "), 200)
            merged = gettext("msgmerge", "--quiet", "--no-wrap", "--no-location", CATALOGUE, template).stdout
        self.assertEqual(merged, CATALOGUE.read_text(encoding="utf-8"), "run cli/po/catalogue.py --update, and translate")
        self.assertNotIn("#~", merged)

    def test_translates_every_sentence(self):
        with tempfile.TemporaryDirectory() as directory:
            said = gettext("msgfmt", "--check-format", "--check-domain", "--statistics",
                           "-o", pathlib.Path(directory) / "paidmark.mo", CATALOGUE).stderr
        self.assertRegex(said, r"^\d+ translated messages\.\n$")

    @staticmethod
    def pairs():
        text = gettext("msgcat", "--no-wrap", CATALOGUE).stdout.replace('"\n"', "")
        return re.findall(r'(?s)msgid "(.*?)"\n(?:msgid_plural.*?\n)?msgstr(?:\[0\])? "(.*?)"\n', text)

    def test_keeps_commands_and_options_as_they_are_typed(self):
        for source, translated in self.pairs():
            typed = {word for word in re.findall(r"--[a-z][\w-]+|\[[a-z-]+\]", source)}
            self.assertLessEqual(typed, set(re.findall(r"--[a-z][\w-]+|\[[a-z-]+\]", translated)), source)

    def test_keeps_the_colon_behind_what_a_message_is_about(self):
        prefixes = 0
        for source, translated in self.pairs():
            if prefix := re.match(r"(?:%s)+: ", source):
                self.assertTrue(translated.startswith(prefix[0]), translated)
                prefixes += 1
        self.assertGreater(prefixes, 10)

    # Programs for shells; reasons in JSON, notifications in SARIF; words of a diff; what is typed.
    NOT_FOR_USERS = {"cli/commands/completion.c", "cli/records/reader.c", "cli/show/diff.c", "cli/show/sarif.c"}
    WORDS = {'"text json sarif github"', '"preview full rest excerpt"', '"auto always never"', '"free paid error"'}

    NO_STRINGS = r"/\*.*?\*/|^#include.*?$|\b_Static_assert\(.*?;|'(?:[^'\\]|\\.)'"

    def test_no_sentence_is_unmarked(self):
        literal = r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*'
        unmarked = []
        for path in sorted((SOURCE / "cli").rglob("*.[ch]")):
            text = re.sub(self.NO_STRINGS, "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
            marked = rf"(?:\b_|\bN_)\(\s*{literal}\s*\)|\bngettext\(\s*{literal},\s*{literal},"
            for sentence in re.findall(literal, re.sub(marked, "", text)):
                if re.search(r"[a-z]{2,} [a-z]{2,}", sentence) and sentence not in self.WORDS:
                    unmarked.append((str(path.relative_to(SOURCE)), sentence))
        self.assertEqual([found for found in unmarked if found[0] not in self.NOT_FOR_USERS], [])
        self.assertEqual({file for file, _ in unmarked}, self.NOT_FOR_USERS)


class ChineseTest(ToolTest):
    @classmethod
    def setUpClass(cls):
        """A locale of the name zh_CN.UTF-8, which few systems have: that of C.UTF-8, which all have, under that name."""
        directory = tempfile.TemporaryDirectory(prefix="paidmark-locales-")
        cls.addClassCleanup(directory.cleanup)
        shutil.copytree("/usr/lib/locale/C.utf8", pathlib.Path(directory.name) / "zh_CN.utf8")
        cls.chinese = {"LC_ALL": "zh_CN.UTF-8", "LOCPATH": directory.name}

    def in_chinese(self, *arguments, env=None, **more):
        return self.run_tool(*arguments, env={**self.chinese, **(env or {})}, **more)


class Chinese(ChineseTest):
    def test_a_problem_in_its_line(self):
        self.write("a.txt", DAMAGED)
        self.expect(self.in_chinese("check", "a.txt"), REFUSED,
                    "a.txt:1:2: 错误: 标记写坏了：像 `##paidbegin##`，但不完全一样 [lookalike-marker]\n"
                    "    | 甲＃＃paidbegin＃＃乙##paidend##丙\n"
                    "    |   ^~~~~~~~~~~~~~~~~\n"
                    "a.txt:1:16: 提示: 所以这个结束标记没有配对 [unexpected-end]\n"
                    "a.txt:1:2: 提示: 如果正文只是提到这个标记，见 --no-lookalikes\n",
                    "paidmark: 1 处错误，在 1 个文档里（共 1 个）\n")

    def test_a_refusal_says_what_to_do(self):
        self.write("a.txt", UNSOUND)
        self.expect(self.in_chinese("preview", "a.txt"), REFUSED, "",
                    "a.txt:1:2: 错误: 到文末都没有 `##paidend##` 来结束它 [unclosed-begin]\n"
                    "paidmark: a.txt: 拒绝；改正标记（上面 1 处），或用 --salvage 从严处理\n")

    def test_a_wrong_option(self):
        self.expect(self.in_chinese("check", "--colour"), FAILED, "",
                    "paidmark: --colour: 没有这个选项。是不是想写 --color？\npaidmark: 用法见 paidmark check --help\n")
        self.expect(self.in_chinese("preview", "--excerpt", "0"), FAILED, "",
                    "paidmark: --excerpt 0: 请给一个整数，1 或更大\npaidmark: 用法见 paidmark preview --help\n")

    def test_lines_of_info_stand_under_each_other(self):
        self.write("a.txt", SOUND)
        self.write("报告.txt", SOUND * 9)
        self.write("c.txt", UNSOUND)
        lines = self.in_chinese("info", "a.txt", "报告.txt", "c.txt").out.decode().splitlines()
        self.assertEqual(lines[2].split(None, 1)[1], "拒绝：1 处错误，见 `paidmark check c.txt`")
        self.assertIn("合计 2 个文档", lines[3])
        self.assertTrue(lines[3].endswith("  1 个被拒绝，未计入"), lines[3])
        for word in ("字符", "免费", "处收费"):
            self.assertEqual(len({columns(line[:line.index(word)]) for line in lines if "免费" in line}), 1, word)

    def test_the_summary_of_split(self):
        self.write("src/a.txt", SOUND)
        self.write("src/b.txt", UNSOUND)
        error = self.in_chinese("split", "src", "-d", "out").err.splitlines()[-1]
        self.assertRegex(error, r"^paidmark: 2 个文档：分好 1，拒绝 1，失败 0，跳过 0；读 \d+ 字节，写 \d+ 字节，"
                                r"\d+\.\d\d 秒$")

    def test_a_name_stays_harmless(self):
        self.write("a\n\x1b[31m.txt", UNSOUND)
        self.assertIn("\npaidmark: a\ufffd\ufffd[31m.txt: 拒绝", self.in_chinese("preview", "a\n\x1b[31m.txt").err)

    def test_help_fits_eighty_columns(self):
        for arguments in [("--help",), *((command, "--help") for command in COMMANDS)]:
            help_text = self.in_chinese(*arguments).out.decode()
            self.assertIn("用法：paidmark ", help_text)
            self.assertEqual([line for line in help_text.splitlines() if columns(line) > 80], [])


# Arguments, of which the tool says something of its own: the reasons of the system are in Chinese on some machines only.
# Their files are made by lay_out.
SCENARIOS = [
    (), ("--help",), ("nosuch",), ("help", "nosuch"), ("--completion",), ("-x",), ("version",),
    *((command, "--help") for command in COMMANDS),
    ("check", "--no-such"), ("check", "--markers"), ("check", "--salvage=yes"), ("info", "-d", "x"), ("check", "-", "-"),
    ("preview", "sound.txt", "sound.txt"), ("preview", "-dash.txt"), ("preview", "--begin", "[[a]]"),
    ("preview", "--end", "x"), ("preview", "--begin", "x", "--begin", "y"), ("preview", "--markers", "none"),
    ("preview", "--begin", "x\n", "--end", "x"), ("preview", "--unmarked", "x"), ("preview", "--color", "x"),
    ("preview", "--from", "x"), ("preview", "--to", "auto"), ("preview", "--excerpt", "x"),
    ("preview", "--excerpt", "9" * 30), ("preview", "--excerpt-visible"), ("preview", "-o", ""),
    ("preview", "--placeholder", "{x}"), ("preview", "--placeholder", "x", "--excerpt", "1"), ("split", "folder"),
    ("split", "-d", "out"), ("split", "-", "-d", "out"), ("split", "folder", "-d", ""),
    ("split", "folder", "-d", "out", "--preview", "x"), ("split", "folder", "--preview", "p", "--full", "p/f"),
    ("split", "folder", "-d", "folder/out"), ("split", "folder", "-d", "out", "--dry-run"),
    ("split", "folder", "folder/deeper/../deeper", "-d", "out"), ("split", "folder/.paidmark-x", "-d", "out"),
    ("split", "deep/a.txt", "folder/a.txt", "-d", "out"), ("split", "missing", "-d", "out"),
    ("split", "folder", "-d", "out", "--exclude", "nothing"), ("check", "folder", "--exclude", "!x"),
    ("check", "folder", "--exclude", "{x"), ("check", "folder", "--exclude", "/"), ("check", "folder", "--include", "x"),
    ("check", "empty"), ("check", "empty", "empty"), ("check", "--files0-from", "list", "x"),
    ("check", "--files0-from", "sound.txt"), ("check", "--files0-from", "empty.txt"), ("check", "--files0-from", "dash"),
    ("check", "missing", "folder"), ("check", "site"), ("check", "site", "folder"), ("check", "bad-site"),
    ("check", "--begin", "[a]", "--end", "[b]", "sound.txt"), ("check", "--salvage", "unsound.txt"),
    ("check", "folder", "unsound.txt", "nested.txt", "stray.txt", "damaged.txt", "paid.txt", "empty-region.txt",
     "foreign.txt", "gb18030.txt", "not-text.txt", "twice.txt", "fastadmin.txt"),
    ("check", "--markers", "more", "dividers.txt"), ("check", "--unmarked", "error", "empty.txt"),
    ("check", "--from", "utf-16le", "sound.txt"), ("preview", "utf-16.txt"), ("preview", "gb18030.txt"),
    ("preview", "--unmarked", "error", "empty.txt"), ("preview", "--salvage", "gb18030.txt"), ("preview", "word.docx"),
    ("preview", "x.rtf"), ("preview", "x.pdf"), ("preview", "folder/x.png"), ("preview", "folder"),
    ("preview", "sound.txt", "-o", "sound.txt"), ("preview", "sound.txt", "--to", "ascii"),
    ("info", "folder", "unsound.txt"), ("info", "--salvage", "folder", "unsound.txt"),
    ("records", "records.jsonl"), ("records", "--as", "text", "records.jsonl"), ("records", "--want", "x"),
    ("records", "--want", "excerpt"), ("records", "--field", "~", "records.jsonl"),
]

FILES = {
    "sound.txt": SOUND, "unsound.txt": UNSOUND, "empty.txt": "", "dash": "-\0", "list": "sound.txt\0",
    "-dash.txt": SOUND, "folder/a.txt": SOUND, "folder/plain.txt": "x", "folder/x.png": b"\x89PNG\r\n\x1a\n\0\0",
    "folder/deeper/b.txt": SOUND, "folder/.paidmark-x": SOUND, "deep/a.txt": SOUND, "empty/.keep": "", "p/.keep": "",
    "nested.txt": "##paidbegin##a##paidbegin##b##paidend##", "stray.txt": "a##paidend##", "damaged.txt": DAMAGED,
    "paid.txt": "##paidbegin##a##paidend##", "empty-region.txt": "a##paidbegin## ##paidend##", "foreign.txt": "a<!--more-->",
    "gb18030.txt": "年度工作总结报告".encode("gb18030"), "not-text.txt": b"a\0b", "utf-16.txt": "paidbegin".encode("utf-16le"),
    "twice.txt": "a##paidbegin##b##PaidEnd##c##paidbegin##d", "dividers.txt": "a<!--more-->b<!--more-->c",
    "fastadmin.txt": "a<paid>b</paid>", "word.docx": b"PK\3\4", "x.rtf": "{\\rtf1", "x.pdf": "%PDF-1.7",
    "site/.paidmark": "exclude = drafts/\n", "site/a.txt": SOUND, "bad-site/.paidmark": "nosuch = 1\n",
    "bad-site/a.txt": SOUND, "records.jsonl": '{"text":"a##paidbegin##b"}\n{}\n',
}


class Everything(ChineseTest):
    def lay_out(self):
        for name, content in FILES.items():
            self.write(name, content)

    def english_in(self, text):
        """Sentences of English, without what is quoted, typed, or the system's reason."""
        text = re.sub(r"`[^`]*`|\bpaidmark (?:[a-z]+\b|--\w+)|report\.txt", "", text)
        return re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+", text.replace("No such file or directory", ""))

    def test_says_all_of_it_in_chinese_and_means_the_same(self):
        self.lay_out()
        for arguments in SCENARIOS:
            with self.subTest(arguments=arguments):
                english = self.run_tool(*arguments)
                shutil.rmtree(self.directory / "out", ignore_errors=True)
                chinese = self.in_chinese(*arguments)
                shutil.rmtree(self.directory / "out", ignore_errors=True)
                self.assertEqual(chinese.status, english.status)
                self.assertNotEqual((chinese.out, chinese.err), (english.out, english.err))
                if arguments[0:1] not in (("preview",), ("full",), ("rest",), ("records",)):
                    self.assertEqual(self.english_in(chinese.out.decode()), [])
                self.assertEqual(self.english_in(chinese.err), [])

    def test_the_check_sees_english(self):
        self.lay_out()
        self.assertNotEqual(self.english_in(self.run_tool("check", "--no-such").err), [])
        self.assertNotEqual(self.english_in(self.run_tool("check", "unsound.txt").out.decode()), [])

    def test_json_is_the_same_in_every_language(self):
        self.lay_out()
        for arguments in (("check", "--json", "."), ("info", "--json", "."), ("records", "records.jsonl"),
                          ("split", "--json", "folder", "missing", "-d", "out")):
            results = []
            for env in ({}, self.chinese):
                results.append(self.run_tool(*arguments, env=env))
                shutil.rmtree(self.directory / "out", ignore_errors=True)
            english, chinese = (re.sub(rb'"milliseconds":\d+|"modified":"[^"]*"', b"", result.out) for result in results)
            self.assertIn(b"{", english)
            self.assertEqual(chinese, english)


class Choice(ChineseTest):
    def language(self, **env):
        return "Chinese" if "没有" in self.run_tool("nosuch", env=env).err else "English"

    def test_is_that_of_the_locale(self):
        path = {"LOCPATH": self.chinese["LOCPATH"]}
        self.assertEqual(self.language(LC_ALL="", LANG="zh_CN.UTF-8", **path), "Chinese")
        self.assertEqual(self.language(LC_ALL="", LC_CTYPE="zh_CN.UTF-8", LC_MESSAGES="zh_CN.UTF-8", **path), "Chinese")
        self.assertEqual(self.language(LC_ALL="zh_CN.UTF-8", LANGUAGE="en", **path), "English")

    def test_is_english_for_c_and_where_names_would_be_in_another_charset(self):
        path = {"LOCPATH": self.chinese["LOCPATH"]}
        self.assertEqual(self.language(LC_ALL="C", LANG="zh_CN.UTF-8", LANGUAGE="zh_CN", **path), "English")
        self.assertEqual(self.language(LC_ALL="", LC_MESSAGES="zh_CN.UTF-8", **path), "English")
        self.assertEqual(self.language(LC_ALL="zh_CN.GB18030", **path), "English")

    def test_goes_along_when_the_tree_is_moved(self):
        tool = pathlib.Path(PAIDMARK)
        moved = self.directory / "moved/bin/paidmark"
        catalogue = "share/locale/zh_CN/LC_MESSAGES/paidmark.mo"
        for path in (moved, self.directory / "moved" / catalogue):
            path.parent.mkdir(parents=True)
        shutil.copy(tool.parent.parent / catalogue, self.directory / "moved" / catalogue)
        shutil.copy(tool, moved)
        environment = {**os.environ, **self.chinese}
        done = subprocess.run([moved, "nosuch"], env=environment, stderr=subprocess.PIPE, check=False)
        self.assertIn("没有这个命令", done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
