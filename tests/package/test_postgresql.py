# test_postgresql.py - the extension for PostgreSQL, on the installed library and in a cluster of its own
# SPDX-License-Identifier: MIT
import json
import pathlib
import tempfile
import unittest

import spec_vectors
from harness import CC, STATIC, PackageTest, copy_binding, library_directory, run

MAKE = ["make", f"CC={CC}", "COPT=-Wextra -Wno-unused-parameter -Wno-sign-compare -Werror"]
PROBLEM = ("code", "severity", "offset", "bytes", "line", "column", "suggestion", "relatedOffset")

# The compiler of expressions would take memory of its own.
MANY_CALLS = """SET jit = off;
CREATE EXTENSION paidmark;
CREATE PROCEDURE call_all(calls integer, leak boolean) LANGUAGE plpgsql AS $$
DECLARE
    made text[];
BEGIN
    PERFORM paidmark_preview(text), paidmark_full(text), paidmark_excerpt(text, 5), paidmark_is_sound(text),
        paidmark_is_sound(text || '##paidend##'), (SELECT count(*) FROM paidmark_problems(text || '##paidend##'))
        FROM (SELECT i || 'a##paidbegin##b##paidend##' FROM generate_series(1, calls / 7) AS i) AS article (text);
    FOR i IN 1..calls / 7 LOOP
        BEGIN
            PERFORM paidmark_preview(i || '##paidend##', CASE WHEN i % 1000 = 0
                THEN (ARRAY['more', 'ghost', 'more,ghost', 'ghost,more', 'fastadmin', 'none'])[i / 1000 % 6 + 1]
                ELSE 'default' END);
        EXCEPTION WHEN data_exception OR invalid_parameter_value THEN
            IF leak THEN
                made[i] = repeat('x', 1000);
            END IF;
        END;
    END LOOP;
END $$;
CALL call_all(100000, false);
SELECT substring(pg_read_file('/proc/self/status'), 'VmRSS:\\s+(\\d+)');
CALL call_all(1000000, false);
SELECT substring(pg_read_file('/proc/self/status'), 'VmRSS:\\s+(\\d+)');
CALL call_all(100000, true);
SELECT substring(pg_read_file('/proc/self/status'), 'VmHWM:\\s+(\\d+)');
"""


def literal(text):
    return f"convert_from('\\x{text.hex()}', 'UTF8')"


def askable(vector):
    """Those that have no options but a marker set, and that a text in PostgreSQL can be."""
    options, text = vector["options"], bytes.fromhex(vector["text"])
    return not options["pairs"] and not options["dividers"] and set(options) <= {"pairs", "dividers", "markers"} \
        and vector["outcome"] != "argument-error" and b"\0" not in text and text.decode(errors="ignore").encode() == text


def expected(vector):
    problems = [[problem[name] for name in PROBLEM] for problem in vector["problems"]]
    return [vector.get("preview"), vector.get("full"), problems]


def questions(vectors):
    yield "CREATE EXTENSION paidmark;\nCREATE TABLE vector (id serial, content text, markers text);\n"
    for vector in vectors:
        yield (f"INSERT INTO vector (content, markers) VALUES ({literal(bytes.fromhex(vector['text']))}, "
               f"'{vector['options'].get('markers', 'default')}');\n")
    parts = ", ".join(f"CASE WHEN paidmark_is_sound(content, markers) THEN encode(convert_to(paidmark_{part}(content, markers),"
                      " 'UTF8'), 'hex') END" for part in ("preview", "full"))
    row = ", ".join("p." + {"relatedOffset": "related_offset"}.get(name, name) for name in PROBLEM)
    problems = f"ARRAY(SELECT json_build_array({row}) FROM paidmark_problems(content, markers) AS p)"
    yield f"SELECT json_build_array({parts}, {problems}) FROM vector ORDER BY id;\n"


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
        came = [json.loads(line) for line in printed.split("\n\n")[1].splitlines()]
        self.assertEqual(came, [expected(vector) for vector in vectors])

    def test_dump_and_restore(self):
        """A dump makes the extension first, and the generated column and the index anew."""
        (self.source / "table.sql").write_text(
            "CREATE EXTENSION paidmark;\n"
            "CREATE TABLE draft (content text CHECK (paidmark_is_sound(content, 'fastadmin')));\n"
            "INSERT INTO draft VALUES ('a<paid>b</paid>c');\n"
            "CREATE TABLE article (content text, preview text GENERATED ALWAYS AS (paidmark_preview(content)) STORED);\n"
            "CREATE INDEX ON article (paidmark_excerpt(content, 9));\n"
            "INSERT INTO article VALUES ('a##paidbegin##b##paidend##c');\n")
        printed = self.in_cluster(
            "for name in old new; do createdb -E UTF8 -T template0 --locale C $name; done\n"
            "psql -d old -q -v ON_ERROR_STOP=1 -f table.sql; pg_dump old | psql -d new -q -v ON_ERROR_STOP=1 > /dev/null\n"
            "psql -d new -At -c 'SELECT content, preview FROM article' -c 'TABLE draft'\n"
            "psql -d new -c \"INSERT INTO draft VALUES ('a<paid>b')\" 2>&1 || true\n"
            "psql -d new -c \"INSERT INTO article VALUES ('a##paidend##')\" 2>&1 || true")
        self.assertIn("a##paidbegin##b##paidend##c|ac\na<paid>b</paid>c\n", printed)
        self.assertIn('violates check constraint "draft_content_check"', printed)
        self.assertIn("text is refused: unexpected-end at 1:2\n", printed)

    def test_a_million_calls_take_no_memory(self):
        """With refused texts and marker sets that come and go. The first calls take what is kept."""
        (self.source / "calls.sql").write_text(MANY_CALLS)
        printed = self.in_cluster("createdb -E UTF8 -T template0 --locale C calls\n"
                                  "echo; psql -d calls -qAt -v ON_ERROR_STOP=1 -f calls.sql; echo")
        before, after, leaking = map(int, printed.split("\n\n")[1].split())
        self.assertLess(after - before, 1024, "KiB more")
        self.assertGreater(leaking - after, 4096)  # it would show

    def test_other_encodings_are_an_error(self):
        printed = self.in_cluster("createdb -E LATIN1 -T template0 --locale C latin\n"
                                  "psql -d latin -c 'CREATE EXTENSION paidmark' -c \"SELECT paidmark_preview('a')\" || true")
        self.assertIn("ERROR:  paidmark needs a database in UTF8", printed)


if __name__ == "__main__":
    unittest.main()
