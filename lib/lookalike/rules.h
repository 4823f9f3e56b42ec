/* rules.h - whether what spells a name is a damaged marker, by what stands beside it
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_RULES_H
#define PAIDMARK_LOOKALIKE_RULES_H

#include "lookalike/spelling.h"

struct paidmark_lookalike {
    size_t begin, end;
    const struct paidmark_name *name;
};

/* By the rules of tests/spec/06-lookalikes.md. */
bool paidmark_is_lookalike(struct paidmark_stretch *stretch, const struct paidmark_name *name,
                           const struct paidmark_spelling *spelling, struct paidmark_lookalike *lookalike);

#endif
