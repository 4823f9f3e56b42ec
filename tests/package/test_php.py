# test_php.py - the PHP extension, and the package that does the same by FFI, on the installed library
# SPDX-License-Identifier: MIT
import pathlib
import shutil
import tempfile
import unittest

import spec_vectors
from harness import CC, HERE, SHARED, SOURCE, STATIC, PackageTest, copy_binding, library_directory, run

PHP = SOURCE / "lib/bindings/php"
PHP_PARSER = pathlib.Path("/usr/share/php/PhpParser")
WARNINGS = "-Wall -Wextra -Wno-unused-parameter -Werror"  # what handlers of PHP take is fixed


def extension_on(prefix):
    """Copies the extension and builds it there; the path of a tree that phpize is to work in has no blank."""
    directory = tempfile.TemporaryDirectory(prefix="paidmark-php-")
    source = pathlib.Path(directory.name) / "php"
    copy_binding("php", source)
    run("phpize", cwd=source)
    run("./configure", f"CC={CC}", f"CFLAGS=-O2 {WARNINGS}", cwd=source,
        env={"PKG_CONFIG_PATH": str(library_directory(prefix) / "pkgconfig")})
    run("make", "-j2", cwd=source)
    return directory, source


class Php(PackageTest):
    @classmethod
    def setUpClass(cls):
        directory, cls.source = extension_on(SHARED)
        cls.addClassCleanup(directory.cleanup)
        cls.ways = {
            "extension": (["-d", f"extension={cls.source}/modules/paidmark.so"], {}),
            "ffi": (["-d", "ffi.enable=1", "-d", f"auto_prepend_file={PHP}/ffi/autoload.php"],
                    {"LD_LIBRARY_PATH": str(library_directory(SHARED))}),
        }

    def run_vectors(self, path, way):
        options, env = self.ways[way]
        return run("php", *options, HERE / "bindings/vectors.php", path, env=env, check=False)

    def test_vectors(self):
        path = self.directory / "vectors.json"
        count = spec_vectors.write(path)
        self.assertGreater(count, 350)
        for way in self.ways:
            with self.subTest(way=way):
                self.assertEqual(self.run_vectors(path, way).stdout, f"{count} vectors, 0 failed\n")

    def test_a_wrong_vector_would_be_seen(self):
        path = self.directory / "vectors.json"
        spec_vectors.write(path)
        path.write_text(path.read_text().replace('"column": 2,', '"column": 3,', 1))
        for way in self.ways:
            with self.subTest(way=way):
                failed = self.run_vectors(path, way)
                self.assertIn(" vectors, 1 failed", failed.stdout)
                self.assertEqual(failed.returncode, 1)

    def test_phpt(self):
        """run-tests.php leaves out the ini files of the system."""
        tests = sorted(PHP.glob("tests/*.phpt"))
        for way, (options, env) in self.ways.items():
            with self.subTest(way=way):
                shutil.copytree(PHP / "tests", self.source / f"tests-{way}")
                more = ["-d", "extension=ffi"] if way == "ffi" else []
                printed = run("php", "run-tests.php", "-n", "-q", "-p", shutil.which("php"), *more, *options,
                              f"tests-{way}", cwd=self.source, env={**env, "PAIDMARK_CALLS": "25000"})
                self.assertIn(f"Tests passed    :    {len(tests)} (100.0%)", printed)

    def test_arginfo_is_made_of_the_stub(self):
        """By the generator of PHP 8.2, on the parser that Debian has beside it."""
        if run("php", "-r", "echo PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION;") != "8.2":
            self.skipTest("other versions write it in another way")
        generator = pathlib.Path(run("php-config", "--extension-dir").strip()) / "build/gen_stub.php"
        shutil.copy(generator, self.directory)
        version = generator.read_text().split('$version = "', 1)[1].split('"')[0]
        (self.directory / f"PHP-Parser-{version}/lib").mkdir(parents=True)
        (self.directory / f"PHP-Parser-{version}/lib/PhpParser").symlink_to(PHP_PARSER)
        shutil.copy(PHP / "paidmark.stub.php", self.directory)
        run("php", self.directory / "gen_stub.php", self.directory / "paidmark.stub.php")
        self.assertEqual((self.directory / "paidmark_arginfo.h").read_text(), (PHP / "paidmark_arginfo.h").read_text())

    def test_extension_on_the_static_library(self):
        directory, source = extension_on(STATIC)
        self.addCleanup(directory.cleanup)
        self.assertNotIn("libpaidmark.so.1", self.needed_libraries(source / "modules/paidmark.so"))
        self.assertEqual(run("php", "-d", f"extension={source}/modules/paidmark.so", "-r",
                             "echo Paidmark\\preview('a##paidbegin##b##paidend##c');"), "ac")

    def test_extension_takes_precedence(self):
        options, _ = self.ways["extension"]
        self.assertEqual(run("php", *options, "-d", f"auto_prepend_file={PHP}/ffi/autoload.php", "-r",
                             "echo (new ReflectionFunction('Paidmark\\preview'))->getExtensionName(), Paidmark\\full('');"),
                         "paidmark")


if __name__ == "__main__":
    unittest.main()
