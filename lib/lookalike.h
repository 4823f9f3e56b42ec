/* lookalike.h - damaged markers in the text between exact markers
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_H
#define PAIDMARK_LOOKALIKE_H

#include "items.h"

/* Called for each look-alike, in document order: text[begin, end) resembles a begin or an end marker. */
typedef void paidmark_lookalike_fn(void *context, size_t begin, size_t end, enum paidmark_marker_kind resembles);

struct paidmark_lookalike_reader {
    struct paidmark_items items;
    paidmark_lookalike_fn *found;
    void *context;
};

/* Reads what is around an anchor that no exact marker begins at. All of the text before `floor` has been dealt with,
 * and floor <= anchor. Returns up to where the text has been dealt with now: floor itself when there was nothing to
 * see. */
size_t paidmark_lookalikes_read(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor);

#endif
