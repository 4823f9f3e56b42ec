# test_paidmark.py - the module as those who import it meet it
# SPDX-License-Identifier: MIT
import concurrent.futures
import gc
import os
import pathlib
import pickle
import re
import subprocess
import sys
import threading
import traceback
import unittest

import paidmark
from paidmark import Document, Options, Refused, split

ARTICLE = "Intro, ##paidbegin##secret\nmore\n##paidend##\noutro"
OWN = Options("fastadmin", pairs=[("[[paid-part]]", "[[/paid-part]]")], dividers=["<!--cut …-->"])


def resident():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Splitting(unittest.TestCase):
    def test_split(self):
        expected = ("Intro, \noutro", "Intro, secret\nmore\noutro", "secret\nmore\n"[:-1])
        self.assertEqual(split(ARTICLE), expected)
        self.assertEqual(split(ARTICLE.encode()), tuple(text.encode() for text in expected))
        self.assertEqual(split(ARTICLE).preview, expected[0])
        self.assertEqual(split("Intro, <paid>secret</paid>", Options("fastadmin")).full, "Intro, secret")

    def test_nothing_removed_is_the_text_itself(self):
        for text in ("free, 免费, 🙂, ﻿", b"free"):
            self.assertIs(split(text).preview, text)
        self.assertEqual(split(""), ("", "", ""))

    def test_characters_of_all_widths_around_markers(self):
        for wide in "aé中🙂":
            for mark in ("", "\ufeff"):
                text = f"{mark}{wide}##paidbegin##{wide * 2}##paidend##\n{wide * 3}\t##paidbegin##\n中##paidend##é"
                preview, full, rest = split(text)
                self.assertEqual((preview.encode(), full.encode(), rest.encode()), split(text.encode()))
                self.assertEqual(preview, f"{mark}{wide}\n{wide * 3}\té")
                segments = Document(text).segments()
                self.assertEqual("".join(segment.text for segment in segments), full)

    def test_document(self):
        document = Document("一。<paid>二</paid>三[[paid-part]]四[[/paid-part]]<!--cut here-->五", OWN)
        self.assertFalse(document.refused)
        self.assertEqual((document.preview(), document.full(), document.rest()), ("一。三", "一。二三四五", "二四五"))
        self.assertEqual(document.preview("[{characters}]"), "一。[1]三[1][1]")
        self.assertEqual(document.preview(placeholder=b"+"), "一。+三++")
        self.assertEqual((document.excerpt(1), document.excerpt(characters=2)), ("一", "一。"))
        self.assertEqual(document.percent_free(), 50)
        self.assertEqual(document.segments()[1], ("paid", 1, 12, 1, "二"))
        self.assertEqual(document.problems, ())
        self.assertEqual(Document("<b>一</b>二").excerpt(1, visible=True), "<b>一</b>")
        self.assertEqual(Document("一" * 9000).excerpt(8000), "一" * 8000)

    def test_large_text(self):
        """One that is read without the interpreter's lock, in several threads."""
        text = "中" * 100_000 + "##paidbegin##" + "文" * 100_000 + "##paidend##"
        came = []
        threads = [threading.Thread(target=lambda: came.append(split(text))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(came, [("中" * 100_000, "中" * 100_000 + "文" * 100_000, "文" * 100_000)] * 4)


class Refusing(unittest.TestCase):
    text = "GEHEIM\n##paidbegin##GEHEIM ##paidbegin## ##PaidEnd##"

    def test_threads_split_large_texts_at_once(self):
        """They are read without the lock, so that the others go on meanwhile."""
        def work(letter):
            text = f"##paidbegin##{letter}##paidend##{letter}" * 10_000
            for _ in range(5):
                self.assertEqual(split(text), (letter * 10_000, letter * 20_000, letter * 10_000))
                self.assertRaises(Refused, split, text + "##paidend##")
            return letter

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            self.assertEqual("".join(pool.map(work, "abcd")), "abcd")

    def test_everything_that_hands_out_text_raises(self):
        document = Document(self.text)
        self.assertTrue(document.refused)
        for call in (document.preview, document.full, document.rest, document.segments, document.percent_free,
                     lambda: document.preview("cut"), lambda: document.excerpt(5), lambda: split(self.text)):
            with self.assertRaises(Refused) as caught:
                call()
            self.assertEqual(str(caught.exception), "the text is refused: nested-begin at 2:21")
            self.assertEqual(caught.exception.problems, document.problems)
            self.assertNotIn("GEHEIM", "".join(traceback.format_exception(caught.exception)))

    def test_problems(self):
        first, damaged, _ = Document(self.text).problems
        self.assertEqual((first.code, first.severity, first.offset, first.bytes, first.line, first.column),
                         ("nested-begin", "error", 27, 13, 2, 21))
        self.assertEqual((first.suggestion, first.related_offset), (None, 7))
        self.assertEqual((damaged.suggestion, damaged.related_offset), ("##paidend##", None))
        self.assertEqual(len(Document(self.text, Options(max_problems=1)).problems), 1)

    def test_salvage(self):
        document = Document(self.text, Options(salvage=True))
        self.assertEqual((document.refused, document.preview(), len(document.problems)), (False, "GEHEIM\n", 3))

    def test_exception_can_be_caught_as_usual_and_pickled(self):
        with self.assertRaises(ValueError) as caught:
            split(self.text)
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual((str(again), again.problems), (str(caught.exception), caught.exception.problems))

    def test_str_that_is_no_text(self):
        with self.assertRaises(UnicodeEncodeError):
            split("\ud800")
        with self.assertRaises(Refused):
            split("a\0b")
        with self.assertRaises(Refused):
            split(b"\xff")


class Arguments(unittest.TestCase):
    def test_wrong_values(self):
        document = Document("a")
        for call in (lambda: Options("fastadmln"), lambda: Options(""), lambda: Options("default\0"),
                     lambda: Options(dividers=[""]), lambda: Options(dividers=[" …##"]),
                     lambda: Options(dividers=["##a\0##"]), lambda: Options(pairs=[("#a#", "#b#"), ("#a#", "#c#")]),
                     lambda: Options(unmarked="Error"), lambda: Options(max_problems=0),
                     lambda: document.preview("{words}"), lambda: document.preview(b"\xff"),
                     lambda: document.excerpt(-1)):
            with self.assertRaises(ValueError):
                call()

    def test_wrong_types(self):
        document = Document("a")
        for call in (split, lambda: split("a", None, None), lambda: split(1), lambda: split(bytearray(b"a")),
                     lambda: split("a", {}), lambda: Document(), lambda: Document(None), lambda: Document("a", 1),
                     lambda: Document(text="a"), lambda: Options(1), lambda: Options("default", []),
                     lambda: Options(pairs=["ab"]), lambda: Options(pairs=[("a",)]), lambda: Options(pairs=[(1, 2)]),
                     lambda: Options(dividers="##cut##"), lambda: Options(dividers=[b"##cut##"]),
                     lambda: Options(pairs=1), lambda: document.preview(1), lambda: document.excerpt(),
                     lambda: document.excerpt("1"), lambda: type("Own", (Document,), {})):
            with self.assertRaises(TypeError):
                call()

    def test_objects_do_not_change(self):
        document = Document("a")
        for name in ("refused", "problems", "other"):
            with self.assertRaises(AttributeError):
                setattr(document, name, 1)
        with self.assertRaises(TypeError):
            pickle.dumps(document)
        with self.assertRaises(TypeError):
            Document.preview = None


class Memory(unittest.TestCase):
    def test_document_keeps_what_it_needs(self):
        text = "".join(["中", "x" * 1000, "##paidbegin##", "文" * 1000, "##paidend##"])
        document = Document(text, Options("default", dividers=["<!--the-paid-part-->"]))
        damaged = Document("".join(["a<!-- the", " paid part -->"]), Options(dividers=["<!--the-paid-part-->"]))
        del text
        gc.collect()
        self.assertEqual(document.preview(), "中" + "x" * 1000)
        self.assertEqual(damaged.problems[0].suggestion, "<!--the-paid-part-->")

    def test_nothing_is_left_of_many_calls(self):
        sound = "一" * 300 + "##paidbegin##" + "二" * 300 + "##paidend##"
        options = Options("fastadmin")
        for calls in (300, int(os.environ.get("PAIDMARK_CALLS", "5000"))):
            before = resident()
            for _ in range(calls):
                self.work(sound, sound + "##paidend##", options)
        self.assertLess(resident() - before, 1_000_000)

    def work(self, sound, damaged, options):
        document = Document(sound, options)
        document.preview("…"), document.full(), document.excerpt(100), document.segments()
        split(sound.encode(), options)
        for text in (damaged, damaged.encode(), "\ud800", 1):
            try:
                split(text, options)
            except (ValueError, TypeError):
                pass
        try:
            Document(damaged).full()
        except Refused as error:
            return error.problems

    def test_reference_counts(self):
        options, counted = OWN, ["x" * 100, "x<paid>" + "y" * 100 + "</paid>", "x" * 100 + "</paid>", OWN, Document, Options]
        before = [sys.getrefcount(each) for each in counted]
        for _ in range(100):
            for text in counted[:3]:
                document = Document(text, options)
                self.assertRaises(TypeError, Document, text, 1)
                if document.refused:
                    self.assertRaises(Refused, split, text, options)
                else:
                    document.segments(), split(text, options)
        del document, text
        self.assertEqual([sys.getrefcount(each) for each in counted], before)

    def test_module_can_be_loaded_twice_and_goes(self):
        """By a fresh interpreter, which also frees everything at its end."""
        program = ("import sys, paidmark, importlib\nkept = paidmark.Document('a')\n"
                   "for name in [n for n in sys.modules if n.startswith('paidmark')]: del sys.modules[name]\n"
                   "again = importlib.import_module('paidmark')\nassert again.Document is not type(kept)\n"
                   "print(kept.preview(), again.split('b').full)\n"
                   "try: again.Document('a', paidmark.Options())\nexcept TypeError: print('not of this one')\n")
        printed = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE, text=True).stdout
        self.assertEqual(printed, "a b\nnot of this one\n")


class Interface(unittest.TestCase):
    def test_stub_tells_of_all_names(self):
        stub = pathlib.Path(paidmark.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
        self.assertTrue(pathlib.Path(paidmark.__file__).with_name("py.typed").exists())
        for name in paidmark.__all__:
            self.assertRegex(stub, rf"(class|def) {name}\b")
        for type_ in (paidmark.Problem, paidmark.Segment, paidmark.Split):
            body = re.search(rf"^class {type_.__name__}\(.*\n((?:    .*\n|\n)+)", stub, re.M)[1]
            self.assertEqual(list(type_.__match_args__), re.findall(r"^    (\w+):", body, re.M))


if __name__ == "__main__":
    unittest.main()
