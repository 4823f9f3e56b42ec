# make_pictures.py - the pictures in README.md: what the tool shows on a terminal, in colours, as SVG
# SPDX-License-Identifier: MIT
#
#     python3 make_pictures.py PAIDMARK           writes pictures/ beside this file
#     python3 make_pictures.py PAIDMARK --check   exit status 1 if another picture than that in there would be written
#
# The tool runs on a terminal of its own here, so colours and bars are those that a user sees. Each word, and each Chinese
# character, has its place by number, for fonts do not agree on how wide they are.
import html
import itertools
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata
from fcntl import ioctl

HERE = pathlib.Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
COLUMNS = 100
END = b"\0"
WIDTH, HEIGHT, SIZE, MARGIN = 8, 19, 13, 14  # of a column, of a line, of letters, around all

FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

# name: working directory, what is typed. Those for README.zh-CN.md are in Chinese.
SESSIONS = {
    "check": (HERE, "paidmark check report.txt"),
    "check.zh-CN": (HERE, "paidmark check report.zh-CN.txt"),
    "info": (HERE.parent, "paidmark info reports"),
    "info.zh-CN": (HERE.parent, "paidmark info reports"),
}

# Of GitHub's terminal blocks. A colour is that of its number in ECMA-48.
THEMES = {
    "light": {"paper": "#f6f8fa", "": "#24292f", "31": "#cf222e", "32": "#116329", "33": "#7d4e00", "35": "#8250df", "36": "#1b7c83"},
    "dark": {"paper": "#161b22", "": "#e6edf3", "31": "#ff7b72", "32": "#3fb950", "33": "#d29922", "35": "#bc8cff", "36": "#39c5cf"},
}
BARS = {"█": 0.85, "▒": 0.5, "░": 0.25}  # and how dense they are


def in_chinese(locales):
    """A locale that few systems have: that of C.UTF-8 under the name zh_CN.UTF-8."""
    shutil.copytree("/usr/lib/locale/C.utf8", pathlib.Path(locales) / "zh_CN.utf8", dirs_exist_ok=True)
    return {"LC_ALL": "zh_CN.UTF-8", "LOCPATH": locales}


def printed(paidmark, directory, typed, locale):
    """On a terminal, by both streams. It stays open until all is read: at a hangup output may be lost."""
    own, its = pty.openpty()
    ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "LANGUAGE": "", "NO_COLOR": "", **locale}
    subprocess.run([paidmark, *typed.split()[1:]], cwd=directory, env=environment, stdin=its, stdout=its, stderr=its,
                   check=False)
    os.write(its, END)
    output = b""
    while not output.endswith(END):
        output += os.read(own, 65536)
    os.close(its)
    os.close(own)
    return output.removesuffix(END).decode().replace("\r\n", "\n")


def columns_of(character):
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(line):
    """Each character with its column, colour, and whether it is bold."""
    column, color, bold = 0, "", False
    for codes, character in re.findall(r"\x1b\[([0-9;]*)m|(.)", line):
        if character:
            yield column, character, color, bold
            column += columns_of(character)
            continue
        for code in codes.split(";"):
            if code in ("", "0"):
                color, bold = "", False
            elif code == "1":
                bold = True
            else:
                color = code


def kind(cell):
    """Neighbours of one kind are drawn in one."""
    column, character, *look = cell
    if columns_of(character) == 2:
        return column
    return look, character if character in BARS or character == " " else ""


def drawn(run, top, theme):
    column, _, color, bold = run[0]
    characters = "".join(character for _, character, *_ in run)
    left, width = MARGIN + WIDTH * column, WIDTH * sum(map(columns_of, characters))
    if characters[0] == " ":
        return ""
    if characters[0] in BARS:
        return (f'<rect x="{left}" y="{top + 3}" width="{width}" height="{HEIGHT - 6}" fill="{theme[color]}" '
                f'fill-opacity="{BARS[characters[0]]}"/>\n')
    weight = ' font-weight="bold"' if bold else ""
    return (f'<text x="{left}" y="{top + SIZE}" textLength="{width}" fill="{theme[color]}"{weight}>'
            f'{html.escape(characters, quote=False)}</text>\n')


def picture(lines, theme):
    width = 2 * MARGIN + WIDTH * max(column + 2 for line in lines for column, *_ in cells(line))
    height = 2 * MARGIN + HEIGHT * len(lines)
    drawing = "".join(drawn(list(run), MARGIN + HEIGHT * number, theme)
                      for number, line in enumerate(lines) for _, run in itertools.groupby(cells(line), kind))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"\n'
            f'    font-family="{FONTS}" font-size="{SIZE}">\n'
            f'<rect width="{width}" height="{height}" rx="6" fill="{theme["paper"]}"/>\n{drawing}</svg>\n')


def main(paidmark, check):
    PICTURES.mkdir(exist_ok=True)
    wrong = {}
    for name, (directory, typed) in SESSIONS.items():
        with tempfile.TemporaryDirectory() as locales:
            locale = in_chinese(locales) if name.endswith(".zh-CN") else {"LC_ALL": "C.UTF-8"}
            output = printed(os.path.abspath(paidmark), directory, typed, locale)
        lines = [f"$ {typed}", *output.rstrip("\n").split("\n")]
        for theme, colors in THEMES.items():
            file = PICTURES / f"{name}.{theme}.svg"
            wanted = picture(lines, colors)
            if not check:
                file.write_text(wanted, encoding="utf-8")
            elif not file.exists() or file.read_text(encoding="utf-8") != wanted:
                wrong[name] = f"{name}:\n{output}"
    if wrong:
        sys.exit(f"{''.join(wrong.values())}other pictures would be made now; run {__file__} {paidmark}")


if __name__ == "__main__":
    main(sys.argv[1], "--check" in sys.argv[2:])
