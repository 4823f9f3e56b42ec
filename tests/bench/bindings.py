# bindings.py - what a call from Python takes, beside a copy of the text and a regular expression
# SPDX-License-Identifier: MIT
#
#     PYTHONPATH=SITE python3 tests/bench/bindings.py
#
# All calls take turns, again and again, by the processor's time, and the median counts: on a machine that does other
# things too, only ratios within a run mean something.
import re
import statistics
import time

import paidmark

PARAGRAPH = "销售额比去年同期增长了，毛利率也有所提高，预计明年将继续保持稳定的增长势头。"
TEXTS = {
    "Chinese": f"{PARAGRAPH}\n" * 44 + "##paidbegin##" + f"{PARAGRAPH}\n" * 16 + "##paidend##",
    "HTML": f'<p style="text-indent: 2em;">{PARAGRAPH}</p>\n' * 33 + "##paidbegin##" + f"<p>{PARAGRAPH}</p>\n" * 12
            + "##paidend##",
    "ASCII": "The year went well, and sales were higher.\n" * 120 + "##paidbegin##" + "Margins were not.\n" * 80
             + "##paidend##",
}


def microseconds(call):
    start = time.thread_time_ns()
    for _ in range(100):
        call()
    return (time.thread_time_ns() - start) / 1e5


def medians(calls):
    rounds = [[microseconds(call) for call in calls.values()] for _ in range(101)]
    return dict(zip(calls, map(statistics.median, zip(*rounds))))


for name, text in TEXTS.items():
    raw = text.encode()
    expression = re.compile("##paidbegin##(.*?)##paidend##", re.DOTALL)
    raw_expression = re.compile(b"##paidbegin##(.*?)##paidend##", re.DOTALL)
    document = paidmark.Document(text)
    taken = medians({
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
    })
    print(f"{name}, {len(raw)} bytes: microseconds a call, and how many copies that is")
    for what, time_taken in taken.items():
        print(f"  {what:26} {time_taken:8.2f} {time_taken / taken['copy']:8.1f}")
