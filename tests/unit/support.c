/* support.c - what the unit tests share: tables of cases, and documents written as one line of text
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "scan/scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Tables of cases ----------------------------------------------------------------------------------------------
 */

void suite_add(struct suite *suite, const char *name, CMUnitTestFunction test)
{
    if (suite->count == SUITE_MAX)
        abort();
    suite->tests[suite->count++] = (struct CMUnitTest){.name = name, .test_func = test};
}

void suite_add_rows(struct suite *suite, CMUnitTestFunction test, const void *rows, size_t count, size_t row_bytes)
{
    for (size_t i = 0; i < count; i++) {
        const void *row = (const char *)rows + i * row_bytes;

        suite_add(suite, *(const char *const *)row, test);
        suite->tests[suite->count - 1].initial_state = (void *)(uintptr_t)row;
    }
}

int suite_run(const struct suite *suite, const char *name)
{
    return _cmocka_run_group_tests(name, suite->tests, suite->count, NULL, NULL);
}

/* ---- Outlines -----------------------------------------------------------------------------------------------------
 */

void outline_add(struct outline *outline, const char *format, ...)
{
    size_t room = sizeof outline->text - outline->bytes;
    va_list arguments;
    int written;

    va_start(arguments, format);
    written = vsnprintf(outline->text + outline->bytes, room, format, arguments);
    va_end(arguments);
    assert_true(written >= 0 && (size_t)written < room);
    outline->bytes += (size_t)written;
}

static void add_segments(struct outline *outline, const struct paidmark_document *document)
{
    size_t count;
    const struct paidmark_segment *segments = paidmark_segments(document, &count);

    for (size_t i = 0; i < count; i++) {
        if (segments[i].part == PAIDMARK_FREE)
            outline_add(outline, " free[");
        else
            outline_add(outline, " paid%zu[", segments[i].region);
        outline_add(outline, "%.*s]", (int)segments[i].bytes, segments[i].text);
    }
}

static void add_problem(struct outline *outline, const struct paidmark_problem *problem)
{
    outline_add(outline, " | %s@%zu+%zu", paidmark_problem_name(problem->code), problem->offset, problem->bytes);
    if (problem->related_offset != PAIDMARK_NO_OFFSET)
        outline_add(outline, "^%zu", problem->related_offset);
    if (problem->suggestion)
        outline_add(outline, "~%.*s", (int)problem->suggestion_bytes, problem->suggestion);
}

void outline_write(struct outline *outline, const struct paidmark_document *document)
{
    static const char *const names[] = {"ok", "salvaged", "refused"};
    size_t count;
    const struct paidmark_problem *problems = paidmark_problems(document, &count);

    outline->bytes = 0;
    outline_add(outline, "%s/%zu", names[document->status], paidmark_counts(document, PAIDMARK_FREE).regions);
    add_segments(outline, document);
    for (size_t i = 0; i < count; i++)
        add_problem(outline, &problems[i]);
    if (paidmark_problems_omitted(document) > 0)
        outline_add(outline, " | and %zu more", paidmark_problems_omitted(document));
}

/* ---- Checks of one document ---------------------------------------------------------------------------------------
 */

static size_t characters_of(const struct paidmark_segment *segment)
{
    size_t characters = 0;

    for (size_t i = 0; i < segment->bytes; i++)
        characters += (segment->text[i] & 0xC0) != 0x80;
    if (segment->offset == 0 && segment->bytes >= 3 && memcmp(segment->text, "\xEF\xBB\xBF", 3) == 0)
        characters--;
    return characters;
}

static void check_segment(const struct paidmark_segment *segment, const char *text, size_t bytes)
{
    assert_true(segment->bytes > 0);
    assert_true(segment->offset <= bytes && segment->bytes <= bytes - segment->offset);
    assert_ptr_equal(segment->text, text + segment->offset);
    assert_int_equal(segment->characters, characters_of(segment));
    if (segment->region > 0)
        assert_int_equal(segment->part, PAIDMARK_PAID);
    else
        assert_int_equal(segment->part, PAIDMARK_FREE);
}

static void add_to(struct paidmark_counts *sum, const struct paidmark_segment *segment)
{
    sum->bytes += segment->bytes;
    sum->characters += segment->characters;
    sum->segments++;
}

static void check_counts(const struct paidmark_document *document, uint32_t parts, struct paidmark_counts expected)
{
    struct paidmark_counts counts = paidmark_counts(document, parts);

    assert_int_equal(counts.bytes, expected.bytes);
    assert_int_equal(counts.characters, expected.characters);
    assert_int_equal(counts.segments, expected.segments);
}

static void check_segments(const struct paidmark_document *document, const char *text, size_t bytes)
{
    struct paidmark_counts sums[4] = {{0, 0, 0, 0}};
    size_t count, end = 0, region = 0;
    const struct paidmark_segment *segments = paidmark_segments(document, &count);

    assert_int_equal(segments == NULL, count == 0);
    for (size_t i = 0; i < count; i++) {
        check_segment(&segments[i], text, bytes);
        assert_true(segments[i].offset >= end);
        assert_true(segments[i].region == 0 || segments[i].region >= region);
        end = segments[i].offset + segments[i].bytes;
        region = segments[i].region > 0 ? segments[i].region : region;
        add_to(&sums[segments[i].part], &segments[i]);
        add_to(&sums[PAIDMARK_FREE | PAIDMARK_PAID], &segments[i]);
    }
    assert_true(region <= paidmark_counts(document, 0).regions);
    for (uint32_t parts = 0; parts < 4; parts++)
        check_counts(document, parts, sums[parts]);
}

static bool is_warning(enum paidmark_problem_code code)
{
    return code == PAIDMARK_EMPTY_REGION || code == PAIDMARK_NOTHING_FREE;
}

static void check_problems(const struct paidmark_document *document, size_t bytes)
{
    size_t count, errors = 0;
    const struct paidmark_problem *problems = paidmark_problems(document, &count);

    assert_int_equal(problems == NULL, count == 0);
    for (size_t i = 0; i < count; i++) {
        enum paidmark_severity severity = is_warning(problems[i].code) ? PAIDMARK_WARNING : PAIDMARK_ERROR;

        assert_int_equal(problems[i].severity, severity);
        assert_true(problems[i].offset + problems[i].bytes <= bytes);
        assert_int_equal(problems[i].suggestion == NULL, problems[i].suggestion_bytes == 0);
        errors += severity == PAIDMARK_ERROR;
        if (severity == PAIDMARK_ERROR)
            assert_int_equal(errors, i + 1); /* no warning before it */
    }
    assert_int_equal(document->status == PAIDMARK_OK, errors == 0);
}

void check_document(const struct paidmark_document *document, const char *text, size_t bytes)
{
    check_segments(document, text, bytes);
    check_problems(document, bytes);
}

void check_outline(const char *text, size_t bytes, const struct paidmark_options *options, const char *expected)
{
    struct paidmark_document *document = new_document();
    char *copy = exact_copy(text, bytes);
    struct outline outline;

    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        enum paidmark_status status;

        if (!paidmark_kernels[i].supported())
            continue;
        status = paidmark_parse_with(&paidmark_kernels[i], document, copy, bytes, options);
        assert_int_equal(status, document->status);
        outline_write(&outline, document);
        assert_string_equal(outline.text, expected);
        check_document(document, copy, bytes);
    }
    free(copy);
    paidmark_free(document);
}

/* ---- Checks of two documents --------------------------------------------------------------------------------------
 */

static void check_same_segments(const struct paidmark_document *one, const struct paidmark_document *other)
{
    size_t count, other_count;
    const struct paidmark_segment *segments = paidmark_segments(one, &count);
    const struct paidmark_segment *others = paidmark_segments(other, &other_count);

    assert_int_equal(count, other_count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(segments[i].offset, others[i].offset);
        assert_int_equal(segments[i].bytes, others[i].bytes);
        assert_int_equal(segments[i].characters, others[i].characters);
        assert_int_equal(segments[i].region, others[i].region);
        assert_int_equal(segments[i].part, others[i].part);
        assert_memory_equal(segments[i].text, others[i].text, segments[i].bytes);
    }
}

static void check_same_problems(const struct paidmark_document *one, const struct paidmark_document *other)
{
    size_t count, other_count;
    const struct paidmark_problem *problems = paidmark_problems(one, &count);
    const struct paidmark_problem *others = paidmark_problems(other, &other_count);

    assert_int_equal(count, other_count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(problems[i].code, others[i].code);
        assert_int_equal(problems[i].severity, others[i].severity);
        assert_int_equal(problems[i].offset, others[i].offset);
        assert_int_equal(problems[i].bytes, others[i].bytes);
        assert_int_equal(problems[i].related_offset, others[i].related_offset);
        assert_ptr_equal(problems[i].suggestion, others[i].suggestion);
        assert_int_equal(problems[i].suggestion_bytes, others[i].suggestion_bytes);
    }
    assert_int_equal(paidmark_problems_omitted(one), paidmark_problems_omitted(other));
}

void check_same(const struct paidmark_document *one, const struct paidmark_document *other)
{
    assert_int_equal(one->status, other->status);
    assert_int_equal(one->text_bytes, other->text_bytes);
    assert_int_equal(one->regions, other->regions);
    check_same_segments(one, other);
    check_same_problems(one, other);
}

void check_empty(const struct paidmark_document *document)
{
    struct paidmark_document *fresh = new_document();
    size_t line = 1, column = 1, needed = 1;

    check_same(document, fresh);
    paidmark_locate(document, 0, &line, &column);
    assert_int_equal(line, 0);
    assert_int_equal(column, 0);
    assert_int_equal(paidmark_render(document, PAIDMARK_FREE | PAIDMARK_PAID, NULL, 0, &needed), PAIDMARK_REFUSED);
    assert_int_equal(needed, 0);
    paidmark_free(fresh);
}

/* ---- Memory -------------------------------------------------------------------------------------------------------
 */

struct paidmark_document *new_document(void)
{
    struct paidmark_document *document = paidmark_new();

    assert_non_null(document);
    return document;
}

void *allocate(size_t bytes)
{
    void *memory = malloc(bytes > 0 ? bytes : 1);

    assert_non_null(memory);
    return memory;
}

char *exact_copy(const char *text, size_t bytes)
{
    char *copy = allocate(bytes);

    if (bytes > 0)
        memcpy(copy, text, bytes);
    return copy;
}
