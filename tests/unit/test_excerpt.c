/* test_excerpt.c - the beginning of the preview, cut where a reader would
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define MARK   "\xEF\xBB\xBF"
#define FAMILY "\U0001F469\u200D\U0001F469\u200D\U0001F466" /* five code points, one picture */

struct row {
    const char *name;
    const char *text;
    size_t bytes;
    size_t max_characters;
    const char *expected;
};

static const struct row rows[] = {
    /* How long. */
    {"shorter_preview_is_taken_whole", TEXT("abc"), 4, "abc"},
    {"preview_of_just_that_length_is_taken_whole", TEXT("a.b"), 3, "a.b"},
    {"no_limit_takes_all", TEXT("a. b"), SIZE_MAX, "a. b"},
    {"limit_that_is_nothing_when_doubled_takes_all", TEXT("a. b"), SIZE_MAX / 2 + 1, "a. b"},
    {"nothing_of_no_characters", TEXT("abc"), 0, ""},
    {"empty_text_has_an_empty_excerpt", TEXT(""), 5, ""},
    {"longer_preview_is_cut_behind_the_last_that_fits", TEXT("abcdef"), 4, "abcd"},
    {"characters_are_code_points", TEXT("中文字\U0001F600é!"), 4, "中文字\U0001F600"},
    {"two_byte_characters", TEXT("éàüß"), 3, "éàü"},
    {"last_character_of_one_byte", TEXT("a\x7F!x"), 2, "a\x7F"},
    {"first_characters_of_two_bytes", TEXT("\xC2\x80\xC2\x81xy"), 2, "\xC2\x80\xC2\x81"},
    {"last_characters_of_two_bytes", TEXT("\u07FF\u07FExy"), 2, "\u07FF\u07FE"},
    {"first_characters_of_three_bytes", TEXT("\u0905\u0906xy"), 2, "\u0905\u0906"},
    {"last_characters_of_three_bytes", TEXT("\uFFFD\uFFFDxy"), 2, "\uFFFD\uFFFD"},
    {"first_characters_of_four_bytes", TEXT("\U00010000\U00010001xy"), 2, "\U00010000\U00010001"},

    /* Sentence ends. */
    {"ideographic_full_stop_ends_a_sentence", TEXT("一二三。四五"), 5, "一二三。"},
    {"full_width_exclamation_mark_ends_a_sentence", TEXT("一二三！四五"), 5, "一二三！"},
    {"full_width_question_mark_ends_a_sentence", TEXT("一二三？四五"), 5, "一二三？"},
    {"full_width_semicolon_ends_a_sentence", TEXT("一二三；四五"), 5, "一二三；"},
    {"ellipsis_ends_a_sentence", TEXT("一二三…四五"), 5, "一二三…"},
    {"exclamation_mark_ends_a_sentence", TEXT("abc!de"), 5, "abc!"},
    {"question_mark_ends_a_sentence", TEXT("abc?de"), 5, "abc?"},
    {"semicolon_ends_a_sentence", TEXT("abc;de"), 5, "abc;"},
    {"line_feed_ends_a_sentence", TEXT("abc\nde"), 5, "abc\n"},
    {"crlf_ends_a_sentence", TEXT("abc\r\ndef"), 6, "abc\r\n"},
    {"full_stop_before_a_blank_ends_a_sentence", TEXT("abc. d"), 5, "abc."},
    {"full_stop_before_chinese_ends_a_sentence", TEXT("abc.中文"), 5, "abc."},
    {"quotation_mark_stays_with_its_sentence", TEXT("abc.\" d"), 5, "abc.\""},
    {"quotation_mark_that_does_not_fit_takes_its_sentence_along", TEXT("a. bcde.\" d"), 8, "a. bcde."},
    {"chinese_quotation_mark_stays_with_its_sentence", TEXT("他说：“很好。”后来的事"), 9, "他说：“很好。”"},
    {"marks_that_close_may_be_several", TEXT("（他说：“很好。”）后来的事"), 12, "（他说：“很好。”）"},
    {"quotation_mark_that_is_joined_takes_its_sentence_along", TEXT("abc.\"\u200Dde"), 7, "abc.\"\u200Dd"},
    {"opening_mark_belongs_to_what_follows", TEXT("他说很好。“后来的事”"), 8, "他说很好。"},
    {"flag_is_not_cut_in_two", TEXT("ab\U0001F1E8\U0001F1F3\U0001F1FA\U0001F1F8"), 5, "ab\U0001F1E8\U0001F1F3"},
    {"flag_that_fits_stays", TEXT("ab\U0001F1E8\U0001F1F3\U0001F1FA\U0001F1F8"), 6,
     "ab\U0001F1E8\U0001F1F3\U0001F1FA\U0001F1F8"},
    {"full_stop_in_a_number_does_not", TEXT("ab3.14"), 5, "ab3.1"},
    {"full_stop_before_9_does_not", TEXT("abc.9x"), 5, "abc.9"},
    {"full_stop_before_0_does_not", TEXT("abc.0x"), 5, "abc.0"},
    {"full_stop_before_slash_does", TEXT("abc./x"), 5, "abc."},
    {"full_stop_before_colon_does", TEXT("abc.:x"), 5, "abc."},
    {"full_stop_in_a_name_does_not", TEXT("abc.de"), 5, "abc.d"},
    {"full_stop_before_a_capital_does_not", TEXT("abc.De"), 5, "abc.D"},
    {"full_stop_before_a_does_not", TEXT("abc.ae"), 5, "abc.a"},
    {"full_stop_before_z_does_not", TEXT("abc.Ze"), 5, "abc.Z"},
    {"full_stop_before_at_sign_does", TEXT("abc.@e"), 5, "abc."},
    {"full_stop_before_bracket_does", TEXT("abc.[e"), 5, "abc."},
    {"full_stop_before_brace_does", TEXT("abc.{e"), 5, "abc."},
    {"full_stop_before_back_quote_does", TEXT("abc.`e"), 5, "abc."},
    {"colon_does_not", TEXT("abc:de"), 5, "abc:d"},
    {"comma_does_not", TEXT("一二三，四五"), 5, "一二三，四"},
    {"ideographic_comma_does_not", TEXT("一二三、四五"), 5, "一二三、四"},
    {"carriage_return_alone_does_not", TEXT("abc\rde"), 5, "abc\rd"},

    /* Which sentence end. */
    {"the_last_of_several_counts", TEXT("ab! cd! ef"), 8, "ab! cd!"},
    {"one_on_the_last_place_that_fits_counts", TEXT("abcd!e"), 5, "abcd!"},
    {"one_behind_that_does_not", TEXT("abcde!f"), 5, "abcde"},
    {"one_at_the_end_of_the_first_half_does_not", TEXT("ab!def"), 6 - 1, "ab!"},
    {"one_in_the_first_half_does_not", TEXT("abc!efghij"), 8, "abc!efgh"},
    {"one_just_behind_the_first_half_does", TEXT("abcd!fghij"), 8, "abcd!"},
    {"of_an_odd_number_the_middle_is_in_the_second_half", TEXT("abc!efghij"), 7, "abc!"},
    {"one_before_the_middle_of_an_odd_number_is_not", TEXT("abc!efghijk"), 9, "abc!efghi"},
    {"of_one_character_it_counts", TEXT("!a"), 1, "!"},
    {"of_two_characters_the_first_does_not", TEXT("!abc"), 2, "!a"},

    /* What stays together. */
    {"accent_stays_with_its_letter", TEXT("abce\u0301f"), 4, "abc"},
    {"letter_with_its_accent_fits", TEXT("abce\u0301f"), 5, "abce\u0301"},
    {"letter_with_two_accents", TEXT("abce\u0301\u0323f"), 5, "abc"},
    {"nothing_fits_of_one_long_cluster", TEXT("e\u0301\u0302\u0303x"), 3, ""},
    {"text_may_begin_with_a_mark", TEXT("\u0301bcd"), 3, "\u0301bc"},
    {"variation_selector_stays", TEXT("abc\u2764\uFE0F!"), 4, "abc"},
    {"skin_colour_stays", TEXT("abc\U0001F44D\U0001F3FD!"), 4, "abc"},
    {"joined_family_stays_together", TEXT("abc" FAMILY "d"), 7, "abc"},
    {"joined_family_fits", TEXT("abc" FAMILY "d"), 8, "abc" FAMILY},
    {"joiner_itself_is_no_place_to_cut", TEXT("abc" FAMILY "d"), 5, "abc"},
    {"syllable_of_jamo_stays_together", TEXT("abc\u1112\u1161\u11AB!"), 5, "abc"},
    {"sign_stays_with_the_number_behind_it", TEXT("abc\u0600!d"), 4, "abc"},
    {"crlf_is_not_cut_in_two", TEXT("abc\r\nd"), 4, "abc"},
    {"carriage_return_before_text_may_be_cut", TEXT("abc\rd"), 4, "abc\r"},
    {"mark_on_a_sentence_end_stays_with_it", TEXT("abc!\u20E3def"), 6, "abc!\u20E3"},
    {"sentence_end_whose_mark_does_not_fit_is_none", TEXT("abcd!\u20E3ef"), 5, "abcd"},
    {"marks_do_not_end_a_sentence_of_their_own", TEXT("a!bcd\u0301efgh"), 7, "a!bcd\u0301e"},
    {"sentence_that_ends_in_the_first_half_ends_there_with_its_marks", TEXT("abc!\u20E3\u20E3efghi"), 9,
     "abc!\u20E3\u20E3efg"},

    /* The byte order mark. */
    {"byte_order_mark_is_no_character", TEXT(MARK "abcd"), 3, MARK "abc"},
    {"byte_order_mark_before_a_short_text", TEXT(MARK "abc"), 3, MARK "abc"},
    {"byte_order_mark_is_kept_where_nothing_fits", TEXT(MARK "abc"), 0, MARK},
    {"byte_order_mark_alone", TEXT(MARK), 0, MARK},
    {"second_mark_is_a_character", TEXT(MARK MARK "abc"), 2, MARK MARK "a"},
    {"mark_inside_the_text_is_a_character", TEXT("a" MARK "bc"), 2, "a" MARK},
    {"mark_at_the_begin_of_a_later_segment_is_a_character", TEXT("##paidbegin##x##paidend##" MARK "abc"), 2, MARK "a"},
    {"another_character_of_three_bytes_is_a_character", TEXT("中bc"), 1, "中"},

    /* Paid text is not there. */
    {"paid_text_is_left_out", TEXT("ab##paidbegin##PAID##paidend##cdef"), 4, "abcd"},
    {"paid_text_at_the_start_is_left_out", TEXT("##paidbegin##PAID##paidend##abc"), 2, "ab"},
    {"paid_text_only", TEXT("##paidbegin##PAID##paidend##"), 5, ""},
    {"text_may_end_with_paid_text", TEXT("abc##paidbegin##PAID##paidend##"), 2, "ab"},
    {"short_text_may_end_with_paid_text", TEXT("abc##paidbegin##PAID##paidend##"), 3, "abc"},
    {"several_regions_are_left_out",
     TEXT("a##paidbegin##P##paidend##b##paidbegin##Q##paidend##c##paidbegin##R##paidend##d"), 3, "abc"},
    {"character_behind_paid_text_decides_on_a_full_stop", TEXT("abc.##paidbegin## x##paidend##de"), 5, "abc.d"},
    {"mark_behind_paid_text_stays_with_its_letter", TEXT("abcd##paidbegin##x##paidend##\u0301e"), 4, "abc"},
    {"line_feed_behind_paid_text_stays_with_its_return", TEXT("abc\r##paidbegin##x##paidend##\ne"), 4, "abc"},
};

static const struct row markup_rows[] = {
    /* Tags and comments. */
    {"tag_that_does_not_fit", TEXT("ab<i x>cd"), 6, "ab"},
    {"tag_is_no_place_to_cut_behind", TEXT("ab<i x>cd"), 7, "ab"},
    {"tag_that_fits", TEXT("ab<i x>cd"), 8, "ab<i x>c"},
    {"end_tag_is", TEXT("ab</i>cd"), 6, "ab</i>"},
    {"end_tag_that_does_not_fit", TEXT("ab</i>cd"), 5, "ab"},
    {"comment_that_does_not_fit", TEXT("ab<!--x-->cd"), 10, "ab"},
    {"comment_that_fits", TEXT("ab<!--x-->cd"), 11, "ab<!--x-->c"},
    {"declaration", TEXT("ab<!a>cd"), 5, "ab"},
    {"instruction", TEXT("ab<?a>cd"), 5, "ab"},
    {"condition", TEXT("ab<![a]>cd"), 7, "ab"},
    {"bracket_without_exclamation_mark_is_none", TEXT("abc<?[a]>cd"), 7, "abc<?"},
    {"letters_at_the_ends_of_the_alphabet", TEXT("<a><z><A><Z>x"), 11, ""},
    {"signs_beside_the_alphabet", TEXT("<@><[><`><{>x"), 11, "<@><[><`><{"},
    {"letter_that_is_not_ascii_is_none", TEXT("<é>xy"), 2, "<é"},
    {"letter_whose_last_bits_are_ascii_is_none", TEXT("<\u0161>xy"), 2, "<\u0161"},
    {"quoted_value", TEXT("a<b c=\">\">d"), 9, "a"},
    {"quoted_value_behind_blanks", TEXT("a<b c= \t\n\v\f\r\">\">d"), 15, "a"},
    {"value_in_single_quotes", TEXT("a<b c='>\"'>d"), 10, "a"},
    {"quotation_mark_without_equals_sign", TEXT("a<b \">d\">e"), 7, "a<b \">d"},
    {"quotation_mark_inside_a_value", TEXT("a<b c=d\">e\">f"), 10, "a<b c=d\">e"},
    {"value_that_is_not_closed", TEXT("a<b c=\"><d>. e. f. g."), 18, "a"},
    {"tag_that_is_not_closed", TEXT("a<b c. d. e."), 11, "a"},
    {"tag_that_is_not_closed_taken_whole", TEXT("a<b c. d. e."), 12, "a<b c. d. e."},
    {"tag_that_ends_with_the_preview", TEXT("a<b>"), 3, "a"},
    {"tag_before_a_tag", TEXT("a<b c<d>e"), 8, "a"},
    {"tag_before_a_tag_that_fits", TEXT("a<b c<d>ef"), 9, "a<b c<d>e"},
    {"end_tag_that_is_not_closed_is_no_end_tag", TEXT("a</b <i>e"), 5, "a"},
    {"sign_at_the_end", TEXT("abc<"), 3, "abc"},
    {"sign_at_the_end_taken", TEXT("a<b"), 3, "a<b"},
    {"comment_that_is_not_closed", TEXT("a<!--b. c. d->"), 13, "a"},
    {"comment_of_hyphens", TEXT("a<!------>bc"), 11, "a<!------>b"},
    {"comment_of_its_own_hyphens", TEXT("a<!-->bc"), 7, "a<!-->b"},
    {"one_hyphen_makes_no_comment", TEXT("a<!-b->cd"), 8, "a<!-b->c"},
    {"one_hyphen_ends_no_comment", TEXT("a<!--b->c-->d"), 9, "a"},

    /* Sentences and tags. */
    {"end_tags_go_with_a_sentence", TEXT("<p><b>abcdefg.</b></p>hijk"), 25, "<p><b>abcdefg.</b></p>"},
    {"end_tags_that_do_not_fit_stay_behind", TEXT("<p><b>abcdefg.</b></p>hijk"), 20, "<p><b>abcdefg.</b>"},
    {"tag_does_not_go_with_a_sentence", TEXT("abcdefg.<b>hijk"), 12, "abcdefg."},
    {"quotation_mark_behind_end_tags", TEXT("\"abcdefghijk.</b>\" lm"), 19, "\"abcdefghijk.</b>\""},
    {"end_tag_behind_a_quotation_mark", TEXT("\"abcdefghijk.\"</b> lm"), 19, "\"abcdefghijk.\"</b>"},
    {"quotation_mark_behind_end_tags_that_does_not_fit", TEXT("a! bcdefghi.</b>\" lm"), 16, "a! bcdefghi.</b>"},
    {"and_takes_its_sentence_along", TEXT("abcdefgh! j.</b>\" lm"), 16, "abcdefgh!"},

    /* References. */
    {"reference_that_does_not_fit", TEXT("abcd&lt;ef"), 7, "abcd"},
    {"reference_that_fits", TEXT("abcd&lt;ef"), 8, "abcd&lt;"},
    {"name_of_32_letters", TEXT("a&abcdefghijklmnopqrstuvwxyz012345;b"), 34, "a"},
    {"name_of_33_letters", TEXT("a&abcdefghijklmnopqrstuvwxyz0123456;b"), 34, "a&abcdefghijklmnopqrstuvwxyz012345"},
    {"reference_that_ends_with_the_preview", TEXT("abc&lt;"), 6, "abc"},
    {"name_without_semicolon", TEXT("abc&def gh"), 6, "abc"},
    {"number_without_semicolon", TEXT("abc&#33 gh"), 6, "abc"},
    {"ampersand_and_number_sign", TEXT("abc&# gh"), 4, "abc"},
    {"ampersand_and_semicolon", TEXT("abcde&;fgh"), 6, "abcde&"},
    {"ampersand_before_a_letter_that_is_not_ascii", TEXT("abcdé&éf"), 6, "abcdé&"},
    {"referenced_full_stop_ends_a_sentence", TEXT("abcd&period; ef"), 14, "abcd&period;"},
    {"referenced_letter_goes_on", TEXT("abcdefghijk.&#97; cd"), 18, "abcdefghijk.&#97; "},
    {"referenced_sign_does_not", TEXT("abcdefghijk.&#35; cd"), 18, "abcdefghijk."},
    {"unknown_reference_is_no_letter", TEXT("abcdefghijk.&xyz; cd"), 18, "abcdefghijk."},
    {"half_of_a_pair_is_a_sign", TEXT("abcdefghijk.&#xD800; cd"), 21, "abcdefghijk."},
    {"half_of_a_pair_without_semicolon_is_a_sign", TEXT("abcdefghijk.&#xD800 cd"), 20, "abcdefghijk."},
    {"long_number_is_a_sign", TEXT("abcdefghijklmnop.&#00000000097; cd"), 32, "abcdefghijklmnop."},

    /* Links. */
    {"link_that_does_not_fit", TEXT("abc[d](e)f"), 8, "abc"},
    {"link_that_fits", TEXT("abc[d](e)f"), 9, "abc[d](e)"},
    {"image", TEXT("abc![d](e)f"), 9, "abc"},
    {"exclamation_mark_before_a_link_ends_no_sentence", TEXT("abc![d](e)f"), 4, "abc"},
    {"exclamation_mark_alone_does", TEXT("abc!de"), 5, "abc!"},
    {"exclamation_mark_before_a_bracket_does", TEXT("abc![de"), 6, "abc!"},
    {"sentence_in_a_link_is_none", TEXT("abcdefgh[i.](j)klmn"), 17, "abcdefgh[i.](j)kl"},
    {"sentence_at_the_end_of_a_link_is_none", TEXT("abcdefgh[i](j.)klmn"), 17, "abcdefgh[i](j.)kl"},
    {"link_behind_a_link", TEXT("[a](b)[c](d)ef"), 11, "[a](b)"},
    {"link_in_a_link", TEXT("a[b[c](d)](e)f"), 12, "a"},
    {"brackets_eight_deep", TEXT("a[[[[[[[[b]]]]]]]](c)d"), 20, "a"},
    {"brackets_nine_deep", TEXT("a[[[[[[[[[b]]]]]]]]](c)d"), 8, "a[[[[[[["},
    {"target_with_parentheses", TEXT("a[b](c(d)e)f"), 10, "a"},
    {"escaped_bracket_in_text", TEXT("a[b\\]](c)d"), 8, "a"},
    {"escaped_backslash_in_text", TEXT("a[b\\\\](c)d"), 8, "a"},
    {"escaped_bracket_begins_no_link", TEXT("a\\[b](c)d"), 6, "a\\[b]("},
    {"bracket_behind_an_escaped_backslash_does", TEXT("a\\\\[b](c)d"), 8, "a\\\\"},
    {"escaped_exclamation_mark_is_no_image", TEXT("a\\![b](c)d"), 8, "a\\!"},
    {"title", TEXT("a[b](c \")\")d"), 10, "a"},
    {"title_in_single_quotes", TEXT("a[b](c ')')d"), 10, "a"},
    {"quotation_mark_in_a_target", TEXT("a[b](c\")d\")e"), 8, "a[b](c\")"},
    {"quotation_mark_in_a_text", TEXT("a[b \"c](d)e\""), 10, "a[b \"c](d)"},
    {"title_that_is_not_closed", TEXT("a[b](c \"d)e"), 7, "a[b](c "},
    {"text_that_is_not_closed", TEXT("a[b(c)d"), 4, "a[b("},
    {"target_that_is_not_closed", TEXT("a[b](cd"), 6, "a[b](c"},
    {"bracket_at_the_end", TEXT("a[b["), 3, "a[b"},
    {"backslash_at_the_end", TEXT("a[b\\"), 3, "a[b"},
    {"line_ending_in_a_link", TEXT("ab[cd\r\nef](g)h"), 12, "ab"},
    {"empty_line_in_a_link", TEXT("abc[cd\n\nef](g)h"), 9, "abc[cd\n\n"},
    {"empty_line_with_returns_in_a_link", TEXT("ab[cd\r\n\r\nef](g)h"), 10, "ab[cd\r\n\r\n"},
};

static const struct row visible_rows[] = {
    {"tag_counts_for_nothing", TEXT("a<i x>bcd"), 2, "a<i x>b"},
    {"tag_at_the_end_is_left_out", TEXT("ab<i x>cd"), 2, "ab"},
    {"end_tag_at_the_end_is_taken", TEXT("<i>ab</i>cd"), 2, "<i>ab</i>"},
    {"nothing_of_no_characters_is_nothing", TEXT("<i>ab</i>cd"), 0, ""},
    {"only_tags_are_taken_whole", TEXT("<i></i><b>"), 0, "<i></i><b>"},
    {"comment_counts_for_nothing", TEXT("a<!-- b. c -->de"), 2, "a<!-- b. c -->d"},
    {"reference_counts_once", TEXT("a&amp;&#65;&nbsp;b"), 4, "a&amp;&#65;&nbsp;"},
    {"unknown_reference_counts_once", TEXT("a&xyz;bc"), 2, "a&xyz;"},
    {"name_without_semicolon_is_what_it_is_made_of", TEXT("a&xyz bc"), 5, "a&xyz"},
    {"known_name_without_semicolon_counts_once", TEXT("a&nbspbc"), 3, "a&nbspb"},
    {"number_without_semicolon_counts_once", TEXT("a&#65 bc"), 3, "a&#65 "},
    {"letters_behind_a_number", TEXT("a&#65g&#66;c"), 4, "a&#65g&#66;"},
    {"tag_that_is_not_closed_counts", TEXT("a<b cde"), 6, "a"},
    {"tag_that_is_not_closed_taken_whole", TEXT("a<b cde"), 7, "a<b cde"},
    {"tag_before_a_tag_counts", TEXT("a<b c<d>ef"), 6, "a<b c<d>e"},
    {"comment_that_is_not_closed_counts", TEXT("a<!--cde"), 7, "a"},
    {"link_counts", TEXT("ab[c](d)e"), 7, "ab"},
    {"reference_in_a_link_counts_once", TEXT("ab[&amp;](d)e"), 8, "ab[&amp;](d)"},
    {"sentence_in_the_second_half", TEXT("<i>abcd</i>. efghijk"), 9, "<i>abcd</i>."},
    {"sentence_in_the_first_half", TEXT("<i>abcd</i>. efghijk"), 10, "<i>abcd</i>. efgh"},
    {"tag_at_the_middle_moves_nothing", TEXT("abc<i>.</i> efghijk"), 8, "abc<i>.</i> efg"},
    {"quotation_mark_by_reference", TEXT("&quot;abc.&quot; def"), 7, "&quot;abc.&quot;"},
    {"flag_by_reference", TEXT("ab&#x1F1E8;&#x1F1F3;c"), 3, "ab"},
    {"joiner_by_reference", TEXT("ab\U0001F469&zwj;\U0001F466c"), 4, "ab"},
    {"byte_order_mark_is_no_character", TEXT(MARK "<i>abc"), 1, MARK "<i>a"},
    {"referenced_mark_is_a_character", TEXT("&#xFEFF;abc"), 2, "&#xFEFF;a"},
};

static void check_excerpt(const struct row *row, uint32_t flags)
{
    struct paidmark_document *document = new_document();
    char *copy = exact_copy(row->text, row->bytes);
    struct outline excerpt;
    size_t needed = 99;

    assert_int_equal(paidmark_parse(document, copy, row->bytes, NULL), PAIDMARK_STATUS_OK);
    assert_int_equal(
        paidmark_excerpt(document, row->max_characters, flags, excerpt.text, sizeof excerpt.text - 1, &needed),
        PAIDMARK_STATUS_OK);
    excerpt.text[needed] = '\0';
    assert_string_equal(excerpt.text, row->expected);
    paidmark_document_free(document);
    free(copy);
}

static void excerpt_is_cut_where_a_reader_would(void **state)
{
    check_excerpt(*state, 0);
}

static void excerpt_of_what_a_reader_sees(void **state)
{
    check_excerpt(*state, PAIDMARK_EXCERPT_VISIBLE);
}

static size_t excerpt_bytes_of(const char *text, size_t bytes, size_t max_characters, uint32_t flags)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_NO_LOOKALIKES | PAIDMARK_OPTION_EXACT);
    struct paidmark_document *document = new_document();
    size_t needed = 0;

    assert_int_equal(paidmark_parse(document, text, bytes, &options), PAIDMARK_STATUS_OK);
    paidmark_excerpt(document, max_characters, flags, NULL, 0, &needed);
    paidmark_document_free(document);
    return needed;
}

/* A region anywhere in the text changes nothing: the preview is what counts. */
static void regions_leave_no_trace(void **state)
{
    static const char region[] = "##paidbegin##>;)] -->\"##paidend##";
    const struct row *row = *state;
    char text[512];

    for (size_t at = 0; at <= row->bytes; at++) {
        size_t bytes = row->bytes + sizeof region - 1;

        if (at == 0 ? memcmp(row->text, MARK, 3) == 0 : at < row->bytes && (row->text[at] & 0xC0) == 0x80)
            continue;
        memcpy(text, row->text, at);
        memcpy(text + at, region, sizeof region - 1);
        memcpy(text + at + sizeof region - 1, row->text + at, row->bytes - at);
        for (size_t max = 0; max <= row->bytes; max++) {
            for (uint32_t flags = 0; flags <= PAIDMARK_EXCERPT_VISIBLE; flags += PAIDMARK_EXCERPT_VISIBLE)
                assert_int_equal(excerpt_bytes_of(text, bytes, max, flags),
                                 excerpt_bytes_of(row->text, row->bytes, max, flags));
        }
    }
}

/* What repeats without end is read a few times at most: once for each bracket in it would take hours. */
static void effort_does_not_grow_with_the_square(void **state)
{
    static const char *const parts[] = {
        "[",     "![", "\\[", "[a]", "[](",   "[](\"",  "[]( \"",   "[]( '\"", "[x[]",     "<a ", "<a b=\"", "<a b='\"",
        "<!-- ", "<!", "&",   "&a",  "&amp;", "[a](b)", "[a](<!--", "[ (",     "[]( \" '", "]",   "](",      "\\"};
    enum { BYTES = 1000000 };
    char *text = allocate(BYTES);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        for (size_t at = 0; at < BYTES; at++)
            text[at] = parts[i][at % strlen(parts[i])];
        for (uint32_t flags = 0; flags <= PAIDMARK_EXCERPT_VISIBLE; flags += PAIDMARK_EXCERPT_VISIBLE)
            assert_true(excerpt_bytes_of(text, BYTES, BYTES - 1, flags) <= BYTES);
    }
    free(text);
}

/* Longer links than that are none. */
static void links_have_a_bound(void **state)
{
    enum { BOUND = 4096 };
    static char text[2 * BOUND];

    (void)state;
    for (size_t inner = BOUND - 2; inner <= BOUND + 1; inner++) {
        size_t bytes = inner + 6;

        memset(text, 'x', sizeof text);
        text[0] = '[';
        memcpy(text + 1 + inner, "](y)z", 5); /* the text is this long */
        assert_int_equal(excerpt_bytes_of(text, bytes, 3, 0), inner < BOUND ? 0 : 3);
        memset(text, 'x', sizeof text);
        memcpy(text, "[y](", 4);
        text[4 + inner] = ')';
        assert_int_equal(excerpt_bytes_of(text, bytes, 3, 0), inner < BOUND ? 0 : 3);
    }
}

/* Quotation marks and brackets that close. What is next to one of them in Unicode closes nothing, unless it is another
 * one; U+0021 and U+FF01 end a sentence themselves. */
static void closing_marks_stay_with_their_sentence(void **state)
{
    static const uint32_t closing[] = {'"',    '\'',   ')',    ']',    0x00BB, 0x2019, 0x201D,
                                       0x203A, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015,
                                       0x3017, 0x301E, 0xFF02, 0xFF07, 0xFF09, 0xFF3D, 0xFF63};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(closing); i++) {
        for (uint32_t code_point = closing[i] - 1; code_point <= closing[i] + 1; code_point++) {
            char text[16] = "abc.";
            size_t bytes = encode_utf8(code_point, text + 4), kept = 4;

            if (code_point == '!' || code_point == 0xFF01)
                continue;
            for (size_t k = 0; k < COUNT_OF(closing); k++)
                kept = closing[k] == code_point ? 4 + bytes : kept;
            memcpy(text + 4 + bytes, " xy", 3);
            assert_int_equal(excerpt_bytes_of(text, bytes + 7, 6, 0), kept);
        }
    }
}

/* Whatever the limit is, the excerpt is a beginning of the preview, and as long as that or no longer than asked for. */
static void excerpt_of_any_length_begins_the_preview(void **state)
{
    const struct row *row = *state;
    struct paidmark_document *document = new_document();
    char preview[256], excerpt[256];
    size_t preview_bytes, bytes;

    paidmark_parse(document, row->text, row->bytes, NULL);
    assert_int_equal(paidmark_render(document, PAIDMARK_PART_FREE, NULL, preview, sizeof preview, &preview_bytes),
                     PAIDMARK_STATUS_OK);
    for (size_t max = 0; max < 30; max++) {
        size_t characters = 0;

        assert_int_equal(paidmark_excerpt(document, max, 0, excerpt, sizeof excerpt, &bytes), PAIDMARK_STATUS_OK);
        assert_true(bytes <= preview_bytes);
        assert_memory_equal(excerpt, preview, bytes);
        for (size_t i = 0; i < bytes; i++)
            characters += (excerpt[i] & 0xC0) != 0x80;
        assert_true(characters <= max + 1); /* a byte order mark may come on top */
    }
    paidmark_document_free(document);
}

static void check_bad_argument(const struct paidmark_document *document, char *buffer, size_t capacity)
{
    size_t needed = 99;

    assert_int_equal(paidmark_excerpt(document, 5, 0, buffer, capacity, &needed), PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_int_equal(needed, 0);
    assert_int_equal(paidmark_excerpt(document, 5, 0, buffer, capacity, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
}

static void bad_arguments_write_nothing(void **state)
{
    struct paidmark_document *document = new_document();
    char buffer[4] = "~~~";
    size_t needed = 99;

    (void)state;
    paidmark_parse(document, "abc", 3, NULL);
    check_bad_argument(NULL, buffer, 3);
    check_bad_argument(document, NULL, 3);
    assert_int_equal(paidmark_excerpt(document, 5, 1, buffer, 3, &needed), PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_int_equal(paidmark_excerpt(document, 5, PAIDMARK_EXCERPT_VISIBLE | PAIDMARK_PART_FREE, buffer, 3, &needed),
                     PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_int_equal(needed, 0);
    assert_int_equal(paidmark_excerpt(document, 5, UINT32_MAX, buffer, 3, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_string_equal(buffer, "~~~");
    paidmark_document_free(document);
}

static void capacity_one_too_small_writes_nothing(void **state)
{
    struct paidmark_document *document = new_document();
    char buffer[4] = "~~~";
    size_t needed = 0;

    (void)state;
    paidmark_parse(document, "abcdef", 6, NULL);
    assert_int_equal(paidmark_excerpt(document, 3, 0, buffer, 2, &needed), PAIDMARK_STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 3);
    assert_string_equal(buffer, "~~~");
    assert_int_equal(paidmark_excerpt(document, 3, 0, NULL, 0, &needed), PAIDMARK_STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 3);
    assert_int_equal(paidmark_excerpt(document, 3, 0, buffer, 3, NULL), PAIDMARK_STATUS_OK);
    assert_string_equal(buffer, "abc");
    paidmark_document_free(document);
}

static void refused_documents_have_no_excerpt(void **state)
{
    struct paidmark_document *document = new_document();
    char buffer[4] = "~~~";
    size_t needed = 99;

    (void)state;
    assert_int_equal(paidmark_excerpt(document, 5, 0, buffer, 3, &needed), PAIDMARK_STATUS_REFUSED);
    assert_int_equal(needed, 0);
    paidmark_parse(document, "abc##paidbegin##x", 17, NULL);
    needed = 99;
    assert_int_equal(paidmark_excerpt(document, 5, 0, buffer, 3, &needed), PAIDMARK_STATUS_REFUSED);
    assert_int_equal(needed, 0);
    assert_string_equal(buffer, "~~~");
    paidmark_document_free(document);
}

static void salvaged_documents_have_an_excerpt_of_what_is_free(void **state)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE);
    struct paidmark_document *document = new_document();
    char buffer[8] = "~~~~~~~";
    size_t needed = 99;

    (void)state;
    assert_int_equal(paidmark_parse(document, "abc##paidbegin##x", 17, &options), PAIDMARK_STATUS_SALVAGED);
    assert_int_equal(paidmark_excerpt(document, 5, 0, buffer, sizeof buffer, &needed), PAIDMARK_STATUS_OK);
    assert_int_equal(needed, 3);
    assert_string_equal(buffer, "abc~~~~");
    paidmark_document_free(document);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, excerpt_is_cut_where_a_reader_would, rows);
    SUITE_ADD_ROWS(&suite, excerpt_is_cut_where_a_reader_would, markup_rows);
    SUITE_ADD_ROWS(&suite, excerpt_of_what_a_reader_sees, visible_rows);
    SUITE_ADD_ROWS(&suite, excerpt_of_any_length_begins_the_preview, rows);
    SUITE_ADD_ROWS(&suite, excerpt_of_any_length_begins_the_preview, markup_rows);
    SUITE_ADD_ROWS(&suite, regions_leave_no_trace, markup_rows);
    SUITE_ADD_ROWS(&suite, regions_leave_no_trace, visible_rows);
    SUITE_ADD(&suite, effort_does_not_grow_with_the_square);
    SUITE_ADD(&suite, links_have_a_bound);
    SUITE_ADD(&suite, closing_marks_stay_with_their_sentence);
    SUITE_ADD(&suite, bad_arguments_write_nothing);
    SUITE_ADD(&suite, capacity_one_too_small_writes_nothing);
    SUITE_ADD(&suite, refused_documents_have_no_excerpt);
    SUITE_ADD(&suite, salvaged_documents_have_an_excerpt_of_what_is_free);
    return suite_run(&suite, "excerpt");
}
