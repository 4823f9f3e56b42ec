# test_header.py - the header stands alone, under every warning, in C and C++; the tool needs nothing else
# SPDX-License-Identifier: MIT
import re
import unittest

from harness import CC, CXX, SHARED, SOURCE, PackageTest, library_directory, run, version

WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Wcast-qual -Werror".split()
INCLUDE = SHARED / "include"


class Header(PackageTest):
    def compile(self, text, compiler, name, *options, check=True):
        source = self.directory / name
        source.write_text(text)
        return run(compiler, *options, *WARNINGS, "-I", INCLUDE, "-c", source, "-o", self.directory / "object",
                   check=check)

    def test_c(self):
        for standard in ("c11", "c17", "c2x"):
            with self.subTest(standard=standard):
                self.compile("#include <paidmark.h>\n#include <paidmark.h>\nextern int nothing;\n", CC, "alone.c",
                             f"-std={standard}", "-Wstrict-prototypes", "-Wmissing-prototypes", "-Wc++-compat")

    def test_cpp(self):
        for standard in ("c++17", "c++20"):
            with self.subTest(standard=standard):
                self.compile("#include <paidmark.h>\n#include <paidmark.h>\n", CXX, "alone.cpp", f"-std={standard}",
                             "-Wold-style-cast", "-Wzero-as-null-pointer-constant")

    def test_a_warning_in_a_header_would_be_seen(self):
        (self.directory / "bad.h").write_text("static inline int narrow(long number) { return number; }\n")
        for compiler, name in ((CC, "bad.c"), (CXX, "bad.cpp")):
            failed = self.compile("#include <paidmark.h>\n#include \"bad.h\"\nint use(void);\n"
                                  "int use(void) { return narrow(1); }\n", compiler, name, check=False)
            self.assertNotEqual(failed.returncode, 0)
            self.assertIn("[-Werror=conversion]", failed.stdout)

    def test_tool_is_built_on_the_installed_header_alone(self):
        sources = sorted((SOURCE / "cli").rglob("*.c"))
        includes = {name for path in (SOURCE / "cli").rglob("*.[ch]")
                    for name in re.findall(r'^#include [<"]([^>"]+)[>"]', path.read_text(encoding="utf-8"), re.M)}
        self.assertIn("paidmark.h", includes)
        self.assertEqual({name for name in includes if (SOURCE / "lib" / name).exists()}, set())
        tool = self.directory / "paidmark"
        run(CC, "-std=c11", "-D_FILE_OFFSET_BITS=64", "-D_XOPEN_SOURCE=700", "-pthread", "-I", INCLUDE,
            "-I", SOURCE / "cli", *sources, "-o", tool, library_directory(SHARED) / "libpaidmark.a", "-lunistring", "-lyajl")
        self.assertEqual(run(tool, "--version"), f"paidmark {version()}\n")


if __name__ == "__main__":
    unittest.main()
