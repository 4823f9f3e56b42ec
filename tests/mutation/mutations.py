# mutations.py - finds the places in a C source where one small change makes a different program
# SPDX-License-Identifier: MIT
#
# Works on tokens, not on syntax: what it takes for an operator and is none (the * of a declaration, say) does not
# compile afterwards, and such a change is not counted. Comments, strings and preprocessor lines are left alone.
import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
      | (?P<directive>^[ \t]*\#(?:[^\n\\]|\\.)*)
      | (?P<string>"(?:[^"\\]|\\.)*")
      | (?P<character>'(?:[^'\\]|\\.)+')
      | (?P<number>(?:0[xX][0-9A-Fa-f]+|[0-9]+)[uUlL]*)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<operator><<=|>>=|->|\+\+|--|<<|>>|[<>=!+\-*/%&|^]=|&&|\|\||.)
      | (?P<newline>\n)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

# Of two operands. Where one is also of one operand, or part of a declaration, it counts only between blanks.
SWAPS = {
    "==": ["!="], "!=": ["=="], "<": ["<="], "<=": ["<"], ">": [">="], ">=": [">"], "+": ["-"], "-": ["+"],
    "*": ["/"], "/": ["*"], "%": ["*"], "&&": ["||"], "||": ["&&"], "&": ["|"], "|": ["&"], "^": ["&"], "<<": [">>"],
    ">>": ["<<"], "++": ["--"], "--": ["++"], "+=": ["-="], "-=": ["+="], "&=": ["|="], "|=": ["&="], "<<=": [">>="],
    ">>=": ["<<="],
}
BETWEEN_BLANKS = {"+", "-", "*", "/", "%", "&", "|", "^", "<", ">"}
WORDS = {"true": ["false"], "false": ["true"], "break": ["continue"], "continue": ["break"]}
NOT_STATEMENTS = {
    "if", "else", "for", "while", "do", "switch", "case", "default", "goto", "typedef", "static", "const", "struct",
    "enum", "union", "unsigned", "int", "char", "bool", "size_t", "uint64_t", "uint32_t", "uint8_t", "extern", "inline",
}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    begin: int

    @property
    def end(self):
        return self.begin + len(self.text)


@dataclass(frozen=True)
class Mutation:
    """text[begin, end) becomes `new`."""

    begin: int
    end: int
    new: str
    label: str


def tokens_of(text):
    """All tokens that mean something. Blanks, comments, strings and preprocessor lines only end others."""
    found = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("comment", "directive", "newline") or match.group().isspace():
            continue
        found.append(Token(kind, match.group(), match.start()))
    return found


def closing(tokens):
    """For each opening bracket, by index, the index of its closing one."""
    pairs, open_ones = {}, []
    for i, token in enumerate(tokens):
        if token.kind != "operator":
            continue
        if token.text in "([{":
            open_ones.append(i)
        elif token.text in ")]}" and open_ones:
            pairs[open_ones.pop()] = i
    return pairs


def functions_of(tokens, pairs):
    """Name, first and last index of the body, and whether it returns a value, of every function."""
    found = []
    i = 0
    while i < len(tokens):
        if tokens[i].text == "{":
            if i > 0 and tokens[i - 1].text == ")":
                opened = next(k for k, closed in pairs.items() if closed == i - 1)
                found.append((tokens[opened - 1].text, i, pairs[i], tokens[opened - 2].text != "void"))
            i = pairs[i]
        i += 1
    return found


def shorter(text, most=60):
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 3] + "..."


class Finder:
    """All mutations of a source; of a header only those in the bodies of functions."""

    def __init__(self, text, only_bodies):
        self.text = text
        self.tokens = tokens_of(text)
        self.pairs = closing(self.tokens)
        self.functions = functions_of(self.tokens, self.pairs)
        self.only_bodies = only_bodies
        self.found = []

    def add(self, begin, end, new, label=None):
        self.found.append(Mutation(begin, end, new, label or f"`{shorter(self.text[begin:end])}` -> `{shorter(new)}`"))

    def function_at(self, offset):
        """The name of the function that an offset is in, or an empty string."""
        for name, first, last, _ in self.functions:
            if self.tokens[first].begin <= offset < self.tokens[last].end:
                return name
        return ""

    def mutations(self):
        for i, token in enumerate(self.tokens):
            if token.kind == "operator":
                self.swap_operator(i, token)
            elif token.kind == "number":
                self.change_number(token)
            elif token.kind == "character":
                self.add(token.begin, token.end, f"({token.text} + 1)")
                self.add(token.begin, token.end, f"({token.text} - 1)")
            elif token.kind == "name":
                self.change_word(i, token)
        for name, first, last, returns_value in self.functions:
            self.remove_statements(first, last, returns_value)
        if self.only_bodies:
            self.found = [each for each in self.found if self.function_at(each.begin)]
        return sorted(self.found, key=lambda each: (each.begin, each.end, each.new))

    def swap_operator(self, i, token):
        blanks = self.text[token.begin - 1 : token.begin].isspace() and self.text[token.end : token.end + 1].isspace()
        if token.text in ("!", "~"):
            self.add(token.begin, token.end, "", f"`{token.text}` removed")
        elif token.text == "-" and not blanks:
            self.add(token.begin, token.end, "", "`-` removed")
        elif token.text == "?":
            self.choose(i)
        elif token.text not in BETWEEN_BLANKS or blanks:
            for new in SWAPS.get(token.text, []):
                self.add(token.begin, token.end, new)

    def change_number(self, token):
        digits = re.match(r"0[xX][0-9A-Fa-f]+|[0-9]+", token.text).group()
        suffix = token.text[len(digits) :]
        base = 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" and len(digits) > 1 else 10
        value = int(digits, base)
        for new in (value + 1, value - 1):
            if new >= 0:
                self.add(token.begin, token.end, f"{new:{ {16: '#x', 8: '#o', 10: 'd'}[base]}}".replace("0o", "0") + suffix)

    def change_word(self, i, token):
        for new in WORDS.get(token.text, []):
            self.add(token.begin, token.end, new)
        if token.text in ("if", "while") and i + 1 < len(self.tokens) and i + 1 in self.pairs:
            self.negate(self.tokens[i + 1].end, self.tokens[self.pairs[i + 1]].begin)
        if token.text == "for":
            self.negate_loop(i + 1)

    def negate(self, begin, end):
        condition = self.text[begin:end]
        if condition.strip():
            self.add(begin, end, f"!({condition})", f"`{shorter(condition)}` negated")

    def negate_loop(self, opening):
        semicolons = [
            i for i in range(opening, self.pairs[opening]) if self.tokens[i].text == ";" and self.depth(opening, i) == 0
        ]
        self.negate(self.tokens[semicolons[0]].end, self.tokens[semicolons[1]].begin)

    def depth(self, opening, i):
        return sum(1 for k, closed in self.pairs.items() if opening < k < i < closed)

    def choose(self, question):
        """condition ? a : b with a in both places, and with b."""
        depth, i = 0, question + 1
        while depth > 0 or self.tokens[i].text != ":":
            if i in self.pairs:
                i = self.pairs[i]
            depth += {"?": 1, ":": -1}.get(self.tokens[i].text, 0)
            i += 1
        colon, depth, i = i, 0, i + 1
        while self.tokens[i].text not in (",", ";", ")", "]", "}") and (self.tokens[i].text != ":" or depth > 0):
            if i in self.pairs:
                i = self.pairs[i]
            depth += {"?": 1, ":": -1}.get(self.tokens[i].text, 0)
            i += 1
        one = (self.tokens[question].end, self.tokens[colon].begin)
        other = (self.tokens[colon].end, self.tokens[i - 1].end)
        first, second = self.text[slice(*one)].strip(), self.text[slice(*other)].strip()
        self.add(*other, f" {first}", f"`{shorter(first)}` in either case")
        self.add(*one, f" ({second}) ", f"`{shorter(second)}` in either case")

    def remove_statements(self, first, last, returns_value):
        for i in range(first + 1, last):
            begins = (
                self.tokens[i - 1].text in ("{", "}", ";", "else") or self.follows_condition(i) or self.follows_label(i)
            )
            token = self.tokens[i]
            if not begins or token.text in NOT_STATEMENTS or token.text in "{};" or self.inside_round(i):
                continue
            end = self.statement_end(i, last)
            if end is None or (returns_value and end + 1 == last and token.text == "return"):
                continue
            statement = self.text[token.begin : self.tokens[end].end]
            self.add(token.begin, self.tokens[end].end, ";", f"`{shorter(statement)}` removed")

    def follows_condition(self, i):
        if self.tokens[i - 1].text != ")":
            return False
        opened = next((k for k, closed in self.pairs.items() if closed == i - 1), None)
        return opened is not None and self.tokens[opened - 1].text in ("if", "for", "while")

    def follows_label(self, i):
        """Whether the colon before is that of a case, and not of a choice between two values."""
        if self.tokens[i - 1].text != ":":
            return False
        while self.tokens[i - 1].text not in ("{", "}", ";"):
            i -= 1
        return self.tokens[i].text in ("case", "default")

    def inside_round(self, i):
        return any(k < i < closed and self.tokens[k].text in "([" for k, closed in self.pairs.items())

    def statement_end(self, i, last):
        """The index of its semicolon; None if there is none before a block begins: a label, or an initialiser."""
        while i < last:
            if self.tokens[i].text == ";":
                return i
            if i in self.pairs:
                i = self.pairs[i]
            i += 1
        return None
