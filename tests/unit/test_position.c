/* test_position.c - lines and columns of offsets
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <stdlib.h>

struct row {
    const char *name;
    const char *text;
    size_t bytes;
    size_t offset;
    size_t line, column;
};

#define MARK "\xEF\xBB\xBF"

static const struct row rows[] = {
    {"empty_text_begins_at_1_1", TEXT(""), 0, 1, 1},
    {"offset_past_the_end_of_empty_text_is_1_1", TEXT(""), 7, 1, 1},
    {"first_character", TEXT("abc"), 0, 1, 1},
    {"third_character", TEXT("abc"), 2, 1, 3},
    {"end_of_text", TEXT("abc"), 3, 1, 4},
    {"past_the_end_is_the_end", TEXT("abc"), 4, 1, 4},
    {"as_far_as_can_be_is_the_end", TEXT("a\nbc"), SIZE_MAX, 2, 3},
    {"line_feed_ends_its_line", TEXT("ab\ncd"), 2, 1, 3},
    {"behind_line_feed_is_the_next_line", TEXT("ab\ncd"), 3, 2, 1},
    {"second_character_of_second_line", TEXT("ab\ncd"), 4, 2, 2},
    {"text_that_ends_with_a_line_feed", TEXT("ab\n"), 3, 2, 1},
    {"empty_lines_count", TEXT("\n\n\nx"), 3, 4, 1},
    {"carriage_return_takes_a_column", TEXT("ab\r\ncd"), 3, 1, 4},
    {"crlf_ends_one_line", TEXT("ab\r\ncd"), 4, 2, 1},
    {"lone_carriage_return_ends_nothing", TEXT("ab\rcd"), 3, 1, 4},
    {"column_is_a_code_point", TEXT("中文x"), 6, 1, 3},
    {"inside_a_code_point_is_its_begin", TEXT("中文x"), 4, 1, 2},
    {"last_byte_of_a_code_point_is_its_begin", TEXT("中文x"), 5, 1, 2},
    {"inside_the_first_code_point", TEXT("中"), 2, 1, 1},
    {"last_byte_of_four", TEXT("a\U0001F600b"), 4, 1, 2},
    {"behind_four_bytes", TEXT("a\U0001F600b"), 5, 1, 3},
    {"combining_marks_take_columns", TEXT("e\u0301x"), 3, 1, 3},
    {"byte_order_mark_takes_no_column", TEXT(MARK "ab"), 3, 1, 1},
    {"column_behind_byte_order_mark", TEXT(MARK "ab"), 4, 1, 2},
    {"begin_of_byte_order_mark_is_1_1", TEXT(MARK "ab"), 0, 1, 1},
    {"inside_byte_order_mark_is_1_1", TEXT(MARK "ab"), 2, 1, 1},
    {"byte_order_mark_alone", TEXT(MARK), 3, 1, 1},
    {"line_feed_behind_byte_order_mark", TEXT(MARK "\nab"), 4, 2, 1},
    {"second_line_behind_byte_order_mark", TEXT(MARK "a\nbc"), 6, 2, 2},
    {"mark_on_a_later_line_takes_a_column", TEXT("a\n" MARK "b"), 5, 2, 2},
    {"second_mark_takes_a_column", TEXT(MARK MARK "b"), 6, 1, 2},
    {"nul_takes_a_column", TEXT("a\0b"), 2, 1, 3},
    {"ill_formed_byte_has_a_place", TEXT("ab\xFF"), 2, 1, 3},
    {"behind_stray_continuation_bytes",
     TEXT("ab\x80\x80\x80\x80\x80"
          "c"),
     6, 1, 3},
    {"on_a_stray_continuation_byte", TEXT("a\x80\x80\x80\x80"), 4, 1, 2},
    {"nothing_is_before_the_text", TEXT("\x80\x80"), 1, 1, 1},
    {"behind_a_whole_sequence_of_two", TEXT("\xDF\xBF\x80"), 2, 1, 2},
    {"last_byte_of_two", TEXT("\xC2\x80"), 1, 1, 1},
    {"behind_a_whole_sequence_of_three", TEXT("\xEF\xBF\xBF\x80"), 3, 1, 2},
    {"last_byte_of_the_first_of_three", TEXT("\xE0\xA0\x80"), 2, 1, 1},
    {"behind_a_whole_sequence_of_four", TEXT("\xF0\x9F\x98\x80\x80"), 4, 1, 2},
    {"last_byte_of_the_first_of_four", TEXT("\xF0\x90\x80\x80"), 3, 1, 1},
    {"continuation_bytes_behind_ascii", TEXT("ab\x80"), 2, 1, 3},
    {"last_byte_of_an_overlong_two", TEXT("\xC0\x80"), 1, 1, 1},
};

static struct paidmark_position place_of(const char *text, size_t bytes, size_t offset)
{
    struct paidmark_position position = {0};

    paidmark_locate(text, bytes, offset, &position);
    return position;
}

static void check_place(struct paidmark_position position, size_t line, size_t column)
{
    assert_int_equal(position.line, line);
    assert_int_equal(position.column, column);
}

static void offset_has_line_and_column(void **state)
{
    const struct row *row = *state;
    char *copy = exact_copy(row->text, row->bytes);

    check_place(place_of(copy, row->bytes, row->offset), row->line, row->column);
    free(copy);
}

/* From any place to any other one, forwards and backwards. */
static void place_is_the_same_wherever_one_comes_from(void **state)
{
    const struct row *row = *state;
    struct paidmark_position from = {0};

    for (size_t first = 0; first <= row->bytes + 1; first++) {
        for (size_t second = 0; second <= row->bytes + 1; second++) {
            struct paidmark_position fresh = place_of(row->text, row->bytes, second);

            paidmark_locate(row->text, row->bytes, first, &from);
            paidmark_locate(row->text, row->bytes, second, &from);
            check_place(from, fresh.line, fresh.column);
            assert_int_equal(from.offset, fresh.offset);
        }
    }
}

/* The byte there could go with the two before it, but the text ends with them. */
static void what_is_behind_the_text_does_not_count(void **state)
{
    (void)state;
    check_place(place_of("\xE4\xB8\xAD", 2, 2), 1, 2);
    check_place(place_of("a\x80", 1, 1), 1, 2);
}

static void no_text_has_one_place(void **state)
{
    (void)state;
    check_place(place_of(NULL, 0, 0), 1, 1);
    check_place(place_of(NULL, 0, 9), 1, 1);
    check_place(place_of(NULL, 7, 5), 1, 1);
    paidmark_locate("abc", 3, 1, NULL);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, offset_has_line_and_column, rows);
    SUITE_ADD_ROWS(&suite, place_is_the_same_wherever_one_comes_from, rows);
    SUITE_ADD(&suite, what_is_behind_the_text_does_not_count);
    SUITE_ADD(&suite, no_text_has_one_place);
    return suite_run(&suite, "position");
}
