/* support.c - what the unit tests share: tables of cases, and documents written as one line of text
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "scan/scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Tables of cases --------------------------------------------------------------------------------------------- */

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

/* ---- Outlines ---------------------------------------------------------------------------------------------------- */

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

struct paidmark_counts counts_of(const struct paidmark_document *document, uint32_t parts)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(document, parts, &counts);
    return counts;
}

size_t omitted_of(const struct paidmark_document *document)
{
    struct paidmark_counts counts = counts_of(document, 0);

    return counts.errors + counts.warnings - counts.problems;
}

static void add_segments(struct outline *outline, const struct paidmark_document *document)
{
    const struct paidmark_segment *segment;

    for (size_t i = 0; (segment = paidmark_segment_at(document, i)); i++) {
        if (segment->part == PAIDMARK_PART_FREE)
            outline_add(outline, " free[");
        else
            outline_add(outline, " paid%zu[", segment->region);
        outline_add(outline, "%.*s]", (int)segment->bytes, segment->text);
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
    const struct paidmark_problem *problem;

    outline->bytes = 0;
    outline_add(outline, "%s/%zu", names[document->status], counts_of(document, 0).regions);
    add_segments(outline, document);
    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++)
        add_problem(outline, problem);
    if (omitted_of(document) > 0)
        outline_add(outline, " | and %zu more", omitted_of(document));
}

/* ---- Checks of one document -------------------------------------------------------------------------------------- */

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
        assert_int_equal(segment->part, PAIDMARK_PART_PAID);
    else
        assert_int_equal(segment->part, PAIDMARK_PART_FREE);
}

static void add_to(struct paidmark_counts *sum, const struct paidmark_segment *segment)
{
    sum->bytes += segment->bytes;
    sum->characters += segment->characters;
    sum->segments++;
}

static void check_counts(const struct paidmark_document *document, uint32_t parts, struct paidmark_counts expected)
{
    struct paidmark_counts counts = counts_of(document, parts);

    assert_int_equal(counts.bytes, expected.bytes);
    assert_int_equal(counts.characters, expected.characters);
    assert_int_equal(counts.segments, expected.segments);
}

static void check_segments(const struct paidmark_document *document, const char *text, size_t bytes)
{
    struct paidmark_counts none = {0}, free_text = {0}, paid_text = {0}, all = {0};
    const struct paidmark_segment *segment;
    size_t end = 0, region = 0;

    for (size_t i = 0; (segment = paidmark_segment_at(document, i)); i++) {
        check_segment(segment, text, bytes);
        assert_true(segment->offset >= end);
        assert_true(segment->region == 0 || segment->region >= region);
        end = segment->offset + segment->bytes;
        region = segment->region > 0 ? segment->region : region;
        add_to(segment->part == PAIDMARK_PART_FREE ? &free_text : &paid_text, segment);
        add_to(&all, segment);
    }
    assert_true(region <= counts_of(document, 0).regions);
    check_counts(document, 0, none);
    check_counts(document, PAIDMARK_PART_FREE, free_text);
    check_counts(document, PAIDMARK_PART_PAID, paid_text);
    check_counts(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, all);
}

/* Of a foreign marker the document decides. */
static void check_severity(const struct paidmark_problem *problem)
{
    bool warns = problem->code == PAIDMARK_PROBLEM_NOTHING_FREE || problem->code == PAIDMARK_PROBLEM_REPEATED_DIVIDER ||
                 problem->code == PAIDMARK_PROBLEM_ALSO_FREE;

    if (problem->code != PAIDMARK_PROBLEM_FOREIGN_MARKER)
        assert_int_equal(problem->severity, warns ? PAIDMARK_SEVERITY_WARNING : PAIDMARK_SEVERITY_ERROR);
}

/* The name of a set, of a foreign marker; a token, of a look-alike. */
static void check_suggestion(const struct paidmark_problem *problem)
{
    bool is_lookalike = problem->code == PAIDMARK_PROBLEM_LOOKALIKE_MARKER;
    bool is_foreign = problem->code == PAIDMARK_PROBLEM_FOREIGN_MARKER;

    assert_int_equal(problem->suggestion == NULL, problem->suggestion_bytes == 0);
    assert_true(!problem->suggestion || is_lookalike || is_foreign);
    assert_true(problem->suggestion || !is_foreign);
    assert_int_equal(problem->resembles != PAIDMARK_MARKER_NONE, is_lookalike);
}

static void check_problems(const struct paidmark_document *document, size_t bytes)
{
    struct paidmark_counts counts = counts_of(document, 0);
    const struct paidmark_problem *problem;
    size_t errors = 0, warnings = 0;

    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++) {
        uint32_t severity = problem->severity;

        check_severity(problem);
        check_suggestion(problem);
        assert_true(problem->offset + problem->bytes <= bytes);
        errors += severity == PAIDMARK_SEVERITY_ERROR;
        warnings += severity == PAIDMARK_SEVERITY_WARNING;
        if (severity == PAIDMARK_SEVERITY_ERROR)
            assert_int_equal(errors, i + 1); /* no warning before it */
    }
    assert_int_equal(counts.problems, errors + warnings);
    assert_true(counts.errors >= errors && counts.warnings >= warnings);
    assert_int_equal(document->status == PAIDMARK_STATUS_OK, counts.errors == 0);
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
    paidmark_document_free(document);
}

/* ---- Checks of two documents ------------------------------------------------------------------------------------- */

static void check_same_segments(const struct paidmark_document *one, const struct paidmark_document *other)
{
    const struct paidmark_segment *segment;
    size_t i;

    for (i = 0; (segment = paidmark_segment_at(one, i)); i++) {
        const struct paidmark_segment *same = paidmark_segment_at(other, i);

        assert_non_null(same);
        assert_int_equal(segment->offset, same->offset);
        assert_int_equal(segment->bytes, same->bytes);
        assert_int_equal(segment->characters, same->characters);
        assert_int_equal(segment->region, same->region);
        assert_int_equal(segment->part, same->part);
        assert_memory_equal(segment->text, same->text, segment->bytes);
    }
    assert_null(paidmark_segment_at(other, i));
}

static void check_same_problems(const struct paidmark_document *one, const struct paidmark_document *other)
{
    const struct paidmark_problem *problem;
    size_t i;

    for (i = 0; (problem = paidmark_problem_at(one, i)); i++) {
        const struct paidmark_problem *same = paidmark_problem_at(other, i);

        assert_non_null(same);
        assert_int_equal(problem->code, same->code);
        assert_int_equal(problem->severity, same->severity);
        assert_int_equal(problem->offset, same->offset);
        assert_int_equal(problem->bytes, same->bytes);
        assert_int_equal(problem->related_offset, same->related_offset);
        assert_ptr_equal(problem->suggestion, same->suggestion);
        assert_int_equal(problem->suggestion_bytes, same->suggestion_bytes);
        assert_int_equal(problem->resembles, same->resembles);
    }
    assert_null(paidmark_problem_at(other, i));
    assert_int_equal(counts_of(one, 0).errors, counts_of(other, 0).errors);
    assert_int_equal(counts_of(one, 0).warnings, counts_of(other, 0).warnings);
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
    size_t needed = 1;

    check_same(document, fresh);
    assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, NULL, NULL, 0, &needed),
                     PAIDMARK_STATUS_REFUSED);
    assert_int_equal(needed, 0);
    paidmark_document_free(fresh);
}

/* ---- Memory ------------------------------------------------------------------------------------------------------ */

struct paidmark_document *new_document(void)
{
    struct paidmark_document *document = paidmark_document_new(NULL);

    assert_non_null(document);
    return document;
}

struct paidmark_marker_set *new_set(const char *names, const struct paidmark_marker_pair *pairs, size_t count)
{
    const struct paidmark_marker_pair *list[8];
    struct paidmark_marker_set *set = NULL;

    assert_true(count <= COUNT_OF(list));
    for (size_t i = 0; i < count; i++)
        list[i] = &pairs[i];
    paidmark_marker_set_new(&set, names, list, count, NULL);
    return set;
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

size_t encode_utf8(uint32_t code_point, char *bytes)
{
    size_t more = code_point < 0x80 ? 0 : code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;

    for (size_t i = more; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    bytes[0] = (char)(more == 0 ? code_point : (0xFF00u >> (more + 1) & 0xFF) | code_point);
    return more + 1;
}
