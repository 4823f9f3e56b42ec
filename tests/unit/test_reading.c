/* test_reading.c - what is removed, regions, problems, and the reading towards "paid"
 * SPDX-License-Identifier: MIT
 *
 * Results are written as outlines: see outline_write in support.h. Offsets are bytes; B stands for ##paidbegin## (13
 * bytes) and E for ##paidend## (11 bytes).
 */
#include "support.h"

#include <string.h>

#define B    "##paidbegin##"
#define E    "##paidend##"
#define MARK "\xEF\xBB\xBF"
#define WIDE "\xE3\x80\x80" /* ideographic space */

struct row {
    const char *name;
    const char *text;
    const char *expected;
};

/* ---- What is removed --------------------------------------------------------------------------------------------- */

static const struct row removal_rows[] = {
    {"empty_text_has_no_segment", "", "ok/0"},
    {"text_without_markers_is_free", "abc\n", "ok/0 free[abc\n]"},
    {"markers_in_a_line_take_only_themselves", "a" B "b" E "c", "ok/1 free[a] paid1[b] free[c]"},
    {"begin_in_mid_sentence_end_alone", "A，" B "B\nC\n" E "\nD", "ok/1 free[A，] paid1[B\nC] free[\nD]"},
    {"both_alone", "A\n" B "\nB\n" E "\nD", "ok/1 free[A] paid1[\nB] free[\nD]"},
    {"both_alone_from_the_first_line", B "\nB\n" E "\nD", "ok/1 paid1[B\n] free[D]"},
    {"begin_ends_its_line_end_alone", "A，" B "\nB\n" E "\nD", "ok/1 free[A，] paid1[\nB] free[\nD]"},
    {"both_alone_and_nothing_between", "A\n" B "\n" E, "refused/0 | empty-region@2+13"},
    {"two_regions_from_the_first_line", B "\nB\n" E "\n" B "\nC\n" E "\nD", "ok/2 paid1[B\n] paid2[C\n] free[D]"},
    {"first_line_to_last_line", B "\nB\n" E, "ok/1 paid1[B\n] | nothing-free@0+13"},
    {"end_marker_on_last_line_without_newline_closes", "a" B "b\n" E, "ok/1 free[a] paid1[b]"},
    {"end_marker_on_last_line_with_newline_closes", "a" B "b\n" E "\n", "ok/1 free[a] paid1[b] free[\n]"},
    {"begin_alone_on_the_last_line", "a\n" B, "refused/0 | unclosed-begin@2+13"},
    {"blanks_behind_a_marker_go_along", "a\n" B " \t\nb\n" E "  \nc", "ok/1 free[a] paid1[\nb] free[\nc]"},
    {"blanks_at_the_end_go_along", "a\n" B "\nb\n" E "\t ", "ok/1 free[a] paid1[\nb]"},
    {"blanks_around_both_go_along", "a\n  " B " \r\nb\r\n\t" E " \r\nc", "ok/1 free[a] paid1[\r\nb] free[\r\nc]"},
    {"blanks_on_the_first_line_go_along", " " B "\t\nb\n " E " \nc", "ok/1 paid1[b\n] free[c]"},
    {"blanks_behind_byte_order_mark_go_along", MARK " " B "\nb" E "c", "ok/1 free[" MARK "] paid1[b] free[c]"},
    {"blanks_beside_text_stay", "a " B " b " E " c", "ok/1 free[a ] paid1[ b ] free[ c]"},
    {"blanks_before_a_marker_and_text_behind_stay", "a\n " B "b\n " E " c", "ok/1 free[a\n ] paid1[b\n ] free[ c]"},
    {"other_white_space_is_company", "a\n" WIDE B "\nb\n\v" E "\nc", "ok/1 free[a\n" WIDE "] paid1[\nb\n\v] free[\nc]"},
    {"blanks_and_a_lone_carriage_return_are_company", "a\n" B " \rb\n" E, "ok/1 free[a\n] paid1[ \rb]"},
    {"blanks_before_a_marker_go_along", "a\n " B "\nb\n " E "\nc", "ok/1 free[a] paid1[\nb] free[\nc]"},
    {"two_markers_on_a_line_are_company", "a\n" B "x" E "\n" E B "\nb",
     "refused/0 | unexpected-end@28+11 | unclosed-begin@39+13"},
    {"two_regions_that_touch_on_a_line", "a\n" B "b\n" E B "\nc" E, "ok/2 free[a\n] paid1[b\n] paid2[\nc]"},
    {"blanks_between_two_markers_are_company", "a\n" B "b\n" E " " B "\nc" E,
     "ok/2 free[a\n] paid1[b\n] free[ ] paid2[\nc]"},
    {"crlf_is_taken_whole", "a\r\n" B "\r\nb\r\n" E "\r\nc", "ok/1 free[a] paid1[\r\nb] free[\r\nc]"},
    {"crlf_behind_is_taken_whole", B "\r\nb\r\n" E "\r\nc", "ok/1 paid1[b\r\n] free[c]"},
    {"crlf_right_behind_a_marker_is_taken_whole", "a" B "b" E B "c\r\n" E, "ok/2 free[a] paid1[b] paid2[c]"},
    {"crlf_at_the_start_is_taken_whole", "\r\n" B "\r\nb" E, "ok/1 paid1[\r\nb] | nothing-free@2+13"},
    {"crlf_at_the_end_is_taken_whole", B "\r\nb\r\n" E "\r\n", "ok/1 paid1[b\r\n] | nothing-free@0+13"},
    {"lone_carriage_return_before_is_company", "a\r" B "b" E "c", "ok/1 free[a\r] paid1[b] free[c]"},
    {"lone_carriage_return_behind_is_company", "a\n" B "\rb\n" E, "ok/1 free[a\n] paid1[\rb]"},
    {"carriage_return_at_the_end_of_text_is_company", "a" B "b\n" E "\r", "ok/1 free[a] paid1[b\n] free[\r]"},
    {"carriage_return_and_text_is_company", "a" B "b\n" E "\rc", "ok/1 free[a] paid1[b\n] free[\rc]"},
    {"marker_behind_byte_order_mark_stands_alone", MARK B "\nb\n" E "\nc", "ok/1 free[" MARK "] paid1[b\n] free[c]"},
    {"line_feed_behind_byte_order_mark_can_be_taken", MARK "\n" B "\nb" E "c",
     "ok/1 free[" MARK "] paid1[\nb] free[c]"},
    {"mark_later_in_the_text_is_company", "a\n" MARK B "b" E "c", "ok/1 free[a\n" MARK "] paid1[b] free[c]"},
    {"second_mark_at_the_start_is_company", MARK MARK B "\nb" E "c", "ok/1 free[" MARK MARK "] paid1[\nb] free[c]"},
    {"begin_takes_the_line_feed_of_the_line_before", "\n" B "\nb\n" E "\n",
     "ok/1 paid1[\nb] free[\n] | nothing-free@1+13"},
    {"line_ending_taken_already_is_not_there", "a" B "b\n" E "\n" B "\nc" E "d",
     "ok/2 free[a] paid1[b] paid2[\nc] free[d]"},
    {"endings_between_regions_that_have_company", "a\n" B "b" E "\n" B "c\n" E "\n" B "d" E,
     "ok/3 free[a\n] paid1[b] free[\n] paid2[c] free[\n] paid3[d]"},
    {"end_of_first_line_region_takes_the_one_behind", B " \nb\n" E "\nc", "ok/1 paid1[b\n] free[c]"},
    {"end_of_first_line_region_at_the_end_takes_none", B "\nb\n" E, "ok/1 paid1[b\n] | nothing-free@0+13"},
    {"end_of_the_next_region_follows_its_own_begin", B "\nb\n" E "\nc\n" B "\nd\n" E "\ne",
     "ok/2 paid1[b\n] free[c] paid2[\nd] free[\ne]"},
    {"begin_that_took_none_gives_its_end_the_one_before", "a" B "b\n" E "\n" B "c\n" E "\nd",
     "ok/2 free[a] paid1[b] free[\n] paid2[c] free[\nd]"},
    {"second_line_ending_in_a_row_stays", "a\n\n" B "\n\nb\n\n" E "\n\nc", "ok/1 free[a\n] paid1[\n\nb\n] free[\n\nc]"},
    {"nul_is_text", "a\001" B "\001" E, "ok/1 free[a\001] paid1[\001]"},
    {"line_ending_between_two_markers_is_taken_once", "a\n" B "b\n" E "\n" B "\nc\n" E "\nd",
     "ok/2 free[a\n] paid1[b] paid2[\nc] free[\nd]"},
};

static void removal_follows_the_lines(void **state)
{
    const struct row *row = *state;

    check_outline(row->text, strlen(row->text), NULL, row->expected);
}

/* The document ends before the line feed that would make its last byte a line ending. */
static void bytes_behind_the_text_do_not_count(void **state)
{
    const char *text = "a" B "b\n" E "\r\n";
    struct paidmark_document *document = new_document();
    struct outline outline;

    (void)state;
    paidmark_parse(document, text, strlen(text) - 1, NULL);
    outline_write(&outline, document);
    assert_string_equal(outline.text, "ok/1 free[a] paid1[b\n] free[\r]");
    paidmark_document_free(document);
}

static const struct row exact_rows[] = {
    {"exact_leaves_line_endings", "A，" B "B\nC\n" E "\nD", "ok/1 free[A，] paid1[B\nC\n] free[\nD]"},
    {"exact_leaves_them_on_the_first_line", B "\nB\n" E "\nD", "ok/1 paid1[\nB\n] free[\nD]"},
    {"exact_leaves_crlf", "a\r\n" B "\r\nb\r\n" E "\r\n", "ok/1 free[a\r\n] paid1[\r\nb\r\n] free[\r\n]"},
    {"exact_in_a_line", "a" B "b" E "c", "ok/1 free[a] paid1[b] free[c]"},
    {"exact_has_the_same_problems", "a\n" B "\n", "refused/0 | unclosed-begin@2+13"},
};

static void exact_removes_markers_only(void **state)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_EXACT);
    const struct row *row = *state;

    check_outline(row->text, strlen(row->text), &options, row->expected);
}

/* ---- Problems ---------------------------------------------------------------------------------------------------- */

static const struct row problem_rows[] = {
    {"unclosed", "a" B "b", "refused/0 | unclosed-begin@1+13"},
    {"unclosed_second_region", "a" B "b" E B "c", "refused/0 | unclosed-begin@26+13"},
    {"nested", "a" B "b" B "c" E "d" E "e", "refused/0 | nested-begin@15+13^1"},
    {"nested_twice", B "b" B "c" B "d" E E E "x", "refused/0 | nested-begin@14+13^0 | nested-begin@28+13^0"},
    {"nested_names_the_outermost_begin", "a" B "b" E "c" B "d" B "e" E E, "refused/0 | nested-begin@41+13^27"},
    {"nested_and_unclosed", "a" B "b" B "c" E, "refused/0 | nested-begin@15+13^1 | unclosed-begin@1+13"},
    {"unclosed_is_the_outermost_begin", "a" B "b" B "c", "refused/0 | nested-begin@15+13^1 | unclosed-begin@1+13"},
    {"unexpected", "a" E "b", "refused/0 | unexpected-end@1+11"},
    {"unexpected_behind_a_region", "a" B "b" E "c" E, "refused/0 | unexpected-end@27+11"},
    {"unexpected_twice", "a" E E, "refused/0 | unexpected-end@1+11 | unexpected-end@12+11"},
    {"unexpected_then_unclosed", "a" E "b" B "c", "refused/0 | unexpected-end@1+11 | unclosed-begin@13+13"},
    {"lookalike_of_begin", "a #paidbegin b", "refused/0 | lookalike-marker@2+10~" B},
    {"lookalike_of_end", "a #paidend b", "refused/0 | lookalike-marker@2+8~" E},
    {"lookalike_and_unexpected_in_document_order", "a" E "#paidend #" E,
     "refused/0 | unexpected-end@1+11 | lookalike-marker@12+10~" E " | unexpected-end@22+11"},
    {"unclosed_comes_behind_later_errors", "a" B "#paidend",
     "refused/0 | lookalike-marker@14+8~" E " | unclosed-begin@1+13"},
    {"empty", "a" B E "b", "refused/0 | empty-region@1+13"},
    {"empty_with_white_space", "a" B " \n\t\v\f\r\u00A0" WIDE E "b", "refused/0 | empty-region@1+13"},
    {"white_space_that_is_text", "a" B "\u2003" E "b", "ok/1 free[a] paid1[\u2003] free[b]"},
    {"empty_with_a_byte_order_mark_is_not", "a" B MARK E "b", "ok/1 free[a] paid1[" MARK "] free[b]"},
    {"second_region_empty", "a" B "b" E B E, "refused/0 | empty-region@26+13"},
    {"first_region_empty", "a" B E B "b" E, "refused/0 | empty-region@1+13"},
    {"both_regions_empty", "a" B E "b" B " " E, "refused/0 | empty-region@1+13 | empty-region@26+13"},
    {"empty_between_other_errors", "a" E B E E,
     "refused/0 | unexpected-end@1+11 | empty-region@12+13 | unexpected-end@36+11"},
    {"nested_inside_empty", "a" B B E E "b", "refused/0 | empty-region@1+13 | nested-begin@14+13^1"},
    {"text_before_the_inner_region_counts", "a" B "x" B E E "b", "refused/0 | nested-begin@15+13^1"},
    {"text_behind_the_inner_region_counts", "a" B B E "x" E "b", "refused/0 | nested-begin@14+13^1"},
    {"text_in_the_inner_region_counts", "a" B B "x" E E "b", "refused/0 | nested-begin@14+13^1"},
    {"nothing_free", B "b" E, "ok/1 paid1[b] | nothing-free@0+13"},
    {"nothing_free_but_white_space", " \n" B "b" E WIDE, "ok/1 free[ \n] paid1[b] free[" WIDE "] | nothing-free@2+13"},
    {"nothing_free_but_a_byte_order_mark", MARK " " B "b" E, "ok/1 free[" MARK " ] paid1[b] | nothing-free@4+13"},
    {"nothing_free_but_a_later_mark", " " MARK B "b" E, "ok/1 free[ " MARK "] paid1[b]"},
    {"nothing_free_names_the_first_begin", " " B "b" E " " B "c" E,
     "ok/2 free[ ] paid1[b] free[ ] paid2[c] | nothing-free@1+13"},
    {"something_free_before", "a" B "b" E, "ok/1 free[a] paid1[b]"},
    {"something_free_between", B "b" E "a" B "c" E, "ok/2 paid1[b] free[a] paid2[c]"},
    {"something_free_behind", B "b" E "a", "ok/1 paid1[b] free[a]"},
    {"nothing_at_all_is_no_warning", " \n", "ok/0 free[ \n]"},
    {"unclosed_and_nothing_free", B "b", "refused/0 | unclosed-begin@0+13 | nothing-free@0+13"},
    {"unclosed_region_is_not_empty", "a" B, "refused/0 | unclosed-begin@1+13"},
    {"empty_and_nothing_free", B E, "refused/0 | empty-region@0+13 | nothing-free@0+13"},
    {"warnings_come_behind_errors", B "b" E "<!--more-->" E,
     "refused/0 | unexpected-end@36+11 | foreign-marker@25+11~more"},
    {"nothing_free_is_the_last_warning", B "<!--more-->" E,
     "ok/1 paid1[<!--more-->] | foreign-marker@13+11~more | nothing-free@0+13"},
    {"foreign_without_a_region", "a<!--more-->b", "refused/0 | foreign-marker@1+11~more"},
    {"foreign_with_a_tail", "a<!--more x-->b", "refused/0 | foreign-marker@1+13~more"},
    {"foreign_with_a_region", "a<!--more-->" B "b" E, "ok/1 free[a<!--more-->] paid1[b] | foreign-marker@1+11~more"},
    {"foreign_before_a_region_and_in_it", "<!--members-only-->" B "<!--kg-gated-block:end-->" E,
     "ok/1 free[<!--members-only-->] paid1[<!--kg-gated-block:end-->] | foreign-marker@0+19~ghost"
     " | foreign-marker@32+25~ghost"},
    {"foreign_between_other_errors", E "<!--more-->" E "<!--more-->",
     "refused/0 | unexpected-end@0+11 | foreign-marker@11+11~more | unexpected-end@22+11 | foreign-marker@33+11~more"},
    {"foreign_and_unclosed", "<!--more-->" B, "refused/0 | unclosed-begin@11+13 | foreign-marker@0+11~more"},
    {"foreign_and_a_lookalike", "<!--more--> #paidbegin b",
     "refused/0 | foreign-marker@0+11~more | lookalike-marker@12+10~" B},
    {"text_before_unexpected_end_is_free_for_warnings", "a" E B "b" E, "refused/0 | unexpected-end@1+11"},
    {"lookalike_is_free_text_for_warnings", "paidend" B "b" E, "refused/0 | lookalike-marker@0+7~" E},
    {"lookalike_is_paid_text_for_warnings", "a" B "paidend" E, "refused/0 | lookalike-marker@14+7~" E},
};

static void problems_are_listed(void **state)
{
    const struct row *row = *state;

    check_outline(row->text, strlen(row->text), NULL, row->expected);
}

/* What stands behind the stroke in an outline. */
static const char *problems_in(const char *outline)
{
    const char *stroke = strchr(outline, '|');

    return stroke ? stroke : "";
}

/* Problems are the same with and without salvage, and so is what an OK document has. */
static void salvage_leaves_problems_as_they_are(void **state)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE);
    const struct row *row = *state;
    struct paidmark_document *document = new_document();
    struct outline outline;

    paidmark_parse(document, row->text, strlen(row->text), &options);
    outline_write(&outline, document);
    check_document(document, row->text, strlen(row->text));
    if (row->expected[0] == 'o')
        assert_string_equal(outline.text, row->expected);
    assert_string_equal(problems_in(outline.text), problems_in(row->expected));
    assert_int_equal(document->status, row->expected[0] == 'o' ? PAIDMARK_STATUS_OK : PAIDMARK_STATUS_SALVAGED);
    paidmark_document_free(document);
}

/* ---- Salvage ----------------------------------------------------------------------------------------------------- */

#define LB " | lookalike-marker@"

static const struct row salvage_rows[] = {
    /* Unclosed begin markers. */
    {"unclosed_is_paid_to_the_end", "a" B "b", "salvaged/1 free[a] paid1[b] | unclosed-begin@1+13"},
    {"unclosed_second_region_is_paid_to_the_end", "a" B "b" E "c" B "d\ne",
     "salvaged/2 free[a] paid1[b] free[c] paid2[d\ne] | unclosed-begin@27+13"},
    {"unclosed_at_the_end_hides_nothing", "a" B, "salvaged/1 free[a] | unclosed-begin@1+13"},

    /* Nested begin markers. */
    {"nested_is_paid_to_depth_0", "a" B "b" B "c" E "d" E "e",
     "salvaged/1 free[a] paid1[b] paid1[c] paid1[d] free[e] | nested-begin@15+13^1"},
    {"nested_unclosed_is_paid_to_the_end", "a" B "b" B "c" E "d",
     "salvaged/1 free[a] paid1[b] paid1[c] paid1[d] | nested-begin@15+13^1 | unclosed-begin@1+13"},

    /* Unexpected end markers. */
    {"unexpected_hides_from_the_start_to_the_end", "a" E "b", "salvaged/1 paid1[a] paid1[b] | unexpected-end@1+11"},
    {"unexpected_hides_the_byte_order_mark", MARK "a" E "b",
     "salvaged/1 paid1[" MARK "a] paid1[b] | unexpected-end@4+11"},
    {"unexpected_hides_from_the_marker_before_to_the_one_behind", "a" B "b" E "c" E "d" B "e" E "f",
     "salvaged/3 free[a] paid1[b] paid2[c] paid2[d] paid3[e] free[f] | unexpected-end@27+11"},
    {"unexpected_after_unexpected_hides_one_region", "a" E "b" E "c",
     "salvaged/1 paid1[a] paid1[b] paid1[c] | unexpected-end@1+11 | unexpected-end@13+11"},
    {"unexpected_right_behind_a_marker_still_takes_a_number", "a" B "b" E E B "d" E "e",
     "salvaged/3 free[a] paid1[b] paid3[d] free[e] | unexpected-end@26+11"},
    {"unexpected_at_the_very_start", E "b", "salvaged/1 paid1[b] | unexpected-end@0+11"},
    {"unexpected_then_a_region", "a" E "b" B "c" E "d",
     "salvaged/2 paid1[a] paid1[b] paid2[c] free[d] | unexpected-end@1+11"},
    {"unexpected_alone_on_its_line", "a\n" E "\nb", "salvaged/1 paid1[a] paid1[\nb] | unexpected-end@2+11"},
    {"unexpected_on_the_first_line", E "\nb", "salvaged/1 paid1[b] | unexpected-end@0+11"},

    /* Empty regions. */
    {"empty_hides_to_the_end", "a" B E "b", "salvaged/2 free[a] paid2[b] | empty-region@1+13"},
    {"empty_hides_to_the_next_begin", "a" B " " E "b" B "c" E "d",
     "salvaged/3 free[a] paid1[ ] paid2[b] paid3[c] free[d] | empty-region@1+13"},
    {"empty_and_unexpected_hide_one_region", "a" B E "b" E "c",
     "salvaged/2 free[a] paid2[b] paid2[c] | empty-region@1+13 | unexpected-end@26+11"},
    {"empty_regions_in_a_row", "a" B E "b" B E "c",
     "salvaged/4 free[a] paid2[b] paid4[c] | empty-region@1+13 | empty-region@26+13"},
    {"empty_takes_line_endings_as_others_do", "a\n" B "\n" E "\nb",
     "salvaged/2 free[a] paid2[\nb] | empty-region@2+13"},
    {"empty_on_the_first_line", B "\n" E "\nb", "salvaged/2 paid2[b] | empty-region@0+13"},
    {"empty_that_takes_the_line_ending_of_the_next", "a\n" B "\n" E "\n" B "\nb" E,
     "salvaged/3 free[a] paid3[\nb] | empty-region@2+13"},
    {"nested_and_empty_hides_behind_the_outer_end", "a" B B E E "b",
     "salvaged/2 free[a] paid2[b] | empty-region@1+13 | nested-begin@14+13^1"},
    {"empty_inside_what_a_lookalike_opened_hides_no_more", "a paidbegin b" B E "c" E "d",
     "salvaged/1 free[a ] paid1[paidbegin b] paid1[c] free[d]" LB "2+9~" B
     " | empty-region@13+13 | unexpected-end@38+11"},

    /* Foreign markers. */
    {"foreign_hides_all", MARK "a<!--more-->b", "salvaged/1 paid1[" MARK "a<!--more-->b] | foreign-marker@4+11~more"},
    {"foreign_and_unexpected_hide_all", "a" E "b<!--more-->c",
     "salvaged/1 paid1[a] paid1[b<!--more-->c] | unexpected-end@1+11 | foreign-marker@13+11~more"},
    {"foreign_and_a_begin_lookalike_hide_all", "a<!--more--> paidbegin b" E "c",
     "salvaged/1 paid1[a<!--more--> paidbegin b] paid1[c] | foreign-marker@1+11~more" LB "13+9~" B
     " | unexpected-end@24+11"},

    /* Look-alikes of begin markers. */
    {"begin_lookalike_opens", "a #paidbegin b", "salvaged/1 free[a ] paid1[#paidbegin b]" LB "2+10~" B},
    {"begin_lookalike_is_closed_by_an_exact_end", "x ##PaidBegin## p " E " y",
     "salvaged/1 free[x ] paid1[##PaidBegin## p ] free[ y]" LB "2+13~" B " | unexpected-end@18+11"},
    {"begin_lookalike_at_the_start", "paidbegin b", "salvaged/1 paid1[paidbegin b]" LB "0+9~" B},
    {"two_begin_lookalikes_want_two_ends", "a paidbegin b paidbegin c" E "d" E "e",
     "salvaged/1 free[a ] paid1[paidbegin b paidbegin c] paid1[d] free[e]" LB "2+9~" B LB "14+9~" B
     " | unexpected-end@25+11 | unexpected-end@37+11"},
    {"begin_lookalike_inside_a_region_opens_deeper", "a" B "b paidbegin c" E "d" E "e",
     "salvaged/1 free[a] paid1[b paidbegin c] paid1[d] free[e]" LB "16+9~" B " | unexpected-end@39+11"},
    {"begin_lookalike_inside_a_region_without_a_second_end", "a" B "b paidbegin c" E "d",
     "salvaged/1 free[a] paid1[b paidbegin c] paid1[d]" LB "16+9~" B},
    {"begin_lookalike_then_exact_begin", "a paidbegin b" B "c" E "d" E "e",
     "salvaged/1 free[a ] paid1[paidbegin b] paid1[c] paid1[d] free[e]" LB "2+9~" B " | unexpected-end@39+11"},
    {"begin_lookalike_behind_a_region", "a" B "b" E "c paidbegin d",
     "salvaged/2 free[a] paid1[b] free[c ] paid2[paidbegin d]" LB "28+9~" B},
    {"end_behind_a_lookalike_is_not_taken_twice", "a paidbegin b" E "c" E "d",
     "salvaged/2 free[a ] paid1[paidbegin b] paid2[c] paid2[d]" LB "2+9~" B
     " | unexpected-end@13+11 | unexpected-end@25+11"},

    /* Look-alikes of end markers. */
    {"end_lookalike_does_not_close", "a" B "b paidend c" E "d",
     "salvaged/1 free[a] paid1[b paidend c] free[d]" LB "16+7~" E},
    {"end_lookalike_hides_its_stretch", "a paidend b", "salvaged/1 paid1[a paidend b]" LB "2+7~" E},
    {"end_lookalike_hides_the_byte_order_mark", MARK "a paidend b",
     "salvaged/1 paid1[" MARK "a paidend b]" LB "5+7~" E},
    {"end_lookalike_hides_from_the_marker_before_to_the_one_behind", "a" B "b" E "c paidend d" B "e" E "f",
     "salvaged/3 free[a] paid1[b] paid2[c paidend d] paid3[e] free[f]" LB "28+7~" E},
    {"two_end_lookalikes_hide_one_region", "a paidend b paidend c",
     "salvaged/1 paid1[a paidend b paidend c]" LB "2+7~" E LB "12+7~" E},
    {"end_lookalike_and_unexpected_end_hide_one_region", "a paidend b" E "c",
     "salvaged/1 paid1[a paidend b] paid1[c]" LB "2+7~" E " | unexpected-end@11+11"},
    {"end_lookalike_then_region", "a paidend b" B "c" E "d",
     "salvaged/2 paid1[a paidend b] paid2[c] free[d]" LB "2+7~" E},
    {"end_lookalikes_on_both_sides_of_a_region", "a paidend b" B "c" E "d paidend e",
     "salvaged/3 paid1[a paidend b] paid2[c] paid3[d paidend e]" LB "2+7~" E LB "38+7~" E},
    {"end_lookalike_then_begin_lookalike", "a paidend b paidbegin c",
     "salvaged/2 paid1[a paidend b ] paid2[paidbegin c]" LB "2+7~" E LB "12+9~" B},
    {"end_lookalike_then_begin_lookalike_then_end", "a paidend b paidbegin c" E "d",
     "salvaged/2 paid1[a paidend b ] paid2[paidbegin c] free[d]" LB "2+7~" E LB "12+9~" B " | unexpected-end@23+11"},
    {"what_is_hidden_behind_a_begin_lookalike_is_another_region", "a" E "b paidbegin c" E "d" E "e",
     "salvaged/3 paid1[a] paid1[b ] paid2[paidbegin c] paid3[d] paid3[e] | unexpected-end@1+11" LB "14+9~" B
     " | unexpected-end@25+11 | unexpected-end@37+11"},
    {"begin_lookalike_then_end_lookalike", "a paidbegin b paidend c",
     "salvaged/1 free[a ] paid1[paidbegin b paidend c]" LB "2+9~" B LB "14+7~" E},
    {"lookalikes_side_by_side", "a paidend#paidbegin b",
     "salvaged/2 paid1[a paidend#] paid2[paidbegin b]" LB "2+8~" E LB "10+9~" B},
    {"end_lookalike_at_the_end", "a paidend", "salvaged/1 paid1[a paidend]" LB "2+7~" E},

    /* What is removed does not depend on salvage: pairs are counted on exact markers. */
    {"line_endings_follow_exact_pairs", "paidbegin\n" B "\nb\n" E "\nc",
     "salvaged/1 paid1[paidbegin] paid1[\nb] paid1[\nc]" LB "0+9~" B},
    {"end_that_a_lookalike_opened_is_no_pair", "x\npaidbegin\n" E "\nc",
     "salvaged/1 free[x\n] paid1[paidbegin] free[\nc]" LB "2+9~" B " | unexpected-end@12+11"},
    {"end_of_nested_begin_on_the_first_line", B "\n" B "\nb\n" E "\n" E "\nc",
     "salvaged/1 paid1[b] paid1[\n] free[c] | nested-begin@14+13^0"},
};

static void salvage_reads_towards_paid(void **state)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE);
    const struct row *row = *state;

    check_outline(row->text, strlen(row->text), &options, row->expected);
}

/* The same texts are refused without salvage, with the same problems. */
static void without_salvage_they_are_refused(void **state)
{
    const struct row *row = *state;
    struct outline expected = {.bytes = 0};

    outline_add(&expected, "refused/0 %s", problems_in(row->expected));
    check_outline(row->text, strlen(row->text), NULL, expected.text);
}

/* ---- Unmarked documents ------------------------------------------------------------------------------------------ */

struct policy_row {
    const char *name;
    uint32_t unmarked, flags;
    const char *text;
    const char *expected;
};

static const struct policy_row policy_rows[] = {
    {"free_is_free", PAIDMARK_UNMARKED_FREE, 0, "a\nb", "ok/0 free[a\nb]"},
    {"paid_is_one_region", PAIDMARK_UNMARKED_PAID, 0, "a\nb", "ok/1 paid1[a\nb]"},
    {"paid_with_a_byte_order_mark", PAIDMARK_UNMARKED_PAID, 0, MARK "a", "ok/1 paid1[" MARK "a]"},
    {"paid_with_no_text", PAIDMARK_UNMARKED_PAID, 0, "", "ok/1"},
    {"paid_leaves_a_marked_document_alone", PAIDMARK_UNMARKED_PAID, 0, "a" B "b" E "c",
     "ok/1 free[a] paid1[b] free[c]"},
    {"paid_leaves_an_empty_region_alone", PAIDMARK_UNMARKED_PAID, PAIDMARK_OPTION_SALVAGE, "a" B E "b",
     "salvaged/2 free[a] paid2[b] | empty-region@1+13"},
    {"paid_does_not_help_a_document_with_errors", PAIDMARK_UNMARKED_PAID, 0, "a" E "b",
     "refused/0 | unexpected-end@1+11"},
    {"paid_under_salvage_is_paid_throughout", PAIDMARK_UNMARKED_PAID, PAIDMARK_OPTION_SALVAGE, "a" E "b",
     "salvaged/1 paid1[a] paid1[b] | unexpected-end@1+11"},
    {"paid_under_salvage_joins_what_touches", PAIDMARK_UNMARKED_PAID, PAIDMARK_OPTION_SALVAGE,
     "a paidend b paidbegin c", "salvaged/1 paid1[a paidend b paidbegin c]" LB "2+7~" E LB "12+9~" B},
    {"paid_under_salvage_joins_three_and_keeps_the_rest", PAIDMARK_UNMARKED_PAID, PAIDMARK_OPTION_SALVAGE,
     MARK "a paidend b paidbegin c" E "d" E E "e",
     "salvaged/1 paid1[" MARK "a paidend b paidbegin c] paid1[d] paid1[e]" LB "5+7~" E LB "15+9~" B
     " | unexpected-end@26+11 | unexpected-end@38+11 | unexpected-end@49+11"},
    {"error_refuses", PAIDMARK_UNMARKED_ERROR, 0, "a", "refused/0 | no-paid-region@0+0"},
    {"error_refuses_under_salvage", PAIDMARK_UNMARKED_ERROR, PAIDMARK_OPTION_SALVAGE, "a",
     "refused/0 | no-paid-region@0+0"},
    {"error_refuses_an_empty_document", PAIDMARK_UNMARKED_ERROR, 0, "", "refused/0 | no-paid-region@0+0"},
    {"error_and_a_foreign_marker", PAIDMARK_UNMARKED_ERROR, PAIDMARK_OPTION_SALVAGE, "a<!--more-->",
     "refused/0 | foreign-marker@1+11~more | no-paid-region@0+0"},
    {"paid_and_a_foreign_marker", PAIDMARK_UNMARKED_PAID, 0, "a<!--more-->", "refused/0 | foreign-marker@1+11~more"},
    {"error_comes_behind_other_errors", PAIDMARK_UNMARKED_ERROR, PAIDMARK_OPTION_SALVAGE, "a" E,
     "refused/0 | unexpected-end@1+11 | no-paid-region@0+0"},
    {"error_counts_exact_markers_only", PAIDMARK_UNMARKED_ERROR, PAIDMARK_OPTION_SALVAGE, "paidbegin",
     "refused/0" LB "0+9~" B " | no-paid-region@0+0"},
    {"error_leaves_a_marked_document_alone", PAIDMARK_UNMARKED_ERROR, 0, "a" B "b" E, "ok/1 free[a] paid1[b]"},
    {"error_takes_an_empty_region_for_one", PAIDMARK_UNMARKED_ERROR, 0, "a" B E, "refused/0 | empty-region@1+13"},
    {"error_takes_an_unclosed_region_for_one", PAIDMARK_UNMARKED_ERROR, 0, "a" B, "refused/0 | unclosed-begin@1+13"},
};

static void unmarked_documents_follow_the_policy(void **state)
{
    const struct policy_row *row = *state;
    struct paidmark_options options = OPTIONS(.flags = row->flags, .unmarked = row->unmarked);

    check_outline(row->text, strlen(row->text), &options, row->expected);
}

/* ---- Other marker sets ------------------------------------------------------------------------------------------- */

static const struct paidmark_marker_pair angle_pairs[] = {{"<<", 2, ">>", 2, 0, 0}, {"<", 1, ">", 1, 0, 0}};
static const struct paidmark_marker_pair mark_pairs[] = {{MARK, 3, "\uFF0A", 3, 0, 0}};
static const struct paidmark_marker_pair return_pairs[] = {{"\r", 1, "/", 1, 0, 0}};
static const struct paidmark_marker_pair nul_dividers[] = {{"\0", 1, NULL, 0, 0, 0}};
static const struct paidmark_marker_pair mixed[] = {{"[", 1, "]", 1, 0, 0}, {"--", 2, NULL, 0, 0, 0}};
static const struct paidmark_marker_pair blank_pairs[] = {{" ", 1, "\t", 1, 0, 0}};

struct set_row {
    const char *name;
    const char *set; /* a named one, or NULL */
    const struct paidmark_marker_pair *pairs;
    size_t count;
    const char *text;
    size_t bytes;
    const char *expected;
};

static const struct set_row set_rows[] = {
    {"divider_runs_to_the_end", "more", NULL, 0, TEXT("a<!--more-->b"), "ok/1 free[a] paid1[b]"},
    {"divider_of_ghost", "ghost", NULL, 0, TEXT("a<!--members-only-->b"), "ok/1 free[a] paid1[b]"},
    {"divider_alone_on_its_line", "more", NULL, 0, TEXT("a\n<!--more-->\nb"), "ok/1 free[a\n] paid1[b]"},
    {"divider_on_the_first_line", "more", NULL, 0, TEXT("<!--more-->\nb"), "ok/1 paid1[b] | nothing-free@0+11"},
    {"divider_indented_and_with_a_tail", "more", NULL, 0, TEXT("a\n  <!--more x--> \r\nb"), "ok/1 free[a\n] paid1[b]"},
    {"divider_at_the_end_of_a_line", "more", NULL, 0, TEXT("a<!--more-->\nb"), "ok/1 free[a] paid1[\nb]"},
    {"second_divider_is_a_warning", "more", NULL, 0, TEXT("a<!--more-->b\n<!--more-->\nc"),
     "ok/1 free[a] paid1[b\n] paid1[c] | repeated-divider@14+11"},
    {"pair_of_ghost_with_a_tail", "ghost", NULL, 0,
     TEXT("a<!--kg-gated-block:begin nonMember:false -->b<!--kg-gated-block:end-->c"), "ok/1 free[a] paid1[b] free[c]"},
    {"divider_inside_a_pair", NULL, mixed, 2, TEXT("a[b--c]d"), "refused/0 | nested-begin@3+2^1"},
    {"divider_behind_a_pair", NULL, mixed, 2, TEXT("a[b]c--d"), "ok/2 free[a] paid1[b] free[c] paid2[d]"},
    {"pair_behind_a_divider", NULL, mixed, 2, TEXT("a--b[c]d"), "ok/1 free[a] paid1[b] paid1[c] paid1[d]"},
    {"empty_pair_behind_a_divider", NULL, mixed, 2, TEXT("a--b[]c"), "ok/1 free[a] paid1[b] paid1[c]"},
    {"nothing_but_an_empty_pair_behind_a_divider", NULL, mixed, 2, TEXT("a--[ ]"), "refused/0 | empty-region@1+2"},
    {"unclosed_behind_a_divider", NULL, mixed, 2, TEXT("a--b[c"), "refused/0 | unclosed-begin@4+1"},
    {"nested_behind_a_divider", NULL, mixed, 2, TEXT("a--b[c[d]]e"), "refused/0 | nested-begin@6+1^4"},
    {"unexpected_behind_a_divider", NULL, mixed, 2, TEXT("a--b]c"), "refused/0 | unexpected-end@4+1"},
    {"two_dividers_inside_a_pair", NULL, mixed, 2, TEXT("a[b--c--d]e"),
     "refused/0 | nested-begin@3+2^1 | nested-begin@6+2^1"},
    {"tokens_are_no_blanks_to_be_taken", NULL, blank_pairs, 1, TEXT("a\n b\t\nc"), "ok/1 free[a\n] paid1[b] free[\nc]"},
    {"divider_with_nothing_behind_is_empty", "more", NULL, 0, TEXT("a<!--more-->"), "refused/0 | empty-region@1+11"},
    {"divider_with_white_space_behind_is_empty", "more", NULL, 0, TEXT("a<!--more--> \n<!--more-->"),
     "refused/0 | empty-region@1+11 | repeated-divider@14+11"},
    {"divider_before_all_and_nothing_behind", "more", NULL, 0, TEXT("<!--more-->"),
     "refused/0 | empty-region@0+11 | nothing-free@0+11"},
    {"default_markers_are_text_to_other_sets", "more", NULL, 0, TEXT("a##!##<!--more-->b"),
     "ok/1 free[a##!##] paid1[b]"},
    {"spellings_mix_in_a_set", "fastadmin", NULL, 0, TEXT("a<paid>b$$paidend$$c$$paidbegin$$d##paidend##e"),
     "ok/2 free[a] paid1[b] free[c] paid2[d] free[e]"},
    {"longest_token_wins", NULL, angle_pairs, 2, TEXT("a<<b>>c"), "ok/1 free[a] paid1[b] free[c]"},
    {"tokens_do_not_overlap", NULL, angle_pairs, 2, TEXT("a<<<b>>>c"), "refused/0 | nested-begin@3+1^1"},
    {"shorter_token_where_the_longer_is_cut", NULL, angle_pairs, 2, TEXT("a<b>"), "ok/1 free[a] paid1[b]"},
    {"byte_order_mark_at_the_start_is_no_marker", NULL, mark_pairs, 1, TEXT(MARK "a" MARK "b＊c"),
     "ok/1 free[" MARK "a] paid1[b] free[c]"},
    {"carriage_return_as_a_token", NULL, return_pairs, 1, TEXT("a\rb/\nc"), "ok/1 free[a] paid1[b] free[\nc]"},
    {"token_that_eats_half_a_line_ending", NULL, return_pairs, 1, TEXT("a\r\nb\n/\nc"),
     "ok/1 free[a] paid1[\nb] free[\nc]"},
    {"token_that_eats_half_the_first_line_ending", NULL, return_pairs, 1, TEXT("\r\nb\n/\nc"),
     "ok/1 paid1[b\n] free[c]"},
    {"nul_as_a_token_is_still_no_text", NULL, nul_dividers, 1, TEXT("a\0b"), "refused/0 | not-text@1+1"},
};

static void set_decides_on_regions(void **state)
{
    const struct set_row *row = *state;
    struct paidmark_marker_set *set = new_set(row->set, row->pairs, row->count);
    struct paidmark_options options = OPTIONS(.markers = set);

    check_outline(row->text, row->bytes, &options, row->expected);
    paidmark_marker_set_free(set);
}

static const struct set_row set_salvage_rows[] = {
    {"divider_inside_a_pair_pays_to_the_end", NULL, mixed, 2, TEXT("a[b--c]d[e]f"),
     "salvaged/1 free[a] paid1[b] paid1[c] paid1[d] paid1[e] paid1[f] | nested-begin@3+2^1"},
    {"end_behind_a_divider_hides_nothing_before_it", NULL, mixed, 2, TEXT("a--b]c"),
     "salvaged/1 free[a] paid1[b] paid1[c] | unexpected-end@4+1"},
    {"unexpected_before_a_divider", NULL, mixed, 2, TEXT("a]b--c"),
     "salvaged/2 paid1[a] paid1[b] paid2[c] | unexpected-end@1+1"},
    {"empty_before_a_divider", NULL, mixed, 2, TEXT("a[]b--c"),
     "salvaged/3 free[a] paid2[b] paid3[c] | empty-region@1+1"},
    {"empty_divider_hides_nothing", NULL, mixed, 2, TEXT("a--"), "salvaged/1 free[a] | empty-region@1+2"},
    {"foreign_beside_an_own_marker_set", NULL, mixed, 1, TEXT("a<!--members-only-->b"),
     "salvaged/1 paid1[a<!--members-only-->b] | foreign-marker@1+19~ghost"},
};

static void set_decides_on_salvage(void **state)
{
    const struct set_row *row = *state;
    struct paidmark_marker_set *set = new_set(row->set, row->pairs, row->count);
    struct paidmark_options options = OPTIONS(.markers = set, .flags = PAIDMARK_OPTION_SALVAGE);

    check_outline(row->text, row->bytes, &options, row->expected);
    paidmark_marker_set_free(set);
}

/* ---- U+0000 ------------------------------------------------------------------------------------------------------ */

struct nul_row {
    const char *name;
    const char *text;
    size_t bytes;
    const char *expected;
};

static const struct nul_row nul_rows[] = {
    {"nul_refuses", TEXT("abc\0"), "refused/0 | not-text@3+1"},
    {"nul_alone", TEXT("\0"), "refused/0 | not-text@0+1"},
    {"first_nul_is_reported", TEXT("a\0b\0"), "refused/0 | not-text@1+1"},
    {"what_is_before_nul_is_read", TEXT("a" E "b\0" E), "refused/0 | unexpected-end@1+11 | not-text@13+1"},
    {"unclosed_is_not_told_before_nul", TEXT("a" B "b\0"), "refused/0 | not-text@15+1"},
    {"warnings_are_not_told_before_nul", TEXT(B "b" E "<!--more-->\0"), "refused/0 | not-text@36+1"},
    {"empty_region_is_told_before_nul", TEXT(B E "\0"), "refused/0 | empty-region@0+13 | not-text@24+1"},
    {"nul_before_ill_formed_text", TEXT("a\0\xFF"), "refused/0 | not-text@1+1"},
    {"ill_formed_text_before_nul", TEXT("a\xFF\0"), "refused/0 | invalid-utf8@1+1"},
    {"nul_that_cuts_a_character", TEXT("a\xE4\xB8\0"), "refused/0 | invalid-utf8@1+2"},
    {"nul_inside_a_marker", TEXT("##paid\0begin##"), "refused/0 | not-text@6+1"},
};

/* Whatever is asked for. */
static void nul_is_no_text(void **state)
{
    const struct nul_row *row = *state;
    static const uint32_t policies[] = {PAIDMARK_UNMARKED_FREE, PAIDMARK_UNMARKED_PAID, PAIDMARK_UNMARKED_ERROR};

    for (size_t i = 0; i < COUNT_OF(policies); i++) {
        struct paidmark_options options = OPTIONS(.unmarked = policies[i]);

        check_outline(row->text, row->bytes, &options, row->expected);
        options.flags = PAIDMARK_OPTION_SALVAGE;
        check_outline(row->text, row->bytes, &options, row->expected);
    }
}

/* ---- Ill-formed text --------------------------------------------------------------------------------------------- */

static const struct row ill_formed_rows[] = {
    {"ill_formed_byte_refuses", "abc\xFF", "refused/0 | invalid-utf8@3+1"},
    {"what_is_behind_is_not_read", "a\xFF" E B "\xFF", "refused/0 | invalid-utf8@1+1"},
    {"what_is_before_is_read", "a" E "b\xFF", "refused/0 | unexpected-end@1+11 | invalid-utf8@13+1"},
    {"unclosed_is_not_told", "a" B "b\xFF", "refused/0 | invalid-utf8@15+1"},
    {"nothing_free_is_not_told", B "b" E "\xFF", "refused/0 | invalid-utf8@25+1"},
    {"empty_region_is_told", "a" B E "b\xFF", "refused/0 | empty-region@1+13 | invalid-utf8@26+1"},
    {"foreign_marker_is_not_told", "a<!--more-->\xFF", "refused/0 | invalid-utf8@12+1"},
    {"lookalike_before_is_told", "paidend\xFF", "refused/0 | lookalike-marker@0+7~" E " | invalid-utf8@7+1"},
    {"lookalike_is_read_as_if_the_text_ended", "##paidend#\xFF#",
     "refused/0 | lookalike-marker@0+10~" E " | invalid-utf8@10+1"},
    {"lookalike_reads_nothing_behind",
     "paid\xFF"
     "end",
     "refused/0 | invalid-utf8@4+1"},
    {"sign_behind_is_not_seen", "paid begin\xE2#", "refused/0 | invalid-utf8@10+1"},
    {"letter_behind_is_not_seen", "paidend\xFFx", "refused/0 | lookalike-marker@0+7~" E " | invalid-utf8@7+1"},
    {"cut_sequence_at_the_end", "a\xE4\xB8", "refused/0 | invalid-utf8@1+2"},
    {"maximal_subpart_of_three", "a\xF0\x9F\x98x", "refused/0 | invalid-utf8@1+3"},
    {"continuation_byte_alone", "\x80", "refused/0 | invalid-utf8@0+1"},
    {"overlong_form", "a\xC0\xAF", "refused/0 | invalid-utf8@1+1"},
    {"surrogate", "a\xED\xA0\x80", "refused/0 | invalid-utf8@1+1"},
    {"beyond_unicode", "a\xF4\x90\x80\x80", "refused/0 | invalid-utf8@1+1"},
    {"half_a_byte_order_mark", "\xEF\xBB", "refused/0 | invalid-utf8@0+2"},
};

static void ill_formed_text_ends_the_list(void **state)
{
    const struct row *row = *state;

    check_outline(row->text, strlen(row->text), NULL, row->expected);
}

/* Neither salvage nor a policy for unmarked documents changes that. */
static void ill_formed_text_is_refused_whatever_is_asked_for(void **state)
{
    static const uint32_t policies[] = {PAIDMARK_UNMARKED_FREE, PAIDMARK_UNMARKED_PAID, PAIDMARK_UNMARKED_ERROR};
    const struct row *row = *state;

    for (size_t i = 0; i < COUNT_OF(policies); i++) {
        struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE, .unmarked = policies[i]);

        check_outline(row->text, strlen(row->text), &options, row->expected);
    }
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, removal_follows_the_lines, removal_rows);
    SUITE_ADD(&suite, bytes_behind_the_text_do_not_count);
    SUITE_ADD_ROWS(&suite, exact_removes_markers_only, exact_rows);
    SUITE_ADD_ROWS(&suite, problems_are_listed, problem_rows);
    SUITE_ADD_ROWS(&suite, salvage_leaves_problems_as_they_are, problem_rows);
    SUITE_ADD_ROWS(&suite, salvage_reads_towards_paid, salvage_rows);
    SUITE_ADD_ROWS(&suite, without_salvage_they_are_refused, salvage_rows);
    SUITE_ADD_ROWS(&suite, unmarked_documents_follow_the_policy, policy_rows);
    SUITE_ADD_ROWS(&suite, set_decides_on_regions, set_rows);
    SUITE_ADD_ROWS(&suite, set_decides_on_salvage, set_salvage_rows);
    SUITE_ADD_ROWS(&suite, nul_is_no_text, nul_rows);
    SUITE_ADD_ROWS(&suite, ill_formed_text_ends_the_list, ill_formed_rows);
    SUITE_ADD_ROWS(&suite, ill_formed_text_is_refused_whatever_is_asked_for, ill_formed_rows);
    return suite_run(&suite, "reading");
}
