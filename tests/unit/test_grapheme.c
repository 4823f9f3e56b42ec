/* test_grapheme.c - where a reader sees one character end and the next begin
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "grapheme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNICODE_TEST  "/usr/share/unicode/auxiliary/GraphemeBreakTest.txt" /* Debian: unicode-data */
#define UNICODE_TITLE "# GraphemeBreakTest-15.0.0.txt\n" /* of the version that the tables are made for */
#define TEST_ROWS     602
#define MAX_GRAPHEMES 16

struct row {
    const char *name;
    uint32_t text[MAX_GRAPHEMES]; /* ended by 0 */
    const char *breaks;           /* for each code point, | where a grapheme begins and . elsewhere */
};

static const struct row rows[] = {
    {"letters_stand_alone", {'a', 'b', 0x4E2D}, "|||"},
    {"accents_belong_to_their_letter", {'e', 0x0301, 0x0323, 'x'}, "|..|"},
    {"mark_at_the_begin_stands_alone", {0x0301, 'a'}, "||"},
    {"mark_behind_a_line_ending_stands_alone", {'\n', 0x0301}, "||"},
    {"crlf_is_one", {'a', '\r', '\n', '\n', '\r'}, "||.||"},
    {"spacing_mark_belongs_to_its_letter", {0x0915, 0x093F, 0x0915}, "|.|"},
    {"variation_selector_belongs_to_its_sign", {0x2602, 0xFE0F, 0x2602}, "|.|"},
    {"joiner_joins_pictographs", {0x1F469, 0x200D, 0x1F467, 'x'}, "|..|"},
    {"joiner_joins_pictographs_with_skin_tones", {0x1F469, 0x1F3FD, 0x200D, 0x1F467, 0x1F3FD}, "|...."},
    {"joiner_joins_no_letters", {'a', 0x200D, 0x1F467}, "|.|"},
    {"joiner_needs_its_pictograph_before_it", {0x1F469, 'a', 0x200D, 0x1F467}, "||.|"},
    {"flags_are_two_indicators", {0x1F1E8, 0x1F1F3, 0x1F1E8, 0x1F1F3, 0x1F1E8}, "|.|.|"},
    {"flags_are_counted_from_what_is_none", {0x1F1E8, 'a', 0x1F1E8, 0x1F1F3}, "|||."},
    {"tags_belong_to_their_flag", {0x1F3F4, 0xE0067, 0xE007F, 'x'}, "|..|"},
    {"jamo_make_a_syllable", {0x1112, 0x1161, 0x11AB, 0x1112, 0x1161}, "|..|."},
    {"final_consonant_belongs_to_its_syllable", {0xAC00, 0x11A8, 0xAC01, 0x11A8, 0xAC01, 0x1161}, "|.|.||"},
    {"last_syllable", {0xD7A3, 0x11A8, 0xD7A4, 0x11A8}, "|.||"},
    {"prepended_sign_belongs_to_what_is_behind", {0x0600, '1', '2'}, "|.|"},
    {"zero_width_space_stands_alone", {'a', 0x200B, 0x0301}, "|||"},
    {"beyond_unicode_is_a_character", {0x110000, UINT32_MAX}, "||"},
};

static void graphemes_begin_there(void **state)
{
    const struct row *row = *state;
    struct paidmark_grapheme grapheme = {0};

    for (size_t i = 0; i < strlen(row->breaks); i++)
        assert_int_equal(paidmark_grapheme_break(&grapheme, row->text[i]), row->breaks[i] == '|');
}

/* Checks a row such as `÷ 0020 × 0308 ÷ 0020 ÷`: a division sign where a grapheme ends, else a multiplication sign. */
static void check_unicode_row(char *line)
{
    struct paidmark_grapheme grapheme = {0};

    for (const char *sign = strtok(line, " \t"); sign; sign = strtok(NULL, " \t")) {
        const char *code_point = strtok(NULL, " \t");
        bool begins = strcmp(sign, "÷") == 0;

        if (code_point)
            assert_int_equal(paidmark_grapheme_break(&grapheme, (uint32_t)strtoul(code_point, NULL, 16)), begins);
    }
}

/* Behind its title; NULL where there is none, or that of another version, as Debian 13 has it. */
static FILE *open_unicode_test(void)
{
    FILE *file = fopen(UNICODE_TEST, "r");
    char title[sizeof UNICODE_TITLE];

    if (file && (!fgets(title, sizeof title, file) || strcmp(title, UNICODE_TITLE) != 0)) {
        fclose(file);
        return NULL;
    }
    return file;
}

static void graphemes_are_those_of_unicode_s_own_test(void **state)
{
    FILE *file = open_unicode_test();
    char line[1024];
    size_t count = 0;

    (void)state;
    if (!file)
        skip();
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "#\n")] = '\0';
        if (line[0] == '\0')
            continue;
        check_unicode_row(line);
        count++;
    }
    fclose(file);
    assert_int_equal(count, TEST_ROWS);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, graphemes_begin_there, rows);
    SUITE_ADD(&suite, graphemes_are_those_of_unicode_s_own_test);
    return suite_run(&suite, "grapheme");
}
