/* test_document.c - options, arguments, the object's results, and the bounded list of problems
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "problems.h"

#include <stdlib.h>
#include <string.h>

#define B "##paidbegin##"
#define E "##paidend##"

/* ---- Options by size ----------------------------------------------------------------------------------------------
 */

/* Options of a later version: those of this one, and more behind them. */
struct later_options {
    struct paidmark_options known;
    unsigned char more[64];
};

static const struct paidmark_marker_pair other_pairs[] = {{"[", 1, "]", 1}};

/* All fields differ from their defaults; parsed with all of them, `[` opens, nothing is an error and one of three
 * problems is kept. */
static struct later_options all_options(size_t size)
{
    struct later_options options;

    memset(&options, 0, sizeof options);
    options.known.size = size;
    options.known.flags = PAIDMARK_SALVAGE;
    options.known.unmarked = PAIDMARK_UNMARKED_ERROR;
    options.known.markers = other_pairs;
    options.known.marker_count = 1;
    options.known.max_problems = 1;
    return options;
}

/* The options as a caller has them who knows no more than `size` bytes: behind those is no memory. */
static enum paidmark_status parse_with_size(struct paidmark_document *document, const struct later_options *options,
                                            size_t size)
{
    void *known = allocate(size);
    enum paidmark_status status;

    memcpy(known, options, size);
    status = paidmark_parse(document, "a]b]c]", 6, known);
    free(known);
    return status;
}

struct size_row {
    const char *name;
    size_t size;
    enum paidmark_status status;
    const char *expected;
};

#define OFFSET(field) offsetof(struct paidmark_options, field)

static const struct size_row size_rows[] = {
    {"size_alone_takes_all_defaults", OFFSET(flags), PAIDMARK_OK, "ok/0 free[a]b]c]]"},
    {"up_to_flags", OFFSET(unmarked), PAIDMARK_OK, "ok/0 free[a]b]c]]"},
    {"up_to_unmarked", OFFSET(markers), PAIDMARK_REFUSED, "refused/0 | no-paid-region@0+0"},
    {"markers_without_their_count", OFFSET(marker_count), PAIDMARK_BAD_ARGUMENT, NULL},
    {"up_to_marker_count", OFFSET(max_problems), PAIDMARK_REFUSED,
     "refused/0 | unexpected-end@1+1 | unexpected-end@3+1 | unexpected-end@5+1 | no-paid-region@0+0"},
    {"this_version", sizeof(struct paidmark_options), PAIDMARK_REFUSED, "refused/0 | unexpected-end@1+1 | and 3 more"},
    {"one_byte_more", sizeof(struct paidmark_options) + 1, PAIDMARK_REFUSED,
     "refused/0 | unexpected-end@1+1 | and 3 more"},
    {"a_later_version", sizeof(struct later_options), PAIDMARK_REFUSED, "refused/0 | unexpected-end@1+1 | and 3 more"},
};

static void options_of_any_size_are_read_that_far(void **state)
{
    const struct size_row *row = *state;
    struct later_options options = all_options(row->size);
    struct paidmark_document *document = new_document();
    struct outline outline;

    assert_int_equal(parse_with_size(document, &options, row->size), row->status);
    if (row->expected) {
        outline_write(&outline, document);
        assert_string_equal(outline.text, row->expected);
    } else {
        check_empty(document);
    }
    paidmark_free(document);
}

/* A field of which only a part is there has that part, and zero for the rest, in the order of bytes of the machine. */
static void half_a_field_is_filled_up_with_zeros(void **state)
{
    struct paidmark_document *document = new_document();
    struct later_options options = all_options(OFFSET(unmarked) - 1);

    (void)state;
    memset(&options.known.flags, 0, sizeof options.known.flags);
    ((unsigned char *)&options.known.flags)[3] = 0xFF;
    assert_int_equal(parse_with_size(document, &options, options.known.size), PAIDMARK_OK);
    options.known.size++;
    assert_int_equal(parse_with_size(document, &options, options.known.size), PAIDMARK_BAD_ARGUMENT);
    paidmark_free(document);
}

static void size_smaller_than_itself_is_not_allowed(void **state)
{
    struct paidmark_document *document = new_document();

    (void)state;
    for (size_t size = 0; size < sizeof(size_t); size++) {
        struct later_options options = all_options(size);

        assert_int_equal(paidmark_parse(document, "a", 1, &options.known), PAIDMARK_BAD_ARGUMENT);
        check_empty(document);
    }
    paidmark_free(document);
}

static void unknown_tail_must_be_zero(void **state)
{
    struct paidmark_document *document = new_document();

    (void)state;
    for (size_t i = 0; i < sizeof(struct later_options) - sizeof(struct paidmark_options); i++) {
        struct later_options options = all_options(sizeof options);

        ((unsigned char *)&options)[sizeof options.known + i] = 1;
        assert_int_equal(parse_with_size(document, &options, sizeof options), PAIDMARK_BAD_ARGUMENT);
        check_empty(document);
        options.known.size = SIZE_MAX; /* nothing behind that byte is read */
        assert_int_equal(paidmark_parse(document, "a", 1, &options.known), PAIDMARK_BAD_ARGUMENT);
        check_empty(document);
        options.known.size = sizeof options.known + i; /* just not that byte */
        assert_int_equal(parse_with_size(document, &options, options.known.size), PAIDMARK_REFUSED);
    }
    paidmark_free(document);
}

/* ---- Options by value ---------------------------------------------------------------------------------------------
 */

struct value_row {
    const char *name;
    uint32_t flags, unmarked;
    const struct paidmark_marker_pair *markers;
    size_t marker_count;
    enum paidmark_status status;
};

static const struct value_row value_rows[] = {
    {"no_flag", 0, 0, NULL, 0, PAIDMARK_OK},
    {"all_flags", 7, 0, NULL, 0, PAIDMARK_OK},
    {"first_unknown_flag", 8, 0, NULL, 0, PAIDMARK_BAD_ARGUMENT},
    {"unknown_flag_with_known_ones", 7 | 16, 0, NULL, 0, PAIDMARK_BAD_ARGUMENT},
    {"last_flag", UINT32_C(1) << 31, 0, NULL, 0, PAIDMARK_BAD_ARGUMENT},
    {"last_policy", 0, 2, NULL, 0, PAIDMARK_REFUSED},
    {"first_unknown_policy", 0, 3, NULL, 0, PAIDMARK_BAD_ARGUMENT},
    {"no_policy_at_all", 0, UINT32_MAX, NULL, 0, PAIDMARK_BAD_ARGUMENT},
    {"count_without_markers", 0, 0, NULL, 1, PAIDMARK_BAD_ARGUMENT},
    {"largest_count_without_markers", 0, 0, NULL, SIZE_MAX, PAIDMARK_BAD_ARGUMENT},
    {"markers_without_count", 0, 0, other_pairs, 0, PAIDMARK_BAD_ARGUMENT},
    {"markers_of_the_caller", 0, 0, other_pairs, 1, PAIDMARK_OK},
};

static void options_are_allowed_or_not(void **state)
{
    const struct value_row *row = *state;
    struct paidmark_options options = OPTIONS(.flags = row->flags, .unmarked = row->unmarked, .markers = row->markers,
                                              .marker_count = row->marker_count);
    struct paidmark_document *document = new_document();

    paidmark_parse(document, "x" B, 14, NULL);
    assert_int_equal(paidmark_parse(document, "a", 1, &options), row->status);
    if (row->status == PAIDMARK_BAD_ARGUMENT)
        check_empty(document);
    paidmark_free(document);
}

/* The default set by its address is as good as no set, and needs both its address and its count. */
static void default_set_may_be_named(void **state)
{
    struct paidmark_options options = OPTIONS(0);
    const char *text = "x<paid>y</paid>z";

    (void)state;
    options.markers = paidmark_marker_set("default", &options.marker_count);
    check_outline("x" B "y" E "z", 27, &options, "ok/1 free[x] paid1[y] free[z]");
    options.flags = PAIDMARK_NO_LOOKALIKES;
    check_outline(text, strlen(text), &options, "ok/0 free[x<paid>y</paid>z]");
    options.marker_count = 3; /* the set "fastadmin" */
    check_outline(text, strlen(text), &options, "ok/1 free[x] paid1[y] free[z]");
    options.marker_count = 2; /* that one without its tags */
    text = "x$$paidbegin$$y$$paidend$$<paid>";
    check_outline(text, strlen(text), &options, "ok/1 free[x] paid1[y] free[<paid>]");
}

/* The lookup of the flags: each does its own. */
static void each_flag_does_its_own(void **state)
{
    const char *text = "a\n" B "\nb\n" E "\n#paidend\n";
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_SALVAGE);

    (void)state;
    check_outline(text, strlen(text), NULL, "refused/0 | lookalike-marker@30+8~" E);
    check_outline(text, strlen(text), &options,
                  "salvaged/2 free[a] paid1[\nb] paid2[\n#paidend] free[\n] | lookalike-marker@30+8~" E);
    options.flags = PAIDMARK_NO_LOOKALIKES;
    check_outline(text, strlen(text), &options, "ok/1 free[a] paid1[\nb] free[\n#paidend\n]");
    options.flags = PAIDMARK_NO_LOOKALIKES | PAIDMARK_EXACT;
    check_outline(text, strlen(text), &options, "ok/1 free[a\n] paid1[\nb\n] free[\n#paidend\n]");
}

/* ---- Arguments ----------------------------------------------------------------------------------------------------
 */

static void no_document_is_a_bad_argument(void **state)
{
    (void)state;
    assert_int_equal(paidmark_parse(NULL, "a", 1, NULL), PAIDMARK_BAD_ARGUMENT);
    assert_int_equal(paidmark_parse(NULL, NULL, 0, NULL), PAIDMARK_BAD_ARGUMENT);
    paidmark_free(NULL);
}

static void no_document_has_nothing(void **state)
{
    struct paidmark_counts counts = paidmark_counts(NULL, PAIDMARK_FREE | PAIDMARK_PAID);
    size_t segments = 9, problems = 9;

    (void)state;
    assert_null(paidmark_segments(NULL, &segments));
    assert_int_equal(segments, 0);
    assert_null(paidmark_problems(NULL, &problems));
    assert_int_equal(problems, 0);
    assert_int_equal(paidmark_problems_omitted(NULL), 0);
    assert_int_equal(counts.bytes + counts.characters + counts.segments + counts.regions, 0);
}

static void new_document_has_nothing(void **state)
{
    struct paidmark_document *document = new_document();
    struct paidmark_counts counts = paidmark_counts(document, PAIDMARK_FREE | PAIDMARK_PAID);
    size_t count = 9;

    (void)state;
    assert_null(paidmark_segments(document, &count));
    assert_int_equal(count, 0);
    assert_null(paidmark_problems(document, &count));
    assert_int_equal(count, 0);
    assert_int_equal(counts.bytes + counts.characters + counts.segments + counts.regions, 0);
    assert_int_equal(paidmark_problems_omitted(document), 0);
    paidmark_free(document);
}

static void no_text_is_an_empty_text_if_its_size_is_0(void **state)
{
    struct paidmark_document *document = new_document();
    size_t line = 0, column = 0;

    (void)state;
    assert_int_equal(paidmark_parse(document, NULL, 0, NULL), PAIDMARK_OK);
    paidmark_locate(document, 0, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, 1);
    assert_int_equal(paidmark_parse(document, NULL, 1, NULL), PAIDMARK_BAD_ARGUMENT);
    check_empty(document);
    assert_int_equal(paidmark_parse(document, NULL, SIZE_MAX, NULL), PAIDMARK_BAD_ARGUMENT);
    check_empty(document);
    paidmark_free(document);
}

/* ---- Counts -------------------------------------------------------------------------------------------------------
 */

static void unknown_parts_count_as_nothing(void **state)
{
    const char *text = "a中" B "b" E "c";
    struct paidmark_document *document = new_document();
    struct paidmark_counts counts;

    (void)state;
    paidmark_parse(document, text, strlen(text), NULL);
    counts = paidmark_counts(document, ~(PAIDMARK_FREE | PAIDMARK_PAID));
    assert_int_equal(counts.bytes + counts.characters + counts.segments, 0);
    assert_int_equal(counts.regions, 1);
    counts = paidmark_counts(document, PAIDMARK_FREE | 4);
    assert_int_equal(counts.bytes, 5);
    assert_int_equal(counts.characters, 3);
    assert_int_equal(counts.segments, 2);
    paidmark_free(document);
}

static void refused_document_counts_nothing(void **state)
{
    const char *text = "a" B "b" E "c" B "d";
    struct paidmark_document *document = new_document();
    struct paidmark_counts counts;

    (void)state;
    assert_int_equal(paidmark_parse(document, text, strlen(text), NULL), PAIDMARK_REFUSED);
    counts = paidmark_counts(document, PAIDMARK_FREE | PAIDMARK_PAID);
    assert_int_equal(counts.bytes + counts.characters + counts.segments + counts.regions, 0);
    paidmark_free(document);
}

/* ---- The bounded list of problems ---------------------------------------------------------------------------------
 */

struct bound_row {
    const char *name;
    size_t max_problems;
    const char *expected;
};

/* Errors in document order, one unclosed begin marker, two empty regions, nothing free: seven problems. */
static const char seven[] = B E B E E E E B;

#define SEVEN_1 " | unexpected-end@48+11"
#define SEVEN_2 " | unexpected-end@59+11"
#define SEVEN_3 " | unexpected-end@70+11"
#define SEVEN_4 " | unclosed-begin@81+13"
#define SEVEN_5 " | empty-region@0+13"
#define SEVEN_6 " | empty-region@24+13"
#define SEVEN_7 " | nothing-free@0+13"

static const struct bound_row bound_rows[] = {
    {"default_keeps_all_of_few", 0, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 SEVEN_7},
    {"room_for_more", 8, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 SEVEN_7},
    {"room_for_all", 7, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 SEVEN_7},
    {"room_for_6", 6, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 " | and 1 more"},
    {"room_for_5", 5, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 " | and 2 more"},
    {"room_for_4", 4, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 " | and 3 more"},
    {"room_for_3", 3, SEVEN_1 SEVEN_2 SEVEN_3 " | and 4 more"},
    {"room_for_2_cuts_warnings_too", 2, SEVEN_1 SEVEN_2 " | and 5 more"},
    {"room_for_1", 1, SEVEN_1 " | and 6 more"},
    {"room_without_end", SIZE_MAX, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 SEVEN_7},
};

static void list_of_problems_is_bounded(void **state)
{
    const struct bound_row *row = *state;
    struct paidmark_options options = OPTIONS(.max_problems = row->max_problems);
    struct outline expected = {.bytes = 0};

    outline_add(&expected, "refused/0%s", row->expected);
    check_outline(seven, sizeof seven - 1, &options, expected.text);
    options.flags = PAIDMARK_SALVAGE;
    expected.bytes = 0;
    outline_add(&expected, "salvaged/6%s", row->expected);
    check_outline(seven, sizeof seven - 1, &options, expected.text);
}

#define MANY 250

static void hundred_problems_are_kept_by_default(void **state)
{
    struct paidmark_document *document = new_document();
    char text[MANY * (sizeof E - 1) + 1];
    const struct paidmark_problem *problems;
    size_t count;

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        memcpy(text + i * (sizeof E - 1), E, sizeof E);
    assert_int_equal(paidmark_parse(document, text, sizeof text - 1, NULL), PAIDMARK_REFUSED);
    problems = paidmark_problems(document, &count);
    assert_int_equal(count, 100);
    assert_int_equal(paidmark_problems_omitted(document), MANY - 100);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(problems[i].offset, i * (sizeof E - 1));
    paidmark_free(document);
}

static void hundred_warnings_are_kept_by_default(void **state)
{
    struct paidmark_document *document = new_document();
    char text[1 + MANY * sizeof(B E)];
    size_t bytes = 1, count;

    (void)state;
    text[0] = 'a';
    for (size_t i = 0; i < MANY; i++, bytes += sizeof(B E) - 1)
        memcpy(text + bytes, B E, sizeof(B E) - 1);
    assert_int_equal(paidmark_parse(document, text, bytes, NULL), PAIDMARK_OK);
    assert_non_null(paidmark_problems(document, &count));
    assert_int_equal(count, 100);
    assert_int_equal(paidmark_problems_omitted(document), MANY - 100);
    assert_int_equal(paidmark_counts(document, PAIDMARK_PAID).regions, MANY);
    paidmark_free(document);
}

/* ---- Lists --------------------------------------------------------------------------------------------------------
 */

static void segment_list_grows_and_keeps_its_items(void **state)
{
    struct paidmark_segment_list list = {NULL, 0, 0};

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        struct paidmark_segment *segment = paidmark_segment_list_add(&list);

        assert_non_null(segment);
        *segment = (struct paidmark_segment){.offset = i, .region = 2 * i};
        assert_true(list.count == i + 1 && list.capacity >= list.count && list.capacity < 16 + 2 * list.count);
    }
    for (size_t i = 0; i < list.count; i++)
        assert_true(list.items[i].offset == i && list.items[i].region == 2 * i);
    free(list.items);
}

/* The largest capacity that could be doubled, and lists of which no more bytes can be asked for. */
static void list_as_large_as_can_be_does_not_grow(void **state)
{
    size_t capacity = SIZE_MAX / 2 / sizeof(struct paidmark_problem) + 1;
    struct paidmark_problem_list problems = {.items = NULL, .count = capacity, .capacity = capacity};
    struct paidmark_segment_list segments = {.items = NULL, .count = SIZE_MAX, .capacity = SIZE_MAX};

    (void)state;
    assert_null(paidmark_problem_list_add(&problems));
    assert_int_equal(problems.count, capacity);
    assert_int_equal(problems.capacity, capacity);
    assert_null(problems.items);
    assert_null(paidmark_segment_list_add(&segments));
    assert_true(segments.count == SIZE_MAX);
    assert_null(segments.items);
}

static void full_problem_list_only_counts(void **state)
{
    struct paidmark_problem_list list = {NULL, 0, 0, 0};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        bool omits = paidmark_omit_problem(&list, 3);

        assert_int_equal(omits, i >= 3);
        assert_true(omits || paidmark_problem_list_add(&list));
    }
    assert_int_equal(list.count, 3);
    assert_int_equal(list.omitted, 2);
    free(list.items);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, options_of_any_size_are_read_that_far, size_rows);
    SUITE_ADD(&suite, half_a_field_is_filled_up_with_zeros);
    SUITE_ADD(&suite, size_smaller_than_itself_is_not_allowed);
    SUITE_ADD(&suite, unknown_tail_must_be_zero);
    SUITE_ADD_ROWS(&suite, options_are_allowed_or_not, value_rows);
    SUITE_ADD(&suite, default_set_may_be_named);
    SUITE_ADD(&suite, each_flag_does_its_own);
    SUITE_ADD(&suite, no_document_is_a_bad_argument);
    SUITE_ADD(&suite, no_document_has_nothing);
    SUITE_ADD(&suite, new_document_has_nothing);
    SUITE_ADD(&suite, no_text_is_an_empty_text_if_its_size_is_0);
    SUITE_ADD(&suite, unknown_parts_count_as_nothing);
    SUITE_ADD(&suite, refused_document_counts_nothing);
    SUITE_ADD_ROWS(&suite, list_of_problems_is_bounded, bound_rows);
    SUITE_ADD(&suite, hundred_problems_are_kept_by_default);
    SUITE_ADD(&suite, hundred_warnings_are_kept_by_default);
    SUITE_ADD(&suite, segment_list_grows_and_keeps_its_items);
    SUITE_ADD(&suite, list_as_large_as_can_be_does_not_grow);
    SUITE_ADD(&suite, full_problem_list_only_counts);
    return suite_run(&suite, "document");
}
