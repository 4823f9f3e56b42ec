/* test_reuse.c - nothing depends on what a document object parsed before
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <string.h>

#define B      "##paidbegin##"
#define E      "##paidend##"

#define TEN(x) x x x x x x x x x x

static const struct paidmark_marker_pair other_pairs[] = {{"[", 1, "]", 1, 0, 0}, {"--", 2, NULL, 0, 1, 0}};

/* A parse with each kind of outcome, and those that fill the lists most. */
static const struct parse {
    const char *name;
    const char *text;
    size_t bytes;
    enum paidmark_status status;
    struct paidmark_options options;
    const struct paidmark_marker_pair *pair; /* NULL: the default set */
} parses[] = {
    {"empty_text", TEXT(""), PAIDMARK_STATUS_OK, {0}, NULL},
    {"no_text", NULL, 0, PAIDMARK_STATUS_OK, {0}, NULL},
    {"free_text", TEXT("abc\n"), PAIDMARK_STATUS_OK, {0}, NULL},
    {"regions", TEXT("a" B "b" E "c\n" B "\nd\n" E "\ne"), PAIDMARK_STATUS_OK, {0}, NULL},
    {"warnings", TEXT(B "a<!--more-->" E "<!--more--> "), PAIDMARK_STATUS_OK, {0}, NULL},
    {"foreign_markers", TEXT("a<!--more-->b"), PAIDMARK_STATUS_SALVAGED, {.flags = PAIDMARK_OPTION_SALVAGE}, NULL},
    {"empty_regions",
     TEXT("a" B E "b" B "c" E B " " E),
     PAIDMARK_STATUS_SALVAGED,
     {.flags = PAIDMARK_OPTION_SALVAGE},
     NULL},
    {"many_regions", TEXT("a" TEN(B "b" E) TEN(B "b" E) "c" B "d" E), PAIDMARK_STATUS_OK, {.max_problems = 3}, NULL},
    {"refused", TEXT("a" B "b" B "c"), PAIDMARK_STATUS_REFUSED, {0}, NULL},
    {"refused_late", TEXT("a" B "b" E "c" B E "d" E), PAIDMARK_STATUS_REFUSED, {0}, NULL},
    {"refused_for_lookalikes", TEXT("a" B "b" E "#paidend\n＃paidbegin"), PAIDMARK_STATUS_REFUSED, {0}, NULL},
    {"salvaged",
     TEXT("a #paidend b #paidbegin c" E "d" E),
     PAIDMARK_STATUS_SALVAGED,
     {.flags = PAIDMARK_OPTION_SALVAGE},
     NULL},
    {"salvaged_with_most_problems_left_out",
     TEXT("a" E E E E B B),
     PAIDMARK_STATUS_SALVAGED,
     {.flags = PAIDMARK_OPTION_SALVAGE, .max_problems = 2},
     NULL},
    {"ill_formed", TEXT("a" E "b" B "c" E "\xFF"), PAIDMARK_STATUS_REFUSED, {.flags = PAIDMARK_OPTION_SALVAGE}, NULL},
    {"ill_formed_at_once", TEXT("\x80"), PAIDMARK_STATUS_REFUSED, {0}, NULL},
    {"unmarked_is_paid", TEXT("abc"), PAIDMARK_STATUS_OK, {.unmarked = PAIDMARK_UNMARKED_PAID}, NULL},
    {"unmarked_is_an_error", TEXT("abc"), PAIDMARK_STATUS_REFUSED, {.unmarked = PAIDMARK_UNMARKED_ERROR}, NULL},
    {"exact", TEXT("a\n" B "\nb\n" E "\n"), PAIDMARK_STATUS_OK, {.flags = PAIDMARK_OPTION_EXACT}, NULL},
    {"without_lookalikes", TEXT("#paidbegin"), PAIDMARK_STATUS_OK, {.flags = PAIDMARK_OPTION_NO_LOOKALIKES}, NULL},
    {"not_text", TEXT("a" B "b" E "\0"), PAIDMARK_STATUS_REFUSED, {.flags = PAIDMARK_OPTION_SALVAGE}, NULL},
    {"other_markers", TEXT("a[b]c"), PAIDMARK_STATUS_OK, {0}, other_pairs},
    {"divider_inside_the_region_of_another", TEXT("a- x-b[c]--d"), PAIDMARK_STATUS_OK, {0}, other_pairs},
    {"wrong_policy", TEXT("abc"), PAIDMARK_STATUS_BAD_ARGUMENT, {.unmarked = 1}, NULL},
    {"wrong_flags", TEXT("abc"), PAIDMARK_STATUS_BAD_ARGUMENT, {.flags = 8}, NULL},
    {"wrong_text", NULL, 3, PAIDMARK_STATUS_BAD_ARGUMENT, {0}, NULL},
};

static struct paidmark_marker_set *other_set; /* of other_pairs */

static void run(struct paidmark_document *document, const struct parse *parse)
{
    struct paidmark_options options = parse->options;

    options.size = sizeof options;
    options.markers = parse->pair ? other_set : NULL;
    assert_int_equal(paidmark_parse(document, parse->text, parse->bytes, &options), parse->status);
}

/* Renderings, which rest on more than the lists do. */
static void check_same_answers(const struct paidmark_document *one, const struct paidmark_document *other)
{
    char text[256], other_text[256];
    size_t bytes = 0, other_bytes = 0;

    assert_int_equal(paidmark_render(one, PAIDMARK_PART_PAID, NULL, text, sizeof text, &bytes),
                     paidmark_render(other, PAIDMARK_PART_PAID, NULL, other_text, sizeof other_text, &other_bytes));
    assert_int_equal(bytes, other_bytes);
    assert_memory_equal(text, other_text, bytes);
    assert_int_equal(paidmark_excerpt(one, 2, 0, text, sizeof text, &bytes),
                     paidmark_excerpt(other, 2, 0, other_text, sizeof other_text, &other_bytes));
    assert_int_equal(bytes, other_bytes);
    assert_memory_equal(text, other_text, bytes);
}

static void check_as_fresh(const struct paidmark_document *document, const struct parse *parse)
{
    struct paidmark_document *fresh = new_document();

    run(fresh, parse);
    check_same(document, fresh);
    check_same_answers(document, fresh);
    if (parse->status == PAIDMARK_STATUS_BAD_ARGUMENT)
        check_empty(document);
    else
        check_document(document, parse->text ? parse->text : "", parse->bytes);
    paidmark_document_free(fresh);
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
        paidmark_document_free(document);
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
    paidmark_document_free(document);
}

int main(void)
{
    static struct suite suite;
    int failed;

    other_set = new_set(NULL, other_pairs, 1);
    SUITE_ADD_ROWS(&suite, object_is_as_good_as_new_after_it, parses);
    SUITE_ADD(&suite, one_object_does_them_all_twice);
    failed = suite_run(&suite, "reuse");
    paidmark_marker_set_free(other_set);
    return failed;
}
