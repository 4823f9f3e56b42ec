/* test_linear.c - the search for damaged markers reads each character a few times at most, whatever the text
 * SPDX-License-Identifier: MIT
 *
 * Counts the pieces that are read instead of seconds: a count does not depend on the machine, and one quadratic step
 * shows in it at once. The prefilter reads none, and has a bound of its own.
 */
#include "support.h"

#include "lookalike/stretch.h"

#include <stdlib.h>
#include <string.h>

#define ZW "\u200B"

/* How many pieces may be read, for each byte. What is looked for at an anchor has an end; with a dozen anchors in a row
 * a name with its sides is read a dozen times, in both readings. */
#define PIECES_PER_BYTE_MAX 600

/* The same of those that are no plain letters and signs: they take longer, and the last ones are kept (stretch.h). */
#define SLOW_PIECES_PER_BYTE_MAX 50

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
    {"signs_and_tags_before_a_name", "", "&#35;<b>", "##padibegin##"},
    {"signs_and_tags_before_names", "", "&#35;<b>&#35;<b>&#35;<b>&#35;<b>&#35;<b>&#35;<b>##padibegin##", ""},
    {"names_in_tags_before_names", "", "&#36;<padibegin>&#35;&#35;paidbegin&#35;", ""},
    {"open_tags", "", "<paid", ""},
    {"open_tags_with_blanks", "", "< paid ", ""},
    {"open_tags_with_many_blanks", "", "<                              paid                              ", ""},
    {"slashes_before_names", "", "/ paid ", ""},
    {"full_width_open_tags", "", "<ｐaid ", ""},
    {"tags", "", "<paid></paid>", ""},
    {"tags_between_letters", "##", "p<b>a</b>", ""},
    {"tags_between_signs", "", "#<b>", ""},
    {"long_tags", "", "#<b                                                                    >", ""},
    {"tags_behind_first_letters", "", "p$><", ""},
    {"ends_of_tags_with_escaped_signs", "", "</paid\\#-->", ""},
    {"signs_of_all_kinds_and_names", "", ">paid&#!%23$", ""},
    {"open_comments", "", "<!--", ""},
    {"empty_comments", "#", "<!-- -->", "paidbegin"},
    {"ends_of_tags", "", "#>", ""},
    {"first_letters", "", "p", ""},
    {"first_letters_of_others", "", "m", ""},
    {"first_letters_in_capitals", "", "P", ""},
    {"first_letters_with_blanks", "", "p ", ""},
    {"first_letters_with_gaps", "", "p-", ""},
    {"letters_with_gaps", "", "p-a-i-d-b-e-g-i-", ""},
    {"letters_with_wide_gaps", "", "p......a......i......d......", ""},
    {"half_names_in_a_row", "", "paidbegi", ""},
    {"half_names_and_signs", "", "#paidbegi#", ""},
    {"half_names_in_letters_beyond_ascii", "", "\u0440\u0430\u0456dbegi", ""},
    {"percents", "", "%25", ""},
    {"escaped_percents", "", "%", "2525252523"},
    {"percent_escapes", "#", "%70", "#"},
    {"half_percent_escapes", "#", "%E4%BB", "#"},
    {"backslashes", "", "\\", "#"},
    {"backslashes_and_signs", "", "\\#", ""},
    {"backslashes_and_letters", "", "\\x70", "#"},
    {"backslashes_in_rows", "", "\\\\\\\\\\\\\\\\u0070", "#"},
    {"ampersands_of_ampersands", "", "&amp;", "#35;"},
    {"half_ampersands_of_ampersands", "", "&amp;#", ""},
    {"no_break_spaces", "", "&nbsp;", "#"},
    {"quoted_printable", "", "=70", "#"},
    {"soft_line_endings", "p", "=\n", "aidbegin#"},
    {"line_endings", "#", "\r\n", "#"},
    {"terminal_sequences", "##", "\x1B[1m", "paidend"},
    {"half_terminal_sequences", "", "\x1B[1;1;1;1;1;1", "#"},
    {"letters_struck_over", "##", "p\bp", "aidend"},
    {"letters_struck_out", "##", "_\b", "paidend"},
    {"braces", "", "{[}", "#"},
    {"anchors_of_markdown", "#", "[]{#x}", "paidend"},
    {"half_anchors_of_markdown", "", "[]{#", ""},
    {"ideographs", "", "付费开", ""},
    {"ideographs_in_brackets", "", "【付费开", ""},
    {"first_ideographs", "", "付", ""},
    {"comments_with_names", "", "<!--more", ""},
    {"comments_with_misspelt_names", "", "<!--membrs-onl", ""},
    {"exclamation_marks", "", "!", ""},
    {"exclamation_marks_and_letters", "", "!membersonl", ""},
    {"solutions", "", "### BEGIN SOLUTIO ", ""},
    {"equal_letters_and_signs", "", "ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp#", ""},
    {"brackets_and_blanks", "", "< / ", "paid>"},
    {"exact_markers", "", "##paidbegin####paidend##", "#"},
    {"exact_markers_with_signs_between", "", "##paidbegin###", ""},
};

/* ---- Pieces ------------------------------------------------------------------------------------------------------ */

static size_t pieces, slow_pieces;

/* The linker puts the first ones in place of the others. The second pair reads plain letters without the first. */
void __wrap_paidmark_read_piece(const unsigned char *text, size_t at, size_t end, bool without_tags,
                                struct paidmark_piece *piece);
void __real_paidmark_read_piece(const unsigned char *text, size_t at, size_t end, bool without_tags,
                                struct paidmark_piece *piece);

void __wrap_paidmark_read_piece(const unsigned char *text, size_t at, size_t end, bool without_tags,
                                struct paidmark_piece *piece)
{
    pieces++;
    slow_pieces++;
    __real_paidmark_read_piece(text, at, end, without_tags, piece);
}

bool __wrap_paidmark_next_piece(struct paidmark_stretch *stretch, size_t at, struct paidmark_piece *piece);
bool __real_paidmark_next_piece(struct paidmark_stretch *stretch, size_t at, struct paidmark_piece *piece);

bool __wrap_paidmark_next_piece(struct paidmark_stretch *stretch, size_t at, struct paidmark_piece *piece)
{
    pieces++;
    return __real_paidmark_next_piece(stretch, at, piece);
}

/* ---- Sets -------------------------------------------------------------------------------------------------------- */

#define P16 "pppppppppppppppp"

static const struct paidmark_marker_pair own_pairs[] = {
    {P16 P16 P16 P16, 64, "#p-ppppppp#", 11, 0, 0},
    {"### BEGIN SOLUTION", 18, "### END SOLUTION", 16, 0, 0},
    {"【付费开始】", 18, "【付费结束】", 18, 0, 0},
};

static struct paidmark_marker_set *sets[3];

static void make_sets(void)
{
    sets[0] = new_set("default", NULL, 0);
    sets[1] = new_set("fastadmin,ghost,more", NULL, 0);
    sets[2] = new_set(NULL, own_pairs, COUNT_OF(own_pairs));
}

static void free_sets(void)
{
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        paidmark_marker_set_free(sets[i]);
}

/* ---- Texts of growing size --------------------------------------------------------------------------------------- */

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

static size_t measure(const struct row *row, size_t size, const struct paidmark_marker_set *set)
{
    size_t bytes;
    char *text = repeated(row, size / strlen(row->piece), &bytes);
    struct paidmark_document *document = new_document();
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE, .markers = set);

    pieces = slow_pieces = 0;
    paidmark_parse(document, text, bytes, &options);
    if (pieces > PIECES_PER_BYTE_MAX * bytes || slow_pieces > SLOW_PIECES_PER_BYTE_MAX * bytes)
        fail_msg("%zu pieces, %zu of them slow, for %zu bytes", pieces, slow_pieces, bytes);
    paidmark_document_free(document);
    free(text);
    return pieces;
}

static double worst;

static void effort_grows_no_faster_than_the_text(void **state)
{
    const struct row *row = *state;

    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        size_t small = measure(row, 4000, sets[i]), large = measure(row, 20000, sets[i]);

        /* At the ends of the text there is less to read, which counts for more in the small one. */
        assert_true(large <= 6 * small + 1000);
        worst = (double)large / 20000 > worst ? (double)large / 20000 : worst;
    }
}

/* That what is counted is what a parse does. */
static void pieces_are_counted(void **state)
{
    static const struct row row = {"", "", "##padibegin##", ""};

    (void)state;
    assert_true(measure(&row, 2000, sets[0]) > 2000);
    print_message("             %.1f pieces for a byte at the worst\n", worst);
}

int main(void)
{
    static struct suite suite;
    int failed;

    make_sets();
    SUITE_ADD_ROWS(&suite, effort_grows_no_faster_than_the_text, rows);
    SUITE_ADD(&suite, pieces_are_counted);
    failed = suite_run(&suite, "linear");
    free_sets();
    return failed;
}
