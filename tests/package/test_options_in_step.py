# test_options_in_step.py - man page and completions have the commands and options that --help has, and no others
# SPDX-License-Identifier: MIT
#
# --help comes from the tool's own tables. An option is a name, a letter or none, what its value is called or None, and
# the commands that take it. SHELLS says whose completions are looked at; they are run, not read.
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

os.environ["LC_ALL"] = "C"
SOURCE = pathlib.Path(os.environ["SOURCE"])
PAIDMARK = os.environ["PAIDMARK"]
SHELLS = os.environ["SHELLS"].split()
MANUAL = SOURCE / "cli/man/paidmark.1"
CHINESE_MANUAL = SOURCE / "cli/man/zh_CN/paidmark.1"


def tool(*arguments):
    return subprocess.run([PAIDMARK, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


# ---- What --help says ------------------------------------------------------------------------------------------------

def options_of_help(text):
    """name: letter, value, commands it is only for (or none are named)."""
    options, name = {}, None
    for line in text.splitlines():
        head = re.match(r"  (?:-(\w), |    )--([\w-]+)(?: ([A-Z]+))?(?:  |$)", line)
        if head:
            letter, name, value = head.groups()
            options[name] = (letter, value, frozenset())
        only = re.search(r"\(([\w, ]+)\)$", line)
        if name and only and set(only[1].split(", ")) <= set(COMMANDS):
            options[name] = (*options[name][:2], frozenset(only[1].split(", ")))
    return options


def groups_of_help(text):
    """The options under each title."""
    options = text.split("\nOptions, ")[1]
    return {title: re.findall(r"(?m)^  (?:-., |    )--([\w-]+)", rows)
            for title, rows in re.findall(r"(?ms)^(\w[\w ]+):\n(  .*?)\n(?=\n)", options)}


def commands_of_help(text):
    block = text.split("\nCommands:\n")[1].split("\n\n")[0]
    return [re.match(r"  (\w+) ", line)[1] for line in block.splitlines()]


HELP = tool("--help")
COMMANDS = [command for command in commands_of_help(HELP) if command != "help"]
OPTIONS = {name: (letter, value, only or frozenset(COMMANDS))
           for name, (letter, value, only) in options_of_help(HELP).items()}


def words_of(command):
    """Every spelling of the options of a command, and of those that take a value."""
    taken = [(name, letter, value) for name, (letter, value, commands) in OPTIONS.items() if command in commands]
    spelt = {"--" + name for name, _, _ in taken} | {"-" + letter for _, letter, _ in taken if letter}
    valued = {"--" + name for name, _, value in taken if value} | {"-" + letter for _, letter, value in taken
                                                                   if letter and value}
    return spelt, valued


EXPECTED = {command: words_of(command) for command in COMMANDS}


# ---- What the man page says ------------------------------------------------------------------------------------------

def options_of_manual(text):
    options = {}
    options_in = re.split(r"\n\.Sh (?:OPTIONS|选项)\n", text)[1].split("\n.Sh ")[0]
    for item in re.split(r"^\.It ", options_in, flags=re.MULTILINE)[1:]:
        head, _, body = item.partition("\n")
        letter, name, value = re.fullmatch(r"(?:Fl (\w) , )?Fl -([\w-]+)(?: Ar (\w+))?", head).groups()
        only = re.search(r"^(?:Only for|（只用于)\n\.Cm ([\w ,]+) (?:\.|Ns No ）)$", body, re.MULTILINE)
        options[name] = (letter, value, frozenset(only[1].split(" , ")) if only else frozenset(COMMANDS))
    return options


def groups_of_manual(text):
    section = re.split(r"\n\.Sh (?:OPTIONS|选项)\n", text)[1].split("\n.Sh ")[0]
    return {title: re.findall(r"^\.It (?:Fl \w , )?Fl -([\w-]+)", body, re.MULTILINE)
            for title, body in re.findall(r"(?ms)^\.Ss ([^\n]+)\n(.*?)(?=^\.Ss |\Z)", section)}


def commands_of_manual(text):
    description = re.split(r"\n\.Sh (?:DESCRIPTION|说明)\n", text)[1].split("\n.Sh ")[0]
    return re.findall(r"^\.It Cm (\w+)$", description, re.MULTILINE)


def members_named_in_manual(text):
    """The members of objects in JSON."""
    section = text.split("\n.Sh JSON OUTPUT\n")[1].split("\n.Sh ")[0]
    named = re.findall(r"^\.(?:It |Pq )?Li ([a-z_]+(?: , [a-z_]+)*)", section, re.MULTILINE)
    return {name for names in named for name in names.split(" , ")}


def members_of(value):
    if isinstance(value, list):
        return set().union(*map(members_of, value))
    return set(value).union(*map(members_of, value.values())) if isinstance(value, dict) else set()


def members_printed(directory):
    """By all commands, of documents that have everything there is to tell."""
    (directory / ".paidmark").touch()
    (directory / "sound").write_text("a##paidbegin##b##paidend##")
    (directory / "unclosed").write_text("a##paidbegin##b##PaidEnd##c##paidbegin##d")
    (directory / "old").write_bytes("年度报告".encode("gb18030"))
    bad = os.fsencode(directory) + b"/\xff"
    pathlib.Path(os.fsdecode(bad)).write_text("a")
    (directory / "out/preview").mkdir(parents=True)
    pathlib.Path(os.fsdecode(os.fsencode(directory) + b"/out/preview/\xff")).write_text("there before any state")
    settled = pathlib.Path(os.fsdecode(os.fsencode(directory) + b"/\xfe"))
    settled.mkdir()
    (settled / ".paidmark").touch()
    (settled / "sound").touch()
    (directory / "wide").write_text("a##paidbegin##b##paidbegin##c", encoding="utf-16")
    calls = (["check", "unclosed", "old", "wide"], ["info", "sound", bad], ["split", "sound", "-d", "out"],
             ["split", "sound", b"missing\xff", "-d", "out"], ["split", b"\xfe", "-d", "elsewhere"])
    members = set()
    for command, *operands in calls:
        done = subprocess.run([PAIDMARK, command, "--json", *operands], cwd=directory, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=False)
        members |= members_of([json.loads(line) for line in done.stdout.splitlines()])
    return members


def is_setting(name, directory):
    """Whether .paidmark may have it."""
    (directory / ".paidmark").write_text(name)
    done = subprocess.run([PAIDMARK, "check"], cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, check=False)
    return "no such setting" not in done.stderr


def options_named_in_manual(text):
    return set(re.findall(r"\bFl -([\w-]+)", text))


# ---- What the completions offer --------------------------------------------------------------------------------------

def run_script(shell, script):
    done = subprocess.run([*shell, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=100)
    if done.returncode != 0 or done.stderr:
        raise AssertionError(f"{shell[0]}: status {done.returncode}\n{done.stderr}")
    return done.stdout


def pairs():
    """Each command with each of the option words there are: the question is whether it takes a value."""
    return [(command, word) for command in COMMANDS for word in sorted(EXPECTED[command][0])]


def ask(shell, source, offer):
    """offer(words) is a script that prints what is offered for the last word. Gives commands, and words_of()."""
    separator = "----"
    lines = [[""], *([command, "-"] for command in COMMANDS), *([command, word, "-"] for command, word in pairs())]
    script = f"source '{source}'\n" + "".join(f"{offer(line)}\necho {separator}\n" for line in lines)
    answers = [set(answer.split("\n")) - {""} for answer in run_script(shell, script).split(separator + "\n")]
    commands = {word for word in answers[0] if not word.startswith("-")}
    spelt = dict(zip(COMMANDS, answers[1:]))
    valued = {command: set() for command in COMMANDS}
    for (command, word), answer in zip(pairs(), answers[1 + len(COMMANDS):]):
        if "--help" not in answer:
            valued[command].add(word)
    return commands, {command: (spelt[command], valued[command]) for command in COMMANDS}


def offered_by_bash(source):
    def offer(words):
        return (f"COMP_WORDS=(paidmark {' '.join(word or repr('') for word in words)}); COMP_CWORD={len(words)}\n"
                "_paidmark; printf '%s\\n' \"${COMPREPLY[@]}\"")
    return ask(["bash", "--norc", "-c"], source, offer)


def offered_by_fish(source):
    def offer(words):
        return f"complete -C 'paidmark {' '.join(words)}' | string split -f1 \\t"
    commands, offered = ask(["fish", "--no-config", "-c"], source, offer)
    # Behind an option that takes a value fish offers options too, so this is asked otherwise.
    valued = set()
    for line in run_script(["fish", "--no-config", "-c"], f"source '{source}'\ncomplete -c paidmark").splitlines():
        if re.search(r" (--require-parameter|--exclusive|--force-files) ", line):
            valued |= {"--" + name for name in re.findall(r" (?:--long-option|-l) ([\w-]+)", line)}
            valued |= {"-" + letter for letter in re.findall(r" (?:--short-option|-s) (\w)", line)}
    return commands, {command: (spelt, spelt & valued) for command, (spelt, _) in offered.items()}


def offered_by_zsh(source):
    """With stand-ins for the functions that need a terminal: they print what they are given."""
    script = ("_arguments() { print -rl -- \"$@\" }\n_describe() { print -rl -- ${(P)@[-1]} }\n_files() {}\n"
              f"words=(paidmark ''); CURRENT=2; source '{source}' > /dev/null\n_paidmark_commands\n")
    script += "".join(f"echo ----\nwords=(paidmark {command} -); CURRENT=3; _paidmark\n" for command in COMMANDS)
    answers = run_script(["zsh", "-fc"], script).split("----\n")
    commands = {line.split(":")[0] for line in answers[0].splitlines()}
    offered = {}
    for command, answer in zip(COMMANDS, answers[1:]):
        specs = re.findall(r"^(?:\([^)]*\))?\*?(-{1,2}\w[\w-]*)[+=]?\[[^\]]*\](:?)", answer, re.MULTILINE)
        offered[command] = ({word for word, _ in specs}, {word for word, colon in specs if colon})
    return commands, offered


OFFERED_BY = {"bash": offered_by_bash, "fish": offered_by_fish, "zsh": offered_by_zsh}


class InStep(unittest.TestCase):
    maxDiff = None

    def test_help_is_read(self):
        self.assertLessEqual({"preview", "full", "rest", "split", "check", "info"}, set(COMMANDS))
        self.assertGreaterEqual(len(OPTIONS), 15)
        self.assertEqual(OPTIONS["output"][:2], ("o", "FILE"))
        self.assertEqual(OPTIONS["salvage"], (None, None, frozenset(COMMANDS)))
        self.assertEqual(HELP.count("\n  -") + HELP.count("\n      --"), len(OPTIONS))

    def test_help_of_commands(self):
        for command in COMMANDS:
            own = {name: option[:2] for name, option in options_of_help(tool(command, "--help")).items()}
            self.assertEqual(own, {name: option[:2] for name, option in OPTIONS.items() if command in option[2]})

    def test_manual(self):
        text = MANUAL.read_text(encoding="utf-8")
        self.assertEqual(options_of_manual(text), OPTIONS)
        self.assertEqual(set(commands_of_manual(text)), {*COMMANDS, "help"})
        self.assertEqual(options_named_in_manual(text) - set(OPTIONS), set())

    def test_manual_in_chinese(self):
        text = CHINESE_MANUAL.read_text(encoding="utf-8")
        self.assertEqual(options_of_manual(text), OPTIONS)
        self.assertEqual(set(commands_of_manual(text)), {*COMMANDS, "help"})
        self.assertEqual(options_named_in_manual(text) - set(OPTIONS), set())
        self.assertEqual([list(options) for options in groups_of_manual(text).values()],
                         [list(options) for options in groups_of_help(HELP).values()])

    def test_help_has_the_groups_of_the_manual(self):
        groups = groups_of_help(HELP)
        self.assertEqual(sum(map(len, groups.values())), len(OPTIONS))
        self.assertEqual(groups, groups_of_manual(MANUAL.read_text(encoding="utf-8")))

    def test_manual_tells_of_each_member_in_json(self):
        with tempfile.TemporaryDirectory() as directory:
            printed = members_printed(pathlib.Path(directory))
        self.assertLessEqual({"segments", "suggestion", "related", "where_hex", "summary"}, printed)
        self.assertEqual(members_named_in_manual(MANUAL.read_text(encoding="utf-8")), printed)

    def test_manual_tells_of_each_setting(self):
        files = MANUAL.read_text(encoding="utf-8").split("\n.Sh FILES\n")[1].split("\n.Sh ")[0]
        keys = files.split("The keys are")[1].split("An option")[0]
        named = set(re.findall(r"[a-z-]+", " ".join(re.findall(r"^\.Cm (.*)$", keys, re.MULTILINE))))
        with tempfile.TemporaryDirectory() as directory:
            self.assertEqual({name for name in OPTIONS if is_setting(name, pathlib.Path(directory))}, named)

    def test_a_difference_in_the_manual_would_be_seen(self):
        text = MANUAL.read_text(encoding="utf-8")
        for old, new in ((".It Fl -salvage\n", ".It Fl -bogus\n"), (".It Fl -exact\n", ".It Fl -exact Ar HOW\n"),
                         (".Cm preview , full , rest .", ".Cm preview , full ."),
                         (".It Fl q , Fl -quiet", ".It Fl s , Fl -quiet"),
                         (".It Fl -sync\n", ".It Fl -bogus\nBogus.\n.It Fl -sync\n")):
            self.assertIn(old, text)
            self.assertNotEqual(options_of_manual(text.replace(old, new, 1)), OPTIONS)

    def offered(self, shell, text):
        with tempfile.TemporaryDirectory() as directory:
            source = pathlib.Path(directory) / "completion"
            source.write_text(text, encoding="utf-8")
            return OFFERED_BY[shell](source)

    def test_completions(self):
        for shell in SHELLS:
            with self.subTest(shell=shell):
                commands, offered = self.offered(shell, tool("--completion", shell))
                self.assertEqual(commands, {*COMMANDS, "help"})
                self.assertEqual(offered, EXPECTED)

    def test_a_difference_in_completions_would_be_seen(self):
        for shell in SHELLS:
            text = tool("--completion", shell)
            for name, new in (("salvage", "bogus"), ("placeholder", "place-holder"), ("quiet", "quite")):
                changed = re.sub(rf"(-l |--){name}\b", rf"\1{new}", text)
                self.assertNotEqual(changed, text)
                with self.subTest(shell=shell, new=new):
                    self.assertNotEqual(self.offered(shell, changed)[1], EXPECTED)


if __name__ == "__main__":
    unittest.main()
