# postgresql.py - what the functions of the extension for PostgreSQL take, beside a copy of the text and an expression
# SPDX-License-Identifier: MIT
#
#     pg_virtualenv -o extension_destdir=DIR sh -c 'createdb -E UTF8 -T template0 --locale C bench &&
#         PGDATABASE=bench python3 tests/bench/postgresql.py [ARTICLES [ROUNDS [COMPRESSION]]]'
#
# The articles, 200,000 unless told otherwise, are those of make_archive.py, compressed by pglz or as told: lz4. All
# queries take turns, by the processor's time of the server's process, and the least counts; with two workers it is the
# clock's.
import random
import subprocess
import sys

from make_archive import make_reports

ARTICLES = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
COMPRESSION = sys.argv[3] if len(sys.argv) > 3 else "pglz"
QUERIES = {
    "nothing but reading": "substr(content, 1, 1)",
    "copy": "content || ''",
    "length": "length(content)::text",
    "paidmark_preview": "paidmark_preview(content)",
    "paidmark_full": "paidmark_full(content)",
    "paidmark_is_sound": "paidmark_is_sound(content)::text",
    "regexp_replace": "regexp_replace(content, '##paidbegin##.*?##paidend##', '', 'g')",
}
PREPARE = f"""\\set QUIET on
CREATE EXTENSION paidmark;
CREATE UNLOGGED TABLE article (content text COMPRESSION {COMPRESSION}) WITH (parallel_workers = 2);
COPY article FROM STDIN;
"""
PROCESSOR = "SELECT split_part(pg_read_file('/proc/self/schedstat'), ' ', 1)::float / 1e3"
CLOCK = "SELECT extract(epoch FROM clock_timestamp()) * 1e6"


def turn(name, expression, clock):
    """Prints the microseconds that an article takes."""
    return (f"{clock} AS start \\gset\nSELECT sum(octet_length({expression})) AS bytes FROM article \\gset\n"
            f"{clock} AS stop \\gset\n\\echo '{name}:' `awk 'BEGIN {{ print (':stop' - ':start') / {ARTICLES} }}'`\n")


def articles():
    for report in make_reports(random.Random(1), ARTICLES):
        yield report.replace("\n", "\\n") + "\n"


def script():
    yield PREPARE
    yield from articles()
    yield "\\.\nVACUUM ANALYZE article;\n"
    for _ in range(ROUNDS):
        yield "SET max_parallel_workers_per_gather = 0;\n"
        for name, expression in QUERIES.items():
            yield turn(name, expression, PROCESSOR)
        yield turn("preview alone", QUERIES["paidmark_preview"], CLOCK)
        yield "SET max_parallel_workers_per_gather = 2;\n"
        yield turn("preview with workers", QUERIES["paidmark_preview"], CLOCK)


def run():
    psql = subprocess.Popen(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    psql.stdin.writelines(script())
    psql.stdin.close()
    taken = {}
    for line in psql.stdout:
        name, _, time = line.partition(":")
        taken.setdefault(name, []).append(float(time))
    if psql.wait() != 0:
        sys.exit("psql failed")
    return {name: min(times) for name, times in taken.items()}


print(f"{ARTICLES} articles: microseconds for one, and how many copies that is")
result = run()
for query, microseconds in result.items():
    print(f"  {query:22} {microseconds:8.2f} {microseconds / result['copy']:8.2f}")
