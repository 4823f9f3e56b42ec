/* test_guards.c - no kernel and no reader touches a byte outside the text, where a byte more would be a fault
 * SPDX-License-Identifier: MIT
 */
#include "guarded.h"
#include "support.h"

#include "scan/scan.h"
#include "skeleton/skeleton.h"

#include <stdlib.h>
#include <string.h>

#define W PAIDMARK_WINDOW_BYTES

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

struct row {
    const char *name;
    const char *text;
    size_t bytes;
};

/* Each of them is repeated; a text of any length is cut from it, in the middle of characters and markers too. */
static const struct row rows[] = {
    {"report", TEXT("一、工作总结：##paidbegin##上半年完成了三项任务，\r\n共计￥1200。\n##paidend##\n二、计划。\n")},
    {"damaged_markers",
     TEXT("a ＃＃paidbegin＃＃ b paid end# c &#35;paidend&num; <Paid> pa\u00ADidend ##padibegin## ")},
    {"marker_behind_the_first_line_ending", TEXT("\n##paidbegin##\nb\n##paidend##\n")},
    {"signs", TEXT("#＃$&#x23;\u266F\uFE5F")},
    {"number_signs", TEXT("#")},
    {"misspelt_names_and_signs", TEXT("##padibegin")},
    {"characters_of_no_width", TEXT("p\u200Ba\u2060i\uFEFFd\u00AD")},
    {"names", TEXT("paidbegin paidend ｐaidｅnd ")},
    {"question_mark_before_a_name", TEXT("?aidend## ")},
    {"letters", TEXT("x")},
    {"characters_of_four_bytes", TEXT("\U0001F600")},
    {"markup", TEXT("a&nbsp;<b c=\"d>\">&#x4e2d;[中<!-- -->](<i>)![&am")},
    {"tails", TEXT("a<!--more b--><!--more c <!--kg-gated-block:begin x-")},
    {"blanks_beside_markers", TEXT(" \n\t##paidbegin## \t\na \r\n##paidend##  ")},
    {"zeros_now_and_then", TEXT("a##paidend##bcdefghijklmnopqrstuvwxyz中文字中文字中文字\U0001F600ab\0")},
    {"ill_formed_now_and_then",
     TEXT("a##paidend##bcdefghijklmnopqrstuvwxyz中文字中文字中文字\U0001F600ab\xF0\x9F\x98")},
};

static void repeat(char *to, const struct row *row, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        to[i] = row->text[i % row->bytes];
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

static const struct paidmark_kernel *scalar(void)
{
    return &paidmark_kernels[paidmark_kernel_count - 1];
}

/* The first byte of each token is one that the kernels look for by class. */
static const struct paidmark_marker_pair class_pairs[] = {{"一、", 6, "。", 3, 0, 0}, {"<", 1, "x", 1, 0, 0}};

static struct paidmark_marker_set *class_set; /* of these */

static struct paidmark_options options_of(bool by_class)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE);

    if (by_class)
        options.markers = class_set;
    return options;
}

static void check_text_at(const char *place, size_t bytes, bool by_class)
{
    struct paidmark_options options = options_of(by_class);
    struct paidmark_document *expected = new_document(), *document = new_document();
    char *copy = exact_copy(place, bytes);

    paidmark_parse_with(scalar(), expected, copy, bytes, &options);
    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        if (!paidmark_kernels[i].supported())
            continue;
        paidmark_parse_with(&paidmark_kernels[i], document, place, bytes, &options);
        check_same(document, expected);
    }
    paidmark_document_free(document);
    paidmark_document_free(expected);
    free(copy);
}

static void check_place(char *place, const struct row *row, size_t bytes, bool by_class)
{
    repeat(place, row, bytes);
    check_text_at(place, bytes, by_class);
}

static void check_lengths(struct guarded *memory, const struct row *row, size_t first, size_t last)
{
    for (size_t bytes = first; bytes <= last; bytes++) {
        check_place(memory->begin, row, bytes, false);
        check_place(memory->end - bytes, row, bytes, false);
        check_place(memory->end - bytes, row, bytes, true);
    }
}

static void text_between_guards_reads_as_elsewhere(void **state)
{
    struct guarded memory;

    guarded_init(&memory, 300);
    check_lengths(&memory, *state, 0, 300);
    guarded_release(&memory);
}

static void longer_text_between_guards_reads_as_elsewhere(void **state)
{
    struct guarded memory;

    guarded_init(&memory, W + 70);
    check_lengths(&memory, *state, W - 66, W - 62);
    check_lengths(&memory, *state, W - 1, W + 3);
    check_lengths(&memory, *state, W + 63, W + 66);
    guarded_release(&memory);
}

/* A look-alike at the end of the first window is looked for in the second one, before that is found to be ill-formed.
 */
static void cut_character_behind_a_lookalike_is_not_completed(void **state)
{
    static const char *const cut[] = {"\xC2", "\xE2", "\xE2\x80", "\xE3\x80", "\xEF", "\xEF\xBC", "\xF0\x9F"};
    struct guarded memory;
    const struct row fill = {.name = "fill", TEXT("x")};

    (void)state;
    guarded_init(&memory, W + 70);
    for (size_t i = 0; i < COUNT_OF(cut); i++) {
        const char *lookalike = " #paid end";
        size_t bytes = W - 2 + strlen(lookalike) + strlen(cut[i]);
        char *place = memory.end - bytes;

        repeat(place, &fill, W - 2);
        memcpy(place + W - 2, lookalike, strlen(lookalike));
        memcpy(place + W - 2 + strlen(lookalike), cut[i], strlen(cut[i]));
        check_text_at(place, bytes, false);
    }
    guarded_release(&memory);
}

/* Places and the excerpt read the text again, later. */
static void answers_stay_between_guards(void **state)
{
    struct guarded memory;
    const struct row *row = *state;
    struct paidmark_document *document = new_document();
    struct paidmark_options options = options_of(false);

    guarded_init(&memory, 300);
    for (size_t bytes = 0; bytes <= 300; bytes++) {
        char *place = memory.end - bytes;
        struct paidmark_position position = {0};
        char buffer[300];
        enum paidmark_status expected;

        repeat(place, row, bytes);
        expected = paidmark_parse(document, place, bytes, &options) == PAIDMARK_STATUS_REFUSED ? PAIDMARK_STATUS_REFUSED
                                                                                               : PAIDMARK_STATUS_OK;
        for (uint32_t flags = 0; flags <= PAIDMARK_EXCERPT_VISIBLE; flags += PAIDMARK_EXCERPT_VISIBLE)
            assert_int_equal(paidmark_excerpt(document, 20, flags, buffer, sizeof buffer, NULL), expected);
        paidmark_locate(place, bytes, bytes, &position);
        assert_true(position.line > 0 && position.column > 0);
    }
    guarded_release(&memory);
    paidmark_document_free(document);
}

/* The pieces of any end of a text, which may be cut anywhere, and be no UTF-8. */
static void pieces_end_between_guards(void **state)
{
    const struct row *row = *state;
    struct guarded memory;
    struct paidmark_piece piece;

    guarded_init(&memory, 300);
    for (size_t bytes = 1; bytes <= 300; bytes++) {
        unsigned char *place = (unsigned char *)memory.end - bytes;

        repeat((char *)place, row, bytes);
        for (size_t at = 0; at < bytes; at++) {
            paidmark_read_piece(place, at, bytes, at % 2 == 0, &piece);
            assert_true(piece.end > at && piece.end <= bytes);
        }
    }
    guarded_release(&memory);
}

int main(void)
{
    static struct suite suite;
    int failed;

    class_set = new_set(NULL, class_pairs, COUNT_OF(class_pairs));
    SUITE_ADD_ROWS(&suite, text_between_guards_reads_as_elsewhere, rows);
    SUITE_ADD_ROWS(&suite, longer_text_between_guards_reads_as_elsewhere, rows);
    SUITE_ADD(&suite, cut_character_behind_a_lookalike_is_not_completed);
    SUITE_ADD_ROWS(&suite, answers_stay_between_guards, rows);
    SUITE_ADD_ROWS(&suite, pieces_end_between_guards, rows);
    failed = suite_run(&suite, "guards");
    paidmark_marker_set_free(class_set);
    return failed;
}
