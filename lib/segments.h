/* segments.h - stretches of text between markers become segments
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_SEGMENTS_H
#define PAIDMARK_SEGMENTS_H

#include "reading.h"

/* A place in the text, with its characters counted from the nearest place where they are known; 0 of them in a document
 * that is refused, whose segments nobody sees. */
struct paidmark_place paidmark_place_at(struct paidmark_reading *reading, size_t offset);

/* Notes whether the stretch, which ends at `end` and is not empty, has text, and makes segments of it unless the
 * document is refused. */
void paidmark_add_stretch(struct paidmark_reading *reading, size_t end);

/* Makes the whole document one paid region. */
void paidmark_pay_for_all(struct paidmark_reading *reading);

#endif
