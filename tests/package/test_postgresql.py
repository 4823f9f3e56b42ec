# test_postgresql.py - the extension for PostgreSQL, on the installed library and in a cluster of its own
# SPDX-License-Identifier: MIT
import pathlib
import tempfile
import unittest

import spec_vectors
from harness import CC, STATIC, PackageTest, copy_binding, library_directory, run

MAKE = ["make", f"CC={CC}", "COPT=-Wextra -Wno-unused-parameter -Wno-sign-compare -Werror"]


def literal(text):
    return f"convert_from('\\x{text.hex()}', 'UTF8')"


def askable(vector):
    """Those that have no options but a marker set, and that a text in PostgreSQL can be."""
    options, text = vector["options"], bytes.fromhex(vector["text"])
    return not options["pairs"] and not options["dividers"] and set(options) <= {"pairs", "dividers", "markers"} \
        and vector["outcome"] != "argument-error" and b"\0" not in text and text.decode(errors="ignore").encode() == text


def expected(vector):
    if vector["outcome"] == "parts":
        return f"{vector['preview']} {vector['full']}"
    first = vector["problems"][0]
    return f"{first['code']} at {first['line']}:{first['column']}"


def questions(vectors):
    yield "CREATE EXTENSION paidmark;\nCREATE TABLE vector (id serial, content text, markers text);\n"
    for vector in vectors:
        yield (f"INSERT INTO vector (content, markers) VALUES ({literal(bytes.fromhex(vector['text']))}, "
               f"'{vector['options'].get('markers', 'default')}');\n")
    yield ("SELECT coalesce(paidmark_refusal(content, markers), encode(convert_to(paidmark_preview(content, markers),"
           " 'UTF8'), 'hex') || ' ' || encode(convert_to(paidmark_full(content, markers), 'UTF8'), 'hex'))"
           " FROM vector ORDER BY id;\n")


class PostgreSql(PackageTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="paidmark-postgresql-")
        cls.addClassCleanup(directory.cleanup)
        cls.root = pathlib.Path(directory.name)
        cls.root.chmod(0o755)  # as root, the server is somebody else
        cls.source = cls.root / "source"
        copy_binding("postgresql", cls.source)
        env = {"PKG_CONFIG_PATH": str(library_directory(STATIC) / "pkgconfig")}
        run(*MAKE, cwd=cls.source, env=env)
        run(*MAKE, "install", f"DESTDIR={cls.root}", cwd=cls.source, env=env)

    def in_cluster(self, command):
        return run("pg_virtualenv", "-o", f"extension_destdir={self.root}", "sh", "-ec", command, cwd=self.source)

    def test_regression_tests(self):
        self.assertIn("All 1 tests passed.", self.in_cluster("make installcheck"))

    def test_vectors(self):
        vectors = [vector for vector in spec_vectors.vectors() if askable(vector)]
        self.assertGreater(len(vectors), 150)
        (self.source / "vectors.sql").write_text("".join(questions(vectors)))
        printed = self.in_cluster("createdb -E UTF8 -T template0 --locale C vectors\n"
                                  "echo; psql -d vectors -qAt -v ON_ERROR_STOP=1 -f vectors.sql; echo")
        came = printed.split("\n\n")[1].splitlines()
        self.assertEqual(came, [expected(vector) for vector in vectors])

    def test_dump_and_restore(self):
        """A dump makes the extension first, and the generated column anew."""
        (self.source / "table.sql").write_text(
            "CREATE EXTENSION paidmark;\nCREATE TABLE draft (content text CHECK (paidmark_refusal(content) IS NULL));\n"
            "CREATE TABLE article (content text, preview text GENERATED ALWAYS AS (paidmark_preview(content)) STORED);\n"
            "INSERT INTO article VALUES ('a##paidbegin##b##paidend##c');\n")
        printed = self.in_cluster(
            "for name in old new; do createdb -E UTF8 -T template0 --locale C $name; done\n"
            "psql -d old -q -v ON_ERROR_STOP=1 -f table.sql; pg_dump old | psql -d new -q -v ON_ERROR_STOP=1 > /dev/null\n"
            "psql -d new -At -c 'SELECT content, preview FROM article'\n"
            "psql -d new -c \"INSERT INTO draft VALUES ('a##paidend##')\" 2>&1 || true")
        self.assertIn("a##paidbegin##b##paidend##c|ac\n", printed)
        self.assertIn('violates check constraint "draft_content_check"', printed)

    def test_other_encodings_are_an_error(self):
        printed = self.in_cluster("createdb -E LATIN1 -T template0 --locale C latin\n"
                                  "psql -d latin -c 'CREATE EXTENSION paidmark' -c \"SELECT paidmark_preview('a')\" || true")
        self.assertIn("ERROR:  paidmark needs a database in UTF8", printed)


if __name__ == "__main__":
    unittest.main()
