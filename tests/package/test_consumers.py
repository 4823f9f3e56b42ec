# test_consumers.py - programs in C and C++, built on the installed library in every way it offers
# SPDX-License-Identifier: MIT
import shlex
import unittest

from harness import CC, CONSUMERS, CXX, SHARED, SOURCE, STATIC, PackageTest, library_directory, only, run, version

# What each of them prints.
PRINTED = f"""\
paidmark {version()}
preview: 销售额增长了。请来电订购。
excerpt: 销售额增长了。
paid: 8
preview: the document is refused
excerpt: the document is refused

paid: 0
2:4: unclosed-begin
"""

CXX_WARNINGS = ("-std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wcast-align"
                " -Wold-style-cast -Wuseless-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wundef -Werror").split()


def pkg_config(prefix, *arguments):
    path = {"PKG_CONFIG_PATH": "", "PKG_CONFIG_LIBDIR": str(library_directory(prefix) / "pkgconfig")}
    return shlex.split(run("pkg-config", *arguments, "paidmark", env=path))


class Consumers(PackageTest):
    def expect_printed(self, *command, prefix=None, env=None):
        path = {"LD_LIBRARY_PATH": str(library_directory(prefix))} if prefix else {}
        self.assertEqual(run(*command, env={**path, **(env or {})}), PRINTED)

    def compile_by_pkg_config(self, prefix, compiler, source, *options):
        program = self.directory / "preview"
        run(compiler, *options, CONSUMERS / source, "-o", program,
            *pkg_config(prefix, *([] if prefix == SHARED else ["--static"]), "--cflags", "--libs"))
        return program

    def is_linked_dynamically(self, program):
        return "libpaidmark.so.1" in self.needed_libraries(program)

    def test_c_by_pkg_config(self):
        for prefix in (STATIC, SHARED):
            with self.subTest(prefix=prefix):
                program = self.compile_by_pkg_config(prefix, CC, "preview.c", "-std=c11")
                self.assertEqual(self.is_linked_dynamically(program), prefix == SHARED)
                self.expect_printed(program, prefix=prefix)

    def test_cpp_by_pkg_config_with_all_warnings(self):
        for prefix in (STATIC, SHARED):
            with self.subTest(prefix=prefix):
                program = self.compile_by_pkg_config(prefix, CXX, "preview.cpp", *CXX_WARNINGS)
                self.expect_printed(program, prefix=prefix)

    def test_c_by_find_package(self):
        for prefix, library, dynamic in ((STATIC, "paidmark", False), (SHARED, "paidmark", True),
                                         (SHARED, "paidmark_static", False)):
            with self.subTest(prefix=prefix, library=library):
                build = self.build_with_cmake(CONSUMERS, f"-DCMAKE_PREFIX_PATH={prefix}",
                                              f"-DLIBRARY=paidmark::{library}")
                program = build / "preview"
                self.assertEqual(self.is_linked_dynamically(program), dynamic)
                self.expect_printed(program)

    def test_c_as_a_part_of_its_build(self):
        for shared, fetch in (("OFF", "OFF"), ("ON", "ON")):
            with self.subTest(shared=shared, fetch=fetch):
                build = self.build_with_cmake(CONSUMERS / "subdirectory", f"-DPAIDMARK_SOURCE={SOURCE}",
                                              f"-DBUILD_SHARED_LIBS={shared}", f"-DFETCH={fetch}")
                self.expect_printed(build / "preview")
                run("cmake", "--install", build, "--prefix", self.directory / "installed")
                installed = [path.name for path in (self.directory / "installed").rglob("*") if path.is_file()]
                self.assertEqual(installed, ["preview"])

    def test_declarations_for_ffi_are_those_of_the_header(self):
        for name in ("stddef.h", "stdint.h"):
            (self.directory / name).write_text("")
        preprocess = [CC, "-E", "-P", "-nostdinc", "-I", self.directory, "-DPAIDMARK_API="]
        header = run(*preprocess, only(SHARED, "paidmark.h")).split()
        self.assertIn("*paidmark_version(void);", header)
        self.assertEqual(run(*preprocess, SOURCE / "lib/bindings/php/ffi/paidmark.ffi.h").split(), header)

    def test_tool_runs_from_each_tree(self):
        for prefix in (STATIC, SHARED):
            article = "a<paid>b</paid>c"
            self.assertEqual(run(prefix / "bin/paidmark", "preview", "--markers=fastadmin", input=article), "ac")


if __name__ == "__main__":
    unittest.main()
