# test_usage.py - arguments: help, version, and what is wrong with them
# SPDX-License-Identifier: MIT
import re

from harness import FAILED, GOOD, SOUND, ToolTest, main

COMMANDS = ["preview", "full", "rest", "split", "check", "info"]

# arguments -> what stderr says behind "paidmark: ", and whose help it points to
WRONG = [
    (["prevew"], "prevew: no such command, did you mean preview?", ""),
    (["chekc"], "chekc: no such command, did you mean check?", ""),
    (["publish"], "publish: no such command", ""),
    (["version"], "version: no such command, did you mean --version?", ""),
    (["completion", "bash"], "completion: no such command, did you mean --completion?", ""),
    (["help", "ful"], "ful: no such command, did you mean full?", ""),
    ([""], "'': no such command", ""),
    (["--salvage", "preview"], "--salvage: options come after the command", ""),
    (["-x"], "-x: options come after the command", ""),
    (["preview", "--salvge"], "--salvge: no such option, did you mean --salvage?", "preview"),
    (["preview", "--salv"], "--salv: no such option, did you mean --salvage?", "preview"),
    (["preview", "--ouptut=x"], "--ouptut=x: no such option, did you mean --output?", "preview"),
    (["preview", "--bogus"], "--bogus: no such option", "preview"),
    (["preview", "-x"], "-x: no such option", "preview"),
    (["preview", "-qx"], "-qx: no such option", "preview"),
    (["preview", "-salvage"], "-salvage: no such option", "preview"),
    (["check", "--form"], "--form: no such option, did you mean --format?", "check"),  # and not the later --from
    (["check", "--" + "x" * 100], "--" + "x" * 100 + ": no such option", "check"),
    (["check", "--markers", "x" * 300], "--markers " + "x" * 245 + ": is none of default, fastadmin, ghost, more", "check"),
    (["check", "--placehoder", "x"], "--placehoder: no such option", "check"),
    (["check", "--placeholder", "x"], "--placeholder: does not apply to check", "check"),
    (["full", "--excerpt=5"], "--excerpt: does not apply to full", "full"),
    (["info", "-o", "x"], "--output: does not apply to info", "info"),
    (["check", "--to", "GBK"], "--to: does not apply to check", "check"),
    (["preview", "--json"], "--json: does not apply to preview", "preview"),
    (["preview", "--output"], "--output: needs a value", "preview"),
    (["preview", "-o"], "--output: needs a value", "preview"),
    (["preview", "-o", ""], "--output '': is no name of a file", "preview"),
    (["preview", "--salvage=yes"], "--salvage: takes no value", "preview"),
    (["preview", "--excerpt", "ten"], "--excerpt ten: give a whole number, 1 or more", "preview"),
    (["preview", "--excerpt", "0"], "--excerpt 0: give a whole number, 1 or more", "preview"),
    (["preview", "--excerpt", "-1"], "--excerpt -1: give a whole number, 1 or more", "preview"),
    (["preview", "--excerpt="], "--excerpt '': give a whole number, 1 or more", "preview"),
    (["preview", "--excerpt", "9" * 30], "--excerpt " + "9" * 30 + ": is too large", "preview"),
    (["preview", "--excerpt", "18446744073709551616"], "--excerpt 18446744073709551616: is too large", "preview"),
    (["preview", "--excerpt", "1:"], "--excerpt 1:: give a whole number, 1 or more", "preview"),
    (["preview", "--excerpt", "1/"], "--excerpt 1/: give a whole number, 1 or more", "preview"),
    (["records", "--jobs", "513"], "--jobs 513: is too large", "records"),
    (["preview", "--markers", "wordpress"],
     "--markers wordpress: is none of default, fastadmin, ghost, more", "preview"),
    (["preview", "--unmarked", "maybe"], "--unmarked maybe: is none of free, paid, error", "preview"),
    (["preview", "--color", "blue"], "--color blue: is none of auto, always, never", "preview"),
    (["preview", "--from", "klingon-1"], "--from klingon-1: unknown charset; `iconv -l` lists the names", "preview"),
    (["preview", "--to", "klingon-1"], "--to klingon-1: unknown charset; `iconv -l` lists the names", "preview"),
    (["preview", "--to", "auto"], "--to auto: unknown charset; `iconv -l` lists the names", "preview"),
    (["preview", "--placeholder", b"\xff"], "--placeholder \ufffd: is not UTF-8", "preview"),
    (["preview", "--begin", "["], "--begin: needs an --end", "preview"),
    (["preview", "--end", "]"], "--end ]: has no --begin ahead of it", "preview"),
    (["preview", "--begin", "[", "--begin", "("],
     "--begin (: comes before the --begin ahead of it has its --end", "preview"),
    (["preview", "--begin", "[", "--end", "]", "--end", ")"], "--end ): has no --begin ahead of it", "preview"),
    (["preview", "--markers", "more", "--begin", "[", "--end", "<!--more-->"],
     "--begin, --end, --divider: a token is 1 to 64 bytes of UTF-8 without a line ending, and all are different",
     "preview"),
    (["preview", "--divider", " …>"],
     "--begin, --end, --divider: a token is 1 to 64 bytes of UTF-8 without a line ending, and all are different",
     "preview"),
    (["preview", "--begin", "[", "--divider", "="],
     "--divider =: comes before the --begin ahead of it has its --end", "preview"),
    (["preview", "--markers", "default,"], "--markers default,: is none of default, fastadmin, ghost, more", "preview"),
    (["preview", "--placeholder", "{charakters}"], "--placeholder {charakters}: has a {field} other than {characters}, {percent}, {region}, {regions}; write {{ for {",
     "preview"),
    (["check", "--exclude", "*.{txt"], "--exclude *.{txt: has a { without its }; \\{ stands for the sign itself", "check"),
    (["check", "--exclude", "{x\\}"], "--exclude {x\\}: has a { without its }; \\{ stands for the sign itself", "check"),
    (["check", "--exclude", "{x\\"], "--exclude {x\\: has a { without its }; \\{ stands for the sign itself", "check"),
    (["check", "--exclude", "!x"],
     "--exclude !x: patterns that take others back are not supported; \\! stands for the sign itself", "check"),
    (["check", "--include", "./"], "--include ./: names nothing in a folder", "check"),
    (["check", "--include", ""], "--include '': names nothing in a folder", "check"),
    (["check", "--include", "{a,b}" * 14], "--include " + "{a,b}" * 14 + ": has too many alternatives", "check"),
    (["preview", "--excerpt-visible"], "--excerpt-visible: needs an --excerpt", "preview"),
    (["preview", "--placeholder", "x", "--excerpt", "5"], "--placeholder: does not go with --excerpt", "preview"),
    (["check", "-", "-"], "-: standard input can be read only once", "check"),
    (["check", "--files0-from=x", "a"], "--files0-from: does not go with documents named on the command line", "check"),
    (["preview", "a", "b"], "b: one document at a time", "preview"),
    (["preview", "--", "a", "--quiet"], "--quiet: one document at a time", "preview"),
    (["preview", "--\x1b[2J"], "--\ufffd[2J: no such option", "preview"),
]

BAD_TOKENS = [
    ("", "]"),
    ("[", ""),
    ("[", "["),
    ("[\n", "]"),
    (b"\xff", "]"),
    ("x" * 65, "]"),
    ("[", "] ..."),
]


class Usage(ToolTest):
    def test_wrong_arguments_are_named_and_help_is_pointed_to(self):
        for arguments, message, command in WRONG:
            with self.subTest(arguments=arguments):
                see = "paidmark " + command + " --help" if command else "paidmark --help"
                self.expect(self.run_tool(*arguments), FAILED, err=f"paidmark: {message}\npaidmark: see {see}\n")

    def test_most_options_have_no_letter(self):
        for command in ("preview", "split", "check", "records"):
            self.assertIn("-\ufffd: no such option\n", self.run_tool(command, "-\x01").err)

    def test_without_a_command_the_usage_is_shown(self):
        self.expect(self.run_tool(), FAILED, err="paidmark: no command\n"
                    "Usage: paidmark COMMAND [OPTION...] [PATH...]\n"
                    "Commands: preview, full, rest, split, check, info, records; see paidmark --help\n"
                    "Example: paidmark preview report.txt -o preview.txt\n")

    def test_tokens_that_the_library_does_not_take_are_a_usage_error(self):
        for begin, end in BAD_TOKENS:
            with self.subTest(begin=begin, end=end):
                result = self.run_tool("preview", "--begin", begin, "--end", end)
                self.assertEqual((result.status, result.out), (FAILED, b""))
                self.assertIn("a token is 1 to 64 bytes of UTF-8", result.err)

    def test_there_may_be_hundreds_of_pairs(self):
        pairs = [f"--{kind}=[{slash}paid-part-{number}]" for number in range(500) for kind, slash in (("begin", ""), ("end", "/"))]
        self.expect(self.run_tool("preview", *pairs, stdin=b"a[paid-part-7]b[/paid-part-7]c"), GOOD, "ac")

    def test_nothing_is_read_or_written_when_the_arguments_are_wrong(self):
        self.write("in.txt", SOUND)
        self.run_tool("preview", "-o", "out.txt", "--bogus", "in.txt")
        self.assertEqual(self.names(), ["in.txt"])

    def test_a_file_whose_name_begins_with_a_hyphen_is_told_how_to_be_named(self):
        for name in ("-dash.txt", "-x.txt", "-qx"):
            self.write(name, SOUND)
            with self.subTest(name=name):
                self.expect(self.run_tool("preview", name), FAILED,
                            err=f"paidmark: {name}: is read as options; for the file of that name, put ./ before it\n"
                                "paidmark: see paidmark preview --help\n")
                self.expect(self.run_tool("preview", "./" + name), GOOD, "甲丁\n")

    def test_version(self):
        for arguments in (["--version"], ["-V"], ["preview", "--version"], ["info", "-V"]):
            with self.subTest(arguments=arguments):
                self.expect(self.run_tool(*arguments), GOOD, "paidmark 0.2.0\n")
                if arguments[0] in COMMANDS:
                    self.expect(self.run_tool(*arguments, "--bogus"), GOOD, "paidmark 0.2.0\n")

    def test_completion(self):
        for shell in ("bash", "fish", "zsh"):
            with self.subTest(shell=shell):
                result = self.run_tool("--completion", shell)
                self.assertEqual((result.status, result.err), (GOOD, ""))
                self.assertIn("--no-lookalikes" if shell != "fish" else "-l no-lookalikes", result.out.decode())
        for arguments in (["--completion"], ["--completion", "csh"]):
            with self.subTest(arguments=arguments):
                result = self.run_tool(*arguments)
                self.assertEqual((result.status, result.out), (FAILED, b""))
                self.assertIn("bash, fish or zsh", result.err)

    def test_help_of_the_tool(self):
        first = self.run_tool("--help")
        self.assertEqual((first.status, first.err), (GOOD, ""))
        for command in COMMANDS:
            self.assertRegex(first.out.decode(), rf"(?m)^  {command} +\w")
        for arguments in (["-h"], ["help"]):
            self.expect(self.run_tool(*arguments), GOOD, first.out)

    def test_example_in_the_help(self):
        example = self.run_tool("--help").out.decode().split("Example:\n")[1].split("\n\n")[0]
        (_, report), *runs = re.findall(r"  \$ (.*)\n  (.*)", example)
        self.assertEqual(len(runs), 2)
        self.write("report.txt", report.encode() + b"\n")
        for command, printed in runs:
            self.expect(self.run_tool(*command.split()[1:]), GOOD, printed.encode() + b"\n")

    def test_help_of_a_command(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                first = self.run_tool(command, "--help")
                self.assertEqual((first.status, first.err), (GOOD, ""))
                self.assertIn(f"Usage: paidmark {command} ", first.out.decode())
                self.expect(self.run_tool("help", command), GOOD, first.out)
                self.expect(self.run_tool(command, "-h", "--bogus"), GOOD, first.out)

    def test_help_fits_a_terminal(self):
        for arguments in (["--help"], *(["help", command] for command in COMMANDS)):
            for line in self.run_tool(*arguments).out.decode().splitlines():
                self.assertLessEqual(len(line), 80, line)

    def test_the_commands_of_an_option_stand_behind_its_text_where_they_fit(self):
        alone = re.findall(r"(.*)\n +(\([a-z, ]+\))\n", self.run_tool("--help").out.decode())
        self.assertTrue(alone)
        for before, commands in alone:
            self.assertGreater(len(f"{before} {commands}"), 80)

    def test_every_option_in_the_help_of_a_command_is_taken_by_it_and_no_other(self):
        everywhere = set(re.findall(r"(?m)^  (?:-., |    )--([a-z0-9-]+)", self.run_tool("--help").out.decode()))
        for command in COMMANDS:
            listed = re.findall(r"(?m)^  (?:-., |    )--([a-z0-9-]+)", self.run_tool("help", command).out.decode())
            self.assertIn("salvage", listed)
            for option in sorted(everywhere):
                with self.subTest(command=command, option=option):
                    result = self.run_tool(command, f"--{option}", "--help")
                    self.assertNotIn("no such option", result.err)
                    self.assertEqual("does not apply" in result.err, option not in listed)

    def test_options_stand_anywhere_and_in_any_form(self):
        self.write("in.txt", SOUND)
        for arguments in (
            ["-o", "out.txt", "in.txt"],
            ["-oout.txt", "in.txt"],
            ["--output=out.txt", "in.txt"],
            ["--output", "out.txt", "in.txt"],
            ["in.txt", "-qo", "out.txt"],
            ["in.txt", "-qoout.txt"],
            ["-q", "-o", "out.txt", "--", "in.txt"],
        ):
            with self.subTest(arguments=arguments):
                self.expect(self.run_tool("preview", *arguments), GOOD)
                self.assertEqual(self.read("out.txt"), "甲丁\n".encode())
                (self.directory / "out.txt").unlink()

    def test_the_largest_numbers(self):
        self.expect(self.run_tool("preview", "--excerpt", "18446744073709551615", stdin=SOUND), GOOD, "甲丁\n")
        self.expect(self.run_tool("preview", "--excerpt", "0000000000000000000000001", stdin=SOUND), GOOD, "甲")
        self.assertEqual(self.run_tool("records", "--jobs", "512", stdin=b'{"text":""}').status, GOOD)

    def test_a_lone_hyphen_is_standard_input_and_two_end_the_options(self):
        self.write("--quiet", SOUND)
        self.expect(self.run_tool("preview", "-", stdin=SOUND), GOOD, "甲丁\n")
        self.expect(self.run_tool("preview", stdin=SOUND), GOOD, "甲丁\n")
        self.expect(self.run_tool("preview", "--", "-", stdin=SOUND), GOOD, "甲丁\n")
        self.expect(self.run_tool("preview", "--", "--quiet"), GOOD, "甲丁\n")


if __name__ == "__main__":
    main()
