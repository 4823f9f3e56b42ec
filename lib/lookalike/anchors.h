/* anchors.h - what has to be an anchor for damaged markers to be found
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_ANCHORS_H
#define PAIDMARK_LOOKALIKE_ANCHORS_H

#include "lookalike/names.h"

/* How far behind the first byte of a name its anchor may be. */
#define PAIDMARK_ANCHOR_REACH 4

void paidmark_names_add_anchors(struct paidmark_names *names, struct paidmark_fingerprints *fingerprints);

#endif
