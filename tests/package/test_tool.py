# test_tool.py - the installed tool with the examples that the bindings are tried with: figures, segments and problems
# SPDX-License-Identifier: MIT
import json
import os
import subprocess
import unittest

import spec_vectors
from harness import STATIC, PackageTest, run


def arguments(options):
    made = []
    if "markers" in options:
        made += ["--markers", options["markers"]]
    for begin, end in options["pairs"]:
        made += ["--begin", os.fsdecode(bytes.fromhex(begin)), "--end", os.fsdecode(bytes.fromhex(end))]
    for divider in options["dividers"]:
        made += ["--divider", os.fsdecode(bytes.fromhex(divider))]
    made += ["--unmarked", options["unmarked"]] if "unmarked" in options else []
    made += [f"--{name}" for name in ("salvage", "exact") if options.get(name)]
    return made + ["--no-lookalikes"] * (not options.get("lookalikes", True))


def problem(found):
    names = ("code", "severity", "offset", "bytes", "line", "column")
    return {**{name: found[name] for name in names}, "suggestion": found.get("suggestion"),
            "relatedOffset": found.get("related", {}).get("offset")}


def came_of(answer, text):
    """What came, in the form of the vector."""
    came = {"outcome": "refused" if answer["status"] == "refused" else "parts", "percent": answer["percent_free"],
            "problems": list(map(problem, answer["problems"]))}
    segments = [(s["part"], s.get("region", 0), s["offset"], text[s["offset"]:s["offset"] + s["bytes"]])
                for s in answer["segments"]]
    if came["outcome"] == "parts":
        for name, parts in (("preview", "free"), ("full", "free paid"), ("rest", "paid")):
            came[name] = b"".join(s[-1] for s in segments if s[0] in parts).hex()
        came["characters"] = [answer[part]["characters"] for part in ("free", "paid")]
        came["segments"] = [[part, region, offset, piece.hex()] for part, region, offset, piece in segments]
    return came


class Tool(PackageTest):
    def ask(self, options, vectors):
        names = [f"{number:04}" for number in range(len(vectors))]
        for name, vector in zip(names, vectors):
            (self.directory / name).write_bytes(bytes.fromhex(vector["text"]))
        return run(STATIC / "bin/paidmark", "info", "--json", *arguments(options), *names, cwd=self.directory, check=False,
                   stderr=subprocess.DEVNULL)

    def compare(self, vector, answer):
        came = came_of(answer, bytes.fromhex(vector["text"]))
        left_out = {"segments", "characters"} - set(vector)
        came = {name: value for name, value in came.items() if name not in left_out}
        self.assertEqual(came, {name: vector.get(name) for name in came}, vector["name"])

    def test_vectors(self):
        groups, compared = {}, 0
        for vector in spec_vectors.vectors():
            if "also_free" in vector["options"]:
                continue  # "info" does not ask for it
            groups.setdefault(json.dumps(vector["options"]), []).append(vector)
        for options, vectors in groups.items():
            asked = self.ask(json.loads(options), vectors)
            if vectors[0]["outcome"] == "argument-error":
                self.assertEqual((asked.returncode, asked.stdout), (2, ""), options)
                continue
            answers = asked.stdout.splitlines()
            self.assertEqual(len(answers), len(vectors), options)
            for vector, answer in zip(vectors, answers):
                self.compare(vector, json.loads(answer))
                compared += 1
        self.assertGreater(compared, 350)


if __name__ == "__main__":
    unittest.main()
