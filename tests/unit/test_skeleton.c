/* test_skeleton.c - text as a reader sees it, however it is written
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "guarded.h"
#include "skeleton/fold_table.h"
#include "skeleton/simplified_table.h"
#include "skeleton/skeleton.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LETTER PAIDMARK_SYMBOL_LETTER
#define A16    "amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;"
#define P16    "25252525252525252525252525252525"
#define B16    "\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\" /* 16 backslashes */

struct row {
    const char *name;
    const char *text;
    size_t bytes;
    const char *pieces; /* for each piece its symbols and, behind a colon, its bytes; SP, NL, and 0 for nothing */
};

static const struct row rows[] = {
    /* Characters. */
    {"letters_lose_their_case", TEXT("Paid"), "p:1 a:1 i:1 d:1"},
    {"digits_are_letters_of_their_own", TEXT("10lO"), "1:1 0:1 l:1 o:1"},
    {"signs_stay", TEXT("#$<!--"), "#:1 $:1 <:1 !:1 -:1 -:1"},
    {"blanks", TEXT(" \t\v\f\u00A0\u3000\u2800\u1680"), "SP:1 SP:1 SP:1 SP:1 SP:2 SP:3 SP:3 SP:3"},
    {"line_endings", TEXT("\n\r\n\xC2\x85\u2028\u2029"), "NL:1 NL:2 NL:2 NL:3 NL:3"},
    {"carriage_return_alone_is_a_blank", TEXT("\rx\r"), "SP:1 x:1 SP:1"},
    {"controls_show_nothing", TEXT("\x01\x1F\x7F\xC2\x80x"), "0:1 0:1 0:1 0:2 x:1"},
    {"format_characters_show_nothing", TEXT("\u00AD\u200B\u202E\u180E\uFEFF\U000E0020"), "0:2 0:3 0:3 0:3 0:3 0:4"},
    {"marks_show_nothing", TEXT("a\u0332\u20DD\uFE0F\u3099"), "a:1 0:2 0:3 0:3 0:3"},
    {"fillers_show_nothing", TEXT("\u115F\u3164\uFFA0\uFFFC\u034F"), "0:3 0:3 0:3 0:3 0:2"},
    {"ideographs_and_syllables", TEXT("一鿿가힣"), "一:3 鿿:3 가:3 힣:3"},
    {"beside_ideographs", TEXT("䶿ꀀ꯿힤"), "䶿:3 ꀀ:3 ꯿:3 힤:3"},
    {"emoji_are_signs", TEXT("\U0001F600x"), "\U0001F600:4 x:1"},
    {"private_and_unassigned_are_signs", TEXT("\uE000\U0010FFFF"), "\uE000:3 \U0010FFFF:4"},

    /* Letters of one form. */
    {"full_width", TEXT("ＰａＩ１＃"), "p:3 a:3 i:3 1:3 #:3"},
    {"accents", TEXT("éÅßŁø"), "e:2 a:2 ss:2 l:2 o:2"},
    {"ligatures", TEXT("ﬁﬃǆ"), "fi:3 ffi:3 dz:2"},
    {"i_with_and_without_dot", TEXT("ıİIi"), "i:2 i:2 i:1 i:1"},
    {"mathematical_and_framed", TEXT("𝐩ⓐⒾ🅳🄿🇵"), "p:4 a:3 i:3 d:4 p:4 p:4"},
    {"small_capitals", TEXT("ᴘᴀɪᴅ"), "p:3 a:3 i:2 d:3"},
    {"cyrillic_and_greek_that_look_latin", TEXT("раіԁЬеցıпΡΑΙ"), "p:2 a:2 i:2 d:2 b:2 e:2 g:2 i:2 п:2 p:2 a:2 i:2"},
    {"cherokee_and_lisu_that_look_latin", TEXT("ᏢᎪꓓꓯ"), "p:3 a:3 d:3 ꓯ:3"},
    {"both_cases_of_a_letter_fold_alike", TEXT("ВвНнКкЖжЮю"), "b:2 b:2 h:2 h:2 k:2 k:2 ж:2 ж:2 lo:2 lo:2"},
    {"capital_that_looks_otherwise_than_its_small_letter", TEXT("Νν"), "n:2 v:2"},
    {"kana_keep_theirs", TEXT("カｶがガﾞノ"), "カ:3 カ:3 か:3 カ:3 0:3 ノ:3"},
    {"ideographs_of_compatibility_and_radicals", TEXT("\uF900⼀⻚\U0002F800"), "岂:3 一:3 页:3 丽:4"},
    {"traditional_ideographs", TEXT("付費開始乾苧"), "付:3 费:3 开:3 始:3 干:3 苎:3"},
    {"jamo", TEXT("ㄱﾡᄀ"), "ᄀ:3 ᄀ:3 ᄀ:3"},
    {"fractions_and_numbers_in_brackets", TEXT("½⑴⑩"), "1/2:2 (1):3 10:3"},
    {"longer_than_three_stays", TEXT("㍿⑽"), "㍿:3 ⑽:3"},

    /* Signs of one form. */
    {"dashes", TEXT("‐‑–—―−－ー"), "-:3 -:3 -:3 -:3 -:3 -:3 -:3 -:3"},
    {"number_signs", TEXT("♯№﹟⌗"), "#:3 #:3 #:3 #:3"},
    {"currency", TEXT("€£￥₿＄"), "$:3 $:2 $:3 $:3 $:3"},
    {"per_cent", TEXT("％‰٪"), "%:3 %:3 %:2"},
    {"square_brackets", TEXT("【】〔〕〖〗「」『』［］｢｣"), "[:3 ]:3 [:3 ]:3 [:3 ]:3 [:3 ]:3 [:3 ]:3 [:3 ]:3 [:3 ]:3"},
    {"angle_brackets", TEXT("《》〈〉«»‹›＜＞⟨⟩→"), "<:3 >:3 <:3 >:3 <:2 >:2 <:3 >:3 <:3 >:3 <:3 >:3 ->:3"},
    {"round_and_curly_brackets", TEXT("（）｛｝❨❴"), "(:3 ):3 {:3 }:3 (:3 {:3"},
    {"quotation_marks", TEXT("“”‘’"), "\":3 \":3 ':3 ':3"},
    {"other_signs", TEXT("！／：＝＊＿～｜＼"), "!:3 /:3 ::3 =:3 *:3 _:3 ~:3 |:3 \\:3"},
    {"full_stops_and_commas", TEXT("，．…"), ",:3 .:3 ...:3"},
    {"sign_of_its_own", TEXT("。、§"), "。:3 、:3 §:2"},

    /* Character references. */
    {"decimal_reference", TEXT("&#35;&#35x"), "#:5 #:4 x:1"},
    {"hexadecimal_reference", TEXT("&#x23;&#X3010;"), "#:6 [:8"},
    {"named_reference", TEXT("&num;&lt;&ndash;&Auml;&frac12;"), "#:5 <:4 -:7 a:6 1/2:8"},
    {"named_reference_in_any_case", TEXT("&NUM;&Lt;"), "#:5 <:4"},
    {"references_that_show_nothing", TEXT("&shy;&zwnj;&ZeroWidthSpace;&#8203;"), "0:5 0:6 0:16 0:7"},
    {"reference_that_is_a_blank", TEXT("&nbsp;&#10;&NewLine;"), "SP:6 NL:5 NL:9"},
    {"four_names_need_no_semicolon", TEXT("&ltb&gt&nbsp1&shy"), "<:3 b:1 >:3 SP:5 1:1 0:4"},
    {"escaped_reference", TEXT("&amp;#35;&amp;amp;lt;&AMP;lt;"), "#:9 <:12 <:8"},
    {"ampersand_escaped", TEXT("&amp;&amp;amp;x"), "&:5 &:9 x:1"},
    {"ampersand_alone", TEXT("&&x&;"), "&:1 &:1 x:1 &:1 ;:1"},
    {"unknown_name", TEXT("&px;"), "&:1 p:1 x:1 ;:1"},
    {"name_behind_a_known_one", TEXT("&numx;"), "&:1 n:1 u:1 m:1 x:1 ;:1"},
    {"name_without_semicolon", TEXT("&num"), "&:1 n:1 u:1 m:1"},
    {"impossible_number", TEXT("&#xD800;&#;"), "&:1 #:1 x:1 d:1 8:1 0:1 0:1 ;:1 &:1 #:1 ;:1"},
    {"half_a_pair_and_the_last_character", TEXT("&#xD801;&#x10FFFF;"), "&:1 #:1 x:1 d:1 8:1 0:1 1:1 ;:1 \U0010FFFF:10"},
    {"number_of_six_hexadecimal_or_seven_digits", TEXT("&#x0000235;&#00000355;"), "#:9 5:1 ;:1 #:9 5:1 ;:1"},
    {"reference_that_is_escaped_sixteen_times", TEXT("&" A16 "#35;&" A16 "amp;amp;x"), "#:69 &:69 a:1 m:1 p:1 ;:1 x:1"},
    {"number_beyond_unicode", TEXT("&#1114112"), "&:1 #:1 1:1 1:1 1:1 4:1 1:1 1:1 2:1"},

    /* URLs and mail. */
    {"percent", TEXT("%23%5b"), "#:3 [:3"},
    {"percent_of_several_bytes", TEXT("%E4%BB%98x"), "付:9 x:1"},
    {"percent_escaped", TEXT("%2523%252523%25E4%25BB%2598"), "#:5 #:7 付:15"},
    {"percent_of_utf_16", TEXT("%u0023%u4ED8%u00235"), "#:6 付:6 #:6 5:1"},
    {"percent_sign", TEXT("%25%25x"), "%:3 %:3 x:1"},
    {"percent_that_is_escaped_sixteen_times", TEXT("%" P16 "23%" P16 "2523"), "#:35 %:35 2:1 3:1"},
    {"percent_of_half_a_pair_or_fewer_digits", TEXT("%u004x%uD83D"), "%:1 u:1 0:1 0:1 4:1 x:1 %:1 u:1 d:1 8:1 3:1 d:1"},
    {"percent_before_what_is_next_to_digits", TEXT("%2:%2`%2@"), "%:1 2:1 ::1 %:1 2:1 `:1 %:1 2:1 @:1"},
    {"percent_alone", TEXT("5%%x%"), "5:1 %:1 %:1 x:1 %:1"},
    {"percent_of_no_character", TEXT("%FF%E4%BB"), "%:1 f:1 f:1 %:1 e:1 4:1 %:1 b:1 b:1"},
    {"equals", TEXT("=23=5B=234"), "#:3 [:3 #:3 4:1"},
    {"equals_of_each_bound", TEXT("=30=39=4A=4F=2/=2:=2@=2G=/2=:2"),
     "0:3 9:3 j:3 o:3 =:1 2:1 /:1 =:1 2:1 ::1 =:1 2:1 @:1 =:1 2:1 g:1 =:1 /:1 2:1 =:1 ::1 2:1"},
    {"equals_of_several_bytes", TEXT("=E4=BB=98"), "付:9"},
    {"equals_of_bytes_on_two_lines", TEXT("=E4=BB=\r\n=98=E4=\n=BB=98"), "付:12 付:11"},
    {"soft_line_break", TEXT("a=\nb=\r\nc"), "a:1 0:2 b:1 0:3 c:1"},
    {"equals_in_lower_case", TEXT("=2a=ab"), "=:1 2:1 a:1 =:1 a:1 b:1"},
    {"equals_alone", TEXT("a==b="), "a:1 =:1 =:1 b:1 =:1"},

    /* Backslashes. */
    {"four_digits", TEXT("\\u0023\\u4ED8"), "#:6 付:6"},
    {"surrogate_pair", TEXT("\\uD835\\uDC29\\\\ud835\\\\udc29"), "p:12 p:14"},
    {"half_a_pair", TEXT("\\uD835x"), "\\:1 u:1 d:1 8:1 3:1 5:1 x:1"},
    {"half_a_pair_and_another_number", TEXT("\\uD835\\u0023"), "\\:1 u:1 d:1 8:1 3:1 5:1 #:6"},
    {"half_a_pair_and_a_backslash", TEXT("\\uD835\\"), "\\:1 u:1 d:1 8:1 3:1 5:1 \\:1"},
    {"pair_without_its_second_backslash", TEXT("\\uD835uDC29"), "\\:1 u:1 d:1 8:1 3:1 5:1 u:1 d:1 c:1 2:1 9:1"},
    {"half_a_pair_and_a_byte", TEXT("\\uD835\\xDC29"), "\\:1 u:1 d:1 8:1 3:1 5:1 u:4 2:1 9:1"},
    {"pair_and_a_digit", TEXT("\\uD835\\uDC291"), "p:12 1:1"},
    {"eight_digits", TEXT("\\U00000023\\U0001D429"), "#:10 p:10"},
    {"digits_in_braces", TEXT("\\u{23}\\x{1D429}"), "#:6 p:9"},
    {"too_many_digits_in_braces", TEXT("\\u{000023}\\x{0000023}"), "#:10 \\:1 x:1 {:1 0:1 0:1 0:1 0:1 0:1 2:1 3:1 }:1"},
    {"no_digits_in_braces", TEXT("\\u{}x"), "\\:1 u:1 {:1 }:1 x:1"},
    {"brace_that_closes_none", TEXT("\\x64e}"), "d:4 e:1 }:1"},
    {"line_ending_begins_no_word", TEXT("\\nzz \\nzzz\\naaa\\n zz\\n{{{\\n```"),
     "NL:2 z:1 z:1 SP:1 \\:1 n:1 z:1 z:1 z:1 \\:1 n:1 a:1 a:1 a:1 NL:2 SP:1 z:1 z:1 NL:2 {:1 {:1 {:1 NL:2 `:1 `:1 `:1"},
    {"several_backslashes", TEXT("\\\\u0023\\\\\\\\x23"), "#:7 #:7"},
    {"sixteen_backslashes_and_one_more", TEXT(B16 "x23\\" B16 "x23"), "#:19 \\:2 #:18"},
    {"hexadecimal_byte", TEXT("\\x23\\x5B"), "#:4 [:4"},
    {"hexadecimal_bytes_of_utf_8", TEXT("\\xe4\\xbb\\x98"), "付:12"},
    {"hexadecimal_byte_of_its_own", TEXT("\\xa0\\xad\\xe9"), "SP:4 0:4 e:4"},
    {"octal_byte", TEXT("\\043\\344\\273\\230"), "#:4 付:12"},
    {"octal_byte_before_a_blank_is_no_number_of_css", TEXT("\\043 "), "#:4 SP:1"},
    {"octal_beyond_a_byte", TEXT("\\777\\400"), "\\:1 7:1 7:1 7:1 \\:1 4:1 0:1 0:1"},
    {"largest_octal_byte_and_a_digit", TEXT("\\3771\\0431"), "y:4 1:1 #:4 1:1"},
    {"eight_digits_and_another", TEXT("\\U000000231"), "#:10 1:1"},
    {"rtf_byte", TEXT("\\'234\\'7f\\'80"), "#:4 4:1 0:4 ':2 8:1 0:1"},
    {"rtf_number", TEXT("\\u35?\\u35 x\\u35"), "#:5 #:5 x:1 #:4"},
    {"rtf_number_of_five_digits", TEXT("\\u12304?\\u12304\\'3f\\u12304 "), "[:8 [:11 [:8"},
    {"five_digits_and_no_replacement_are_four", TEXT("\\u00235 \\u12304"), "#:6 5:1 SP:1 \u1230:6 4:1"},
    {"rtf_number_of_five_digits_at_least", TEXT("\\u10000?\\u09999?\\u1230a"),
     "\u2710:8 \u0999:6 9:1 ?:1 \u1230:6 a:1"},
    {"rtf_number_of_16_bits", TEXT("\\u65535?\\u65536?\\u-123045"), "\uFFFF:8 \u6553:6 6:1 ?:1 \uCFF0:8 5:1"},
    {"rtf_replacement_of_two_digits", TEXT("\\u35\\'3fe\\u35\\'3g\\u35\\'xf"),
     "#:8 e:1 #:4 ':2 3:1 g:1 #:4 ':2 x:1 f:1"},
    {"rtf_number_below_zero", TEXT("\\u-243?\\u-3?"), "-:7 \\:1 u:1 -:1 3:1 ?:1"},
    {"first_and_last_sign_behind_a_backslash", TEXT("\\!\\~\\\x7F"), "!:2 ~:2 \\:1 0:1"},
    {"groff_number", TEXT("\\[u0023]\\[u1D429]"), "#:8 p:9"},
    {"groff_number_of_four_digits_to_six", TEXT("\\[u023]\\[u0000023]"),
     "[:2 u:1 0:1 2:1 3:1 ]:1 [:2 u:1 0:1 0:1 0:1 0:1 0:1 2:1 3:1 ]:1"},
    {"groff_number_of_another_letter", TEXT("\\zz0023]"), "\\:1 z:1 z:1 0:1 0:1 2:1 3:1 ]:1"},
    {"css_number", TEXT("\\23 \\ff03 \\000023x\\0000235"), "#:4 #:6 #:7 x:1 #:7 5:1"},
    {"css_number_needs_its_blank", TEXT("\\23x\\9876fx"), "\\:1 2:1 3:1 x:1 \\:1 9:1 8:1 7:1 6:1 f:1 x:1"},
    {"css_number_of_one_digit", TEXT("\\9 x"), "\\:1 9:1 SP:1 x:1"},
    {"css_number_is_no_name", TEXT("\\be x\\abcdef"), "\\:1 b:1 e:1 SP:1 x:1 \\:1 a:1 b:1 c:1 d:1 e:1 f:1"},
    {"three_digits_and_a_blank", TEXT("\\400 \\377 \\047 \\128 "), "e:5 y:4 SP:1 ':4 SP:1 i:5"},
    {"fonts", TEXT("\\fBx\\f[CB]y\\f[AZ]z\\fRz\\&"), "0:3 x:1 0:6 y:1 0:6 z:1 0:3 z:1 0:2"},
    {"fonts_of_other_names", TEXT("\\f[ABCDEF]\\f[ABCDEFG]\\f[@]\\f[[]\\f[B"),
     "0:10 \\:1 f:1 [:1 a:1 b:1 c:1 d:1 e:1 f:1 g:1 ]:1 \\:1 f:1 [:1 @:1 ]:1 \\:1 f:1 [:1 [:1 ]:1 \\:1 f:1 [:1 b:1"},
    {"font_at_the_end", TEXT("\\f\0x\\fB"), "\\:1 f:1 0:1 x:1 0:3"},
    {"groups", TEXT("{\\i a}{\\em b}"), "0:4 a:1 }:1 0:5 b:1 }:1"},
    {"names_of_signs", TEXT("\\textless{}\\textgreater x\\lbrack"), "<:11 >:13 x:1 [:7"},
    {"each_name",
     TEXT("\\allowbreak \\emdash \\endash \\lbrace \\lbrack \\letterbackslash \\letterbar "
          "\\letterdollar \\letterhash \\letterpercent \\lettertilde \\line \\par \\rbrace \\rbrack "
          "\\slash \\tab \\textasciicircum \\textasciitilde \\textasteriskcentered \\textbackslash "
          "\\textbar \\textbraceleft \\textbraceright \\textdollar \\textemdash \\textendash "
          "\\textgreater \\textless \\textnumbersign \\textpercent \\textunderscore "),
     "0:12 -:8 -:8 {:8 [:8 \\:17 |:11 $:14 #:12 %:15 ~:13 NL:6 NL:5 }:8 ]:8 /:7 SP:5 ^:17 ~:16 "
     "*:22 \\:15 |:9 {:15 }:16 $:12 -:12 -:12 >:13 <:10 #:16 %:13 _:16"},
    {"longer_name", TEXT("\\textlessx"), "\\:1 t:1 e:1 x:1 t:1 l:1 e:1 s:1 s:1 x:1"},
    {"sign_behind_a_name", TEXT("\\slash_\\slash`\\slash^"), "\\:1 s:1 l:1 a:1 s:1 h:1 _:1 /:6 `:1 /:6 ^:1"},
    {"line_ending_and_tab", TEXT("a\\nb\\tc\\\\rd\\n"), "a:1 NL:2 b:1 SP:2 c:1 NL:3 d:1 NL:2"},
    {"word_behind_a_backslash", TEXT("\\nice"), "\\:1 n:1 i:1 c:1 e:1"},
    {"sign_behind_a_backslash", TEXT("\\#\\_\\\\\\<"), "#:2 _:2 \\:2 <:2"},
    {"escape_behind_a_backslash", TEXT("\\%23\\&lt;\\{[}"), "#:4 <:5 [:4"},
    {"backslash_alone", TEXT("\\ x\\"), "\\:1 SP:1 x:1 \\:1"},
    {"signs_in_braces", TEXT("{[}{]}{<}{>}{|}{x}{\0}"), "[:3 ]:3 <:3 >:3 |:3 {:1 x:1 }:1 {:1 0:1 }:1"},

    /* Terminals. */
    {"terminal_sequence", TEXT("\x1B[1;31mx\x1B[0m\x1B[K\x1B[?25h\x1B[!p\x1B[2 q"), "0:7 x:1 0:4 0:3 0:6 0:4 0:5"},
    {"escape_character_alone",
     TEXT("\x1B"
          "x1m\x1B["),
     "0:1 x:1 1:1 m:1 0:1 [:1"},
    {"terminal_sequence_that_no_letter_ends", TEXT("\x1B[1@x\x1B[1 2m"),
     "0:1 [:1 1:1 @:1 x:1 0:1 [:1 1:1 SP:1 2:1 m:1"},
    {"overstrike", TEXT("x\bx\bxy"), "0:2 0:2 x:1 y:1"},
    {"overstrike_of_several_bytes", TEXT("付\b付"), "0:4 付:3"},
    {"underlined", TEXT("_\bx_\b付"), "0:2 x:1 0:2 付:3"},
    {"overstrike_at_the_end", TEXT("x\bx_\bx"), "0:2 x:1 0:2 x:1"},
    {"backspace_alone", TEXT("x\by\b\b_\b"), "x:1 0:1 y:1 0:1 0:1 _:1 0:1"},
    {"tag_as_it_stands", TEXT("<b>"), "<:1 b:1 >:1"},
};

static const struct row rows_without_tags[] = {
    {"begin_and_end_tag", TEXT("p<b>a</b>i"), "p:1 0:3 a:1 0:4 i:1"},
    {"tag_with_attributes", TEXT("<w:r a=\"b\nc\">x"), "0:13 x:1"},
    {"declarations", TEXT("<?xml ?><!DOCTYPE html>"), "0:8 0:15"},
    {"empty_comment", TEXT("<!----><!-- \n\t\r\v\f-->"), "0:7 0:13"},
    {"comment_with_a_control", TEXT("<!--\b--><!--\x0E-->"),
     "<:1 !:1 -:1 0:2 -:1 -:1 >:1 <:1 !:1 -:1 -:1 0:1 -:1 -:1 >:1"},
    {"other_comment", TEXT("<!--x-->"), "<:1 !:1 -:1 -:1 x:1 -:1 -:1 >:1"},
    {"no_tag", TEXT("< b><1><>"), "<:1 SP:1 b:1 >:1 <:1 1:1 >:1 <:1 >:1"},
    {"tag_in_a_tag", TEXT("<a <b>"), "<:1 a:1 SP:1 0:3"},
    {"tag_without_end", TEXT("<a b"), "<:1 a:1 SP:1 b:1"},
    {"anchor_of_pandoc", TEXT("a[]{#b.c}d[]{#}[]{#!e}"), "a:1 0:8 d:1 0:5 0:7"},
    {"anchor_with_a_blank", TEXT("[]{#b c}"), "[:1 ]:1 {:1 #:1 b:1 SP:1 c:1 }:1"},
    {"no_anchor", TEXT("[abcd}"), "[:1 a:1 b:1 c:1 d:1 }:1"},
    {"anchor_in_an_anchor", TEXT("[]{#b[]{#c}"), "[:1 ]:1 {:1 #:1 b:1 0:6"},
    {"escaped_tag", TEXT("&lt;b>\\<b>"), "<:4 b:1 >:1 <:2 b:1 >:1"},
};

static void add_code_point(struct outline *outline, uint32_t code_point)
{
    if (code_point >= 0x10000)
        outline_add(outline, "%c%c", (char)(0xF0 | code_point >> 18), (char)(0x80 | (code_point >> 12 & 0x3F)));
    else if (code_point >= 0x800)
        outline_add(outline, "%c", (char)(0xE0 | code_point >> 12));
    if (code_point >= 0x800)
        outline_add(outline, "%c", (char)(0x80 | (code_point >> 6 & 0x3F)));
    else if (code_point >= 0x80)
        outline_add(outline, "%c", (char)(0xC0 | code_point >> 6));
    outline_add(outline, "%c", (char)(code_point < 0x80 ? code_point : 0x80 | (code_point & 0x3F)));
}

static void add_symbol(struct outline *outline, uint32_t symbol)
{
    if (symbol == ' ')
        outline_add(outline, "SP");
    else if (symbol == '\n')
        outline_add(outline, "NL");
    else
        add_code_point(outline, symbol & ~LETTER);
}

/* Reads a piece and fails unless it is a possible one. */
static void read_piece(const unsigned char *text, size_t at, size_t end, bool without_tags,
                       struct paidmark_piece *piece)
{
    bool is_inside = (text[at] & 0xC0) == 0x80; /* of a character that is cut off */

    paidmark_read_piece(text, at, end, without_tags, piece);
    assert_true(piece->end > at && piece->end <= end);
    assert_true(piece->end - at <= PAIDMARK_PIECE_BYTES_MAX);
    assert_true(piece->end == end || (text[piece->end] & 0xC0) != 0x80 || is_inside || end - at < 4);
    assert_true(piece->count <= PAIDMARK_PIECE_SYMBOLS_MAX);
}

/* Before a page that must not be touched. */
static void check_pieces(const struct row *row, bool without_tags)
{
    struct outline outline = {.bytes = 0};
    struct paidmark_piece piece;
    struct guarded guarded;
    unsigned char *text;

    guarded_init(&guarded, row->bytes);
    text = (unsigned char *)guarded.end - row->bytes;
    memcpy(text, row->text, row->bytes);
    for (size_t at = 0; at < row->bytes; at = piece.end) {
        read_piece(text, at, row->bytes, without_tags, &piece);
        outline_add(&outline, "%s", at > 0 ? " " : "");
        for (size_t i = 0; i < piece.count; i++)
            add_symbol(&outline, piece.symbols[i]);
        outline_add(&outline, "%s:%zu", piece.count > 0 ? "" : "0", piece.end - at);
    }
    assert_string_equal(outline.text, row->pieces);
    guarded_release(&guarded);
}

static void text_is_read_as_pieces(void **state)
{
    check_pieces(*state, false);
}

static void text_without_tags_is_read_as_pieces(void **state)
{
    check_pieces(*state, true);
}

static void each_ascii_character_is_itself_but_for_its_case(void **state)
{
    (void)state;
    for (unsigned char byte = '!'; byte <= '~'; byte++) {
        bool is_capital = byte >= 'A' && byte <= 'Z', is_small = byte >= 'a' && byte <= 'z';
        bool is_letter = is_capital || is_small || (byte >= '0' && byte <= '9');
        struct paidmark_piece piece;

        read_piece(&byte, 0, 1, false, &piece);
        assert_int_equal(piece.count, 1);
        assert_int_equal(piece.symbols[0], (is_letter ? LETTER : 0) | (is_capital ? byte + ('a' - 'A') : byte));
    }
}

static void ascii_is_folded_to_what_is_read(void **state)
{
    (void)state;
    for (uint32_t byte = 0; byte < 0x80; byte++) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX], plain = paidmark_plain_symbols[byte];
        bool is_shown = plain != 0 || byte == '\r' || (byte >= ' ' && byte < 0x7F);

        assert_int_equal(paidmark_fold(byte, symbols), is_shown);
        if (is_shown)
            assert_int_equal(symbols[0], plain != 0 ? plain : byte == '\r' ? ' ' : byte);
    }
}

/* Letters and signs, too. */
static void each_character_of_three_bytes_is_folded(void **state)
{
    (void)state;
    for (uint32_t code_point = 0x800; code_point <= 0xFFFF; code_point++) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];
        struct paidmark_piece piece;
        char text[4];

        if (code_point >= 0xD800 && code_point <= 0xDFFF)
            continue;
        read_piece((const unsigned char *)text, 0, encode_utf8(code_point, text), false, &piece);
        assert_int_equal(piece.end, 3);
        assert_int_equal(piece.count, paidmark_fold(code_point, symbols));
        assert_memory_equal(piece.symbols, symbols, piece.count * sizeof *symbols);
    }
}

/* What simplified_table.h says of an ideograph. */
static uint32_t simplified_form(uint32_t code_point)
{
    for (size_t i = 0; i < paidmark_simplified_count; i++) {
        if (paidmark_simplified_forms[i].traditional == code_point)
            return paidmark_simplified_forms[i].simplified;
    }
    return code_point;
}

/* What fold_table.h says of a code point and the last run that begins at or before it. */
static size_t fold_by_table(const struct paidmark_fold_run *run, uint32_t code_point, uint32_t *symbols)
{
    uint32_t behind = code_point - run->first;

    symbols[0] = code_point;
    if (code_point >= PAIDMARK_FIRST_IDEOGRAPH && code_point <= PAIDMARK_LAST_IDEOGRAPH) {
        symbols[0] = simplified_form(code_point) | LETTER;
        return 1;
    }
    if (code_point < run->first || behind >= run->code_points)
        return 1;
    symbols[0] = run->kind == PAIDMARK_FOLD_SHIFT ? run->to + behind : run->to;
    for (uint32_t i = 0; i < run->count && run->kind != PAIDMARK_FOLD_SHIFT; i++) {
        if (run->kind == PAIDMARK_FOLD_EACH)
            symbols[i] = paidmark_fold_symbols[run->to + behind * run->count + i];
        else if (run->count > 1)
            symbols[i] = paidmark_fold_symbols[run->to + i];
    }
    return run->kind == PAIDMARK_FOLD_SHIFT ? 1 : run->count;
}

static void each_character_is_folded_by_the_table(void **state)
{
    const struct paidmark_fold_run *run = paidmark_fold_runs;
    const struct paidmark_fold_run *last = run + paidmark_fold_pages[PAIDMARK_FOLD_PAGES + 1];

    (void)state;
    for (uint32_t code_point = 0x80; code_point <= 0x10FFFF; code_point++) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX], expected[PAIDMARK_PIECE_SYMBOLS_MAX];
        size_t count = paidmark_fold(code_point, symbols);

        run += run < last && run[1].first <= code_point;
        if (count != fold_by_table(run, code_point, expected) ||
            memcmp(symbols, expected, count * sizeof *symbols) != 0)
            fail_msg("U+%04X", (unsigned)code_point);
    }
}

static void folding_is_at_its_end_at_once(void **state)
{
    (void)state;
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX], again[PAIDMARK_PIECE_SYMBOLS_MAX];
        size_t count = paidmark_fold(code_point, symbols);

        assert_true(count <= PAIDMARK_PIECE_SYMBOLS_MAX);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(paidmark_fold(symbols[i] & ~LETTER, again), 1);
            assert_int_equal(again[0], symbols[i]);
        }
    }
}

struct folded_to {
    uint32_t symbol;
    size_t count;
};

static void check_folded_to(void *context, uint32_t code_point)
{
    uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];
    struct folded_to *folded_to = context;

    assert_true(code_point >= 0x80 && paidmark_fold(code_point, symbols) > 0);
    assert_int_equal(symbols[0], folded_to->symbol);
    folded_to->count++;
}

/* For all symbols of ASCII, and letters that there are none of. */
static void all_that_is_folded_to_a_symbol_is_found(void **state)
{
    size_t expected[2][128] = {{0}};

    (void)state;
    for (uint32_t code_point = 0x80; code_point <= 0x10FFFF; code_point++) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];

        if (paidmark_fold(code_point, symbols) > 0 && (symbols[0] & ~LETTER) < 0x80)
            expected[symbols[0] / LETTER][symbols[0] & 0x7F]++;
    }
    for (uint32_t byte = 0; byte < 0x80; byte++) {
        struct folded_to sign = {byte, 0}, letter = {LETTER | byte, 0};

        paidmark_each_folded_to(sign.symbol, check_folded_to, &sign);
        assert_int_equal(sign.count, expected[0][byte]);
        paidmark_each_folded_to(letter.symbol, check_folded_to, &letter);
        assert_int_equal(letter.count, expected[1][byte]);
    }
}

static void all_that_is_folded_to_an_ideograph_is_found(void **state)
{
    static size_t expected[PAIDMARK_LAST_IDEOGRAPH - PAIDMARK_FIRST_IDEOGRAPH + 1];

    (void)state;
    for (uint32_t code_point = 0x80; code_point <= 0x10FFFF; code_point++) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX], first;

        if (paidmark_fold(code_point, symbols) == 0)
            continue;
        first = symbols[0] & ~LETTER;
        if (first >= PAIDMARK_FIRST_IDEOGRAPH && first <= PAIDMARK_LAST_IDEOGRAPH)
            expected[first - PAIDMARK_FIRST_IDEOGRAPH]++;
    }
    for (uint32_t form = PAIDMARK_FIRST_IDEOGRAPH; form <= PAIDMARK_LAST_IDEOGRAPH; form++) {
        struct folded_to folded_to = {LETTER | form, 0};

        if (expected[form - PAIDMARK_FIRST_IDEOGRAPH] == 0) /* a traditional one */
            continue;
        paidmark_each_folded_to(folded_to.symbol, check_folded_to, &folded_to);
        assert_int_equal(folded_to.count, expected[form - PAIDMARK_FIRST_IDEOGRAPH]);
    }
}

static void letters_are_told_from_signs(void **state)
{
    static const uint32_t letters[] = {'a', '0', 0x431, 0x5D0, 0x627, 0x915, 0x93E, 0x3042, 0x4E2D, 0xAC00, 0x20000};
    static const uint32_t signs[] = {'#', '_', 0xA7, 0x3002, 0x2605, 0xE000, 0x1F600, 0x10FFFF};
    uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(letters); i++) {
        assert_int_equal(paidmark_fold(letters[i], symbols), 1);
        assert_true(symbols[0] & LETTER);
    }
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        assert_int_equal(paidmark_fold(signs[i], symbols), 1);
        assert_int_equal(symbols[0], signs[i]);
    }
}

static void check_escape(const char *text, uint32_t code_point)
{
    size_t bytes = strlen(text);
    unsigned char *copy = (unsigned char *)exact_copy(text, bytes);
    uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];
    struct paidmark_piece piece;

    read_piece(copy, 0, bytes, false, &piece);
    assert_int_equal(piece.end, bytes);
    assert_int_equal(piece.count, paidmark_fold(code_point, symbols));
    assert_memory_equal(piece.symbols, symbols, piece.count * sizeof *symbols);
    free(copy);
}

/* How a number is written. */
struct form {
    const char *prefix;
    char base; /* x, X, o or u, as in printf */
    int digits;
    const char *suffix;
};

static void add_number(struct outline *outline, const struct form *form, uint32_t number)
{
    outline_add(outline, "%s", form->prefix);
    if (form->base == 'x')
        outline_add(outline, "%0*x", form->digits, number);
    else if (form->base == 'X')
        outline_add(outline, "%0*X", form->digits, number);
    else if (form->base == 'o')
        outline_add(outline, "%0*o", form->digits, number);
    else
        outline_add(outline, "%u", number);
    outline_add(outline, "%s", form->suffix);
}

static void check_number(const struct form *form, uint32_t code_point)
{
    struct outline outline = {.bytes = 0};

    add_number(&outline, form, code_point);
    check_escape(outline.text, code_point);
}

/* Each byte of the character is a number. */
static void check_bytes(const struct form *form, uint32_t code_point)
{
    struct outline utf8 = {.bytes = 0}, outline = {.bytes = 0};

    add_code_point(&utf8, code_point);
    for (size_t i = 0; i < utf8.bytes; i++)
        add_number(&outline, form, (unsigned char)utf8.text[i]);
    check_escape(outline.text, code_point);
}

static void each_escape_is_the_character_that_it_stands_for(void **state)
{
    static const struct form forms[] = {{"&#", 'u', 1, ";"},   {"&#", 'u', 1, ""},          {"&amp;#", 'u', 1, ";"},
                                        {"&#x", 'x', 1, ";"},  {"&amp;amp;#X", 'X', 1, ""}, {"\\u{", 'x', 1, "}"},
                                        {"\\x{", 'X', 1, "}"}, {"\\U", 'x', 8, ""},         {"\\\\U", 'X', 8, ""},
                                        {"\\[u", 'X', 4, "]"}, {"\\", 'x', 6, ""}};
    static const struct form byte_forms[] = {{"%", 'X', 2, ""},   {"%", 'x', 2, ""},   {"%25", 'X', 2, ""},
                                             {"=", 'X', 2, ""},   {"\\x", 'x', 2, ""}, {"\\", 'o', 3, ""},
                                             {"\\\\", 'o', 3, ""}};

    (void)state;
    for (uint32_t code_point = 1; code_point <= 0x10FFFF; code_point += code_point < 0x3100 ? 1 : 31) {
        if (code_point >= 0xD800 && code_point <= 0xDFFF)
            continue;
        for (size_t i = 0; i < COUNT_OF(forms); i++)
            check_number(&forms[i], code_point);
        for (size_t i = 0; i < COUNT_OF(byte_forms); i++)
            check_bytes(&byte_forms[i], code_point);
    }
}

/* What is repeated without end makes pieces of a bounded size. */
static void no_piece_is_too_long(void **state)
{
    static const char *const parts[][2] = {{"&", "amp;"},  {"%", "25"},    {"", "\\"},    {"<a", " "},   {"<!--", " "},
                                           {"\x1B[", "1"}, {"&#", "1"},    {"&", "a"},    {"\\u{", "1"}, {"\\", "1"},
                                           {"=E4", "=\n"}, {"x\b", "x\b"}, {"\\f[", "A"}, {"", "<"},     {"\\u", "1"}};
    enum { REPETITIONS = 2000 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        size_t head = strlen(parts[i][0]), tail = strlen(parts[i][1]), bytes = head + tail * REPETITIONS;
        unsigned char *text = allocate(bytes);
        struct paidmark_piece piece;

        memcpy(text, parts[i][0], head);
        for (size_t k = 0; k < REPETITIONS; k++)
            memcpy(text + head + k * tail, parts[i][1], tail);
        for (size_t at = 0; at < bytes; at = piece.end)
            read_piece(text, at, bytes, true, &piece);
        free(text);
    }
}

/* What shows nothing: what it begins with, so many bytes at the most, and its end. */
static const struct {
    const char *begin;
    char filler;
    size_t most;
    const char *end;
} unseen[] = {{"<!--", ' ', 600, "-->"}, {"<b", ' ', 600, ">"}, {"[]{#", 'x', 595, "}"}, {"\x1B[", '1', 61, "m"}};

static void add_unseen(struct outline *text, size_t i, size_t fillers)
{
    outline_add(text, "%s", unseen[i].begin);
    for (size_t k = 0; k < fillers; k++)
        outline_add(text, "%c", unseen[i].filler);
}

/* One byte more, and it is no piece any more. */
static void what_shows_nothing_has_an_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(unseen); i++) {
        for (size_t more = 0; more < 2; more++) {
            struct outline text = {.bytes = 0};
            struct paidmark_piece piece;

            add_unseen(&text, i, unseen[i].most + more);
            outline_add(&text, "%s", unseen[i].end);
            read_piece((const unsigned char *)text.text, 0, text.bytes, true, &piece);
            assert_int_equal(piece.end, more == 0 ? text.bytes : 1);
        }
    }
}

static void end_is_not_looked_for_behind_the_text(void **state)
{
    enum { BEFORE = 300 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(unseen); i++) {
        struct outline text = {.bytes = 0};
        struct paidmark_piece piece;
        struct guarded guarded;

        outline_add(&text, "%*s", BEFORE, "");
        add_unseen(&text, i, 1);
        guarded_init(&guarded, text.bytes);
        memcpy(guarded.end - text.bytes, text.text, text.bytes);
        read_piece((const unsigned char *)guarded.end - text.bytes, BEFORE, text.bytes, true, &piece);
        assert_int_equal(piece.end, BEFORE + 1);
        guarded_release(&guarded);
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Beginnings and ends of escapes in any order, with any characters between them. */
static void any_text_is_read_to_its_end(void **state)
{
    static const char *const parts[] = {
        "&",   "amp;", "#",   "x",      "23",         ";",   "lt",     "nbsp;", "%",    "25",   "%E4",
        "%BB", "%98",  "u",   "=",      "=E4",        "=BB", "\r",     "\n",    "\\",   "\\\\", "u{",
        "}",   "U",    "000", "D83D",   "\\uDE00",    "x{",  "xe4",    "\\xbb", "'",    "[u",   "]",
        "f[",  "B",    "{",   "{\\i ",  "textless",   "{}",  " ",      "n",     "\x1B", "[",    "1;",
        "m",   "\b",   "_",   "<",      "!--",        "-->", ">",      "/b",    "?",    "-3",   "12304",
        "\\'", "付",   "é",   "\u0301", "\U0001F600", "z",   "\u200B", "043"};
    uint32_t seed = 1;

    (void)state;
    for (size_t round = 0; round < 20000; round++) {
        char text[256] = "";
        size_t bytes;
        unsigned char *copy;
        struct paidmark_piece piece;

        for (size_t count = next_random(&seed) % 12; count > 0; count--)
            strcat(text, parts[next_random(&seed) % COUNT_OF(parts)]);
        bytes = strlen(text);
        copy = (unsigned char *)exact_copy(text, bytes);
        for (size_t at = 0; at < bytes; at++) {
            if ((copy[at] & 0xC0) == 0x80)
                continue;
            read_piece(copy, at, bytes, false, &piece);
            read_piece(copy, at, bytes, true, &piece);
        }
        free(copy);
    }
}

static const struct row rows_cut_off[] = {
    {"two_bytes", TEXT("x\xC3"), "x:1 \uFFFD:1"},
    {"ideograph", TEXT("付\xE4\xBB"), "付:3 \uFFFD:1 \uFFFD:1"},
    {"ideograph_behind_its_first_byte", TEXT("x\xE4"), "x:1 \uFFFD:1"},
    {"other_character_of_three_bytes", TEXT("\xE2\x80"), "\uFFFD:1 \uFFFD:1"},
    {"four_bytes", TEXT("x\xF0\x9F\x98"), "x:1 \uFFFD:1 \uFFFD:1 \uFFFD:1"},
    {"behind_a_backspace", TEXT("_\b\xE4\xBB"), "0:2 \uFFFD:1 \uFFFD:1"},
    {"behind_a_backslash", TEXT("\\\xE4"), "\\:1 \uFFFD:1"},
    {"struck_over_by_half_of_itself", TEXT("付\b\xE4\xBB"), "付:3 0:1 \uFFFD:1 \uFFFD:1"},
};

static void cut_off_character_is_signs(void **state)
{
    check_pieces(*state, false);
}

/* Nothing is read behind the end even of what is no UTF-8 at all; a sanitizer or test_guards.c would notice. */
static void any_bytes_are_read_to_their_end(void **state)
{
    static const char *const parts[] = {"\xF0",     "\xF7",  "\xE4", "\xED", "\xC2", "\xBB", "\x9F", "\x80",
                                        "\xFF",     "\b",    "_",    "\\",   "<b",   ">",    "&",    "amp;",
                                        "&\xE4#35", "\\u{2", "=E4",  "%E4",  "{",    "x",    "付",   "\x1B["};
    uint32_t seed = 2;

    (void)state;
    for (size_t round = 0; round < 20000; round++) {
        char text[64] = "";
        size_t bytes;
        unsigned char *copy;
        struct paidmark_piece piece;

        for (size_t count = next_random(&seed) % 6; count > 0; count--)
            strcat(text, parts[next_random(&seed) % COUNT_OF(parts)]);
        bytes = strlen(text);
        copy = (unsigned char *)exact_copy(text, bytes);
        for (size_t at = 0; at < bytes; at++) {
            paidmark_read_piece(copy, at, bytes, next_random(&seed) % 2 == 0, &piece);
            assert_true(piece.end > at && piece.end <= bytes);
        }
        free(copy);
    }
}

/* Every text of up to four of these bytes, which are those that readers of escapes and tags go by, before a page that
 * must not be touched. So for these sizes it is shown, and not only tried. */
static void every_short_text_is_read_and_nothing_behind_it(void **state)
{
    static const char bytes[] = "#&;%=\\<>/!-{}[]?^_'*~ \t\r\n\b\x1B\x7Fxu0235afmptnN\xC2\xAD\xE2\x80\x8B\xF0\x9F";
    enum { KINDS = sizeof bytes - 1, LONGEST = 4 };
    struct guarded guarded;

    (void)state;
    guarded_init(&guarded, LONGEST);
    for (size_t length = 1, texts = KINDS; length <= LONGEST; length++, texts *= KINDS) {
        char *text = guarded.end - length;

        for (size_t number = 0; number < texts; number++) {
            struct paidmark_piece piece;

            for (size_t i = 0, rest = number; i < length; i++, rest /= KINDS)
                text[i] = bytes[rest % KINDS];
            paidmark_read_piece((const unsigned char *)text, 0, length, number % 2 == 0, &piece);
            if (piece.end == 0 || piece.end > length || piece.count > PAIDMARK_PIECE_SYMBOLS_MAX)
                fail_msg("text %zu of %zu bytes", number, length);
            paidmark_read_piece((const unsigned char *)text, 0, length, number % 2 != 0, &piece);
            if (piece.end == 0 || piece.end > length || piece.count > PAIDMARK_PIECE_SYMBOLS_MAX)
                fail_msg("text %zu of %zu bytes", number, length);
        }
    }
    guarded_release(&guarded);
}

/* A name may begin with another one: &emsp; and &emsp13; are there. */
static void check_reference(void *context, const char *name, uint32_t symbol)
{
    char text[64];
    size_t bytes = (size_t)snprintf(text, sizeof text, "&%s;", name);
    struct paidmark_piece piece;

    paidmark_read_piece((const unsigned char *)text, 0, bytes, false, &piece);
    if (piece.end != bytes || piece.count == 0 || piece.symbols[0] != symbol)
        fail_msg("%s is not read", text);
    ++*(size_t *)context;
}

static void each_reference_of_the_table_is_read(void **state)
{
    size_t count = 0;

    (void)state;
    paidmark_each_reference(check_reference, &count);
    assert_in_range(count, 500, 2000);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, cut_off_character_is_signs, rows_cut_off);
    SUITE_ADD(&suite, any_bytes_are_read_to_their_end);
    SUITE_ADD_ROWS(&suite, text_is_read_as_pieces, rows);
    SUITE_ADD_ROWS(&suite, text_without_tags_is_read_as_pieces, rows_without_tags);
    SUITE_ADD(&suite, each_ascii_character_is_itself_but_for_its_case);
    SUITE_ADD(&suite, ascii_is_folded_to_what_is_read);
    SUITE_ADD(&suite, each_character_of_three_bytes_is_folded);
    SUITE_ADD(&suite, each_character_is_folded_by_the_table);
    SUITE_ADD(&suite, folding_is_at_its_end_at_once);
    SUITE_ADD(&suite, all_that_is_folded_to_a_symbol_is_found);
    SUITE_ADD(&suite, all_that_is_folded_to_an_ideograph_is_found);
    SUITE_ADD(&suite, letters_are_told_from_signs);
    SUITE_ADD(&suite, each_escape_is_the_character_that_it_stands_for);
    SUITE_ADD(&suite, each_reference_of_the_table_is_read);
    SUITE_ADD(&suite, no_piece_is_too_long);
    SUITE_ADD(&suite, what_shows_nothing_has_an_end);
    SUITE_ADD(&suite, end_is_not_looked_for_behind_the_text);
    SUITE_ADD(&suite, any_text_is_read_to_its_end);
    SUITE_ADD(&suite, every_short_text_is_read_and_nothing_behind_it);
    return suite_run(&suite, "skeleton");
}
