/* grapheme_table.h - what code points are where graphemes are divided
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_GRAPHEME_TABLE_H
#define PAIDMARK_GRAPHEME_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* Values of Grapheme_Cluster_Break, and Extended_Pictographic, which has none of them. */
enum paidmark_grapheme_class {
    PAIDMARK_GRAPHEME_START, /* no code point: the text begins */
    PAIDMARK_GRAPHEME_OTHER,
    PAIDMARK_GRAPHEME_CR,
    PAIDMARK_GRAPHEME_LF,
    PAIDMARK_GRAPHEME_CONTROL,
    PAIDMARK_GRAPHEME_EXTEND,
    PAIDMARK_GRAPHEME_ZWJ,
    PAIDMARK_GRAPHEME_SPACING_MARK,
    PAIDMARK_GRAPHEME_PREPEND,
    PAIDMARK_GRAPHEME_REGIONAL_INDICATOR,
    PAIDMARK_GRAPHEME_PICTOGRAPH,
    PAIDMARK_GRAPHEME_L, /* consonants and vowels of Hangul, and syllables of them */
    PAIDMARK_GRAPHEME_V,
    PAIDMARK_GRAPHEME_T,
    PAIDMARK_GRAPHEME_LV,
    PAIDMARK_GRAPHEME_LVT,
};

struct paidmark_grapheme_run {
    uint32_t first;
    uint16_t code_points;
    uint8_t class;
};

/* In ascending order, without the Hangul syllables. A code point that is in none of them is OTHER. */
extern const struct paidmark_grapheme_run paidmark_grapheme_runs[];
extern const size_t paidmark_grapheme_run_count;

#endif
