# bindings.py - what a call from Python takes, beside a regular expression
# SPDX-License-Identifier: MIT
#
#     PYTHONPATH=SITE python3 tests/bench/bindings.py
import re
import timeit

import paidmark

PARAGRAPH = "销售额比去年同期增长了，毛利率也有所提高，预计明年将继续保持稳定的增长势头。"
TEXTS = {
    "Chinese": f"{PARAGRAPH}\n" * 44 + "##paidbegin##" + f"{PARAGRAPH}\n" * 16 + "##paidend##",
    "HTML": f'<p style="text-indent: 2em;">{PARAGRAPH}</p>\n' * 33 + "##paidbegin##" + f"<p>{PARAGRAPH}</p>\n" * 12
            + "##paidend##",
    "ASCII": "The year went well, and sales were higher.\n" * 120 + "##paidbegin##" + "Margins were not.\n" * 80
             + "##paidend##",
}


def least(call):
    """Microseconds of a call, the least of many runs, since others use the machine too."""
    return min(timeit.repeat(call, number=100, repeat=200)) * 1e4


for name, text in TEXTS.items():
    raw = text.encode()
    expression = re.compile("##paidbegin##(.*?)##paidend##", re.DOTALL)
    raw_expression = re.compile(b"##paidbegin##(.*?)##paidend##", re.DOTALL)
    document = paidmark.Document(text)
    calls = {
        "nothing": lambda: text,
        "copy": lambda: raw + b"x",
        "expression on str": lambda: expression.sub("", text),
        "expression on bytes": lambda: raw_expression.sub(b"", raw),
        "split(bytes)": lambda: paidmark.split(raw),
        "split(str)": lambda: paidmark.split(text),
        "split(str that is new)": lambda: paidmark.split(text[:-1] + "#"),
        "Document(bytes).preview()": lambda: paidmark.Document(raw).preview(),
        "Document(str).preview()": lambda: paidmark.Document(text).preview(),
        "document.preview()": document.preview,
        "document.excerpt(100)": lambda: document.excerpt(100),
    }
    print(f"{name}, {len(raw)} bytes, in microseconds a call")
    for what, call in calls.items():
        print(f"  {what:26} {least(call):8.2f}")
