# test_formats.py - what the tool writes for machines is what schemas say: its lines of JSON by the schema that is installed
# for them, its SARIF by the part of the schema of SARIF 2.1.0 that it uses
# SPDX-License-Identifier: MIT
import copy
import json
import os
import re
import subprocess
import unittest

import jsonschema

import spec_vectors
from harness import HERE, SOURCE, STATIC, PackageTest, only
from test_tool import arguments

SCHEMA = json.loads(only(STATIC / "share/paidmark", "*.json").read_text(encoding="utf-8"))
SARIF = json.loads((HERE / "sarif-subset.schema.json").read_text(encoding="utf-8"))

REPORT = "年度报告\n##paidbegin##收入\n##paidend##\n😀\n"
NESTED = "a ##paidbegin## b ##paidbegin## c ##PaidEnd## ##paidbegin##\n"


def validator(schema, definition=None):
    """By a definition of the schema, so that a line of check is none of split."""
    wanted = schema if definition is None else {"$ref": f"#/$defs/{definition}", "$defs": schema["$defs"]}
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(wanted)


def objects_in(schema):
    """All subschemas that name the members of an object."""
    if isinstance(schema, list):
        return [found for item in schema for found in objects_in(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if "properties" in schema and schema.get("type") else []
    return own + [found for item in schema.values() for found in objects_in(item)]


def names_in_manual():
    """The members of which the manual tells."""
    text = (SOURCE / "cli/man/paidmark.1").read_text(encoding="utf-8")
    sections = [text.split(f"\n.Sh {title}\n")[1].split("\n.Sh ")[0] for title in ("JSON OUTPUT", "JSON LINES")]
    named = re.findall(r"^\.(?:It |Pq )?(?:but for Li related\n\.)?Li ([a-z_]+(?: , [a-z_]+)*)", "\n".join(sections), re.M)
    return {name for names in named for name in names.split(" , ")}


class FormatTest(PackageTest):
    def paidmark(self, *words, stdin=b""):
        environment = {**os.environ, "LC_ALL": "C"}
        return subprocess.run([STATIC / "bin/paidmark", *words], cwd=self.directory, input=stdin, env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.decode("utf-8")

    def lines(self, *words, **more):
        return [json.loads(line) for line in self.paidmark(*words, **more).splitlines()]

    def expect_valid(self, schema, values):
        for value in values:
            for error in schema.iter_errors(value):
                self.fail(f"{error.message}\nin {json.dumps(value, ensure_ascii=False)}")
        return len(values)

    def write(self, name, content):
        path = os.path.join(os.fsencode(self.directory), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)

    def write_examples(self):
        """Documents of every kind; gives the options to read them with, and their names."""
        self.write(b"d/sound.txt", REPORT.encode())
        self.write(b"d/nested", NESTED.encode())
        self.write(b"d/n\n\x1b\xff", NESTED.encode())
        self.write(b"d/empty", b"")
        self.write(b"d/many", b"##paidend##" * 250)
        self.write(b"d/marked", "\ufeff".encode("utf-16-le") + (NESTED + REPORT).encode("utf-16-le"))
        self.write(b"d/gb18030", (REPORT + NESTED).encode("gb18030"))
        self.write(b"d/wide", REPORT.encode("utf-16-le"))
        self.write(b"d/zero", b"a\0b paidbegin")
        self.write(b"d/foreign", b"a <!--more--> b")
        return [["d"], ["--salvage", "d"], ["--from=auto", "d"], ["--from=GB18030", "d"], ["--from=UTF-16LE", "d"],
                ["--unmarked=error", "d"], ["--unmarked=paid", "--exact", "d"], ["--markers=more", "d"], ["-q", "d"]]


class Lines(FormatTest):
    def test_of_check_and_info(self):
        examples = self.write_examples()
        for command in ("check", "info"):
            schema, count = validator(SCHEMA, command), 0
            for options in examples:
                count += self.expect_valid(schema, self.lines(command, "--json", *options))
            self.assertGreater(count, 70)

    def test_of_split(self):
        self.write_examples()
        self.write(b"d/.paidmark", b"")
        self.write(b"d/gone", REPORT.encode())
        self.write(b"out/preview/sound.txt", b"there before any state")
        self.write(b"out/preview/n\n\x1b\xff", b"there before any state")
        schema, kinds = validator(SCHEMA, "split"), set()
        for options in ([], ["--update"], ["--from=auto", "--to=GBK"], ["--salvage", "--delete"], ["--withdraw"]):
            found = self.lines("split", "--json", "d", "-d", "out", *options)
            self.expect_valid(schema, found)
            kinds |= {line.get("status", "summary") for line in found}
            if options == []:
                os.unlink(self.directory / "d/gone")
        self.assertLessEqual({"ok", "refused", "skipped", "failed", "kept", "stale", "deleted", "found", "salvaged", "withdrawn",
                              "summary"}, kinds)
        missing = self.lines("split", "--json", b"missing\xff", "-d", "out")
        self.assertIn("where_hex", missing[0])
        self.expect_valid(schema, missing)

    def test_of_records(self):
        records = [{"text": REPORT}, {"text": NESTED, "n": 1}, {"text": 3}, {}, {"text": "a\0"}, {"text": "##paidend##" * 250}]
        stdin = b"".join(json.dumps(record).encode() + b"\n" for record in records) + b"no record\n\xff\n"
        for options in ([], ["--salvage"], ["--drop"], ["--want=preview,full,rest", "--excerpt=3"], ["--as=added"]):
            found = self.lines("records", *options, stdin=stdin)
            self.assertEqual(len(found), len(records) + 2)
            self.expect_valid(validator(SCHEMA, "record"), [line.get("paidmark", line.get("added")) for line in found])
            if "--as=added" not in options:
                self.expect_valid(validator(SCHEMA), found)

    def test_of_all_examples_of_the_format(self):
        schema, sarif, count = validator(SCHEMA, "info"), validator(SARIF), 0
        groups = {}
        for vector in spec_vectors.vectors():
            groups.setdefault(json.dumps(vector["options"]), []).append(bytes.fromhex(vector["text"]))
        for number, (options, texts) in enumerate(groups.items()):
            for name, text in enumerate(texts):
                self.write(b"%d/%d" % (number, name), text)
            names = [f"{number}/{name}" for name in range(len(texts))]
            count += self.expect_valid(schema, self.lines("info", "--json", *arguments(json.loads(options)), *names))
            log = self.paidmark("check", "--format=sarif", *arguments(json.loads(options)), *names)
            self.expect_valid(sarif, [json.loads(log)] if log else [])
        self.assertGreater(count, 200)

    def test_a_member_that_is_not_described_would_be_seen(self):
        self.write(b"nested", NESTED.encode("utf-16"))
        line, = self.lines("info", "--json", "nested")
        salvaged, = self.lines("info", "--json", "--salvage", "nested")
        schema = validator(SCHEMA)
        for valid in (line, salvaged):
            self.assertTrue(schema.is_valid(valid))
        for path in ((), ("problems", 0), ("problems", 0, "related")):
            changed = place = copy.deepcopy(line)
            for step in path:
                place = place[step]
            place["more"] = 1
            self.assertFalse(schema.is_valid(changed), path)
        for change in ({"free": None}, {"status": "fine"}, {"regions": -1}, {"segments": [{}]}):
            self.assertFalse(schema.is_valid({**salvaged, **change}), change)

    def test_the_schema_lets_no_object_have_more_and_the_manual_tells_of_each_member(self):
        described = objects_in(SCHEMA)
        self.assertGreater(len(described), 10)
        open_ones = [found for found in described if found.get("additionalProperties") is not False]
        self.assertEqual(open_ones, [SCHEMA["$defs"]["records"]])
        names = {name for found in described for name in found["properties"]} - {"paidmark"}
        self.assertEqual(names, names_in_manual())


class Sarif(FormatTest):
    def test_logs(self):
        schema, results = validator(SARIF), 0
        for options in self.write_examples():
            log = json.loads(self.paidmark("check", "--format=sarif", *options, "missing", "/etc/none\xff"))
            self.expect_valid(schema, [log])
            results += len(log["runs"][0]["results"])
        self.assertGreater(results, 100)

    def test_what_is_not_valid_would_be_seen(self):
        log = json.loads(self.paidmark("check", "--format=sarif", "missing", "-", stdin=NESTED.encode()))
        schema = validator(SARIF)
        self.assertTrue(schema.is_valid(log))
        for path, value in ((("version",), "2.0"), (("runs", 0, "columnKind"), "bytes"), (("runs", 0, "results", 0, "level"), "bad"),
                            (("runs", 0, "results", 0, "snippet"), {}), (("runs", 0, "results", 0, "message"), {}),
                            (("runs", 0, "invocations", 0), {}), (("runs", 0, "results", 0, "ruleIndex"), "1")):
            changed = place = copy.deepcopy(log)
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
            self.assertFalse(schema.is_valid(changed), path)


if __name__ == "__main__":
    unittest.main()
