# preview.py - makes the preview of an article, in Python by ctypes
# SPDX-License-Identifier: MIT
import ctypes
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint32, c_void_p

ARTICLE = "销售额增长了。<paid>毛利率为31%。</paid>请来电订购。\n".encode()
BROKEN = "销售额增长了。\n详情：<paid>毛利率为31%。\n".encode()

OK = 0
FREE = 0x10
PAID = 0x20


class Options(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("flags", c_uint32), ("unmarked", c_uint32), ("markers", c_void_p),
                ("max_problems", c_size_t)]


class Counts(ctypes.Structure):
    _fields_ = [(name, c_size_t) for name in ("size", "segments", "bytes", "characters", "regions", "problems",
                                              "errors", "warnings")]


class Problem(ctypes.Structure):
    _fields_ = [("code", c_uint32), ("severity", c_uint32), ("offset", c_size_t), ("bytes", c_size_t),
                ("related_offset", c_size_t), ("suggestion", c_void_p), ("suggestion_bytes", c_size_t),
                ("resembles", c_uint32)]


class Position(ctypes.Structure):
    _fields_ = [("offset", c_size_t), ("line", c_size_t), ("column", c_size_t)]


# name: result, arguments
FUNCTIONS = {
    "paidmark_version": (c_char_p, []),
    "paidmark_status_text": (c_char_p, [c_uint32]),
    "paidmark_marker_set_new": (c_int, [POINTER(c_void_p), c_char_p, c_void_p, c_size_t, c_void_p]),
    "paidmark_marker_set_free": (None, [c_void_p]),
    "paidmark_document_new": (c_void_p, [c_void_p]),
    "paidmark_document_free": (None, [c_void_p]),
    "paidmark_parse": (c_int, [c_void_p, c_char_p, c_size_t, POINTER(Options)]),
    "paidmark_split": (c_int, [c_char_p, c_size_t, POINTER(Options), c_uint32, c_char_p, c_size_t,
                               POINTER(c_size_t)]),
    "paidmark_count": (None, [c_void_p, c_uint32, POINTER(Counts)]),
    "paidmark_problem_at": (POINTER(Problem), [c_void_p, c_size_t]),
    "paidmark_problem_name": (c_char_p, [c_uint32]),
    "paidmark_locate": (None, [c_char_p, c_size_t, c_size_t, POINTER(Position)]),
    "paidmark_excerpt": (c_int, [c_void_p, c_size_t, c_uint32, c_char_p, c_size_t, POINTER(c_size_t)]),
}


def load(path):
    library = ctypes.CDLL(path)
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
    return library


def text_or_reason(library, text, write):
    """write(buffer, capacity, needed) writes a text, which is never larger than this one: it, or why there is none."""
    needed = c_size_t()
    buffer = ctypes.create_string_buffer(len(text) + 1)
    status = write(buffer, len(text), byref(needed))
    return buffer.raw[:needed.value].decode() if status == OK else library.paidmark_status_text(status).decode() + "\n"


def problems_of(library, document, text):
    place = Position()
    index = 0
    while problem := library.paidmark_problem_at(document, index):
        library.paidmark_locate(text, len(text), problem.contents.offset, byref(place))
        yield place.line, place.column, library.paidmark_problem_name(problem.contents.code).decode()
        index += 1


def show(library, document, text, options):
    print("preview: " + text_or_reason(library, text, lambda *out: library.paidmark_split(
        text, len(text), byref(options), FREE, *out)), end="")
    library.paidmark_parse(document, text, len(text), byref(options))
    print("excerpt: " + text_or_reason(library, text, lambda *out: library.paidmark_excerpt(document, 9, 0, *out)))
    counts = Counts(size=ctypes.sizeof(Counts))
    library.paidmark_count(document, PAID, byref(counts))
    print(f"paid: {counts.characters}")
    for line, column, name in problems_of(library, document, text):
        print(f"{line}:{column}: {name}")


def main():
    library = load(sys.argv[1])
    document = library.paidmark_document_new(None)
    markers = c_void_p()
    library.paidmark_marker_set_new(byref(markers), b"fastadmin", None, 0, None)
    options = Options(size=ctypes.sizeof(Options), markers=markers)
    print("paidmark " + library.paidmark_version().decode())
    show(library, document, ARTICLE, options)
    show(library, document, BROKEN, options)
    library.paidmark_document_free(document)
    library.paidmark_marker_set_free(markers)


main()
