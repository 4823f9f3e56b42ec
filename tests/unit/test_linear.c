/* test_linear.c - the search for damaged markers reads each character a few times at most, whatever the text
 * SPDX-License-Identifier: MIT
 *
 * Counts the characters that the reader looks at instead of seconds: a count does not depend on the machine, and one
 * quadratic step shows in it at once.
 */
#include "support.h"

#include "marker_set.h"

#include "lookalike/lookalike.h"
#include "scan/scan.h"

#include <stdlib.h>
#include <string.h>

#define ZW "\u200B"

/* How often a byte may be looked at, on average. */
#define TIMES_MAX 12

struct row {
    const char *name;
    const char *head, *piece, *tail; /* the piece is repeated */
};

static const struct row rows[] = {
    {"number_signs", "", "#", ""},
    {"number_signs_before_a_name", "", "#", "paidbegin"},
    {"full_width_signs", "", "＃", ""},
    {"number_signs_and_dots", "", "#.", ""},
    {"number_signs_and_line_endings", "", "#\n", ""},
    {"entities", "", "&#35;", ""},
    {"half_entities", "", "&#35", ""},
    {"ampersands", "", "&", ""},
    {"number_signs_of_half_entities", "", "&#", ""},
    {"pai", "", "pai", "#"},
    {"pai_in_words", "", "pai ", ""},
    {"paid", "", "paid", "#"},
    {"paid_in_words", "", "paid ", ""},
    {"half_names", "", "paidbe ", ""},
    {"half_names_before_a_sign", "", "paidbe ", "##"},
    {"names_in_one_line", "", "paidbegin ", ""},
    {"names_in_one_line_between_signs", "#", "paidbegin ", "#"},
    {"names_in_one_word", "#", "paidend", "#"},
    {"names_and_signs", "", "paidend#", ""},
    {"names_behind_letters", "", "xpaidend ", "#"},
    {"names_behind_digits", "", "1paidend_", "#"},
    {"broken_names_and_signs", "", "paid end#", ""},
    {"misspelt_names_and_signs", "", "##padibegin", ""},
    {"misspelt_names_that_nearly_repeat", "", "##padibegin##paidbegi##padibegin##paidbegn", ""},
    {"short_groups", "", "######################paidbegi ", ""},
    {"zeros", "", ZW, ""},
    {"zeros_before_a_name", "", ZW, "paidend"},
    {"zeros_within_a_name", "paid", ZW, "end"},
    {"zeros_within_a_name_behind_a_sign", "#p", ZW, "aidendx"},
    {"zeros_within_a_name_before_a_sign", "xp", ZW, "aidend#"},
    {"zeros_and_signs", "", "#" ZW, ""},
    {"zeros_and_signs_before_a_name", "", ZW "#", ZW "paidend"},
    {"zeros_and_letters", "", "a" ZW, ""},
    {"zeros_and_blanks", "", ZW " ", ""},
    {"zeros_before_letters", "", ZW "a ", ""},
    {"zeros_behind_letters", "", "a" ZW " ", ""},
    {"letters_before_a_sign", "", "a", "#"},
    {"letters_behind_a_sign", "#", "a", ""},
    {"blanks_before_a_sign", "", " ", "#"},
    {"blanks_behind_a_sign", "#", " ", ""},
    {"blanks_between_halves_of_a_name", "#paid", " ", "begin#"},
    {"joiners_between_letters", "##p", "_", "aidbgin"},
    {"digits_before_a_sign", "", "1", "#"},
    {"words_and_signs", "", "# word ", ""},
    {"full_width_letters", "", "ｐ", ""},
    {"full_width_names", "", "ｐａｉｄ", ""},
    {"full_width_names_in_words", "", "ｐaid ", ""},
    {"full_width_signs_and_letters", "", "＃ａ", ""},
    {"blanks_in_an_open_tag", "<", " ", "paid"},
    {"blanks_in_an_end_tag", "</", " ", "paid>"},
    {"blanks_before_the_slash", "<", " ", "/paid>"},
    {"blanks_behind_the_name_of_a_tag", "<paid", " ", ""},
    {"blanks_behind_the_name_of_a_whole_tag", "<paid", " ", ">"},
    {"open_tags", "", "<paid", ""},
    {"open_tags_with_blanks", "", "< paid ", ""},
    {"open_tags_with_many_blanks", "", "<                              paid                              ", ""},
    {"slashes_before_names", "", "/ paid ", ""},
    {"full_width_open_tags", "", "<ｐaid ", ""},
    {"tags", "", "<paid></paid>", ""},
    {"brackets_and_blanks", "", "< / ", "paid>"},
    {"exact_markers", "", "##paidbegin####paidend##", "#"},
    {"exact_markers_with_signs_between", "", "##paidbegin###", ""},
};

/* ---- The reader, fed as a parse feeds it --------------------------------------------------------------------------
 */

static void count_found(void *context, size_t begin, size_t end, enum paidmark_marker_kind resembles)
{
    assert_true(begin < end);
    assert_true(resembles != PAIDMARK_MARKER_NONE);
    ++*(size_t *)context;
}

static size_t read_anchor(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    const struct paidmark_items *items = &reader->items;
    struct paidmark_match match;

    if (anchor < floor)
        return floor;
    if (!items->matcher->letters_begin_tokens && paidmark_is_inside_word(items->text, floor, anchor))
        return floor;
    match = paidmark_match(items->matcher, items->text, anchor, items->end);
    if (match.bytes > 0)
        return anchor + match.bytes;
    return paidmark_lookalikes_read(reader, floor, anchor);
}

static size_t read_window(struct paidmark_lookalike_reader *reader, const struct paidmark_window *window, size_t floor)
{
    for (size_t i = 0; i < window->block_count; i++) {
        for (size_t bit = 0; bit < PAIDMARK_BLOCK_BYTES; bit++) {
            if (window->blocks[i].anchors >> bit & 1)
                floor = read_anchor(reader, floor, window->blocks[i].offset + bit);
        }
    }
    return floor;
}

struct effort {
    size_t examined, found;
};

static struct effort read_all(const char *text, size_t bytes, const struct paidmark_matcher *matcher)
{
    static struct paidmark_window window;
    struct effort effort = {0, 0};
    struct paidmark_lookalike_reader reader = {
        .items = {.text = (const unsigned char *)text, .end = bytes, .matcher = matcher},
        .found = count_found,
        .context = &effort.found,
    };
    size_t floor = 0;

    for (size_t begin = 0; begin < bytes; begin += PAIDMARK_WINDOW_BYTES) {
        bool last = bytes - begin <= PAIDMARK_WINDOW_BYTES;
        size_t end = last ? bytes : begin + PAIDMARK_WINDOW_BYTES;

        assert_true(
            paidmark_kernel_chosen()->scan(reader.items.text, begin, end, last, &matcher->fingerprints, &window));
        floor = read_window(&reader, &window, floor);
    }
    effort.examined = reader.items.examined;
    return effort;
}

/* ---- Texts of growing size ----------------------------------------------------------------------------------------
 */

static char *repeated(const struct row *row, size_t times, size_t *bytes)
{
    size_t head = strlen(row->head), piece = strlen(row->piece), tail = strlen(row->tail);
    char *text = allocate(head + times * piece + tail);

    memcpy(text, row->head, head);
    for (size_t i = 0; i < times; i++)
        memcpy(text + head + i * piece, row->piece, piece);
    memcpy(text + head + times * piece, row->tail, tail);
    *bytes = head + times * piece + tail;
    return text;
}

/* That what is counted here is what a parse does. */
static void check_found_by_parse(const char *text, size_t bytes, size_t found)
{
    struct paidmark_document *document = new_document();
    struct paidmark_options options = OPTIONS(.max_problems = SIZE_MAX);
    const struct paidmark_problem *problem;
    size_t lookalikes = 0;

    paidmark_parse(document, text, bytes, &options);
    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++)
        lookalikes += problem->code == PAIDMARK_PROBLEM_LOOKALIKE_MARKER;
    assert_int_equal(found, lookalikes);
    paidmark_document_free(document);
}

static size_t measure(const struct row *row, size_t size)
{
    size_t bytes;
    char *text = repeated(row, size / strlen(row->piece), &bytes);
    struct effort effort = read_all(text, bytes, paidmark_marker_set_matcher(NULL));

    assert_true(effort.examined > 0); /* the counter works */
    assert_true(effort.examined <= TIMES_MAX * bytes + 100);
    check_found_by_parse(text, bytes, effort.found);
    free(text);
    return effort.examined;
}

static void effort_grows_no_faster_than_the_text(void **state)
{
    const struct row *row = *state;
    size_t small = measure(row, 2000);
    size_t large = measure(row, 200000);

    assert_true(large <= 100 * small + 20000);
}

/* The longer a token may be, the more of what repeats has to be looked at before it is known to. */
static void long_tokens_cost_no_more_than_their_size(void **state)
{
    static const struct row groups = {"groups", "", "#######################################paidbegi ", ""};
    static const struct row words = {"words", "", "##paidbegi##paidbegi##paidbegi##paidbegi##paidbegi. ", ""};
    const struct row *const both[] = {&groups, &words};
    char token[PAIDMARK_TOKEN_BYTES_MAX];
    struct paidmark_marker_pair pair = {token, sizeof token, NULL, 0};
    struct paidmark_matcher matcher;

    (void)state;
    memset(token, '$', sizeof token);
    assert_true(paidmark_matcher_init(&matcher, &pair, 1));
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        size_t bytes;
        char *text = repeated(both[i], 4000, &bytes);
        struct effort effort = read_all(text, bytes, &matcher);

        assert_true(effort.found > 0);
        assert_true(effort.examined <= (TIMES_MAX + PAIDMARK_TOKEN_BYTES_MAX) * bytes);
        free(text);
    }
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, effort_grows_no_faster_than_the_text, rows);
    SUITE_ADD(&suite, long_tokens_cost_no_more_than_their_size);
    return suite_run(&suite, "linear");
}
