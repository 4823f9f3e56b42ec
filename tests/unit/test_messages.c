/* test_messages.c - the version, and the names and sentences of statuses and problems
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* ---- Version ----------------------------------------------------------------------------------------------------- */

static void version_of_header_library_and_build_agree(void **state)
{
    char text[64];

    (void)state;
    snprintf(text, sizeof text, "%d.%d.%d", PAIDMARK_VERSION_MAJOR, PAIDMARK_VERSION_MINOR, PAIDMARK_VERSION_PATCH);
    assert_string_equal(text, PAIDMARK_VERSION);
    assert_string_equal(paidmark_version(), PAIDMARK_VERSION);
    assert_string_equal(CMAKE_VERSION_TEXT, PAIDMARK_VERSION);
    assert_int_equal(CMAKE_VERSION_MAJOR, PAIDMARK_VERSION_MAJOR);
    assert_int_equal(CMAKE_VERSION_MINOR, PAIDMARK_VERSION_MINOR);
    assert_int_equal(CMAKE_VERSION_PATCH, PAIDMARK_VERSION_PATCH);
}

/* ---- Numbers that must not change -------------------------------------------------------------------------------- */

static void numbers_are_those_of_the_binary_interface(void **state)
{
    (void)state;
    assert_int_equal(PAIDMARK_PART_FREE, 0x10);
    assert_int_equal(PAIDMARK_PART_PAID, 0x20);
    assert_int_equal(PAIDMARK_OPTION_SALVAGE, 0x100);
    assert_int_equal(PAIDMARK_OPTION_EXACT, 0x200);
    assert_int_equal(PAIDMARK_OPTION_NO_LOOKALIKES, 0x400);
    assert_int_equal(PAIDMARK_OPTION_ALSO_FREE, 0x800);
    assert_int_equal(PAIDMARK_UNMARKED_FREE, 0);
    assert_int_equal(PAIDMARK_UNMARKED_PAID, 0x1000);
    assert_int_equal(PAIDMARK_UNMARKED_ERROR, 0x2000);
    assert_int_equal(PAIDMARK_SEVERITY_WARNING, 1);
    assert_int_equal(PAIDMARK_SEVERITY_ERROR, 2);
    assert_int_equal(PAIDMARK_MARKER_NONE, 0);
    assert_int_equal(PAIDMARK_MARKER_BEGIN, 1);
    assert_int_equal(PAIDMARK_MARKER_END, 2);
    assert_int_equal(PAIDMARK_TOKEN_BYTES_MAX, 64);
    assert_true(PAIDMARK_NO_OFFSET == SIZE_MAX);
}

/* ---- Statuses ---------------------------------------------------------------------------------------------------- */

struct row {
    const char *name;
    int code;
    int number;
    const char *text; /* that must be in the sentence */
};

static const struct row statuses[] = {
    {"ok", PAIDMARK_STATUS_OK, 0, "no error"},
    {"salvaged", PAIDMARK_STATUS_SALVAGED, 1, "has errors"},
    {"refused", PAIDMARK_STATUS_REFUSED, 2, "refused"},
    {"no_memory", PAIDMARK_STATUS_NO_MEMORY, 3, "memory"},
    {"bad_argument", PAIDMARK_STATUS_BAD_ARGUMENT, 4, "argument"},
    {"buffer_too_small", PAIDMARK_STATUS_BUFFER_TOO_SMALL, 5, "too small"},
};

static void check_sentence(const char *sentence)
{
    size_t bytes = strlen(sentence);

    assert_true(bytes > 0);
    assert_int_not_equal(sentence[bytes - 1], '.');
    assert_null(strchr(sentence, '\n'));
}

static void status_has_a_sentence(void **state)
{
    const struct row *row = *state;
    const char *sentence = paidmark_status_text((uint32_t)row->code);

    assert_int_equal(row->code, row->number);
    assert_non_null(strstr(sentence, row->text));
    check_sentence(sentence);
}

static const int no_status[] = {-1, 6, 7, 100, INT_MAX, INT_MIN};

static void what_is_no_status_is_called_unknown(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(no_status); i++)
        assert_string_equal(paidmark_status_text((uint32_t)no_status[i]), "unknown status");
}

/* ---- Problems ---------------------------------------------------------------------------------------------------- */

static const struct row problems[] = {
    {"unclosed-begin", PAIDMARK_PROBLEM_UNCLOSED_BEGIN, 1, "no end marker"},
    {"nested-begin", PAIDMARK_PROBLEM_NESTED_BEGIN, 2, "another begin marker"},
    {"unexpected-end", PAIDMARK_PROBLEM_UNEXPECTED_END, 3, "closes nothing"},
    {"lookalike-marker", PAIDMARK_PROBLEM_LOOKALIKE_MARKER, 4, "damaged marker"},
    {"invalid-utf8", PAIDMARK_PROBLEM_INVALID_UTF8, 5, "UTF-8"},
    {"no-paid-region", PAIDMARK_PROBLEM_NO_PAID_REGION, 6, "no paid region"},
    {"empty-region", PAIDMARK_PROBLEM_EMPTY_REGION, 7, "in this region"},
    {"nothing-free", PAIDMARK_PROBLEM_NOTHING_FREE, 8, "outside the paid regions"},
    {"not-text", PAIDMARK_PROBLEM_NOT_TEXT, 9, "U+0000"},
    {"foreign-marker", PAIDMARK_PROBLEM_FOREIGN_MARKER, 10, "of another set"},
    {"repeated-divider", PAIDMARK_PROBLEM_REPEATED_DIVIDER, 11, "another divider"},
    {"also-free", PAIDMARK_PROBLEM_ALSO_FREE, 12, "paid text that stands in the free text"},
};

static void problem_has_its_name_and_a_sentence(void **state)
{
    const struct row *row = *state;
    const char *sentence = paidmark_problem_text((uint32_t)row->code);

    assert_int_equal(row->code, row->number);
    assert_string_equal(paidmark_problem_name((uint32_t)row->code), row->name);
    assert_non_null(strstr(sentence, row->text));
    check_sentence(sentence);
}

static const int no_problem[] = {-1, 0, 13, 14, 100, INT_MAX, INT_MIN};

static void what_is_no_problem_is_called_unknown(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(no_problem); i++) {
        assert_string_equal(paidmark_problem_name((uint32_t)no_problem[i]), "unknown-problem");
        assert_string_equal(paidmark_problem_text((uint32_t)no_problem[i]), "unknown problem");
    }
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD(&suite, version_of_header_library_and_build_agree);
    SUITE_ADD(&suite, numbers_are_those_of_the_binary_interface);
    SUITE_ADD_ROWS(&suite, status_has_a_sentence, statuses);
    SUITE_ADD(&suite, what_is_no_status_is_called_unknown);
    SUITE_ADD_ROWS(&suite, problem_has_its_name_and_a_sentence, problems);
    SUITE_ADD(&suite, what_is_no_problem_is_called_unknown);
    return suite_run(&suite, "messages");
}
