# spec_vectors.py - the examples of tests/spec as data, for bindings to be tried with
# SPDX-License-Identifier: MIT
#
# Texts are in hexadecimal, since some are no UTF-8. tests/spec/README.md tells how examples are written.
import json
import re

from harness import SOURCE

# What look-alikes in rows resemble.
FIRST_PAIRS = {"default": ("##paidbegin##", "##paidend##"), "more": ("<!--more-->", None),
               "ghost": ("<!--members-only-->", None)}

UNIT = re.compile(r"⏎|\\[rts\\]|\\x([0-9a-f]{2})|\\u([0-9A-Fa-f]{4})|[^\\]")
WRITTEN = {"⏎": b"\n", r"\r": b"\r", r"\t": b"\t", r"\s": b" ", r"\\": b"\\"}


def units(typed):
    at = 0
    while at < len(typed):
        unit = UNIT.match(typed, at)
        if not unit:
            raise ValueError(f"what is written at {typed[at:]!r}?")
        at = unit.end()
        yield unit


def bytes_of(unit):
    if unit[1]:
        return bytes([int(unit[1], 16)])
    if unit[2]:
        return chr(int(unit[2], 16)).encode("utf-8", "surrogatepass")
    return WRITTEN.get(unit[0]) or unit[0].encode()


def text_of(typed):
    return b"".join(bytes_of(unit) for unit in units(typed))


def place_of(text, offset):
    before = text[3 if text.startswith(b"\xef\xbb\xbf") else 0:offset]
    return before.count(b"\n") + 1, sum(byte & 0xC0 != 0x80 for byte in before[before.rfind(b"\n") + 1:]) + 1


def offset_of(text, line, column):
    return next(offset for offset in range(len(text) + 1) if place_of(text, offset) == (line, column)
                and (offset == len(text) or text[offset] & 0xC0 != 0x80) and not (
                    offset == 0 and text.startswith(b"\xef\xbb\xbf")))


def options_of(words):
    options = {"pairs": [], "dividers": []}
    for word in words:
        name, _, value = word.partition("=")
        options.update({"set": {"markers": value}, "unmarked": {"unmarked": value},
                        "no-lookalikes": {"lookalikes": False}, "also-free": {"also_free": True}, "salvage": {"salvage": True},
                        "exact": {"exact": True}}[name])
    return options


def problem(text, offset, severity, size, code, related=None, suggestion=None):
    line, column = place_of(text, offset)
    return {"code": code, "severity": severity, "offset": offset, "bytes": size, "line": line, "column": column,
            "suggestion": suggestion, "relatedOffset": related}


def characters_of(text):
    return sum(byte & 0xC0 != 0x80 for byte in text.removeprefix(b"\xef\xbb\xbf"))


def percent_of(part, whole):
    """Rounded, but to 0 or 100 only what is none or all."""
    if part == whole:
        return 100
    return min(max((200 * part // whole + 1) // 2, 1), 99) if part else 0


def expect_parts(vector, preview, full, rest):
    vector.update(outcome="parts", preview=preview.hex(), full=full.hex(), rest=rest.hex())


def row(kind, options, typed):
    """An example on one line, with marks around what is wrong in it."""
    text, marks = b"", []
    for unit in units(typed):
        if unit[0] in ("«", "‹"):
            marks.append([unit[0] == "‹", len(text), 0])
        elif unit[0] in ("»", "›"):
            marks[-1][2] = len(text)
        else:
            text += bytes_of(unit)
    code = {"lookalikes": "lookalike-marker", "ill-formed": "invalid-utf8"}[kind]
    tokens = FIRST_PAIRS[options.get("markers", "default")] if kind == "lookalikes" else (None, None)
    vector = {"text": text.hex(), "outcome": "refused",
              "problems": [problem(text, start, "error", end - start, code, suggestion=tokens[is_end])
                           for is_end, start, end in marks]}
    if not marks:
        expect_parts(vector, text, text, b"")
    return vector


def read_tokens(options, lines):
    """Takes the tokens, which stand before the document, off the front."""
    tokens = []
    while match := re.fullmatch(r"(begin|end) \|(.*)", lines[0]):
        lines.pop(0)
        token = text_of(match[2]).hex()
        if match[1] == "begin":
            tokens.append([token])
        else:
            tokens[-1].append(token)
    options["pairs"] = [pair for pair in tokens if len(pair) == 2]
    options["dividers"] = [pair[0] for pair in tokens if len(pair) == 1]


def joined(lines):
    """Lines that begin with a bar go on with the one before them."""
    whole = []
    for line in lines:
        if line.startswith("|") and whole:
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return whole


def read_problem(text, severity, typed):
    told, like, token = typed.partition(" like ")
    words = told.split()
    line, column = map(int, words[0].split(":"))
    related = offset_of(text, *map(int, words[4].split(":"))) if "related" in words else None
    suggestion = text_of(token).decode() if like else None
    offset = 0 if words[2] == "no-paid-region" else offset_of(text, line, column)
    found = problem(text, offset, severity, int(words[1]), words[2], related, suggestion)
    return {**found, "line": line, "column": column}


def read_expectation(vector, line):
    text = bytes.fromhex(vector["text"])
    name, bar, typed = line.partition("|")
    words = name.split()
    if words[0] in ("error", "warning"):
        vector["problems"].append(read_problem(text, *line.split(" ", 1)))
    elif words[0] in ("refused", "argument-error"):
        vector["outcome"] = words[0]
    elif words[0] == "all":
        expect_parts(vector, text if words[1] == "free" else b"", text, text if words[1] == "paid" else b"")
    elif words[0] in ("preview", "full", "rest"):
        vector.update({"outcome": "parts", words[0]: text_of(typed).hex()})
    elif words[0] == "segment":
        region = 0 if words[1] == "free" else int(words[2])
        vector.setdefault("segments", []).append([words[1], region, int(words[-1]), text_of(typed).hex()])
    elif words[0] == "excerpt":
        vector["excerpts"].append([int(words[1]), "visible" in words, text_of(typed).hex() if bar else None])
    elif words[0] == "characters":
        vector["characters"] = [int(words[2]), int(words[4])]
    elif words[0] != "regions":
        raise ValueError(f"what is {line!r}?")


def example(options, lines):
    lines = list(lines)
    read_tokens(options, lines)
    document, *expectations = joined(lines)
    vector = {"text": text_of(document[1:]).hex(), "problems": [], "excerpts": []}
    for line in expectations:
        read_expectation(vector, line)
    return vector


def vectors():
    made = []
    for path in sorted((SOURCE / "tests/spec").glob("0*.md")):
        for block in re.finditer(r"^```(\S+)(.*)\n((?:.*\n)*?)```$", path.read_text(encoding="utf-8"), re.M):
            kind, lines = block[1], block[3].splitlines()
            for found in ([[line] for line in lines] if kind != "example" else [lines]):
                options = options_of(block[2].split())
                vector = example(options, found) if kind == "example" else row(kind, options, found[0][1:])
                if vector["outcome"] == "parts":
                    vector["percent"] = percent_of(*(characters_of(bytes.fromhex(vector[part])) for part in ("preview", "full")))
                made.append({"name": f"{path.name}: {found}", "options": options, "excerpts": [], **vector})
    return made


def write(path):
    """Writes all of them to a file; gives their number."""
    made = vectors()
    path.write_text(json.dumps(made), encoding="utf-8")
    return len(made)
