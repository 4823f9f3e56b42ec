/* grapheme.h - where a reader sees one character end and the next begin (Unicode Standard Annex #29)
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_GRAPHEME_H
#define PAIDMARK_GRAPHEME_H

#include <stdbool.h>
#include <stdint.h>

/* What is known of the text so far; all zero at its begin. */
struct paidmark_grapheme {
    unsigned char before;  /* class of the last code point */
    bool is_pictograph;    /* it ends a pictograph with what extends it */
    bool is_odd_indicator; /* it is the first, third, fifth ... of the regional indicators in a row */
};

/* Whether a grapheme begins with this code point, which follows those that were given before. */
bool paidmark_grapheme_break(struct paidmark_grapheme *grapheme, uint32_t code_point);

#endif
