/* test_text.c - the small questions about stretches of UTF-8
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "utf8.h"

#include <stdlib.h>

struct row {
    const char *name;
    const char *text;
    size_t bytes;
    size_t expected;
};

static const struct row byte_order_mark_rows[] = {
    {"byte_order_mark_alone", TEXT("\xEF\xBB\xBF"), .expected = 3},
    {"byte_order_mark_before_text", TEXT("\xEF\xBB\xBFx"), .expected = 3},
    {"no_mark_in_empty_text", TEXT(""), .expected = 0},
    {"two_bytes_are_no_mark", TEXT("\xEF\xBB"), .expected = 0},
    {"another_third_byte_is_no_mark", TEXT("\xEF\xBB\xBE"), .expected = 0},
    {"another_second_byte_is_no_mark", TEXT("\xEF\xBA\xBF"), .expected = 0},
    {"mark_inside_the_text_is_none", TEXT("x\xEF\xBB\xBF"), .expected = 0},
};

static void finds_byte_order_mark(void **state)
{
    const struct row *row = *state;
    char *copy = exact_copy(row->text, row->bytes);

    assert_int_equal(paidmark_byte_order_mark((const unsigned char *)copy, row->bytes), row->expected);
    free(copy);
}

static const struct row count_rows[] = {
    {"empty_text_has_no_characters", TEXT(""), .expected = 0},
    {"ascii_bytes_are_characters", TEXT("a\nb"), .expected = 3},
    {"nul_is_a_character", TEXT("a\0b"), .expected = 3},
    {"two_byte_sequences_count_once", TEXT("\u00E9\u07FF"), .expected = 2},
    {"three_byte_sequences_count_once", TEXT("中文"), .expected = 2},
    {"four_byte_sequences_count_once", TEXT("\U0001F600\U0010FFFF"), .expected = 2},
    {"byte_7f_and_c2_start_characters", TEXT("\x7F\xC2\x80"), .expected = 2},
};

static void counts_characters(void **state)
{
    const struct row *row = *state;
    char *copy = exact_copy(row->text, row->bytes);

    assert_int_equal(paidmark_count_characters((const unsigned char *)copy, 0, row->bytes), row->expected);
    free(copy);
}

static void counts_characters_of_a_stretch(void **state)
{
    const unsigned char text[] = "a中b";

    (void)state;
    assert_int_equal(paidmark_count_characters(text, 1, 4), 1);
    assert_int_equal(paidmark_count_characters(text, 2, 5), 1);
    assert_int_equal(paidmark_count_characters(text, 4, 4), 0);
}

/* Of any length, from any place on: against what one sees byte by byte. */
static void counts_characters_of_any_stretch(void **state)
{
    static const unsigned char text[] = "a中文b\U0001F600cdeé߿fghijklmnop中中中中\U0010FFFF\U0001F600 xyz";

    (void)state;
    for (size_t begin = 0; begin < sizeof text; begin++) {
        size_t expected = 0;

        for (size_t end = begin; end < sizeof text; end++) {
            assert_int_equal(paidmark_count_characters(text, begin, end), expected);
            expected += text[end] < 0x80 || text[end] >= 0xC0;
        }
    }
}

static const struct row white_rows[] = {
    {"nothing_is_white", TEXT(""), .expected = 1},
    {"tab_is_white", TEXT("\t"), .expected = 1},
    {"line_ending_is_white", TEXT("\r\n"), .expected = 1},
    {"vertical_tab_and_form_feed_are_white", TEXT("\v\f"), .expected = 1},
    {"space_is_white", TEXT("  "), .expected = 1},
    {"no_break_space_is_white", TEXT("\u00A0"), .expected = 1},
    {"ideographic_space_is_white", TEXT("\u3000\u3000"), .expected = 1},
    {"all_kinds_together_are_white", TEXT(" \u00A0\t\u3000\n"), .expected = 1},
    {"backspace_is_text", TEXT("\b"), .expected = 0},
    {"shift_out_is_text", TEXT("\x0E"), .expected = 0},
    {"unit_separator_is_text", TEXT("\x1F"), .expected = 0},
    {"exclamation_mark_is_text", TEXT("!"), .expected = 0},
    {"nul_is_text", TEXT("\0"), .expected = 0},
    {"next_line_is_text", TEXT("\xC2\x85"), .expected = 0},
    {"inverted_exclamation_mark_is_text", TEXT("\u00A1"), .expected = 0},
    {"character_with_a0_behind_c3_is_text", TEXT("\u00E0"), .expected = 0},
    {"ideographic_comma_is_text", TEXT("\u3001"), .expected = 0},
    {"character_e3_81_80_is_text", TEXT("\u3040"), .expected = 0},
    {"character_e4_80_80_is_text", TEXT("\u4000"), .expected = 0},
    {"zero_width_space_is_text", TEXT("\u200B"), .expected = 0},
    {"byte_order_mark_is_text", TEXT("\uFEFF"), .expected = 0},
    {"text_behind_white_space_is_text", TEXT("  \u3000x"), .expected = 0},
    {"text_before_white_space_is_text", TEXT("x "), .expected = 0},
    {"cut_no_break_space_is_text", TEXT("\xC2"), .expected = 0},
    {"cut_ideographic_space_is_text", TEXT("\xE3\x80"), .expected = 0},
};

static void tells_white_space(void **state)
{
    const struct row *row = *state;
    char *copy = exact_copy(row->text, row->bytes);

    assert_int_equal(paidmark_is_white((const unsigned char *)copy, 0, row->bytes), row->expected);
    free(copy);
}

static void looks_at_the_stretch_only(void **state)
{
    const unsigned char text[] = "x \xE3\x80\x80y";

    (void)state;
    assert_true(paidmark_is_white(text, 1, 5));
    assert_false(paidmark_is_white(text, 0, 5));
    assert_false(paidmark_is_white(text, 1, 6));
    assert_false(paidmark_is_white(text, 1, 4)); /* only two bytes of the ideographic space */
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, finds_byte_order_mark, byte_order_mark_rows);
    SUITE_ADD_ROWS(&suite, counts_characters, count_rows);
    SUITE_ADD(&suite, counts_characters_of_a_stretch);
    SUITE_ADD(&suite, counts_characters_of_any_stretch);
    SUITE_ADD_ROWS(&suite, tells_white_space, white_rows);
    SUITE_ADD(&suite, looks_at_the_stretch_only);
    return suite_run(&suite, "text");
}
