# test_moved.py - the installed tree works in another place, and where directories were given as absolute paths
# SPDX-License-Identifier: MIT
import shlex
import shutil
import unittest

from harness import CC, CMAKE, CONSUMERS, SHARED, SOURCE, STATIC, PackageTest, library_directory, run, version


class Moved(PackageTest):
    def move(self, prefix):
        moved = self.directory / "moved here" / "prefix"
        shutil.copytree(prefix, moved, symlinks=True)
        return moved

    def flags(self, library, *options):
        return shlex.split(run("pkg-config", *options, "--cflags", "--libs", "paidmark",
                               env={"PKG_CONFIG_PATH": "", "PKG_CONFIG_LIBDIR": str(library / "pkgconfig")}))

    def build_and_run(self, library, flags):
        program = self.directory / "preview"
        run(CC, CONSUMERS / "preview.c", "-o", program, *flags)
        printed = run(program, env={"LD_LIBRARY_PATH": str(library)})
        self.assertEqual(printed.splitlines()[0], f"paidmark {version()}")

    def directories(self, flags):
        """What -I and -L name, without the way round by ..; there is one of each."""
        named = [(self.directory / flag[2:]).resolve() for flag in flags if flag[:2] in ("-I", "-L")]
        self.assertEqual(len(named), 2, flags)
        return named

    def test_nothing_in_the_tree_names_the_prefix(self):
        for prefix in (STATIC, SHARED):
            seen = 0
            for path in prefix.rglob("*"):
                if path.is_file():
                    seen += b"paidmark" in path.read_bytes()
                    self.assertNotIn(str(prefix).encode(), path.read_bytes(), path)
            self.assertGreater(seen, 10)

    def test_pkg_config_of_a_moved_tree(self):
        for prefix in (STATIC, SHARED):
            moved = self.move(prefix)
            library = library_directory(moved)
            for options in ([], ["--define-prefix"]):
                with self.subTest(prefix=prefix, options=options):
                    flags = self.flags(library, *options)
                    self.assertEqual(self.directories(flags), [(moved / "include").resolve(), library.resolve()])
                    self.build_and_run(library, flags)
            shutil.rmtree(moved)

    def test_find_package_of_a_moved_tree(self):
        moved = self.move(SHARED)
        build = self.build_with_cmake(CONSUMERS, f"-DCMAKE_PREFIX_PATH={moved}")
        self.assertIn(str(moved), run("ldd", build / "preview"))
        self.assertIn(f"paidmark {version()}", run(build / "preview"))

    def test_tool_of_a_moved_tree_finds_its_library(self):
        moved = self.move(SHARED)
        found = [line for line in run("ldd", moved / "bin/paidmark").splitlines() if "libpaidmark.so.1" in line]
        self.assertEqual(len(found), 1)
        self.assertIn(str(moved), found[0])
        self.assertEqual(run(moved / "bin/paidmark", "--version"), f"paidmark {version()}\n")

    def test_absolute_directories(self):
        """Each alone and both together; what is not absolute still moves with the tree where it can."""
        prefix, library, include = (self.directory / name for name in ("prefix", "elsewhere/lib", "elsewhere/include"))
        for absolute in ({"LIBDIR": library}, {"INCLUDEDIR": include}, {"LIBDIR": library, "INCLUDEDIR": include}):
            with self.subTest(absolute=absolute):
                build = self.directory / "library"
                run(CMAKE, "-S", SOURCE, "-B", build, "-DPAIDMARK_BUILD_CLI=OFF", "-DPAIDMARK_BUILD_TESTS=OFF",
                    "-DCMAKE_BUILD_TYPE=Debug", f"-DCMAKE_INSTALL_PREFIX={prefix}", "-UCMAKE_INSTALL_*DIR",
                    *(f"-DCMAKE_INSTALL_{name}:PATH={path}" for name, path in absolute.items()))
                run(CMAKE, "--build", build, "-j2")
                run(CMAKE, "--install", build)
                where = absolute.get("LIBDIR", prefix / "lib")
                flags = self.flags(where)
                self.assertEqual(self.directories(flags),
                                 [absolute.get("INCLUDEDIR", prefix / "include").resolve(), where.resolve()])
                self.build_and_run(where, flags)
                self.build_with_cmake(CONSUMERS, f"-Dpaidmark_DIR={where}/cmake/paidmark")
                for path in (prefix, self.directory / "elsewhere"):
                    shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    unittest.main()
