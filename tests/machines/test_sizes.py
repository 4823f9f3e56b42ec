# test_sizes.py - documents beyond 4 GiB: every number right where there is the memory, a clear refusal where there is not
# SPDX-License-Identifier: MIT
#
# PAIDMARK is the tool, POINTER_BYTES what a pointer of it has. The documents are sparse files, since a zero byte is the
# character U+0000; with 64 bits the tool takes 5 GiB of memory for one and writes as much to the disk.
import errno
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PAIDMARK = os.environ["PAIDMARK"]
HAS_64_BITS = os.environ["POINTER_BYTES"] == "8"

GOOD, REFUSED, FAILED = 0, 1, 2
GIB = 1 << 30
BEGIN, END = b"##paidbegin##", b"##paidend##"
CHUNK_BYTES = 16 << 20


def write_sparse(path, size, parts):
    """Zeros, with each of parts at its offset."""
    with open(path, "wb") as file:
        file.truncate(size)
        for offset, part in parts:
            file.seek(offset)
            file.write(part)


class SizeTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="paidmark-sizes-")
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)

    def run_tool(self, *arguments, **more):
        return subprocess.run([PAIDMARK, *arguments], cwd=self.directory, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, timeout=3600, check=False, **more)

    def expect_failure(self, completed, name, *reasons):
        self.assertEqual((completed.returncode, completed.stdout), (FAILED, b""))
        self.assertIn(completed.stderr.decode(), [f"paidmark: {name}: {os.strerror(reason)}\n" for reason in reasons])

    def expect_stretches(self, name, source, stretches):
        """The file holds these stretches of the source, each begin and end, and nothing else."""
        with open(self.directory / source, "rb") as wanted, open(self.directory / name, "rb") as written:
            self.assertEqual(os.fstat(written.fileno()).st_size, sum(end - begin for begin, end in stretches))
            for begin, end in stretches:
                wanted.seek(begin)
                while begin < end:
                    count = min(CHUNK_BYTES, end - begin)
                    if wanted.read(count) != written.read(count):
                        self.fail(f"{name} differs from {source} in the {count} bytes from {begin}")
                    begin += count
        os.remove(self.directory / name)


@unittest.skipUnless(HAS_64_BITS, "no place for so much in 32 bits")
class Beyond4GiB(SizeTest):
    """Two regions and a problem beyond 4 GiB, on lines that begin there, and one on the only line of a document."""

    SIZE = 5 * GIB
    INLINE = 4 * GIB + 1000  # "\n乙", a region of two characters, "戊\n"
    ALONE = 5 * GIB - 1000  # a region of two characters, its markers alone on their lines

    def write_document(self, *more):
        inline = "\n乙".encode() + BEGIN + "丙丁".encode() + END + "戊\n".encode()
        alone = b"\n" + BEGIN + b"\nAB\n" + END + b"\n"
        write_sparse(self.directory / "in.txt", self.SIZE, [(self.INLINE, inline), (self.ALONE, alone), *more])

    def segments(self):
        """Part, begin and end. A marker alone on its line takes the line ending before it along."""
        first = self.INLINE + 4 + len(BEGIN)
        second = self.ALONE + 1 + len(BEGIN)
        return [("free", 0, self.INLINE + 4), ("paid", first, first + 6),
                ("free", first + 6 + len(END), self.ALONE), ("paid", second, second + 3),
                ("free", second + 4 + len(END), self.SIZE)]

    def test_check_and_info(self):
        self.write_document()
        completed = self.run_tool("check", "in.txt")
        self.assertEqual((completed.returncode, completed.stdout, completed.stderr),
                         (GOOD, b"", b"paidmark: no errors in 1 document\n"))
        completed = self.run_tool("info", "--json", "in.txt")
        self.assertEqual((completed.returncode, completed.stderr), (GOOD, b""))
        told = json.loads(completed.stdout)
        self.assertEqual([(segment["part"], segment["offset"], segment["offset"] + segment["bytes"])
                          for segment in told["segments"]], self.segments())
        sizes = {part: sum(end - begin for what, begin, end in self.segments() if what == part)
                 for part in ("free", "paid")}
        self.assertEqual((told["bytes"], told["free"]["bytes"], told["paid"]["bytes"]),
                         (self.SIZE, sizes["free"], sizes["paid"]))
        self.assertEqual((told["free"]["characters"], told["paid"]["characters"]),
                         (sizes["free"] - 4, sizes["paid"] - 4))  # each of four characters has two bytes more than one
        self.assertEqual((told["regions"], told["percent_free"]), (2, 100))

    def test_renderings(self):
        self.write_document()
        for command, parts in (("preview", {"free"}), ("full", {"free", "paid"}), ("rest", {"paid"})):
            with self.subTest(command=command):
                completed = self.run_tool(command, "in.txt", "-o", "out.txt")
                self.assertEqual((completed.returncode, completed.stdout, completed.stderr), (GOOD, b"", b""))
                self.expect_stretches("out.txt", "in.txt",
                                      [(begin, end) for part, begin, end in self.segments() if part in parts])

    def test_excerpt(self):
        self.write_document()
        limit = 4 * GIB + 2000  # behind the first region, in characters, so behind them in bytes too
        completed = self.run_tool("preview", "in.txt", "--excerpt", str(limit), "-o", "out.txt")
        self.assertEqual((completed.returncode, completed.stderr), (GOOD, b""))
        (_, _, first), _, (_, second, _), *_ = self.segments()
        self.expect_stretches("out.txt", "in.txt", [(0, first), (second, second + 4)])  # up to the line ending

    def test_split(self):
        self.write_document()
        completed = self.run_tool("split", "in.txt", "-d", "out", "--json")
        self.assertEqual(completed.returncode, GOOD)
        segments = self.segments()
        written = sum((1 + (part == "free")) * (end - begin) for part, begin, end in segments)
        summary = json.loads(completed.stdout.splitlines()[-1])["summary"]
        self.assertEqual((summary["bytes_read"], summary["bytes_written"]), (self.SIZE, written))
        self.expect_stretches("out/preview/in.txt", "in.txt", [(b, e) for part, b, e in segments if part == "free"])
        self.expect_stretches("out/full/in.txt", "in.txt", [(b, e) for _, b, e in segments])

    def test_place_of_a_problem(self):
        stray = 5 * GIB - 100
        self.write_document((stray - 4, "\n己".encode() + END))
        completed = self.run_tool("check", "--json", "in.txt")
        self.assertEqual(completed.returncode, REFUSED)
        (problem,) = json.loads(completed.stdout)["problems"]
        self.assertEqual((problem["code"], problem["offset"], problem["bytes"], problem["line"], problem["column"]),
                         ("unexpected-end", stray, len(END), 8, 2))
        completed = self.run_tool("check", "in.txt")
        self.assertEqual(completed.returncode, REFUSED)
        self.assertIn(b"in.txt:8:2: error: ", completed.stdout)
        self.assertLess(len(completed.stdout), 2000)
        completed = self.run_tool("full", "in.txt", "-o", "out.txt")
        self.assertEqual((completed.returncode, (self.directory / "out.txt").exists()), (REFUSED, False))

    def test_place_on_a_line_of_that_length(self):
        write_sparse(self.directory / "in.txt", self.SIZE, [(4 * GIB + 5, BEGIN)])
        completed = self.run_tool("check", "--json", "in.txt")
        (problem,) = json.loads(completed.stdout)["problems"]
        self.assertEqual((problem["code"], problem["offset"], problem["line"], problem["column"]),
                         ("unclosed-begin", 4 * GIB + 5, 1, 4 * GIB + 6))
        completed = self.run_tool("check", "in.txt")
        self.assertIn(f"in.txt:1:{4 * GIB + 6}: error: ".encode(), completed.stdout)
        self.assertLess(len(completed.stdout), 2000)

    def test_ill_formed_beyond(self):
        write_sparse(self.directory / "in.txt", self.SIZE, [(4 * GIB + 7, b"\n\xff")])
        completed = self.run_tool("check", "--json", "in.txt")
        (problem,) = json.loads(completed.stdout)["problems"]
        self.assertEqual((problem["code"], problem["offset"], problem["line"], problem["column"]),
                         ("invalid-utf8", 4 * GIB + 8, 2, 1))

    def test_a_stream(self):
        self.write_document()
        with subprocess.Popen(["cat", "in.txt"], cwd=self.directory, stdout=subprocess.PIPE) as stream:
            completed = self.run_tool("rest", stdin=stream.stdout)
            stream.stdout.close()
        self.assertEqual((completed.returncode, completed.stdout), (GOOD, "丙丁\nAB".encode()))


@unittest.skipIf(HAS_64_BITS, "there is place for it in 64 bits")
class BeyondTheAddresses(SizeTest):
    """With 32 bits: the last bytes of a file never look like all of it."""

    def setUp(self):
        super().setUp()
        write_sparse(self.directory / "in.txt", 4 * GIB + 100, [(4 * GIB + 10, b"the rest")])

    def test_a_file_is_refused(self):
        for arguments in (["check", "-q", "in.txt"], ["check", "-q", "--from", "auto", "in.txt"], ["info", "in.txt"],
                          ["preview", "in.txt"], ["full", "in.txt", "-o", "out.txt"]):
            with self.subTest(arguments=arguments):
                self.expect_failure(self.run_tool(*arguments), "in.txt", errno.EFBIG)
        self.assertEqual(os.listdir(self.directory), ["in.txt"])

    def test_standard_input_is_refused(self):
        with open(self.directory / "in.txt", "rb") as file:
            self.expect_failure(self.run_tool("full", stdin=file), "<stdin>", errno.EFBIG)
            file.seek(4 * GIB + 10)  # what is left of it has a place
            completed = self.run_tool("full", stdin=file)
        self.assertEqual((completed.returncode, completed.stdout), (GOOD, b"the rest".ljust(90, b"\0")))

    def test_a_stream_is_refused(self):
        with subprocess.Popen(["cat", "in.txt"], cwd=self.directory, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL) as stream:
            completed = self.run_tool("full", stdin=stream.stdout)
            stream.stdout.close()
        self.expect_failure(completed, "<stdin>", errno.EFBIG, errno.ENOMEM)

    def test_split_goes_on_with_the_others(self):
        (self.directory / "small.txt").write_bytes(b"a" + BEGIN + b"b" + END)
        completed = self.run_tool("split", "in.txt", "small.txt", "-qd", "out")
        self.expect_failure(completed, "in.txt", errno.EFBIG)
        self.assertEqual((self.directory / "out/full/small.txt").read_bytes(), b"ab")
        self.assertEqual(os.listdir(self.directory / "out/full"), ["small.txt"])

    def test_a_file_that_memory_is_too_small_for_is_refused_or_right(self):
        for size in (3 * GIB, 4 * GIB - (8 << 20), 4 * GIB - 2, 4 * GIB - 1, 4 * GIB):
            with self.subTest(size=size):
                write_sparse(self.directory / "in.txt", size, [(size - 100, BEGIN + b"A" + END)])
                completed = self.run_tool("rest", "in.txt")
                if completed.returncode == GOOD:
                    self.assertEqual(completed.stdout, b"A")
                else:
                    self.expect_failure(completed, "in.txt", errno.ENOMEM, errno.EFBIG)

    def test_totals_are_not_limited_by_memory(self):
        size = GIB * 3 // 2
        for number in range(3):
            write_sparse(self.directory / f"{number}.txt", size, [(size - 100, BEGIN + b"A" + END)])
        completed = self.run_tool("info", "0.txt", "1.txt", "2.txt")
        characters = 3 * (size - len(BEGIN) - len(END))
        self.assertRegex(completed.stdout.decode().splitlines()[-1],
                         rf"^total of 3 documents +{characters} characters 100% free +3 regions$")


if __name__ == "__main__":
    unittest.main()
