/* suggestion.h - the marker that was probably meant by a look-alike
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_SUGGESTION_H
#define PAIDMARK_LOOKALIKE_SUGGESTION_H

#include "markers.h"

/* Fills in the suggestion of a problem, a look-alike in `text` that resembles a marker of this kind: the token of the
 * first pair of the set that is made like it, or else that of the first pair. */
void paidmark_suggest(const struct paidmark_matcher *matcher, const char *text, enum paidmark_marker_kind resembles,
                      struct paidmark_problem *problem);

#endif
