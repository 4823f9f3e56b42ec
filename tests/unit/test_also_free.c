/* test_also_free.c - paid text that is free as well, against the plainest search there is
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define B   "##paidbegin##"
#define E   "##paidend##"
#define RUN 20

static struct paidmark_document *parsed(const char *text, size_t bytes, size_t max_problems)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_ALSO_FREE, .max_problems = max_problems);
    struct paidmark_document *document = new_document();

    assert_int_equal(paidmark_parse(document, text, bytes, &options), PAIDMARK_STATUS_OK);
    return document;
}

/* ---- Against a plain search -------------------------------------------------------------------------------------- */

/* Where text that is ASCII and has no tag stands in a free segment; NULL: nowhere. */
static const char *find_free(const struct paidmark_document *document, const char *text)
{
    const struct paidmark_segment *segment;

    for (size_t i = 0; (segment = paidmark_segment_at(document, i)); i++) {
        for (size_t at = 0; segment->part == PAIDMARK_PART_FREE && at + RUN <= segment->bytes; at++) {
            if (memcmp(segment->text + at, text, RUN) == 0)
                return segment->text + at;
        }
    }
    return NULL;
}

static size_t count_different(const char *text, size_t bytes)
{
    size_t count = 0;

    for (size_t i = 0; i < bytes; i++)
        count += !memchr(text, text[i], i);
    return count;
}

/* A run from this place of a paid segment on; its bytes, or 0. */
static size_t run_at(const struct paidmark_document *document, const struct paidmark_segment *paid, size_t begin)
{
    size_t end = begin;

    for (size_t at = begin; at + RUN <= paid->bytes && at <= end; at++) {
        if (find_free(document, paid->text + at))
            end = at + RUN;
    }
    return end - begin;
}

static void expect_runs(struct outline *outline, const struct paidmark_document *document,
                        const struct paidmark_segment *paid)
{
    for (size_t at = 0, bytes; at + RUN <= paid->bytes; at += bytes > 0 ? bytes : 1) {
        bytes = run_at(document, paid, at);
        if (bytes > 0 && count_different(paid->text + at, bytes) >= 5)
            outline_add(outline, "%zu+%zu^%td ", paid->offset + at, bytes,
                        find_free(document, paid->text + at) -
                            (paidmark_segment_at(document, 0)->text - paidmark_segment_at(document, 0)->offset));
    }
}

static size_t random_below(uint64_t *state, size_t limit)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u; /* MMIX, by Knuth */
    return (size_t)(*state >> 33) % limit;
}

#define WORDS_MAX 60

/* Of few words, so that much stands in it twice. */
static size_t random_text(uint64_t *state, char text[WORDS_MAX * 16])
{
    static const char *const words[] = {"abcdefgh", "abcdefghi", "ijkl", "----------"};
    size_t bytes = 0, count = random_below(state, WORDS_MAX - 1);
    bool is_open = false;

    for (size_t i = 0; i < count; i++) {
        size_t word = random_below(state, COUNT_OF(words) + 1);
        const char *marker = is_open ? E : B ".";

        bytes += (size_t)sprintf(text + bytes, "%s", word < COUNT_OF(words) ? words[word] : marker);
        is_open ^= word >= COUNT_OF(words);
    }
    return bytes + (size_t)sprintf(text + bytes, "%s", is_open ? E : "");
}

static void runs_are_those_of_a_plain_search(void **state)
{
    uint64_t random = 1;
    size_t found = 0;
    char text[WORDS_MAX * 16];

    (void)state;
    for (size_t round = 0; round < 2000; round++) {
        size_t bytes = random_text(&random, text);
        struct paidmark_document *document = parsed(text, bytes, SIZE_MAX);
        struct outline expected = {0}, came = {0};
        const struct paidmark_segment *segment;
        const struct paidmark_problem *problem;

        for (size_t i = 0; (segment = paidmark_segment_at(document, i)); i++) {
            if (segment->part == PAIDMARK_PART_PAID)
                expect_runs(&expected, document, segment);
        }
        for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++) {
            if (problem->code != PAIDMARK_PROBLEM_ALSO_FREE)
                continue;
            outline_add(&came, "%zu+%zu^%zu ", problem->offset, problem->bytes, problem->related_offset);
            found++;
        }
        assert_string_equal(came.text, expected.text);
        paidmark_document_free(document);
    }
    assert_true(found > 500);
}

/* ---- Much of it -------------------------------------------------------------------------------------------------- */

#define SENTENCE "All that is paid for."

static void runs_that_are_not_kept_are_counted(void **state)
{
    static const char text[] = SENTENCE B SENTENCE E B SENTENCE E B SENTENCE E;
    struct paidmark_document *document = parsed(text, sizeof text - 1, 2);
    struct paidmark_counts counts = counts_of(document, PAIDMARK_PART_PAID);

    (void)state;
    assert_int_equal(counts.problems, 2);
    assert_int_equal(counts.warnings, 3);
    paidmark_document_free(document);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD(&suite, runs_are_those_of_a_plain_search);
    SUITE_ADD(&suite, runs_that_are_not_kept_are_counted);
    return suite_run(&suite, "also_free");
}
