/* test_memory.c - every allocation of the library fails in turn
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define B "##paidbegin##"
#define E "##paidend##"

/* ---- Allocations that fail --------------------------------------------------------------------------------------- */

#define NEVER SIZE_MAX

static size_t calls, failing_call = NEVER;

/* Blocks in use. */
static size_t blocks;

static bool fails(void)
{
    return calls++ == failing_call;
}

static void *reallocate(void *context, void *memory, size_t bytes)
{
    (void)context;
    if (bytes == 0) {
        blocks--;
        free(memory);
        return NULL;
    }
    if (fails())
        return NULL;
    blocks += memory == NULL;
    return realloc(memory, bytes);
}

static const struct paidmark_allocator allocator = {reallocate, NULL};

static struct paidmark_document *counted_document(void)
{
    struct paidmark_document *document = paidmark_document_new(&allocator);

    assert_non_null(document);
    return document;
}

/* From now on, the call with this number fails, from 0. */
static void fail_at(size_t call)
{
    calls = 0;
    failing_call = call;
}

/* ---- Parses that need memory ------------------------------------------------------------------------------------- */

#define TEN(x) x x x x x x x x x x

struct row {
    const char *name;
    const char *text;
    size_t bytes;
    uint32_t flags, unmarked;
    size_t allocations; /* of a new object */
};

/* Lists begin with room for 16 items and double it. */
static const struct row rows[] = {
    {"one_segment", TEXT("abc"), 0, 0, 1},
    {"one_segment_and_one_problem", TEXT("a" E), 0, 0, 2},
    {"one_warning", TEXT(B "a" E), 0, 0, 3},
    {"foreign_marker_that_is_a_warning", TEXT("a" B "b" E "<!--more-->"), 0, 0, 3},
    {"foreign_marker_that_is_an_error", TEXT("a<!--more-->"), PAIDMARK_OPTION_SALVAGE, 0, 3},
    {"foreign_marker_before_what_is_no_text", TEXT("a<!--more-->\0"), 0, 0, 3},
    {"segments_problems_and_warnings", TEXT(B "b" E E), PAIDMARK_OPTION_SALVAGE, 0, 3},
    {"many_segments", TEXT(TEN("a" B "b" E) TEN("a" B "b" E) "c"), 0, 0, 3},
    {"many_errors", TEXT(TEN(E E) TEN(E E)), 0, 0, 3},
    {"many_empty_regions", TEXT("a" TEN(B E) TEN(B E)), 0, 0, 3},
    {"many_warnings", TEXT("a" B "b" E TEN("<!--more-->") TEN("<!--more-->")), 0, 0, 5},
    {"many_foreign_markers_that_are_errors", TEXT(TEN("<!--more-->") TEN("<!--more-->")), 0, 0, 5},
    {"warnings_behind_errors", TEXT(TEN(E) B "b" E TEN("<!--more-->")), PAIDMARK_OPTION_SALVAGE, 0, 4},
    {"many_lookalikes", TEXT(TEN("paidend ") TEN("paidend ")), 0, 0, 2},
    {"salvaged_lookalikes", TEXT("a paidend b paidbegin c" E "d" E), PAIDMARK_OPTION_SALVAGE, 0, 2},
    {"unmarked_is_paid", TEXT("abc"), 0, PAIDMARK_UNMARKED_PAID, 1},
    {"unmarked_is_an_error", TEXT("abc"), 0, PAIDMARK_UNMARKED_ERROR, 2},
    {"error_before_ill_formed_text", TEXT("a" E B "b" E "\xFF"), 0, 0, 2},
    {"ill_formed_text", TEXT("abc\xFF"), PAIDMARK_OPTION_SALVAGE, 0, 2},
};

/* The table of the free text is no part of the object: each parse makes it anew. */
static const struct row passing_rows[] = {
    {"paid_text_that_is_free_as_well", TEXT(TEN("abcdefg ") B TEN("abcdefg ") E), PAIDMARK_OPTION_ALSO_FREE, 0, 3},
    {"no_paid_text_to_be_free_as_well", TEXT(TEN("abcdefg ")), PAIDMARK_OPTION_ALSO_FREE, 0, 1},
};

static enum paidmark_status run(struct paidmark_document *document, const struct row *row)
{
    struct paidmark_options options = OPTIONS(.flags = row->flags, .unmarked = row->unmarked);

    return paidmark_parse(document, row->text, row->bytes, &options);
}

static void check_as_fresh(const struct paidmark_document *document, const struct row *row)
{
    struct paidmark_document *fresh = counted_document();

    run(fresh, row);
    check_same(document, fresh);
    check_document(document, row->text, row->bytes);
    paidmark_document_free(fresh);
}

/* Lets one call fail, and tells whether it came to that. */
static bool parse_fails_at(struct paidmark_document *document, const struct row *row, size_t call)
{
    enum paidmark_status status;
    bool failed;

    fail_at(call);
    status = run(document, row);
    failed = calls > call;
    fail_at(NEVER);
    assert_int_equal(status == PAIDMARK_STATUS_NO_MEMORY, failed);
    if (failed)
        check_empty(document);
    return failed;
}

/* A new object each time: nothing it has already is of help. */
static void parse_without_memory_says_so(void **state)
{
    const struct row *row = *state;
    size_t call = 0;
    bool failed = true;

    for (; failed; call++) {
        struct paidmark_document *document = counted_document();

        failed = parse_fails_at(document, row, call);
        if (failed)
            run(document, row);
        check_as_fresh(document, row);
        paidmark_document_free(document);
    }
    assert_int_equal(call - 1, row->allocations);
}

/* One object from failure to failure, with another text in between. */
static void object_is_usable_after_failures(void **state)
{
    const struct row *row = *state;
    struct paidmark_document *document = counted_document();
    size_t failures = 0;

    for (size_t call = 0; call < 3; call++) {
        failures += parse_fails_at(document, row, call);
        assert_int_equal(paidmark_parse(document, "x", 1, NULL) == PAIDMARK_STATUS_OK, 1);
    }
    while (parse_fails_at(document, row, 0))
        failures++;
    assert_true(failures > 0);
    check_as_fresh(document, row);
    paidmark_document_free(document);
}

/* The second time around no memory is needed. */
static void object_that_has_room_allocates_nothing(void **state)
{
    const struct row *row = *state;
    struct paidmark_document *document = counted_document();

    run(document, row);
    assert_false(parse_fails_at(document, row, 0));
    assert_int_equal(calls, 0);
    check_as_fresh(document, row);
    paidmark_document_free(document);
}

static void no_memory_for_an_object_is_null(void **state)
{
    (void)state;
    fail_at(0);
    assert_null(paidmark_document_new(&allocator));
    assert_int_equal(calls, 1);
    fail_at(1);
    paidmark_document_free(counted_document());
    assert_int_equal(calls, 1);
    fail_at(NEVER);
}

/* Whatever the parse needed, and if none of it came. */
static void all_memory_is_given_back(void **state)
{
    const struct row *row = *state;
    size_t before = blocks;
    struct paidmark_document *document = counted_document();

    run(document, row);
    assert_int_equal(blocks, before + 1 + (document->segments.items != NULL) + (document->problems.items != NULL) +
                                 (document->pending.items != NULL));
    paidmark_document_free(document);
    assert_int_equal(blocks, before);
}

/* The last capacity that can be doubled, and the first one that cannot: then nobody is asked. */
static void no_more_is_asked_for_than_can_be_counted(void **state)
{
    size_t capacity = SIZE_MAX / 2 / sizeof(struct paidmark_segment);
    struct paidmark_segment_list list = {NULL, capacity, capacity};
    struct paidmark_document *document = counted_document();

    (void)state;
    fail_at(0);
    assert_null(paidmark_segment_list_add(document, &list));
    assert_int_equal(calls, 1);
    list.count = ++list.capacity;
    assert_null(paidmark_segment_list_add(document, &list));
    assert_int_equal(calls, 1);
    fail_at(NEVER);
    paidmark_document_free(document);
}

static void list_without_memory_stays_as_it_was(void **state)
{
    struct paidmark_segment_list list = {NULL, 0, 0};
    struct paidmark_document *document = counted_document();

    (void)state;
    while (list.count == 0 || list.count < list.capacity) {
        struct paidmark_segment *segment = paidmark_segment_list_add(document, &list);

        assert_non_null(segment);
        *segment = (struct paidmark_segment){.offset = 7};
    }
    fail_at(0);
    assert_null(paidmark_segment_list_add(document, &list));
    fail_at(NEVER);
    assert_int_equal(list.count, list.capacity);
    assert_int_equal(list.items[list.count - 1].offset, 7);
    assert_non_null(paidmark_segment_list_add(document, &list));
    paidmark_release(&allocator, list.items);
    paidmark_document_free(document);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, parse_without_memory_says_so, rows);
    SUITE_ADD_ROWS(&suite, parse_without_memory_says_so, passing_rows);
    SUITE_ADD_ROWS(&suite, object_is_usable_after_failures, rows);
    SUITE_ADD_ROWS(&suite, object_that_has_room_allocates_nothing, rows);
    SUITE_ADD_ROWS(&suite, all_memory_is_given_back, rows);
    SUITE_ADD_ROWS(&suite, all_memory_is_given_back, passing_rows);
    SUITE_ADD(&suite, no_more_is_asked_for_than_can_be_counted);
    SUITE_ADD(&suite, no_memory_for_an_object_is_null);
    SUITE_ADD(&suite, list_without_memory_stays_as_it_was);
    return suite_run(&suite, "memory");
}
