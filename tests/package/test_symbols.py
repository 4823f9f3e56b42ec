# test_symbols.py - the libraries show the functions of the header and nothing else, and need libc only
# SPDX-License-Identifier: MIT
import re
import unittest

from harness import CC, SHARED, STATIC, PackageTest, library_directory, only, run


def symbols(*command):
    """What nm shows, by name."""
    return {line.split()[-1] for line in run("nm", *command).splitlines() if len(line.split()) >= 2}


def declared():
    return set(re.findall(r"\b(paidmark_\w+)\(", re.sub(r"/\*.*?\*/", "", only(SHARED, "paidmark.h").read_text(
        encoding="utf-8"), flags=re.DOTALL)))


def strangers(names):
    """What does not begin with paidmark_, in names that have been seen to be those of the library."""
    if "paidmark_version" not in names:
        raise AssertionError(f"paidmark_version is not in {sorted(names)}")
    return {name for name in names if not name.startswith("paidmark_")}


class Symbols(PackageTest):
    def test_shared_library_exports_the_header(self):
        names = symbols("-D", "--defined-only", library_directory(SHARED) / "libpaidmark.so")
        self.assertEqual({name for name in names if not name.endswith("@@PAIDMARK_1")}, {"PAIDMARK_1"})
        names = {name.split("@")[0] for name in names} - {"PAIDMARK_1"}
        self.assertEqual(strangers(names), set())
        self.assertEqual(names, declared())

    def test_static_library_has_no_other_names(self):
        for prefix in (STATIC, SHARED):
            names = symbols("-g", "--defined-only", library_directory(prefix) / "libpaidmark.a")
            self.assertEqual(strangers(names), set())
            self.assertLessEqual(declared(), names)

    def test_a_stranger_would_be_seen(self):
        (self.directory / "stranger.c").write_text("const char *paidmark_version(void); void stranger(void);\n"
                                                   "const char *paidmark_version(void) { return 0; }\n"
                                                   "void stranger(void) {}\n")
        library = self.directory / "libstranger.so"
        run(CC, "-shared", "-fPIC", self.directory / "stranger.c", "-o", library)
        self.assertIn("stranger", strangers(symbols("-D", "--defined-only", library)))
        with self.assertRaises(AssertionError):
            strangers({"stranger"})

    def test_soname(self):
        library = library_directory(SHARED) / "libpaidmark.so"
        self.assertIn("Library soname: [libpaidmark.so.1]", run("readelf", "-d", library, env={"LC_ALL": "C"}))
        self.assertEqual(self.needed_libraries(library), ["libc.so.6"])


if __name__ == "__main__":
    unittest.main()
