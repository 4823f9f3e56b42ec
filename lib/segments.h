/* segments.h - stretches of text between markers become segments
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_SEGMENTS_H
#define PAIDMARK_SEGMENTS_H

#include "reading.h"

/* A place in the text, with its characters counted from the nearest place where they are known. */
struct paidmark_place paidmark_place_at(struct paidmark_reading *reading, size_t offset);

/* Makes the stretch paid from its begin to `end`. */
void paidmark_hide_stretch(struct paidmark_reading *reading, size_t end);

/* Makes segments of the stretch, which ends at `end` and is not empty. */
void paidmark_add_stretch(struct paidmark_reading *reading, size_t end);

/* Makes the whole document one paid region. */
void paidmark_pay_for_all(struct paidmark_reading *reading);

#endif
