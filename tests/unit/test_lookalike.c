/* test_lookalike.c - damaged markers: which are found, and how far each extends
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "scan/scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Rows ---------------------------------------------------------------------------------------------------------
 */

#define ZW  "\u200B" /* of no width */
#define ZW8 ZW ZW ZW ZW ZW ZW ZW ZW
#define SP8 "        "

/* What is found is written as `begin` or `end`, an equals sign and the look-alike itself, one behind the other with
 * bars between. */
struct row {
    const char *name;
    const char *text;
    const char *found;
};

static const struct row bare_rows[] = {
    {"bare_begin", "paidbegin", "begin=paidbegin"},
    {"bare_end", "paidend", "end=paidend"},
    {"bare_name_in_capitals", "PAIDBEGIN PaidEnd", "begin=PAIDBEGIN|end=PaidEnd"},
    {"bare_name_in_a_sentence", "the paidbegin, here", "begin=paidbegin"},
    {"bare_name_between_chinese", "在paidend中", "end=paidend"},
    {"bare_name_in_tags", "##<b>paidbegin</b>##", "begin=paidbegin"},
    {"bare_name_behind_carriage_return", "x\rpaidend\rx", "end=paidend"},
    {"full_width_letters", "ｐａｉｄｂｅｇｉｎ", "begin=ｐａｉｄｂｅｇｉｎ"},
    {"full_width_capitals", "ＰＡＩＤＥＮＤ", "end=ＰＡＩＤＥＮＤ"},
    {"one_full_width_letter_at_the_begin", "ｐaidbegin", "begin=ｐaidbegin"},
    {"one_full_width_letter_in_the_middle", "paiｄend", "end=paiｄend"},
    {"one_full_width_letter_at_the_end", "paidbegiｎ", "begin=paidbegiｎ"},
    {"soft_hyphen_inside", "pa\u00ADidbegin", "begin=pa\u00ADidbegin"},
    {"zeros_everywhere_inside", "p" ZW "a" ZW ZW "i" ZW "d" ZW "e" ZW "n" ZW "d",
     "end=p" ZW "a" ZW ZW "i" ZW "d" ZW "e" ZW "n" ZW "d"},
    {"zeros_at_the_ends_do_not_belong", ZW "paidbegin" ZW, "begin=paidbegin"},
    {"more_than_eight_zeros_inside", "paid" ZW8 ZW "end", "end=paid" ZW8 ZW "end"},
    {"letter_before_makes_another_word", "xpaidbegin", ""},
    {"letter_behind_makes_another_word", "paidbeginx", ""},
    {"digit_before_makes_another_word", "1paidend", ""},
    {"digit_behind_makes_another_word", "paidend1", ""},
    {"full_width_digit_behind_makes_another_word", "paidend１", ""},
    {"full_width_letter_before_makes_another_word", "ｘpaidend", ""},
    {"zero_does_not_part_words", "x" ZW "paidend", ""},
    {"name_in_a_long_name", "lotteryPaidBeginTime", ""},
    {"joiner_parts_words", "x_paidend_y", "end=paidend"},
    {"backslash_and_asterisk_part_words", "\\paidend*", "end=paidend"},
    {"hyphen_parts_words", "non-paidend", "end=paidend"},
    {"blank_inside_is_no_bare_name", "paid begin", ""},
    {"line_ending_inside_is_no_name", "paid\nbegin", ""},
    {"cut_name_at_the_end", "paidbegi", ""},
    {"cut_end_name_at_the_end", "paiden", ""},
    {"only_paid", "paid", ""},
    {"pai_at_the_end", "pai", ""},
    {"two_names", "paidbegin x paidend", "begin=paidbegin|end=paidend"},
    {"two_names_with_a_blank_between", "paidbegin paidend", "begin=paidbegin|end=paidend"},
    {"two_names_in_one_word", "paidbeginpaidend", ""},
    {"name_behind_a_word_that_is_no_name", "unpaidend paidend", "end=paidend"},
    {"name_before_a_word_that_is_no_name", "paidend unpaidend", "end=paidend"},
    {"name_behind_pai", "pai paidend", "end=paidend"},
    {"names_behind_a_long_word", "abcdefghijklmnopaidbegin paidbegin", "begin=paidbegin"},
    {"long_word_that_ends_like_a_name", "abcdefghijklmnopaidbegin", ""},
};

static const struct row extent_rows[] = {
    {"exact_marker_is_none", "x ##paidbegin## y", "exact"},
    {"full_width_signs", "x＃＃paidbegin＃＃y", "begin=＃＃paidbegin＃＃"},
    {"capitals_between_signs", "x##PaidBegin##y", "begin=##PaidBegin##"},
    {"one_sign_on_each_side", "x#paidend#y", "end=#paidend#"},
    {"sign_on_the_left_only", "x#paidend", "end=#paidend"},
    {"sign_on_the_right_only", "paidend#y", "end=paidend#"},
    {"dollar_signs", "$$paidbegin$$", "begin=$$paidbegin$$"},
    {"full_width_dollar_signs", "＄paidbegin＄", "begin=＄paidbegin＄"},
    {"small_signs", "\uFE5F\uFE69paidend\uFE69\uFE5F", "end=\uFE5F\uFE69paidend\uFE69\uFE5F"},
    {"musical_sharp", "\u266Fpaidend\u266F", "end=\u266Fpaidend\u266F"},
    {"different_signs", "#$＃paidend", "end=#$＃paidend"},
    {"blanks_between", "## paidbegin ##", "begin=## paidbegin ##"},
    {"heading", "## paidend", "end=## paidend"},
    {"eight_fillers_between", "#" SP8 "paidend" SP8 "#", "end=#" SP8 "paidend" SP8 "#"},
    {"nine_fillers_are_too_many_on_the_left", "#" SP8 " paidend#", "end=paidend#"},
    {"nine_fillers_are_too_many_on_the_right", "#paidend " SP8 "#", "end=#paidend"},
    {"fillers_of_every_kind", "# \t\u00A0\u3000\\_-*paidend", "end=# \t\u00A0\u3000\\_-*paidend"},
    {"zeros_are_fillers", "#" ZW8 "paidend", "end=#" ZW8 "paidend"},
    {"nine_zeros_are_too_many", "#" ZW8 ZW "paidend", "end=paidend"},
    {"zeros_between_signs", "#" ZW "#paidend#" ZW ZW "#", "end=#" ZW "#paidend#" ZW ZW "#"},
    {"many_zeros_between_signs", "#" ZW8 ZW "#paidend", "end=#" ZW8 ZW "#paidend"},
    {"blank_between_signs_parts_groups", "# #paidend# #", "end=#paidend#"},
    {"letter_between_signs_parts_groups", "#x#paidend", "end=#paidend"},
    {"fillers_outside_the_signs_stay_out", " #paidend# ", "end=#paidend#"},
    {"zeros_outside_the_signs_stay_out", ZW "#paidend#" ZW, "end=#paidend#"},
    {"other_character_keeps_signs_away", "#.paidend.#", "end=paidend"},
    {"word_keeps_signs_away", "#x paidend x#", "end=paidend"},
    {"line_ending_keeps_signs_away", "##\npaidend\n##", "end=paidend"},
    {"carriage_return_keeps_signs_away", "#\rpaidend\r\n#", "end=paidend"},
    {"group_between_names_belongs_to_the_left_one", "paidbegin##paidend", "begin=paidbegin##|end=paidend"},
    {"groups_around_and_between", "#paidbegin#paidend#", "begin=#paidbegin#|end=paidend#"},
    {"group_between_with_blanks", "paidbegin # paidend", "begin=paidbegin #|end=paidend"},
    {"group_too_far_for_the_left_belongs_to_the_right", "paidbegin" SP8 " ##paidend", "begin=paidbegin|end=##paidend"},
    {"group_of_no_left_name_belongs_to_the_right", "abc#paidend", "end=#paidend"},
    {"three_names_in_a_row", "paidend#paidend#paidend", "end=paidend#|end=paidend#|end=paidend"},
    {"name_that_ends_before_the_group_leaves_it", "paidend x#paidend", "end=paidend|end=#paidend"},
    {"long_group", "################paidend", "end=################paidend"},
};

static const struct row entity_rows[] = {
    {"decimal_number_sign", "&#35;paidend&#35;", "end=&#35;paidend&#35;"},
    {"hexadecimal_number_sign", "&#x23;paidend&#X23;", "end=&#x23;paidend&#X23;"},
    {"named_number_sign", "&num;paidend&NUM;", "end=&num;paidend&NUM;"},
    {"decimal_dollar", "&#36;paidend&#36;", "end=&#36;paidend&#36;"},
    {"hexadecimal_dollar", "&#x24;paidend&#X24;", "end=&#x24;paidend&#X24;"},
    {"named_dollar", "&dollar;paidend&DOLLAR;", "end=&dollar;paidend&DOLLAR;"},
    {"four_entities", "&#35;&#35;paidbegin&#35;&#35;", "begin=&#35;&#35;paidbegin&#35;&#35;"},
    {"entity_before_an_exact_marker", "paidend&#35;##paidbegin##", "exact|end=paidend&#35;"},
    {"entity_and_sign", "#&num;paidend", "end=#&num;paidend"},
    {"entity_is_one_sign", "&#35;padibegin", ""},
    {"two_entities_are_two_signs", "&#35;&#35;padibegin", "begin=&#35;&#35;padibegin"},
    {"other_number_is_no_sign", "&#37;paidend", "end=paidend"},
    {"leading_zero_is_not_just_as_written", "&#035;paidend", "end=paidend"},
    {"without_semicolon_it_is_text", "paidend&#35", "end=paidend"},
    {"without_semicolon_its_digits_join_the_name", "&#35paidend", ""},
    {"cut_by_the_end", "paidend&nu", "end=paidend"},
    {"ampersand_alone", "paidend&", "end=paidend"},
    {"ampersand_before_a_name", "&paidend", "end=paidend"},
    {"other_entity", "&nbsp;paidend", "end=paidend"},
    {"full_width_letters_make_no_entity", "&ｎum;paidend", "end=paidend"},
    {"control_character_is_no_semicolon", "&#35\x1Bpaidend", "end=paidend"},
};

static const struct row sign_rows[] = {
    /* Rule B. */
    {"word_that_begins_with_a_name_behind_a_sign", "##paidbeginXX单位", "begin=##paidbegin"},
    {"word_that_ends_with_a_name_before_a_sign", "XXXpaidbegin##", "begin=paidbegin##"},
    {"end_name_behind_a_sign", "#paidendx", "end=#paidend"},
    {"end_name_before_a_sign", "xpaidend#", "end=paidend#"},
    {"digits_behind_the_name", "#paidbegin2024", "begin=#paidbegin"},
    {"digits_before_the_name", "2024paidbegin#", "begin=paidbegin#"},
    {"digit_right_behind_a_sign", "#1paidbegin", ""},
    {"digit_right_before_a_sign", "paidbegin1#", ""},
    {"eight_zeros_between_sign_and_word", "#" ZW8 "paidendx", "end=#" ZW8 "paidend"},
    {"eight_zeros_between_word_and_sign", "xpaidend" ZW8 "#", "end=paidend" ZW8 "#"},
    {"nine_zeros_between_sign_and_word", "#" ZW8 ZW "paidendx", ""},
    {"nine_zeros_between_word_and_sign", "xpaidend" ZW8 ZW "#", ""},
    {"blank_between_sign_and_word", "# paidendx", ""},
    {"blank_among_zeros_between", "#" ZW " " ZW "paidendx", ""},
    {"joiner_between_sign_and_word", "#_paidendx", ""},
    {"blank_between_word_and_sign", "xpaidend #", ""},
    {"blank_among_zeros_behind", "xpaidend" ZW " " ZW "#", ""},
    {"zeros_within_the_name_at_the_start", "#pa" ZW "idend" ZW "x", "end=#pa" ZW "idend"},
    {"zeros_within_the_name_at_the_end", "x" ZW "paid" ZW "end#", "end=paid" ZW "end#"},
    {"full_width_name_at_the_start", "#ｐａｉｄｅｎｄx", "end=#ｐａｉｄｅｎｄ"},
    {"full_width_name_at_the_end", "xｐａｉｄｅｎｄ#", "end=ｐａｉｄｅｎｄ#"},
    {"name_at_both_ends_of_a_word", "#paidendpaidbegin#", "end=#paidend|begin=paidbegin#"},
    {"name_at_both_ends_with_letters_between", "#paidend123paidbegin#", "end=#paidend|begin=paidbegin#"},
    {"name_in_the_middle_of_a_word", "#xpaidendx#", ""},
    {"sign_on_the_wrong_side_of_the_start", "paidendx#", ""},
    {"sign_on_the_wrong_side_of_the_end", "#xpaidend", ""},
    {"first_word_only_has_the_left_sign", "#x paidendx", ""},
    {"last_word_only_has_the_right_sign", "xpaidend x#", ""},
    {"first_word_begins_with_a_name", "#paidendx and more", "end=#paidend"},
    {"last_word_ends_with_a_name", "more and xpaidend#", "end=paidend#"},
    {"long_word_that_ends_with_a_name", "abcdefghijklmnopqrstpaidbegin#", "begin=paidbegin#"},
    {"word_that_ends_almost_like_a_name", "xxpaidene#", ""},
    {"word_that_ends_almost_like_the_other_name", "xxpaidbegio#", ""},
    {"word_that_begins_almost_like_a_name", "#paidbegixyzxyz", ""},

    /* Rule C. */
    {"blank_in_the_name", "##paid begin##", "begin=##paid begin##"},
    {"joiner_in_the_name", "##paid_end##", "end=##paid_end##"},
    {"blank_in_the_name_and_one_sign_on_the_left", "#paid begin", "begin=#paid begin"},
    {"blank_in_the_name_and_one_sign_on_the_right", "paid begin#", "begin=paid begin#"},
    {"blank_in_the_name_and_no_sign", "paid begin", ""},
    {"blank_after_every_letter", "#p a i d e n d", "end=#p a i d e n d"},
    {"many_blanks_in_the_name", "#paid" SP8 SP8 "end", "end=#paid" SP8 SP8 "end"},
    {"many_blanks_behind_the_first_letter", "#p" SP8 SP8 "aidend", "end=#p" SP8 SP8 "aidend"},
    {"many_blanks_before_the_last_letter", "paiden" SP8 SP8 "d#", "end=paiden" SP8 SP8 "d#"},
    {"fillers_of_every_kind_in_the_name", "#p a\ti\u00A0d\u3000b\\e_g-i*n", "begin=#p a\ti\u00A0d\u3000b\\e_g-i*n"},
    {"fillers_of_every_kind_before_the_sign", "p a\ti\u00A0d\u3000b\\e_g-i*n#", "begin=p a\ti\u00A0d\u3000b\\e_g-i*n#"},
    {"ideographic_space_far_before_the_sign", "p\u3000aidend#", "end=p\u3000aidend#"},
    {"no_break_space_far_before_the_sign", "p\u00A0aidend#", "end=p\u00A0aidend#"},
    {"zero_far_before_the_sign", "p\u2060_aidend#", "end=p\u2060_aidend#"},
    {"full_width_letter_far_before_the_sign", "ｐ aidend#", "end=ｐ aidend#"},
    {"eight_fillers_before_a_broken_name", "#" SP8 "paid end", "end=#" SP8 "paid end"},
    {"nine_fillers_before_a_broken_name", "#" SP8 " paid end", ""},
    {"eight_fillers_behind_a_broken_name", "paid end" SP8 "#", "end=paid end" SP8 "#"},
    {"nine_fillers_behind_a_broken_name", "paid end " SP8 "#", ""},
    {"another_word_in_the_run", "#paid begin now", ""},
    {"another_word_before_in_the_run", "now paid begin#", ""},
    {"letters_that_only_start_like_a_name", "## Paid Endorsement", ""},
    {"digit_directly_before_a_broken_name", "#1paid begin#", ""},
    {"digit_directly_behind_a_broken_name", "#paid begin1#", ""},
    {"digit_directly_behind_with_the_sign_on_the_left", "#paid begin1", ""},
    {"digit_directly_before_with_the_sign_on_the_right", "1paid begin#", ""},
    {"digit_behind_a_blank_is_not_directly_there", "#paid begin 1", "begin=#paid begin"},
    {"digit_before_a_blank_is_not_directly_there", "1 paid begin#", "begin=paid begin#"},
    {"digit_behind_a_zero_is_not_directly_there", "#paid begin" ZW "1", "begin=#paid begin"},
    {"digit_before_a_zero_is_not_directly_there", "1" ZW "paid begin#", "begin=paid begin#"},
    {"digit_in_the_name", "#paid1begin#", ""},
    {"digit_between_name_and_sign", "#1 paid begin", ""},
    {"two_broken_names_with_a_digit_between", "#paid begin 1 paid end#", "begin=#paid begin|end=paid end#"},
    {"broken_name_away_from_the_signs", "#x 1 paid begin 1 x#", ""},
    {"broken_name_behind_another_run", "#x 1 paid begin#", "begin=paid begin#"},
    {"only_the_broken_name_at_the_sign", "paid end 1 paid begin#", "begin=paid begin#"},
    {"broken_name_between_two_groups", "#paid end#paid begin#", "end=#paid end#|begin=paid begin#"},
    {"digits_only_between_signs", "#2024#", ""},
    {"digit_and_zeros_beside_a_sign", "1" ZW8 "#", ""},
    {"fillers_only_between_signs", "# - #", ""},

    /* Rule D. */
    {"swapped_letters", "##padibegin##", "begin=##padibegin##"},
    {"swapped_letters_with_one_sign_on_both_sides", "#padibegin#", "begin=#padibegin#"},
    {"swapped_letters_with_two_signs_on_the_left", "##padibegin", "begin=##padibegin"},
    {"swapped_letters_with_two_signs_on_the_right", "padibegin##", "begin=padibegin##"},
    {"swapped_letters_with_one_sign_on_the_left", "#padibegin", ""},
    {"swapped_letters_with_one_sign_on_the_right", "padibegin#", ""},
    {"swapped_letters_without_signs", "padibegin", ""},
    {"zeros_between_two_signs", "#" ZW "#padibegin", "begin=#" ZW "#padibegin"},
    {"two_signs_far_enough_apart_from_it", "##" SP8 " padibegin", ""},
    {"two_signs_beside_it", "##" SP8 "padibegin", "begin=##" SP8 "padibegin"},
    {"letter_put_in", "##paiedend##", "end=##paiedend##"},
    {"letter_left_out", "##paidbegn", "begin=##paidbegn"},
    {"letter_replaced", "##paibbegin##", "begin=##paibbegin##"},
    {"first_letter_left_out", "##aidbegin##", "begin=##aidbegin##"},
    {"first_letters_swapped", "##apidend##", "end=##apidend##"},
    {"last_letters_swapped", "##paidned##", "end=##paidned##"},
    {"last_letters_of_all_swapped", "##paidedn##", "end=##paidedn##"},
    {"last_letter_left_out", "##paiden##", "end=##paiden##"},
    {"last_letter_replaced", "##paident##", "end=##paident##"},
    {"two_letters_left_out_of_begin", "##paidbgn##", "begin=##paidbgn##"},
    {"two_letters_put_into_begin", "##ppaidbbegin##", "begin=##ppaidbbegin##"},
    {"two_letters_put_in_behind_the_first", "##pxaidbegxin##", "begin=##pxaidbegxin##"},
    {"two_letters_replaced_in_begin", "##baidbegim##", "begin=##baidbegim##"},
    {"two_pairs_swapped_in_begin", "##apidbegni##", "begin=##apidbegni##"},
    {"one_left_out_and_one_put_in", "##paidbgint##", "begin=##paidbgint##"},
    {"three_letters_replaced_in_begin", "##baitbegim##", ""},
    {"three_letters_left_out_of_begin", "##paidin##", ""},
    {"three_letters_put_into_begin", "##ppaaidbbegin##", ""},
    {"two_letters_left_out_of_end", "##padnd##", ""},
    {"two_letters_replaced_in_end", "##baident##", ""},
    {"last_two_of_end_replaced_by_one", "##paidex##", ""},
    {"last_of_end_replaced_by_two", "##paidenxy##", ""},
    {"three_letters_for_the_last_of_end", "##paidenxyz##", ""},
    {"two_letters_put_into_end", "##ppaiddend##", ""},
    {"three_letters_replaced_by_their_neighbours", "##qaidcegio##", ""},
    {"two_letters_of_end_replaced_by_their_neighbours", "##qaidene##", ""},
    {"letters_swapped_and_two_more_replaced", "##apidexx##", ""},
    {"letters_swapped_and_three_more_replaced", "##apidbexxx##", ""},
    {"letter_between_swapped_ones_is_a_third_edit", "##axpidbegin##", ""},
    {"name_of_neither", "##paid##", ""},
    {"padded", "#padded#", ""},
    {"letters_of_no_name", "##hello##", ""},
    {"joiner_in_a_misspelt_name", "##pad_begin##", "begin=##pad_begin##"},
    {"zero_in_a_misspelt_name", "##pad" ZW "begin##", "begin=##pad" ZW "begin##"},
    {"blank_in_a_misspelt_name", "##pad begin##", ""},
    {"blank_behind_a_misspelt_name", "##padbegin now", "begin=##padbegin"},
    {"blank_before_a_misspelt_name", "now padbegin##", "begin=padbegin##"},
    {"misspelt_name_away_from_the_signs", "##now padbegin now##", ""},
    {"two_misspelt_names", "##padbegin now paiedend##", "begin=##padbegin|end=paiedend##"},
    {"misspelt_name_between_digits", "##1padbegin##", ""},
    {"misspelt_name_before_a_digit", "##padbegin1##", ""},
    {"full_width_misspelt_name", "＃ｐａｄｂｅｇｉｎ＃", "begin=＃ｐａｄｂｅｇｉｎ＃"},
    {"one_sign_on_each_side_with_blanks", "# padbegin #", "begin=# padbegin #"},
    {"one_sign_too_far", "#" SP8 " padbegin #", ""},

    /* Two letters of no name, of the six nearest to the sign. */
    {"two_foreign_letters_behind_two_signs", "##zzaidbegin", "begin=##zzaidbegin"},
    {"two_foreign_letters_before_two_signs", "paidbegizz##", "begin=paidbegizz##"},
    {"three_foreign_letters_behind_two_signs", "##zzzaidbegin", ""},
    {"foreign_letter_just_behind_the_sixth", "##paidbexxx", ""},
    {"six_letters_behind_two_signs", "##aidend", "end=##aidend"},
    {"six_letters_before_two_signs", "aidend##", "end=aidend##"},
    {"five_letters_behind_two_signs", "##idend", ""},
    {"name_behind_a_foreign_word_behind_a_sign", "#zzz paidend", "end=paidend"},
    {"name_behind_a_digit_behind_a_sign", "# 1 paidend", "end=paidend"},
    {"name_before_a_foreign_word_before_a_sign", "paidend zzz#", "end=paidend"},
    {"names_on_both_sides_of_a_foreign_word", "paidend#zzz paidbegin", "end=paidend#|begin=paidbegin"},
    {"names_on_both_sides_of_a_foreign_word_and_signs", "paidend#zzz#paidbegin", "end=paidend#|begin=#paidbegin"},
    {"broken_name_behind_a_foreign_word_and_a_sign", "zzz#paid end", "end=#paid end"},
    {"foreign_words_between_many_signs", "#zzz#zzz#zzz#paid end#zzz#", "end=#paid end#"},

    /* Which of several stands. */
    {"the_one_that_begins_first_stands", "##xpaidend##", "end=##xpaidend##"},
    {"misspelt_name_hides_the_bare_one_in_it", "##x-paidend", "end=##x-paidend"},
    {"bare_name_hides_the_misspelt_one_around_it", "##paidend-x", "end=##paidend"},
    {"bare_name_hides_the_misspelt_one_before_signs", "paidend-x##", "end=paidend"},
    {"name_with_sign_before_misspelt_name", "##paidends##", "end=##paidend"},
    {"misspelt_then_bare", "##padibegin paidend", "begin=##padibegin|end=paidend"},
    {"bare_then_misspelt", "paidend padibegin##", "end=paidend|begin=padibegin##"},
    {"bare_between_two_misspelt", "##padibegin paidend padibegin##", "begin=##padibegin|end=paidend|begin=padibegin##"},
    {"misspelt_between_bare_names_is_away_from_signs", "##paidend padibegin paidend##", "end=##paidend|end=paidend##"},
    {"misspelt_then_name_with_sign", "##padibegin xxpaidend#", "begin=##padibegin|end=paidend#"},
    {"broken_then_name_with_sign", "#paid begin 1 xpaidend#", "begin=#paid begin|end=paidend#"},
    {"name_with_sign_then_bare_names", "##paidendx paidend paidbegin", "end=##paidend|end=paidend|begin=paidbegin"},
    {"bare_names_then_name_with_sign", "paidend paidbegin xxpaidend##", "end=paidend|begin=paidbegin|end=paidend##"},
    {"exact_begin_then_a_name_on_its_signs", "##paidbegin##paidend##", "exact|end=paidend##"},
};

static const struct row tag_rows[] = {
    {"begin_tag", "x<paid>y", "begin=<paid>"},
    {"end_tag", "x</paid>y", "end=</paid>"},
    {"tag_in_capitals", "<Paid></PAID>", "begin=<Paid>|end=</PAID>"},
    {"full_width_letters_in_a_tag", "<ｐａｉｄ>", "begin=<ｐａｉｄ>"},
    {"one_full_width_letter_in_a_tag", "<pａid></paiＤ>", "begin=<pａid>|end=</paiＤ>"},
    {"first_letter_of_a_tag_full_width", "<ｐaid>", "begin=<ｐaid>"},
    {"blanks_in_a_tag", "< paid >", "begin=< paid >"},
    {"blanks_around_the_slash", "< \t/ \tpaid\t >", "end=< \t/ \tpaid\t >"},
    {"blanks_around_full_width_letters", "< / ｐaid >", "end=< / ｐaid >"},
    {"only_the_last_bracket_belongs", "<<paid>>", "begin=<paid>"},
    {"two_slashes", "<//paid>", ""},
    {"slash_behind", "<paid/>", ""},
    {"no_opening_bracket", "paid>", ""},
    {"no_opening_bracket_before_the_slash", "/paid>", ""},
    {"slash_of_something_else", "x/paid>", ""},
    {"no_closing_bracket", "<paid", ""},
    {"other_bracket", "<paid]", ""},
    {"attribute", "<paid x=1>", ""},
    {"more_letters", "<paidx>", ""},
    {"letters_before", "<xpaid>", ""},
    {"full_width_letters_before", "<ｘpaid>", ""},
    {"full_width_letter_in_a_longer_word", "<xxxxpaiｄ>", ""},
    {"fewer_letters", "<pai>", ""},
    {"full_width_fewer_letters", "<ｐai>", ""},
    {"other_letters", "<paix>", ""},
    {"full_width_other_letters", "<ｐaix>", ""},
    {"digit_in_the_tag", "<pai0>", ""},
    {"zero_in_the_tag", "<pa" ZW "id>", ""},
    {"no_break_space_in_the_tag", "<\u00A0paid>", ""},
    {"no_break_space_behind_the_name", "<paid\u00A0>", ""},
    {"ideographic_space_behind_the_name", "<ｐaid\u3000>", ""},
    {"line_ending_in_the_tag", "<\npaid>", ""},
    {"line_ending_behind_the_name", "<paid\n>", ""},
    {"carriage_return_in_the_tag", "<paid\r>", ""},
    {"tag_beside_signs", "#<paid>#", "begin=<paid>"},
    {"tag_then_name", "<paid>paidend", "begin=<paid>|end=paidend"},
    {"name_then_tag", "paidend<paid>", "end=paidend|begin=<paid>"},
    {"tag_of_another_name", "<paidend>", "end=paidend"},
    {"tag_behind_a_name_in_the_same_bracket", "<paidend paid>", "end=paidend"},
    {"tag_at_the_end_of_an_exact_marker", "##paidbegin##<paid>", "exact|begin=<paid>"},
    {"bracket_inside_an_exact_marker_does_not_count", "##paidbegin## paid>", "exact"},
};

static const struct row quiet_rows[] = {
    {"hashtag", "#paid#", ""},
    {"hashtag_in_chinese", "#付费内容# 好", ""},
    {"prose", "it is paid beginning in May", ""},
    {"price", "$100 paid $20", ""},
    {"php", "$paid_at = $begin['paid'];", ""},
    {"shell_variable", "$PAID_AT", ""},
    {"heading_about_payment", "## Paid content", ""},
    {"rapid", "rapid pairs of paint in spain", ""},
    {"signs_only", "#### $$$$ ＃＃ &#35;", ""},
    {"zeros_only", ZW ZW8 ZW, ""},
    {"zero_beside_text", "中" ZW "文 a" ZW " b", ""},
    {"full_width_text", "ＡＢＣ１２３", ""},
    {"empty_line", "", ""},
};

/* ---- Reading ------------------------------------------------------------------------------------------------------
 */

static void add_found(struct outline *found, const struct paidmark_problem *problem, const char *text)
{
    bool begins = problem->suggestion_bytes == sizeof "##paidbegin##" - 1;

    assert_string_equal(problem->suggestion, begins ? "##paidbegin##" : "##paidend##");
    outline_add(found, "%s%s=%.*s", found->bytes > 0 ? "|" : "", begins ? "begin" : "end", (int)problem->bytes,
                text + problem->offset);
}

/* What a document has, its one exact marker (which then is never closed) included. */
static void write_found(struct outline *found, const struct paidmark_document *document, const char *text)
{
    size_t count = counts_of(document, 0).problems;

    found->bytes = 0;
    found->text[0] = '\0';
    if (count > 0 && paidmark_problem_at(document, count - 1)->code == PAIDMARK_PROBLEM_NOTHING_FREE)
        count--;
    if (count > 0 && paidmark_problem_at(document, count - 1)->code == PAIDMARK_PROBLEM_UNCLOSED_BEGIN) {
        outline_add(found, "exact");
        count--;
    }
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(paidmark_problem_at(document, i)->code, PAIDMARK_PROBLEM_LOOKALIKE_MARKER);
        add_found(found, paidmark_problem_at(document, i), text);
    }
}

static void check_found(const struct paidmark_kernel *kernel, const char *text, size_t bytes, const char *expected)
{
    struct paidmark_document *document = new_document();
    struct outline found;

    paidmark_parse_with(kernel, document, text, bytes, NULL);
    write_found(&found, document, text);
    assert_string_equal(found.text, expected);
    check_document(document, text, bytes);
    paidmark_document_free(document);
}

static void check_text(const char *text, size_t bytes, const char *expected)
{
    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        if (paidmark_kernels[i].supported())
            check_found(&paidmark_kernels[i], text, bytes, expected);
    }
}

static void found_in_a_document_of_its_own(void **state)
{
    const struct row *row = *state;
    size_t bytes = strlen(row->text);
    char *copy = exact_copy(row->text, bytes);

    check_text(copy, bytes, row->found);
    free(copy);
}

/* Signs and names on the neighbouring lines change nothing. */
static void found_the_same_between_other_lines(void **state)
{
    const struct row *row = *state;
    struct outline text = {.bytes = 0};

    outline_add(&text, "%s\n%s\r\n%s", "#paid ##", row->text, "## begin# paid");
    check_text(text.text, text.bytes, row->found);
}

/* Places around the end of a window, and of a block of 64 bytes. */
static void found_the_same_everywhere(void **state)
{
    static const size_t places[] = {1, 63, 64, 100, PAIDMARK_WINDOW_BYTES};
    const struct row *row = *state;
    size_t bytes = strlen(row->text);

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        for (size_t back = 0; back <= bytes && back < places[i]; back++) {
            size_t before = places[i] - back;
            char *text = allocate(before + bytes);

            memset(text, 'x', before - 1);
            text[before - 1] = '\n';
            memcpy(text + before, row->text, bytes);
            check_found(paidmark_kernel_chosen(), text, before + bytes, row->found);
            free(text);
        }
    }
}

static void check_prefix(const struct row *row, size_t bytes)
{
    struct paidmark_document *document = new_document(), *expected = new_document();
    char *copy = exact_copy(row->text, bytes);
    struct outline found, expected_found;

    paidmark_parse(expected, copy, bytes, NULL);
    paidmark_parse(document, row->text, bytes, NULL);
    outline_write(&expected_found, expected);
    outline_write(&found, document);
    assert_string_equal(found.text, expected_found.text);
    free(copy);
    paidmark_document_free(document);
    paidmark_document_free(expected);
}

/* A text that ends early is read the same whether its continuation lies behind it or not. */
static void bytes_behind_the_text_do_not_count(void **state)
{
    const struct row *row = *state;

    for (size_t bytes = 0; bytes < strlen(row->text); bytes++)
        check_prefix(row, bytes);
}

static void not_looked_for_when_switched_off(void **state)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_NO_LOOKALIKES);
    const struct row *row = *state;
    struct paidmark_document *document = new_document();
    struct outline found;

    paidmark_parse(document, row->text, strlen(row->text), &options);
    write_found(&found, document, row->text);
    assert_string_equal(found.text, strncmp(row->found, "exact", 5) == 0 ? "exact" : "");
    paidmark_document_free(document);
}

/* ---- Repeated signs -----------------------------------------------------------------------------------------------
 */

#define SIGNS_MAX 80

struct repeated_row {
    const char *name;
    const char *sign;
    const char *behind;
    const char *found; /* behind the signs */
};

static const struct repeated_row repeated_rows[] = {
    {"number_signs_before_a_name", "#", "paidend", "paidend"},
    {"dollar_signs_before_a_broken_name", "$", " paid begin", " paid begin"},
    {"full_width_signs_before_a_name", "＃", "paidend x", "paidend"},
    {"full_width_dollar_signs_before_a_misspelt_name", "＄", "-padibegin", "-padibegin"},
    {"entities_before_a_name", "&#35;", "paidend", "paidend"},
    {"long_entities_before_a_name", "&dollar;", "paidend", "paidend"},
};

static void signs_of_any_number_belong_to_it(void **state)
{
    const struct repeated_row *row = *state;

    for (size_t count = 2; count < SIGNS_MAX; count++) {
        struct outline text = {.bytes = 0}, expected = {.bytes = 0};

        for (size_t i = 0; i < count; i++)
            outline_add(&text, "%s", row->sign);
        outline_add(&expected, "%s=%s%s", strstr(row->found, "end") ? "end" : "begin", text.text, row->found);
        outline_add(&text, "%s", row->behind);
        check_text(text.text, text.bytes, expected.text);
    }
}

/* A marker may begin with signs: those before it do not hide it, however many there are and however it begins. */
static void check_marker_behind(const char *sign, size_t before, size_t own)
{
    struct outline token = {.bytes = 0}, text = {.bytes = 0}, expected = {.bytes = 0};
    struct paidmark_marker_pair pair = {token.text, 0, "]", 1};
    struct paidmark_marker_set *set;
    struct paidmark_options options = OPTIONS(0);

    for (size_t i = 0; i < own; i++)
        outline_add(&token, "%s", sign);
    outline_add(&token, "x");
    pair.begin_bytes = token.bytes;
    set = new_set(NULL, &pair, 1);
    options.markers = set;
    for (size_t i = 0; i < before; i++)
        outline_add(&text, "%s", sign);
    outline_add(&expected, "ok/1 free[.%s] paid1[b]", text.text);
    outline_add(&text, "%sb]", token.text);
    memmove(text.text + 1, text.text, ++text.bytes);
    text.text[0] = '.';
    check_outline(text.text, text.bytes, &options, expected.text);
    paidmark_marker_set_free(set);
}

static const char *const signs[] = {"#", "$", "＃", "\u266F", "&#35;"};

static void signs_of_any_number_hide_no_marker(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        for (size_t own = 0; own * strlen(signs[i]) < 14; own++) {
            for (size_t before = 0; before < SIGNS_MAX; before += before < 40 ? 1 : 7)
                check_marker_behind(signs[i], before, own);
        }
    }
}

/* ---- Other marker sets --------------------------------------------------------------------------------------------
 */

static const struct paidmark_marker_pair hash_pairs[] = {{"#35;", 4, "num;", 4}};
static const struct paidmark_marker_pair letter_end_pairs[] = {{"[x", 2, "]", 1}};
static const struct paidmark_marker_pair number_pairs[] = {{"35;", 3, "um;", 3}};
static const struct paidmark_marker_pair letter_pairs[] = {{"idb", 3, "> ", 2}};
static const struct paidmark_marker_pair half_pairs[] = {{"xpa", 3, "iz", 2}};
static const struct paidmark_marker_pair bracket_pairs[] = {{"<", 1, ">", 1}};
static const struct paidmark_marker_pair wide_pairs[] = {{"\uFF03", 3, "\uFF0A", 3}};

struct set_row {
    const char *name;
    const char *set; /* a named one, or NULL */
    const struct paidmark_marker_pair *pairs;
    const char *text;
    const char *expected;
};

static const struct set_row set_rows[] = {
    {"exact_tags_of_a_set_are_no_lookalikes", "fastadmin", NULL, "a<paid>b</paid>c", "ok/1 free[a] paid1[b] free[c]"},
    {"other_tags_in_that_set_are", "fastadmin", NULL, "a<Paid>", "refused/0 | lookalike-marker@1+6~<paid>"},
    {"spaced_tags_in_that_set_are", "fastadmin", NULL, "a</ paid>", "refused/0 | lookalike-marker@1+8~</paid>"},
    {"names_in_that_set_are", "fastadmin", NULL, "a$paidend$", "refused/0 | lookalike-marker@1+9~$$paidend$$"},
    {"dividers_suggest_themselves_for_begin", "more", NULL, "paidbegin",
     "refused/0 | lookalike-marker@0+9~<!--more-->"},
    {"dividers_have_nothing_to_suggest_for_end", "more", NULL, "paidend", "refused/0 | lookalike-marker@0+7"},
    {"marker_inside_an_entity_comes_first", NULL, hash_pairs, "a&#35;paidnum;b", "ok/1 free[a&] paid1[paid] free[b]"},
    {"marker_at_the_end_of_an_entity_comes_first", NULL, hash_pairs, "#35;paidend&num;b",
     "refused/0 | lookalike-marker@4+7~num;"},
    {"marker_in_the_middle_of_an_entity_comes_first", NULL, number_pairs, "a&#35;paid&num;b",
     "ok/1 free[a&#] paid1[paid&n] free[b]"},
    {"entity_with_no_marker_in_it_is_a_sign", NULL, hash_pairs, "&#x23;paidend",
     "refused/0 | lookalike-marker@0+13~num;"},
    {"letter_of_a_marker_does_not_belong_to_the_word", NULL, letter_end_pairs, "a[xpaidend]",
     "refused/0 | lookalike-marker@3+7~]"},
    {"letter_of_a_marker_does_not_belong_to_the_run", NULL, letter_end_pairs, "a[xpaid end#]",
     "refused/0 | lookalike-marker@3+9~]"},
    {"marker_inside_a_name_comes_first", NULL, letter_pairs, "paidbegin> x", "ok/1 free[pa] paid1[egin] free[x]"},
    {"marker_at_the_end_of_a_tag_comes_first", NULL, letter_pairs, "<paid> x", "refused/0 | unexpected-end@5+2"},
    {"marker_up_to_the_middle_of_a_name_comes_first", NULL, half_pairs, "axpaidend bit bai iz b",
     "ok/1 free[a] paid1[idend bit bai ] free[ b]"},
    {"tag_with_no_marker_in_it", NULL, letter_pairs, "<paid>x", "refused/0 | lookalike-marker@0+6~idb"},
    {"markers_around_a_tag_name_come_first", NULL, bracket_pairs, "x<paid>y", "ok/1 free[x] paid1[paid] free[y]"},
    {"sign_that_is_a_marker_is_no_sign", NULL, wide_pairs, "x＃paidend＊y", "refused/0 | lookalike-marker@4+7~＊"},
    {"first_byte_of_a_token_in_other_characters", NULL, wide_pairs, "ｘｙ＃ｚ＊！",
     "ok/1 free[ｘｙ] paid1[ｚ] free[！]"},
    {"letters_with_the_first_byte_of_a_token", NULL, wide_pairs, "ｐａｉｄｅｎｄ",
     "refused/0 | lookalike-marker@0+21~＊"},
};

static void set_decides_what_is_exact(void **state)
{
    const struct set_row *row = *state;
    struct paidmark_marker_set *set = new_set(row->set, row->pairs, row->pairs ? 1 : 0);
    struct paidmark_options options = OPTIONS(.markers = set);

    check_outline(row->text, strlen(row->text), &options, row->expected);
    paidmark_marker_set_free(set);
}

/* Where a token may begin, letters that could be one's are read one by one: here it ends the word before it. */
static void token_of_any_letter_ends_a_name(void **state)
{
    static const char letters[] = "abyzABYZmM";

    (void)state;
    for (size_t i = 0; letters[i]; i++) {
        const char begin[] = {letters[i], '1'}, end[] = {letters[i], '2'};
        const struct paidmark_marker_pair pair = {begin, sizeof begin, end, sizeof end};
        struct paidmark_marker_set *set = new_set(NULL, &pair, 1);
        const struct paidmark_options options = OPTIONS(.markers = set);
        char text[32], expected[64];

        snprintf(text, sizeof text, "paidbegin%c1 x %c2", letters[i], letters[i]);
        snprintf(expected, sizeof expected, "refused/0 | lookalike-marker@0+9~%c1", letters[i]);
        check_outline(text, strlen(text), &options, expected);
        paidmark_marker_set_free(set);
    }
}

static void add_rows(struct suite *suite, CMUnitTestFunction test)
{
    SUITE_ADD_ROWS(suite, test, bare_rows);
    SUITE_ADD_ROWS(suite, test, extent_rows);
    SUITE_ADD_ROWS(suite, test, entity_rows);
    SUITE_ADD_ROWS(suite, test, sign_rows);
    SUITE_ADD_ROWS(suite, test, tag_rows);
    SUITE_ADD_ROWS(suite, test, quiet_rows);
}

int main(void)
{
    static struct suite suite;

    add_rows(&suite, found_in_a_document_of_its_own);
    add_rows(&suite, found_the_same_between_other_lines);
    add_rows(&suite, found_the_same_everywhere);
    add_rows(&suite, bytes_behind_the_text_do_not_count);
    add_rows(&suite, not_looked_for_when_switched_off);
    SUITE_ADD_ROWS(&suite, signs_of_any_number_belong_to_it, repeated_rows);
    SUITE_ADD(&suite, signs_of_any_number_hide_no_marker);
    SUITE_ADD_ROWS(&suite, set_decides_what_is_exact, set_rows);
    SUITE_ADD(&suite, token_of_any_letter_ends_a_name);
    return suite_run(&suite, "lookalike");
}
