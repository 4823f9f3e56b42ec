/* prefilter.h - a quick look beside a sign: most signs have nothing like a name there
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_PREFILTER_H
#define PAIDMARK_LOOKALIKE_PREFILTER_H

#include "lookalike/items.h"

/* Whether the ASCII sign, or other anchor, at text[at] and those like it behind it have no name beside them for
 * certain, by a look that takes no decisions on the way: a wrong guess of the processor costs more than the whole of
 * it. */
bool paidmark_has_no_name_beside(struct paidmark_items *items, size_t floor, size_t at);

/* Whether a name, perhaps a damaged one, may begin at text[at], behind a sign. This may take too much for a name,
 * never too little. */
bool paidmark_may_begin_name(struct paidmark_items *items, size_t at);

/* Whether one may end there, before a sign. */
bool paidmark_may_end_name(struct paidmark_items *items, size_t floor, size_t at);

#endif
