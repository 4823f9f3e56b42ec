/* test_document.c - options, arguments, the object's results, and the bounded list of problems
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define B "##paidbegin##"
#define E "##paidend##"

/* ---- Options by size --------------------------------------------------------------------------------------------- */

/* Options of a later version: those of this one, and more behind them. */
struct later_options {
    struct paidmark_options known;
    unsigned char more[64];
};

static const struct paidmark_marker_pair other_pairs[] = {{"[", 1, "]", 1, 0, 0}};
static struct paidmark_marker_set *other_set; /* of these */

/* All fields differ from their defaults; parsed with all of them, `[` opens, nothing is an error and one of three
 * problems is kept. */
static struct later_options all_options(size_t size)
{
    struct later_options options;

    memset(&options, 0, sizeof options);
    options.known.size = size;
    options.known.flags = PAIDMARK_OPTION_SALVAGE;
    options.known.unmarked = PAIDMARK_UNMARKED_ERROR;
    options.known.markers = other_set;
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
    {"size_alone_takes_all_defaults", OFFSET(flags), PAIDMARK_STATUS_OK, "ok/0 free[a]b]c]]"},
    {"up_to_flags", OFFSET(unmarked), PAIDMARK_STATUS_OK, "ok/0 free[a]b]c]]"},
    {"up_to_unmarked", OFFSET(markers), PAIDMARK_STATUS_REFUSED, "refused/0 | no-paid-region@0+0"},
    {"up_to_markers", OFFSET(max_problems), PAIDMARK_STATUS_REFUSED,
     "refused/0 | unexpected-end@1+1 | unexpected-end@3+1 | unexpected-end@5+1 | no-paid-region@0+0"},
    {"this_version", sizeof(struct paidmark_options), PAIDMARK_STATUS_REFUSED,
     "refused/0 | unexpected-end@1+1 | and 3 more"},
    {"one_byte_more", sizeof(struct paidmark_options) + 1, PAIDMARK_STATUS_REFUSED,
     "refused/0 | unexpected-end@1+1 | and 3 more"},
    {"a_later_version", sizeof(struct later_options), PAIDMARK_STATUS_REFUSED,
     "refused/0 | unexpected-end@1+1 | and 3 more"},
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
    paidmark_document_free(document);
}

static void size_that_ends_inside_a_field_is_not_allowed(void **state)
{
    static const size_t ends[] = {OFFSET(flags), OFFSET(unmarked), OFFSET(markers), OFFSET(max_problems)};
    struct paidmark_document *document = new_document();
    size_t next = 0;

    (void)state;
    for (size_t size = sizeof(size_t); size < sizeof(struct paidmark_options); size++) {
        struct later_options options = all_options(size);

        if (next < COUNT_OF(ends) && size == ends[next]) {
            next++;
            continue;
        }
        assert_int_equal(parse_with_size(document, &options, size), PAIDMARK_STATUS_BAD_ARGUMENT);
        check_empty(document);
    }
    paidmark_document_free(document);
}

static void size_smaller_than_itself_is_not_allowed(void **state)
{
    struct paidmark_document *document = new_document();

    (void)state;
    for (size_t size = 0; size < sizeof(size_t); size++) {
        struct later_options options = all_options(size);

        assert_int_equal(paidmark_parse(document, "a", 1, &options.known), PAIDMARK_STATUS_BAD_ARGUMENT);
        check_empty(document);
    }
    paidmark_document_free(document);
}

static void unknown_tail_must_be_zero(void **state)
{
    struct paidmark_document *document = new_document();

    (void)state;
    for (size_t i = 0; i < sizeof(struct later_options) - sizeof(struct paidmark_options); i++) {
        struct later_options options = all_options(sizeof options);

        ((unsigned char *)&options)[sizeof options.known + i] = 1;
        assert_int_equal(parse_with_size(document, &options, sizeof options), PAIDMARK_STATUS_BAD_ARGUMENT);
        check_empty(document);
        options.known.size = SIZE_MAX; /* nothing behind that byte is read */
        assert_int_equal(paidmark_parse(document, "a", 1, &options.known), PAIDMARK_STATUS_BAD_ARGUMENT);
        check_empty(document);
        options.known.size = sizeof options.known + i; /* just not that byte */
        assert_int_equal(parse_with_size(document, &options, options.known.size), PAIDMARK_STATUS_REFUSED);
    }
    paidmark_document_free(document);
}

/* ---- Options by value -------------------------------------------------------------------------------------------- */

struct value_row {
    const char *name;
    uint32_t flags, unmarked;
    enum paidmark_status status;
};

static const struct value_row value_rows[] = {
    {"no_flag", 0, 0, PAIDMARK_STATUS_OK},
    {"all_flags", 0x700, 0, PAIDMARK_STATUS_OK},
    {"also_free", PAIDMARK_OPTION_ALSO_FREE, 0, PAIDMARK_STATUS_OK},
    {"first_unknown_flag", 0x1000, 0, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"unknown_flag_with_known_ones", 0x700 | 0x1000, 0, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"last_flag", UINT32_C(1) << 31, 0, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"status_for_a_flag", PAIDMARK_STATUS_SALVAGED, 0, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"part_for_a_flag", PAIDMARK_PART_PAID, 0, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"policy_for_a_flag", PAIDMARK_UNMARKED_ERROR, 0, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"last_policy", 0, PAIDMARK_UNMARKED_ERROR, PAIDMARK_STATUS_REFUSED},
    {"both_policies", 0, PAIDMARK_UNMARKED_ERROR | PAIDMARK_UNMARKED_PAID, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"no_policy_at_all", 0, UINT32_MAX, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"flag_for_a_policy", 0, PAIDMARK_OPTION_SALVAGE, PAIDMARK_STATUS_BAD_ARGUMENT},
    {"status_for_a_policy", 0, PAIDMARK_STATUS_REFUSED, PAIDMARK_STATUS_BAD_ARGUMENT},
};

static void options_are_allowed_or_not(void **state)
{
    const struct value_row *row = *state;
    struct paidmark_options options = OPTIONS(.flags = row->flags, .unmarked = row->unmarked);
    struct paidmark_document *document = new_document();

    paidmark_parse(document, "x" B, 14, NULL);
    assert_int_equal(paidmark_parse(document, "a", 1, &options), row->status);
    if (row->status == PAIDMARK_STATUS_BAD_ARGUMENT)
        check_empty(document);
    paidmark_document_free(document);
}

/* The default set by its name is as good as no set; another one is another one. */
static void set_is_the_one_that_is_given(void **state)
{
    struct paidmark_marker_set *by_name = new_set("default", NULL, 0), *more = new_set("fastadmin", NULL, 0);
    struct paidmark_options options = OPTIONS(.markers = by_name);
    const char *text = "x<paid>y</paid>z";

    (void)state;
    check_outline("x" B "y" E "z", 27, &options, "ok/1 free[x] paid1[y] free[z]");
    options.flags = PAIDMARK_OPTION_NO_LOOKALIKES;
    check_outline(text, strlen(text), &options,
                  "refused/0 | foreign-marker@1+6~fastadmin | foreign-marker@8+7~fastadmin");
    options.markers = more;
    check_outline(text, strlen(text), &options, "ok/1 free[x] paid1[y] free[z]");
    paidmark_marker_set_free(by_name);
    paidmark_marker_set_free(more);
}

/* The lookup of the flags: each does its own. */
static void each_flag_does_its_own(void **state)
{
    const char *text = "a\n" B "\nb\n" E "\n#paidend\n";
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE);

    (void)state;
    check_outline(text, strlen(text), NULL, "refused/0 | lookalike-marker@30+8~" E);
    check_outline(text, strlen(text), &options,
                  "salvaged/2 free[a] paid1[\nb] paid2[\n#paidend\n] | lookalike-marker@30+8~" E);
    options.flags = PAIDMARK_OPTION_NO_LOOKALIKES;
    check_outline(text, strlen(text), &options, "ok/1 free[a] paid1[\nb] free[\n#paidend\n]");
    options.flags = PAIDMARK_OPTION_NO_LOOKALIKES | PAIDMARK_OPTION_EXACT;
    check_outline(text, strlen(text), &options, "ok/1 free[a\n] paid1[\nb\n] free[\n#paidend\n]");
}

/* ---- Arguments --------------------------------------------------------------------------------------------------- */

static void no_document_is_a_bad_argument(void **state)
{
    (void)state;
    assert_int_equal(paidmark_parse(NULL, "a", 1, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_int_equal(paidmark_parse(NULL, NULL, 0, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
    paidmark_document_free(NULL);
}

static void check_nothing(const struct paidmark_document *document)
{
    struct paidmark_counts counts = counts_of(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID);

    assert_null(paidmark_segment_at(document, 0));
    assert_null(paidmark_problem_at(document, 0));
    assert_null(paidmark_segment_at(document, SIZE_MAX));
    assert_null(paidmark_problem_at(document, SIZE_MAX));
    assert_int_equal(counts.bytes + counts.characters + counts.segments + counts.regions, 0);
    assert_int_equal(counts.problems + counts.errors + counts.warnings, 0);
}

static void no_document_has_nothing(void **state)
{
    (void)state;
    check_nothing(NULL);
}

static void new_document_has_nothing(void **state)
{
    struct paidmark_document *document = new_document();

    (void)state;
    check_nothing(document);
    paidmark_document_free(document);
}

static void no_text_is_an_empty_text_if_its_size_is_0(void **state)
{
    struct paidmark_document *document = new_document();

    (void)state;
    assert_int_equal(paidmark_parse(document, NULL, 0, NULL), PAIDMARK_STATUS_OK);
    check_nothing(document);
    assert_int_equal(paidmark_parse(document, NULL, 1, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
    check_empty(document);
    assert_int_equal(paidmark_parse(document, NULL, SIZE_MAX, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
    check_empty(document);
    paidmark_document_free(document);
}

/* ---- Counts ------------------------------------------------------------------------------------------------------ */

static void counts_are_written_as_far_as_the_caller_knows_them(void **state)
{
    struct paidmark_counts counts;

    (void)state;
    memset(&counts, 0xFF, sizeof counts);
    counts.size = offsetof(struct paidmark_counts, characters);
    paidmark_count(NULL, PAIDMARK_PART_FREE, &counts);
    assert_int_equal(counts.size, offsetof(struct paidmark_counts, characters));
    assert_int_equal(counts.segments + counts.bytes, 0);
    assert_true(counts.characters == SIZE_MAX && counts.warnings == SIZE_MAX);
    paidmark_count(NULL, PAIDMARK_PART_FREE, NULL);
}

/* Those that were not kept are errors and warnings, each for itself. */
static void errors_and_warnings_are_counted_beyond_those_kept(void **state)
{
    struct outline text = {.bytes = 0};
    struct paidmark_document *document = new_document();
    struct paidmark_counts counts;

    (void)state;
    for (size_t i = 0; i < 100; i++)
        outline_add(&text, "%s\n", E);
    for (size_t i = 0; i < 50; i++)
        outline_add(&text, "%s %s\n", B, E);
    assert_int_equal(paidmark_parse(document, text.text, text.bytes, NULL), PAIDMARK_STATUS_REFUSED);
    counts = counts_of(document, 0);
    assert_int_equal(counts.problems, 100);
    assert_int_equal(counts.errors, 150);
    assert_int_equal(counts.warnings, 1); /* there is no free text */
    paidmark_document_free(document);
}

static void unknown_parts_count_as_nothing(void **state)
{
    const char *text = "a中" B "b" E "c";
    struct paidmark_document *document = new_document();
    struct paidmark_counts counts;

    (void)state;
    paidmark_parse(document, text, strlen(text), NULL);
    counts = counts_of(document, ~(PAIDMARK_PART_FREE | PAIDMARK_PART_PAID));
    assert_int_equal(counts.bytes + counts.characters + counts.segments, 0);
    assert_int_equal(counts.regions, 1);
    counts = counts_of(document, PAIDMARK_PART_FREE | 4);
    assert_int_equal(counts.bytes, 5);
    assert_int_equal(counts.characters, 3);
    assert_int_equal(counts.segments, 2);
    paidmark_document_free(document);
}

static void refused_document_counts_nothing(void **state)
{
    const char *text = "a" B "b" E "c" B "d";
    struct paidmark_document *document = new_document();
    struct paidmark_counts counts;

    (void)state;
    assert_int_equal(paidmark_parse(document, text, strlen(text), NULL), PAIDMARK_STATUS_REFUSED);
    counts = counts_of(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID);
    assert_int_equal(counts.bytes + counts.characters + counts.segments + counts.regions, 0);
    paidmark_document_free(document);
}

/* ---- The bounded list of problems -------------------------------------------------------------------------------- */

struct bound_row {
    const char *name;
    size_t max_problems;
    const char *expected;
};

/* Two empty regions, three unexpected end markers, one unclosed begin marker, nothing free: seven problems. */
static const char seven[] = B E B E E E E B;

#define SEVEN_1 " | empty-region@0+13"
#define SEVEN_2 " | empty-region@24+13"
#define SEVEN_3 " | unexpected-end@48+11"
#define SEVEN_4 " | unexpected-end@59+11"
#define SEVEN_5 " | unexpected-end@70+11"
#define SEVEN_6 " | unclosed-begin@81+13"
#define SEVEN_7 " | nothing-free@0+13"

static const struct bound_row bound_rows[] = {
    {"default_keeps_all_of_few", 0, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 SEVEN_7},
    {"room_for_more", 8, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 SEVEN_7},
    {"room_for_all", 7, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 SEVEN_7},
    {"room_for_6", 6, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 SEVEN_6 " | and 1 more"},
    {"room_for_5", 5, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 SEVEN_5 " | and 2 more"},
    {"room_for_4", 4, SEVEN_1 SEVEN_2 SEVEN_3 SEVEN_4 " | and 3 more"},
    {"room_for_3", 3, SEVEN_1 SEVEN_2 SEVEN_3 " | and 4 more"},
    {"room_for_2", 2, SEVEN_1 SEVEN_2 " | and 5 more"},
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
    options.flags = PAIDMARK_OPTION_SALVAGE;
    expected.bytes = 0;
    outline_add(&expected, "salvaged/5%s", row->expected);
    check_outline(seven, sizeof seven - 1, &options, expected.text);
}

#define MANY 250

static void hundred_problems_are_kept_by_default(void **state)
{
    struct paidmark_document *document = new_document();
    char text[MANY * (sizeof E - 1) + 1];
    (void)state;
    for (size_t i = 0; i < MANY; i++)
        memcpy(text + i * (sizeof E - 1), E, sizeof E);
    assert_int_equal(paidmark_parse(document, text, sizeof text - 1, NULL), PAIDMARK_STATUS_REFUSED);
    assert_int_equal(counts_of(document, 0).problems, 100);
    assert_int_equal(omitted_of(document), MANY - 100);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(paidmark_problem_at(document, i)->offset, i * (sizeof E - 1));
    paidmark_document_free(document);
}

#define MORE "<!--more-->"

/* A text of many foreign markers, and before it one of the set's own. */
static void foreign_markers_are_kept_by_default(const char *before, enum paidmark_status status)
{
    struct paidmark_document *document = new_document();
    size_t bytes = strlen(before);
    char text[100 + MANY * sizeof MORE];

    memcpy(text, before, bytes);
    for (size_t i = 0; i < MANY; i++, bytes += sizeof MORE - 1)
        memcpy(text + bytes, MORE, sizeof MORE - 1);
    assert_int_equal(paidmark_parse(document, text, bytes, NULL), status);
    assert_int_equal(counts_of(document, 0).problems, 100);
    assert_int_equal(omitted_of(document), MANY + (status == PAIDMARK_STATUS_REFUSED) - 100);
    check_document(document, text, bytes);
    paidmark_document_free(document);
}

static void hundred_warnings_are_kept_by_default(void **state)
{
    (void)state;
    foreign_markers_are_kept_by_default("a" B "b" E, PAIDMARK_STATUS_OK);
}

static void hundred_foreign_markers_are_kept_by_default(void **state)
{
    (void)state;
    foreign_markers_are_kept_by_default("a" E, PAIDMARK_STATUS_REFUSED);
}

/* What is found out late goes before what comes later in the document, and the last ones go. */
static const struct bound_row late_rows[] = {
    {"late_ones_all", 6,
     " | foreign-marker@0+11~more | unexpected-end@11+11 | foreign-marker@22+11~more | unexpected-end@33+11"
     " | unexpected-end@44+11 | foreign-marker@55+11~more"},
    {"late_ones_of_5", 5,
     " | foreign-marker@0+11~more | unexpected-end@11+11 | foreign-marker@22+11~more | unexpected-end@33+11"
     " | unexpected-end@44+11 | and 1 more"},
    {"late_ones_of_4", 4,
     " | foreign-marker@0+11~more | unexpected-end@11+11 | foreign-marker@22+11~more | unexpected-end@33+11"
     " | and 2 more"},
    {"late_ones_of_2", 2, " | foreign-marker@0+11~more | unexpected-end@11+11 | and 4 more"},
    {"late_ones_of_1", 1, " | foreign-marker@0+11~more | and 5 more"},
};

static void late_errors_are_kept_in_document_order(void **state)
{
    const char *text = MORE E MORE E E MORE;
    const struct bound_row *row = *state;
    struct paidmark_options options = OPTIONS(.max_problems = row->max_problems);
    struct outline expected = {.bytes = 0};

    outline_add(&expected, "refused/0%s", row->expected);
    check_outline(text, strlen(text), &options, expected.text);
}

/* An empty region is known behind the errors inside it, which may have filled the list. */
static void empty_region_takes_the_place_of_a_later_error(void **state)
{
    const char *text = B B B E E E;
    struct paidmark_options options = OPTIONS(.max_problems = 2);

    (void)state;
    check_outline(text, strlen(text), &options, "refused/0 | empty-region@0+13 | nested-begin@13+13^0 | and 2 more");
    options.max_problems = 1;
    check_outline(E B E, strlen(E B E), &options, "refused/0 | unexpected-end@0+11 | and 2 more");
}

/* ---- Lists ------------------------------------------------------------------------------------------------------- */

static void segment_list_grows_and_keeps_its_items(void **state)
{
    struct paidmark_document *document = new_document();
    struct paidmark_segment_list *list = &document->segments;

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        struct paidmark_segment *segment = paidmark_segment_list_add(document, list);

        assert_non_null(segment);
        *segment = (struct paidmark_segment){.offset = i, .region = 2 * i};
        assert_true(list->count == i + 1 && list->capacity >= list->count && list->capacity < 16 + 2 * list->count);
    }
    for (size_t i = 0; i < list->count; i++)
        assert_true(list->items[i].offset == i && list->items[i].region == 2 * i);
    paidmark_document_free(document);
}

/* The largest capacity that could be doubled, and lists of which no more bytes can be asked for. */
static void list_as_large_as_can_be_does_not_grow(void **state)
{
    size_t capacity = SIZE_MAX / 2 / sizeof(struct paidmark_problem) + 1;
    struct paidmark_problem_list problems = {.items = NULL, .count = capacity, .capacity = capacity};
    struct paidmark_segment_list segments = {.items = NULL, .count = SIZE_MAX, .capacity = SIZE_MAX};
    struct paidmark_document *document = new_document();

    (void)state;
    assert_null(paidmark_problem_list_add(document, &problems));
    assert_int_equal(problems.count, capacity);
    assert_int_equal(problems.capacity, capacity);
    assert_null(problems.items);
    assert_null(paidmark_segment_list_add(document, &segments));
    assert_true(segments.count == SIZE_MAX);
    assert_null(segments.items);
    paidmark_document_free(document);
}

/* ---- All at once ------------------------------------------------------------------------------------------------- */

struct split_row {
    const char *name;
    const char *text;
    uint32_t flags, parts;
    enum paidmark_status status;
    const char *expected;
};

#define PARTS_BOTH (PAIDMARK_PART_FREE | PAIDMARK_PART_PAID)

static const struct split_row split_rows[] = {
    {"preview", "a" B "b" E "c", 0, PAIDMARK_PART_FREE, PAIDMARK_STATUS_OK, "ac"},
    {"full", "a" B "b" E "c", 0, PARTS_BOTH, PAIDMARK_STATUS_OK, "abc"},
    {"rest", "a" B "b" E "c", 0, PAIDMARK_PART_PAID, PAIDMARK_STATUS_OK, "b"},
    {"nothing_of_nothing", "", 0, PAIDMARK_PART_FREE, PAIDMARK_STATUS_OK, ""},
    {"refused", "a" B "b", 0, PARTS_BOTH, PAIDMARK_STATUS_REFUSED, ""},
    {"salvaged", "a" B "b", PAIDMARK_OPTION_SALVAGE, PAIDMARK_PART_FREE, PAIDMARK_STATUS_SALVAGED, "a"},
    {"unknown_flag", "a", 1, PAIDMARK_PART_FREE, PAIDMARK_STATUS_BAD_ARGUMENT, ""},
    {"unknown_part", "a", 0, 1, PAIDMARK_STATUS_BAD_ARGUMENT, ""},
};

static void text_is_split_in_one_call(void **state)
{
    const struct split_row *row = *state;
    struct paidmark_options options = OPTIONS(.flags = row->flags);
    char *text = exact_copy(row->text, strlen(row->text));
    char buffer[64];
    size_t needed = 99;
    enum paidmark_status status =
        paidmark_split(text, strlen(row->text), &options, row->parts, buffer, sizeof buffer, &needed);

    free(text);
    assert_int_equal(status, row->status);
    assert_int_equal(needed, strlen(row->expected));
    assert_memory_equal(buffer, row->expected, needed);
}

static void split_tells_how_large_the_buffer_has_to_be(void **state)
{
    struct paidmark_options salvage = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE);
    char buffer[] = "????";
    size_t needed = 99;

    (void)state;
    assert_int_equal(paidmark_split("abc", 3, NULL, PAIDMARK_PART_FREE, buffer, 2, &needed),
                     PAIDMARK_STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 3);
    assert_string_equal(buffer, "????");
    assert_int_equal(paidmark_split("abc", 3, NULL, PAIDMARK_PART_FREE, NULL, 0, &needed),
                     PAIDMARK_STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(paidmark_split("abc", 3, NULL, PAIDMARK_PART_FREE, buffer, 3, NULL), PAIDMARK_STATUS_OK);
    assert_string_equal(buffer, "abc?");
    assert_int_equal(paidmark_split("ab" B "c", 16, &salvage, PAIDMARK_PART_FREE, buffer, 1, &needed),
                     PAIDMARK_STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 2);
    assert_int_equal(paidmark_split("ab" B "c", 16, &salvage, 1, buffer, 4, &needed), PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_string_equal(buffer, "abc?");
    assert_int_equal(paidmark_split(NULL, 3, NULL, PAIDMARK_PART_FREE, buffer, 3, &needed),
                     PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_int_equal(needed, 0);
    assert_int_equal(paidmark_split("abc", 3, NULL, PAIDMARK_PART_FREE, NULL, 3, &needed),
                     PAIDMARK_STATUS_BAD_ARGUMENT);
}

int main(void)
{
    static struct suite suite;
    int failed;

    other_set = new_set(NULL, other_pairs, 1);
    SUITE_ADD_ROWS(&suite, options_of_any_size_are_read_that_far, size_rows);
    SUITE_ADD(&suite, size_that_ends_inside_a_field_is_not_allowed);
    SUITE_ADD(&suite, size_smaller_than_itself_is_not_allowed);
    SUITE_ADD(&suite, unknown_tail_must_be_zero);
    SUITE_ADD_ROWS(&suite, options_are_allowed_or_not, value_rows);
    SUITE_ADD(&suite, set_is_the_one_that_is_given);
    SUITE_ADD(&suite, each_flag_does_its_own);
    SUITE_ADD(&suite, no_document_is_a_bad_argument);
    SUITE_ADD(&suite, no_document_has_nothing);
    SUITE_ADD(&suite, new_document_has_nothing);
    SUITE_ADD(&suite, no_text_is_an_empty_text_if_its_size_is_0);
    SUITE_ADD(&suite, counts_are_written_as_far_as_the_caller_knows_them);
    SUITE_ADD(&suite, errors_and_warnings_are_counted_beyond_those_kept);
    SUITE_ADD(&suite, unknown_parts_count_as_nothing);
    SUITE_ADD(&suite, refused_document_counts_nothing);
    SUITE_ADD_ROWS(&suite, list_of_problems_is_bounded, bound_rows);
    SUITE_ADD(&suite, hundred_problems_are_kept_by_default);
    SUITE_ADD(&suite, hundred_warnings_are_kept_by_default);
    SUITE_ADD(&suite, hundred_foreign_markers_are_kept_by_default);
    SUITE_ADD_ROWS(&suite, late_errors_are_kept_in_document_order, late_rows);
    SUITE_ADD(&suite, empty_region_takes_the_place_of_a_later_error);
    SUITE_ADD(&suite, segment_list_grows_and_keeps_its_items);
    SUITE_ADD(&suite, list_as_large_as_can_be_does_not_grow);
    SUITE_ADD_ROWS(&suite, text_is_split_in_one_call, split_rows);
    SUITE_ADD(&suite, split_tells_how_large_the_buffer_has_to_be);
    failed = suite_run(&suite, "document");
    paidmark_marker_set_free(other_set);
    return failed;
}
