/* test_names.c - the names and frames of tokens, and how many letters of a name are wrong in a text
 * SPDX-License-Identifier: MIT
 */
#include "random_text.h"

#include "lookalike/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Names and frames -------------------------------------------------------------------------------------------- */

/* Symbols as characters: a letter is written as it is, what is beyond ASCII as ?. */
struct row {
    const char *name;
    const char *token;
    const char *letters, *left, *right; /* both sides from the name outwards */
    const char *pieces;                 /* the letters again, a bar where the token has something between */
    size_t blanks, slips;
    bool is_long, is_capital, is_cjk, is_comment;
    char rare_left, rare_right; /* 0 for none */
};

static const struct row rows[] = {
    {"of_the_default_set", "##paidbegin##", "paidbegin", "##", "##", "paidbegin", 0, 2, true, false, false, false, '#',
     '#'},
    {"of_its_end", "##paidend##", "paidend", "##", "##", "paidend", 0, 1, true, false, false, false, '#', '#'},
    {"of_fastadmin", "$$paidend$$", "paidend", "$$", "$$", "paidend", 0, 1, true, false, false, false, '$', '$'},
    {"of_a_tag", "<paid>", "paid", "<", ">", "paid", 0, 0, false, false, false, false, '<', 0},
    {"of_an_end_tag", "</paid>", "paid", "/<", ">", "paid", 0, 0, false, false, false, false, '<', 0},
    {"of_ghost", "<!--members-only-->", "membersonly", "--!<", "-->", "members|only", 0, 2, true, false, false, true,
     '!', 0},
    {"of_a_block_of_ghost", "<!--kg-gated-block:begin-->", "kggatedblockbegin", "--!<", "-->", "kg|gated|block|begin",
     0, 4, true, false, false, true, '!', 0},
    {"of_more", "<!--more-->", "more", "--!<", "-->", "more", 0, 1, false, false, false, true, '!', 0},
    {"blanks_beside_a_name", "<!-- more -->", "more", "--!<", "-->", "more", 0, 1, false, false, false, true, '!', 0},
    {"capitals", "### BEGIN SOLUTION", "beginsolution", "###", "", "begin|solution", 1, 3, true, true, false, false,
     '#', 0},
    {"capitals_and_a_small_letter", "### BEGIN SOLUTIONs", "beginsolutions", "###", "", "begin|solutions", 1, 3, true,
     false, false, false, '#', 0},
    {"digits_are_letters", "[7 1]", "71", "[", "]", "7|1", 1, 0, false, true, false, false, '[', ']'},
    {"blanks_in_a_row_are_one", "a  b - c", "abc", "", "", "a|b|c", 2, 0, false, false, false, false, 0, 0},
    {"six_letters_are_not_long", "#a-bcdef#", "abcdef", "#", "#", "a|bcdef", 0, 0, false, false, false, false, '#',
     '#'},
    {"seven_letters_are", "#a-bcdefg#", "abcdefg", "#", "#", "a|bcdefg", 0, 1, true, false, false, false, '#', '#'},
    {"eleven_letters_have_two_slips", "a-bcdefghijk", "abcdefghijk", "", "", "a|bcdefghijk", 0, 2, true, false, false,
     false, 0, 0},
    {"twelve_have_three", "a-bcdefghijkl", "abcdefghijkl", "", "", "a|bcdefghijkl", 0, 3, true, false, false, false, 0,
     0},
    {"a_word_is_not_coined", "##members##", "members", "##", "##", "members", 0, 0, false, false, false, false, '#',
     '#'},
    {"what_begins_like_paidbegin_is_not", "##paidbegins##", "paidbegins", "##", "##", "paidbegins", 0, 0, false, false,
     false, false, '#', '#'},
    {"what_ends_like_paidbegin_is_not", "##raidbegin##", "raidbegin", "##", "##", "raidbegin", 0, 0, false, false,
     false, false, '#', '#'},
    {"a_slip_for_five_signs_of_three_kinds", "{%-more%}", "more", "-%{", "%}", "more", 0, 1, false, false, false, false,
     '%', '%'},
    {"none_for_two_kinds", "##%more%##", "more", "%##", "%##", "more", 0, 0, false, false, false, false, '%', '%'},
    {"none_for_four_signs", "{%more%}", "more", "%{", "%}", "more", 0, 0, false, false, false, true, '%', '%'},
    {"none_for_three_letters", "<!--mor-->", "mor", "--!<", "-->", "mor", 0, 0, false, false, false, true, '!', 0},
    {"ideographs", "【付费开始】", "????", "[", "]", "????", 0, 1, false, true, true, false, '[', ']'},
    {"three_ideographs_have_no_slip", "【付费段】", "???", "[", "]", "???", 0, 0, false, true, true, false, '[', ']'},
    {"ideographs_and_letters", "[付费-begin]", "??begin", "[", "]", "??|begin", 0, 1, false, false, true, false, '[',
     ']'},
    {"folded_signs", "＃＃ｐaid-ＢＥＧＩＮ＃＃", "paidbegin", "##", "##", "paid|begin", 0, 2, true, false, false, false,
     '#', '#'},
    {"no_more_than_eight_signs_the_innermost", "0123456789", "0123456789", "", "", "0123456789", 0, 0, false, true,
     false, false, 0, 0},
    {"nine_signs", "!@#$%^&*+a", "a", "+*&^%$#@", "", "a", 0, 0, false, false, false, false, '+', 0},
    {"soft_signs_are_never_rare", "`*_-a-\\\\_*`", "a", "-_*`", "-\\_*`", "a", 0, 0, false, false, false, false, 0, 0},
    {"sentences_have_many_of_these", "!<\"':(a):'\">!", "a", "(:'\"<!", "):'\">!", "a", 0, 0, false, false, false,
     false, '!', 0},
    {"an_escape_in_a_token", "&#35;a&lt;", "a", "#", "<", "a", 0, 0, false, false, false, false, '#', 0},
    {"comment_of_c", "/* a */", "a", "*/", "*/", "a", 0, 0, false, false, false, true, '/', 0},
    {"comment_in_braces", "{/* a */}", "a", "*/{", "*/}", "a", 0, 0, false, false, false, true, '{', '}'},
    {"comment_of_jinja", "{# a #}", "a", "#{", "#}", "a", 0, 0, false, false, false, true, '#', '#'},
    {"half_a_comment", "<!-- a", "a", "--!<", "", "a", 0, 0, false, false, false, false, '!', 0},
};

static void check_symbols(const uint32_t *symbols, size_t count, bool are_letters, const char *expected)
{
    char written[PAIDMARK_NAME_LETTERS_MAX + 1] = "";

    for (size_t i = 0; i < count; i++) {
        uint32_t symbol = symbols[i] & ~PAIDMARK_SYMBOL_LETTER;

        assert_int_equal((symbols[i] & PAIDMARK_SYMBOL_LETTER) != 0, are_letters);
        written[i] = (char)(symbol < 0x80 ? symbol : '?');
    }
    assert_string_equal(written, expected);
}

static void check_pieces(const struct paidmark_name *name, const char *expected)
{
    size_t letter = 0, pieces = 1;

    for (const char *at = expected; *at; at++) {
        if (*at == '|') {
            assert_true(name->parted >> (letter - 1) & 1);
            pieces++;
        } else {
            letter++;
        }
    }
    assert_int_equal(letter, name->count);
    assert_int_equal(name->pieces, pieces);
    assert_int_equal(__builtin_popcountll(name->parted), pieces - 1);
}

static void token_has_its_name_and_frame(void **state)
{
    const struct row *row = *state;
    const struct paidmark_marker_pair pair = {row->token, strlen(row->token), NULL, 0, 0, 0};
    struct paidmark_marker_set *set = new_set(NULL, &pair, 1);
    const struct paidmark_name *name = &set->names.items[0];

    assert_ptr_equal(name->token, &set->matcher.tokens[0]);
    assert_int_equal(name->kind, PAIDMARK_MARKER_BEGIN);
    check_symbols(name->letters, name->count, true, row->letters);
    check_symbols(name->left.signs, name->left.count, false, row->left);
    check_symbols(name->right.signs, name->right.count, false, row->right);
    check_pieces(name, row->pieces);
    assert_int_equal(name->blanks, row->blanks);
    assert_int_equal(name->slips, row->slips);
    assert_int_equal(name->is_long, row->is_long);
    assert_int_equal(name->is_capital, row->is_capital && !row->is_cjk);
    assert_int_equal(name->is_cjk, row->is_cjk);
    assert_int_equal(name->is_comment, row->is_comment);
    assert_int_equal(name->left.rare, row->rare_left);
    assert_int_equal(name->right.rare, row->rare_right);
    paidmark_marker_set_free(set);
}

/* The set's own tokens first, but for those without letters, and then those of FastAdmin. */
static void set_has_names(void **state)
{
    static const struct paidmark_marker_pair pair = {"a#", 2, "##", 2, 0, 0};
    struct paidmark_marker_set *set = new_set(NULL, &pair, 1);
    const struct paidmark_names *names = &set->names;

    (void)state;
    assert_int_equal(names->count, 7);
    check_symbols(names->items[0].letters, names->items[0].count, true, "a");
    for (size_t i = 1; i < names->count; i++) {
        assert_true(names->items[i].token->is_lookalike);
        assert_int_equal(names->items[i].kind, i % 2 == 1 ? PAIDMARK_MARKER_BEGIN : PAIDMARK_MARKER_END);
    }
    assert_int_equal(names->shortest, 1);
    paidmark_marker_set_free(set);
    set = new_set("more,fastadmin", NULL, 0);
    assert_int_equal(set->names.count, 7);
    assert_int_equal(set->names.shortest, 4);
    paidmark_marker_set_free(set);
}

/* ---- What is looked for at a glance ------------------------------------------------------------------------------ */

struct glance_row {
    const char *name;
    struct paidmark_marker_pair pair;
    const char *first, *second, *rare_left, *rare_right; /* bytes of ASCII, the names of FastAdmin among them */
};

static const struct glance_row glance_rows[] = {
    {"fastadmin", {TOKEN("<!--"), NULL, 0, 0, 0}, "pP", "aA", "#$", "#$"},
    {"ideograph_and_both_sides_of_a_long_name",
     {TOKEN("[付a-begin]"), TOKEN("%secret zone~"), 0, 0},
     "pPsS",
     "aAeE",
     "[%#$",
     "~#$"},
    {"slip_and_no_long_name", {TOKEN("{%-more~}"), TOKEN("~vip~"), 0, 0}, "pPmMvV", "aAoOiI", "%#$", "#$"},
    {"two_letters_that_are_each_other_the_other_way_round",
     {TOKEN("sz"), TOKEN("zs"), 0, 0},
     "pPsSzZ",
     "aAsSzZ",
     "#$",
     "#$"},
    {"common_signs_or_none", {TOKEN("<z1-secret>"), TOKEN("8-secret;"), 0, 0}, "pPzZ8", "aA1sS", "<#$", "#$"},
};

static void check_class(const struct paidmark_byte_class *class, const bool expected[256])
{
    for (unsigned byte = 0; byte < 256; byte++) {
        if (paidmark_byte_class_has(class, (unsigned char)byte) != expected[byte])
            fail_msg("byte %02X", byte);
    }
}

/* The bytes, and the first ones of all characters that are folded to them. */
static void expect(bool expected[256], const char *bytes, bool with_folded)
{
    for (const char *byte = bytes; *byte; byte++)
        expected[(unsigned char)*byte] = true;
    for (uint32_t code_point = 0x80; with_folded && code_point <= 0x10FFFF; code_point++) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX], symbol;
        char encoded[4];

        if (paidmark_fold(code_point, symbols) == 0)
            continue;
        symbol = symbols[0] & ~PAIDMARK_SYMBOL_LETTER;
        encode_utf8(code_point, encoded);
        if (symbol > 0 && symbol < 0x80 && strchr(bytes, (int)symbol))
            expected[(unsigned char)encoded[0]] = true;
    }
}

struct references {
    const char *rare;
    bool expected[256];
};

static void expect_reference(void *context, const char *reference, uint32_t symbol)
{
    struct references *references = context;

    if (symbol != '&' && (symbol >= 0x80 || !strchr(references->rare, (int)symbol)))
        return;
    references->expected[(unsigned char)reference[0]] = true;
    references->expected[(unsigned char)(reference[0] ^ 0x20)] = true;
}

static void bytes_of_names_and_signs_are_known(void **state)
{
    const struct glance_row *row = *state;
    struct paidmark_marker_set *set = new_set(NULL, &row->pair, 1);
    const struct paidmark_names *names = &set->names;
    bool first[256] = {false}, second[256] = {false}, left[256] = {false}, right[256] = {false}, leads[256] = {false};
    char rare[16];
    struct references references = {.rare = rare};

    snprintf(rare, sizeof rare, "%s%s", row->rare_left, row->rare_right);

    expect(first, row->first, true);
    if (strstr(row->pair.begin, "付"))
        expect(first, "\xE4%=\\", false);
    check_class(&names->first_letters, first);
    for (unsigned byte = 0; byte < 0xC0; byte++)
        first[byte] |= !strchr("&#$!", (int)byte) || byte == 0;
    check_class(&names->letters, first);
    expect(second, row->second, false);
    check_class(&names->second_letters, second);
    expect(left, row->rare_left, false);
    check_class(&names->rare_left, left);
    expect(right, row->rare_right, false);
    check_class(&names->rare_right, right);
    expect(leads, rare, true);
    leads['&'] = true;
    check_class(&names->sign_leads, leads);
    paidmark_each_reference(expect_reference, &references);
    check_class(&names->references, references.expected);
    paidmark_marker_set_free(set);
}

/* ---- Slips ------------------------------------------------------------------------------------------------------- */

#define WORD_MAX 24

static size_t smaller(size_t one, size_t other)
{
    return one < other ? one : other;
}

/* The optimal string alignment distance, by the table that defines it. */
static size_t distance(const char *word, size_t count, const char *name)
{
    static size_t table[WORD_MAX + 1][WORD_MAX + 1];
    size_t bytes = strlen(name);

    for (size_t i = 0; i <= count; i++) {
        for (size_t k = 0; k <= bytes; k++) {
            table[i][k] = i + k;
            if (i == 0 || k == 0)
                continue;
            table[i][k] = table[i - 1][k - 1] + (word[i - 1] != name[k - 1]);
            table[i][k] = smaller(table[i][k], smaller(table[i - 1][k], table[i][k - 1]) + 1);
            if (i > 1 && k > 1 && word[i - 1] == name[k - 2] && word[i - 2] == name[k - 1])
                table[i][k] = smaller(table[i][k], table[i - 2][k - 2] + 1);
        }
    }
    return table[count][bytes];
}

static size_t words_checked, words_near;

/* The word alone in a text, read from one of its ends. All beginnings, or ends, of it that are near enough have been
 * tried, with their slips. */
static void check_word(const struct paidmark_marker_set *set, const struct paidmark_name *name, const char *letters,
                       const char *word, bool to_left)
{
    size_t bytes = strlen(word);
    struct paidmark_stretch stretch = {.text = (const unsigned char *)word, .end = bytes, .matcher = &set->matcher};
    struct paidmark_tries tries;
    bool may_be = paidmark_try_to_spell(&stretch, to_left ? bytes : 0, to_left, name, &tries);

    words_checked++;
    for (size_t count = 1; count <= bytes; count++) {
        const struct paidmark_spelling *spelling = &tries.spellings[count - 1];
        size_t slips = distance(to_left ? word + bytes - count : word, count, letters);

        if (slips > name->slips)
            continue;
        words_near++;
        if (!may_be || tries.count < count || spelling->slips != slips)
            fail_msg("%zu letters of %s have %zu slips", count, word, slips);
        assert_int_equal(spelling->begin, to_left ? bytes - count : 0);
        assert_int_equal(spelling->end, to_left ? bytes : count);
        assert_int_equal(spelling->gaps, 0);
    }
    for (size_t i = 0; may_be && i < tries.count; i++) {
        size_t count = i + 1;

        assert_int_equal(tries.spellings[i].slips, distance(to_left ? word + bytes - count : word, count, letters));
    }
}

static void misspell(struct random *random, const char *letters, char word[WORD_MAX + 1])
{
    size_t count = strlen(letters), edits = random_below(random, 4);

    memcpy(word, letters, count + 1);
    while (edits-- > 0) {
        size_t at = random_below(random, count);
        char letter = random_is(random, 2) ? letters[random_below(random, strlen(letters))]
                                           : (char)('a' + random_below(random, 26));

        switch (random_below(random, 4)) {
        case 0:
            if (count > 1)
                memmove(word + at, word + at + 1, count-- - at);
            break;
        case 1:
            if (count < WORD_MAX) {
                memmove(word + at + 1, word + at, ++count - at);
                word[at] = letter;
            }
            break;
        case 2:
            word[at] = letter;
            break;
        default:
            if (at + 1 < count) {
                letter = word[at];
                word[at] = word[at + 1];
                word[at + 1] = letter;
            }
        }
    }
}

static void slips_are_the_distance(void **state)
{
    static const char *const spelt[] = {"paidbegin", "paidend", "membersonly", "more"};
    struct paidmark_marker_set *set = new_set("default,ghost,more", NULL, 0);
    struct random random = {UINT64_C(0x9E3779B97F4A7C15)};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(spelt); i++) {
        const struct paidmark_name *name = set->names.items;
        char word[WORD_MAX + 1];

        while (name->count != strlen(spelt[i]) ||
               name->letters[0] != (PAIDMARK_SYMBOL_LETTER | (unsigned char)spelt[i][0]))
            name++;
        for (size_t k = 0; k < 20000; k++) {
            misspell(&random, spelt[i], word);
            check_word(set, name, spelt[i], word, false);
            check_word(set, name, spelt[i], word, true);
        }
    }
    print_message("             %zu words, %zu near a name\n", words_checked, words_near);
    assert_true(words_near > 10000);
    paidmark_marker_set_free(set);
}

/* ---- Gaps -------------------------------------------------------------------------------------------------------- */

struct gap_row {
    const char *name;
    const char *text; /* of ##paidbegin## or ### BEGIN SOLUTION, from its first letter on */
    bool spells;
    size_t gaps, blank_gaps, loose_gaps, widest;
    size_t bytes; /* of the spelling */
};

static const struct gap_row gap_rows[] = {
    {"none", "paidbegin##", true, 0, 0, 0, 0, 9},
    {"sign", "paid-begin", true, 1, 0, 0, 1, 10},
    {"blank", "paid begin", true, 1, 1, 1, 1, 10},
    {"blanks_are_one_symbol", "paid \t \nbegin", true, 1, 1, 1, 1, 13},
    {"blanks_apart", "paid . begin", true, 1, 1, 1, 3, 12},
    {"six_symbols", "paid------begin", true, 1, 0, 0, 6, 15},
    {"seven_symbols", "paid-------begin", false, 0, 0, 0, 0, 0},
    {"sign_of_the_frame", "paid#begin", false, 0, 0, 0, 0, 0},
    {"sign_of_a_tag", "paid<begin", false, 0, 0, 0, 0, 0},
    {"every_letter", "p-a-i-d-b-e-g-i-n", true, 8, 0, 0, 1, 17},
    {"gaps_of_several_sizes", "pa--id b...egin", true, 3, 1, 1, 3, 15},
    {"letters_of_an_escape", "p&#97;id\\x62egin", true, 0, 0, 0, 0, 16},
    {"nothing", "paid\u200Bbe\u00ADgin", true, 0, 0, 0, 0, 14},
    {"letter_wrong", "paidbegim", false, 0, 0, 0, 0, 0},
    {"end_of_the_text", "paidbegi", false, 0, 0, 0, 0, 0},
    {"half_of_the_last_letter", "paidbegi\u01CC", false, 0, 0, 0, 0, 0},
    {"gap_of_the_token", "BEGIN SOLUTION", true, 1, 1, 0, 1, 14},
    {"gap_of_the_token_and_another", "be gin_solution", true, 2, 1, 1, 1, 15},
};

static void gaps_are_counted(void **state)
{
    static const struct paidmark_marker_pair pair = {"### BEGIN SOLUTION", 18, NULL, 0, 0, 0};
    const struct gap_row *row = *state;
    struct paidmark_marker_set *set = new_set("default", &pair, 1);
    struct paidmark_stretch stretch = {
        .text = (const unsigned char *)row->text, .end = strlen(row->text), .matcher = &set->matcher};
    struct paidmark_spelling spelling;
    bool is_of_default = row->text[0] == 'p';

    assert_int_equal(paidmark_spells(&stretch, 0, &set->names.items[is_of_default ? 0 : 2], &spelling), row->spells);
    if (row->spells) {
        assert_int_equal(spelling.begin, 0);
        assert_int_equal(spelling.end, row->bytes);
        assert_int_equal(spelling.slips, 0);
        assert_int_equal(spelling.gaps, row->gaps);
        assert_int_equal(spelling.blank_gaps, row->blank_gaps);
        assert_int_equal(spelling.loose_gaps, row->loose_gaps);
        assert_int_equal(spelling.widest_gap, row->widest);
        assert_int_equal(spelling.is_capital, row->text[0] == 'B');
    }
    paidmark_marker_set_free(set);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, token_has_its_name_and_frame, rows);
    SUITE_ADD(&suite, set_has_names);
    SUITE_ADD_ROWS(&suite, bytes_of_names_and_signs_are_known, glance_rows);
    SUITE_ADD(&suite, slips_are_the_distance);
    SUITE_ADD_ROWS(&suite, gaps_are_counted, gap_rows);
    return suite_run(&suite, "names");
}
