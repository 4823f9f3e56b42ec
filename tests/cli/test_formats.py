# test_formats.py - check --format: JSON, SARIF, and workflow commands of GitHub
# SPDX-License-Identifier: MIT
import errno
import json
import os
import urllib.parse

from harness import FAILED, GOOD, REFUSED, SOUND, UNSOUND, ToolTest, main, system_reason

# What others may call a file, and what of it is not for a line of a log: new lines, percent signs, what separates
# properties, what steers a terminal or turns a line around, and what is no UTF-8.
HOSTILE_NAMES = [b"a\n::error::b", b"a\rb", b"a,line=1", b"a:b.txt", b"100%0A", b"a b#c?d", b"\x1b[31m", b'"\\', b"\xff\xfe",
                 "\u202e报告😀".encode(), b"::warning::", b"%", b"-", b"{0}[x](y)"]


def unescape(text):
    """As GitHub's runner does."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def read_command(line):
    """A line as GitHub's runner takes it: its level, its properties, its message."""
    command, _, message = line.removeprefix("::").partition("::")
    level, _, properties = command.partition(" ")
    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
    return level, {name: unescape(value) for name, value in pairs.items()}, unescape(message)


class FormatTest(ToolTest):
    def write_hostile(self, content):
        """A folder of files with these names."""
        os.mkdir(self.directory / "d")
        for name in HOSTILE_NAMES:
            with open(os.fsencode(self.directory) + b"/d/" + name, "wb") as file:
                file.write(content)

    def sarif(self, *arguments, **more):
        result = self.run_tool("check", "--format=sarif", *arguments, **more)
        log = json.loads(result.out.decode("utf-8"))
        self.assertEqual((log["version"], len(log["runs"])), ("2.1.0", 1))
        run = log["runs"][0]
        self.assertEqual(run["invocations"][0]["exitCode"], result.status)
        self.assertEqual(run["invocations"][0]["executionSuccessful"], result.status != FAILED)
        for found in run["results"]:
            self.assertEqual(run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"], found["ruleId"])
        return run

    def github(self, *arguments, **more):
        lines = self.run_tool("check", "--format=github", *arguments, **more).out.decode("utf-8").split("\n")
        self.assertEqual(lines.pop(), "")
        self.assertEqual([line for line in lines if not line.startswith(("::error ", "::warning "))], [])
        return [read_command(line) for line in lines]


class Format(FormatTest):
    def test_text_is_the_default_and_the_last_one_counts(self):
        self.write("bad.txt", UNSOUND)
        text, as_json = (self.run_tool("check", *option, "bad.txt") for option in ([], ["--json"]))
        for options, wanted in ((["--format=text"], text), (["--format", "json"], as_json),
                                (["--format=sarif", "--json"], as_json), (["--json", "--format=text"], text)):
            result = self.run_tool("check", *options, "bad.txt")
            self.assertEqual((result.status, result.out, result.err), (REFUSED, wanted.out, wanted.err))

    def test_wrong_usage_leaves_no_log(self):
        result = self.run_tool("check", "--format=xml", stdin=SOUND)
        self.assertEqual((result.status, result.out), (FAILED, b""))
        self.assertIn("--format xml: is none of text, json, sarif, github\n", result.err)
        self.assertIn("does not apply to info", self.run_tool("info", "--format=json", stdin=SOUND).err)
        os.mkdir(self.directory / "empty")
        result = self.run_tool("check", "--format=sarif", "empty")
        self.assertEqual((result.status, result.out), (FAILED, b""))

    def test_twice_quiet_says_nothing(self):
        self.write("bad.txt", UNSOUND)
        for name in ("text", "json", "sarif", "github"):
            self.expect(self.run_tool("check", "-qq", f"--format={name}", "bad.txt", "missing"), FAILED)

    def test_summaries_stay_on_standard_error(self):
        for name in ("sarif", "github"):
            self.assertEqual(self.run_tool("check", f"--format={name}", stdin=UNSOUND).err,
                             "paidmark: 1 error in 1 of 1 documents\n")
            self.assertEqual(self.run_tool("check", "-q", f"--format={name}", stdin=UNSOUND).err, "")

    def test_no_text_of_a_document_is_in_any(self):
        documents = ["SECRET ##paidbegin## SECRET ##paidbegin## SECRET", "##PaidBegin## SECRET ##paidend##SECRET",
                     "##paidbegin##SECRET <!--more SECRET--> ##paidend##", b"\xc4\xea SECRET", b"SECRET \0 SECRET",
                     "<!--more SECRET-->SECRET"]
        for document in documents:
            data = document if isinstance(document, bytes) else document.encode()
            for name in ("json", "sarif", "github"):
                out = self.run_tool("check", f"--format={name}", stdin=data).out
                self.assertNotIn(b"SECRET", out)
                self.assertGreater(len(out), 50)


class Sarif(FormatTest):
    def test_a_result_member_by_member(self):
        self.write("in.txt", "free ##paidbegin## a ##paidbegin## b ##paidend##\n年##PaidEnd##\n")
        run = self.sarif("in.txt")
        where = {"uri": "in.txt"}
        self.assertEqual(run["columnKind"], "unicodeCodePoints")
        self.assertEqual(run["results"][0], {
            "ruleId": "nested-begin", "ruleIndex": 1, "level": "error",
            "message": {"text": "another begin marker while the first is still open"},
            "locations": [{"physicalLocation": {"artifactLocation": where, "region": {
                "startLine": 1, "startColumn": 22, "endLine": 1, "endColumn": 35, "byteOffset": 21, "byteLength": 13}}}],
            "relatedLocations": [{"physicalLocation": {"artifactLocation": where, "region": {
                "startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 19, "byteOffset": 5, "byteLength": 13}},
                "message": {"text": "the first begin marker; close it before the other, or remove one of them"}}]})
        # What follows from a damaged marker is told with it.
        self.assertEqual([found["ruleId"] for found in run["results"]], ["nested-begin", "lookalike-marker"])
        damaged = run["results"][1]
        self.assertEqual(damaged["locations"][0]["physicalLocation"]["region"], {
            "startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 13, "byteOffset": 52, "byteLength": 11})
        self.assertEqual([place["message"]["text"] for place in damaged["relatedLocations"]],
                         ["so nothing closes what is opened here"])

    def test_sound_documents_leave_no_results(self):
        run = self.sarif(stdin=SOUND)
        self.assertEqual(run["results"], [])
        self.assertEqual(run["invocations"], [{"executionSuccessful": True, "exitCode": GOOD, "toolExecutionNotifications": []}])

    def test_every_code_is_a_rule(self):
        rules = self.sarif(stdin=SOUND)["tool"]["driver"]["rules"]
        ids = [rule["id"] for rule in rules]
        self.assertEqual((ids[0], ids[-1], len(set(ids))), ("unclosed-begin", "invalid-input", len(ids)))
        self.assertNotIn("unknown-problem", ids)
        self.assertEqual(rules[0]["shortDescription"]["text"], "no end marker up to the end of the document closes this")

    def test_warnings_and_salvaged_documents(self):
        warning = b"##paidbegin##a##paidend##"
        self.assertEqual([found["level"] for found in self.sarif(stdin=warning)["results"]], ["warning"])
        self.assertEqual(self.sarif("-q", stdin=warning)["results"], [])
        self.assertEqual(self.sarif("--salvage", stdin=UNSOUND)["results"], self.sarif(stdin=UNSOUND)["results"])

    def test_what_could_not_be_read_does_not_vanish(self):
        self.write("bad.txt", UNSOUND)
        for options in ([], ["-q"]):
            run = self.sarif(*options, "missing", "bad.txt", "lost\n")
            self.assertEqual([found["ruleId"] for found in run["results"]], ["unclosed-begin"])
            self.assertEqual(run["invocations"][0]["toolExecutionNotifications"], [
                {"level": "error", "message": {"text": system_reason(errno.ENOENT)},
                 "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}}}]} for uri in ("missing", "lost%0A")])
        self.assertEqual(len(self.sarif(*(f"missing{i}" for i in range(99)))["invocations"][0]["toolExecutionNotifications"]), 99)

    def test_without_room_for_what_could_not_be_read_it_is_still_a_failure(self):
        result = self.run_tool("check", "--format=sarif", "missing", preexec_fn=lambda: self.allow_no_files())
        run = json.loads(result.out)["runs"][0]
        self.assertFalse(run["invocations"][0]["executionSuccessful"])
        self.assertEqual([note["level"] for note in run["invocations"][0]["toolExecutionNotifications"]], ["error"])

    def allow_no_files(self):
        import resource
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    def test_problems_beyond_the_first_are_counted(self):
        run = self.sarif(stdin=b"##paidend##" * 250)
        self.assertEqual(len(run["results"]), 100)
        note, = run["invocations"][0]["toolExecutionNotifications"]
        self.assertEqual((note["level"], note["message"]["text"]), ("warning", "150 more problems of this document are left out"))

    def test_paths_come_back_byte_for_byte(self):
        self.write_hostile(UNSOUND)
        found = self.sarif("d")["results"]
        uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in found]
        self.assertEqual(sorted(urllib.parse.unquote_to_bytes(uri) for uri in uris), sorted(b"d/" + name for name in HOSTILE_NAMES))
        for uri in uris:
            self.assertRegex(uri, r"\A(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+\Z")
            self.assertEqual(urllib.parse.urlsplit(uri).path, uri)
        # A colon in the first part would be the end of a scheme.
        self.write("a:b", UNSOUND)
        for operand, wanted in (("a:b", "a%3Ab"), ("./a:b", "./a%3Ab"), (str(self.directory / "a:b"), f"file://{self.directory}/a%3Ab"),
                                ("-", "file:///dev/stdin")):
            place = self.sarif(operand, stdin=UNSOUND)["results"][0]["locations"][0]["physicalLocation"]
            self.assertEqual(place["artifactLocation"]["uri"], wanted)

    def test_braces_in_a_message_begin_no_placeholder(self):
        found = self.sarif("--begin", "{{paidpart0}}", "--end", "{0}paidpart{0}", stdin=b"{{paidpart0}}x")["results"]
        self.assertEqual(found[0]["message"]["text"], "no `{{0}}paidpart{{0}}` up to the end of the document closes this")

    def test_places_in_converted_documents_are_those_on_disk(self):
        text = "年 😀\n报##paidbegin##a##PaidEnd##b##paidbegin##"
        for name, codec, mark in (("gb18030", "gb18030", b""), ("utf-16", "utf-16-le", b"\xff\xfe"), ("utf-8", "utf-8", b"\xef\xbb\xbf")):
            document = mark + text.encode(codec)
            for found in self.sarif("--from", name, stdin=document)["results"]:
                for place in found["locations"] + found.get("relatedLocations", []):
                    region = place["physicalLocation"]["region"]
                    piece = document[region["byteOffset"]:region["byteOffset"] + region["byteLength"]].decode(codec)
                    lines = text.splitlines()
                    self.assertEqual(region["startLine"], region["endLine"])
                    self.assertEqual(lines[region["startLine"] - 1][region["startColumn"] - 1:region["endColumn"] - 1], piece)

    def test_a_document_that_is_not_in_its_charset(self):
        found, = self.sarif("--from=GBK", stdin="年\n".encode("gbk") + b"a\xff\xff")["results"]
        self.assertEqual((found["ruleId"], found["level"]), ("invalid-input", "error"))
        self.assertEqual(found["locations"][0]["physicalLocation"]["region"], {
            "startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 3, "byteOffset": 4, "byteLength": 1})
        found, = self.sarif(stdin="年报".encode("gbk"))["results"]
        self.assertIn("; the file looks like GB18030; try", found["message"]["text"])

    def test_a_problem_of_the_whole_document_is_a_place_of_no_bytes(self):
        found, = self.sarif("--unmarked=error", stdin=b"text\n")["results"]
        region = found["locations"][0]["physicalLocation"]["region"]
        self.assertEqual((region["byteLength"], region["startLine"], region["startColumn"]), (0, region["endLine"], region["endColumn"]))


class GitHub(FormatTest):
    def test_a_line_for_each_problem(self):
        self.write("in.txt", "free ##paidbegin## a ##paidbegin## b ##paidend##\n##PaidEnd##\n")
        self.write("warn.txt", "##paidbegin##a##paidend##")
        result = self.run_tool("check", "--format=github", "in.txt", "warn.txt", "missing")
        self.assertEqual(result.status, FAILED)
        self.assertEqual(
            result.out.decode(),
            "::error file=in.txt,line=1,col=22,title=nested-begin::another begin marker while the first is still open\n"
            "::error file=in.txt,line=2,col=1,title=lookalike-marker::damaged marker: this looks like `##paidend##` but is not "
            "exactly that\n"
            "::warning file=warn.txt,line=1,col=1,title=nothing-free::nothing but white space outside the paid regions\n"
            f"::error file=missing,title=failed::{system_reason(errno.ENOENT)}\n",
        )
        self.assertEqual([level for level, _, _ in self.github("-q", "in.txt", "warn.txt")], ["error", "error"])

    def test_names_and_tokens_give_no_commands(self):
        self.write_hostile(UNSOUND)
        commands = self.github("d")
        self.assertEqual([message for _, _, message in commands], ["no `##paidend##` up to the end of the document closes this"] * len(HOSTILE_NAMES))
        names = {properties["file"] for _, properties, _ in commands}
        # What steers a terminal, is not seen or is no UTF-8 is U+FFFD, as in other messages.
        self.assertLessEqual({"d/a\n::error::b", "d/a\rb", "d/a,line=1", "d/a:b.txt", "d/100%0A", "d/::warning::", "d/%",
                              "d/\ufffd[31m", "d/\ufffd\ufffd", "d/\ufffd报告😀"}, names)
        (_, properties, message), = self.github("--begin", "##paidpart##", "--end", "100%::x&&last&&", stdin=b"a ##paidpart##x")
        self.assertEqual((properties["file"], message), ("<stdin>", "no `100%::x&&last&&` up to the end of the document closes this"))

    def test_problems_beyond_the_first_are_counted(self):
        commands = self.github(stdin=b"##paidend##" * 250)
        self.assertEqual((len(commands), commands[-1][0], commands[-1][2]), (101, "warning", "and 150 more problems"))

    def test_hints_come_with_the_message(self):
        (_, _, message), = self.github(stdin="年报".encode("gbk"))
        self.assertIn("; the file looks like GB18030; try", message)
        (_, properties, _), = self.github("--from=GBK", stdin=b"a\xff\xff")
        self.assertEqual((properties["title"], properties["col"]), ("invalid-input", "2"))


if __name__ == "__main__":
    main()
