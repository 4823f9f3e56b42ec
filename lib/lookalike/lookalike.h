/* lookalike.h - damaged markers in the text between exact markers
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_LOOKALIKE_H
#define PAIDMARK_LOOKALIKE_LOOKALIKE_H

#include "lookalike/items.h"

/* Called for each look-alike, in document order: text[begin, end) resembles a begin or an end marker. */
typedef void paidmark_lookalike_fn(void *context, size_t begin, size_t end, enum paidmark_marker_kind resembles);

struct paidmark_lookalike_reader {
    struct paidmark_items items;
    paidmark_lookalike_fn *found;
    void *context;
};

/* Whether the anchor is the third letter of "pai" behind a plain letter or digit, so that no name begins there: a quick
 * answer, since ordinary text is full of these. */
static inline bool paidmark_is_inside_word(const unsigned char *text, size_t floor, size_t anchor)
{
    return (text[anchor] | 0x20) == 'i' && anchor >= floor + 3 &&
           paidmark_byte_kinds[text[anchor - 3]] & (ITEM_LETTER | ITEM_DIGIT);
}

/* Reads what is around an anchor that no exact marker begins at. All of the text before `floor` has been dealt with,
 * and floor <= anchor. Returns up to where the text has been dealt with now: floor itself when there was nothing to
 * see. */
size_t paidmark_lookalikes_read(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor);

#endif
