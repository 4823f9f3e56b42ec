/* test_combining.c - which characters belong to the one before them
 * SPDX-License-Identifier: MIT
 *
 * The expected answers are those of Unicode 15.0: the general categories of single code points, and how many there are.
 */
#include "support.h"

#include "combining.h"

struct row {
    const char *name;
    uint32_t code_point;
    bool expected;
};

static const struct row rows[] = {
    {"nul", 0x0000, false},
    {"latin_letter", 'a', false},
    {"space", ' ', false},
    {"modifier_letter_before_the_first_mark", 0x02FF, false},
    {"combining_grave_accent", 0x0300, true},
    {"combining_acute_accent", 0x0301, true},
    {"combining_grapheme_joiner", 0x034F, true},
    {"last_of_the_first_block_of_marks", 0x036F, true},
    {"greek_letter_behind_that_block", 0x0370, false},
    {"cyrillic_thousands_sign", 0x0482, false},
    {"cyrillic_titlo", 0x0483, true},
    {"enclosing_hundred_thousands_sign", 0x0488, true},
    {"cyrillic_letter_behind_it", 0x048A, false},
    {"hebrew_point_meteg", 0x05BD, true},
    {"hebrew_maqaf", 0x05BE, false},
    {"hebrew_point_rafe", 0x05BF, true},
    {"arabic_fatha", 0x064E, true},
    {"arabic_letter_superscript_alef", 0x0670, true},
    {"arabic_end_of_ayah", 0x06DD, false},
    {"devanagari_visarga", 0x0903, true},
    {"devanagari_letter", 0x0904, false},
    {"devanagari_vowel_sign", 0x093F, true},
    {"devanagari_virama", 0x094D, true},
    {"bengali_vowel_sign", 0x09C7, true},
    {"unassigned_between_bengali_vowel_signs", 0x09C9, false},
    {"thai_mai_han_akat", 0x0E31, true},
    {"thai_sara_am", 0x0E33, false},
    {"thai_sara_i", 0x0E34, true},
    {"tibetan_vowel_sign", 0x0F71, true},
    {"mongolian_variation_selector", 0x180B, true},
    {"zero_width_space", 0x200B, false},
    {"zero_width_non_joiner", 0x200C, true},
    {"zero_width_joiner", 0x200D, true},
    {"left_to_right_mark", 0x200E, false},
    {"symbol_before_combining_marks_for_symbols", 0x20CF, false},
    {"combining_left_harpoon_above", 0x20D0, true},
    {"combining_enclosing_circle", 0x20DD, true},
    {"combining_enclosing_keycap", 0x20E3, true},
    {"last_of_combining_marks_for_symbols", 0x20F0, true},
    {"behind_combining_marks_for_symbols", 0x20F1, false},
    {"ideographic_full_stop", 0x3002, false},
    {"hangzhou_numeral", 0x3029, false},
    {"ideographic_tone_mark", 0x302A, true},
    {"hangul_tone_mark", 0x302F, true},
    {"wavy_dash", 0x3030, false},
    {"hiragana_letter", 0x3096, false},
    {"combining_voiced_sound_mark", 0x3099, true},
    {"combining_semi_voiced_sound_mark", 0x309A, true},
    {"spacing_voiced_sound_mark", 0x309B, false},
    {"chinese_character", 0x4E2D, false},
    {"hangul_syllable", 0xAC00, false},
    {"hebrew_point_judeo_spanish_varika", 0xFB1E, true},
    {"private_use_before_variation_selectors", 0xFDFF, false},
    {"variation_selector_1", 0xFE00, true},
    {"variation_selector_16", 0xFE0F, true},
    {"vertical_form", 0xFE10, false},
    {"combining_half_mark", 0xFE20, true},
    {"cjk_compatibility_form", 0xFE30, false},
    {"byte_order_mark", 0xFEFF, false},
    {"replacement_character", 0xFFFD, false},
    {"musical_combining_stem", 0x1D165, true},
    {"musical_augmentation_dot", 0x1D16D, true},
    {"regional_indicator", 0x1F1E8, false},
    {"emoji_before_the_modifiers", 0x1F3FA, false},
    {"emoji_modifier_type_1_2", 0x1F3FB, true},
    {"emoji_modifier_type_6", 0x1F3FF, true},
    {"emoji_behind_the_modifiers", 0x1F400, false},
    {"emoji_face", 0x1F600, false},
    {"language_tag", 0xE0001, false},
    {"before_the_tags", 0xE001F, false},
    {"tag_space", 0xE0020, true},
    {"cancel_tag", 0xE007F, true},
    {"behind_the_tags", 0xE0080, false},
    {"before_variation_selector_17", 0xE00FF, false},
    {"variation_selector_17", 0xE0100, true},
    {"variation_selector_256", 0xE01EF, true},
    {"behind_variation_selector_256", 0xE01F0, false},
    {"last_code_point", 0x10FFFF, false},
    {"beyond_unicode", 0x110000, false},
    {"end_of_text", UINT32_MAX, false},
};

static void code_point_is_combining_or_not(void **state)
{
    const struct row *row = *state;

    assert_int_equal(paidmark_is_combining(row->code_point), row->expected);
}

/* Mn 1985, Mc 452 and Me 13 (DerivedGeneralCategory.txt has the totals), two joiners, five emoji modifiers, 96 tags. */
static void as_many_as_unicode_15_has(void **state)
{
    size_t count = 0;

    (void)state;
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++)
        count += paidmark_is_combining(code_point);
    assert_int_equal(count, 1985 + 452 + 13 + 2 + 5 + 96);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, code_point_is_combining_or_not, rows);
    SUITE_ADD(&suite, as_many_as_unicode_15_has);
    return suite_run(&suite, "combining");
}
