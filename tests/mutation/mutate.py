# mutate.py - changes the library or the tool in one small place at a time and counts how often the tests notice
# SPDX-License-Identifier: MIT
#
#     python3 -B tests/mutation/mutate.py [OPTION...] [FILE...]
#
# FILE is a source below lib/ or cli/, such as lib/render.c, or one of these directories; without one it is all of lib/
# that this machine compiles, and the bodies of the functions in its headers. README.md beside this file tells what is
# changed, what counts and how to go on from the list of survivors.
#
# How it works: the tests are built once. For each mutation, the sources that hold it are compiled by themselves, in a
# copy of lib/ and cli/ for each job; then one test program after the other is linked with these objects and run, those first
# that noticed most of the same file's mutations before, until one fails. Running out of processor time or memory counts
# as failing. A mutation that no program notices is compiled with -O2: if that makes the same object as the original
# source, there is no difference to notice. For a mutation of the tool it is the tool that is linked, and its tests run
# that one: first those whose name is that of the file or its directory. A unit test of the tool is linked, too.
import argparse
import json
import math
import os
import random
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from mutations import Finder

ROOT = Path(__file__).resolve().parents[2]
EXPLAINED = Path(__file__).with_name("explained.txt")
SANITIZERS = "-fsanitize=address,undefined -fno-sanitize-recover=all"
TABLES_FROM = "Made by tests/unicode/make_tables.py"

# Tests by the beginnings of their names in CTest, and arguments in place of those that CTest gives.
TESTS = ("unit_", "model_comparison", "properties", "spec", "fuzz_replay_", "fuzz_loop")
TOOL_TESTS = ("cli_", "spec_tool", "inject", "package_options_in_step")
NOT_OF_TOOL = ("cli_languages",)  # the latter wants its catalogues beside the tool
NOT_OF_LIB = ("spec_tool", "spec_self_check")
ARGUMENTS = {"model_comparison": ["{documents}"], "properties": ["{documents}"], "unit_scan": ["{documents}"],
             "fuzz_loop": ["{documents}"]}
PARTS = {"lib": "paidmark_objects.dir", "cli": "paidmark_cli.dir"}

MEMORY_BYTES = 4 << 30
OUTPUT_BYTES = 256 << 20
KINDS = ("noticed", "explained", "survived", "same object", "not compiled")


@dataclass(frozen=True)
class Mutant:
    file: str
    line: int
    key: str  # what stays the same while other lines of the file change
    text: str  # the whole file

    def __str__(self):
        return f"{self.file}:{self.line}: {self.key.split(': ', 1)[1]}"


def source_beside(word):
    """Of an object that CMake made for a program of a source elsewhere: that source."""
    return word.rpartition("/__/__/")[2].removesuffix(".o") if "/__/__/" in word else ""


@dataclass
class Program:
    """A test program as CTest runs it and as CMake links it."""

    name: str
    command: list
    directory: str
    link: list
    link_directory: str
    environment: dict
    tool: str = ""  # what is linked, if it is not the program itself but what that one tests
    seconds: float = 0  # of processor time, with nothing changed
    noticed: Counter = field(default_factory=Counter)  # by file

    def part(self):
        return "cli" if self.tool or self.sources_of_tool() else "lib"

    def sources_of_tool(self):
        """Those that a test program is made of itself."""
        return {source for source in map(source_beside, self.link) if source.startswith("cli/")}

    def is_for(self, mutant_file, sources):
        if self.part() != mutant_file.split("/")[0]:
            return False
        return bool(self.tool) or self.part() == "lib" or not self.sources_of_tool().isdisjoint(sources)

    def rank(self, file):
        """The less, the sooner it is tried on a mutant of this file."""
        is_near = self.name.split("_", 1)[-1] in file.replace(".c", "").split("/")
        return -self.noticed[file], not is_near, -self.noticed[os.path.dirname(file)], self.seconds


def mutants_of(root, file):
    """All mutants of a file. The key has the function, the change, and the line it is on; a number if that is not
    enough."""
    text = (root / file).read_text(encoding="utf-8")
    finder = Finder(text, file.endswith(".h"))
    seen = Counter()
    for mutation in finder.mutations():
        line = text.count("\n", 0, mutation.begin) + 1
        source = text.splitlines()[line - 1].strip()
        key = f"{file}: {finder.function_at(mutation.begin) or 'file scope'}: {mutation.label}: {source}"
        seen[key] += 1
        if seen[key] > 1:
            key += f" ({seen[key]})"
        yield Mutant(file, line, key, text[: mutation.begin] + mutation.new + text[mutation.end :])


def without_tool(arguments):
    """The tool is linked with the library as it is, so that nothing is to be learnt from it."""
    if "--cli" in arguments:
        at = arguments.index("--cli")
        arguments = arguments[:at] + arguments[at + 2:]
    return arguments


def read_explained(path):
    """The keys of the mutations that have a reason. One or more keys, as --survivors writes them, and behind them the
    reason, indented."""
    explained, waiting = set(), []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("lib/", "cli/")):
            waiting.append(line)
        elif line.startswith(" "):
            explained.update(waiting)
            waiting = []
    if waiting:
        sys.exit(f"{path}: no reason: {waiting[0]}")
    return explained


def limit(seconds, memory):
    # A shell has its jobs in the background ignore these, and nohup the last one; so would a test of signals.
    for each in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(each, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(command, directory, environment=None, seconds=60, memory=MEMORY_BYTES):
    """The exit status of a program that may use so many seconds of the processor, and what it printed last. Waiting
    for something that never comes takes no processor time, so there is a limit to that too, far beyond what a busy
    machine needs."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=directory, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=output,
            stderr=output, preexec_fn=lambda: limit(seconds, memory), start_new_session=True,
        )
        try:
            status = process.wait(timeout=120 + 20 * seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            status = process.wait()
        output.seek(max(0, output.seek(0, 2) - 2000))
        return status, output.read().decode("utf-8", "replace")


class Build:
    """The tests, built once from unchanged sources, with all it takes to build them again from changed ones."""

    def __init__(self, directory, documents, sanitize):
        self.root = directory / "source"
        self.directory = directory / "build"
        self.documents = documents
        self.flags = SANITIZERS if sanitize else ""
        # The sanitizers reserve addresses for all memory there could be.
        self.memory = resource.RLIM_INFINITY if sanitize else MEMORY_BYTES
        self.configure()
        self.objects = self.read_objects()
        self.dependents = self.read_dependents()
        self.programs = self.read_programs()

    def configure(self):
        """From a copy, so that the sources may be worked on meanwhile."""
        shutil.copytree(ROOT, self.root, ignore=shutil.ignore_patterns(".git", "build"))
        options = ["-DCMAKE_BUILD_TYPE=", "-DCMAKE_C_COMPILER=gcc", f"-DCMAKE_C_FLAGS=-O1 {self.flags}",
                   "-DBUILD_SHARED_LIBS=OFF", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-GUnix Makefiles"]
        subprocess.run(["cmake", "-S", self.root, "-B", self.directory, *options], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run(["cmake", "--build", self.directory, "--parallel", "2"], check=True, stdout=subprocess.DEVNULL)

    def read_objects(self):
        """For each source: its compiler command, without -O, -c, -o and the source, and its object."""
        found = {}
        for entry in json.loads((self.directory / "compile_commands.json").read_text()):
            words = shlex.split(entry["command"])
            output = Path(entry["directory"]) / words[words.index("-o") + 1]
            if not any(directory in output.parts for directory in PARTS.values()):
                continue
            at = words.index("-o")
            del words[at : at + 2]
            words = [word for word in words if word not in ("-c", "-O1", entry["file"])]
            found[str(Path(entry["file"]).relative_to(self.root))] = (words, output)
        if not found:
            sys.exit("found no source in compile_commands.json")
        return found

    def read_dependents(self):
        """For each file, the sources of its part that hold it."""
        found = {}
        for source, (command, _) in self.objects.items():
            listed = subprocess.run([*command, "-MM", source], cwd=self.root, check=True, capture_output=True).stdout
            for word in listed.decode().replace("\\\n", " ").split()[1:]:
                path = os.path.relpath(self.root / word, self.root)
                if path.split("/")[0] == source.split("/")[0]:
                    found.setdefault(path, []).append(source)
        return found

    def is_written(self, source):
        """Whether by hand: a table that is made of Unicode's files is compared with what they make of it."""
        return TABLES_FROM not in (self.root / source).read_text(encoding="utf-8")

    def is_compiled(self, source):
        """Whether anything of it is left on this machine; kernels of other ones are empty files here."""
        symbols = subprocess.run(["nm", self.objects[source][1]], check=True, capture_output=True, text=True).stdout
        return bool(symbols.strip())

    def files(self, directory):
        compiled = [source for source in self.objects
                    if source.startswith(directory) and self.is_compiled(source) and self.is_written(source)]
        headers = [file for file in self.dependents if file.startswith(directory) and file.endswith(".h")]
        return sorted(compiled) + sorted(headers)

    def read_programs(self):
        listed = subprocess.run(["ctest", "--show-only=json-v1"], cwd=self.directory, check=True, capture_output=True)
        found = []
        for test in json.loads(listed.stdout)["tests"]:
            if test["name"].startswith(TESTS) and test["name"] not in NOT_OF_LIB:
                found.append(self.read_program(test))
            if test["name"].startswith(TOOL_TESTS) and test["name"] not in NOT_OF_TOOL:
                found.append(self.read_tool_test(test))
        if {program.part() for program in found} != set(PARTS):
            sys.exit("CTest lists no test of the library, or none of the tool")
        return found

    def read_tool_test(self, test):
        properties = {each["name"]: each["value"] for each in test["properties"]}
        environment = dict(each.split("=", 1) for each in properties.get("ENVIRONMENT", []))
        environment["INJECT_STEP"] = "3"  # of the calls, as under sanitizers: it takes minutes
        tool = self.directory / "cli" / "paidmark"
        link = tool.parent / "CMakeFiles" / PARTS["cli"] / "link.txt"
        command = list(test["command"])
        # One failure is enough.
        if command[-1].endswith(".py") and "killed" not in command[-1] and "harness" in Path(command[-1]).read_text():
            command.append("--failfast")
        return Program(test["name"], command, properties["WORKING_DIRECTORY"], shlex.split(link.read_text()),
                       str(tool.parent), environment, str(tool))

    def read_program(self, test):
        properties = {each["name"]: each["value"] for each in test["properties"]}
        program = Path(test["command"][0])
        link = program.parent / "CMakeFiles" / f"{program.name}.dir" / "link.txt"
        arguments = [each.format(documents=self.documents) for each in ARGUMENTS.get(test["name"], [])]
        arguments = arguments or without_tool(test["command"][1:])
        environment = dict(each.split("=", 1) for each in properties.get("ENVIRONMENT", []))
        return Program(test["name"], [str(program), *arguments],
                       properties["WORKING_DIRECTORY"], shlex.split(link.read_text()), str(program.parent), environment)


class Workbench:
    """Where one job changes, compiles, links and runs: a copy of lib/ and cli/, and what is made of it."""

    def __init__(self, build, directory):
        self.build = build
        self.directory = directory
        directory.mkdir(parents=True)
        for part in PARTS:
            shutil.copytree(build.root / part, directory / part)
        # What else it is compiled with.
        (directory / "include").symlink_to(build.root / "include")
        self.originals = {}

    def compile(self, source, level, output):
        command, _ = self.build.objects[source]
        status, _ = run([*command, level, "-w", "-c", source, "-o", output], self.directory, seconds=120)
        return status == 0

    def optimised(self, source, name):
        output = self.directory / name
        return output.read_bytes() if self.compile(source, "-O2", output) else None

    def original_optimised(self, source):
        """Of the source as it is on disk now, which has to be the original one."""
        if source not in self.originals:
            self.originals[source] = self.optimised(source, "original.o")
        return self.originals[source]

    def same_objects(self, mutant, sources):
        changed = [self.optimised(source, "optimised.o") for source in sources]
        self.restore(mutant)
        return changed == [self.original_optimised(source) for source in sources]

    def restore(self, mutant):
        shutil.copyfile(self.build.root / mutant.file, self.directory / mutant.file)

    def linked(self, program):
        return self.directory / ("paidmark" if program.tool else "program")

    def link(self, program, objects):
        """With the changed objects ahead of those of an archive, which are then not wanted any more."""
        swapped = {str(self.build.objects[source][1]): str(changed) for source, changed in objects.items()}
        beside = {source: str(changed) for source, changed in objects.items()}
        words, left = [], {changed for source, changed in beside.items() if source.startswith("lib/")}
        for i, word in enumerate(program.link):
            if i > 0 and program.link[i - 1] == "-o":
                words.append(str(self.linked(program)))
                continue
            path = os.path.normpath(os.path.join(program.link_directory, word))
            if path.endswith("libpaidmark.a"):
                words.extend(sorted(left))
            changed = swapped.get(path) or beside.get(source_beside(word)) or word
            left.discard(changed)
            words.append(changed)
        status, output = run(words, program.link_directory, seconds=60)
        if status != 0:
            sys.exit(f"cannot link {program.name}: {output}")

    def notices(self, program, objects):
        self.link(program, objects)
        return self.run(program, 5 + int(10 * program.seconds))[0] != 0

    def run(self, program, seconds):
        """What was linked, by itself or through its test."""
        linked = str(self.linked(program))
        if not program.tool:
            command = [linked, *program.command[1:]]
            return run(command, program.directory, program.environment, seconds, self.build.memory)
        command = [linked if word == program.tool else word for word in program.command]
        environment = {name: linked if value == program.tool else value for name, value in program.environment.items()}
        return run(command, program.directory, environment, seconds, self.build.memory)

    def judge(self, mutant):
        """One of KINDS, and for a mutant that was noticed the program that did."""
        sources = self.build.dependents[mutant.file]
        objects = {}
        (self.directory / mutant.file).write_text(mutant.text, encoding="utf-8")
        try:
            for number, source in enumerate(sources):
                objects[source] = self.directory / f"changed-{number}.o"
                if not self.compile(source, "-O1", objects[source]):
                    return "not compiled", None
            if all(changed.read_bytes() == self.plain_object(source) for source, changed in objects.items()):
                return "same object", None
            programs = [each for each in self.build.programs if each.is_for(mutant.file, sources)]
            for program in sorted(programs, key=lambda each: each.rank(mutant.file)):
                if self.notices(program, objects):
                    program.noticed.update([mutant.file, os.path.dirname(mutant.file)])
                    return "noticed", program.name
            return ("same object" if self.same_objects(mutant, sources) else "survived"), None
        finally:
            self.restore(mutant)

    def plain_object(self, source):
        return (self.build.directory / "plain" / (source.replace("/", "_") + ".o")).read_bytes()


def measure(build, directory, parts):
    """How long each program takes; and that what is built and linked here without a change passes."""
    bench = Workbench(build, directory)
    (build.directory / "plain").mkdir(exist_ok=True)
    objects = {}
    for source in build.objects:
        objects[source] = build.directory / "plain" / (source.replace("/", "_") + ".o")
        if not bench.compile(source, "-O1", objects[source]):
            sys.exit(f"{source} does not compile")
    for program in build.programs:
        if program.part() not in parts:
            continue
        bench.link(program, {source: made for source, made in objects.items() if source.startswith(program.part())})
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        status, output = bench.run(program, 600)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if status != 0:
            sys.exit(f"{program.name} fails with nothing changed: {output}")
        program.seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{program.name}: {program.seconds:.1f} s", file=sys.stderr)


def likely(noticed, count):
    """Between what percentages the rate of all lies, by that of a sample: Wilson's interval."""
    z = 1.96
    rate = noticed / count
    middle, width = rate + z * z / (2 * count), z * math.sqrt(rate * (1 - rate) / count + (z / count) ** 2 / 4)
    return tuple(100 * each / (1 + z * z / count) for each in (middle - width, middle + width))


class Campaign:
    def __init__(self, options):
        self.options = options
        self.explained = read_explained(EXPLAINED)
        self.lock = threading.Lock()
        self.counts = Counter()
        self.survivors = []
        self.programs = Counter()
        self.done = 0

    def choose(self, build):
        files = [each for file in self.options.files or ["lib"]
                 for each in (build.files(file.rstrip("/") + "/") if (ROOT / file).is_dir() else [file])]
        for file in files:
            if file not in build.dependents:
                sys.exit(f"{file}: not a file that is compiled here")
        mutants = [mutant for file in files for mutant in mutants_of(build.root, file)]
        self.forgotten = sorted(set(key for key in self.explained if key.split(":")[0] in files)
                                - set(mutant.key for mutant in mutants))
        if self.options.again:
            wanted = set(self.options.again.read_text(encoding="utf-8").splitlines())
            mutants = [mutant for mutant in mutants if mutant.key in wanted]
        if self.options.sample and self.options.sample < len(mutants):
            mutants = random.Random(self.options.seed).sample(mutants, self.options.sample)
        return mutants

    def judge(self, mutant, benches):
        with self.lock:
            bench = benches.pop()
        kind, program = bench.judge(mutant)
        with self.lock:
            benches.append(bench)
            if kind == "survived" and mutant.key in self.explained:
                kind = "explained"
            elif kind == "survived":
                self.survivors.append(mutant)
                print(f"{mutant}", flush=True)
            elif kind == "noticed":
                self.programs[program] += 1
                if mutant.key in self.explained:
                    print(f"noticed by {program}, but explained: {mutant}", flush=True)
            self.counts[mutant.file, kind] += 1
            self.done += 1
            if self.done % 100 == 0:
                print(f"... {self.done} of {self.total}, {time.monotonic() - self.began:.0f} s", file=sys.stderr,
                      flush=True)

    def run(self, directory):
        build = Build(directory, self.options.documents, self.options.sanitize)
        mutants = self.choose(build)
        if not mutants:
            sys.exit("no mutant was chosen")
        measure(build, directory / "measure", {mutant.file.split("/")[0] for mutant in mutants})
        self.total, self.began = len(mutants), time.monotonic()
        benches = [Workbench(build, directory / f"job-{i}") for i in range(self.options.jobs)]
        with ThreadPoolExecutor(max_workers=self.options.jobs) as pool:
            futures = [pool.submit(self.judge, mutant, benches) for mutant in mutants]
            try:
                for future in futures:
                    future.result()
            except KeyboardInterrupt:
                pool.shutdown(cancel_futures=True)
                print(f"stopped after {self.done} of {self.total}")
        return self.report()

    def report(self):
        if self.options.survivors:
            keys = [mutant.key for mutant in sorted(self.survivors, key=lambda each: (each.file, each.line))]
            self.options.survivors.write_text("".join(f"{key}\n" for key in keys), encoding="utf-8")
        print(f"\n{'file':24}" + "".join(f"{kind:>14}" for kind in KINDS))
        for file in sorted({file for file, _ in self.counts}):
            print(f"{file:24}" + "".join(f"{self.counts[file, kind]:14}" for kind in KINDS))
        sums = {kind: sum(count for (_, each), count in self.counts.items() if each == kind) for kind in KINDS}
        print(f"{'all':24}" + "".join(f"{sums[kind]:14}" for kind in KINDS))
        print("noticed first by: " + ", ".join(f"{name} {count}" for name, count in self.programs.most_common()))
        for key in self.forgotten:
            print(f"explained, but there is no such mutation: {key}")
        counted = sums["noticed"] + sums["explained"] + sums["survived"]
        if counted == 0:
            sys.exit("no mutant counts")
        of_all = 100 * sums["noticed"] / counted
        rate = 100 * sums["noticed"] / max(1, counted - sums["explained"])
        print(f"{counted} mutants in {time.monotonic() - self.began:.0f} s: {of_all:.2f} % noticed; "
              f"{rate:.2f} % of those that are not explained")
        if self.options.sample:
            low, high = likely(sums["noticed"], counted - sums["explained"])
            print(f"of all mutants {low:.1f} to {high:.1f} %, with 95 % confidence")
        return rate >= self.options.least and not self.forgotten


def read_options():
    parser = argparse.ArgumentParser(description="Change the sources in one place at a time; count what tests notice.")
    parser.add_argument("files", nargs="*", metavar="FILE", help="below lib/ or cli/, or such a directory (default: lib)")
    parser.add_argument("--sample", type=int, metavar="N", help="only N mutants, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing (default 1)")
    parser.add_argument("--jobs", type=int, default=2, help="mutants at a time (default 2)")
    parser.add_argument("--documents", type=int, default=20000, metavar="N",
                        help="random documents for a test that takes such a number (default 20000)")
    parser.add_argument("--survivors", type=Path, metavar="FILE", help="write the survivors there, for --again")
    parser.add_argument("--again", type=Path, metavar="FILE", help="only the mutants of such a list")
    parser.add_argument("--sanitize", action="store_true", help="with AddressSanitizer and UndefinedBehaviorSanitizer")
    parser.add_argument("--least", type=float, default=95, metavar="PERCENT",
                        help="fail below this rate of what is not explained (default 95)")
    parser.add_argument("--work", type=Path, metavar="DIRECTORY", help="where to work (default: a new one in TMPDIR)")
    return parser.parse_args()


def main():
    campaign = Campaign(read_options())
    os.nice(10)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # in the background a shell has it ignore the other one
    with tempfile.TemporaryDirectory(prefix="paidmark-mutation-", dir=campaign.options.work) as directory:
        good = campaign.run(Path(directory))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
