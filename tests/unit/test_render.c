/* test_render.c - preview, full version and rest, written into a buffer
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "placeholder.h"
#include "render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNTOUCHED '~'

#define BOTH      (PAIDMARK_PART_FREE | PAIDMARK_PART_PAID)

/* Two segments free; three paid, and an empty region between, which hides the text behind it. */
static const char report[] = "A，##paidbegin##B\n##paidend##C##paidbegin####paidend##D##paidbegin##E##paidend##";

struct row {
    const char *name;
    uint32_t parts;
    const char *expected;
};

static const struct row rows[] = {
    {"no_part_is_nothing", 0, ""},
    {"preview_is_the_free_text", PAIDMARK_PART_FREE, "A，C"},
    {"rest_is_the_paid_text", PAIDMARK_PART_PAID, "B\nDE"},
    {"full_is_all_in_order", BOTH, "A，B\nCDE"},
};

static struct paidmark_document *parsed(const char *text)
{
    struct paidmark_document *document = new_document();

    paidmark_parse(document, text, strlen(text), &OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE));
    return document;
}

static void check_untouched(const char *buffer, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        assert_int_equal(buffer[i], UNTOUCHED);
}

/* Renders into a buffer that has just the capacity it says. */
static void check_capacity(const struct paidmark_document *document, uint32_t parts, const char *expected,
                           size_t capacity)
{
    size_t bytes = strlen(expected);
    char *buffer = allocate(capacity);
    size_t needed = 99;
    enum paidmark_status status;

    memset(buffer, UNTOUCHED, capacity);
    status = paidmark_render(document, parts, NULL, buffer, capacity, &needed);
    assert_int_equal(needed, bytes);
    if (capacity < bytes) {
        assert_int_equal(status, PAIDMARK_STATUS_BUFFER_TOO_SMALL);
        check_untouched(buffer, capacity);
    } else {
        assert_int_equal(status, PAIDMARK_STATUS_OK);
        assert_memory_equal(buffer, expected, bytes);
        check_untouched(buffer + bytes, capacity - bytes);
    }
    free(buffer);
}

static void parts_fill_a_buffer_of_any_capacity(void **state)
{
    const struct row *row = *state;
    struct paidmark_document *document = parsed(report);

    for (size_t capacity = 0; capacity < strlen(row->expected) + 5; capacity++)
        check_capacity(document, row->parts, row->expected, capacity);
    paidmark_document_free(document);
}

static void size_is_asked_for_without_a_buffer(void **state)
{
    const struct row *row = *state;
    struct paidmark_document *document = parsed(report);
    size_t bytes = strlen(row->expected), needed = 99;
    enum paidmark_status status = bytes > 0 ? PAIDMARK_STATUS_BUFFER_TOO_SMALL : PAIDMARK_STATUS_OK;

    assert_int_equal(paidmark_render(document, row->parts, NULL, NULL, 0, &needed), status);
    assert_int_equal(needed, bytes);
    assert_int_equal(paidmark_render(document, row->parts, NULL, NULL, 0, NULL), status);
    paidmark_document_free(document);
}

static void needed_may_be_null(void **state)
{
    struct paidmark_document *document = parsed("abc");
    char buffer[4] = "~~~";

    (void)state;
    assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE, NULL, buffer, 2, NULL),
                     PAIDMARK_STATUS_BUFFER_TOO_SMALL);
    assert_string_equal(buffer, "~~~");
    assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE, NULL, buffer, 3, NULL), PAIDMARK_STATUS_OK);
    assert_string_equal(buffer, "abc");
    paidmark_document_free(document);
}

static void no_more_is_written_than_there_is_whatever_the_capacity(void **state)
{
    static const size_t capacities[] = {SIZE_MAX / 2, SIZE_MAX / 2 + 1, SIZE_MAX};
    struct paidmark_document *document = parsed("abc");

    (void)state;
    for (size_t i = 0; i < COUNT_OF(capacities); i++) {
        char buffer[6] = "~~~~~";
        size_t needed = 99;

        assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE, NULL, buffer, capacities[i], &needed),
                         PAIDMARK_STATUS_OK);
        assert_int_equal(needed, 3);
        assert_string_equal(buffer, "abc~~");
    }
    paidmark_document_free(document);
}

static void check_bad_argument(const struct paidmark_document *document, uint32_t parts, char *buffer, size_t capacity)
{
    size_t needed = 99;

    assert_int_equal(paidmark_render(document, parts, NULL, buffer, capacity, &needed), PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_int_equal(needed, 0);
    assert_int_equal(paidmark_render(document, parts, NULL, buffer, capacity, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
}

static void bad_arguments_write_nothing(void **state)
{
    struct paidmark_document *document = parsed("abc");
    char buffer[4] = "~~~";

    (void)state;
    check_bad_argument(NULL, PAIDMARK_PART_FREE, buffer, 3);
    check_bad_argument(NULL, PAIDMARK_PART_FREE, NULL, 0);
    check_bad_argument(document, PAIDMARK_PART_FREE, NULL, 1);
    check_bad_argument(document, PAIDMARK_PART_FREE, NULL, 3);
    check_bad_argument(document, 4, buffer, 3);
    check_bad_argument(document, PAIDMARK_PART_FREE | 4, buffer, 3);
    check_bad_argument(document, UINT32_MAX, buffer, 3);
    assert_string_equal(buffer, "~~~");
    paidmark_document_free(document);
}

static void check_refused(const struct paidmark_document *document, uint32_t parts)
{
    char buffer[64];
    size_t needed = 99;

    memset(buffer, UNTOUCHED, sizeof buffer);
    assert_int_equal(paidmark_render(document, parts, NULL, buffer, sizeof buffer, &needed), PAIDMARK_STATUS_REFUSED);
    assert_int_equal(needed, 0);
    assert_int_equal(paidmark_render(document, parts, NULL, NULL, 0, NULL), PAIDMARK_STATUS_REFUSED);
    check_untouched(buffer, sizeof buffer);
}

static void refused_documents_write_nothing(void **state)
{
    static const char *const texts[] = {"a##paidbegin##b", "a##paidend##b", "free\xFF", "a #paidbegin b"};
    struct paidmark_document *fresh = new_document();

    (void)state;
    check_refused(fresh, BOTH);
    paidmark_document_free(fresh);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct paidmark_document *document = new_document();

        paidmark_parse(document, texts[i], strlen(texts[i]), NULL);
        for (uint32_t parts = 0; parts <= BOTH; parts += PAIDMARK_PART_FREE)
            check_refused(document, parts);
        paidmark_document_free(document);
    }
}

static void salvaged_documents_are_rendered(void **state)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE);
    struct paidmark_document *document = new_document();

    (void)state;
    assert_int_equal(paidmark_parse(document, "a##paidbegin##b", 15, &options), PAIDMARK_STATUS_SALVAGED);
    check_capacity(document, PAIDMARK_PART_FREE, "a", 4);
    check_capacity(document, PAIDMARK_PART_PAID, "b", 4);
    paidmark_document_free(document);
}

static void empty_document_renders_as_nothing(void **state)
{
    struct paidmark_document *document = parsed("");

    (void)state;
    check_capacity(document, BOTH, "", 0);
    check_capacity(document, BOTH, "", 3);
    paidmark_document_free(document);
}

/* ---- What stands for a region that is left out ------------------------------------------------------------------- */

/* Of 103 characters without the markers, 1 and 98 are paid. */
#define PLACEHOLDER_FREE    "1234"
#define NINETY              "123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 "
#define PLACEHOLDER_REGIONS "##paidbegin##B##paidend####paidbegin##" NINETY "12345678##paidend##"

struct placeholder_row {
    const char *name;
    const char *text;
    uint32_t parts;
    const char *placeholder;
    const char *expected;
};

static const struct placeholder_row placeholder_rows[] = {
    {"stands_once_for_each_region", report, PAIDMARK_PART_FREE, "[…]",
     "A，[…]C"
     "[…][…]"},
    /* An empty region has a number, but nothing stands for it. */
    {"tells_the_number_of_the_region", report, PAIDMARK_PART_FREE, "({region}/{regions})", "A，(1/4)C(3/4)(4/4)"},
    {"tells_the_characters_of_the_region", report, PAIDMARK_PART_FREE, "<{characters}>", "A，<2>C<1><1>"},
    {"percent_is_of_the_text_without_markers", PLACEHOLDER_REGIONS PLACEHOLDER_FREE, PAIDMARK_PART_FREE, "{percent},",
     "1,95,1234"},
    {"percent_of_all_is_100", "##paidbegin##B##paidend##", PAIDMARK_PART_FREE, "{percent}", "100"},
    {"same_field_twice", report, PAIDMARK_PART_FREE, "{region}{region}", "A，11C3344"},
    {"two_braces_are_one", report, PAIDMARK_PART_FREE, "{{region}{{{region}{{",
     "A，{region}{1{C{region}{3{{region}{4{"},
    {"closing_braces_stand_for_themselves", report, PAIDMARK_PART_FREE, "}}{region}}", "A，}}1}C}}3}}}4}"},
    {"nothing_is_left_out_of_all", report, BOTH, "[…]", "A，B\nCDE"},
    {"nothing_is_left_out_of_the_rest", report, PAIDMARK_PART_PAID, "[…]", "B\nDE"},
    {"no_bytes_are_no_placeholder", report, PAIDMARK_PART_FREE, "", "A，C"},
    {"lines_get_a_line", "A\n##paidbegin##\nB\n##paidend##\nC", PAIDMARK_PART_FREE, "[…]", "A\n[…]\nC"},
    {"lines_get_a_line_before_an_empty_one", "A\n##paidbegin##\nB\n##paidend##\n\nC", PAIDMARK_PART_FREE, "[…]",
     "A\n[…]\n\nC"},
    {"lines_get_a_line_behind_an_empty_one", "A\n\n##paidbegin##\nB\n##paidend##\nC", PAIDMARK_PART_FREE, "[…]",
     "A\n\n[…]\nC"},
    {"lines_get_a_line_at_the_start", "##paidbegin##\nB\n##paidend##\nC", PAIDMARK_PART_FREE, "[…]", "[…]\nC"},
    {"lines_get_a_line_behind_a_byte_order_mark", "\xEF\xBB\xBF##paidbegin##\nB\n##paidend##\nC", PAIDMARK_PART_FREE,
     "[…]", "\xEF\xBB\xBF[…]\nC"},
    {"lines_get_a_line_at_the_end", "A\n##paidbegin##\nB\n##paidend##", PAIDMARK_PART_FREE, "[…]", "A\n[…]"},
    {"lines_get_a_line_that_ends_the_document", "A\n##paidbegin##\nB\n##paidend##\n", PAIDMARK_PART_FREE, "[…]",
     "A\n[…]\n"},
    {"lines_get_a_line_where_they_are_all", "##paidbegin##\nB\n##paidend##\n", PAIDMARK_PART_FREE, "[…]", "[…]\n"},
    {"lines_of_two_regions_get_two", "A\n##paidbegin##\nB\n##paidend##\n##paidbegin##\nC\n##paidend##\nD",
     PAIDMARK_PART_FREE, "{region}", "A\n1\n2\nD"},
    {"lines_of_two_regions_get_two_at_the_start", "##paidbegin##\nB\n##paidend##\n##paidbegin##\nC\n##paidend##\nD",
     PAIDMARK_PART_FREE, "{region}", "1\n2\nD"},
    {"lines_end_as_the_first_one", "A\r\n ##paidbegin##\r\nB\r\n##paidend##\t\r\nC", PAIDMARK_PART_FREE, "[…]",
     "A\r\n[…]\r\nC"},
    {"line_in_a_line_is_one", "A\n##paidbegin##B##paidend##\nC", PAIDMARK_PART_FREE, "[…]", "A\n[…]\nC"},
    {"half_a_line_in_front_gets_none", "A ##paidbegin##\nB\n##paidend##\nC", PAIDMARK_PART_FREE, "[…]", "A […]\nC"},
    {"half_a_line_behind_gets_none", "A\n##paidbegin##\nB\n##paidend## C", PAIDMARK_PART_FREE, "[…]", "A[…] C"},
    {"carriage_return_ends_no_line", "A\r##paidbegin##B##paidend##\rC", PAIDMARK_PART_FREE, "[…]", "A\r[…]\rC"},
    {"nothing_paid_nothing_stands", "abc", PAIDMARK_PART_FREE, "[…]", "abc"},
};

static struct paidmark_render_options with_placeholder(const char *placeholder, size_t bytes)
{
    return (struct paidmark_render_options){
        .size = sizeof(struct paidmark_render_options), .placeholder = placeholder, .placeholder_bytes = bytes};
}

/* With bytes behind the placeholder that would end a field, were they a part of it. */
static struct paidmark_render_options from_row(const struct placeholder_row *row, char given[64])
{
    snprintf(given, 64, "%sregion}", row->placeholder);
    return with_placeholder(given, strlen(row->placeholder));
}

/* Asks for the size, is told that a byte less is too little, and renders into just what it takes. */
static void placeholder_is_rendered(void **state)
{
    const struct placeholder_row *row = *state;
    struct paidmark_document *document = parsed(row->text);
    char given[64];
    struct paidmark_render_options options = from_row(row, given);
    size_t bytes = strlen(row->expected), needed = 99;
    char *buffer = allocate(bytes);

    memset(buffer, UNTOUCHED, bytes);
    assert_int_equal(paidmark_render(document, row->parts, &options, buffer, bytes - 1, &needed),
                     PAIDMARK_STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(needed, bytes);
    check_untouched(buffer, bytes);
    assert_int_equal(paidmark_render(document, row->parts, &options, buffer, needed, &needed), PAIDMARK_STATUS_OK);
    assert_int_equal(needed, bytes);
    assert_memory_equal(buffer, row->expected, bytes);
    free(buffer);
    paidmark_document_free(document);
}

static const struct placeholder_row refused_placeholder_rows[] = {
    {.name = "unknown_field", .placeholder = "{charcters}"},
    {.name = "unknown_field_behind_a_known_one", .placeholder = "{region}{number}"},
    {.name = "field_of_a_field", .placeholder = "{region}s}{regionss}"},
    {.name = "unknown_field_of_the_first_letter", .placeholder = "{a}"},
    {.name = "unknown_field_of_the_last_letter", .placeholder = "{z}"},
    {.name = "unknown_field_of_as_many_letters", .placeholder = "{regionz}"},
    {.name = "field_in_capitals", .placeholder = "{Region}"},
    {.name = "field_without_a_name", .placeholder = "{}"},
    {.name = "field_that_is_not_closed", .placeholder = "{region"},
    {.name = "brace", .placeholder = "{"},
    {.name = "brace_behind_text", .placeholder = "a{"},
    {.name = "third_brace", .placeholder = "{{{"},
    {.name = "first_byte_that_is_not_utf8", .placeholder = "\xFF"},
    {.name = "byte_that_is_not_utf8", .placeholder = "a\xFF"},
    {.name = "character_cut_in_two", .placeholder = "a\xE4\xB8"},
};

static void placeholder_is_a_bad_argument(void **state)
{
    const struct placeholder_row *row = *state;
    struct paidmark_document *document = parsed(report);
    char given[64];
    struct paidmark_render_options options = from_row(row, given);
    char buffer[4] = "~~~";
    size_t needed = 99;

    assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE, &options, buffer, 3, &needed),
                     PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_int_equal(needed, 0);
    options = with_placeholder(NULL, 1);
    assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE, &options, buffer, 3, NULL),
                     PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_string_equal(buffer, "~~~");
    paidmark_document_free(document);
}

static void options_of_no_version_are_a_bad_argument(void **state)
{
    static const size_t sizes[] = {0, 1, sizeof(struct paidmark_render_options) - 1};
    struct paidmark_document *document = parsed("abc");

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct paidmark_render_options options = {.size = sizes[i]};
        size_t needed = 99;

        assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE, &options, NULL, 0, &needed),
                         PAIDMARK_STATUS_BAD_ARGUMENT);
        assert_int_equal(needed, 0);
    }
    paidmark_document_free(document);
}

/* With 32 bits; other machines would not come to an end. */
static void size_beyond_all_memory_is_no_small_one(void **state)
{
#if SIZE_MAX <= UINT32_MAX
    static const char region[] = "##paidbegin##B##paidend##";
    enum { REGIONS = 1024, BYTES = 4 * 1024 * 1024 + 1 }; /* 2^32 and 1,024 more */
    char *text = allocate(REGIONS * (sizeof region - 1)), *placeholder = allocate(BYTES);
    struct paidmark_render_options options = with_placeholder(placeholder, BYTES);
    struct paidmark_document *document = new_document();
    size_t needed = 99;

    for (size_t i = 0; i < REGIONS; i++)
        memcpy(text + i * (sizeof region - 1), region, sizeof region - 1);
    memset(placeholder, '.', BYTES);
    assert_int_equal(paidmark_parse(document, text, REGIONS * (sizeof region - 1), NULL), PAIDMARK_STATUS_OK);
    assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE, &options, NULL, 0, &needed),
                     PAIDMARK_STATUS_BUFFER_TOO_SMALL);
    assert_true(needed == SIZE_MAX);
    paidmark_document_free(document);
    free(placeholder);
    free(text);
#endif
    (void)state;
}

/* ---- How much a part is of the whole ----------------------------------------------------------------------------- */

static void percent_is_to_the_nearest_but_0_and_100_only_of_nothing_and_all(void **state)
{
    static const struct {
        size_t part, whole, percent;
    } percents[] = {
        {0, 0, 100},
        {0, 5, 0},
        {5, 5, 100},
        {1, 1000, 1},
        {999, 1000, 99},
        {1, 3, 33},
        {2, 3, 67},
        {5, 1000, 1},
        {15, 1000, 2}, /* halves go up */
        {SIZE_MAX / 2, SIZE_MAX, 50},
        {SIZE_MAX - 1, SIZE_MAX, 99},
        {1, SIZE_MAX, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(percents); i++)
        assert_int_equal(paidmark_percent(percents[i].part, percents[i].whole), percents[i].percent);
}

static void first_bytes_only(void **state)
{
    struct paidmark_document *document = parsed(report);
    const char *full = "A，B\nCDE";

    (void)state;
    for (size_t bytes = 0; bytes <= strlen(full) + 2; bytes++) {
        size_t expected = bytes < strlen(full) ? bytes : strlen(full), needed = 99;
        char buffer[16];

        memset(buffer, UNTOUCHED, sizeof buffer);
        assert_int_equal(paidmark_render_first(document, BOTH, bytes, buffer, sizeof buffer, &needed),
                         PAIDMARK_STATUS_OK);
        assert_int_equal(needed, expected);
        assert_memory_equal(buffer, full, expected);
        check_untouched(buffer + expected, sizeof buffer - expected);
    }
    paidmark_document_free(document);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, parts_fill_a_buffer_of_any_capacity, rows);
    SUITE_ADD_ROWS(&suite, size_is_asked_for_without_a_buffer, rows);
    SUITE_ADD(&suite, needed_may_be_null);
    SUITE_ADD(&suite, no_more_is_written_than_there_is_whatever_the_capacity);
    SUITE_ADD(&suite, bad_arguments_write_nothing);
    SUITE_ADD(&suite, refused_documents_write_nothing);
    SUITE_ADD(&suite, salvaged_documents_are_rendered);
    SUITE_ADD(&suite, empty_document_renders_as_nothing);
    SUITE_ADD_ROWS(&suite, placeholder_is_rendered, placeholder_rows);
    SUITE_ADD_ROWS(&suite, placeholder_is_a_bad_argument, refused_placeholder_rows);
    SUITE_ADD(&suite, options_of_no_version_are_a_bad_argument);
    SUITE_ADD(&suite, size_beyond_all_memory_is_no_small_one);
    SUITE_ADD(&suite, percent_is_to_the_nearest_but_0_and_100_only_of_nothing_and_all);
    SUITE_ADD(&suite, first_bytes_only);
    return suite_run(&suite, "render");
}
