/* test_windows.c - texts longer than a kernel reads at once: what lies across the end of a window is read as elsewhere
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "scan/scan.h"

#include <stdlib.h>
#include <string.h>

#define W PAIDMARK_WINDOW_BYTES

#define B "##paidbegin##"
#define E "##paidend##"

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

struct text {
    char *bytes;
    size_t size, capacity;
};

static void text_init(struct text *text, size_t capacity)
{
    text->bytes = allocate(capacity);
    text->size = 0;
    text->capacity = capacity;
}

static void text_add(struct text *text, const char *piece, size_t bytes)
{
    assert_true(bytes <= text->capacity - text->size);
    memcpy(text->bytes + text->size, piece, bytes);
    text->size += bytes;
}

static void text_add_string(struct text *text, const char *piece)
{
    text_add(text, piece, strlen(piece));
}

/* Fills the text up to a size: with characters of several bytes, and before them as many letters as it takes. */
static void text_fill(struct text *text, const char *character, size_t size)
{
    size_t bytes = strlen(character);

    while ((size - text->size) % bytes != 0)
        text_add(text, "x", 1);
    while (text->size < size)
        text_add(text, character, bytes);
}

/* Calls with every kernel that runs here. */
typedef void check_fn(const struct paidmark_kernel *kernel, const struct text *text, const void *expected);

static void check_with_kernels(check_fn *check, const struct text *text, const void *expected)
{
    char *exact = exact_copy(text->bytes, text->size);
    struct text copy = {exact, text->size, text->size};

    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        if (paidmark_kernels[i].supported())
            check(&paidmark_kernels[i], &copy, expected);
    }
    free(exact);
}

static void check_refused(const struct paidmark_kernel *kernel, const struct text *text, const void *expected)
{
    struct paidmark_document *document = new_document();
    struct outline outline;

    paidmark_parse_with(kernel, document, text->bytes, text->size, NULL);
    outline_write(&outline, document);
    assert_string_equal(outline.text, expected);
    paidmark_document_free(document);
}

/* ---- Ill-formed text --------------------------------------------------------------------------------------------- */

struct ill_formed_row {
    const char *name;
    const char *text;
    size_t bytes;
    size_t subpart; /* the size of its maximal subpart */
};

static const struct ill_formed_row ill_formed_rows[] = {
    {"continuation_byte", TEXT("\x80"), 1},
    {"byte_that_never_occurs", TEXT("\xFF"), 1},
    {"overlong_form_of_two", TEXT("\xC1\xBF"), 1},
    {"overlong_form_of_three", TEXT("\xE0\x9F\xBF"), 1},
    {"overlong_form_of_four", TEXT("\xF0\x8F\xBF\xBF"), 1},
    {"surrogate", TEXT("\xED\xA0\x80"), 1},
    {"beyond_unicode", TEXT("\xF4\x90\x80\x80"), 1},
    {"lead_that_never_occurs", TEXT("\xF5\x80\x80\x80"), 1},
    {"two_without_its_second", TEXT("\xC3"), 1},
    {"half_a_no_break_space", TEXT("\xC2"), 1},
    {"two_thirds_of_an_ideographic_space", TEXT("\xE3\x80"), 2},
    {"three_without_its_second", TEXT("\xE4"), 1},
    {"three_without_its_third", TEXT("\xE4\xB8"), 2},
    {"four_without_its_second", TEXT("\xF0"), 1},
    {"four_without_its_third", TEXT("\xF0\x9F"), 2},
    {"four_without_its_fourth", TEXT("\xF0\x9F\x98"), 3},
};

/* Puts the ill-formed bytes at an offset, behind characters of several bytes and before `behind`. */
static void check_ill_formed_at(const struct ill_formed_row *row, const char *character, size_t offset,
                                const char *behind)
{
    struct outline expected = {.bytes = 0};
    struct text text;

    text_init(&text, offset + 100);
    text_add_string(&text, E);
    text_fill(&text, character, offset);
    text_add(&text, row->text, row->bytes);
    text_add_string(&text, behind);
    outline_add(&expected, "refused/0 | unexpected-end@0+11 | invalid-utf8@%zu+%zu", offset, row->subpart);
    check_with_kernels(check_refused, &text, expected.text);
    free(text.bytes);
}

static void ill_formed_bytes_are_found_in_a_short_text(void **state)
{
    for (size_t offset = 11; offset < 200; offset++) {
        check_ill_formed_at(*state, "x", offset, E);
        check_ill_formed_at(*state, "中", offset, "");
    }
}

static void ill_formed_bytes_are_found_across_windows(void **state)
{
    for (size_t offset = W - 66; offset < W - 62; offset++) /* the last block of 64 bytes */
        check_ill_formed_at(*state, "中", offset, "");
    for (size_t offset = W - 8; offset < W + 5; offset++)
        check_ill_formed_at(*state, "中", offset, E);
    for (size_t offset = W - 5; offset < W + 5; offset++) {
        check_ill_formed_at(*state, "\U0001F600", offset, "");
        check_ill_formed_at(*state, "é", offset + W, "\n\n");
    }
}

/* A look-alike at the end of the first window is looked for in the next one too, before that one is checked. */
static void lookalike_is_read_as_if_the_text_ended_before(void **state)
{
    const struct ill_formed_row *row = *state;

    for (size_t zeros = 0; zeros < 8; zeros++) {
        struct outline expected = {.bytes = 0};
        struct text text;

        text_init(&text, W + 100);
        text_fill(&text, "x", W - 3);
        text_add_string(&text, " ##paid end");
        for (size_t i = 0; i < zeros; i++)
            text_add_string(&text, "\u200B");
        text_add(&text, row->text, row->bytes);
        outline_add(&expected, "refused/0 | lookalike-marker@%d+10~" E " | invalid-utf8@%zu+%zu", W - 2,
                    text.size - row->bytes, row->subpart);
        check_with_kernels(check_refused, &text, expected.text);
        free(text.bytes);
    }
}

/* A tag that is cut short is none, although it was read as one with what is behind. */
static void tag_is_read_as_if_the_text_ended_inside(void **state)
{
    const struct ill_formed_row *row = *state;

    for (size_t before = 0; before < 30; before++) {
        struct outline expected = {.bytes = 0};
        struct text text;
        size_t offset;

        text_init(&text, W + 100);
        text_fill(&text, "x", W - before);
        text_add_string(&text, " ##paid<b ");
        offset = text.size;
        text_add(&text, row->text, row->bytes);
        text_add_string(&text, "x>begin## y");
        outline_add(&expected, "refused/0 | invalid-utf8@%zu+%zu", offset, row->subpart);
        check_with_kernels(check_refused, &text, expected.text);
        free(text.bytes);
    }
}

/* ---- U+0000 ------------------------------------------------------------------------------------------------------ */

static void check_zero_at(const char *character, size_t offset, const char *behind)
{
    struct outline expected = {.bytes = 0};
    struct text text;

    text_init(&text, offset + 100);
    text_add_string(&text, E);
    text_fill(&text, character, offset);
    text_add(&text, "\0", 1);
    text_add_string(&text, behind);
    outline_add(&expected, "refused/0 | unexpected-end@0+11 | not-text@%zu+1", offset);
    check_with_kernels(check_refused, &text, expected.text);
    free(text.bytes);
}

static void zeros_are_found_across_windows(void **state)
{
    (void)state;
    for (size_t offset = 11; offset < 200; offset++)
        check_zero_at("中", offset, E);
    for (size_t offset = W - 8; offset < W + 5; offset++) {
        check_zero_at("中", offset, "");
        check_zero_at("\U0001F600", offset, "\xFF" E);
        check_zero_at("x", offset + W, B);
    }
}

/* What is no text comes first, whichever of the two it is. */
static void first_of_zeros_and_ill_formed_bytes_is_told(void **state)
{
    (void)state;
    for (size_t offset = W - 8; offset < W + 5; offset++) {
        struct outline expected = {.bytes = 0};
        struct text text;

        text_init(&text, offset + 100);
        text_fill(&text, "x", offset);
        text_add(&text, "\xE4\xB8\0", 3);
        outline_add(&expected, "refused/0 | invalid-utf8@%zu+2", offset);
        check_with_kernels(check_refused, &text, expected.text);
        free(text.bytes);
    }
}

/* ---- Markers ----------------------------------------------------------------------------------------------------- */

static void check_region(const struct paidmark_kernel *kernel, const struct text *text, const void *expected)
{
    struct paidmark_document *document = new_document();
    size_t begin = *(const size_t *)expected;
    const struct paidmark_segment *paid;

    assert_int_equal(paidmark_parse_with(kernel, document, text->bytes, text->size, NULL), PAIDMARK_STATUS_OK);
    check_document(document, text->bytes, text->size);
    assert_int_equal(counts_of(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID).segments, 3);
    paid = paidmark_segment_at(document, 1);
    assert_int_equal(paidmark_segment_at(document, 0)->bytes, begin);
    assert_int_equal(paid->offset, begin + 13);
    assert_int_equal(paid->bytes, 7);
    assert_int_equal(paid->characters, 3);
    assert_int_equal(paidmark_segment_at(document, 2)->offset, begin + 13 + 7 + 11);
    paidmark_document_free(document);
}

struct filler_row {
    const char *name;
    const char *character;
    size_t place;
};

static const struct filler_row filler_rows[] = {
    {"letters_before_the_first_window_ends", "x", W},
    {"characters_of_three_bytes_before_the_first_window_ends", "中", W},
    {"characters_of_four_bytes_before_the_second_window_ends", "\U0001F600", (size_t)2 * W},
};

static void markers_are_read_across_windows(void **state)
{
    const struct filler_row *row = *state;

    for (size_t begin = row->place - 40; begin < row->place + 3; begin++) {
        struct text text;

        text_init(&text, begin + 100);
        text_fill(&text, row->character, begin);
        text_add_string(&text, B "中x中" E "y中");
        check_with_kernels(check_region, &text, &begin);
        free(text.bytes);
    }
}

/* Of the longest marker that there is, by a foreign one. */
static void tails_are_read_across_windows(void **state)
{
    static const char begin[] = "<!--kg-gated-block:begin ";
    size_t bytes = sizeof begin - 1 + PAIDMARK_TAIL_BYTES_MAX + 3;

    (void)state;
    for (size_t offset = W - bytes - 2; offset<W + 2; offset += offset> W - 40 || offset < W - bytes + 4 ? 1 : 61) {
        struct outline expected = {.bytes = 0};
        struct text text;

        text_init(&text, offset + bytes + 100);
        text_fill(&text, "x", offset);
        text_add_string(&text, begin);
        text_fill(&text, "y", offset + bytes - 3);
        text_add_string(&text, "-->z");
        outline_add(&expected, "refused/0 | foreign-marker@%zu+%zu~ghost", offset, bytes);
        check_with_kernels(check_refused, &text, expected.text);
        free(text.bytes);
    }
}

/* ---- Look-alikes ------------------------------------------------------------------------------------------------- */

struct lookalike_row {
    const char *name;
    const char *text;
    const char *suggestion;
};

static const struct lookalike_row lookalike_rows[] = {
    {"full_width_signs", "＃＃paidbegin＃＃", B},
    {"full_width_letters", "ｐａｉｄｅｎｄ", E},
    {"zeros_inside", "pa\u00ADid\u200Bend", E},
    {"entities", "&#35;&num;paidbegin&NUM;&#x23;", B},
    {"broken_name", "#paid     begin#", B},
    {"letter_by_letter", "p-a-i-d-e-n-d", E},
    {"wide_gaps", "##pa .! . id ---- en ,,,, d##", E},
    {"misspelt_name", "##padibegin##", B},
    {"misspelt_name_before_its_signs", "padibegin##", B},
    {"misspelt_name_behind_its_signs", "##padibegin", B},
    {"escapes", "&#35;#\\u0070aid&#101;nd\\#\\#", E},
    {"tag_inside", "##paid<span class=\"x\" id=\"y\" title=\"a title that is long\">begin</span>##", B},
    {"tag", "< / paid >", E},
    {"signs_far_from_the_name", "#           paidbegin           #", B},
    {"letters_of_two_and_four_bytes", "##\u0440\U0001D41Aidbegin##", B},
};

static void lookalikes_are_read_across_windows(void **state)
{
    const struct lookalike_row *row = *state;

    for (size_t begin = W - strlen(row->text) - 1; begin <= W + 1; begin++) {
        struct outline expected = {.bytes = 0};
        struct text text;

        text_init(&text, begin + 100);
        text_fill(&text, "中", begin);
        text_add_string(&text, row->text);
        text_add_string(&text, "中");
        outline_add(&expected, "refused/0 | lookalike-marker@%zu+%zu~%s", begin, strlen(row->text), row->suggestion);
        check_with_kernels(check_refused, &text, expected.text);
        free(text.bytes);
    }
}

/* ---- Everything together ----------------------------------------------------------------------------------------- */

static const char *const pieces[] = {
    "中",
    "文字",
    "é",
    "x",
    "plain words ",
    "\U0001F600",
    "\n",
    "\r\n",
    "\n" B "\n",
    "\n" E "\n",
    B,
    E,
    "# ",
    "paid",
    "#paidbegin ",
    "paidend ",
    "＃＃",
    "\u200B",
    "<paid>",
    "paid begin#",
    "&#35;",
    "##padibegin",
    "</b>",
    "p-",
    "\\x23",
};

/* Numbers that look random, the same ones at each run: a linear congruential generator. */
static size_t next_number(uint32_t *number, size_t below)
{
    *number = *number * 1664525u + 1013904223u;
    return (*number >> 8) % below;
}

static void make_mixture(struct text *text, uint32_t seed)
{
    size_t quiet = 1 + next_number(&seed, 200);

    text->size = 0;
    while (text->size < text->capacity - 300) {
        text_add_string(text, pieces[next_number(&seed, COUNT_OF(pieces))]);
        for (size_t i = next_number(&seed, quiet); i > 0 && text->size < text->capacity - 300; i--)
            text_add_string(text, pieces[i % 6]);
    }
}

static void check_as_expected(const struct paidmark_kernel *kernel, const struct text *text, const void *expected)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE, .max_problems = SIZE_MAX);
    struct paidmark_document *document = new_document();

    paidmark_parse_with(kernel, document, text->bytes, text->size, &options);
    check_document(document, text->bytes, text->size);
    check_same(document, expected);
    paidmark_document_free(document);
}

static void mixtures_read_the_same_with_every_kernel(void **state)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE, .max_problems = SIZE_MAX);
    struct paidmark_document *document = new_document();
    struct text text;

    (void)state;
    text_init(&text, (size_t)3 * W);
    for (uint32_t seed = 1; seed <= 12; seed++) {
        make_mixture(&text, seed);
        paidmark_parse_with(&paidmark_kernels[paidmark_kernel_count - 1], document, text.bytes, text.size, &options);
        assert_int_equal(document->status, PAIDMARK_STATUS_SALVAGED);
        check_with_kernels(check_as_expected, &text, document);
    }
    free(text.bytes);
    paidmark_document_free(document);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, ill_formed_bytes_are_found_in_a_short_text, ill_formed_rows);
    SUITE_ADD_ROWS(&suite, ill_formed_bytes_are_found_across_windows, ill_formed_rows);
    SUITE_ADD_ROWS(&suite, lookalike_is_read_as_if_the_text_ended_before, ill_formed_rows);
    SUITE_ADD_ROWS(&suite, tag_is_read_as_if_the_text_ended_inside, ill_formed_rows);
    SUITE_ADD(&suite, zeros_are_found_across_windows);
    SUITE_ADD(&suite, first_of_zeros_and_ill_formed_bytes_is_told);
    SUITE_ADD_ROWS(&suite, markers_are_read_across_windows, filler_rows);
    SUITE_ADD(&suite, tails_are_read_across_windows);
    SUITE_ADD_ROWS(&suite, lookalikes_are_read_across_windows, lookalike_rows);
    SUITE_ADD(&suite, mixtures_read_the_same_with_every_kernel);
    return suite_run(&suite, "windows");
}
