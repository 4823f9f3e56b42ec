# vectors.py - tries the examples of the specification with the installed module paidmark
# SPDX-License-Identifier: MIT
import json
import sys

import paidmark


def options_of(given):
    given = dict(given)
    given["pairs"] = [tuple(bytes.fromhex(token).decode() for token in pair) for pair in given["pairs"]]
    given["dividers"] = [bytes.fromhex(token).decode() for token in given["dividers"]]
    return paidmark.Options(given.pop("markers", None), **given)


def hexadecimal(text):
    return (text.encode() if isinstance(text, str) else text).hex()


def is_refused(call):
    try:
        call()
    except paidmark.Refused:
        return True
    return False


def refused(document, text, options):
    calls = [document.preview, lambda: document.preview("[]"), document.full, document.rest, document.percent_free,
             lambda: document.excerpt(10), document.segments, lambda: paidmark.split(text, options)]
    return {"outcome": "refused" if all(map(is_refused, calls)) else "a part of it"}


def parts(document, text, options, vector):
    split = paidmark.split(text, options)
    same = split == (document.preview(), document.full(), document.rest()) and type(split.preview) is type(text)
    came = {"outcome": "parts" if same else "not the same at once", "preview": hexadecimal(split.preview),
            "full": hexadecimal(split.full), "rest": hexadecimal(split.rest), "percent": document.percent_free()}
    segments = document.segments()
    if "segments" in vector:
        came["segments"] = [[s.part, s.region, s.offset, hexadecimal(s.text)] for s in segments]
    if "characters" in vector:
        came["characters"] = [sum(s.characters for s in segments if s.part == part) for part in ("free", "paid")]
    return came


def problem(found):
    names = ("code", "severity", "offset", "bytes", "line", "column", "suggestion", "related_offset")
    return {"relatedOffset" if name == "related_offset" else name: getattr(found, name) for name in names}


def came_of(text, vector):
    """What came, in the form of the vector."""
    try:
        options = options_of(vector["options"])
    except (ValueError, UnicodeError):
        return {"outcome": "argument-error", "problems": [], "excerpts": []}
    document = paidmark.Document(text, options)
    came = refused(document, text, options) if document.refused else parts(document, text, options, vector)
    excerpts = [[count, visible, None if document.refused else hexadecimal(document.excerpt(count, visible))]
                for count, visible, _ in vector["excerpts"]]
    return {**came, "problems": list(map(problem, document.problems)), "excerpts": excerpts}


def texts_of(vector):
    """As bytes, and as str where it is UTF-8."""
    text = bytes.fromhex(vector["text"])
    yield text
    try:
        yield text.decode()
    except UnicodeDecodeError:
        pass


def main():
    failures = 0
    with open(sys.argv[1], encoding="utf-8") as file:
        vectors = json.load(file)
    for vector in vectors:
        for text in texts_of(vector):
            came = came_of(text, vector)
            expected = {name: vector.get(name) for name in came}
            if came != expected:
                failures += 1
                print(f"{vector['name']} as {type(text).__name__}\n expected {expected}\n came     {came}")
    print(f"{len(vectors)} vectors, {failures} failed")
    return failures > 0


sys.exit(main())
