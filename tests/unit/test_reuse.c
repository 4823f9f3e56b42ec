/* test_reuse.c - nothing depends on what a document object parsed before
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <string.h>

#define B "##paidbegin##"
#define E "##paidend##"

static const struct paidmark_marker_pair other_pairs[] = {{"[", 1, "]", 1}};
static const struct paidmark_marker_pair wrong_pairs[] = {{"[", 1, "[", 1}};

/* A parse with each kind of outcome, and those that fill the lists most. */
static const struct parse {
    const char *name;
    const char *text;
    size_t bytes;
    enum paidmark_status status;
    struct paidmark_options options;
} parses[] = {
    {"empty_text", TEXT(""), PAIDMARK_OK, {0}},
    {"no_text", NULL, 0, PAIDMARK_OK, {0}},
    {"free_text", TEXT("abc\n"), PAIDMARK_OK, {0}},
    {"regions", TEXT("a" B "b" E "c\n" B "\nd\n" E "\ne"), PAIDMARK_OK, {0}},
    {"warnings", TEXT(B E B " " E), PAIDMARK_OK, {0}},
    {"many_regions",
     TEXT("a" B E B E B E B E B E B E B E B E B E B E B E B E B E B E B E B E B E B E B E B E B "b" E "c" B "d" E),
     PAIDMARK_OK,
     {.max_problems = 3}},
    {"refused", TEXT("a" B "b" B "c"), PAIDMARK_REFUSED, {0}},
    {"refused_late", TEXT("a" B "b" E "c" B E "d" E), PAIDMARK_REFUSED, {0}},
    {"refused_for_lookalikes", TEXT("a" B "b" E "#paidend\n＃paidbegin"), PAIDMARK_REFUSED, {0}},
    {"salvaged", TEXT("a #paidend b #paidbegin c" E "d" E), PAIDMARK_SALVAGED, {.flags = PAIDMARK_SALVAGE}},
    {"salvaged_with_most_problems_left_out",
     TEXT("a" E E E E B B),
     PAIDMARK_SALVAGED,
     {.flags = PAIDMARK_SALVAGE, .max_problems = 2}},
    {"ill_formed", TEXT("a" E "b" B "c" E "\xFF"), PAIDMARK_REFUSED, {.flags = PAIDMARK_SALVAGE}},
    {"ill_formed_at_once", TEXT("\x80"), PAIDMARK_REFUSED, {0}},
    {"unmarked_is_paid", TEXT("abc"), PAIDMARK_OK, {.unmarked = PAIDMARK_UNMARKED_PAID}},
    {"unmarked_is_an_error", TEXT("abc"), PAIDMARK_REFUSED, {.unmarked = PAIDMARK_UNMARKED_ERROR}},
    {"exact", TEXT("a\n" B "\nb\n" E "\n"), PAIDMARK_OK, {.flags = PAIDMARK_EXACT}},
    {"without_lookalikes", TEXT("#paidbegin"), PAIDMARK_OK, {.flags = PAIDMARK_NO_LOOKALIKES}},
    {"other_markers", TEXT("a[b]c"), PAIDMARK_OK, {.markers = other_pairs, .marker_count = 1}},
    {"wrong_markers", TEXT("a[b]c"), PAIDMARK_BAD_ARGUMENT, {.markers = wrong_pairs, .marker_count = 1}},
    {"wrong_flags", TEXT("abc"), PAIDMARK_BAD_ARGUMENT, {.flags = 8}},
    {"wrong_text", NULL, 3, PAIDMARK_BAD_ARGUMENT, {0}},
};

static void run(struct paidmark_document *document, const struct parse *parse)
{
    struct paidmark_options options = parse->options;

    options.size = sizeof options;
    assert_int_equal(paidmark_parse(document, parse->text, parse->bytes, &options), parse->status);
}

/* Rendering and places, which rest on more than the lists do. */
static void check_same_answers(const struct paidmark_document *one, const struct paidmark_document *other)
{
    char text[256], other_text[256];
    size_t bytes = 0, other_bytes = 0, line, column, other_line, other_column;

    assert_int_equal(paidmark_render(one, PAIDMARK_PAID, text, sizeof text, &bytes),
                     paidmark_render(other, PAIDMARK_PAID, other_text, sizeof other_text, &other_bytes));
    assert_int_equal(bytes, other_bytes);
    assert_memory_equal(text, other_text, bytes);
    assert_int_equal(paidmark_excerpt(one, 2, text, sizeof text, &bytes),
                     paidmark_excerpt(other, 2, other_text, sizeof other_text, &other_bytes));
    assert_int_equal(bytes, other_bytes);
    assert_memory_equal(text, other_text, bytes);
    paidmark_locate(one, 9, &line, &column);
    paidmark_locate(other, 9, &other_line, &other_column);
    assert_int_equal(line, other_line);
    assert_int_equal(column, other_column);
}

static void check_as_fresh(const struct paidmark_document *document, const struct parse *parse)
{
    struct paidmark_document *fresh = new_document();

    run(fresh, parse);
    check_same(document, fresh);
    check_same_answers(document, fresh);
    if (parse->status == PAIDMARK_BAD_ARGUMENT)
        check_empty(document);
    else
        check_document(document, parse->text ? parse->text : "", parse->bytes);
    paidmark_free(fresh);
}

/* Each after this one, and this one again. */
static void object_is_as_good_as_new_after_it(void **state)
{
    const struct parse *before = *state;

    for (size_t i = 0; i < COUNT_OF(parses); i++) {
        struct paidmark_document *document = new_document();

        run(document, before);
        run(document, &parses[i]);
        check_as_fresh(document, &parses[i]);
        run(document, before);
        check_as_fresh(document, before);
        paidmark_free(document);
    }
}

static void one_object_does_them_all_twice(void **state)
{
    struct paidmark_document *document = new_document();

    (void)state;
    for (size_t i = 0; i < 2 * COUNT_OF(parses); i++) {
        run(document, &parses[i % COUNT_OF(parses)]);
        check_as_fresh(document, &parses[i % COUNT_OF(parses)]);
    }
    paidmark_free(document);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, object_is_as_good_as_new_after_it, parses);
    SUITE_ADD(&suite, one_object_does_them_all_twice);
    return suite_run(&suite, "reuse");
}
