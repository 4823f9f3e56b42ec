# test_records.py - records: JSON Lines in, JSON Lines out
# SPDX-License-Identifier: MIT
import errno
import itertools
import json
import os
import random
import re
import signal
import subprocess
from pathlib import Path

from harness import FAILED, GOOD, PAIDMARK, REFUSED, SOUND, UNSOUND, ToolTest, main, system_reason

SPEC = Path(__file__).parents[1] / "spec"
LEVELS_MAX = 1000
SANITIZED = bool(os.environ.get("SANITIZED"))


def line(value, **more):
    return json.dumps(value, ensure_ascii=False, **more).encode() + b"\n"


def record(text, **more):
    return line({**more, "text": text})


def failed(reason, number=1):
    return {"status": "failed", "line": number, "reason": reason}


class Records(ToolTest):
    def records(self, stdin, *options, status=GOOD):
        result = self.run_tool("records", *options, stdin=stdin)
        self.assertEqual(result.status, status, result.err)
        return [json.loads(answer) for answer in result.out.splitlines()]

    def answer(self, stdin, *options, status=GOOD):
        answers = self.records(stdin, *options, status=status)
        self.assertEqual(len(answers), 1)
        return answers[0]


class Answers(Records):
    def test_the_member_that_is_added(self):
        self.expect(
            self.run_tool("records", stdin=record(SOUND.decode(), id=7)),
            GOOD,
            '{"id": 7, "text": "甲##paidbegin##乙丙##paidend##丁\\n","paidmark":{"status":"ok","bytes":%d,"regions":1,'
            '"free":{"bytes":7,"characters":3},"paid":{"bytes":6,"characters":2},"percent_free":60,"problems":[],'
            '"problems_omitted":0,"preview":"甲丁\\n"}}\n' % len(SOUND),
        )

    def test_a_refused_one_tells_its_problems_and_nothing_of_the_text(self):
        answer = self.answer(record(UNSOUND.decode()), "--want", "preview,full,rest", status=REFUSED)["paidmark"]
        self.assertEqual((answer["status"], answer["problems"][0]["code"]), ("refused", "unclosed-begin"))
        self.assertEqual([answer[name] for name in ("preview", "full", "rest")], [None] * 3)
        answer = self.answer(record(UNSOUND.decode()), "--salvage", "--want=rest")["paidmark"]
        self.assertEqual((answer["status"], answer["rest"]), ("salvaged", "乙丙\n"))
        self.assertNotIn("preview", answer)

    def test_what_is_wanted(self):
        text = "One. Two ##paidbegin##three##paidend##. Four\n"
        rest = {"preview": "One. Two . Four\n", "full": "One. Two three. Four\n", "rest": "three", "excerpt": "One."}
        for options, names in (
            ([], ["preview"]),
            (["--excerpt=6"], ["preview", "excerpt"]),
            (["--want=excerpt", "--excerpt=6"], ["excerpt"]),
            (["--want", "rest,full"], ["full", "rest"]),
            (["--want=preview", "--excerpt=6", "--want", "full,full"], ["full", "excerpt"]),
            (["--want", "preview,full,rest,excerpt", "--excerpt", "6"], ["preview", "full", "rest", "excerpt"]),
        ):
            with self.subTest(options=options):
                answer = self.answer(record(text), *options)["paidmark"]
                self.assertEqual({name: answer[name] for name in rest if name in answer},
                                 {name: rest[name] for name in names})
        answer = self.answer(record(text), "--placeholder", "[{characters}]")["paidmark"]
        self.assertEqual(answer["preview"], "One. Two [5]. Four\n")
        answer = self.answer(record("<b>ab</b>cd"), "--excerpt", "2", "--excerpt-visible")["paidmark"]
        self.assertEqual(answer["excerpt"], "<b>ab</b>")
        self.assertEqual(self.answer(record("ab"), "--excerpt=1")["paidmark"]["excerpt"], "a")

    def test_markers_are_those_of_the_options(self):
        self.assertEqual(self.answer(record("a<<b>>c"), "--begin", "<<", "--end", ">>")["paidmark"]["preview"], "ac")
        self.assertEqual(self.answer(record("a<!--more-->c"), "--markers", "more")["paidmark"]["preview"], "a")
        self.answer(record("a"), "--unmarked", "error", status=REFUSED)

    def test_what_is_not_touched_comes_out_as_it_went_in(self):
        before = r'  { "n" : 1.50e+007, "big":123456789012345678901234567890, "huge":1e999, "a\u0062\/":"\ud800\u00e9",'
        for field in (r'"text":"x"', r'"te\u0078t" :' + "\t" + r'"\u0078"'):
            for after in ("}", ' , "z":[1 ,{ }] } \t\r'):
                source = f"{before}{field}{after}"
                result = self.run_tool("records", stdin=source.encode())
                body = after.rindex("}")
                while after[:body].endswith(" "):
                    body -= 1
                self.assertTrue(result.out.decode().startswith(f"{before}{field}{after[:body]},\"paidmark\":{{"))
                self.assertTrue(result.out.decode().endswith(f'"preview":"x"}}{after[body:]}\n'))

    def test_field_and_as(self):
        self.assertEqual(self.answer(line({"body": "a"}), "--field", "body", "--as", "p q\"")['p q"']["preview"], "a")
        nested = {"a": [{"x/y": 1}, {"x/y": {"~": "deep", "a": 1}}], "b": "c", "1": "z"}
        for pointer, wanted in (("/a/1/x~1y/~0", "deep"), ("/b", "c"), ("/1", "z")):
            self.assertEqual(self.answer(line(nested), "--field", pointer)["paidmark"]["preview"], wanted)
        for pointer in ("/a/2/x~1y/~0", "/a/01/x~1y/~0", "/a/-", "/b/c", "/B", "/a/1/x~1y/~0/x", "/99999999999999999999",
                        "/a//x~1y", "/a/1/x~1y/~0/", "/a/18446744073709551617/x~1y/~0", "/a/+1/x~1y/~0"):
            answer = self.answer(line(nested), "--field", pointer, status=FAILED)
            self.assertEqual(answer, {**nested, "paidmark": failed("the field is not there")})
        for source in ('{"a":{"b":"x"},"a":{}}', '{"a":{},"a":{"b":"x"}}', '{"a":{"b":"x"},"\\u0061":1}'):
            answer = self.answer(source.encode(), "--field", "/a/b", "--drop", status=FAILED)
            self.assertEqual(answer, {"paidmark": failed("the field is there twice")})
        self.assertEqual(self.answer(line({"/a": "x", "": {"": "y"}}), "--field", "/~1a")["paidmark"]["preview"], "x")
        self.assertEqual(self.answer(line({"/a": "x", "": {"": "y"}}), "--field", "//")["paidmark"]["preview"], "y")

    def test_elements_of_arrays_by_their_places(self):
        items = [str(place) for place in range(12)]
        for place in ("0", "1", "9", "10", "11"):
            self.assertEqual(self.answer(line({"a": items}), "--field", f"/a/{place}")["paidmark"]["preview"], place)
        for place in ("", "12", "00", "01", ":", "1:", "/", "1/", "-1", "%31"):
            self.assertEqual(self.answer(line({"a": items}), "--field", f"/a/{place}", status=FAILED)["paidmark"],
                             failed("the field is not there"))

    def test_what_has_the_name_already_is_replaced(self):
        for source in ('{"paidmark":1,"text":"a"}', '{"text":"a","paidmark":{"text":[1,{"paidmark":2}]} }',
                       '{"paidmark":1,"paidmark" : [2], "text":"a" , "\\u0070aidmark":3 }'):
            for options, names in (([], ["text", "paidmark"]), (["--drop"], ["paidmark"])):
                out = self.run_tool("records", *options, stdin=source.encode()).out
                pairs = json.loads(out, object_pairs_hook=list)
                self.assertEqual([name for name, _ in pairs], names)
                self.assertEqual(dict(dict(pairs)["paidmark"])["preview"], "a")

    def test_any_number_of_them_is_replaced(self):
        for count in (7, 8, 9, 100):
            many = ',"paidmark":[1]' * count
            result = self.run_tool("records", "--drop", stdin=f'{{"a":0{many},"text":"a"{many}}}'.encode())
            self.assertTrue(result.out.startswith(b'{"a":0,"paidmark":{"status":"ok",'), result.out[:100])

    def test_a_line_that_is_no_record(self):
        for source, reason, kept in (
            (b"", "not JSON", False),
            (b" ", "not JSON", False),
            (b"{", "not JSON", False),
            (b'{"text":"a"}}', "not JSON", False),
            (b'{"text":"a"},', "not JSON", False),
            (b'{"text":"a"}"', "not JSON", False),
            (b'{"text":"a"} tru', "not JSON", False),
            (b'{"text":"a"}-', "not JSON", False),
            (b'\x0b{"text":"a"}', "not JSON", False),
            (b'{"text":"a"}\x0c', "not JSON", False),
            (b'{"text":\x0c"a"}', "not JSON", False),
            (b'{"text":"a"\x0b}', "not JSON", False),
            (b'{"text":NaN}', "not JSON", False),
            (b'{"text":"a\x00"}', "not JSON", False),
            (b'\xef\xbb\xbf{"text":"a"}', "not JSON", False),
            (b'[{"text":"a"}]', "not an object", False),
            (b'"text"', "not an object", False),
            (b"null", "not an object", False),
            (b'{"text":"\xff"}', "not UTF-8", False),
            (b'{"text":"\xe6\\u0041"}', "not UTF-8", False),
            (b'{"text":"a","b":"\xed\xa0\x80"}', "not UTF-8", False),
            (b'{"\xc0\xaf":"a","text":1}', "not UTF-8", False),
            (b"{}", "the field is not there", True),
            (b'{"texts":"a"}', "the field is not there", True),
            (b'{"a":{"text":"a"}}', "the field is not there", True),
            (b'{"text":null}', "the field is not a string", True),
            (b'{"text":1}', "the field is not a string", True),
            (b'{"text":["a"]}', "the field is not a string", True),
            (b'{"text":{"text":"a"}}', "the field is not a string", True),
            (b'{"text":"a","b":1,"text":"c"}', "the field is there twice", True),
            (b'{"text":"a","te\\u0078t":1}', "the field is there twice", True),
            (b'{"text":"a\\ud800"}', "the field has half a surrogate pair", True),
            (b'{"text":"\\udc00a"}', "the field has half a surrogate pair", True),
            (b'{"text":"\\ud800\\u0041"}', "the field has half a surrogate pair", True),
            (b'{"text":"\\ud800\\ud800\\udc00"}', "the field has half a surrogate pair", True),
            (b'{"text":"\\\\ud800\\ud800\\\\udc00"}', "the field has half a surrogate pair", True),
        ):
            with self.subTest(source=source):
                for options in ([], ["--drop"]):
                    result = self.run_tool("records", *options, stdin=b'{"text":""}\n' + source + b"\n")
                    added = ',"paidmark":{"status":"failed","line":2,"reason":"%s"}}' % reason
                    answer = "{" + added[1:] if not kept or options or source == b"{}" else source.decode()[:-1] + added
                    self.assertEqual((result.status, result.out.decode().splitlines()[1]), (FAILED, answer))
                    self.assertEqual(result.err, "paidmark: 2 records, 0 refused, 1 failed\n")

    def test_escapes_are_decoded(self):
        text = "\"\\/\b\f\n\r\té😀\u007f\u0085"
        for source in (json.dumps(text), json.dumps(text, ensure_ascii=False), r'"\"\\\/\b\f\n\r\t\u00E9\uD83d\uDe00\u007f\u0085"'):
            self.assertEqual(self.answer(b'{"text":' + source.encode() + b"}")["paidmark"]["preview"], text)
        self.answer(b'{"text":"##paidbegin##\\\\ud800##paidend##a"}')
        # As a document that has it: no text.
        answer = self.answer(b'{"text":"a\\u0000"}', status=REFUSED)["paidmark"]
        self.assertEqual(answer["problems"][0]["code"], "not-text")

    def test_controls_are_escaped(self):
        result = self.run_tool("records", stdin='{"text":" \x7e\x7f\x80\x9f\xa0\\u001f\\\\"}\n'.encode())
        self.assertIn('"preview":" \x7e\\u007f\\u0080\\u009f\xa0\\u001f\\\\"', result.out.decode())

    def test_which_escapes_are_half_a_surrogate_pair(self):
        units = (0x41, 0xD7FF, 0xD800, 0xD801, 0xDBFF, 0xDC00, 0xDC01, 0xDFFF, 0xE000)
        escapes = [f"\\u{unit:04x}" for unit in units] + ["a", "\\\\"]
        texts = ["".join(text) for count in (1, 2, 3) for text in itertools.product(escapes, repeat=count)]
        lines = b"".join(b'{"text":"%s"}\n' % text.encode() for text in texts)
        answers = self.run_tool("records", stdin=lines).out.splitlines()
        self.assertEqual(len(answers), len(texts))
        for text, answer in zip(texts, answers):
            is_whole = re.search("[\ud800-\udfff]", json.loads(f'"{text}"')) is None
            self.assertEqual(b"half a surrogate pair" not in answer, is_whole, text)

    def test_a_name_with_half_a_surrogate_pair_is_another_name(self):
        answer = self.answer(b'{"\\ud800":"a","?":"b"}', "--field", "?")
        self.assertEqual(answer["paidmark"]["preview"], "b")

    def test_levels_are_bounded(self):
        for levels, reason in ((LEVELS_MAX - 1, None), (LEVELS_MAX, "nested too deeply"), (500_000, "nested too deeply")):
            for opening, closing in (("[", "]"), ('{"a":', "}")):
                value = opening * levels + "0" * (opening != "[") + closing * levels
                result = self.run_tool("records", stdin=b'{"text":"a","b":%s}' % value.encode())
                self.assertEqual(result.status, GOOD if reason is None else FAILED)
                if reason is not None:
                    self.assertEqual(json.loads(result.out)["paidmark"], failed(reason))

    def test_quiet_and_status(self):
        good, bad, ugly = record("a"), record(UNSOUND.decode()), b"x\n"
        for lines, status, words in (
            (b"", GOOD, ""),
            (good, GOOD, ""),
            (good + bad, REFUSED, "paidmark: 2 records, 1 refused, 0 failed\n"),
            (ugly + bad + good, FAILED, "paidmark: 3 records, 1 refused, 1 failed\n"),
            (ugly, FAILED, "paidmark: 1 record, 0 refused, 1 failed\n"),
        ):
            result = self.run_tool("records", stdin=lines)
            self.assertEqual((result.status, result.err, result.out.count(b"\n")), (status, words, lines.count(b"\n")))
            quiet = self.run_tool("records", "-q", stdin=lines)
            self.assertEqual((quiet.status, quiet.err, quiet.out), (status, "", result.out))

    def test_usage(self):
        for arguments, complaint in (
            (["--field", "/a~2"], "--field: is no JSON Pointer"),
            (["--field", b"\xff"], "--field: is not UTF-8"),
            (["--as", b"\xff"], "is not UTF-8"),
            (["--as", "text"], "--as: is the field that is read"),
            (["--field", "/a/b", "--as", "a"], "--as: is the field that is read"),
            (["--want", "preview,all"], "is not of preview"),
            (["--want", ""], "is not of preview"),
            (["--want", "excerpt"], "--want: needs --excerpt"),
            (["--from", "gbk"], "does not apply to records"),
            (["a", "b"], "one document at a time"),
        ):
            with self.subTest(arguments=arguments):
                result = self.run_tool("records", *arguments, stdin=record("a"))
                self.assertEqual((result.status, result.out), (FAILED, b""))
                self.assertIn(complaint, result.err)


class Spec(Records):
    """Every example of the format, as a record and as a file."""

    @staticmethod
    def decode(text):
        def character(escape):
            kind, digits = escape[1][0], escape[1][1:]
            if kind == "x":
                return chr(0x110000 - 256 + int(digits, 16)) if digits else ""
            return chr(int(digits, 16)) if kind == "u" else {"r": "\r", "t": "\t", "s": " ", "\\": "\\"}[kind]

        decoded = re.sub(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[rts\\])", character, text.replace("⏎", "\n"))
        return b"".join(bytes([ord(c) - 0x10FF00]) if ord(c) >= 0x10FF00 else c.encode() for c in decoded)

    def examples(self):
        """Documents by the options they are read with; those with tokens of their own are left out."""
        found = {}
        for path in sorted(SPEC.glob("0*.md")):
            for options, body in re.findall(r"^```example(.*)\n((?:.*\n)*?)```$", path.read_text(encoding="utf-8"), re.M):
                if re.match(r"\|.*\n(\|.*\n)*(?!begin|end|divider)", body) and "nonesuch" not in options:
                    text = "".join(row[1:] for row in re.match(r"(\|.*\n)+", body)[0].splitlines())
                    arguments = tuple(sorted(re.sub(r"^set=", "markers=", option) for option in options.split()
                                             if option != "also-free"))
                    found.setdefault(arguments, []).append(self.decode(text))
        return found

    def test_answers_are_what_other_commands_give(self):
        examples = self.examples()
        self.assertGreater(sum(map(len, examples.values())), 200)
        for number, (options, documents) in enumerate(examples.items()):
            documents = [text for text in documents if self.is_utf8(text)]
            arguments = [f"--{option}" for option in options]
            for place, text in enumerate(documents):
                self.write(f"in{number}/{place:04}", text)
            lines = b"".join(line({"text": text.decode()}, separators=(",", ":")) for text in documents)
            answers = self.run_tool("records", *arguments, "--want", "preview,full", stdin=lines).out.splitlines()
            checked = self.run_tool("check", "--json", "--no-also-free", *arguments, f"in{number}").out.splitlines()
            self.run_tool("split", *arguments, f"in{number}", "-d", f"out{number}")
            self.assertEqual((len(answers), len(checked)), (len(documents), len(documents)))
            for place, (answer, check) in enumerate(zip(answers, checked)):
                answer, check = json.loads(answer)["paidmark"], json.loads(check)
                with self.subTest(options=options, text=documents[place]):
                    for part in ("preview", "full"):
                        output = self.directory / f"out{number}" / part / f"{place:04}"
                        wanted = output.read_bytes().decode() if check["status"] != "refused" else None
                        self.assertEqual(answer.pop(part), wanted)
                    del check["file"]
                    self.assertEqual(answer, check)

    @staticmethod
    def is_utf8(text):
        try:
            text.decode()
        except UnicodeDecodeError:
            return False
        return True


class Drop(Records):
    """What goes to a search index holds nothing of a text that is not free."""

    SECRET = "SECRET"

    def make_string(self, generator, text):
        """The text in JSON, some of it in escapes."""
        return '"' + "".join(f"\\u{ord(c):04x}" if generator.random() < 0.2 else json.dumps(c)[1:-1] for c in text) + '"'

    def make_value(self, generator, depth):
        kind = generator.randrange(7 if depth < 3 else 5)
        if kind == 5:
            return self.make_object(generator, [], depth + 1)
        if kind == 6:
            items = [self.make_value(generator, depth + 1) for _ in range(generator.randrange(3))]
            return self.blank(generator) .join(["[", ",".join(items), "]"])
        return ["null", "true", "-0.10e+3", '"x, \\"}{\\\\"', "[]"][kind]

    def blank(self, generator):
        return generator.choice(["", "", " ", "\t ", "\r"])

    def make_object(self, generator, members, depth=0):
        names = ["a", "b", "Text", "paidmark2", "", "c\\u0000", "\\ud800"] + ["paidmark"] * (depth == 0)
        members = members + [(f'"{generator.choice(names)}"', self.make_value(generator, depth))
                             for _ in range(generator.randrange(4))]
        generator.shuffle(members)
        blank = lambda: self.blank(generator)
        rows = [f"{blank()}{name}{blank()}:{blank()}{value}{blank()}" for name, value in members]
        return "{" + (",".join(rows) or blank()) + "}"

    def test_nothing_of_it_comes_out(self):
        generator = random.Random(20261128)
        lines, wanted = [], []
        for _ in range(2000):
            text = generator.choice([
                "free ##paidbegin##SECRET##paidend##", "##paidbegin##SECRET", "##PaidBegin##SECRET", "SECRET\x00",
                "##paidbegin####paidend##SECRET", "##paidbegin##\"SECRET\"\\\n##paidend##free",
            ])
            value = self.make_string(generator, text)
            # At times it is no string, there are two of it, or it is no JSON.
            members = [(self.make_string(generator, "body"), generator.choice([value] * 9 + [f"[{value}]"]))]
            members *= 1 + (generator.random() < 0.05)
            source = self.make_object(generator, [('"article"', self.make_object(generator, members, 1))])
            if generator.random() < 0.1:
                at = generator.choice([i for i, c in enumerate(source) if c in "{}[]:,"])
                source = source[:at] + generator.choice(["", '"', "}", ","]) + source[at + 1:]
            lines.append(source.encode())
            wanted.append(self.without(source))
        result = self.run_tool("records", "--field", "/article/body", "--drop", stdin=b"\n".join(lines))
        answers = result.out.split(b"\n")[:-1]
        self.assertEqual(len(answers), len(lines))
        statuses = {"ok": 0, "refused": 0, "failed": 0}
        for source, answer, expected in zip(lines, answers, wanted):
            pairs = json.loads(answer, object_pairs_hook=tuple, parse_int=str, parse_float=str)
            self.assertNotIn(self.SECRET, repr(pairs), source)
            status = dict(pairs[-1][1])["status"]
            statuses[status] += 1
            self.assertEqual(pairs[:-1], expected if status != "failed" else (), source)
        self.assertGreater(min(statuses.values()), 100, statuses)

    @staticmethod
    def without(source):
        """The members but for the field and what has the name of what is added, by Python."""
        try:
            pairs = json.loads(source, object_pairs_hook=tuple, parse_int=str, parse_float=str)
        except ValueError:
            return None
        return tuple((name, tuple(p for p in value if p[0] != "body") if name == "article" else value)
                     for name, value in pairs if name != "paidmark")

    def test_elements_of_arrays_and_their_commas(self):
        for source, wanted in (("[1,\"a\" ,2]", [1, 2]), ('[ 0 , "a" ] ', [0])):
            answer = self.answer(b'{"x": %s }' % source.encode(), "--field", "/x/1", "--drop")
            self.assertEqual(answer["x"], wanted)
        self.assertEqual(self.answer(b'{"x": [ "a" ] }', "--field", "/x/0", "--drop")["x"], [])


class Hostile(Records):
    """Lines that are JSON, nearly JSON, and nothing of the kind, judged by Python."""

    SEEDS = [
        '{"text":"a","n":[1,-0,0.5,1e5,1E+5,-1.25e-7,true,false,null],"o":{"x":{"y":[]}}}',
        '{"id":12345678901234567890123,"text":"\\u00e9\\n\\"\\\\\\/\\b\\f\\r\\t\\ud83d\\ude00é😀"}',
        ' { "text" : "##paidbegin##x##paidend##" , "a" : [ { } , [ ] , "" ] } ',
        '{"a":1,"text":"##paidbegin##x","text2":"\\uD800","b":"\\uDC00\\uD800"}',
        '{"t\\u0065xt":"a","é":"b"}', '["text"]', '"text"', "1", "",
    ]
    PIECES = ['"', "\\", "\\u", "\\ud800", "{", "}", "[", "]", ",", ":", "0", "1", "-", "+", ".", "e", "E", "01", "1.", ".5",
              "null", "nul", "NaN", "Infinity", "true", "'", "/*", "//", " ", "\t", "\r", "\v", "\f", "\x00", "\x1f", "\x7f",
              "\u00a0", "\u2028", "\ufeff", "é", '"text":"b",', '"text"', ",,", "[[", "]]", "\\x", "\\'", "\\0"]
    BYTES = [b"\xff", b"\xc3", b"\xa9", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf"]

    def make(self, generator):
        source = generator.choice(self.SEEDS).encode()
        for _ in range(generator.randrange(4)):
            at = generator.randrange(len(source) + 1)
            taken = generator.randrange(3)
            put = generator.choice(self.PIECES).encode() if generator.random() < 0.9 else generator.choice(self.BYTES)
            source = source[:at] + generator.choice([put, put, b""]) + source[at + taken:]
        return source.replace(b"\n", b"")

    @staticmethod
    def refuse(constant):
        raise ValueError(constant)

    def judge(self, source):
        """The members of the object if it is a record, else None."""
        try:
            text = source.decode()
            value = json.loads(text, object_pairs_hook=tuple, parse_constant=self.refuse, parse_int=str, parse_float=str)
        except ValueError:
            return None
        if not text.strip(" \t\r").startswith("{"):
            return None
        found = [value for name, value in value if name == "text"]
        if len(found) != 1 or not isinstance(found[0], str):
            return None
        # A number is a str by now, too.
        is_string = json.loads(text, object_pairs_hook=lambda pairs: [type(v) is str for n, v in pairs if n == "text"])
        if not is_string[0] or re.search("[\ud800-\udfff]", found[0]):
            return None
        return value

    def test_each_line_is_answered_as_it_deserves(self):
        generator = random.Random(8259)
        lines = [self.make(generator) for _ in range(10_000)]
        result = self.run_tool("records", stdin=b"\n".join(lines) + b"\n")
        answers = result.out.split(b"\n")[:-1]
        self.assertEqual((len(answers), result.status), (len(lines), FAILED))
        taken = 0
        for number, (source, answer) in enumerate(zip(lines, answers), 1):
            pairs = json.loads(answer.decode(), object_pairs_hook=tuple, parse_int=str, parse_float=str)
            name, added = pairs[-1]
            added = dict(added)
            judged = self.judge(source)
            self.assertEqual((name, added["status"] == "failed"), ("paidmark", judged is None), (source, answer))
            if judged is None:
                self.assertEqual(added["line"], str(number), source)
            else:
                self.assertEqual(pairs[:-1], judged, source)
                taken += 1
        self.assertTrue(1000 < taken < 8000, taken)


class Streams(Records):
    def start_records(self, *options, **more):
        return self.start(PAIDMARK, "records", *options, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **more)

    def test_an_answer_comes_before_the_next_line(self):
        for jobs in ("1", "3"):
            process = self.start_records("-j", jobs, bufsize=0)
            for number in range(20):
                process.stdin.write(record(f"文{number}", id=number))
                self.assertEqual(json.loads(process.stdout.readline())["id"], number)
            begun = record("b", id=98)
            process.stdin.write(record("a", id=97) + begun[:9])  # a line without its end keeps nobody waiting
            self.assertEqual(json.loads(process.stdout.readline())["id"], 97)
            process.stdin.write(begun[9:-1])
            process.stdin.close()
            self.assertEqual(json.loads(process.stdout.readline())["id"], 98)
            self.assertEqual((process.stdout.read(), process.wait()), (b"", GOOD))

    def test_order_is_that_of_the_input(self):
        generator = random.Random(1)
        text = "公开的话。##paidbegin##付费的话。##paidend##\n"
        lines = b"".join(record(text * generator.choice([0, 1, 1, 3, 300, 3000 if i % 100 == 0 else 10]), id=i)
                         for i in range(1500))
        one = self.run_tool("records", "-j1", stdin=lines)
        self.assertEqual([json.loads(answer)["id"] for answer in one.out.splitlines()], list(range(1500)))
        for jobs in ("2", "7", "64"):
            self.assertEqual(self.run_tool("records", "-j", jobs, stdin=lines).out, one.out)

    def test_a_file_and_what_is_none(self):
        self.write("in.jsonl", record("a") + record("b"))
        wanted = self.run_tool("records", stdin=self.read("in.jsonl")).out
        self.expect(self.run_tool("records", "in.jsonl"), GOOD, wanted)
        self.expect(self.run_tool("records", "-", stdin=self.read("in.jsonl")), GOOD, wanted)
        self.expect(self.run_tool("records", "none"), FAILED, err=f"paidmark: none: {system_reason(errno.ENOENT)}\n")
        self.expect(self.run_tool("records", "."), FAILED, err=f"paidmark: .: {system_reason(errno.EISDIR)}\n")

    def test_a_file_does_not_grow_by_its_own_answers(self):
        self.write("in.jsonl", record("a"))
        with open(self.directory / "in.jsonl", "ab") as file:
            result = self.run_tool("records", "in.jsonl", stdout=file)
        self.assertEqual((result.status, self.read("in.jsonl")), (FAILED, record("a")))

    def test_lines_of_any_length(self):
        long = "长" * 1_500_000
        lines = record("a") + record(long + "##paidbegin##x##paidend##") + record("b")
        answers = self.records(lines[:-1], "-j", "3")
        self.assertEqual([answer["paidmark"]["preview"] for answer in answers], ["a", long, "b"])

    def test_a_reader_that_goes_away(self):
        lines = record("a" * 1000) * 3000
        self.write("in.jsonl", lines)
        for jobs in ("1", "4"):
            for action, status in ((signal.SIG_DFL, -signal.SIGPIPE), (signal.SIG_IGN, FAILED)):
                process = self.start(PAIDMARK, "records", "-j", jobs, "in.jsonl", stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE, restore_signals=False,
                                     preexec_fn=lambda: signal.signal(signal.SIGPIPE, action))
                self.addCleanup(process.stderr.close)
                process.stdout.read(10)
                process.stdout.close()
                self.assertEqual((process.wait(), process.stderr.read()), (status, b""))

    def test_a_full_disk(self):
        for jobs in ("1", "4"):
            with open("/dev/full", "wb") as full:
                result = self.run_tool("records", "-j", jobs, stdin=record("a" * 1000) * 3000, stdout=full)
            self.assertEqual((result.status, result.err), (FAILED, f"paidmark: <stdout>: {system_reason(errno.ENOSPC)}\n"))

    def test_a_disk_that_is_full_while_the_input_waits(self):
        with open("/dev/full", "wb") as full:
            process = self.start(PAIDMARK, "records", "-j", "2", stdin=subprocess.PIPE, stdout=full,
                                 stderr=subprocess.DEVNULL)
            process.stdin.write(record("a"))
            process.stdin.flush()
            self.assertEqual(process.wait(timeout=60), FAILED)
            process.stdin.close()

    @staticmethod
    def peak(path, jobs):
        """KiB of memory that a run had."""
        with open(path, "rb") as stdin:
            process = subprocess.Popen([PAIDMARK, "records", "-j", jobs], stdin=stdin, stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
        return status, usage.ru_maxrss

    def test_memory_does_not_grow_with_the_input(self):
        if SANITIZED:
            self.skipTest("memory that is given back is kept for a while")
        small = b"".join(record(f"公开。##paidbegin##付费{i}##paidend##\n" * (i % 40), id=i) for i in range(2000))
        for name, lines in (("small", small), ("large", small * 20)):
            self.write(name, lines)
        for jobs in ("1", "3"):
            (status, least), (large_status, most) = (self.peak(self.directory / name, jobs) for name in ("small", "large"))
            self.assertEqual((status, large_status), (0, 0))
            self.assertLess(most, least + 4096)
            self.assertGreater(len(small) * 20 / 1024, 6 * 4096)  # it would show


if __name__ == "__main__":
    main()
