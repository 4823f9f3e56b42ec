#!/usr/bin/env python3
# catalogue.py - the sentences that a user sees, from the sources to the catalogues of translations
# SPDX-License-Identifier: MIT
#
#     catalogue.py           prints a template with all sentences
#     catalogue.py --update  brings those that are new, changed or gone into every *.po beside this file (msgmerge); those
#                            that are new have to be translated, and those marked fuzzy looked at
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent

XGETTEXT = ["xgettext", "--language=C", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=ngettext:1,2",
            "--flag=say:2:c-format", "--flag=print_sentence:2:c-format", "--no-location", "--no-wrap",
            "--package-name=paidmark", "--output=-"]

LITERALS = r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*'


def texts_of_library():
    """Of problems, which the library has in English only and the tool translates."""
    messages = (SOURCE / "lib/messages.c").read_text(encoding="utf-8")
    return re.findall(rf'\[PAIDMARK_PROBLEM_\w+\] = \{{"[^"]*",\s*({LITERALS})\}}', messages)


def template():
    sources = sorted(path for kind in ("*.c", "*.h") for path in (SOURCE / "cli").rglob(kind))
    with tempfile.TemporaryDirectory() as directory:
        library = pathlib.Path(directory) / "library.c"
        library.write_text("".join(f"_({text})\n" for text in texts_of_library()), encoding="utf-8")
        done = subprocess.run([*XGETTEXT, *sources, library], check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return re.sub(r'(?m)^"(POT-Creation-Date|Report-Msgid-Bugs-To|PO-Revision-Date).*\n', "", done.stdout)


def update():
    with tempfile.NamedTemporaryFile("w", suffix=".pot", encoding="utf-8") as file:
        file.write(template())
        file.flush()
        for catalogue in sorted(HERE.glob("*.po")):
            subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", "--no-wrap", "--no-location", catalogue,
                            file.name], check=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        sys.stdout.write(template())
