#!/usr/bin/env python3
"""make_tables.py - writes the tables of lib/ that come from Unicode's files, or compares them with what is there

    make_tables.py LIB          writes skeleton/fold_table.c, skeleton/simplified_table.c, skeleton/reference_table.c
                                and grapheme_table.c
    make_tables.py LIB --check  fails if one of them is not what would be written; exit status 77 if they are made for
                                another version of Unicode than that which is installed

Unicode's own files are those of Debian's unicode-data. It lacks those of UTS #39: the confusables come from ICU of the
same version of Unicode, by uspoof_getSkeleton. Debian's cmake depends on ICU, so that nothing more is installed. The
names of character references are those of Python's html.entities.

SPDX-License-Identifier: MIT
"""
import bz2
import ctypes
import ctypes.util
import functools
import html.entities
import os
import pathlib
import re
import sys
import textwrap

UNICODE = pathlib.Path("/usr/share/unicode")


# ---- Unicode's files ------------------------------------------------------------------------------------------------

def rows(name):
    """The fields of each row of one of Unicode's files."""
    for line in (UNICODE / name).read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield [field.strip() for field in line.split(";")]


@functools.cache
def version():
    first_line = (UNICODE / "CaseFolding.txt").read_text(encoding="utf-8").splitlines()[0]
    return re.fullmatch(r"# CaseFolding-([\d.]+)\.txt", first_line)[1]


def code_points(field):
    """`0041` or `0041..005A`."""
    first, _, last = field.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def with_property(name, *properties):
    return {c for fields in rows(name) if fields[1] in properties for c in code_points(fields[0])}


CATEGORY, NAME, DECOMPOSITION, UPPER = {}, {}, {}, {}


def read_unicode_data():
    first = 0
    for code, name, category, _, _, decomposition, *_, upper, _, _ in rows("UnicodeData.txt"):
        last = int(code, 16)
        if not name.endswith(", Last>"):
            first = last
        for c in range(first, last + 1):
            CATEGORY[c], NAME[c] = category, name
        if decomposition:
            DECOMPOSITION[last] = [int(c, 16) for c in decomposition.split() if c[0] != "<"]
        if upper:
            UPPER[last] = [int(upper, 16)]


def category(c):
    return CATEGORY.get(c, "Cn")


class Confusables:
    """UTS #39 by ICU."""

    def __init__(self):
        i18n, common = (ctypes.util.find_library(name) for name in ("icui18n", "icuuc"))
        if not i18n:
            sys.exit("ICU is not there (Debian: libicu72)")
        icu = i18n.rpartition(".")[2]
        unicode_version = (ctypes.c_uint8 * 4)()
        ctypes.CDLL(common)["u_getUnicodeVersion_" + icu](unicode_version)
        if ".".join(map(str, unicode_version[:3])) != version():
            sys.exit(f"ICU {icu} knows another version of Unicode than {version()}")
        library, self.status = ctypes.CDLL(i18n), ctypes.c_int(0)
        open_checker = library["uspoof_open_" + icu]
        open_checker.restype = ctypes.c_void_p
        self.checker = ctypes.c_void_p(open_checker(ctypes.byref(self.status)))
        self.get = library["uspoof_getSkeletonUTF8_" + icu]

    def skeleton(self, c):
        text, buffer = chr(c).encode(), ctypes.create_string_buffer(256)
        size = self.get(self.checker, 0, text, len(text), buffer, len(buffer), ctypes.byref(self.status))
        if self.status.value > 0:
            sys.exit(f"uspoof_getSkeletonUTF8: error {self.status.value}")
        return [ord(x) for x in buffer.raw[:size].decode()]


# ---- Folding --------------------------------------------------------------------------------------------------------

BLANK, LINE_ENDING = ord(" "), ord("\n")
BLANKS = {0x09, 0x0B, 0x0C, 0x0D, 0x2800}
LINE_ENDINGS = {0x0A, 0x85, 0x2028, 0x2029}
OBJECT_REPLACEMENT = 0xFFFC
LONG_VOWEL_MARK, MINUS = 0x30FC, 0x2212

# What neither a property nor UTS #39 says: signs that stand for another where software or people choose between them.
SIGNS = {ord(c): ord(group[0]) for group in (
    "#♯⌗№", "%‰‱٪؉؊", "!¡❕❗", "<˂", ">˃", "|│┃❘❙", "_‗ˍ", "=═", "~˜") for c in group[1:]}

# What software makes of two signs.
ARROWS = {ord(c): [ord(x) for x in group[:2]] for group in ("<-←⇐⟵⟸", "->→⇒⟶⟹") for c in group[2:]}

# What a bracket is called, and how it is folded.
BRACKETS = {"PARENTHESIS": "()", "CURLY": "{}", "ANGLE": "<>", "SQUARE BRACKET": "[]", "CORNER": "[]",
            "LENTICULAR": "[]", "TORTOISE SHELL": "[]", "HALF BRACKET": "[]"}


@functools.cache
def ignorable():
    return with_property("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")


def shows_nothing(c):
    if c in BLANKS or c in LINE_ENDINGS:
        return False
    return category(c) in ("Cc", "Cf", "Mn", "Me") or c in ignorable() or c == OBJECT_REPLACEMENT


def decompose(c):
    """NFKD without the marks."""
    if c not in DECOMPOSITION:
        return [] if shows_nothing(c) else [c]
    return [x for part in DECOMPOSITION[c] for x in decompose(part)]


@functools.cache
def case_folding():
    return {int(c, 16): [int(x, 16) for x in to.split()] for c, kind, to, *_ in rows("CaseFolding.txt") if kind in "CF"}


@functools.cache
def ideograph_of_radical():
    return {c: int(to, 16) for field, to in rows("EquivalentUnifiedIdeograph.txt") for c in code_points(field)}


@functools.cache
def simplified():
    """The simplified forms of traditional ideographs, both in U+4E00 to U+9FFF, which nearly all text is made of; of
    several the first that is another one."""
    forms = {}
    for line in bz2.open(UNICODE / "Unihan_Variants.txt.bz2", "rt", encoding="utf-8"):
        field = line.split("\t")
        if len(field) == 3 and field[1] == "kSimplifiedVariant":
            c, *to = (int(x[2:], 16) for x in (field[0], *field[2].split()))
            to = [x for x in to if x != c and 0x4E00 <= x <= 0x9FFF]
            if to and 0x4E00 <= c <= 0x9FFF:
                forms[c] = to[0]
    return forms


def sign(c):
    """What a sign is folded to by its kind, if that is known."""
    if c in SIGNS:
        return SIGNS[c]
    if category(c) == "Pd" or c in (LONG_VOWEL_MARK, MINUS):
        return ord("-")
    if category(c) == "Sc":
        return ord("$")
    if category(c) == "Pc":
        return ord("_")
    if category(c) in ("Ps", "Pe", "Pi", "Pf"):
        for word, pair in BRACKETS.items():
            if word in NAME[c]:
                return ord(pair[category(c) in ("Pe", "Pf")])
    return None


def letter_named(pattern, c):
    match = re.fullmatch(pattern, NAME.get(c, ""))
    return ord(match[1].lower()) if match else None


def small_capital(c):
    return letter_named(r"LATIN LETTER SMALL CAPITAL ([A-Z])", c)


def letter_by_name(c):
    """That a Latin letter has something added, or stands in a frame, is said by its name only."""
    return (letter_named(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH .*", c) or small_capital(c)
            or letter_named(r"(?:.*(?:CIRCLED|SQUARED) LATIN CAPITAL|REGIONAL INDICATOR SYMBOL) LETTER ([A-Z])", c))


def is_letter(c):
    return category(c)[0] in "LN" or category(c) == "Mc"


class Folding:
    def __init__(self):
        self.confusables = Confusables()
        # Several ASCII characters have one skeleton, l I 1 | and o 0 among them: the letter stands for them.
        self.ascii = {}
        for c in (*range(0x21, 0x30), *range(0x3A, 0x7F), *range(0x30, 0x3A)):
            if chr(c) != "I":
                self.ascii.setdefault(tuple(self.confusables.skeleton(c)), c)

    def confusable(self, c, marks):
        """The ASCII characters that c is confusable with, if any, in spite of marks or not."""
        skeleton = [x for x in self.confusables.skeleton(c) if not (marks and shows_nothing(x))]
        if skeleton == [ord("l")] and category(c) == "Lu":
            return [ord("i")]
        found = [self.ascii[tuple(skeleton)]] if tuple(skeleton) in self.ascii else skeleton
        found = [small_capital(x) or x for x in found]
        return found if all(x < 0x80 for x in found) and len(found) <= 3 else None

    def looks_like(self, c):
        if 0x3040 <= c <= 0x31FF or 0x3400 <= c <= 0x9FFF or 0x20000 <= c <= 0x3FFFF:
            return None  # kana and ideographs look like signs and are none
        for marks in (False, True):
            for x in ([c], case_folding().get(c), UPPER.get(c)):
                found = self.confusable(x[0], marks) if x and len(x) == 1 else None
                if found:
                    return found
            if letter_by_name(c):
                return [letter_by_name(c)]
        return None

    @functools.cache
    def once(self, c):
        if c in LINE_ENDINGS:
            return [LINE_ENDING]
        if c in BLANKS or category(c) == "Zs":
            return [BLANK]
        if shows_nothing(c):
            return []
        if c < 0x80:
            return [ord(chr(c).lower())]
        if c in ARROWS:
            return ARROWS[c]
        if sign(c):
            return [sign(c)]
        if c in ideograph_of_radical():
            return [ideograph_of_radical()[c]]
        if c in simplified():
            return [simplified()[c]]
        plain = decompose(c)
        if plain != [c] and plain[:1] != [BLANK] and len(plain) <= 3:
            return plain
        return self.looks_like(c) or case_folding().get(c) or [c]

    def fold(self, c):
        """Until nothing changes any more."""
        before, now = None, [c]
        while now != before:
            before, now = now, [x for part in now for x in self.once(part)]
        if len(now) > 3:
            sys.exit(f"U+{c:04X} is folded to more than three symbols")
        return now


# ---- Runs of code points --------------------------------------------------------------------------------------------

LETTER = 0x80000000
PAGES = 0x300  # with an index: planes 0 to 2
SHORTEST = 5  # code points that have to go the same way for a run of their own


def symbols(folding):
    """What each code point is folded to; a sign that stays what it is, and what is not assigned, is left out. So many
    ideographs have a simplified form that these have a table of their own."""
    table = {}
    for c in sorted(CATEGORY.keys() | ignorable()):
        if category(c) in ("Co", "Cs") or c < 0x80:
            continue
        folded = [x | LETTER if is_letter(x) else x for x in ([c] if c in simplified() else folding.fold(c))]
        if folded != [c]:
            table[c] = folded
    return table


class Run:
    """Code points in a row that become the same symbols (SAME), the symbol as far from them (SHIFT), or EACH others."""

    def __init__(self, kind, first, folded):
        self.kind, self.first, self.folded = kind, first, folded

    def end(self):
        return self.first + len(self.folded)

    def fits(self, c, folded):
        if c != self.end() or len(folded) != len(self.folded[0]):
            return False
        if self.kind == "SHIFT":
            return len(folded) == 1 and folded[0] - self.folded[0][0] == c - self.first
        return self.kind == "EACH" or folded == self.folded[0]


def regular_runs(table):
    """All code points, in runs that are SAME or SHIFT, short ones too."""
    runs = []
    for c, folded in sorted(table.items()):
        last = runs[-1] if runs else None
        if last and len(last.folded) == 1:
            last.kind = "SHIFT" if Run("SHIFT", last.first, last.folded).fits(c, folded) else "SAME"
        if last and last.fits(c, folded):
            last.folded.append(folded)
        else:
            runs.append(Run("SAME", c, [folded]))
    return runs


def runs_of(table):
    """The same with short runs that follow each other joined to one that is EACH."""
    runs = []
    for run in regular_runs(table):
        last = runs[-1] if runs else None
        if last and len(run.folded) < SHORTEST and len(last.folded) < SHORTEST and last.kind != "EACH":
            if Run("EACH", last.first, last.folded).fits(run.first, run.folded[0]):
                last.kind = "EACH"
        if last and last.kind == "EACH" and len(run.folded) < SHORTEST and last.fits(run.first, run.folded[0]):
            last.folded += run.folded
        else:
            runs.append(run)
    return runs


# ---- Writing --------------------------------------------------------------------------------------------------------

def filled(items):
    """Items that are not divided, as many on a line as it takes."""
    unbroken = " ".join(item.replace(" ", "\0") + "," for item in items)
    return textwrap.fill(unbroken, 120, initial_indent="    ", subsequent_indent="    ").replace("\0", " ")


def head(name, what):
    return f"""/* {name} - {what}
 * SPDX-License-Identifier: MIT
 *
 * Made by tests/unicode/make_tables.py for Unicode {version()}.
 */
/* clang-format off */
"""


def number(symbol):
    return f"L({symbol - LETTER:#x})" if symbol & LETTER else f"{symbol:#x}"


def index_of_pages(runs):
    """For each 256 code points, the last run that begins at or before the first of them."""
    index, last = [], 0
    for page in range(PAGES + 1):
        while last + 1 < len(runs) and runs[last + 1].first <= page << 8:
            last += 1
        index.append(last)
    return index


def fold_table(runs):
    pool, lines = [], []
    for run in runs:
        count, to = len(run.folded[0]), "0"
        if run.kind == "SHIFT" or (run.kind == "SAME" and count == 1):
            to = number(run.folded[0][0])
        elif count:
            to = str(len(pool))
            pool += [number(x) for folded in (run.folded if run.kind == "EACH" else run.folded[:1]) for x in folded]
        lines.append(f"{{{run.first:#x}, {to}, {len(run.folded)}, {run.kind}, {count}}}")
    return (head("fold_table.c", "what code points beyond ASCII are folded to") + f"""#include "fold_table.h"

#define L(code_point) (0x{LETTER:x}u | (code_point))
#define SAME          PAIDMARK_FOLD_SAME
#define SHIFT         PAIDMARK_FOLD_SHIFT
#define EACH          PAIDMARK_FOLD_EACH

const struct paidmark_fold_run paidmark_fold_runs[] = {{
{filled(lines)}
}};

const uint16_t paidmark_fold_pages[PAIDMARK_FOLD_PAGES + 2] = {{
{filled([*map(str, index_of_pages(runs)), str(len(runs) - 1)])}
}};

const uint32_t paidmark_fold_symbols[] = {{
{filled(pool)}
}};
""")


def simplified_table(folding):
    pairs = [f"{{{c:#x}, {folding.fold(c)[0]:#x}}}" for c in sorted(simplified())]
    return (head("simplified_table.c", "the simplified forms of traditional ideographs")
            + f"""#include "simplified_table.h"

const struct paidmark_simplified paidmark_simplified_forms[] = {{
{filled(pairs)}
}};

const size_t paidmark_simplified_count = sizeof paidmark_simplified_forms / sizeof *paidmark_simplified_forms;
""")


def character_references(table):
    """The names of HTML 4, and those of HTML 5 for what is folded to ASCII, in lower case. Where only case tells two
    apart, the small one stands for both."""
    names = {}
    for name, text in sorted(html.entities.html5.items()):  # capitals first
        c = ord(text) if len(text) == 1 else 0x10000
        is_ascii = all(x & ~LETTER < 0x80 for x in table.get(c, [c]))
        if name.endswith(";") and c < 0x10000 and (is_ascii or name[:-1] in html.entities.name2codepoint):
            names[name[:-1].lower()] = c
    return sorted(names.items())


def reference_table(table):
    names = character_references(table)
    rows_ = [f'{{"{name}", {c:#x}}}' for name, c in names]
    return (head("reference_table.c", "character references by name")
            + f"""#include "reference_table.h"

const struct paidmark_reference paidmark_references[] = {{
{filled(rows_)}
}};

const size_t paidmark_reference_count = sizeof paidmark_references / sizeof *paidmark_references;
""")


GRAPHEME_CLASSES = {"CR": "CR", "LF": "LF", "Control": "CONTROL", "Extend": "EXTEND", "ZWJ": "ZWJ",
                    "SpacingMark": "SPACING_MARK", "Prepend": "PREPEND", "Regional_Indicator": "REGIONAL_INDICATOR",
                    "Extended_Pictographic": "PICTOGRAPH", "L": "L", "V": "V", "T": "T"}


def grapheme_table():
    classes = {}
    for name in ("auxiliary/GraphemeBreakProperty.txt", "emoji/emoji-data.txt"):
        for field, value in rows(name):
            for c in code_points(field) if value in GRAPHEME_CLASSES else ():
                if c in classes:
                    sys.exit(f"U+{c:04X} is of two classes")
                classes[c] = GRAPHEME_CLASSES[value]
    runs = []
    for c, name in sorted(classes.items()):
        if runs and c == runs[-1][0] + runs[-1][1] and name == runs[-1][2]:
            runs[-1][1] += 1
        else:
            runs.append([c, 1, name])
    used = {name for _, _, name in runs}
    macros = "\n".join(f"#define {name:18} PAIDMARK_GRAPHEME_{name}" for name in sorted(used))
    return (head("grapheme_table.c", "what code points are where graphemes are divided")
            + f"""#include "grapheme_table.h"

{macros}

const struct paidmark_grapheme_run paidmark_grapheme_runs[] = {{
{filled([f"{{{first:#x}, {count}, {name}}}" for first, count, name in runs])}
}};

const size_t paidmark_grapheme_run_count = sizeof paidmark_grapheme_runs / sizeof *paidmark_grapheme_runs;
""")


def main():
    lib = pathlib.Path(sys.argv[1])
    check = sys.argv[2:] == ["--check"]
    if check and f" for Unicode {version()}.\n" not in (lib / "grapheme_table.c").read_text(encoding="utf-8"):
        print(f"SKIPPED: the tables are not made for Unicode {version()}, which is installed")
        sys.exit(1 if "PAIDMARK_NO_SKIPS" in os.environ else 77)
    read_unicode_data()
    folding = Folding()
    table = symbols(folding)
    files = {
        "grapheme_table.c": grapheme_table(),
        "skeleton/fold_table.c": fold_table(runs_of(table)),
        "skeleton/reference_table.c": reference_table(table),
        "skeleton/simplified_table.c": simplified_table(folding),
    }
    if check:
        stale = [name for name, text in files.items() if (lib / name).read_text(encoding="utf-8") != text]
        sys.exit(f"not what make_tables.py writes: {', '.join(stale)}" if stale else 0)
    for name, text in files.items():
        (lib / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
