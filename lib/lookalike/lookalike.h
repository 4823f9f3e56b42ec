/* lookalike.h - damaged markers in the text between exact markers
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_LOOKALIKE_H
#define PAIDMARK_LOOKALIKE_LOOKALIKE_H

#include "lookalike/rules.h"

struct paidmark_lookalike_reader {
    struct paidmark_stretch stretch; /* that is read */
    const struct paidmark_names *names;
};

/* Reads around an anchor that no exact marker is at, for the look-alike that is found there; false if there is none, or
 * the anchor is in an exact marker. The floor is behind it then. */
bool paidmark_lookalike_at(struct paidmark_lookalike_reader *reader, size_t anchor,
                           struct paidmark_lookalike *lookalike);

/* The token of the set that was probably meant: the one that the name is from, or else the first one of its kind; NULL
 * if there is none. */
const struct paidmark_token *paidmark_suggested_token(const struct paidmark_matcher *matcher,
                                                      const struct paidmark_name *name);

#endif
