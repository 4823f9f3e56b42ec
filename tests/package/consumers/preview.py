# preview.py - makes the preview of an article, in Python by ctypes
# SPDX-License-Identifier: MIT
import ctypes
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint32, c_void_p

ARTICLE = "销售额增长了。<paid>毛利率为31%。</paid>请来电订购。\n".encode()
BROKEN = "销售额增长了。\n详情：<paid>毛利率为31%。\n".encode()

OK = 0
FREE = 1
PAID = 2


class Options(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("flags", c_uint32), ("unmarked", c_uint32), ("markers", c_void_p),
                ("marker_count", c_size_t), ("max_problems", c_size_t)]


class Counts(ctypes.Structure):
    _fields_ = [("bytes", c_size_t), ("characters", c_size_t), ("segments", c_size_t), ("regions", c_size_t)]


class Problem(ctypes.Structure):
    _fields_ = [("code", c_int), ("severity", c_int), ("offset", c_size_t), ("bytes", c_size_t),
                ("related_offset", c_size_t), ("suggestion", c_void_p), ("suggestion_bytes", c_size_t)]


# name: result, arguments
FUNCTIONS = {
    "paidmark_version": (c_char_p, []),
    "paidmark_status_text": (c_char_p, [c_int]),
    "paidmark_marker_set": (c_void_p, [c_char_p, POINTER(c_size_t)]),
    "paidmark_new": (c_void_p, []),
    "paidmark_free": (None, [c_void_p]),
    "paidmark_parse": (c_int, [c_void_p, c_char_p, c_size_t, POINTER(Options)]),
    "paidmark_counts": (Counts, [c_void_p, c_uint32]),
    "paidmark_problems": (POINTER(Problem), [c_void_p, POINTER(c_size_t)]),
    "paidmark_problem_name": (c_char_p, [c_int]),
    "paidmark_locate": (None, [c_void_p, c_size_t, POINTER(c_size_t), POINTER(c_size_t)]),
    "paidmark_render": (c_int, [c_void_p, c_uint32, c_char_p, c_size_t, POINTER(c_size_t)]),
    "paidmark_excerpt": (c_int, [c_void_p, c_size_t, c_char_p, c_size_t, POINTER(c_size_t)]),
}


def load(path):
    library = ctypes.CDLL(path)
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
    return library


def text_or_reason(library, ask):
    """ask(buffer, capacity, needed) writes a text: the text, or why there is none."""
    needed = c_size_t()
    ask(None, 0, byref(needed))
    buffer = ctypes.create_string_buffer(needed.value + 1)
    status = ask(buffer, needed.value, byref(needed))
    return buffer.raw[:needed.value].decode() if status == OK else library.paidmark_status_text(status).decode() + "\n"


def show(library, document, text, options):
    library.paidmark_parse(document, text, len(text), byref(options))
    print("preview: " + text_or_reason(library, lambda *out: library.paidmark_render(document, FREE, *out)), end="")
    print("excerpt: " + text_or_reason(library, lambda *out: library.paidmark_excerpt(document, 9, *out)), end="")
    print(f"\npaid: {library.paidmark_counts(document, PAID).characters}")
    count, line, column = c_size_t(), c_size_t(), c_size_t()
    problems = library.paidmark_problems(document, byref(count))
    for problem in problems[:count.value]:
        library.paidmark_locate(document, problem.offset, byref(line), byref(column))
        print(f"{line.value}:{column.value}: {library.paidmark_problem_name(problem.code).decode()}")


def main():
    library = load(sys.argv[1])
    document = library.paidmark_new()
    count = c_size_t()
    options = Options(size=ctypes.sizeof(Options))
    options.markers = library.paidmark_marker_set(b"fastadmin", byref(count))
    options.marker_count = count.value
    print("paidmark " + library.paidmark_version().decode())
    show(library, document, ARTICLE, options)
    show(library, document, BROKEN, options)
    library.paidmark_free(document)


main()
